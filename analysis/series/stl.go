package series

import (
	"fmt"
	"math"
	"slices"
	"sort"
)

// Decomposition splits a series: value = Seasonal + Trend + Remainder at every period.
type Decomposition struct {
	Seasonal, Trend, Remainder []float64
	Weights                    []float64 // robustness weights from 0 (ignored as an outlier) to 1
}

// STLOptions choose the smoothing of STL. The zero value of a field means R's default, given in brackets.
type STLOptions struct {
	Period         int  // periods in a cycle, at least 2: 12 for months, 7 for days of a week
	SeasonalWindow int  // odd, at least 7: how many cycles the season is learned from (0: periodic, the same every cycle)
	TrendWindow    int  // odd: (next odd after 1.5 Period / (1 - 1.5 / SeasonalWindow))
	LowPassWindow  int  // odd: (next odd after Period)
	Robust         bool // 15 robust iterations, so that one riot does not bend the season
}

// STL is the seasonal-trend decomposition by local regression of R. B. Cleveland, W. S. Cleveland, McRae and Terpenning
// (1990, Journal of Official Statistics 6:3), with the defaults of R's stl. It needs two full cycles and one value more.
func STL(values []float64, o STLOptions) (Decomposition, error) {
	if o.Period < 2 {
		return Decomposition{}, fmt.Errorf("the period must be at least 2, not %d", o.Period)
	}
	if o.Period > math.MaxInt/4 || len(values) <= 2*o.Period {
		return Decomposition{}, fmt.Errorf("the series has %d values and needs more than two cycles of %d", len(values), o.Period)
	}
	if err := check(values, 2); err != nil {
		return Decomposition{}, err
	}
	f, err := newSTL(values, o)
	if err != nil {
		return Decomposition{}, err
	}
	inner, outer := 2, 0
	if o.Robust {
		inner, outer = 1, 15
	}
	f.run(inner, outer)
	if o.SeasonalWindow == 0 {
		f.evenSeason()
	}
	d := Decomposition{Seasonal: f.season, Trend: f.trend, Remainder: make([]float64, len(values)), Weights: f.weights}
	for i, v := range values {
		d.Remainder[i] = v - d.Seasonal[i] - d.Trend[i]
	}
	if d.Weights == nil {
		d.Weights = slices.Repeat([]float64{1}, len(values))
	}
	return d, nil
}

// stl is one fit in progress; work slices are as long as the series and two cycles.
type stl struct {
	y                           []float64
	period                      int
	cycle, trendLine, lowPass   smoother
	season, trend, weights      []float64
	extended, average, partial  []float64
	sub, subWeights, subOut, ws []float64
}

func newSTL(y []float64, o STLOptions) (*stl, error) {
	n := len(y)
	f := &stl{y: y, period: o.Period}
	f.cycle = smoother{window: o.SeasonalWindow, degree: 1}
	if o.SeasonalWindow == 0 {
		f.cycle = smoother{window: 10*n + 1}
	} else if o.SeasonalWindow < 7 {
		return nil, fmt.Errorf("the seasonal window must be 0 or at least 7, not %d", o.SeasonalWindow)
	}
	f.trendLine = smoother{window: o.TrendWindow, degree: 1}
	if o.TrendWindow == 0 {
		f.trendLine.window = nextOdd(math.Ceil(1.5 * float64(o.Period) / (1 - 1.5/float64(f.cycle.window))))
	}
	f.lowPass = smoother{window: o.LowPassWindow, degree: 1}
	if o.LowPassWindow == 0 {
		f.lowPass.window = nextOdd(float64(o.Period))
	}
	for name, s := range map[string]*smoother{"seasonal": &f.cycle, "trend": &f.trendLine, "low-pass": &f.lowPass} {
		if s.window < 3 || s.window%2 == 0 || s.window > math.MaxInt/4 {
			return nil, fmt.Errorf("the %s window must be odd and at least 3, not %d", name, s.window)
		}
		s.jump = (s.window + 9) / 10
	}
	f.season, f.trend = make([]float64, n), make([]float64, n)
	long := n + 2*o.Period
	f.extended, f.average, f.partial = make([]float64, long), make([]float64, long), make([]float64, long)
	f.sub, f.subWeights, f.subOut, f.ws = make([]float64, n), make([]float64, n), make([]float64, n+2), make([]float64, n)
	return f, nil
}

func nextOdd(v float64) int {
	n := int(v)
	if n%2 == 0 {
		n++
	}
	return n
}

func (f *stl) run(inner, outer int) {
	for round := 0; ; round++ {
		for range inner {
			f.step()
		}
		if round >= outer {
			return
		}
		f.reweight()
	}
}

// step is one inner loop: season from the detrended values, less what passes a low-pass filter; trend from the rest.
func (f *stl) step() {
	n := len(f.y)
	for i, v := range f.y {
		f.partial[i] = v - f.trend[i]
	}
	f.smoothCycles(f.partial[:n])
	a := movingAverage(f.extended, f.period, f.average)
	b := movingAverage(a, f.period, f.partial)
	c := movingAverage(b, 3, f.average)
	low := f.partial[:n]
	f.lowPass.apply(c, nil, low, f.ws)
	for i := range f.season {
		f.season[i] = f.extended[f.period+i] - low[i]
	}
	for i, v := range f.y {
		f.average[i] = v - f.season[i]
	}
	f.trendLine.apply(f.average[:n], f.weights, f.trend, f.ws)
}

// smoothCycles smooths each of the period's sub-series (all Januaries ...), extended by one cycle at either end.
func (f *stl) smoothCycles(detrended []float64) {
	n, period := len(detrended), f.period
	for j := range period {
		k := (n-1-j)/period + 1
		var w []float64
		if f.weights != nil {
			w = f.subWeights[:k]
		}
		for i := range k {
			f.sub[i] = detrended[i*period+j]
			if w != nil {
				w[i] = f.weights[i*period+j]
			}
		}
		y, out := f.sub[:k], f.subOut[:k+2]
		f.cycle.apply(y, w, out[1:k+1], f.ws)
		var ok bool
		if out[0], ok = f.cycle.estimate(y, w, f.ws, span{0, 1, min(f.cycle.window, k)}); !ok {
			out[0] = out[1]
		}
		if out[k+1], ok = f.cycle.estimate(y, w, f.ws, span{float64(k + 1), max(1, k-f.cycle.window+1), k}); !ok {
			out[k+1] = out[k]
		}
		for m, v := range out {
			f.extended[m*period+j] = v
		}
	}
}

// movingAverage of length over v into out, whose filled part it returns.
func movingAverage(v []float64, length int, out []float64) []float64 {
	sum := 0.0
	for _, x := range v[:length] {
		sum += x
	}
	out = out[:len(v)-length+1]
	out[0] = sum / float64(length)
	for i := 1; i < len(out); i++ {
		sum += v[i+length-1] - v[i-1]
		out[i] = sum / float64(length)
	}
	return out
}

// reweight sets the robustness weights: the bisquare of the remainder over six median absolute remainders.
func (f *stl) reweight() {
	rest := make([]float64, len(f.y))
	for i, v := range f.y {
		rest[i] = math.Abs(v - f.season[i] - f.trend[i])
	}
	sorted := slices.Clone(rest)
	sort.Float64s(sorted)
	six := 6 * middle(sorted)
	f.weights = make([]float64, len(f.y))
	for i, r := range rest {
		switch {
		case r <= 0.001*six:
			f.weights[i] = 1
		case r <= 0.999*six:
			q := r / six
			f.weights[i] = (1 - q*q) * (1 - q*q)
		}
	}
}

// evenSeason makes the season the same in every cycle, as R does for s.window = "periodic".
func (f *stl) evenSeason() {
	for j := range f.period {
		sum, count := 0.0, 0
		for i := j; i < len(f.season); i += f.period {
			sum += f.season[i]
			count++
		}
		for i := j; i < len(f.season); i += f.period {
			f.season[i] = sum / float64(count)
		}
	}
}
