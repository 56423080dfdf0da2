package fairness_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice/choicetest"
	"github.com/wardmote/wardmote/internal/understand/fairness"
)

const none, arrest = "A no further action disposal", "Arrest"

func stops() *choicetest.Facts {
	f := choicetest.New()
	add := func(n int, group, outcome string) {
		f.Stop(n, "2019-01", 0, map[string]string{"officer_defined_ethnicity": group, "self_defined_ethnicity": group + "/x - y", "outcome": outcome, "object_of_search": "Controlled drugs", "age_range": "18-24"})
	}
	add(60, "Asian", none)
	add(20, "Asian", arrest)
	add(30, "White", none)
	add(10, "White", arrest)
	add(30, "Black", none)
	add(10, "Black", arrest)
	add(3, "Other", none)
	add(7, "", none)
	return f
}

func TestRatesAreMeasuredAgainstTheStatedBenchmark(t *testing.T) {
	f := stops()
	got, err := fairness.Run(context.Background(), fairness.Params{Choice: f.Choice(t, "2019-01", "2019-01"),
		Benchmark: &fairness.Benchmark{People: []float64{1000, 250, 1000, 500}, Words: "residents, invented"}})
	if err != nil {
		t.Fatal(err)
	}
	rates, _ := got.Section("rates")
	// 80 of 1,000 Asian and 40 of 1,000 White: twice as often. Those of the Black protect the few of the others.
	if v, _ := rates.Table.Rows[0][4].Value(); v < 2-1e-9 || v > 2+1e-9 {
		t.Errorf("%g times as often, not 2", v)
	}
	if f, _ := rates.Table.Rows[1][1].Figure(); !f.Hidden() || rates.Table.Rows[1][4].In(figure.Ratio) != figure.Gap {
		t.Errorf("the stops that protect three are shown: %+v", rates.Table.Rows[1])
	}
	if !strings.Contains(rates.Words, "residents, invented") || !strings.Contains(got.Summary, "the group of 4.1% is not known") {
		t.Errorf("%s / %s", rates.Words, got.Summary)
	}
	if rates.Table.Rows[3][1].In(figure.Count) != "fewer than 5" {
		t.Errorf("three stops of the others are shown: %+v", rates.Table.Rows[3])
	}
}

func TestTheOutcomeTestFindsNoDifferenceWhereThereIsNone(t *testing.T) {
	f := stops()
	got, err := fairness.Run(context.Background(), fairness.Params{Choice: f.Choice(t, "2019-01", "2019-01")})
	if err != nil {
		t.Fatal(err)
	}
	outcomes, ok := got.Section("outcomes")
	if !ok {
		t.Fatalf("%+v", got.Sections)
	}
	for _, i := range []int{0, 2} {
		if v := outcomes.Table.Rows[i][3]; !v.Is(0.25) {
			t.Errorf("%s: %+v of searches found something", outcomes.Table.Rows[i][0].Text(), v)
		}
	}
	if rates, _ := got.Section("rates"); !strings.Contains(rates.Words, "No benchmark is given") {
		t.Error(rates.Words)
	}
}

func TestNoCellOfFewerThanFiveIsShownNorCanBeWorkedOut(t *testing.T) {
	f := stops()
	got, err := fairness.Run(context.Background(), fairness.Params{Choice: f.Choice(t, "2019-01", "2019-01")})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"objects", "results", "ages"} {
		sec, _ := got.Section(id)
		for _, row := range sec.Table.Rows {
			hidden := 0
			for _, v := range row[1:7] {
				if f, _ := v.Figure(); f.Hidden() {
					hidden++
				} else if n, _ := f.Value(); n > 0 && n < 5 {
					t.Errorf("%s: %s shows %g", id, row[0].Text(), n)
				}
			}
			if hidden == 1 {
				t.Errorf("%s: %s hides one cell, which the total gives away: %+v", id, row[0].Text(), row)
			}
		}
	}
	months, _ := got.Section("months")
	for _, group := range months.Chart.Series {
		for _, f := range group.Values {
			if n, _ := f.Value(); n > 0 && n < 5 {
				t.Errorf("a month of %s shows %g", group.Name, n)
			}
		}
	}
}

func TestWhatPeopleAndOfficersWriteFallsIntoTheSameGroups(t *testing.T) {
	for text, want := range map[string]int{"Asian": 0, "Asian or Asian British - Bangladeshi (A3)": 0, "Black/African/Caribbean/Black British - African": 1, "White - Irish": 2,
		"Mixed/Multiple ethnic groups - White and Asian": 3, "Other": 3, "Other ethnic group - Not stated": -1, "Not Stated (NS)": -1, "": -1, "Asian/Asian British - Chinese": 0, "Chinese or other": 0} {
		if got := fairness.GroupOf(text); got != want {
			t.Errorf("%q is in group %d, not %d", text, got, want)
		}
	}
}
