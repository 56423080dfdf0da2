package publish_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/catalogue/cataloguetest"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

// counted is a table of one ward as it was published, with its total.
func counted(columns []string, counts ...int) publish.Table {
	row, total := figure.List(counts), 0
	for i, n := range counts {
		if total += n; n > 0 && n < 5 {
			row[i] = figure.Suppressed("")
		}
	}
	return publish.Table{Columns: columns, Published: suppress.Published{Cells: [][]figure.Figure{row}, RowTotals: figure.List([]int{total})}}
}

func patrols(times int, results ...publish.Counted) []publish.Activity {
	return []publish.Activity{{Kind: "patrol", Name: "Patrol", Plural: "Patrols", Times: []int{times}, Results: results}}
}

func result(name string, n int) publish.Counted {
	return publish.Counted{Name: name, Cells: figure.List([]int{n})}
}

func written(l publish.Line) string {
	var out []string
	for _, f := range append(append([]figure.Figure{}, l.Cells...), l.Sum) {
		out = append(out, f.In(figure.Count))
	}
	return l.Name + " " + strings.Join(out, " ")
}

// TestWhatAQuarterDidNotCountIsNotKnownThereAndNotNought: the pack changes, and quarters that were published stay as they are.
func TestWhatAQuarterDidNotCountIsNotKnownThereAndNotNought(t *testing.T) {
	wards := []string{"A"}
	editions := []*publish.Edition{
		{Wards: wards, Reported: counted([]string{"Noise"}, 9), Done: patrols(2, result("People engaged", 9))},
		{Wards: wards, Reported: counted([]string{"Noise", "Fire"}, 3, 7)},
		{Wards: wards, Reported: counted([]string{"Noise", "Fire"}, 8, 0), Done: patrols(4, result("People engaged", 30), result("Bags filled", 5))},
	}
	at := indicator.PeriodOf(pack.Quarterly, when.Day(2026, 1, 1))
	for _, e := range editions {
		e.Period, at = at, indicator.PeriodOf(pack.Quarterly, at.Until)
	}
	var got []string
	for _, l := range publish.Reported(editions, "A") {
		got = append(got, written(l))
	}
	done := publish.Doings(editions, "A")[0]
	for _, l := range append([]publish.Line{done.Times}, done.Results...) {
		got = append(got, written(l))
	}
	want := "Noise 9 [c] 8 [c]; Fire – 7 0 –;  9 10 8 27; Patrols 2 0 4 6; People engaged 9 0 30 39; Bags filled – 0 5 –"
	if text := strings.Join(got, "; "); text != want {
		t.Errorf("%s, want %s", text, want)
	}
	for _, l := range publish.Reported(editions, "B") {
		if l.Some() || l.Sum.Known() {
			t.Errorf("a ward that no quarter has: %s", written(l))
		}
	}
	table := (&publish.Tables{Editions: editions}).ByWard(catalogue.English(), []pack.Area{{Code: "A", Name: "Alpha"}, {Code: "B", Name: "Beta"}}, editions)
	var file strings.Builder
	if err := table.WriteCSV(&file, catalogue.English(), "us"); err != nil || !strings.Contains(file.String(), "Alpha,27,6,us\nBeta,,,us\n") {
		t.Errorf("%s, %v", file.String(), err)
	}
}

// TestWhatThePoliceRecordedIsDrawnInTheLanguageOfTheReader: nothing but the names of wards and of the publisher's types stands outside
// of it.
func TestWhatThePoliceRecordedIsDrawnInTheLanguageOfTheReader(t *testing.T) {
	say, err := cataloguetest.Brackets()
	if err != nil {
		t.Fatal(err)
	}
	p := &publish.Police{Known: true, From: when.Day(2025, 10, 1), Until: when.Day(2026, 10, 1), Types: []string{"1"}, Cells: [][]figure.Figure{{figure.Of(3)}}}
	c := p.ByType(say, 0, "2")
	for _, text := range []string{c.Title, c.Words, c.Unit, c.First, c.Source, c.Series[0].Name} {
		if out := cataloguetest.Outside(text, new(int)); len(out) > 0 || text == "" {
			t.Errorf("the chart says %q", text)
		}
	}
}

// allBut covers every ward but one.
type allBut struct{ ward string }

func (a allBut) Count(_ context.Context, q indicator.FactsQuery) (int, bool, error) {
	if len(q.Areas) == 1 && q.Areas[0] == a.ward {
		return 0, false, nil
	}
	return 12, true, nil
}

func (allBut) Last(context.Context, string, []string) (when.Date, bool, error) {
	return when.Day(2026, 9, 30), true, nil
}

// TestAWardThatNoImportCoversIsNotOneWithoutCrime, nor is the borough the sum of the others.
func TestAWardThatNoImportCoversIsNotOneWithoutCrime(t *testing.T) {
	p, problems := pack.Load(packs.TowerHamlets())
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got, err := publish.PoliceOf(t.Context(), p, allBut{p.Wards()[0].Code})
	if err != nil || !got.Known {
		t.Fatal(got, err)
	}
	if got.Total[0].Known() || got.Cells[0][0].Known() || got.All.Known() || !got.Total[1].Is(float64(12*len(got.Types))) {
		t.Errorf("%s in a ward that is not covered, %s in another, %s in all", got.Total[0].Text(), got.Total[1].Text(), got.All.Text())
	}
}
