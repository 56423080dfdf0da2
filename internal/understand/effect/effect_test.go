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
	return p
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
	if r := counts.Table.Rows[0]; float64(r[1].Number) != 240 || float64(r[2].Number) != 120 || float64(r[3].Number) != -0.5 {
		t.Errorf("%+v", r)
	}
	measures, _ := got.Section("measures")
	// (240/120) / (240/240) = 2.
	if v := float64(measures.Table.Rows[1][1].Number); v != 2 {
		t.Errorf("relative effect %g", v)
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
	if r := counts.Table.Rows[2]; float64(r[1].Number) != 0 || float64(r[2].Number) != 36 {
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
