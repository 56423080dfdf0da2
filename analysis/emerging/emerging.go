// Package emerging tells which hot spots are new, which last, and which fade: emerging hot spot analysis.
//
// Counts lie in a cube of places by periods. Each bin of the cube gets Gi* of Getis and Ord over its neighbourhood in
// space and time: the place and its neighbours, now and in the Lag periods before. Each place's row of Gi* is then tested
// for a trend by Mann and Kendall, and classed by when it was significantly hot or cold ([Class]).
//
// The classes are those that Esri publishes for its tool of this name ("How Emerging Hot Spot Analysis works", ArcGIS
// Pro), which also exist in R's sfdep with some differences ([Sfdep]). Significance here is the exact permutation test
// over all bins of the cube, adjusted for false discovery: on a fine grid the usual normal approximation calls hundreds
// of quiet places hot.
//
// Series that do not vary, places without events and cubes without any are classed as having no pattern; nothing fails.
//
// Give Options.Inside where the grid is larger than the area: empty land and water round a borough is a persistent cold
// spot otherwise.
//
// A class describes what was recorded. It is no forecast, and a change in recording looks like a change in crime.
//
// # When not to use it
//
// Not with fewer than about ten periods, in which a trend cannot be told from noise, nor with periods so short that
// most cells are empty. Not as a forecast: a class says what was recorded. A change in how crime is recorded makes the
// same classes.
package emerging

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/analysis/weight"
)

// Window is over what the mean and the variance of Gi* are taken. It moves the z scores and so the trend; the
// permutation tests deal the counts over the whole cube in either case.
type Window int

const (
	Cube   Window = iota // all bins: a general rise over the years makes late bins hotter
	Period               // the places of the bin's own period: only the pattern within a period counts
)

// Rules are the definitions of the classes.
type Rules int

const (
	Published Rules = iota // Esri's
	Sfdep                  // those of R's sfdep 0.2.4, for comparison with it
)

// Options are the choices of an analysis. The zero value is queen neighbours, no periods before, the exact test,
// two-sided, at 0.05 after control of false discoveries.
type Options struct {
	Kind      weight.Kind
	Inside    []bool // the study area's cells; nil is all
	Lag       int    // how many earlier periods belong to a bin's neighbourhood
	Window    Window
	Rules     Rules
	Inference association.Inference
	Side      association.Side
	Level     float64 // of significance, of bins and of trends; 0.05 if 0
	EachBin   bool    // compare each bin's own p-value with Level, without control of false discoveries
	Draws     int     // for sampled inference; 999 if 0
	Seed      uint64
}

// Result is the analysis of a cube. Bins are period-major: bin t*Places+i is place i in period t.
type Result struct {
	Places, Periods int
	Z               []float64 // Gi* of each bin
	P               []float64 // its p-value, before adjustment
	Heat            []Heat    // whether it was significant
	Tau             []float64 // of each place: Kendall's tau-b of its z scores
	TrendP          []float64 // of each place: two-sided p-value of the trend, not adjusted
	Class           []Class   // of each place
}

// Heat is what one bin was.
type Heat int8

const (
	Mild Heat = 0
	Hot  Heat = 1
	Cold Heat = -1
)

// Analyse classes the cells of a grid. counts has one list a period, in order of time, each with one count a cell. Cells
// outside the study area are Mild and have no pattern.
func Analyse(ctx context.Context, g plane.Grid, counts [][]int, o Options) (*Result, error) {
	l, err := weight.OnGrid(g, o.Kind)
	if err != nil {
		return nil, err
	}
	if o.Inside == nil {
		return AnalyseOn(ctx, l, counts, o)
	}
	if len(o.Inside) != l.Len() {
		return nil, fmt.Errorf("emerging: the study area marks %d cells of %d", len(o.Inside), l.Len())
	}
	sub, cells := weight.Restrict(l, o.Inside)
	inner := make([][]int, len(counts))
	for t, period := range counts {
		if len(period) != l.Len() {
			return nil, fmt.Errorf("emerging: period %d has %d counts for %d cells", t, len(period), l.Len())
		}
		for _, c := range cells {
			inner[t] = append(inner[t], period[c])
		}
	}
	r, err := AnalyseOn(ctx, sub, inner, o)
	if err != nil {
		return nil, err
	}
	return r.spread(cells, l.Len()), nil
}

// AnalyseOn is the same for any places. Weights must be uniform in each row and hold no place itself; only who is a
// neighbour is used.
func AnalyseOn(ctx context.Context, w weight.Neighbours, counts [][]int, o Options) (*Result, error) {
	if o.Level == 0 {
		o.Level = 0.05
	}
	if err := o.validate(); err != nil {
		return nil, err
	}
	c, err := newCube(w, counts, o.Lag)
	if err != nil {
		return nil, err
	}
	r := &Result{Places: w.Len(), Periods: len(counts), Z: c.scores(o.Window)}
	if err := r.significance(ctx, c, o); err != nil {
		return nil, err
	}
	return r, r.classify(ctx, o)
}

func (o Options) validate() error {
	switch {
	case o.Lag < 0 || o.Lag > 1000:
		return fmt.Errorf("emerging: a lag of %d periods is not between 0 and 1000", o.Lag)
	case !(o.Level > 0 && o.Level < 1):
		return fmt.Errorf("emerging: the level must lie between 0 and 1, not %g", o.Level)
	case o.Window != Cube && o.Window != Period:
		return fmt.Errorf("emerging: unknown window %d", o.Window)
	case o.Rules != Published && o.Rules != Sfdep:
		return fmt.Errorf("emerging: unknown rules %d", o.Rules)
	case o.Inference < association.Exact || o.Inference > association.Normal:
		return fmt.Errorf("emerging: unknown inference %d", o.Inference)
	case o.Side < association.TwoSided || o.Side > association.Directed:
		return fmt.Errorf("emerging: unknown side %d", o.Side)
	}
	return nil
}

// classify tests each place's series for a trend and classes it. Places are taken in blocks, because one place's scores
// lie a whole period apart in memory.
func (r *Result) classify(ctx context.Context, o Options) error {
	const block = 64
	r.Tau, r.TrendP, r.Class = make([]float64, r.Places), make([]float64, r.Places), make([]Class, r.Places)
	z, heat := make([]float64, block*r.Periods), make([]Heat, block*r.Periods)
	for from := 0; from < r.Places; from += block {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		to := min(from+block, r.Places)
		for t := range r.Periods {
			for i := from; i < to; i++ {
				at := (i-from)*r.Periods + t
				z[at], heat[at] = r.Z[t*r.Places+i], r.Heat[t*r.Places+i]
			}
		}
		for i := from; i < to; i++ {
			row := (i - from) * r.Periods
			r.TrendP[i] = 1
			if r.Periods >= 2 {
				k, err := series.MannKendall(z[row : row+r.Periods])
				if err != nil {
					return fmt.Errorf("emerging: place %d: %w", i, err)
				}
				r.Tau[i], r.TrendP[i] = k.TauB, k.P
			}
			r.Class[i] = Classify(z[row:row+r.Periods], heat[row:row+r.Periods], Trend{r.Tau[i], r.TrendP[i], o.Level}, o.Rules)
		}
	}
	return nil
}

// spread puts the study area's places back among all cells.
func (r *Result) spread(cells []int, n int) *Result {
	out := &Result{Places: n, Periods: r.Periods, Z: make([]float64, n*r.Periods), P: make([]float64, n*r.Periods),
		Heat: make([]Heat, n*r.Periods), Tau: make([]float64, n), TrendP: make([]float64, n), Class: make([]Class, n)}
	for i := range out.P {
		out.P[i] = 1
	}
	for i := range out.TrendP {
		out.TrendP[i] = 1
	}
	for k, c := range cells {
		out.Tau[c], out.TrendP[c], out.Class[c] = r.Tau[k], r.TrendP[k], r.Class[k]
		for t := range r.Periods {
			out.Z[t*n+c], out.P[t*n+c], out.Heat[t*n+c] = r.Z[t*r.Places+k], r.P[t*r.Places+k], r.Heat[t*r.Places+k]
		}
	}
	return out
}
