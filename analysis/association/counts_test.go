package association

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

// poisson draws a Poisson count by Knuth's product, for small means.
func poisson(r *rand.Rand, mean float64) int {
	k, product, limit := 0, r.Float64(), math.Exp(-mean)
	for product > limit {
		k++
		product *= r.Float64()
	}
	return k
}

// sparse is a fine grid of almost only empty cells, a few of which hold very many events, and one real hot spot of 3 by 3
// cells: the make-up that makes the normal approximation fail.
func sparse() (plane.Grid, []int) {
	g := plane.Grid{Cell: 100, Cols: 200, Rows: 200}
	r := chance.Stream(11, 0)
	counts := make([]int, g.Len())
	for i := range counts {
		counts[i] = poisson(r, 0.3)
	}
	for range 60 { // shops and stations: many events on one cell, nothing round it
		counts[r.IntN(len(counts))] += 20 + r.IntN(200)
	}
	for dy := range 3 {
		for dx := range 3 {
			counts[(100+dy)*g.Cols+100+dx] += 80
		}
	}
	return g, counts
}

func discoveries(r *CountResult, level float64) (hot int) {
	for _, l := range r.Significant(level) {
		if l == Hot {
			hot++
		}
	}
	return hot
}

func TestExactPFindsTheHotSpotThatSamplingCannotAndTheNormalTailDrowns(t *testing.T) {
	g, counts := sparse()
	run := func(f Inference) *CountResult {
		r, err := GiStarCounts(context.Background(), g, counts, CountOptions{Inference: f, Side: High, Draws: 999, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	exact, sampled, normal := run(Exact), run(Sampled), run(Normal)
	centre := 101*g.Cols + 101
	if !(exact.Q[centre] < 1e-4) || exact.Label[centre] != Hot {
		t.Errorf("the exact test gives the hot spot q %g", exact.Q[centre])
	}
	if n := discoveries(exact, 0.05); n < 5 || n > 25 {
		t.Errorf("the exact test finds %d hot cells, planted 9 with their rim", n)
	}
	if n := discoveries(sampled, 0.05); n != 0 {
		t.Errorf("999 permutations found %d cells: their least p-value of 0.001 cannot pass control over 40,000 cells", n)
	}
	if n := discoveries(normal, 0.05); n < 200 {
		t.Errorf("the normal approximation finds %d cells; it should drown the map", n)
	}
	for i := range counts { // where sampling has resolution it agrees
		sampling(t, i, "upper tail", sampled.Upper[i], exact.Upper[i], 999)
	}
}

func TestOneFineMapOfLondonUnderThreeKindsOfInference(t *testing.T) {
	g, counts := london(t)
	for _, c := range []struct {
		inference Inference
		draws     int
		hot       int
	}{
		{Exact, 0, 21}, {Normal, 0, 4252}, {Sampled, 999, 0}, {Sampled, 99_999, 0},
	} {
		r, err := GiStarCounts(context.Background(), g, counts, CountOptions{Inference: c.inference, Draws: c.draws, Side: High})
		if err != nil {
			t.Fatal(err)
		}
		if hot := discoveries(r, 0.05); hot != c.hot {
			t.Errorf("%v with %d draws finds %d hot cells of 271,400, want %d", c.inference, c.draws, hot, c.hot)
		}
	}
}

// TestTailsKeepTheirDigitsOnAFineMap computes single places by leaving them out of the bag from the start, the slow way
// that needs no division, and compares relative to it, however small the chance.
func TestTailsKeepTheirDigitsOnAFineMap(t *testing.T) {
	g, counts := london(t)
	l := queen(t, g)
	tails, err := ExactTails(context.Background(), l, counts)
	if err != nil {
		t.Fatal(err)
	}
	sums, degrees, err := neighbourCounts(l, counts)
	if err != nil {
		t.Fatal(err)
	}
	order := make([]int, len(counts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return counts[b] - counts[a] })
	values, places := distinct(counts)
	for _, rank := range []int{0, 1, 15, 16, 17, 40, 300, 20_000} {
		i := order[rank]
		p := newProduct(int(degrees[i]), sums[i]+1, 1/float64(len(counts)))
		for d, v := range values {
			held := places[d]
			if v == counts[i] {
				held--
			}
			p.add(v, held)
		}
		c := p.cumulate(len(counts) - 1)
		k := int(degrees[i])
		within(t, i, "upper tail", tails.Upper[i]/(c.atLeast(k, sums[i])/c.all[k]), 1, 1e-12)
		within(t, i, "lower tail", tails.Lower[i]/(c.atMost(k, sums[i])/c.all[k]), 1, 1e-12)
	}
}

func TestFalseAlarmsStayAtTheirLevelUnderRandomness(t *testing.T) {
	const maps, level = 60, 0.05
	g := plane.Grid{Cell: 100, Cols: 40, Rows: 30}
	for name, o := range map[string]CountOptions{
		"exact": {Side: High}, "exact, two-sided": {}, "exact, total": {Side: High, Null: Total},
		"sampled":    {Side: High, Inference: Sampled, Draws: 199},
		"binomial":   {Side: High, Null: Total, Expected: &Expectation{Counts: filled(g.Len(), 1)}},
		"poisson":    {Side: High, Null: Total, Expected: &Expectation{Counts: filled(g.Len(), 1.5), Absolute: true}},
		"rook":       {Side: High, Kind: weight.Rook},
		"hexagonal":  {Side: High, Kind: weight.Hexagon},
		"cold spots": {Side: Low},
	} {
		var rates []float64 // of each map: neighbouring cells go together, maps do not
		wrongMaps := 0
		for m := range maps {
			r := chance.Stream(uint64(m), 77)
			counts := make([]int, g.Len())
			for i := range counts {
				counts[i] = poisson(r, 1.5)
			}
			o.Seed = uint64(m)
			result, err := GiStarCounts(context.Background(), g, counts, o)
			if err != nil {
				t.Fatal(err)
			}
			rates = append(rates, shareAtMost(result.P, level))
			if shareAtMost(result.Q, level) > 0 {
				wrongMaps++
			}
		}
		rate, spread := meanAndError(rates)
		t.Logf("%s: a cell is called at a rate of %.4f (95 %% interval %.4f to %.4f, nominal %.2f), a map at %d of %d",
			name, rate, rate-1.96*spread, rate+1.96*spread, level, wrongMaps, maps)
		// Counts make the attainable level at most the nominal one.
		if rate-3*spread > level || rate < 0.02 {
			t.Errorf("%s: false alarms at %.4f, nominal %.2f", name, rate, level)
		}
		if wrongMaps > 9 { // P(Binomial(60, 0.05) > 9) is 0.0008
			t.Errorf("%s: %d of %d random maps have a discovery", name, wrongMaps, maps)
		}
	}
}

func shareAtMost(p []float64, level float64) float64 {
	n := 0
	for _, v := range p {
		if v <= level {
			n++
		}
	}
	return float64(n) / float64(len(p))
}

func meanAndError(x []float64) (mean, standardError float64) {
	m := newMoments(x)
	return m.mean, math.Sqrt(m.sum2 / (m.n - 1) / m.n)
}

func TestExactTailsAgreeWithManyDraws(t *testing.T) {
	w, counts := sids(t)
	exact, err := ExactTails(context.Background(), w, counts)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := Permute(context.Background(), w, floats(counts), PermuteOptions{Draws: 200_000, Seed: 9})
	if err != nil {
		t.Fatal(err)
	}
	for i := range counts {
		sampling(t, i, "upper tail", drawn.Upper[i], exact.Upper[i], 200_000)
		sampling(t, i, "lower tail", drawn.Lower[i], exact.Lower[i], 200_000)
	}
}

func TestSharedDrawsOfUnequalWeightsAgreeWithThoseOfEqualOnes(t *testing.T) {
	w, counts := sids(t)
	tilted := &weight.Matrix{Start: w.Start, J: w.J, W: filled(len(w.J), 1)}
	tilted.W[0] += 1e-9 // no longer uniform, so every place meets every draw
	x := floats(counts)
	fast, err := Permute(context.Background(), w, x, PermuteOptions{Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	slow, err := Permute(context.Background(), tilted, x, PermuteOptions{Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	for i := range x {
		if i > 0 && (fast.Upper[i] != slow.Upper[i] || fast.Lower[i] != slow.Lower[i]) {
			t.Errorf("place %d: %g and %g by ranking, %g and %g one by one", i+1, fast.Upper[i], fast.Lower[i], slow.Upper[i], slow.Lower[i])
		}
	}
}

func TestResultsDoNotDependOnTheNumberOfCores(t *testing.T) {
	g, counts := sparse()
	for _, f := range []Inference{Exact, Sampled} {
		run := func(cores int) *CountResult {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			r, err := GiStarCounts(context.Background(), g, counts, CountOptions{Inference: f, Seed: 2})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		one, three := run(1), run(3)
		for i := range counts {
			if one.P[i] != three.P[i] || one.Q[i] != three.Q[i] {
				t.Fatalf("%v: cell %d has p %g on one core and %g on three", f, i, one.P[i], three.P[i])
			}
		}
	}
}

func TestCellsOutsideTheStudyAreaAreNoNeighbours(t *testing.T) {
	g := plane.Grid{Cell: 1, Cols: 6, Rows: 5}
	small := plane.Grid{Cell: 1, Cols: 4, Rows: 5}
	counts, inner, inside, expected := make([]int, 30), make([]int, 20), make([]bool, 30), make([]float64, 30)
	for i := range counts {
		counts[i], expected[i] = i*i%7, float64(i)
		if c := i % 6; c < 4 {
			inside[i], inner[i/6*4+c] = true, counts[i]
		}
	}
	for _, o := range []CountOptions{{}, {Null: Total}, {Expected: &Expectation{Counts: expected}}} {
		alone := o
		if o.Expected != nil {
			alone.Expected = &Expectation{}
			for i, v := range expected {
				if inside[i] {
					alone.Expected.Counts = append(alone.Expected.Counts, v)
				}
			}
		}
		want, err := GiStarCounts(context.Background(), small, inner, alone)
		if err != nil {
			t.Fatal(err)
		}
		o.Inside = inside
		got, err := GiStarCounts(context.Background(), g, counts, o)
		if err != nil {
			t.Fatal(err)
		}
		for i := range counts {
			if !inside[i] {
				if got.P[i] != 1 || got.Q[i] != 1 || got.Z[i] != 0 {
					t.Errorf("cell %d outside has p %g and z %g", i, got.P[i], got.Z[i])
				}
				continue
			}
			k := i/6*4 + i%6
			within(t, i, "p", got.P[i], want.P[k], 1e-12)
			within(t, i, "z", got.Z[i], want.Z[k], 1e-9)
			within(t, i, "mean", got.Mean[i], want.Mean[k], 1e-9)
		}
	}
}

func TestACancelledTestStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	g, counts := sparse()
	for _, o := range []CountOptions{{}, {Null: Total}, {Inference: Sampled}, {Expected: &Expectation{Counts: filled(len(counts), 1)}}} {
		if _, err := GiStarCounts(ctx, g, counts, o); !errors.Is(err, context.Canceled) {
			t.Errorf("%+v: %v", o.Inference, err)
		}
	}
}

func TestImpossibleInputIsRefusedWithItsPlace(t *testing.T) {
	g := plane.Grid{Cell: 1, Cols: 2, Rows: 2}
	for what, try := range map[string]func() error{
		"a negative count": func() error {
			_, err := GiStarCounts(context.Background(), g, []int{1, 2, -3, 4}, CountOptions{})
			return err
		},
		"too few counts": func() error { _, err := GiStarCounts(context.Background(), g, []int{1}, CountOptions{}); return err },
		"a total past counting": func() error {
			_, err := GiStarCounts(context.Background(), g, []int{1 << 52, 1 << 52, 1, 1}, CountOptions{})
			return err
		},
		"sums past any table": func() error {
			_, err := GiStarCounts(context.Background(), g, []int{1 << 40, 0, 0, 0}, CountOptions{})
			return err
		},
		"an infinite value": func() error {
			_, err := LocalMoran(weight.Lattice{Cols: 2, Rows: 1}, []float64{1, math.Inf(1)}, Total)
			return err
		},
		"no expected events": func() error {
			_, err := GiStarCounts(context.Background(), g, make([]int, 4), CountOptions{Expected: &Expectation{Counts: make([]float64, 4)}})
			return err
		},
		"a value less than none": func() error { _, err := GeneralG(weight.Lattice{Cols: 2, Rows: 2}, []float64{1, -1, 1, 2}); return err },
		"a place among its own neighbours": func() error {
			_, err := ExactTails(context.Background(), weight.WithSelf(weight.Lattice{Cols: 2, Rows: 2}, 1), make([]int, 4))
			return err
		},
	} {
		if err := try(); err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
}
