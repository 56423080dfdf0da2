package density

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Edge says how a surface makes up for what the kernels of events near the boundary spread beyond the window, where none
// could be seen. Events outside the window are then left out, and cells whose centre is outside are 0.
type Edge int

const (
	NoEdge      Edge = iota // nothing: densities near the boundary come out too low, by half at a straight edge
	UniformEdge             // the value of a cell is divided by the mass that a kernel at its centre has in the window
	DiggleEdge              // each event is divided by the mass its own kernel has in the window: the total is kept
)

// leastMass bounds the correction where a window is far smaller than the kernel.
const leastMass = 1e-6

func (o Options) validateEdge() error {
	switch {
	case o.Edge < NoEdge || o.Edge > DiggleEdge:
		return fmt.Errorf("edge correction %d is not known", o.Edge)
	case o.Edge == UniformEdge && o.Bandwidths != nil:
		return errors.New("uniform edge correction needs one bandwidth; take DiggleEdge with one for each event")
	}
	return nil
}

// window is the window of the correction; the rectangle of the grid where none is given.
func (o Options) window(g plane.Grid) (*Window, error) {
	if o.Window != nil {
		return o.Window, nil
	}
	return Rectangle(g.MinX, g.MinY, g.MinX+g.Cell*float64(g.Cols), g.MinY+g.Cell*float64(g.Rows))
}

// eventWeights are the weights after what the correction does to events.
func (o Options) eventWeights(ctx context.Context, p plane.Points, w *Window) ([]float64, error) {
	if o.Edge == NoEdge {
		return o.Weights, nil
	}
	const atOnce = 1024
	weight := make([]float64, p.Len())
	err := chance.Each(ctx, o.workers(), (p.Len()+atOnce-1)/atOnce, func(_, task int) {
		for i := task * atOnce; i < min((task+1)*atOnce, p.Len()); i++ {
			if !w.Contains(p.X[i], p.Y[i]) {
				continue
			}
			weight[i] = 1
			if o.Weights != nil {
				weight[i] = o.Weights[i]
			}
			if o.Edge == DiggleEdge {
				weight[i] /= max(w.Mass(o.Kernel, o.bandwidth(i), p.X[i], p.Y[i]), leastMass)
			}
		}
	})
	return weight, err
}

// correct does what the correction does to cells.
func (o Options) correct(ctx context.Context, s *Surface, w *Window) error {
	if o.Edge == NoEdge {
		return nil
	}
	return chance.Each(ctx, o.workers(), s.Rows, func(_, row int) {
		for c := row * s.Cols; c < (row+1)*s.Cols; c++ {
			x, y := s.Centre(c)
			switch {
			case !w.Contains(x, y):
				s.Values[c] = 0
			case o.Edge == UniformEdge && s.Values[c] > 0:
				s.Values[c] /= max(w.Mass(o.Kernel, o.Bandwidth, x, y), leastMass)
			}
		}
	})
}
