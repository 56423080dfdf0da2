package density

import (
	"cmp"
	"context"
	"slices"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// event is one place with all that happened there: events at the same place with the same bandwidth are merged, which
// changes nothing in the sum and saves most of the work on points that a publisher snapped.
type event struct {
	x, y   float64
	weight float64 // weight times the peak of the kernel, in the unit asked for
	reach  float64 // support radius, metres
}

// buckets are the events in order of grid row, then column, then place. Row 0 holds what lies south of the grid and the
// last row what lies north of it. The order depends on the events alone, so sums come out the same on any number of cores.
type buckets struct {
	grid   plane.Grid
	events []event
	start  []int // events of row r are events[start[r] : start[r]+count[r]]
	count  []int
	reach  float64 // the largest support radius
}

// slot numbers a coordinate's cell from 1; 0 is before the first cell and cells+1 behind the last.
func slot(v, least, cell float64, cells int) int {
	f := (v - least) / cell
	switch {
	case f < 0:
		return 0
	case f >= float64(cells):
		return cells + 1
	}
	return int(f) + 1
}

func (b *buckets) row(y float64) int    { return slot(y, b.grid.MinY, b.grid.Cell, b.grid.Rows) }
func (b *buckets) column(x float64) int { return slot(x, b.grid.MinX, b.grid.Cell, b.grid.Cols) }

// fill sorts n events, given by at, into rows, columns and places.
func fill(ctx context.Context, g plane.Grid, n, workers int, at func(i int) (event, bool)) (*buckets, error) {
	b := &buckets{grid: g, count: make([]int, g.Rows+2)}
	var err error
	row := func(i int) (int, bool) {
		e, ok := at(i)
		return b.row(e.y), ok
	}
	b.events, b.start, err = byRow(ctx, len(b.count), n, workers, row, func(i int) event { e, _ := at(i); return e })
	if err != nil {
		return nil, err
	}
	return b, b.merge(ctx, workers)
}

// byRow sorts what at gives for 0 … n-1 by row, leaving out what has none, and keeps the order within a row: those of row r
// are from start[r] to start[r+1]. Each worker counts and then moves its own share.
func byRow[T any](ctx context.Context, rows, n, workers int, row func(i int) (int, bool), at func(i int) T) (sorted []T, start []int, err error) {
	shares := min(workers, 1+n/4096)
	slots, rowOf := make([][]int, shares), make([]int32, n)
	err = chance.Each(ctx, workers, shares, func(_, s int) {
		own := make([]int, rows)
		for i := s * n / shares; i < (s+1)*n/shares; i++ {
			if r, ok := row(i); ok {
				rowOf[i] = int32(r)
				own[r]++
			} else {
				rowOf[i] = -1
			}
		}
		slots[s] = own
	})
	if err != nil {
		return nil, nil, err
	}
	start = make([]int, rows+1)
	next := 0
	for r := range rows {
		start[r] = next
		for s := range slots {
			slots[s][r], next = next, next+slots[s][r]
		}
	}
	start[rows] = next
	sorted = make([]T, next)
	err = chance.Each(ctx, workers, shares, func(_, s int) {
		own := slots[s]
		for i := s * n / shares; i < (s+1)*n/shares; i++ {
			if r := rowOf[i]; r >= 0 {
				sorted[own[r]] = at(i)
				own[r]++
			}
		}
	})
	return sorted, start, err
}

// merge orders each row by column and place and makes one event of those at one place.
func (b *buckets) merge(ctx context.Context, workers int) error {
	const rowsAtOnce = 16
	blocks := (len(b.count) + rowsAtOnce - 1) / rowsAtOnce
	largest := make([]float64, blocks)
	err := chance.Each(ctx, workers, blocks, func(_, block int) {
		var spare []event
		offsets := make([]int32, b.grid.Cols+3)
		for r := block * rowsAtOnce; r < min((block+1)*rowsAtOnce, len(b.count)); r++ {
			row := b.events[b.start[r]:b.start[r+1]]
			spare = b.byColumn(row, append(spare[:0], row...), offsets)
			kept := mergeSame(row)
			b.count[r] = kept
			for i := range row[:kept] {
				largest[block] = max(largest[block], row[i].reach)
			}
		}
	})
	b.reach = slices.Max(largest)
	return err
}

// byColumn puts into row, ordered by column, the events of spare; it returns spare for use again.
func (b *buckets) byColumn(row, spare []event, offsets []int32) []event {
	clear(offsets)
	for i := range spare {
		offsets[b.column(spare[i].x)+1]++
	}
	for c := 1; c < len(offsets); c++ {
		offsets[c] += offsets[c-1]
	}
	for i := range spare {
		c := b.column(spare[i].x)
		row[offsets[c]] = spare[i]
		offsets[c]++
	}
	for c, from := 0, int32(0); c < len(offsets)-1; c++ {
		sortPlaces(row[from:offsets[c]])
		from = offsets[c]
	}
	return spare
}

// sortPlaces orders the events of one cell. Most cells hold a few, for which insertion is quickest.
func sortPlaces(cell []event) {
	if len(cell) > 24 {
		slices.SortStableFunc(cell, comparePlaces)
		return
	}
	for i := 1; i < len(cell); i++ {
		for j := i; j > 0 && comparePlaces(cell[j], cell[j-1]) < 0; j-- {
			cell[j], cell[j-1] = cell[j-1], cell[j]
		}
	}
}

func comparePlaces(a, b event) int {
	switch {
	case a.x < b.x:
		return -1
	case a.x > b.x:
		return 1
	case a.y < b.y:
		return -1
	case a.y > b.y:
		return 1
	}
	return cmp.Compare(a.reach, b.reach)
}

func mergeSame(row []event) int {
	kept := 0
	for i := range row {
		if kept > 0 && comparePlaces(row[kept-1], row[i]) == 0 {
			row[kept-1].weight += row[i].weight
			continue
		}
		row[kept] = row[i]
		kept++
	}
	return kept
}
