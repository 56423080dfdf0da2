package calibration

import (
	"context"
	"math"
	"math/rand/v2"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/concentration"
	"github.com/wardmote/wardmote/analysis/emerging"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
	"github.com/wardmote/wardmote/analysis/pattern"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/rate"
	"github.com/wardmote/wardmote/analysis/weight"
)

const level = 0.05

// alarm turns one verdict into a count of alarms and of looks.
func alarm(p float64, err error) (int, int, error) {
	if p <= level {
		return 1, 1, err
	}
	return 0, 1, err
}

// share counts the p-values at or below the level.
func share(p []float64, err error) (alarms, looks int, _ error) {
	for _, v := range p {
		if v <= level {
			alarms++
		}
	}
	return alarms, len(p), err
}

// draw is the stream that a world is made of. Its seeds are apart from those that worlds give to the tests, or the world
// would be one of a test's own simulations.
func draw(world, kind uint64) *rand.Rand { return chance.Stream(1<<40|world, kind) }

var square = pattern.Window{MaxX: 1000, MaxY: 1000}

// scatter are n points of complete spatial randomness in the square.
func scatter(n int, world uint64) plane.Points { return square.Uniform(n)(draw(world, 7)) }

// Patterns are the tests of how points lie.
func Patterns() []Trial {
	const null = "100 points at random in a square"
	envelope := func(summary func(ctx context.Context, p plane.Points) ([]float64, error)) func(context.Context, uint64) (int, int, error) {
		return func(ctx context.Context, world uint64) (int, int, error) {
			b, err := pattern.Envelope(ctx, scatter(100, world), func(p plane.Points) ([]float64, error) { return summary(ctx, p) },
				square.Uniform(100), pattern.EnvelopeOptions{Simulations: 39, Seed: world, Workers: 1})
			if err != nil {
				return 0, 1, err
			}
			return alarm(b.P, nil)
		}
	}
	return []Trial{
		{"Clark and Evans, Donnelly's edge", null, level, false, 2000, func(_ context.Context, world uint64) (int, int, error) {
			_, donnelly, err := pattern.ClarkEvans(scatter(100, world), square)
			return alarm(2*math.Min(donnelly.Below, donnelly.Above), err)
		}},
		{"quadrats, 4 by 4", null, level, false, 2000, func(_ context.Context, world uint64) (int, int, error) {
			q, err := pattern.Quadrats(scatter(100, world), square, 4, 4)
			return alarm(q.Above, err)
		}},
		{"envelope of G, Kaplan and Meier", null, level, false, 300, envelope(func(_ context.Context, p plane.Points) ([]float64, error) {
			return pattern.G(p, square, []float64{10, 30, 60, 90}, pattern.KaplanMeier)
		})},
		{"envelope of L, translation", null, level, false, 150, envelope(func(ctx context.Context, p plane.Points) ([]float64, error) {
			k, err := pattern.K(ctx, p, square, []float64{30, 60, 120}, pattern.Translation)
			return pattern.L(k), err
		})},
	}
}

// events are n points of the square and days that have nothing to do with them.
func events(n int, world uint64) nearrepeat.Events {
	r := draw(world, 8)
	e := nearrepeat.Events{Points: square.Uniform(n)(r), Days: make([]float64, n)}
	for i := range e.Days {
		e.Days[i] = float64(r.IntN(120))
	}
	return e
}

// Interactions are the tests of space with time.
func Interactions() []Trial {
	const null = "150 events, places and days at random"
	knox := func(ctx context.Context, world uint64, permutations int) (*nearrepeat.KnoxResult, error) {
		return nearrepeat.Knox(ctx, events(150, world), 150, 10, nearrepeat.Options{Permutations: permutations, Seed: world, Workers: 1})
	}
	return []Trial{
		{"Knox, 99 permutations", null, level, true, 500, func(ctx context.Context, world uint64) (int, int, error) {
			k, err := knox(ctx, world, 99)
			if err != nil {
				return 0, 1, err
			}
			return alarm(k.Upper, nil)
		}},
		{"Knox, z by exact mean and variance", null, level, false, 1000, func(ctx context.Context, world uint64) (int, int, error) {
			k, err := knox(ctx, world, 0)
			if err != nil {
				return 0, 1, err
			}
			return alarm(math.Erfc(k.Z/math.Sqrt2)/2, nil)
		}},
		{"Mantel, 99 permutations", "60 events, places and days at random", level, false, 300, func(ctx context.Context, world uint64) (int, int, error) {
			m, err := nearrepeat.Mantel(ctx, events(60, world), nearrepeat.MantelOptions{Options: nearrepeat.Options{Permutations: 99, Seed: world, Workers: 1}})
			if err != nil {
				return 0, 1, err
			}
			return alarm(m.Upper, nil)
		}},
		{"near-repeat table, each of 12 cells", null, level, true, 200, func(ctx context.Context, world uint64) (int, int, error) {
			space, delay, err := nearrepeat.Calculator(100, 2, 10, 2)
			if err != nil {
				return 0, 1, err
			}
			t, err := nearrepeat.Table(ctx, events(150, world), space, delay, nearrepeat.Options{Permutations: 99, Seed: world, Workers: 1})
			if err != nil {
				return 0, 1, err
			}
			var p []float64
			for _, row := range t.Cells {
				for _, c := range row {
					p = append(p, c.Upper)
				}
			}
			return share(p, nil)
		}},
	}
}

// cells are events dealt at random to a grid of 20 by 20.
func cells(world uint64, mean int) (plane.Grid, []int) {
	g, r := plane.Grid{Cell: 100, Cols: 20, Rows: 20}, draw(world, 9)
	counts := make([]int, g.Len())
	for range mean * g.Len() {
		counts[r.IntN(len(counts))]++
	}
	return g, counts
}

// values are skewed values of 100 places.
func values(world uint64) (weight.Neighbours, []float64) {
	r := draw(world, 10)
	x := make([]float64, 100)
	for i := range x {
		x[i] = math.Exp(r.NormFloat64())
	}
	return weight.Standardise(weight.Lattice{Cols: 10, Rows: 10}), x
}

// Associations are the tests of like beside like under random labelling.
func Associations() []Trial {
	const labels, dealt = "random labels of 10 by 10 cells", "events dealt at random to 20 by 20 cells"
	global := func(f func(weight.Neighbours, []float64) (association.Global, error)) func(context.Context, uint64) (int, int, error) {
		return func(_ context.Context, world uint64) (int, int, error) {
			w, x := values(world)
			g, err := f(w, x)
			return alarm(g.Randomisation.Upper, err)
		}
	}
	counts := func(o association.CountOptions, mean int, adjusted bool) func(context.Context, uint64) (int, int, error) {
		return func(ctx context.Context, world uint64) (int, int, error) {
			g, c := cells(world, mean)
			o.Seed = world
			r, err := association.GiStarCounts(ctx, g, c, o)
			switch {
			case err != nil:
				return 0, 1, err
			case adjusted:
				found, _, _ := share(r.Q, nil)
				return min(found, 1), 1, nil
			}
			return share(r.P, nil)
		}
	}
	return []Trial{
		{"Moran's I, z under randomisation", labels, level, false, 2000, global(association.Moran)},
		{"Geary's C, z under randomisation", labels, level, false, 2000, global(association.Geary)},
		{"general G, z under randomisation", labels, level, false, 1000, global(association.GeneralG)},
		{"Moran's I, 99 permutations", labels, level, false, 1000, func(ctx context.Context, world uint64) (int, int, error) {
			w, x := values(world)
			p, err := association.MoranPermutation(ctx, w, x, association.PermuteOptions{Draws: 99, Seed: world})
			return alarm(p.Upper, err)
		}},
		{"local Moran, 199 conditional permutations, each cell", labels, level, false, 300, func(ctx context.Context, world uint64) (int, int, error) {
			w, x := values(world)
			tails, err := association.Permute(ctx, w, x, association.PermuteOptions{Draws: 199, Seed: world})
			return share(tails.P(association.High), err)
		}},
		{"Gi* of counts, exact, each cell", dealt, level, true, 300, counts(association.CountOptions{}, 4, false)},
		{"Gi* of counts, exact, any cell after control of false discoveries", dealt, level, true, 400, counts(association.CountOptions{}, 4, true)},
		{"Gi* of sparse counts, the same", dealt + ", one in two", level, true, 400, func(ctx context.Context, world uint64) (int, int, error) {
			g, c := cells(world, 1)
			for i := range c {
				c[i] /= 2
			}
			r, err := association.GiStarCounts(ctx, g, c, association.CountOptions{})
			if err != nil {
				return 0, 1, err
			}
			found, _, _ := share(r.Q, nil)
			return min(found, 1), 1, nil
		}},
		{"Moran's I of standardised rates", "one rate, populations of 100 to 10,000", level, false, 600, unequalRates},
		{"emerging hot spots, each bin", "events dealt at random to 10 by 10 cells in 12 months", level, true, 100, bins},
		{"concentration, adjusted Gini", "200 events dealt at random to 150 places", level, true, 300, func(ctx context.Context, world uint64) (int, int, error) {
			c, r := make([]int, 150), draw(world, 11)
			for range 200 {
				c[r.IntN(len(c))]++
			}
			e, err := concentration.ByChance(ctx, c, 0.5, 99, world)
			if err != nil {
				return 0, 1, err
			}
			return alarm(e.P, nil)
		}},
	}
}

// unequalRates are Poisson counts of one rate among areas of very unequal population.
func unequalRates(_ context.Context, world uint64) (int, int, error) {
	r := draw(world, 12)
	seen, people := make([]float64, 100), make([]float64, 100)
	for i := range seen {
		people[i] = 100 * math.Pow(100, r.Float64())
		seen[i] = poisson(r, people[i]*0.01)
	}
	z, err := rate.Standardise(seen, people)
	if err != nil {
		return 0, 1, err
	}
	g, err := association.Moran(weight.Standardise(weight.Lattice{Cols: 10, Rows: 10}), z)
	return alarm(g.Randomisation.Upper, err)
}

func bins(ctx context.Context, world uint64) (alarms, looks int, err error) {
	g, r := plane.Grid{Cell: 100, Cols: 10, Rows: 10}, draw(world, 13)
	counts := make([][]int, 12)
	for m := range counts {
		counts[m] = make([]int, g.Len())
		for range 3 * g.Len() {
			counts[m][r.IntN(g.Len())]++
		}
	}
	each, err := emerging.Analyse(ctx, g, counts, emerging.Options{EachBin: true})
	if err != nil {
		return 0, 1, err
	}
	for _, h := range each.Heat {
		if h != emerging.Mild {
			alarms++
		}
	}
	return alarms, len(each.Heat), nil
}

// poisson draws by steps of at most 30, each by multiplying uniforms (Knuth), which is exact.
func poisson(r *rand.Rand, mean float64) float64 {
	k := 0.0
	for ; mean > 0; mean -= 30 {
		limit := math.Exp(-math.Min(mean, 30))
		for product := r.Float64(); product > limit; product *= r.Float64() {
			k++
		}
	}
	return k
}
