// Package suppress hides the small counts of a public table, and as many others as are needed so that no hidden count can
// be worked out from the totals.
//
// Primary suppression hides counts from 1 to just under a threshold, in cells and totals alike. Secondary suppression then
// hides further cells until every hidden count could be another: the reader is taken to know all that is published, that
// counts are whole and not negative, and, where noughts are shown, that a hidden count is none. That is a question of
// flows through a network of rows and columns, and the answer is exact for the one table (Castro 2012, Statistical
// disclosure control in tabular data; the network heuristic of Cox 1980).
//
// A hidden count leaves the package as a suppressed figure: its value is not in the result. Two tables that share a margin, or the same
// table of two months, are not protected against each other; publish one, or sum them first.
//
// Practice: ONS and NHS Digital guidance on small numbers; Government Analysis Function symbol [c] for confidential.
package suppress

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// Options say what is small. The zero Options are the default of public tables: 1 to 4 are hidden, nought is shown.
type Options struct {
	Threshold int  // smallest count that may be shown; 5 where 0
	HideZeros bool // nought is hidden like a small count
	Round     int  // shown counts are rounded to the nearest multiple; not rounded where 0 or 1
	Room      int  // how far every hidden count must be able to move; 1 where 0
}

func (o Options) withDefaults() Options {
	if o.Threshold == 0 {
		o.Threshold = 5
	}
	o.Round, o.Room = max(1, o.Round), max(1, o.Room)
	return o
}

// least is the smallest value that a reader must allow a hidden count.
func (o Options) least() int {
	if o.HideZeros {
		return 0
	}
	return 1
}

func (o Options) small(n int) bool { return n < o.Threshold && n >= o.least() }

// Table is a table of counts by row and column. The totals are worked out from it.
type Table struct {
	Counts       [][]int
	RowTotals    bool // a total is published for each row
	ColumnTotals bool // a total is published for each column
	GrandTotal   bool // the total of all is published
}

// Published is a table that may be shown. A margin that was not asked for is nil.
type Published struct {
	Cells        [][]figure.Figure
	RowTotals    []figure.Figure
	ColumnTotals []figure.Figure
	GrandTotal   *figure.Figure
}

// Apply gives the table that may be shown. Counts must not be negative and rows must be of one length.
func Apply(t Table, o Options) (Published, error) {
	o = o.withDefaults()
	if err := t.check(o); err != nil {
		return Published{}, err
	}
	n := newNetwork(t, o)
	n.protect()
	return n.published(t, o), nil
}

// List hides the small counts of a list, and further ones where its total is published beside it.
func List(counts []int, total bool, o Options) ([]figure.Figure, figure.Figure, error) {
	t := Column(counts)
	t.GrandTotal = total
	p, err := Apply(t, o)
	if err != nil {
		return nil, figure.Figure{}, err
	}
	cells, sum := p.List()
	return cells, sum, nil
}

// Column is a list as a table of one column, with its total.
func Column(counts []int) Table {
	t := Table{GrandTotal: true}
	for _, n := range counts {
		t.Counts = append(t.Counts, []int{n})
	}
	return t
}

// List is the only column of a table and its total, which is hidden where it was not asked for.
func (p Published) List() ([]figure.Figure, figure.Figure) {
	cells := make([]figure.Figure, len(p.Cells))
	for i := range cells {
		cells[i] = p.Cells[i][0]
	}
	if p.GrandTotal == nil {
		return cells, figure.Suppressed("")
	}
	return cells, *p.GrandTotal
}

// Listed is a list with its total as the table of one column that it was made from.
func Listed(cells []figure.Figure, total figure.Figure) Published {
	p := Published{GrandTotal: &total}
	for _, c := range cells {
		p.Cells = append(p.Cells, []figure.Figure{c})
	}
	return p
}

func (t Table) check(o Options) error {
	if o.Threshold < 0 {
		return fmt.Errorf("threshold %d for small counts: it must not be negative", o.Threshold)
	}
	for i, row := range t.Counts {
		if len(row) != len(t.Counts[0]) {
			return fmt.Errorf("row %d of the table has %d counts, the first has %d", i+1, len(row), len(t.Counts[0]))
		}
		for j, n := range row {
			if n < 0 {
				return fmt.Errorf("row %d, column %d of the table is %d: a count is not negative", i+1, j+1, n)
			}
		}
	}
	return nil
}

// show is the count as published: rounded half up.
func (o Options) show(n int, hidden bool) figure.Figure {
	if hidden {
		return figure.Suppressed("")
	}
	return figure.Of((n + o.Round/2) / o.Round * o.Round)
}
