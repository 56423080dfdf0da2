package series

import (
	"fmt"
	"math"
)

// Classical is a decomposition by centred moving averages. The moving average has no value in the first and last half
// cycle: Trend and Remainder begin at period Offset of the series and are 2*Offset shorter.
type Classical struct {
	Seasonal         []float64 // one cycle, the figure of the first period of the series first
	Trend, Remainder []float64
	Offset           int
	Multiplicative   bool // value = trend * seasonal * remainder, not the sum
}

// Decompose is the classical seasonal decomposition (Kendall and Stuart 1983; R's decompose): trend by a centred moving
// average over one cycle, season by the mean departure from it at each place in the cycle, set to sum to zero (average one
// where multiplicative). It needs two full cycles; a multiplicative one needs values above zero.
func Decompose(values []float64, period int, multiplicative bool) (Classical, error) {
	if period < 2 {
		return Classical{}, fmt.Errorf("the period must be at least 2, not %d", period)
	}
	if period > math.MaxInt/4 || len(values) < 2*period {
		return Classical{}, fmt.Errorf("the series has %d values and needs two cycles of %d", len(values), period)
	}
	if err := check(values, 2); err != nil {
		return Classical{}, err
	}
	for i, v := range values {
		if multiplicative && !(v > 0) {
			return Classical{}, fmt.Errorf("value %d is %g; a multiplicative season needs values above zero", i, v)
		}
	}
	c := Classical{Offset: period / 2, Multiplicative: multiplicative, Trend: centred(values, period)}
	c.Seasonal = c.season(values, period)
	c.Remainder = make([]float64, len(c.Trend))
	for i, t := range c.Trend {
		at := i + c.Offset
		c.Remainder[i] = c.without(c.without(values[at], t), c.Seasonal[at%period])
	}
	if err := finite(c.Remainder); err != nil {
		return Classical{}, err
	}
	return c, finite(c.Seasonal)
}

func (c Classical) without(v, part float64) float64 {
	if c.Multiplicative {
		return v / part
	}
	return v - part
}

func (c Classical) season(values []float64, period int) []float64 {
	sums, counts := make([]float64, period), make([]float64, period)
	for i, t := range c.Trend {
		at := i + c.Offset
		sums[at%period] += c.without(values[at], t)
		counts[at%period]++
	}
	mean := 0.0
	for j := range sums {
		sums[j] /= counts[j] // two cycles leave at least one departure at every place
		mean += sums[j]
	}
	mean /= float64(period)
	for j := range sums {
		sums[j] = c.without(sums[j], mean)
	}
	return sums
}

// centred is the moving average over one cycle; for an even cycle the two outermost values count half.
func centred(values []float64, period int) []float64 {
	half := period / 2
	out := make([]float64, len(values)-2*half)
	for i := range out {
		window := values[i : i+2*half+1]
		sum := 0.0
		for _, v := range window {
			sum += v
		}
		if period%2 == 0 {
			sum -= (window[0] + window[len(window)-1]) / 2
		}
		out[i] = sum / float64(period)
	}
	return out
}
