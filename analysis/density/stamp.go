package density

import (
	"context"
	"math"

	"github.com/wardmote/wardmote/analysis/chance"
)

// stamper adds events to a band of grid rows. One worker owns a band, so nothing is locked, and each cell receives its
// events in the order of the buckets whatever the bands are.
type stamper struct {
	*buckets
	kernel   Kernel
	add      chord
	truncate float64   // Gaussian: support radius over standard deviation
	centreX  []float64 // of each column, metres
	centreY  []float64 // of each row, metres
	values   []float64
}

// run stamps every event on every row of the grid.
func (s *stamper) run(ctx context.Context, workers int) error {
	bands := s.bands(workers)
	return chance.Each(ctx, workers, len(bands)-1, func(_, i int) {
		s.band(ctx, bands[i], bands[i+1])
	})
}

// bands splits the rows so that each band holds about the same number of events.
func (s *stamper) bands(workers int) []int {
	total := 0
	for _, n := range s.count {
		total += n
	}
	share := float64(total)/float64(8*workers) + 1
	bands, held := []int{0}, 0.0
	for r := 1; r < s.grid.Rows; r++ {
		if held += float64(s.count[r]); held >= share {
			bands, held = append(bands, r), 0
		}
	}
	return append(bands, s.grid.Rows)
}

// band stamps rows first to last-1 of the grid.
func (s *stamper) band(ctx context.Context, first, last int) {
	scratch := make([]float64, 2*s.grid.Cols+s.grid.Rows) // for one event: dx² by column, and the Gaussian's two axes
	south, north := s.centreY[first]-s.reach, s.centreY[last-1]+s.reach
	for r := s.row(south); r <= s.row(north); r++ {
		if ctx.Err() != nil {
			return
		}
		events := s.events[s.start[r] : s.start[r]+s.count[r]]
		for i := range events {
			s.stamp(&events[i], first, last, scratch)
		}
	}
}

// stamp adds one event to rows first to last-1. In row j the kernel is above zero on a chord of half length
// √a = √(s² - dy²); the square root finds its ends to rounding, and the two loops put them right.
func (s *stamper) stamp(e *event, first, last int, scratch []float64) {
	g := &s.grid
	perCell := 1 / g.Cell
	westmost, eastmost := span((e.x-g.MinX)*perCell-0.5, e.reach*perCell, 0, g.Cols)
	south, north := span((e.y-g.MinY)*perCell-0.5, e.reach*perCell, 0, g.Rows)
	low, high := max(south, first), min(north, last)
	if westmost >= eastmost || low >= high {
		return
	}
	square := scratch[:eastmost-westmost]
	for i, x := range s.centreX[westmost:eastmost] {
		dx := x - e.x
		square[i] = dx * dx
	}
	part, rows := square, scratch[:0]
	if s.kernel == Gaussian { // by rows of the whole grid, so that a band does not change the last bit
		part = s.gauss(scratch[len(square):2*len(square)], s.centreX[westmost:eastmost], e.x, e.reach)
		rows = s.gauss(scratch[2*len(square):2*len(square)+north-south], s.centreY[south:north], e.y, e.reach)
	}
	middle := (e.x-g.MinX)*perCell - 0.5 - float64(westmost)
	for j := low; j < high; j++ {
		dy := s.centreY[j] - e.y
		a := e.reach*e.reach - dy*dy
		if a < 0 || a == 0 && s.kernel != Uniform {
			continue
		}
		h := math.Sqrt(a) * perCell
		l, r := ends(square, a, middle-h, middle+h, s.kernel == Uniform)
		if l >= r {
			continue
		}
		w := e.weight
		if s.kernel == Gaussian {
			w *= rows[j-south]
		}
		from := j*g.Cols + westmost
		s.add(s.values[from+l:from+r], part[l:r], a, w, e.reach)
	}
}

// gauss fills the Gaussian's factor for one axis at evenly spaced centres. From one to the next exp(-v²/2) changes by a
// ratio that itself changes by a constant ratio; starting afresh every 64 keeps the error below 1e-12 of the value. Cells
// wider than the bandwidth start afresh each, as ratios between them could overflow.
func (s *stamper) gauss(out, centres []float64, at, reach float64) []float64 {
	c := s.truncate * s.truncate / (2 * reach * reach)
	cell, afresh := s.grid.Cell, 64
	if 2*c*cell*cell > 1 {
		afresh = 1
	}
	change := math.Exp(-2 * c * cell * cell)
	var value, ratio float64
	for i := range out {
		if i%afresh == 0 {
			d := centres[i] - at
			value, ratio = math.Exp(-c*d*d), math.Exp(-c*cell*(2*d+cell))
		}
		out[i] = value
		value *= ratio
		ratio *= change
	}
	return out
}

// span is the range of cells whose centres may lie within half of the middle, one more at each end, clipped.
func span(middle, half float64, first, last int) (from, to int) {
	return int(math.Max(middle-half, float64(first))), int(math.Min(middle+half+2, float64(last)))
}

// ends is the range of columns in which the kernel is above zero on a row.
func ends(square []float64, a, west, east float64, closed bool) (l, r int) {
	if closed { // the uniform kernel counts its own edge
		a = math.Nextafter(a, math.Inf(1))
	}
	l, r = max(int(west), 0), min(max(int(east)+1, 0), len(square))
	for l < r && square[l] >= a {
		l++
	}
	for r > l && square[r-1] >= a {
		r--
	}
	return l, r
}
