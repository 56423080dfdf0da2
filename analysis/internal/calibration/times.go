package calibration

import (
	"context"
	"math"

	"github.com/wardmote/wardmote/analysis/disparity"
	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/rate"
	"github.com/wardmote/wardmote/analysis/scan"
	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/analysis/survey"
)

func cases(n int, world uint64) scan.Cases { return fixture.Cases(draw(world, 14), n) }

func scanned(r *scan.Result, err error) (int, int, error) {
	if err != nil || len(r.Clusters) == 0 {
		return 0, 1, err
	}
	return alarm(r.Clusters[0].P, nil)
}

// Scans are the scan statistics; an alarm is a most likely cluster.
func Scans() []Trial {
	const null = "120 cases in 36 places and 40 days, neither evenly"
	return []Trial{
		{"space-time permutation scan, prospective", null, level, false, 200, func(ctx context.Context, world uint64) (int, int, error) {
			return scanned(scan.Permutation(ctx, cases(120, world), scan.Options{Prospective: true, MaxRadius: 250, MaxLength: 7, Replications: 39, Seed: world, Workers: 1}))
		}},
		{"space-time permutation scan, retrospective", "60 cases, likewise", level, false, 100, func(ctx context.Context, world uint64) (int, int, error) {
			return scanned(scan.Permutation(ctx, cases(60, world), scan.Options{MaxRadius: 250, MaxLength: 7, Replications: 19, Seed: world, Workers: 1}))
		}},
		{"prospective, stopped early by the sequential rule", null, level, false, 150, func(ctx context.Context, world uint64) (int, int, error) {
			return scanned(scan.Permutation(ctx, cases(120, world), scan.Options{Prospective: true, MaxRadius: 250, MaxLength: 7, Replications: 99, StopAfter: 10, Seed: world, Workers: 1}))
		}},
		{"Poisson scan with expected counts", null, level, false, 150, func(ctx context.Context, world uint64) (int, int, error) {
			c := cases(120, world)
			in := scan.Counts{Places: c.Places, Periods: 8, Cases: make([]int, 36*8), Expected: make([]float64, 36*8)}
			for k, p := range c.Place {
				in.Cases[p*8+c.Period[k]/5]++
			}
			for p := range 36 {
				for day := range 40 {
					in.Expected[p*8+day/5] += float64(71-2*p) * float64(2*day+1)
				}
			}
			return scanned(scan.Poisson(ctx, in, scan.Options{MaxRadius: 250, MaxLength: 2, Replications: 39, Seed: world, Workers: 1}))
		}},
	}
}

// months are n independent Poisson counts.
func months(world uint64, n int, mean float64) []float64 {
	r := draw(world, 15)
	v := make([]float64, n)
	for i := range v {
		v[i] = poisson(r, mean)
	}
	return v
}

// Series are the tests of one figure counted again and again.
func Series() []Trial {
	trend := func(f func([]float64) (series.Kendall, error), n int, mean float64) func(context.Context, uint64) (int, int, error) {
		return func(_ context.Context, world uint64) (int, int, error) {
			k, err := f(months(world, n, mean))
			return alarm(k.P, err)
		}
	}
	alarms := func(a []series.Alarm, err error) (found, looks int, _ error) {
		for _, each := range a {
			if each.Assessed {
				looks++
			}
			if each.Alarm {
				found++
			}
		}
		return found, max(1, looks), err
	}
	return []Trial{
		{"Mann-Kendall, normal", "24 Poisson months of mean 4", level, false, 2000, trend(series.MannKendall, 24, 4)},
		{"Mann-Kendall, exact", "24 Poisson months of mean 0.3", level, true, 2000, trend(series.MannKendallExact, 24, 0.3)},
		{"Mann-Kendall, seasonal", "60 Poisson months of mean 4", level, false, 2000, trend(func(v []float64) (series.Kendall, error) {
			return series.MannKendallSeasonal(v, 12)
		}, 60, 4)},
		{"Mann-Kendall, pre-whitened", "60 Poisson months of mean 4", level, false, 2000, trend(series.MannKendallPrewhitened, 60, 4)},
		{"constancy of a level, OLS-CUSUM", "60 Poisson months of mean 20", level, true, 2000, func(_ context.Context, world uint64) (int, int, error) {
			c, err := series.OLSCUSUM(months(world, 60, 20))
			return alarm(c.P, err)
		}},
		{"XmR chart, a point outside", "24 normal months, each", 0.0027, false, 4000, func(_ context.Context, world uint64) (int, int, error) {
			r, v := draw(world, 16), make([]float64, 24)
			for i := range v {
				v[i] = r.NormFloat64()
			}
			chart, err := series.XmR(v, series.XmROptions{Rules: series.Shewhart()})
			return len(chart.Signals), len(v), err
		}},
		{"EARS C1 at 2.5 %, whose seven past values make it 5.8 %", "60 normal weeks, each", 0.0582, false, 2000, func(_ context.Context, world uint64) (int, int, error) {
			r, v := draw(world, 17), make([]float64, 60)
			for i := range v {
				v[i] = 1000 + 10*r.NormFloat64()
			}
			return alarms(series.EARS(v, series.EARSOptions{Method: series.C1, Alpha: 0.025}))
		}},
		{"Farrington, improved, at 5 %", "6 years of weeks of mean 20 with a season, the last", level, false, 300, func(_ context.Context, world uint64) (int, int, error) {
			r, v := draw(world, 18), make([]float64, 6*52)
			for i := range v {
				v[i] = poisson(r, 20+8*math.Sin(2*math.Pi*float64(i)/52))
			}
			o := series.ImprovedFarrington(52)
			o.Alpha = level
			return alarms(series.Farrington(v, len(v)-1, o))
		}},
	}
}

// Rates are comparisons of counts and shares whose true rates are equal; for an interval an alarm is a miss of the truth.
func Rates() []Trial {
	pair := func(world uint64, a, b float64) (effect.Rate, effect.Rate) {
		r := draw(world, 19)
		return effect.Rate{Events: poisson(r, a), Exposure: a}, effect.Rate{Events: poisson(r, b), Exposure: b}
	}
	missed := func(low, truth, high float64, err error) (int, int, error) {
		if low <= truth && truth <= high {
			return 0, 1, err
		}
		return 1, 1, err
	}
	return []Trial{
		{"rate ratio, conditional", "Poisson counts of mean 20 and 30", level, true, 2000, func(_ context.Context, world uint64) (int, int, error) {
			a, b := pair(world, 20, 30)
			r, err := effect.RateRatio(a, b, 0.95)
			return alarm(r.P, err)
		}},
		{"e-test", "Poisson counts of mean 20 and 30", level, false, 2000, func(_ context.Context, world uint64) (int, int, error) {
			a, b := pair(world, 20, 30)
			p, err := effect.ETest(a, b)
			return alarm(p, err)
		}},
		{"relative effect, interval", "four Poisson counts of mean 40 to 120", level, false, 4000, func(_ context.Context, world uint64) (int, int, error) {
			r := draw(world, 20)
			treated := effect.Area{Before: poisson(r, 60), After: poisson(r, 40)}
			comparison := effect.Area{Before: poisson(r, 120), After: poisson(r, 80)}
			e, err := effect.RelativeEffect(treated, comparison, 1, 0.95)
			return missed(e.Low, 1, e.High, err)
		}},
		{"weighted displacement difference", "eight Poisson counts of mean 50", level, false, 4000, func(_ context.Context, world uint64) (int, int, error) {
			r := draw(world, 21)
			area := func() effect.Area { return effect.Area{Before: poisson(r, 50), After: poisson(r, 50)} }
			d, err := effect.WeightedDisplacementDifference(effect.DisplacementStudy{Treated: area(), Comparison: area(), Buffer: area(), BufferComparison: area()})
			return alarm(d.P, err)
		}},
		{"find rates by group, Pearson", "three groups of 100 to 300 searches, one in four finds", level, false, 4000, func(_ context.Context, world uint64) (int, int, error) {
			r := draw(world, 22)
			s := disparity.OutcomeStudy{Found: "anything"}
			for i, n := range []int{300, 200, 100} {
				g := disparity.Finds{Name: string(rune('A' + i)), Searches: n}
				for range n {
					if r.Float64() < 0.25 {
						g.Found++
					}
				}
				s.Groups = append(s.Groups, g)
			}
			o, err := disparity.Outcomes(s)
			return alarm(o.P, err)
		}},
		{"Wilson's interval, misses", "80 answers, three in ten yes", level, false, 4000, func(_ context.Context, world uint64) (int, int, error) {
			r, yes := draw(world, 23), 0.0
			for range 80 {
				if r.Float64() < 0.3 {
					yes++
				}
			}
			s, err := survey.Wilson(yes, 80, 0.95)
			return missed(s.Low, 0.3, s.High, err)
		}},
		{"exact interval of a rate, misses", "Poisson counts of mean 7", level, true, 4000, func(_ context.Context, world uint64) (int, int, error) {
			i, err := rate.ExactInterval(int(poisson(draw(world, 24), 7)), 1, 0.95)
			return missed(i.Low, 7, i.High, err)
		}},
		{"Byar's interval of a rate, misses", "Poisson counts of mean 20", level, false, 4000, func(_ context.Context, world uint64) (int, int, error) {
			i, err := rate.ByarInterval(int(poisson(draw(world, 25), 20)), 1, 0.95)
			return missed(i.Low, 20, i.High, err)
		}},
	}
}

// All are the trials in the order of the table.
func All() []Trial {
	var all []Trial
	for _, family := range [][]Trial{Patterns(), Associations(), Interactions(), Scans(), Series(), Rates()} {
		all = append(all, family...)
	}
	return all
}
