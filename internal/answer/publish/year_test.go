package publish_test

import (
	"fmt"
	"testing"

	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
)

// known is what a reader who adds and subtracts can work out: the rows of published sums over the hidden counts, each reduced so
// that its first number is in no other, modulo a prime.
type known struct {
	size int
	rows map[int][]int64
}

const prime = 2_147_483_647

func (k *known) reduce(row []int64) (first int) {
	for at := range row {
		if row[at] == 0 {
			continue
		}
		by, ok := k.rows[at]
		if !ok {
			return at
		}
		for j, f := at, row[at]; j < len(row); j++ {
			row[j] = ((row[j]-f*by[j])%prime + prime) % prime
		}
	}
	return -1
}

func (k *known) learn(row []int64) {
	first := k.reduce(row)
	if first < 0 {
		return
	}
	inverse, base := int64(1), row[first]
	for e := int64(prime - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			inverse = inverse * base % prime
		}
		base = base * base % prime
	}
	for j := range row {
		row[j] = row[j] * inverse % prime
	}
	k.rows[first] = row
}

// sums are the sums of a table of hidden counts, by where they stand: cells, totals of rows, of columns, of all.
func sums(p suppress.Published, at func(i, j int) (int, bool), size int, each func(where string, c figure.Figure, row []int64)) {
	columns := len(p.Cells[0])
	all, byColumn := make([]int64, size), make([][]int64, columns)
	for j := range byColumn {
		byColumn[j] = make([]int64, size)
	}
	for i := range p.Cells {
		total := make([]int64, size)
		for j, c := range p.Cells[i] {
			own := make([]int64, size)
			if id, ok := at(i, j); ok {
				own[id], total[id], byColumn[j][id], all[id] = 1, total[id]+1, byColumn[j][id]+1, all[id]+1
			}
			each(fmt.Sprintf("row %d, column %d", i, j), c, own)
		}
		each(fmt.Sprintf("row %d", i), p.RowTotals[i], total)
	}
	for j := range byColumn {
		each(fmt.Sprintf("column %d", j), p.ColumnTotals[j], byColumn[j])
	}
	each("all", *p.GrandTotal, all)
}

// Whoever has every table of four quarters and of their year, on pages or kept, can work out no count from 1 to 4 by adding and
// subtracting; and the year of nearly every ward is there, also of those with a small quarter.
func TestNoSmallCountCanBeWorkedOutFromAYearAndItsQuarters(t *testing.T) {
	each(t, func(t *testing.T, g *gate.Gate) {
		real := reportsSince(t, g, 900, 7, when.Day(2025, 4, 1))
		x := made(t, g)
		last, ok := publish.Closed(x.Editions)
		if !ok || x.Editions[last].Year.Period.Short(catalogue.English()) != "2025–26" {
			t.Fatalf("no year is published with %d editions", len(x.Editions))
		}
		year, list := x.Editions[last].Year, x.Shown()[:4]
		hidden := map[[3]int]int{}
		for q, e := range list {
			for i, row := range e.Reported.Cells {
				for j, c := range row {
					if c.Hidden() {
						hidden[[3]int{q, i, j}] = len(hidden)
					}
				}
			}
		}
		k := &known{len(hidden), map[int][]int64{}}
		type small struct {
			where string
			row   []int64
		}
		var smalls []small
		for q, e := range list {
			sums(e.Reported.Published, func(i, j int) (int, bool) { id, ok := hidden[[3]int{q, i, j}]; return id, ok }, k.size, func(where string, c figure.Figure, row []int64) {
				if !c.Hidden() {
					k.learn(row)
				} else {
					smalls = append(smalls, small{e.Period.String() + ", " + where, row})
				}
			})
		}
		shown, smallQuarter := 0, 0
		for i, code := range list[0].Wards {
			hiddenQuarters, total := 0, 0
			for _, e := range list {
				if e.Reported.RowTotals[i].Hidden() {
					hiddenQuarters++
				}
				for _, n := range real[e.Period.ID][code] {
					total += n
				}
			}
			if c := year.Reported.RowTotals[i]; !c.Hidden() {
				check(t, code+" in the year", c, total)
				if shown++; hiddenQuarters > 0 {
					smallQuarter++
				}
			}
		}
		// Of the year nothing is hidden that a quarter does not hide; its sums are over all four.
		quarterly := func(i, j int) []int64 {
			row := make([]int64, k.size)
			for q := range list {
				if id, ok := hidden[[3]int{q, i, j}]; ok {
					row[id] = 1
				}
			}
			return row
		}
		yearly(year.Reported.Published, quarterly, k, func(where string, c figure.Figure, row []int64) {
			if !c.Hidden() {
				k.learn(row)
			}
		})
		for _, s := range smalls {
			row := append([]int64{}, s.row...)
			if nonzero(row) && k.reduce(row) < 0 {
				t.Errorf("%s can be worked out", s.where)
			}
		}
		if smallQuarter == 0 {
			t.Errorf("%d wards have their year, none of them with a hidden quarter", shown)
		}
	})
}

func nonzero(row []int64) bool {
	for _, n := range row {
		if n != 0 {
			return true
		}
	}
	return false
}

// yearly are the sums of a year's table over the hidden counts of its quarters.
func yearly(p suppress.Published, cell func(i, j int) []int64, k *known, each func(where string, c figure.Figure, row []int64)) {
	add := func(into, row []int64) {
		for i, n := range row {
			into[i] += n
		}
	}
	all, columns := make([]int64, k.size), make([][]int64, len(p.Cells[0]))
	for j := range columns {
		columns[j] = make([]int64, k.size)
	}
	for i := range p.Cells {
		total := make([]int64, k.size)
		for j, c := range p.Cells[i] {
			row := cell(i, j)
			add(total, row)
			add(columns[j], row)
			add(all, row)
			each("", c, row)
		}
		each("", p.RowTotals[i], total)
	}
	for j := range columns {
		each("", p.ColumnTotals[j], columns[j])
	}
	each("", *p.GrandTotal, all)
}
