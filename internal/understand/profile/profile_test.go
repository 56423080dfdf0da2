package profile_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
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
	if r := places.Table.Rows[0]; r[0].Text != "High Street" || r[1].Text != "North" || float64(r[2].Number) != 60 || r[3].Text != "Drugs" || float64(r[4].Number) != 12 {
		t.Errorf("%+v", r)
	}
	if len(places.Table.Targets) != len(places.Table.Rows) {
		t.Error("a place cannot be made a tasking")
	}
	few, _ := got.Section("concentration")
	if !strings.Contains(few.Words, "p = 0.010") || float64(few.Table.Rows[1][1].Number) != 1 {
		t.Errorf("%s %+v", few.Words, few.Table)
	}
	again, err := profile.Run(context.Background(), profile.Params{Choice: f.Choice(t, "2019-01", "2019-12"), Seed: 1})
	if second, _ := again.Section("concentration"); err != nil || second.Words != few.Words {
		t.Error("the same seed gives another answer")
	}
}

func TestCountsOfOurOwnRecordsBelowFiveAreNotShown(t *testing.T) {
	f := uneven()
	own := profile.Own{Plural: "reports", Total: 52, Repeat: 10, Categories: map[string]int{"Noise": 50, "Fire": 2}, Wards: map[incident.Code]int{choicetest.North: 52}}
	got, err := profile.Run(context.Background(), profile.Params{Choice: f.Choice(t, "2019-01", "2019-12"), Own: []profile.Own{own}})
	if err != nil {
		t.Fatal(err)
	}
	types, ok := got.Section("own-types")
	if !ok || types.Table.Rows[1][1].Text != "fewer than 5" || float64(types.Table.Rows[0][1].Number) != 50 || !strings.Contains(types.Words, "the victim had suffered before (19.2%)") {
		t.Errorf("%+v", types)
	}
}
