package indicator_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

func TestARatingNeverGetsWorseAsTheValueGetsBetter(t *testing.T) {
	order := map[pack.Rating]int{pack.NotAchieved: 0, pack.NeedsMoreWork: 1, pack.Achieved: 2}
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Float64Range(-1000, 1000)
		ind := &pack.Indicator{Good: rapid.SampledFrom([]pack.Good{pack.Up, pack.Down}).Draw(t, "good"),
			Aim: &pack.Aim{Value: number.Draw(t, "aim"), Margin: rapid.Float64Range(0, 100).Draw(t, "margin")}}
		better, worse := number.Draw(t, "better"), number.Draw(t, "worse")
		if (better < worse) == (ind.Good == pack.Up) {
			better, worse = worse, better
		}
		a, okA := indicator.Rate(ind, better)
		b, okB := indicator.Rate(ind, worse)
		if !okA || !okB || order[a] < order[b] {
			t.Fatalf("%v is %s and %v is %s", better, a, worse, b)
		}
		if reached, _ := indicator.Rate(ind, ind.Aim.Value); reached != pack.Achieved {
			t.Fatalf("the aim itself is %s", reached)
		}
		ind.Good = pack.Neither
		if r, ok := indicator.Rate(ind, better); ok {
			t.Fatalf("an indicator that is only context was rated %s", r)
		}
	})
}

func TestRatingsByHand(t *testing.T) {
	detection := &pack.Indicator{Good: pack.Up, Aim: &pack.Aim{Value: 10, Margin: 2}}
	fires := &pack.Indicator{Good: pack.Down, Aim: &pack.Aim{Value: 100, Margin: 10}}
	for _, x := range []struct {
		ind   *pack.Indicator
		value float64
		want  pack.Rating
	}{{detection, 10, pack.Achieved}, {detection, 8, pack.NeedsMoreWork}, {detection, 7.9, pack.NotAchieved}, {fires, 99, pack.Achieved},
		{fires, 110, pack.NeedsMoreWork}, {fires, 110.5, pack.NotAchieved}} {
		if got, _ := indicator.Rate(x.ind, x.value); got != x.want {
			t.Errorf("%v against an aim of %v: %s, want %s", x.value, x.ind.Aim.Value, got, x.want)
		}
	}
	if _, ok := indicator.Rate(&pack.Indicator{Good: pack.Up}, 5); ok {
		t.Error("an indicator without an aim was rated")
	}
}

func TestAPeriodIsFoundAgainByItsID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		every := rapid.SampledFrom([]pack.Every{pack.Monthly, pack.Quarterly, pack.Yearly}).Draw(t, "every")
		day := when.Day(2015, 1, 1).AddDays(rapid.IntRange(0, 8000).Draw(t, "day"))
		p := indicator.PeriodOf(every, day)
		if day.Before(p.From) || !day.Before(p.Until) {
			t.Fatalf("%s is not within %s", day, p)
		}
		if again, ok := indicator.Named(every, p.ID); !ok || again != p {
			t.Fatalf("%s of %q is %+v", every, p.ID, again)
		}
		if next := indicator.PeriodOf(every, p.Until); next.From != p.Until || next.YearBefore(every).Until.After(p.Until) {
			t.Fatalf("after %s comes %s", p, next)
		}
	})
	for _, text := range []string{"", "year to March 2019", "2020-13", "2020-Q5", "2020-Q2x", "2019-21"} {
		for _, every := range []pack.Every{pack.Monthly, pack.Quarterly, pack.Yearly} {
			if p, ok := indicator.Named(every, text); ok && p.ID != text {
				t.Errorf("%q was read as %s", text, p)
			}
		}
	}
}

func TestALaterEntryReplacesTheEarlierOfItsPeriodAndStandsBesideTheComputed(t *testing.T) {
	ind := &pack.Indicator{ID: "x", Every: pack.Quarterly, Good: pack.Up, Unit: "%", Aim: &pack.Aim{Value: 80, Margin: 10, Source: "test"}}
	entries := []gate.Entered{ // newest first, as the gate gives them
		{Period: "2026-Q2", Value: 81, Source: "corrected letter"}, {Period: "year to the assessment", Value: 40, Source: "paper", Rating: "Needs more work"}, {Period: "2026-Q2", Value: 18, Source: "letter"}}
	entered := indicator.EnteredPoints(catalogue.English(), ind, entries)
	if len(entered) != 2 || !entered[1].Is(81) || entered[1].Rating() != string(pack.Achieved) || entered[0].Rating() != string(pack.NeedsMoreWork) {
		t.Fatalf("entered values: %+v", entered)
	}
	q := indicator.PeriodOf(pack.Quarterly, when.Day(2026, 7, 1))
	computed := indicator.ComputedPoints(catalogue.English(), ind, []indicator.Value{{Period: q, Figure: figure.Of(60)}, {Period: indicator.PeriodOf(pack.Quarterly, q.Until), Figure: figure.Of(99), Note: "So far"}})
	if computed[0].Rating() != string(pack.NotAchieved) || computed[1].Rating() != "" {
		t.Errorf("a whole period is rated and a running one is not: %+v", computed)
	}
	if latest, ok := indicator.Latest(computed, entered); !ok || latest.Period() != q.String() {
		t.Errorf("the newest rated value is of %s, want %s", latest.Period(), q)
	}
}

func TestSmallCountsOfRecordsAreWithheldFromThePublic(t *testing.T) {
	small := &pack.Pack{}
	count := &pack.Indicator{Formula: &pack.Formula{Count: "asb-case"}}
	share := &pack.Indicator{Formula: &pack.Formula{Share: &pack.Formula{Count: "asb-case"}, Of: &pack.Formula{Count: "asb-case"}}}
	part := func(counts ...float64) indicator.Value {
		v := indicator.Value{Figure: figure.Of(7)}
		for _, n := range counts {
			v.Parts = append(v.Parts, indicator.Part{Kind: "asb-case", Count: figure.Of(n)})
		}
		return v
	}
	for _, x := range []struct {
		ind   *pack.Indicator
		value indicator.Value
		shown bool
	}{{count, part(4), false}, {count, part(1), false}, {count, part(0), true}, {count, part(5), true}, {share, part(3, 40), false},
		{share, part(38, 40), false}, {share, part(20, 40), true}, {share, part(40, 40), true}} {
		got := x.value.Public(small, x.ind)
		if got.Figure.Known() != x.shown || got.Figure.Hidden() == x.shown || (!x.shown && len(got.Parts) > 0) {
			t.Errorf("counts %+v are shown as %+v", x.value.Parts, got)
		}
	}
	facts := &pack.Indicator{Formula: &pack.Formula{Facts: "crimes"}}
	if v := (indicator.Value{Figure: figure.Of(2), Parts: []indicator.Part{{Count: figure.Of(2)}}}).Public(small, facts); !v.Figure.Known() {
		t.Error("what the police publish is not ours to withhold")
	}
}

// TestWhatWasPublishedOnceIsReadAsItWas: values that an earlier version kept for good come back as they were shown.
func TestWhatWasPublishedOnceIsReadAsItWas(t *testing.T) {
	for raw, want := range map[string]indicator.Value{
		`{"Value":3,"Known":true,"Why":"","Of":6,"Note":"So far"}`:                      {Figure: figure.Of(3).OutOf(6), Note: "So far"},
		`{"Value":0,"Known":false,"Why":"None has been recorded yet."}`:                 {Figure: figure.Unknown("None has been recorded yet.")},
		`{"Value":0,"Known":false,"Why":"Withheld.","Withheld":"Too small to publish"}`: {Figure: figure.Suppressed("Too small to publish"), Note: "Withheld."},
	} {
		var got indicator.Value
		if err := json.Unmarshal([]byte(raw), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is read as %+v, %v", raw, got, err)
		}
		again, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		var back indicator.Value
		if err := json.Unmarshal(again, &back); err != nil || !reflect.DeepEqual(back, want) {
			t.Errorf("%s is read as %+v, %v", again, back, err)
		}
	}
}

// TestATrendLeavesAGapWhereNothingIsShown: no line runs through what is not published or not known, and the table says which it is.
func TestATrendLeavesAGapWhereNothingIsShown(t *testing.T) {
	ind := &pack.Indicator{ID: "x", Name: "Fines", Every: pack.Quarterly, Unit: "pence", Formula: &pack.Formula{Count: "fine"}}
	at := indicator.PeriodOf(pack.Quarterly, when.Day(2026, 1, 1))
	var values []indicator.Value
	for _, f := range []figure.Figure{figure.Unknown("before"), figure.Of(1250), figure.Suppressed("Too small to publish"), figure.Unknown("lost"), figure.Of(900)} {
		values = append(values, indicator.Value{Period: at, Figure: f})
		at = indicator.PeriodOf(pack.Quarterly, at.Until)
	}
	entered := indicator.EnteredPoints(catalogue.English(), ind, []gate.Entered{{Period: values[3].Period.ID, Value: 700, Source: "letter"}})
	c := indicator.Trend(catalogue.English(), ind, indicator.ComputedPoints(catalogue.English(), ind, values), entered, func(source string) string { return source })
	var got []string
	for _, s := range c.Series {
		for i := range c.Labels {
			got = append(got, s.At(i).In(figure.Ratio))
		}
	}
	if text := strings.Join(got, " "); text != "12.50 [c] – 9.00 – – 7.00 –" || c.Unit != "£" || !strings.HasSuffix(c.Source, "entered values: letter") {
		t.Errorf("%s in %s from %s", text, c.Unit, c.Source)
	}
}

// TestAYearWithAMonthThatIsNotKnownHasNoSum, however many of its months are.
func TestAYearWithAMonthThatIsNotKnownHasNoSum(t *testing.T) {
	ind := &pack.Indicator{ID: "x", Name: "Burglary", Every: pack.Monthly, Formula: &pack.Formula{Facts: "crimes"}}
	at := indicator.PeriodOf(pack.Monthly, when.Day(2024, 1, 1))
	var values []indicator.Value
	for i := range 24 {
		f := figure.Of(i)
		if i == 5 {
			f = figure.Unknown("not imported")
		}
		values = append(values, indicator.Value{Period: at, Figure: f})
		at = indicator.PeriodOf(pack.Monthly, at.Until)
	}
	v := indicator.VolumeOf(catalogue.English(), ind, indicator.ComputedPoints(catalogue.English(), ind, values))
	if !v.Now.Is(210) || v.Before.Known() || v.Change.Known() || v.Months[5].Known() || !strings.Contains(v.Words, "not known in the twelve before") {
		t.Errorf("%+v", v)
	}
	if v := indicator.VolumeOf(catalogue.English(), ind, nil); v.Now.Known() || v.Held != "No month is held" {
		t.Errorf("%+v", v)
	}
}
