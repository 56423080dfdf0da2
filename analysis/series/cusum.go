package series

import (
	"fmt"
	"math"
)

// CUSUMOptions set a tabular cumulative sum chart.
type CUSUMOptions struct {
	Target    float64 // the level to be kept
	Sigma     float64 // standard deviation of a value while it is kept, more than 0
	Allowance float64 // k: half the shift to be found, in sigma (0: 0.5)
	Decision  float64 // h: the sum that is a signal, in sigma (0: 5)
}

// CUSUM is a tabular cumulative sum chart: sums of what lies beyond the allowance, in units of sigma.
type CUSUM struct {
	High, Low []float64 // sums upward and downward, never negative
	Signals   []int     // indices (from 0) at which a sum first passes Decision after having been within it
	Began     []int     // for each signal, the first period of the excursion: the estimate of when the change came
}

// CumulativeSum is the chart of Page (1954, Biometrika 41:100) in the form of Montgomery (Introduction to Statistical
// Quality Control, 9.1): it finds a small lasting shift sooner than limits on single values do.
func CumulativeSum(values []float64, o CUSUMOptions) (CUSUM, error) {
	if err := check(values, 1); err != nil {
		return CUSUM{}, err
	}
	if o.Allowance == 0 {
		o.Allowance = 0.5
	}
	if o.Decision == 0 {
		o.Decision = 5
	}
	if err := check([]float64{o.Target, o.Sigma, o.Allowance, o.Decision}, 4); err != nil {
		return CUSUM{}, fmt.Errorf("cumulative sum settings: %w", err)
	}
	if !(o.Sigma > 1e-100) || !(o.Allowance >= 0) || !(o.Decision > 0) {
		return CUSUM{}, fmt.Errorf("sigma (%g) and decision (%g) must be more than 0, the allowance (%g) not less", o.Sigma, o.Decision, o.Allowance)
	}
	var c CUSUM
	var high, low float64
	var highSince, lowSince int
	out := false
	for i, v := range values {
		z := (v - o.Target) / o.Sigma
		high, low = math.Max(0, high+z-o.Allowance), math.Max(0, low-z-o.Allowance)
		if high == 0 {
			highSince = i + 1
		}
		if low == 0 {
			lowSince = i + 1
		}
		c.High, c.Low = append(c.High, high), append(c.Low, low)
		signal := high > o.Decision || low > o.Decision
		if signal && !out {
			c.Signals = append(c.Signals, i)
			if high > o.Decision {
				c.Began = append(c.Began, highSince)
			} else {
				c.Began = append(c.Began, lowSince)
			}
		}
		out = signal
	}
	return c, nil
}

// ConstancyTest asks whether the level of a series was constant.
type ConstancyTest struct {
	Statistic float64 // largest departure of the cumulative residuals, over sigma and the root of n
	P         float64 // chance of one at least this large at a constant level
	At        int     // index (from 0) of the value after which the departure is largest
}

// OLSCUSUM is the test of Ploberger and Kraemer (1992, Econometrica 60:271) with the mean as the model: the cumulative
// residuals behave as a Brownian bridge, whose largest departure has Kolmogorov's distribution. The values are taken to be
// independent about their level; serial dependence makes P too small. A constant series has Statistic 0 and P 1.
func OLSCUSUM(values []float64) (ConstancyTest, error) {
	if err := check(values, 3); err != nil {
		return ConstancyTest{}, err
	}
	m, variance := moments(values)
	t := ConstancyTest{P: 1}
	scale := math.Sqrt(variance * float64(len(values)))
	if !(scale > 0) {
		return t, nil
	}
	sum := 0.0
	for i, v := range values {
		sum += v - m
		if s := math.Abs(sum) / scale; s > t.Statistic && i < len(values)-1 {
			t.Statistic, t.At = s, i
		}
	}
	t.P = kolmogorov(t.Statistic)
	return t, nil
}

// kolmogorov is the chance that a Brownian bridge departs from zero by at least x, by whichever of its two series is quick.
func kolmogorov(x float64) float64 {
	if x < 1 {
		if x < 0.04 {
			return 1
		}
		sum := 0.0
		for k := 1.0; k < 40; k += 2 {
			sum += math.Exp(-k * k * math.Pi * math.Pi / (8 * x * x))
		}
		return math.Max(0, 1-math.Sqrt(2*math.Pi)/x*sum)
	}
	sum, sign := 0.0, 1.0
	for k := 1.0; k < 40; k++ {
		sum += sign * math.Exp(-2*k*k*x*x)
		sign = -sign
	}
	return math.Min(1, 2*sum)
}
