package density

import (
	"context"
	"math"
	"sync/atomic"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// The lattice path is for events on whole metres (or halves, quarters, eighths), as grid references and published points
// are, with whole weights. Along one row of the grid the polynomial kernels are polynomials in the column between the two
// ends of the event's chord, so an event adds six sums where its chord begins and takes them away behind its end, and one
// sweep along the row turns the sums into values: the work for an event and a row does not depend on the bandwidth
// (Chan et al. 2022, SLAM, SIGMOD, sweeps a row in this way, with floating sums). Here the sums are integers modulo 2⁶⁴.
// They may wrap on the way, but the value itself fits in 62 bits, so it comes out exact: no rounding and no order.
//
// With U = ⌊h²⌋ - d² and f = h² - ⌊h²⌋ the quartic sum is ΣU² + 2fΣU + f²n, of terms that are never negative.
type lattice struct {
	grid    plane.Grid
	unit    float64 // metres in one step of the lattice
	spacing int64   // steps between cell centres
	square  int64   // ⌊(h/unit)²⌋
	part    float64 // what the floor left off
	reach   float64 // h in metres
	x0, y0  float64 // centre of the south-west cell, metres
	kernel  Kernel
	sumsU   bool      // whether ΣU is needed
	sumsU2  bool      // whether ΣU² is
	perStep float64   // columns in a step, in the numbers that hold half chords
	height  float64   // value at the peak
	chords  []chordAt // at index dy + len/2
	margin  int       // columns on each side of the grid in which a chord that meets it may begin or end, so that none need be cut
	width   int       // columns of the grid and both margins
	reached int       // rows to the north and south of its own that a place may reach; one more, as its bucket is found in floating point
}

// chordAt is where the kernel is above zero dy steps from an event: half the chord in columns, of ⌊√(⌊h²⌋ - dy²)⌋ steps and half a
// step more, which keeps its ends away from the centres of columns; and what is left of the square, ⌊h²⌋ - dy².
type chordAt struct{ half, rest int64 }

// fine is a column in the numbers that hold half chords. What they cut off, 2⁻³¹ of a column at both ends of a chord together, is
// far less than half a step, which is 2⁻²⁶ of the widest column.
const fine = 1 << 32

// place is an event in steps from the centre of the south-west cell.
type place struct {
	x, y   int32
	weight int64
}

// moments of the events whose chords cover a column: Σw, Σwx, Σwb, Σw(2x² - b), Σwxb, Σwb² with b = ⌊h²⌋ - dy² - x². The last
// three are for the quartic kernel, and that needs Σwb only where h² is not whole.
type moments struct{ n, x, b, xx, xb, bb int64 }

const (
	finest     = 0.125
	widest     = 1 << 25 // steps: squares of distances then stay exact in a float64
	longest    = 1 << 20 // steps of bandwidth, for the table of half chords
	wholeLimit = 1 << 62
)

// newLattice finds the coarsest lattice that holds the grid; false where the kernel or the size rules the path out.
func newLattice(g plane.Grid, o Options) (*lattice, bool) {
	if o.Bandwidths != nil || o.Kernel == Gaussian || o.Kernel == Triangular {
		return nil, false
	}
	x0, y0 := g.Centre(0)
	for unit := 1.0; unit >= finest; unit /= 2 {
		if !whole(x0/unit) || !whole(y0/unit) || !whole(g.Cell/unit) {
			continue
		}
		h := o.Bandwidth / unit
		extent := float64(max(g.Cols, g.Rows))*g.Cell/unit + h
		if extent > widest || h > longest {
			return nil, false
		}
		l := &lattice{
			grid: g, unit: unit, spacing: int64(g.Cell / unit), square: int64(h * h), part: h*h - math.Floor(h*h),
			reach: o.Bandwidth, x0: x0, y0: y0, kernel: o.Kernel, height: o.height(o.Bandwidth),
		}
		l.sumsU, l.sumsU2 = l.kernel == Epanechnikov || l.part != 0, l.kernel == Quartic
		l.perStep = fine / float64(l.spacing)
		l.reached = int(math.Ceil(l.reach/g.Cell)) + 1
		l.margin = int(math.Ceil(2*l.reach/g.Cell)) + 1
		l.width = g.Cols + 2*l.margin
		l.chords = make([]chordAt, 2*int64(h)+1)
		for i := range l.chords {
			dy := int64(i) - int64(h)
			rest := l.square - dy*dy
			l.chords[i] = chordAt{int64((math.Floor(math.Sqrt(float64(rest))) + 0.5) / float64(l.spacing) * fine), rest}
		}
		return l, true
	}
	return nil, false
}

func whole(v float64) bool { return v == math.Trunc(v) }

// fits reports whether weights are whole and the largest value that the events could make stays below the limit.
func (l *lattice) fits(n int, weight []float64) bool {
	total := float64(n)
	if weight != nil {
		total = 0
		for _, w := range weight {
			if !whole(w) {
				return false
			}
			total += w
		}
	}
	return total*(float64(l.square)+1)*(float64(l.square)+1) < wholeLimit && total < wholeLimit
}

// run computes the values of every cell; false where an event is off the lattice, and then values are untouched.
func (l *lattice) run(ctx context.Context, p plane.Points, weight, values []float64, workers int) (bool, error) {
	var off atomic.Bool
	places, start, err := byRow(ctx, l.grid.Rows+2, p.Len(), workers, l.rows(p), l.places(p, weight, &off))
	if err != nil || off.Load() {
		return false, err
	}
	count, err := mergeRows(ctx, places, start, workers)
	if err != nil {
		return false, err
	}
	rows := l.bandRows()
	sums := make([][]moments, workers)
	err = chance.Each(ctx, workers, (l.grid.Rows+rows-1)/rows, func(worker, task int) {
		if sums[worker] == nil {
			sums[worker] = make([]moments, rows*l.width)
		}
		b := band{l, task * rows, min((task+1)*rows, l.grid.Rows), sums[worker]}
		for r := max(b.first+1-l.reached, 0); r <= min(b.last+l.reached, l.grid.Rows+1) && ctx.Err() == nil; r++ {
			b.gather(places[start[r]:start[r]+count[r]], r)
		}
		for j := b.first; j < b.last; j++ {
			l.sweep(b.row(j), values[j*l.grid.Cols:(j+1)*l.grid.Cols])
		}
	})
	return err == nil, err
}

// rows gives the grid row of each event that can reach a cell.
func (l *lattice) rows(p plane.Points) func(i int) (int, bool) {
	g, x0, y0, least, perRow := l.grid, l.x0, l.y0, -l.reach, 1/l.grid.Cell
	east, north := l.reach+float64(g.Cols-1)*g.Cell, l.reach+float64(g.Rows-1)*g.Cell
	return func(i int) (int, bool) {
		dx, dy := p.X[i]-x0, p.Y[i]-y0
		if dx < least || dx > east || dy < least || dy > north {
			return 0, false
		}
		return min(max(int(dy*perRow+1.5), 0), g.Rows+1), true // the centre of row 0 is in the middle of bucket 1
	}
}

// places gives the events by number, and raises off where one is not on the lattice.
func (l *lattice) places(p plane.Points, weight []float64, off *atomic.Bool) func(i int) place {
	x0, y0, steps := l.x0, l.y0, 1/l.unit
	return func(i int) place {
		dx, dy := (p.X[i]-x0)*steps, (p.Y[i]-y0)*steps
		at := place{x: int32(dx), y: int32(dy), weight: 1}
		if float64(at.x) != dx || float64(at.y) != dy {
			off.Store(true)
		}
		if weight != nil {
			at.weight = int64(weight[i])
		}
		return at
	}
}

// sweep turns sums into values and leaves them at nought. At column X the event at x has U = b + 2xX - X².
func (l *lattice) sweep(sums []moments, row []float64) {
	defer clear(sums)
	var s moments
	h := l.reach / l.unit
	full := l.height / (h * h)
	if l.kernel == Quartic {
		full /= h * h
	}
	margin := l.margin
	for i := range sums[:margin+len(row)] {
		d := &sums[i]
		s.n, s.x, s.xx, s.b, s.xb, s.bb = s.n+d.n, s.x+d.x, s.xx+d.xx, s.b+d.b, s.xb+d.xb, s.bb+d.bb
		c := i - margin
		if c < 0 {
			continue
		}
		if s.n == 0 {
			continue
		}
		x := int64(c) * l.spacing
		first := s.b + x*(2*s.x-x*s.n)
		switch l.kernel {
		case Uniform:
			row[c] = l.height * float64(s.n)
		case Epanechnikov:
			row[c] = full * (float64(first) + l.part*float64(s.n))
		default:
			second := s.bb + x*(4*s.xb+x*(2*s.xx+x*(x*s.n-4*s.x)))
			row[c] = full * (float64(second) + l.part*(2*float64(first)+l.part*float64(s.n)))
		}
	}
}
