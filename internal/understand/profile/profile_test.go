package profile_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/profile"
)

// uneven is one place with 60 of 100 drugs offences, and forty places with one each.
func uneven() *choicetest.Facts {
	f := choicetest.New()
	for m := range 12 {
		f.Crime(5, fmt.Sprintf("2019-%02d", m+1), 4, 535000, 181000, choicetest.North)
	}
	for i := range 40 {
		f.Crime(1, fmt.Sprintf("2019-%02d", i%12+1), 4, 536000+float64(200*i), 181000, choicetest.South)
	}
	return f
}

func TestAProfileNamesThePlaceThatHoldsHalfOfIt(t *testing.T) {
	f := uneven()
	got, err := profile.Run(context.Background(), profile.Params{Choice: f.Choice(t, "2019-01", "2019-12"), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got.Events != 100 || !strings.Contains(got.Summary, "Half of them fall on 1 of the 41 places") {
		t.Error(got.Summary)
	}
	places, _ := got.Section("places")
	if r := places.Table.Rows[0]; r[0].Text() != "High Street" || r[1].Text() != "North" || !r[2].Is(60) || r[3].Text() != "Drugs" || !r[4].Is(12) {
		t.Errorf("%+v", r)
	}
	if len(places.Table.Targets) != len(places.Table.Rows) {
		t.Error("a place cannot be made a tasking")
	}
	few, _ := got.Section("concentration")
	if !strings.Contains(few.Words, "p = 0.010") || !few.Table.Rows[1][1].Is(1) {
		t.Errorf("%s %+v", few.Words, few.Table)
	}
	again, err := profile.Run(context.Background(), profile.Params{Choice: f.Choice(t, "2019-01", "2019-12"), Seed: 1})
	if second, _ := again.Section("concentration"); err != nil || second.Words != few.Words {
		t.Error("the same seed gives another answer")
	}
}

func TestCountsOfOurOwnRecordsBelowFiveAreNotShownNorHadBySubtracting(t *testing.T) {
	f := uneven()
	own := profile.Own{Plural: "reports", Total: 62, Repeat: 10, Categories: map[string]int{"Noise": 50, "Drugs": 10, "Fire": 2}, Wards: map[incident.Code]int{choicetest.North: 62}}
	who := []profile.Affected{
		{Heading: "Who is affected", First: "Affected", Of: "reports", Total: 62, Names: []string{"Me", "Everyone", "A business"}, Counts: []int{40, 19, 3}},
		{Heading: "Risk and repeats", First: "Marked as", Of: "cases", Total: 20, Many: true, Names: []string{"Repeat victim", "Vulnerable victim", "Repeat location"}, Counts: []int{7, 2, 18}}}
	got, err := profile.Run(context.Background(), profile.Params{Choice: f.Choice(t, "2019-01", "2019-12"), Own: []profile.Own{own}, Who: who})
	if err != nil {
		t.Fatal(err)
	}
	figures := func(id string) string {
		s, ok := got.Section(id)
		if !ok {
			t.Fatalf("there is no section %s", id)
		}
		var out []string
		for _, r := range s.Table.Rows {
			out = append(out, r[0].Text()+" "+r[1].In(figure.Count))
		}
		return strings.Join(out, "; ")
	}
	for id, want := range map[string]string{"own-types": "Noise 50; Drugs [c]; Fire [c]", "affected-1": "Me 40; Everyone [c]; A business [c]", "affected-2": "Repeat victim 7; Vulnerable victim [c]; Repeat location [c]"} {
		if got := figures(id); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	types, _ := got.Section("own-types")
	if !strings.Contains(types.Words, "the victim had suffered before (16.1%)") {
		t.Error(types.Words)
	}
}

func TestAProfileSaysWhereItKeepsHappeningAndWhetherItIsGettingWorse(t *testing.T) {
	f := uneven()
	got, err := profile.Run(context.Background(), profile.Params{Choice: f.Choice(t, "2019-01", "2019-12"), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	repeats, _ := got.Section("repeats")
	if r := repeats.Table.Rows; !r[0][1].Is(1) || !r[0][2].Is(60) || !r[4][1].Is(40) || r[4][0].Text() != "Once" {
		t.Errorf("%+v", r)
	}
	months, ok := got.Section("months")
	if !ok || months.Chart == nil || !strings.Contains(months.Words, "no clear trend") {
		t.Errorf("%+v", months)
	}
	for _, s := range got.Sections {
		if s.Chart == nil && (s.Table == nil || len(s.Table.Rows) == 0) {
			t.Errorf("the section %s shows nothing", s.ID)
		}
	}
}

// The wards' table says how much is recorded for each 1,000 residents in a year, how sure that is, and what is left of it when chance
// is taken out: a ward of few residents without any is not known to be safe. Where residents are not known no rate is given.
func TestAProfileGivesRatesByWardWithTheirIntervalsWhereResidentsAreKnown(t *testing.T) {
	f, small := uneven(), choicetest.South+1
	c := f.Choice(t, "2019-01", "2019-12")
	c.Area.Wards = append(c.Area.Wards, small)
	c.NameWard = func(w incident.Code) string {
		return map[incident.Code]string{choicetest.North: "North", choicetest.South: "South", small: "Small"}[w]
	}
	run := func() *finding.Table {
		got, err := profile.Run(context.Background(), profile.Params{Choice: c, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		wards, _ := got.Section("wards")
		return wards.Table
	}
	if got := run(); len(got.Columns) != 3 {
		t.Errorf("without residents there are rates: %+v", got.Columns)
	}
	c.People = map[incident.Code]int{choicetest.North: 1000, choicetest.South: 10_000, small: 50}
	got := run()
	if len(got.Rows) != 3 || len(got.Columns) != 6 {
		t.Fatalf("%+v", got)
	}
	if r := got.Rows[0]; r[0].Text() != "North" || !near(r[3], 60) || r[4].Text() != "45.8 to 77.2" || !below(r[5], 60) {
		t.Errorf("North: %+v", r)
	}
	if r := got.Rows[1]; r[0].Text() != "South" || !near(r[3], 4) {
		t.Errorf("South: %+v", r)
	}
	if r := got.Rows[2]; r[0].Text() != "Small" || !r[3].Is(0) || below(r[5], 1e-9) {
		t.Errorf("a ward of fifty residents without any: %+v", r)
	}
}

// Places that hang together are told as one, with how many events and points they have and how far they reach, and can be made a
// tasking; places apart are not.
func TestAProfileTellsPlacesThatHangTogetherAsOne(t *testing.T) {
	f := uneven()
	for i := range 5 { // a parade of five points, 80 metres apart
		f.Crime(8, "2019-06", 4, 538000+float64(80*i), 182000, choicetest.South)
	}
	got, err := profile.Run(context.Background(), profile.Params{Choice: f.Choice(t, "2019-01", "2019-12"), Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	crowds, ok := got.Section("crowds")
	if !ok || len(crowds.Table.Rows) != 2 || len(crowds.Table.Targets) != 2 {
		t.Fatalf("%+v", crowds)
	}
	if r := crowds.Table.Rows[1]; r[0].Text() != "around High Street in South" || !r[1].Is(40) || !r[3].Is(5) || !r[4].Is(320) {
		t.Errorf("the parade: %+v", r)
	}
	if to := crowds.Table.Targets[0]; to.Place != "around High Street in North" || to.Observed != 60 {
		t.Errorf("%+v", to)
	}
}

func near(c figure.Cell, want float64) bool {
	v, ok := c.Value()
	return ok && math.Abs(v-want) < 1e-9
}

func below(c figure.Cell, most float64) bool {
	v, ok := c.Value()
	return ok && v < most
}
