package series_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/series"
)

// seriesFrom turns fuzz bytes into a series: small counts, or, where the first byte is odd, any eight-byte floats.
func seriesFrom(raw []byte) (out []float64) {
	if len(raw) == 0 {
		return nil
	}
	if raw[0]%2 == 0 {
		for _, b := range raw[1:] {
			out = append(out, float64(b%16))
		}
		return out
	}
	for raw = raw[1:]; len(raw) >= 8; raw = raw[8:] {
		out = append(out, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
	}
	return out
}

func bytesOf(values ...float64) []byte {
	return append([]byte{1}, fixture.Bytes(values...)...)
}

// FuzzSeries feeds every public function any series: an error or figures that are numbers, never a panic or NaN.
func FuzzSeries(f *testing.F) {
	f.Add([]byte{}, 0, 0.0)
	f.Add([]byte{0, 5}, 1, 0.5)
	f.Add(make([]byte, 60), 4, 0.05)
	f.Add([]byte("a longer series of quite ordinary looking counts, month after month after month after month"), 12, 0.025)
	f.Add(bytesOf(math.NaN(), 1, 2, 3, 4), 2, 0.9)
	f.Add(bytesOf(math.Inf(1), 1, 2, math.Inf(-1), 4), 2, 0.9)
	f.Add(bytesOf(1e300, -1e300, 5e-324, -1, 0, 1e99, -1e99, 1e99), 2, math.NaN())
	f.Fuzz(func(t *testing.T, raw []byte, n int, x float64) {
		v := seriesFrom(raw)
		if len(v) > 120 {
			v = v[:120]
		}
		c := checker{t, v}
		trends(c, v, x)
		seasons(c, v, n)
		surveillance(c, v, n, x)
		changes(c, v, n, x)
	})
}

type checker struct {
	t *testing.T
	v []float64
}

func (c checker) numbers(err error, values ...float64) {
	c.t.Helper()
	for _, x := range values {
		if err == nil && math.IsNaN(x) {
			c.t.Fatalf("NaN from %v", c.v)
		}
	}
}

func trends(c checker, v []float64, x float64) {
	for _, test := range []func([]float64) (series.Kendall, error){series.MannKendall, series.MannKendallExact, series.MannKendallPrewhitened, series.MannKendallTrendFree,
		func(v []float64) (series.Kendall, error) { return series.MannKendallHamedRao(v, x) }} {
		k, err := test(v)
		c.numbers(err, k.Variance, k.Tau, k.TauB, k.Z, k.P)
	}
	sieve, err := series.Sieve(v, series.SieveOptions{Draws: 9})
	c.numbers(err, sieve.Slope, sieve.SE, sieve.Correlation, sieve.T, sieve.P)
	s, err := series.Sen(v, x)
	c.numbers(err, s.Slope, s.Intercept, s.Low, s.High)
}

func seasons(c checker, v []float64, n int) {
	k, err := series.MannKendallSeasonal(v, n)
	c.numbers(err, k.Variance, k.Tau, k.TauB, k.Z, k.P)
	d, err := series.STL(v, series.STLOptions{Period: n})
	c.numbers(err, append(append(d.Seasonal, d.Trend...), d.Remainder...)...)
	d, err = series.STL(v, series.STLOptions{Period: n % 13, SeasonalWindow: n, Robust: true})
	c.numbers(err, append(append(d.Seasonal, d.Trend...), d.Remainder...)...)
	for _, m := range []bool{false, true} {
		k, err := series.Decompose(v, n, m)
		c.numbers(err, append(append(k.Seasonal, k.Trend...), k.Remainder...)...)
	}
}

func surveillance(c checker, v []float64, n int, x float64) {
	for m := series.C1; m <= series.C3; m++ {
		alarms, err := series.EARS(v, series.EARSOptions{Method: m, Baseline: n, Alpha: x, MinimumSigma: x})
		for _, a := range alarms {
			c.numbers(err, a.Expected, a.Upper)
		}
	}
	for _, o := range []series.FarringtonOptions{series.ClassicFarrington(12), series.ImprovedFarrington(12), series.ImprovedFarrington(n)} {
		o.Years, o.HalfWindow = 3, 2
		alarms, err := series.Farrington(v, 40, o)
		for _, a := range alarms {
			c.numbers(err, a.Expected, a.Upper)
		}
	}
	r, err := series.YearOnYear(v, n, n/2, x, 0.95)
	c.numbers(err, r.Value, r.Low, r.High, r.P)
}

func changes(c checker, v []float64, n int, x float64) {
	b, err := series.Breakpoints(v, n)
	c.numbers(err, append(append(b.Means, b.RSS...), b.BIC...)...)
	chart, err := series.XmR(v, series.XmROptions{Baseline: n, Screen: n%2 == 0, Rules: []series.Rule{series.Outside, series.RunOfSeven,
		series.RunOfEight, series.TrendOfSix, series.TwoOfThree, series.FourOfFive, series.ThreeOfFour, series.FifteenInside, series.RangeOutside}})
	c.numbers(err, append(chart.Ranges, chart.Centre, chart.Lower, chart.Upper, chart.MeanRange)...)
	sum, err := series.CumulativeSum(v, series.CUSUMOptions{Target: x, Sigma: 1 + x*x})
	c.numbers(err, append(sum.High, sum.Low...)...)
	o, err := series.OLSCUSUM(v)
	c.numbers(err, o.Statistic, o.P)
}
