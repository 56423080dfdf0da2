package association

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

// Inference is how a p-value is found.
type Inference int

const (
	Exact   Inference = iota // the whole permutation distribution: for counts
	Sampled                  // random permutations: p-values no less than 1/(draws+1)
	Normal                   // the z score against the normal distribution: too liberal for sparse counts
)

// String names the inference as a page would.
func (f Inference) String() string {
	switch f {
	case Exact:
		return "exact permutation"
	case Sampled:
		return "sampled permutation"
	case Normal:
		return "normal approximation"
	}
	return fmt.Sprintf("inference %d", int(f))
}

// CountOptions are the choices of [GiStarCounts] and [LocalMoranCounts]. The zero value is queen neighbours, the exact
// conditional test of every cell, two-sided.
type CountOptions struct {
	Kind weight.Kind // Queen, Rook or Hexagon
	// Inside marks the cells of the study area; nil is all. Cells outside are no neighbours and are not tested. Without it
	// the empty corners of a grid round a borough count as quiet places and make the borough look hot.
	Inside    []bool
	Null      Null         // Conditional keeps each cell's own count; Total deals it out too
	Expected  *Expectation // a null hypothesis of expected counts, instead of permutation
	Inference Inference
	Side      Side
	Draws     int // for Sampled: how many permutations, 999 if 0
	Seed      uint64
}

// CountResult is one test a cell, in cell order. Cells outside the study area have z 0 and p and q 1.
type CountResult struct {
	Statistic    []float64 // the local statistic itself: Gi* as a share of all events, or local Moran
	Sum          []int     // events in the cell's neighbourhood, with its own for Gi*
	Mean         []float64 // what that sum is expected to be under the null hypothesis
	Z            []float64 // the analytic z score, for drawing; p does not come from it unless Inference is Normal
	Upper, Lower []float64 // the two tails of the neighbourhood sum
	P            []float64 // by Options.Side
	Q            []float64 // P adjusted by Benjamini and Hochberg over the Tested cells
	Label        []Label   // the kind of place, whatever its chance; see [CountResult.Significant]
	Tested       int
	Inference    Inference // how P was found
}

// GiStarCounts finds hot and cold spots: Gi* of Getis and Ord for counts on a grid, with a p-value a cell and its
// adjustment for false discovery. counts has one entry a cell, in the grid's order, 0 or more.
//
// Two-sided tests and Side Low also find cold spots. Give Inside then: the empty land and water round a borough is the
// coldest spot there is.
//
// With the default null hypothesis a cell's own count is held, so the p-value speaks of what lies round it; with Null
// set to Total the own count is dealt out with the rest.
func GiStarCounts(ctx context.Context, g plane.Grid, counts []int, o CountOptions) (*CountResult, error) {
	return countTest(ctx, g, counts, o, true)
}

// LocalMoranCounts classes cells by their own count and their neighbours' against the mean: like beside like, or not.
// Options.Side speaks of the neighbour sum, not of the statistic.
func LocalMoranCounts(ctx context.Context, g plane.Grid, counts []int, o CountOptions) (*CountResult, error) {
	return countTest(ctx, g, counts, o, false)
}

func countTest(ctx context.Context, g plane.Grid, counts []int, o CountOptions, star bool) (*CountResult, error) {
	l, err := weight.OnGrid(g, o.Kind)
	if err != nil {
		return nil, err
	}
	if err := o.validate(len(counts)); err != nil {
		return nil, err
	}
	if o.Inside == nil {
		return placesTest(ctx, l, counts, o, star)
	}
	if err := checkCounts(l, counts); err != nil {
		return nil, err
	}
	sub, cells := weight.Restrict(l, o.Inside)
	inner := o
	inside := make([]int, len(cells))
	for k, c := range cells {
		inside[k] = counts[c]
	}
	if o.Expected != nil {
		e := Expectation{Absolute: o.Expected.Absolute}
		for _, c := range cells {
			e.Counts = append(e.Counts, o.Expected.Counts[c])
		}
		inner.Expected = &e
	}
	r, err := placesTest(ctx, sub, inside, inner, star)
	if err != nil {
		return nil, err
	}
	return r.spread(cells, len(counts)), nil
}

func (o CountOptions) validate(n int) error {
	switch {
	case o.Inside != nil && len(o.Inside) != n:
		return fmt.Errorf("association: the study area marks %d cells of %d", len(o.Inside), n)
	case o.Inference < Exact || o.Inference > Normal:
		return fmt.Errorf("association: unknown inference %d", o.Inference)
	case o.Null < Conditional || o.Null > Total:
		return fmt.Errorf("association: unknown null hypothesis %d", o.Null)
	case o.Inference == Sampled && o.Null == Total:
		return fmt.Errorf("association: permutations are conditional; ask for the exact test with the total null hypothesis")
	case o.Expected != nil && len(o.Expected.Counts) != n:
		return fmt.Errorf("association: %d expected counts for %d cells", len(o.Expected.Counts), n)
	case o.Draws < 0:
		return fmt.Errorf("association: %d draws is less than 0", o.Draws)
	}
	return o.Side.validate()
}

// placesTest is the test over any uniform weights.
func placesTest(ctx context.Context, w weight.Neighbours, counts []int, o CountOptions, star bool) (*CountResult, error) {
	sums, degrees, err := neighbourCounts(w, counts)
	if err != nil {
		return nil, err
	}
	x := floats(counts)
	var local Local
	if star {
		local, err = LocalG(w, x, true)
	} else {
		local, err = LocalMoran(weight.Standardise(w), x, o.Null)
	}
	if err != nil {
		return nil, err
	}
	tails, err := countTails(ctx, w, counts, o, local, star)
	if err != nil {
		return nil, err
	}
	m := newMoments(x)
	r := &CountResult{Statistic: local.Statistic, Sum: sums, Z: local.Z, Upper: tails.Upper, Lower: tails.Lower, P: tails.P(o.Side),
		Mean: make([]float64, len(counts)), Label: make([]Label, len(counts)), Tested: len(counts), Inference: o.Inference}
	for i := range counts {
		r.Label[i] = labelOf(star, x[i]-m.mean, tails.Upper[i] <= tails.Lower[i])
		r.Mean[i] = float64(degrees[i]) * m.others(i)
		if star {
			r.Sum[i] += counts[i]
			r.Mean[i] = float64(degrees[i]+1) * m.mean
		}
	}
	if o.Expected != nil {
		r.Inference = Exact
		r.expect(w, *o.Expected, m.total, star)
	}
	r.Q, err = chance.BenjaminiHochberg(r.P)
	return r, err
}

// others is the mean of all values but that of place i.
func (m moments) others(i int) float64 {
	if m.n < 2 {
		return 0
	}
	return (m.total - (m.mean + m.z[i])) / (m.n - 1)
}

// countTails picks the test that the options ask for.
func countTails(ctx context.Context, w weight.Neighbours, counts []int, o CountOptions, local Local, star bool) (Tails, error) {
	switch {
	case o.Expected != nil:
		return ExpectedTails(ctx, w, counts, *o.Expected, o.Null)
	case o.Inference == Sampled:
		return Permute(ctx, w, floats(counts), PermuteOptions{Draws: o.Draws, Seed: o.Seed})
	case o.Inference == Exact && o.Null == Total:
		return ExactTotalTails(ctx, w, counts)
	case o.Inference == Exact:
		return ExactTails(ctx, w, counts)
	}
	t := local.Tails()
	if !star { // the tails of local Moran are those of the neighbour sum, turned over where the own value is low
		m := newMoments(floats(counts))
		for i, z := range m.z {
			if z < 0 {
				t.Upper[i], t.Lower[i] = t.Lower[i], t.Upper[i]
			}
		}
	}
	return t, nil
}

// expect replaces mean and z by those of the expected counts.
func (r *CountResult) expect(w weight.Neighbours, e Expectation, events float64, star bool) {
	all, err := e.total(len(r.Sum))
	if err != nil {
		return // the test before has refused such an expectation
	}
	factor := events / all
	if e.Absolute {
		factor = 1
	}
	var row weight.Row
	for i := range r.Sum {
		mean := 0.0
		j, _ := w.Row(i, &row)
		for _, to := range j {
			mean += e.Counts[to]
		}
		if star {
			mean += e.Counts[i]
		}
		variance := mean * factor
		if !e.Absolute {
			variance *= math.Max(0, 1-mean/all)
		}
		r.Mean[i], r.Z[i] = mean*factor, 0
		if variance > 0 {
			r.Z[i] = (float64(r.Sum[i]) - r.Mean[i]) / math.Sqrt(variance)
		}
	}
}

// spread puts the results of the study area's cells back on the grid.
func (r *CountResult) spread(cells []int, n int) *CountResult {
	out := &CountResult{Tested: r.Tested, Inference: r.Inference, Sum: make([]int, n), Label: make([]Label, n)}
	for k, c := range cells {
		out.Sum[c], out.Label[c] = r.Sum[k], r.Label[k]
	}
	for _, f := range []struct {
		to      *[]float64
		from    []float64
		outside float64
	}{{&out.Statistic, r.Statistic, 0}, {&out.Mean, r.Mean, 0}, {&out.Z, r.Z, 0}, {&out.Upper, r.Upper, 1},
		{&out.Lower, r.Lower, 1}, {&out.P, r.P, 1}, {&out.Q, r.Q, 1}} {
		*f.to = filled(n, f.outside)
		for k, c := range cells {
			(*f.to)[c] = f.from[k]
		}
	}
	return out
}
