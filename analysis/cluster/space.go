package cluster

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"sort"

	"github.com/wardmote/wardmote/analysis/chance"
)

// space holds the events in order of cell. Cells are ε/√2 by ε/√2 by one window of time, so that two events of one cell
// are always neighbours and an event's neighbours lie within two cells each way. Cells are ordered by layer of time, then
// row, then column: the cells of one row that can hold neighbours are one contiguous stretch, found without a hash table,
// and empty cells take no room however far apart the events are.
type space struct {
	x, y, t    []float64 // by order
	index      []int32   // the event's row in the input, by order
	cells      []cell
	runs       []run
	rows       int64
	epsSquared float64 // closed limits of distance and time
	days       float64
}

// cell is a cell that holds events: those from start to the next cell's start. After sortCores the first ones are core.
type cell struct {
	start, cores int32 // cores is the end of the core events
	column       int32
}

// run is the cells of one row of one layer, from first to the next run's first.
type run struct {
	key   int64 // layer * rows + row
	first int32
}

const (
	shrink   = 1 - 1e-6 // keeps two events of a cell within ε whatever rounding does to 2³¹ cells
	farCells = 2        // cells each way in which neighbours can lie
	maxAxis  = 1 << 31
)

// newSpace sorts the events. t is nil for events without time.
func newSpace(ctx context.Context, x, y, t []float64, o Options) (*space, error) {
	side, width := o.Distance/math.Sqrt2*shrink, o.Days*shrink
	minX, cols := axis(x, side)
	minY, rows := axis(y, side)
	minT, layers := axis(t, width)
	if cols > maxAxis || rows > maxAxis || layers > maxAxis || cols*rows*layers > 1<<62 {
		return nil, fmt.Errorf("the events span too far for so small a distance or time: %.3g by %.3g by %.3g cells", cols, rows, layers)
	}
	s := &space{days: o.Days, epsSquared: o.Distance * o.Distance, rows: int64(rows)}
	order := make([]keyed, len(x))
	err := shares(ctx, len(x), o.Workers, func(from, to int) {
		for i := from; i < to; i++ {
			layer := int64(0)
			if t != nil {
				layer = int64((t[i] - minT) / width)
			}
			row, column := int64((y[i]-minY)/side), int64((x[i]-minX)/side)
			order[i] = keyed{uint64((layer*s.rows+row)*int64(cols) + column), int32(i)}
		}
	})
	if err != nil {
		return nil, err
	}
	order = radix(order, bits.Len64(uint64(cols*rows*layers)))
	s.divide(order, uint64(cols))
	s.x, s.y, s.index = make([]float64, len(x)), make([]float64, len(x)), make([]int32, len(x))
	if t != nil {
		s.t = make([]float64, len(x))
	}
	return s, shares(ctx, len(x), o.Workers, func(from, to int) {
		for k := from; k < to; k++ {
			i := order[k].index
			s.x[k], s.y[k], s.index[k] = x[i], y[i], i
			if t != nil {
				s.t[k] = t[i]
			}
		}
	})
}

// axis is the least value and the number of cells up to the greatest.
func axis(v []float64, side float64) (least, cells float64) {
	if len(v) == 0 {
		return 0, 1
	}
	least, most := v[0], v[0]
	for _, a := range v {
		least, most = min(least, a), max(most, a)
	}
	return least, math.Floor((most-least)/side) + 1
}

type keyed struct {
	key   uint64
	index int32
}

// radix sorts by the lowest bits of the key and keeps the order of equal keys.
func radix(order []keyed, width int) []keyed {
	const digit = 11
	spare := make([]keyed, len(order))
	for shift := 0; shift < width; shift += digit {
		var next [1 << digit]int32
		for i := range order {
			next[order[i].key>>shift&(1<<digit-1)]++
		}
		sum := int32(0)
		for d := range next {
			next[d], sum = sum, sum+next[d]
		}
		for i := range order {
			d := order[i].key >> shift & (1<<digit - 1)
			spare[next[d]] = order[i]
			next[d]++
		}
		order, spare = spare, order
	}
	return order
}

// divide finds the cells and the runs in the order of keys.
func (s *space) divide(order []keyed, cols uint64) {
	different := 0
	for k := range order {
		if k == 0 || order[k].key != order[k-1].key {
			different++
		}
	}
	s.cells = make([]cell, 0, different+1)
	for k := range order {
		if k > 0 && order[k].key == order[k-1].key {
			continue
		}
		key := int64(order[k].key / cols)
		if len(s.runs) == 0 || s.runs[len(s.runs)-1].key != key {
			s.runs = append(s.runs, run{key, int32(len(s.cells))})
		}
		s.cells = append(s.cells, cell{start: int32(k), column: int32(order[k].key - uint64(key)*cols)})
	}
	s.runs = append(s.runs, run{math.MaxInt64, int32(len(s.cells))})
	s.cells = append(s.cells, cell{start: int32(len(order))})
}

// count is the number of events in a cell.
func (s *space) count(c int32) int32 { return s.cells[c+1].start - s.cells[c].start }

// stretch is a number of neighbouring cells of one row, from first to last-1.
type stretch struct{ first, last int32 }

// each calls do for every cell that is wanted, with the stretches of cells in which its neighbours can lie, itself among
// them. Runs are shared among cores; do must only write what belongs to its cell.
func (s *space) each(ctx context.Context, workers int, want func(c int32) bool, do func(c int32, near []stretch)) error {
	const runsAtOnce = 8
	runs := len(s.runs) - 1
	return chance.Each(ctx, workers, (runs+runsAtOnce-1)/runsAtOnce, func(_, task int) {
		var w walker
		for r := task * runsAtOnce; r < min((task+1)*runsAtOnce, runs); r++ {
			w.walk(s, r, want, do)
		}
	})
}

// walker goes along a run with a pair of markers in each run beside it; markers only move eastward.
type walker struct {
	beside []int
	near   []stretch
}

func (w *walker) walk(s *space, r int, want func(c int32) bool, do func(c int32, near []stretch)) {
	w.findBeside(s, r)
	w.near = w.near[:0]
	for _, b := range w.beside {
		w.near = append(w.near, stretch{s.runs[b].first, s.runs[b].first})
	}
	for c := s.runs[r].first; c < s.runs[r+1].first; c++ {
		if !want(c) {
			continue
		}
		west, east := s.cells[c].column-farCells, s.cells[c].column+farCells
		for k, b := range w.beside {
			n, end := &w.near[k], s.runs[b+1].first
			for n.first < end && s.cells[n.first].column < west {
				n.first++
			}
			n.last = max(n.last, n.first)
			for n.last < end && s.cells[n.last].column <= east {
				n.last++
			}
		}
		do(c, w.near)
	}
}

// findBeside lists the runs within two rows and two layers of run r, in order.
func (w *walker) findBeside(s *space, r int) {
	w.beside = w.beside[:0]
	row, layer := s.runs[r].key%s.rows, s.runs[r].key/s.rows
	layers := int64(farCells)
	if s.t == nil {
		layers = 0
	}
	for l := layer - layers; l <= layer+layers; l++ {
		low := l*s.rows + max(row-farCells, 0)
		high := l*s.rows + min(row+farCells, s.rows-1)
		for b := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].key >= low }); s.runs[b].key <= high; b++ {
			w.beside = append(w.beside, b)
		}
	}
}

// neighbours reports whether the events at places i and j of the order are within both limits.
func (s *space) neighbours(i, j int32) bool {
	dx, dy := s.x[i]-s.x[j], s.y[i]-s.y[j]
	return dx*dx+dy*dy <= s.epsSquared && (s.t == nil || math.Abs(s.t[i]-s.t[j]) <= s.days)
}

// shares runs do over 0 … n-1 in pieces.
func shares(ctx context.Context, n, workers int, do func(from, to int)) error {
	const atOnce = 1 << 14
	return chance.Each(ctx, workers, (n+atOnce-1)/atOnce, func(_, task int) {
		do(task*atOnce, min((task+1)*atOnce, n))
	})
}
