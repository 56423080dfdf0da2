package series_test

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/series"
	"pgregory.net/rapid"
)

// TestClassicalDecompositionFindsAnExactSeason gives a line and a season of which the moving average knows everything.
func TestClassicalDecompositionFindsAnExactSeason(t *testing.T) {
	season := []float64{4, -1, -2, 1, 3, -5}
	for _, multiplicative := range []bool{false, true} {
		values := make([]float64, 48)
		for i := range values {
			values[i] = 100 + 2*float64(i) + season[i%6]
			if multiplicative {
				values[i] = 100 * (1 + season[i%6]/50)
			}
		}
		d, err := series.Decompose(values, 6, multiplicative)
		fixture.Must(t, err)
		for i, s := range season {
			want := s
			if multiplicative {
				want = 1 + s/50
			}
			fixture.Near(t, "season", d.Seasonal[i], want, 1e-9)
		}
		if d.Offset != 3 || len(d.Trend) != 42 {
			t.Errorf("the trend starts at %d and has %d values", d.Offset, len(d.Trend))
		}
		for i, r := range d.Remainder {
			if rest := math.Abs(r); !multiplicative && rest > 1e-9 || multiplicative && math.Abs(rest-1) > 1e-9 {
				t.Errorf("remainder %d is %g", i, r)
			}
		}
	}
}

// TestDecompositionsAddUp: seasonal, trend and remainder are the series, for any series and any window.
func TestDecompositionsAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		period := rapid.IntRange(2, 13).Draw(rt, "period")
		values := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 2*period+1, 80).Draw(rt, "values")
		o := series.STLOptions{Period: period, Robust: rapid.Bool().Draw(rt, "robust")}
		if rapid.Bool().Draw(rt, "moving season") {
			o.SeasonalWindow = 2*rapid.IntRange(3, 20).Draw(rt, "window") + 1
		}
		d, err := series.STL(values, o)
		if err != nil {
			rt.Fatal(err)
		}
		for i, v := range values {
			if sum := d.Seasonal[i] + d.Trend[i] + d.Remainder[i]; !(math.Abs(sum-v) <= 1e-6) {
				rt.Fatalf("value %d: %g + %g + %g is not %g", i, d.Seasonal[i], d.Trend[i], d.Remainder[i], v)
			}
			if o.SeasonalWindow == 0 && d.Seasonal[i] != d.Seasonal[i%period] {
				rt.Fatalf("a periodic season differs between cycles at %d", i)
			}
		}
	})
}

// TestRobustDecompositionIgnoresARiot: one month ten times the rest must not bend the season or the trend.
func TestRobustDecompositionIgnoresARiot(t *testing.T) {
	values := burglary(t)
	calm, err := series.STL(values, series.STLOptions{Period: 12, Robust: true})
	fixture.Must(t, err)
	values[85] *= 10
	shocked, err := series.STL(values, series.STLOptions{Period: 12, Robust: true})
	fixture.Must(t, err)
	if shocked.Weights[85] != 0 {
		t.Errorf("the riot keeps weight %g", shocked.Weights[85])
	}
	for i := range values {
		if math.Abs(calm.Seasonal[i]-shocked.Seasonal[i]) > 8 || math.Abs(calm.Trend[i]-shocked.Trend[i]) > 8 {
			t.Fatalf("month %d: season %g to %g, trend %g to %g", i, calm.Seasonal[i], shocked.Seasonal[i], calm.Trend[i], shocked.Trend[i])
		}
	}
}

// TestBreakpointsEqualExhaustiveSearch compares the dynamic programme with all divisions of a short series.
func TestBreakpointsEqualExhaustiveSearch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-50, 50), 8, 16).Draw(rt, "values")
		b, err := series.Breakpoints(values, 2)
		if err != nil {
			rt.Fatal(err)
		}
		for m, got := range b.RSS {
			if want := leastSquares(values, m); math.Abs(got-want) > 1e-6 {
				rt.Fatalf("%d breaks: %g, exhaustively %g", m, got, want)
			}
			if m > 4 {
				break
			}
		}
	})
}

func leastSquares(v []float64, breaks int) float64 {
	if breaks == 0 {
		mean, sum := 0.0, 0.0
		for _, x := range v {
			mean += x / float64(len(v))
		}
		for _, x := range v {
			sum += (x - mean) * (x - mean)
		}
		return sum
	}
	best := math.Inf(1)
	for at := 2; at <= len(v)-2*breaks; at++ {
		best = math.Min(best, leastSquares(v[:at], 0)+leastSquares(v[at:], breaks-1))
	}
	return best
}

// TestEARSMethodsDifferAsPublished: C2 keeps a slow rise out of its baseline, C3 adds up what C2 saw.
func TestEARSMethodsDifferAsPublished(t *testing.T) {
	counts := []float64{10, 12, 9, 11, 10, 12, 9, 11, 10, 14, 15, 15}
	last := func(m series.EARSMethod) series.Alarm {
		a, err := series.EARS(counts, series.EARSOptions{Method: m, Alpha: 0.025})
		fixture.Must(t, err)
		return a[len(a)-1]
	}
	c1, c2, c3 := last(series.C1), last(series.C2), last(series.C3)
	// C2's baseline is the seven counts 10 12 9 11 10 ... that end two before the last: mean 75/7... by hand below.
	past := counts[2:9]
	mean, sum := 0.0, 0.0
	for _, v := range past {
		mean += v / 7
	}
	for _, v := range past {
		sum += (v - mean) * (v - mean)
	}
	fixture.Near(t, "C2 bound", c2.Upper, mean+1.959963984540054*math.Sqrt(sum/6), 1e-12)
	if c1.Alarm || !c2.Alarm || !c3.Alarm {
		t.Errorf("a slow rise: C1 %+v, C2 %+v, C3 %+v", c1, c2, c3)
	}
	if c3.Upper >= c2.Upper {
		t.Errorf("after two high periods C3 asks for less than C2: %g, %g", c3.Upper, c2.Upper)
	}
}

// TestImprovedFarringtonWithClassicSettingsIsClassic: one part of the year and the classic bound are the classic method,
// whatever is left out before the present, because the windows of past years do not reach it.
func TestImprovedFarringtonWithClassicSettingsIsClassic(t *testing.T) {
	classic := series.ClassicFarrington(12)
	improved := series.ImprovedFarrington(12)
	improved.SeasonParts, improved.ReweightAbove, improved.TrendP = 1, 1, 0.05
	improved.Alpha, improved.NegativeBinom = classic.Alpha, false
	a, err := series.Farrington(burglary(t), 150, classic)
	fixture.Must(t, err)
	b, err := series.Farrington(burglary(t), 150, improved)
	fixture.Must(t, err)
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("period %d: %+v and %+v", a[i].At, a[i], b[i])
		}
	}
}
