package suppress

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// flat is a table as a list: its cells, then the totals of rows and of columns, then of all.
func flat(t Table) (counts []int) {
	columns, all := make([]int, len(t.Counts[0])), 0
	var rows []int
	for _, row := range t.Counts {
		counts, rows = append(counts, row...), append(rows, sum(row))
		for j, n := range row {
			columns[j] += n
		}
		all += sum(row)
	}
	return append(append(append(counts, rows...), columns...), all)
}

func flatCells(p Published) (cells []figure.Figure) {
	for _, row := range p.Cells {
		cells = append(cells, row...)
	}
	return append(append(append(cells, p.RowTotals...), p.ColumnTotals...), *p.GrandTotal)
}

// others are the tables that agree with what is published of one, as differences from it of one or none a cell.
func others(t Table, p Published) (out [][]int) {
	rows, columns := len(t.Counts), len(t.Counts[0])
	shown, real := flatCells(p), flat(t)
	moved := Table{Counts: make([][]int, rows)}
	for i := range moved.Counts {
		moved.Counts[i] = make([]int, columns)
	}
	var try func(at int)
	try = func(at int) {
		if at == rows*columns {
			d := flat(moved)
			for i, c := range shown {
				if !c.Hidden() && d[i] != 0 || c.Hidden() && real[i]+d[i] < 1 {
					return
				}
			}
			out = append(out, d)
			return
		}
		steps := []int{0}
		if shown[at].Hidden() {
			steps = []int{0, 1, -1}
		}
		for _, d := range steps {
			moved.Counts[at/columns][at%columns] = d
			try(at + 1)
		}
		moved.Counts[at/columns][at%columns] = 0
	}
	try(0)
	return out
}

// certain are the small counts that a reader of all parts and of the whole can be certain of.
func certain(tables []Table, parts []Published, whole Published) (out []string) {
	size := len(flat(tables[0]))
	totals, free := make([]int, size), make([][]bool, len(tables)+1)
	var list [][][]int
	for i, t := range tables {
		list = append(list, others(t, parts[i]))
		for at, n := range flat(t) {
			totals[at] += n
		}
	}
	for i := range free {
		free[i] = make([]bool, size)
	}
	fixed := flatCells(whole)
	chosen, moved := make([][]int, len(tables)), make([]int, size)
	var try func(part int)
	try = func(part int) {
		if part == len(tables) {
			for at, d := range moved {
				if !fixed[at].Hidden() && d != 0 || fixed[at].Hidden() && totals[at]+d < 1 {
					return
				}
			}
			for i, d := range append(chosen, moved) {
				for at := range d {
					free[i][at] = free[i][at] || d[at] != 0
				}
			}
			return
		}
		for _, d := range list[part] {
			chosen[part] = d
			for at := range d {
				moved[at] += d[at]
			}
			try(part + 1)
			for at := range d {
				moved[at] -= d[at]
			}
		}
	}
	try(0)
	for i := range free {
		counts := totals
		if i < len(tables) {
			counts = flat(tables[i])
		}
		for at, n := range counts {
			if n > 0 && n < 5 && !free[i][at] {
				out = append(out, fmt.Sprintf("part %d, count %d", i, at))
			}
		}
	}
	return out
}

// publishedAll publishes tables one after the other, and the last together with the whole.
func publishedAll(tables []Table) (parts []Published, whole Published, err error) {
	var past []Part
	for _, t := range tables[:len(tables)-1] {
		p, err := Apply(t, Options{})
		if err != nil {
			return nil, whole, err
		}
		past, parts = append(past, Part{t.Counts, p}), append(parts, p)
	}
	last, whole, err := Close(past, tables[len(tables)-1], Options{})
	return append(parts, last), whole, err
}

// Whatever the counts: who reads all quarters and the year can be certain of no small count of either, and what is shown is true.
func TestNoSmallCountCanBeWorkedOutFromThePartsAndTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.IntRange(1, 2).Draw(t, "rows")
		var tables []Table
		for range rapid.IntRange(2, 4).Draw(t, "parts") {
			one := drawTable(t, rows, 2, 9)
			one.RowTotals, one.ColumnTotals, one.GrandTotal = true, true, true
			tables = append(tables, one)
		}
		parts, whole, err := publishedAll(tables)
		if err != nil {
			t.Fatal(err)
		}
		if known := certain(tables, parts, whole); len(known) > 0 {
			t.Fatalf("%v\n%+v\n%+v: certain are %v", tables, parts, whole, known)
		}
		all := Table{Counts: make([][]int, rows)}
		for i := range all.Counts {
			all.Counts[i] = make([]int, 2)
		}
		for i, one := range tables {
			if err := all.add(one.Counts); err != nil {
				t.Fatal(err)
			}
			for at, c := range flatCells(parts[i]) {
				if n := flat(one)[at]; !c.Hidden() && !c.Is(float64(n)) || !c.Hidden() && n > 0 && n < 5 {
					t.Fatalf("part %d shows %d for %d", i, number(c), n)
				}
			}
		}
		for at, c := range flatCells(whole) {
			if n := flat(all)[at]; !c.Hidden() && !c.Is(float64(n)) || !c.Hidden() && n > 0 && n < 5 {
				t.Fatalf("the whole shows %d for %d", number(c), n)
			}
		}
	})
}

// One small quarter of a place does not take its year: a second quarter is hidden with it, and the year stays. Where the small one
// is the last, the others are published already, and the year is hidden.
func TestOneSmallQuarterHidesAnotherQuarterAndNotTheYear(t *testing.T) {
	year := func(small int) (quarters []Table) {
		for q := range 4 {
			counts := [][]int{{12}, {20}, {31}}
			if q == small {
				counts[1][0] = 3
			}
			quarters = append(quarters, Table{Counts: counts, RowTotals: true, ColumnTotals: true, GrandTotal: true})
		}
		return quarters
	}
	for small, shown := range map[int]bool{0: true, 2: true, 3: false} {
		parts, whole, err := publishedAll(year(small))
		if err != nil {
			t.Fatal(err)
		}
		if !parts[small].Cells[1][0].Hidden() || whole.Cells[1][0].Hidden() == shown {
			t.Errorf("the small quarter is %d: the year is %+v", small, whole)
		}
		if shown && (!parts[3].Cells[1][0].Hidden() || !whole.Cells[1][0].Is(63) || !whole.RowTotals[1].Is(63) || whole.GrandTotal.Hidden()) {
			t.Errorf("the small quarter is %d: the last quarter is %+v, the year %+v", small, parts[3], whole)
		}
	}
	if parts, whole, err := publishedAll(year(9)); err != nil || parts[3].Cells[1][0].Hidden() || !whole.Cells[1][0].Is(80) {
		t.Errorf("%v: nothing is small, and %+v, %+v", err, parts[3], whole)
	}
}
