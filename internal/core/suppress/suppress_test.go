package suppress

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/figure"
)

func drawTable(t *rapid.T, rows, columns, most int) Table {
	table := Table{Counts: make([][]int, rows), RowTotals: rapid.Bool().Draw(t, "row totals"),
		ColumnTotals: rapid.Bool().Draw(t, "column totals"), GrandTotal: rapid.Bool().Draw(t, "grand total")}
	for i := range table.Counts {
		for range columns {
			table.Counts[i] = append(table.Counts[i], rapid.IntRange(0, most).Draw(t, "count"))
		}
	}
	return table
}

// reader tries every table of whole counts that agrees with what is published, and keeps which values each hidden count
// takes: the slow twin that the network must satisfy.
type reader struct {
	p     Published
	o     Options
	top   int // largest count tried
	cells [][]int
	seen  map[[2]int]map[int]bool // row, column (−1 for a total) → values
}

func (r *reader) read() {
	r.cells, r.seen = make([][]int, len(r.p.Cells)), map[[2]int]map[int]bool{}
	for i := range r.cells {
		r.cells[i] = make([]int, len(r.p.Cells[i]))
	}
	r.next(0)
}

func (r *reader) next(at int) {
	columns := len(r.p.Cells[0])
	if at == len(r.p.Cells)*columns {
		r.keep()
		return
	}
	i, j := at/columns, at%columns
	if j == 0 && i > 0 && !r.agrees(r.p.RowTotals, i-1, sum(r.cells[i-1])) {
		return
	}
	if c := r.p.Cells[i][j]; !c.Hidden() {
		r.cells[i][j] = number(c)
		r.next(at + 1)
		return
	}
	for v := r.o.least(); v <= r.top; v++ {
		r.cells[i][j] = v
		r.next(at + 1)
	}
}

func number(f figure.Figure) int {
	v, _ := f.Value()
	return int(v)
}

func sum(ns []int) int {
	s := 0
	for _, n := range ns {
		s += n
	}
	return s
}

func (r *reader) agrees(totals []figure.Figure, i, n int) bool {
	switch {
	case totals == nil:
		return true
	case totals[i].Hidden():
		return n >= r.o.least()
	}
	return totals[i].Is(float64(n))
}

// keep notes a table that agrees with every total.
func (r *reader) keep() {
	all := 0
	values := map[[2]int]int{}
	for i, row := range r.cells {
		if !r.agrees(r.p.RowTotals, i, sum(row)) {
			return
		}
		all += sum(row)
		values[[2]int{i, -1}] = sum(row)
		for j, n := range row {
			values[[2]int{i, j}] = n
			values[[2]int{-1, j}] += n
		}
	}
	for j := range r.cells[0] {
		if !r.agrees(r.p.ColumnTotals, j, values[[2]int{-1, j}]) {
			return
		}
	}
	if r.p.GrandTotal != nil && !r.agrees([]figure.Figure{*r.p.GrandTotal}, 0, all) {
		return
	}
	values[[2]int{-1, -1}] = all
	for at, n := range values {
		if r.seen[at] == nil {
			r.seen[at] = map[int]bool{}
		}
		r.seen[at][n] = true
	}
}

func (r *reader) hidden() map[[2]int]bool {
	found := map[[2]int]bool{}
	for i, row := range r.p.Cells {
		for j, c := range row {
			found[[2]int{i, j}] = c.Hidden()
		}
	}
	for i, c := range r.p.RowTotals {
		found[[2]int{i, -1}] = c.Hidden()
	}
	for j, c := range r.p.ColumnTotals {
		found[[2]int{-1, j}] = c.Hidden()
	}
	if r.p.GrandTotal != nil {
		found[[2]int{-1, -1}] = r.p.GrandTotal.Hidden()
	}
	return found
}

func TestNoHiddenCountCanBeWorkedOutFromTheTotals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shape := rapid.SampledFrom([][2]int{{1, 2}, {2, 2}, {3, 1}, {1, 4}, {2, 3}, {3, 2}}).Draw(t, "shape")
		table := drawTable(t, shape[0], shape[1], 5)
		o := Options{Threshold: rapid.IntRange(2, 5).Draw(t, "threshold"), HideZeros: rapid.Bool().Draw(t, "hide noughts")}
		p, err := Apply(table, o)
		if err != nil {
			t.Fatal(err)
		}
		r := &reader{p: p, o: o, top: 7}
		r.read()
		for at, hidden := range r.hidden() {
			if hidden && len(r.seen[at]) < 2 {
				t.Fatalf("count at %v can be worked out: %v\n%+v\n%+v", at, r.seen[at], table, p)
			}
		}
	})
}

func TestSmallCountsAreHiddenAndNothingShownIsWrong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := drawTable(t, rapid.IntRange(1, 12).Draw(t, "rows"), rapid.IntRange(1, 8).Draw(t, "columns"), 30)
		o := Options{HideZeros: rapid.Bool().Draw(t, "hide noughts"), Room: rapid.IntRange(0, 5).Draw(t, "room")}
		p, err := Apply(table, o)
		if err != nil {
			t.Fatal(err)
		}
		o = o.withDefaults()
		for i, row := range table.Counts {
			for j, n := range row {
				c := p.Cells[i][j]
				if (o.small(n) && !c.Hidden()) || (!c.Hidden() && !c.Is(float64(n))) || (n == 0 && c.Hidden() != o.HideZeros) {
					t.Fatalf("count %d is shown as %+v", n, c)
				}
			}
			if table.RowTotals {
				if c := p.RowTotals[i]; !c.Hidden() && (!c.Is(float64(sum(row))) || o.small(sum(row))) {
					t.Fatalf("total %d is shown as %+v", sum(row), c)
				}
			}
		}
		if (p.GrandTotal != nil) != table.GrandTotal || (p.ColumnTotals != nil) != table.ColumnTotals {
			t.Fatal("the totals that were asked for are given, and no others")
		}
	})
}

func texts(cells []figure.Figure) []string {
	var out []string
	for _, c := range cells {
		out = append(out, c.In(figure.Count))
	}
	return out
}

func TestAListWithOneSmallCountHidesASecondWhenItsTotalIsShown(t *testing.T) {
	same := func(got []figure.Figure, want ...string) {
		t.Helper()
		for i, text := range texts(got) {
			if text != want[i] {
				t.Errorf("shown %v, want %v", texts(got), want)
				return
			}
		}
	}
	cells, total, err := List([]int{12, 3, 40, 7, 0}, true, Options{})
	if err != nil || total.In(figure.Count) != "62" {
		t.Fatal(total, err)
	}
	same(cells, "12", "[c]", "40", "[c]", "0")
	cells, _, _ = List([]int{12, 3, 40, 7, 0}, false, Options{})
	same(cells, "12", "[c]", "40", "7", "0")
	// Two hidden ones that sum to 2 would both be 1.
	cells, _, _ = List([]int{1, 1, 9, 50}, true, Options{})
	same(cells, "[c]", "[c]", "[c]", "50")
	cells, total, _ = List([]int{0, 0, 2}, true, Options{})
	same(cells, "0", "0", "[c]")
	if !total.Hidden() {
		t.Error("the total of a single count is that count")
	}
	cells, total, _ = List([]int{12, 3, 43, 7}, true, Options{Round: 5})
	same(cells, "10", "[c]", "45", "[c]")
	if total.In(figure.Count) != "65" {
		t.Errorf("total %s", total.In(figure.Count))
	}
	cells, _, _ = List([]int{8, 30, 9}, true, Options{Threshold: 10})
	same(cells, "[c]", "30", "[c]")
	cells, _, _ = List([]int{4, 3, 60, 50}, true, Options{Room: 5})
	same(cells, "[c]", "[c]", "60", "[c]")
}

func TestATableThatIsNoTableOfCountsIsRefused(t *testing.T) {
	if _, err := Apply(Table{Counts: [][]int{{1, 2}, {3}}}, Options{}); err == nil {
		t.Error("a ragged table passed")
	}
	if _, err := Apply(Table{Counts: [][]int{{1, -2}}}, Options{}); err == nil {
		t.Error("a negative count passed")
	}
	if _, err := Apply(Table{}, Options{Threshold: -1}); err == nil {
		t.Error("a negative threshold passed")
	}
	if p, err := Apply(Table{GrandTotal: true}, Options{}); err != nil || p.GrandTotal.In(figure.Count) != "0" {
		t.Errorf("an empty table: %+v, %v", p, err)
	}
}
