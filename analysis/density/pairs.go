package density

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// strips hold events in order of strip (of northing, as high as the reach) and easting, so that those within reach of an
// event are three stretches.
type strips struct {
	p      plane.Points
	order  []int // events by order
	number []float64
	starts []int // first of each strip in order, and the end
	reach  float64
}

func newStrips(p plane.Points, reach float64) *strips {
	s := &strips{p: p, reach: reach, order: make([]int, p.Len()), number: make([]float64, p.Len())}
	_, minY, _, _ := p.Bounds()
	for i := range s.order {
		s.order[i] = i
		s.number[i] = math.Floor((p.Y[i] - minY) / reach)
	}
	slices.SortFunc(s.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.number[a], s.number[b]), cmp.Compare(p.X[a], p.X[b]), cmp.Compare(p.Y[a], p.Y[b]), a-b)
	})
	for k, i := range s.order {
		if k == 0 || s.number[i] != s.number[s.order[k-1]] {
			s.starts = append(s.starts, k)
		}
	}
	s.starts = append(s.starts, p.Len())
	return s
}

// each calls do for every event i and every other j within reach of it, with the square of their distance; those of one i
// come one after another, in an order that depends on the events alone. Calls for different i run on several cores.
func (s *strips) each(ctx context.Context, workers int, do func(i, j int, squared float64)) error {
	return chance.Each(ctx, workers, s.count(), func(_, strip int) { s.strip(ctx, strip, do) })
}

func (s *strips) count() int { return len(s.starts) - 1 }

// strip does the same for the events i of one strip.
func (s *strips) strip(ctx context.Context, strip int, do func(i, j int, squared float64)) {
	for beside := max(strip-1, 0); beside <= min(strip+1, s.count()-1); beside++ {
		if math.Abs(s.number[s.order[s.starts[beside]]]-s.number[s.order[s.starts[strip]]]) <= 1 {
			s.between(ctx, strip, beside, do)
		}
	}
}

// between takes the events of one strip and, of the other, a window of eastings that moves with them.
func (s *strips) between(ctx context.Context, strip, beside int, do func(i, j int, squared float64)) {
	from, end := s.starts[beside], s.starts[beside+1]
	for _, i := range s.order[s.starts[strip]:s.starts[strip+1]] {
		x, y := s.p.X[i], s.p.Y[i]
		for from < end && s.p.X[s.order[from]] < x-s.reach {
			from++
		}
		for k := from; k < end && s.p.X[s.order[k]] <= x+s.reach; k++ {
			j := s.order[k]
			dx, dy := s.p.X[j]-x, s.p.Y[j]-y
			if squared := dx*dx + dy*dy; squared <= s.reach*s.reach && j != i {
				do(i, j, squared)
			}
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// atEvents is the density per square metre at each event, by one fixed bandwidth, with or without the event itself, and
// by the uniform correction where a window is given.
func (o Options) atEvents(ctx context.Context, p plane.Points, itself bool) ([]float64, error) {
	h, cut := o.Bandwidth, o.truncate()
	values := make([]float64, p.Len())
	err := newStrips(p, h*cut).each(ctx, o.workers(), func(i, j int, squared float64) {
		values[i] += o.weight(j) * o.Kernel.shape(squared/(h*h))
	})
	if err != nil {
		return nil, err
	}
	const atOnce = 256
	return values, chance.Each(ctx, o.workers(), (p.Len()+atOnce-1)/atOnce, func(_, task int) {
		for i := task * atOnce; i < min((task+1)*atOnce, p.Len()); i++ {
			if itself {
				values[i] += o.weight(i)
			}
			values[i] *= o.Kernel.Peak(h)
			if o.Window != nil {
				values[i] /= max(o.Window.Mass(o.Kernel, h, p.X[i], p.Y[i]), leastMass)
			}
		}
	})
}
