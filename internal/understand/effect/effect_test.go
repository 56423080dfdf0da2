package effect_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/effect"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// halved is a ward where events halve in January 2019, beside one where they do not.
func halved() *choicetest.Facts {
	f := choicetest.New()
	for m := range 12 {
		f.Crime(20, fmt.Sprintf("2018-%02d", m+1), 2, 535000, 181000, choicetest.North)
		f.Crime(10, fmt.Sprintf("2019-%02d", m+1), 2, 535000, 181000, choicetest.North)
		f.Crime(20, fmt.Sprintf("2018-%02d", m+1), 2, 537000, 181000, choicetest.South)
		f.Crime(20, fmt.Sprintf("2019-%02d", m+1), 2, 537000, 181000, choicetest.South)
	}
	return f
}

func params(t *testing.T, f *choicetest.Facts) effect.Params {
	p := effect.Params{Choice: f.Choice(t, "2018-01", "2019-12")}
	p.Area = choicetest.Of(choicetest.North, "North")
	p.Change, _ = incident.ParseMonth("2019-01")
	p.Chosen = effect.Otherwise
	return p
}

// twenty are twenty wards of 60 to 155 in 2018 that each keep half of what sets them apart in 2019, so that the highest falls
// most with nothing done, and the codes of the wards.
func twenty(t *testing.T) (*choicetest.Facts, []incident.Code) {
	f := choicetest.New()
	var codes []incident.Code
	for i := range 20 {
		code, ok := incident.ParseCode(fmt.Sprintf("E0500%04d", 100+i))
		if !ok {
			t.Fatal("no such code")
		}
		codes, f.Wards = append(codes, code), append(f.Wards, code)
		for m := range 12 {
			before, swing := 5*i, []int{0, 3, -3, 2, -2, 1}[(m+i)%6]
			f.Crime((60+before+swing)/12+1, fmt.Sprintf("2018-%02d", m+1), 2, 530000+float64(500*i), 181000, code)
			f.Crime((84+before/2+swing)/12+1, fmt.Sprintf("2019-%02d", m+1), 2, 530000+float64(500*i), 181000, code)
		}
	}
	return f, codes
}

// TestAWardChosenBecauseItWasHighIsJudgedByHowOthersFellBack: the highest ward falls, its comparison area rises, and no effect is
// claimed; nor is one of a circle that was laid on the highest place.
func TestAWardChosenBecauseItWasHighIsJudgedByHowOthersFellBack(t *testing.T) {
	f, codes := twenty(t)
	for name, chosen := range map[string]string{"high": effect.High, "not said": ""} {
		p := params(t, f)
		p.Chosen, p.Others = chosen, codes
		p.Area = choicetest.Of(codes[19], "Highest")
		low := choicetest.Of(codes[0], "Lowest")
		p.Comparison = &low
		got, err := effect.Run(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(got.Summary, "by how 18 others went on") && !strings.Contains(got.Summary, "by how 19 others went on") || !strings.Contains(got.Summary, "does not show an effect") {
			t.Errorf("%s: %s", name, got.Summary)
		}
		at := len(f.Places.Lon) - 1
		p.Circle, p.Area.Wards = &effect.Circle{Lon: f.Places.Lon[at], Lat: f.Places.Lat[at], Radius: 200}, codes
		if got, err = effect.Run(context.Background(), p); err != nil || !strings.Contains(got.Summary, "others went on. This does not show an effect") || !strings.Contains(got.Title, "200 m around High Street") {
			t.Errorf("%s, a circle: %v %s: %s", name, err, got.Title, got.Summary)
		}
	}
	p := params(t, f)
	p.Chosen, p.Others = effect.High, codes[15:]
	p.Area = choicetest.Of(codes[19], "Highest")
	got, err := effect.Run(context.Background(), p)
	if err != nil || !strings.Contains(strings.Join(got.Caveats, " "), "At least 8 others of its kind are needed") || strings.Contains(got.Summary, "chance and falling back") {
		t.Errorf("%v %s %v", err, got.Summary, got.Caveats)
	}
}

func TestNoEffectIsClaimedWithoutAComparisonArea(t *testing.T) {
	got, err := effect.Run(context.Background(), params(t, halved()))
	if err != nil {
		t.Fatal(err)
	}
	if words := strings.ToLower(got.Summary); !strings.Contains(words, "comparison") || strings.Contains(words, "prevented") {
		t.Error(got.Summary)
	}
}

func TestAFallBesideASteadyComparisonIsAnEffect(t *testing.T) {
	p := params(t, halved())
	south := choicetest.Of(choicetest.South, "South")
	p.Comparison = &south
	got, err := effect.Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	counts, _ := got.Section("counts")
	if r := counts.Table.Rows[0]; !r[1].Is(240) || !r[2].Is(120) || !r[3].Is(-0.5) {
		t.Errorf("%+v", r)
	}
	measures, _ := got.Section("measures")
	// (240/120) / (240/240) = 2.
	if v := measures.Table.Rows[1][1]; !v.Is(2) {
		t.Errorf("relative effect %+v", v)
	}
}

func TestARingCountsWhatLiesRoundAPlace(t *testing.T) {
	f := halved()
	for m := range 12 {
		f.Crime(3, fmt.Sprintf("2019-%02d", m+1), 2, 535300, 181000, choicetest.North)
	}
	p := params(t, f)
	p.Circle = &effect.Circle{Radius: 100, Ring: 400}
	p.Circle.Lon, p.Circle.Lat = f.Places.Lon[0], f.Places.Lat[0]
	south := choicetest.Of(choicetest.South, "South")
	p.Comparison, p.Area = &south, choicetest.Both()
	got, err := effect.Run(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	counts, _ := got.Section("counts")
	if r := counts.Table.Rows[2]; !r[1].Is(0) || !r[2].Is(36) {
		t.Errorf("the ring: %+v", r)
	}
}

func TestMonthsThatAreNotHeldAndAreasThatOverlapAreRefused(t *testing.T) {
	p := params(t, halved())
	p.Change, _ = incident.ParseMonth("2019-06")
	if _, err := effect.Run(context.Background(), p); err == nil || !strings.Contains(err.Error(), "nothing of this choice is held for January 2020") {
		t.Error(err)
	}
	p = params(t, halved())
	same := studyarea.Area{Name: "Both", Wards: []incident.Code{choicetest.North, choicetest.South}}
	p.Comparison = &same
	if _, err := effect.Run(context.Background(), p); err == nil || !strings.Contains(err.Error(), "overlap") {
		t.Error(err)
	}
}
