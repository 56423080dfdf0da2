package density

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Unit is what a surface's values count.
type Unit int

const (
	PerSquareKilometre Unit = iota // events (or weight) per km²
	PerSquareMetre                 // events (or weight) per m², the kernels' own unit
	KernelSum                      // sum of kernels whose peak is 1: one event at a cell's centre adds 1 whatever the bandwidth
)

// Options say how a surface is computed. The zero value of each field but Bandwidth is a sensible choice.
type Options struct {
	Kernel     Kernel
	Bandwidth  float64   // metres: support radius, or the standard deviation for Gaussian
	Bandwidths []float64 // one for each event instead of Bandwidth, as from Abramson; nil where fixed
	Weights    []float64 // one for each event, as a harm score; nil counts each event once
	Unit       Unit
	Edge       Edge    // correction for what the kernel spreads beyond the window
	Window     *Window // where events could have been seen; nil is the rectangle of the grid
	Truncate   float64 // Gaussian only: standard deviations at which it is cut, 4 to 8; 0 means 6
	Workers    int     // most cores used; 0 means all. The values do not depend on it
}

// Limits of what is computed: bandwidths in metres and the size of one weight.
const (
	MinBandwidth = 1e-3
	MaxBandwidth = plane.MaxCoordinate
	MaxWeight    = 1e30
)

const defaultTruncate = 6

// Surface is a density on a grid.
type Surface struct {
	plane.Grid
	Values []float64 // of each cell at its centre, in Unit; never NaN; 0 outside the window of an edge correction
	Unit   Unit
}

// Estimate computes the density of the n events p at the centre of each cell of g. It takes O(n) to sort the events and
// O(h²/cell²) for each place that has any. It errs on places that are not finite, slices that differ in length, negative
// or infinite weights, and bandwidths outside the limits; no events give a surface of zeros.
func Estimate(ctx context.Context, p plane.Points, g plane.Grid, o Options) (*Surface, error) {
	if err := errors.Join(p.Validate(), g.Validate(), o.validate(p.Len())); err != nil {
		return nil, fmt.Errorf("density: %w", err)
	}
	var w *Window
	if o.Edge != NoEdge {
		var err error
		if w, err = o.window(g); err != nil {
			return nil, fmt.Errorf("density: %w", err)
		}
	}
	weight, err := o.eventWeights(ctx, p, w)
	if err != nil {
		return nil, err
	}
	surface := &Surface{Grid: g, Values: make([]float64, g.Len()), Unit: o.Unit}
	if err := o.sum(ctx, p, weight, surface); err != nil {
		return nil, err
	}
	return surface, o.correct(ctx, surface, w)
}

// sum adds up the kernels by the quickest way that is exact for these events.
func (o Options) sum(ctx context.Context, p plane.Points, weight []float64, surface *Surface) error {
	g, workers := surface.Grid, o.workers()
	if l, ok := newLattice(g, o); ok && l.fits(p.Len(), weight) {
		if done, err := l.run(ctx, p, weight, surface.Values, workers); done || err != nil {
			return err
		}
	}
	centreX, centreY := centres(g)
	b, err := fill(ctx, g, p.Len(), workers, o.events(p, weight, centreX, centreY))
	if err != nil {
		return err
	}
	s := stamper{
		buckets: b, kernel: o.Kernel, add: o.Kernel.chord(), truncate: o.truncate(),
		centreX: centreX, centreY: centreY, values: surface.Values,
	}
	return s.run(ctx, workers)
}

func (o Options) validate(n int) error {
	switch {
	case !o.Kernel.known():
		return fmt.Errorf("%v is not known", o.Kernel)
	case o.Unit < PerSquareKilometre || o.Unit > KernelSum:
		return fmt.Errorf("unit %d is not known", o.Unit)
	case o.Truncate != 0 && !(o.Truncate >= 4 && o.Truncate <= 8):
		return fmt.Errorf("the Gaussian is cut at 4 to 8 standard deviations, not %g", o.Truncate)
	case o.Bandwidths == nil && !rightBandwidth(o.Bandwidth):
		return fmt.Errorf("the bandwidth must be %g to %g metres, not %g", MinBandwidth, MaxBandwidth, o.Bandwidth)
	case o.Bandwidths != nil && len(o.Bandwidths) != n:
		return fmt.Errorf("%d events and %d bandwidths: %w", n, len(o.Bandwidths), plane.ErrShape)
	case o.Weights != nil && len(o.Weights) != n:
		return fmt.Errorf("%d events and %d weights: %w", n, len(o.Weights), plane.ErrShape)
	}
	return errors.Join(o.validateEvents(), o.validateEdge())
}

func (o Options) validateEvents() error {
	for i, h := range o.Bandwidths {
		if !rightBandwidth(h) {
			return fmt.Errorf("bandwidth of row %d must be %g to %g metres, not %g", i, MinBandwidth, MaxBandwidth, h)
		}
	}
	for i, w := range o.Weights {
		if !(w >= 0 && w <= MaxWeight) {
			return fmt.Errorf("weight of row %d must be 0 to %g, not %g", i, MaxWeight, w)
		}
	}
	return nil
}

func rightBandwidth(h float64) bool { return h >= MinBandwidth && h <= MaxBandwidth }

func (o Options) workers() int { return chance.Workers(o.Workers, math.MaxInt) }

func (o Options) truncate() float64 {
	switch {
	case o.Kernel != Gaussian:
		return 1
	case o.Truncate == 0:
		return defaultTruncate
	}
	return o.Truncate
}

func (o Options) bandwidth(i int) float64 {
	if o.Bandwidths == nil {
		return o.Bandwidth
	}
	return o.Bandwidths[i]
}

// height is the value at the peak of one event of weight 1.
func (o Options) height(h float64) float64 {
	switch o.Unit {
	case PerSquareMetre:
		return o.Kernel.Peak(h)
	case KernelSum:
		return 1
	}
	return o.Kernel.Peak(h) * 1e6
}

// events gives the events that can reach a cell of the grid, by their number.
func (o Options) events(p plane.Points, weight, centreX, centreY []float64) func(i int) (event, bool) {
	cut := o.truncate()
	scaled := func(h float64) float64 { return o.height(h) * o.Kernel.scale(h*cut) }
	fixed := scaled(max(o.Bandwidth, MinBandwidth))
	west, east := centreX[0], centreX[len(centreX)-1]
	south, north := centreY[0], centreY[len(centreY)-1]
	return func(i int) (event, bool) {
		e := event{x: p.X[i], y: p.Y[i], reach: o.bandwidth(i) * cut, weight: fixed}
		if e.x < west-e.reach || e.x > east+e.reach || e.y < south-e.reach || e.y > north+e.reach {
			return event{}, false
		}
		if o.Bandwidths != nil {
			e.weight = scaled(o.Bandwidths[i])
		}
		if weight != nil {
			e.weight *= weight[i]
		}
		return e, true
	}
}

// centres are the coordinates of the middle of each column and row, metres.
func centres(g plane.Grid) (x, y []float64) {
	x, y = make([]float64, g.Cols), make([]float64, g.Rows)
	for c := range x {
		x[c], _ = g.Centre(c)
	}
	for r := range y {
		_, y[r] = g.Centre(r * g.Cols)
	}
	return x, y
}
