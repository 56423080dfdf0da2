package effect

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// Rate is a count of events and what they are counted over: months, residents, stops, anything above zero.
type Rate struct {
	Events   float64
	Exposure float64
}

// Ratio compares two rates.
type Ratio struct {
	Value      float64 // the first rate over the second; +Inf where the second count is zero
	Low, High  float64 // interval at the stated confidence; High may be +Inf
	P          float64 // two-sided chance of counts at least this unequal when the rates are equal
	Dispersion float64 // how many times Poisson's the variance was taken to be
}

// MaxEvents is the largest count that the package takes.
const MaxEvents = 1e8

// RateRatio compares two rates exactly, by the binomial distribution of the first count given their sum (Przyborowski
// and Wilenski 1940, Biometrika 31:313; the interval of Clopper and Pearson 1934; R's poisson.test). The counts must be whole
// and independent: for crime that comes in series, RateRatioOverdispersed is the honest one. Two counts of zero are an error.
func RateRatio(first, second Rate, confidence float64) (Ratio, error) {
	if err := checkRates(first, second, confidence); err != nil {
		return Ratio{}, err
	}
	for _, r := range []Rate{first, second} {
		if r.Events != math.Floor(r.Events) {
			return Ratio{}, fmt.Errorf("the count %g is not whole; the exact comparison needs whole counts", r.Events)
		}
	}
	x, n := first.Events, first.Events+second.Events
	if n == 0 {
		return Ratio{}, fmt.Errorf("both counts are zero: there is nothing to compare")
	}
	scale := second.Exposure / first.Exposure
	tail := (1 - confidence) / 2
	r := Ratio{Value: odds(x, second.Events) * scale, High: math.Inf(1), Dispersion: 1}
	if x > 0 {
		r.Low = odds(distribution.BetaQuantile(tail, x, n-x+1), distribution.BetaQuantile(1-tail, n-x+1, x)) * scale
	}
	if x < n {
		r.High = odds(distribution.BetaQuantile(1-tail, x+1, n-x), distribution.BetaQuantile(tail, n-x, x+1)) * scale
	}
	r.P = binomialTwoSided(x, n, first.Exposure/(first.Exposure+second.Exposure))
	return r, finite(r.Low, r.P)
}

func odds(a, b float64) float64 {
	if b == 0 {
		return math.Inf(1)
	}
	return a / b
}

// binomialTwoSided adds up all outcomes no likelier than the one seen, with R's allowance for rounding.
func binomialTwoSided(x, n, p float64) float64 {
	expected := n * p
	if x == expected {
		return 1
	}
	limit := distribution.BinomialPMF(x, n, p) * (1 + 1e-7)
	rare := func(k float64) bool { return distribution.BinomialPMF(k, n, p) <= limit }
	if x < expected {
		low, high := math.Ceil(expected)-1, n+1 // not rare at low, rare from high
		for high-low > 1 {
			if mid := math.Floor((low + high) / 2); rare(mid) {
				high = mid
			} else {
				low = mid
			}
		}
		return math.Min(1, distribution.BinomialCDF(x, n, p)+distribution.BinomialTail(high, n, p))
	}
	low, high := -1.0, math.Floor(expected)+1
	for high-low > 1 {
		if mid := math.Floor((low + high) / 2); rare(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return math.Min(1, distribution.BinomialCDF(low, n, p)+distribution.BinomialTail(x, n, p))
}

// RateRatioOverdispersed compares two rates whose counts vary dispersion times as much as Poisson's, by the normal
// approximation of the logarithm. A count of zero takes one half on both sides (Haldane 1956).
func RateRatioOverdispersed(first, second Rate, dispersion, confidence float64) (Ratio, error) {
	if err := checkRates(first, second, confidence); err != nil {
		return Ratio{}, err
	}
	if !(dispersion >= 1 && dispersion <= MaxEvents) {
		return Ratio{}, fmt.Errorf("the dispersion must be at least 1 (Poisson), not %g", dispersion)
	}
	a, b := first.Events, second.Events
	if a+b == 0 {
		return Ratio{}, fmt.Errorf("both counts are zero: there is nothing to compare")
	}
	if a == 0 || b == 0 {
		a, b = a+0.5, b+0.5
	}
	log := math.Log(a/b) + math.Log(second.Exposure/first.Exposure)
	return fromLog(log, math.Sqrt(dispersion*(1/a+1/b)), dispersion, confidence)
}

// fromLog is the ratio whose logarithm and its standard error are known.
func fromLog(log, se, dispersion, confidence float64) (Ratio, error) {
	half := distribution.NormalQuantile((1+confidence)/2) * se
	r := Ratio{Value: math.Exp(log), Low: math.Exp(log - half), High: math.Exp(log + half),
		P: distribution.NormalTwoSided(log / se), Dispersion: dispersion}
	return r, finite(r.Value, r.Low, r.P)
}

// Dispersion is the variance of counts of equal periods over their mean, at least 1: what the comparisons should be
// told. Monthly burglary of a London borough has about 6. Measure it on the time before the operation, season and trend taken
// out or short enough not to matter. It needs two counts or more, not all zero.
func Dispersion(counts []float64) (float64, error) {
	if len(counts) < 2 {
		return 0, fmt.Errorf("the dispersion needs at least two counts, not %d", len(counts))
	}
	mean, squares := 0.0, 0.0
	for i, c := range counts {
		if !(c >= 0 && c <= MaxEvents) {
			return 0, fmt.Errorf("count %d is %g, not a count from 0 to %g", i, c, float64(MaxEvents))
		}
		mean += c / float64(len(counts))
	}
	if mean == 0 {
		return 0, fmt.Errorf("all counts are zero: their dispersion is unknown")
	}
	for _, c := range counts {
		squares += (c - mean) * (c - mean)
	}
	return math.Max(1, squares/float64(len(counts)-1)/mean), nil
}

func checkRates(first, second Rate, confidence float64) error {
	for _, r := range []Rate{first, second} {
		if !(r.Events >= 0 && r.Events <= MaxEvents) {
			return fmt.Errorf("the count is %g, not from 0 to %g", r.Events, float64(MaxEvents))
		}
		if !(r.Exposure >= 1e-100 && r.Exposure <= 1e100) {
			return fmt.Errorf("the exposure is %g and must be more than 0", r.Exposure)
		}
	}
	return checkConfidence(confidence)
}

func checkConfidence(confidence float64) error {
	if !(confidence >= 0.5 && confidence <= 0.999999) {
		return fmt.Errorf("the confidence must be from 0.5 to 0.999999, not %g", confidence)
	}
	return nil
}

// finite turns a figure that overflowed into an error, so that none is shown.
func finite(values ...float64) error {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("the figures are too extreme to compare")
		}
	}
	return nil
}
