// Package hotspot finds the places where recorded crime is more than chance would put there, and says how it has gone over
// time, for one area, period and choice of crime types.
//
// # What is computed
//
// The events of the area (by the code of their ward) that have a point are counted in the squares of a grid. Density is a quartic kernel surface. A hot spot is a square
// whose count with that of its eight neighbours is higher than a deal of the same counts over the area's squares would
// give (Gi* of Getis and Ord 1992), judged by the exact permutation distribution and adjusted for the number of squares
// looked at (Benjamini and Hochberg 1995). The null hypothesis says which squares could have been dealt to: those whose
// centre lies in the area, and those at its edge that hold an event of the area. It does not know where people live, work
// or pass.
//
// # What is reported
//
// The top places are blocks of three by three squares that do not overlap, strongest first, named by a street. Counts are of
// the publisher's anonymised points, which stand for a street and its surroundings, never for an address. Months are the finest
// time. The trend is that of package trend, over all events of the area, those without a point too.
package hotspot

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/density"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// Defaults of Params.
const (
	DefaultCell      = 150.0 // metres: the publisher's points lie about 115 m apart here, so smaller squares are mostly empty
	DefaultBandwidth = 300.0 // metres
	DefaultLevel     = 0.05
	DefaultLimit     = 15
)

// maxCells bounds the grid of one question: London in squares of 100 m has 265,000.
const maxCells = 2_000_000

// Null is the null hypothesis of the test.
type Null string

// The null hypotheses. The first two deal the counts of the area's squares at random over them.
const (
	Total       Null = "total"       // the default: the whole block is judged, which is what its count and expectation say
	Conditional Null = "conditional" // each square keeps its own count: only what lies round it is judged
	Residents   Null = "residents"   // events fall where people live (Params.People), each by itself: a rate
)

// Params is the question. Zero values are the defaults; a choice and the footprint of its area are needed.
type Params struct {
	choice.Choice
	Footprint *studyarea.Footprint
	Cell      float64 // side of a square, metres, 25 to 2000
	Bandwidth float64 // support radius of the kernel, metres
	Level     float64 // false-discovery rate
	Null      Null
	Limit     int // most places to list
	// People is how densely people live about a point of the National Grid, in any unit; needed by Residents alone.
	People func(easting, northing float64) float64
}

// Result is the answer.
type Result struct {
	Params   Params
	Events   int // of the choice in the area, placed or not
	Unplaced int // of these, without a point: they are in no square
	Nowhere  int // events of the chosen types and months with neither point nor ward; they may be in the area or outside
	Grid     plane.Grid
	Inside   []bool // squares that the null hypothesis deals to
	Tested   int    // how many
	Counts   []int
	Density  []float64 // events per square kilometre over the whole period
	Z, P, Q  []float64
	Hot      int // squares with q at most Level
	Places   []Place
	Trend    Trend
	Season   []Seasonal
	Summary  string
	Caveats  []string
}

// Run answers the question. It reads the facts only, and honours the context.
func Run(ctx context.Context, p Params) (*Result, error) {
	p, err := p.complete()
	if err != nil {
		return nil, err
	}
	r := &Result{Params: p}
	tally := r.tally()
	if err := r.grid(tally); err != nil {
		return nil, err
	}
	if err := r.estimate(ctx, tally); err != nil {
		return nil, err
	}
	r.rank(tally)
	if r.Trend, err = trendOf(p.Choice); err != nil {
		return nil, err
	}
	r.Season = season(r.Trend)
	r.Summary, r.Caveats = r.sentence(), r.caveats()
	return r, ctx.Err()
}

func (p Params) complete() (Params, error) {
	if p.Footprint == nil {
		return p, errors.New("hot spots: choose an area")
	}
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return p, fmt.Errorf("hot spots: %w", err)
	}
	set := func(v *float64, otherwise, low, high float64, what string) error {
		if *v == 0 {
			*v = otherwise
		}
		if !(*v >= low && *v <= high) {
			return fmt.Errorf("hot spots: %s must be from %g to %g, not %g", what, low, high, *v)
		}
		return nil
	}
	if p.Null == "" {
		p.Null = Total
	}
	if p.Null != Conditional && p.Null != Total && p.Null != Residents {
		return p, fmt.Errorf("hot spots: the null hypothesis is %q, %q or %q, not %q", Total, Conditional, Residents, p.Null)
	}
	if p.Null == Residents && p.People == nil {
		return p, errors.New("hot spots: it is not known where people live, so rates cannot be judged")
	}
	if p.Limit <= 0 {
		p.Limit = DefaultLimit
	}
	return p, errors.Join(
		set(&p.Cell, DefaultCell, 25, 2000, "the side of a square, in metres,"),
		set(&p.Bandwidth, DefaultBandwidth, 50, 5000, "the bandwidth, in metres,"),
		set(&p.Level, DefaultLevel, 1e-6, 0.5, "the false-discovery rate"))
}

// grid covers the area by squares aligned to the National Grid and marks those inside.
func (r *Result) grid(t *tally) error {
	x0, y0, x1, y1 := r.Params.Footprint.Bounds()
	cell := r.Params.Cell
	left, low := math.Floor(x0/cell), math.Floor(y0/cell)
	r.Grid = plane.Grid{
		MinX: left * cell, MinY: low * cell, Cell: cell,
		Cols: int(math.Floor(x1/cell)-left) + 1, Rows: int(math.Floor(y1/cell)-low) + 1,
	}
	if n := r.Grid.Cols * r.Grid.Rows; n > maxCells {
		return fmt.Errorf("hot spots: %s would need %d squares of %g m, more than %d; choose larger squares", r.Params.Area.Name, n, cell, maxCells)
	}
	r.Inside = append([]bool(nil), r.Params.Footprint.Mask(r.Grid)...)
	r.Counts = make([]int, r.Grid.Len())
	for i := range t.points.X {
		if c, ok := r.Grid.Index(t.points.X[i], t.points.Y[i]); ok {
			r.Counts[c] += int(t.weights[i])
			r.Inside[c] = true
			continue
		}
		r.Unplaced += int(t.weights[i]) // its ward and its point contradict each other
	}
	for _, in := range r.Inside {
		if in {
			r.Tested++
		}
	}
	return nil
}

func (r *Result) estimate(ctx context.Context, t *tally) error {
	surface, err := density.Estimate(ctx, t.points, r.Grid, density.Options{Bandwidth: r.Params.Bandwidth, Weights: t.weights})
	if err != nil {
		return fmt.Errorf("hot spots: %w", err)
	}
	r.Density = surface.Values
	if r.Events == r.Unplaced || r.Tested < 2 {
		r.Z, r.P, r.Q = make([]float64, r.Grid.Len()), ones(r.Grid.Len()), ones(r.Grid.Len())
		return nil
	}
	test, err := association.GiStarCounts(ctx, r.Grid, r.Counts, r.null())
	if err != nil {
		return fmt.Errorf("hot spots: %w", err)
	}
	r.Z, r.P, r.Q = test.Z, test.P, test.Q
	for c, q := range r.Q {
		if r.Inside[c] && q <= r.Params.Level {
			r.Hot++
		}
	}
	r.blocks(test)
	return nil
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}
