package distribution

import "math"

// ChiSquaredTail is the chance that a chi-squared value with df degrees of freedom exceeds x.
func ChiSquaredTail(x, df float64) float64 {
	if !(df > 0) || math.IsNaN(x) {
		return math.NaN()
	}
	return upperGamma(df/2, max(0, x)/2)
}

// StudentTwoSided is the chance that a Student t value with df degrees of freedom is at least as far from zero as t.
func StudentTwoSided(t, df float64) float64 {
	if !(df > 0) || math.IsNaN(t) {
		return math.NaN()
	}
	if math.IsInf(t, 0) {
		return 0
	}
	if df > largestShape {
		return NormalTwoSided(t)
	}
	x := df / (df + t*t)
	return beta(x, t*t/(df+t*t), df/2, 0.5)
}

// StudentQuantile is the t below which a Student t value with df degrees of freedom falls with chance p in (0, 1).
func StudentQuantile(p, df float64) float64 {
	switch {
	case !(p > 0 && p < 1) || !(df > 0):
		return math.NaN()
	case p == 0.5:
		return 0
	case p < 0.5:
		return -StudentQuantile(1-p, df)
	}
	target := 2 * (1 - p)
	high := 1.0
	for StudentTwoSided(high, df) > target && high < 1e200 {
		high *= 2
	}
	return bisect(0, high, func(t float64) bool { return StudentTwoSided(t, df) > target })
}

// GammaQuantile is the x below which a gamma value of the given shape and unit scale falls with chance p in [0, 1).
func GammaQuantile(p, shape float64) float64 {
	if !(p >= 0 && p < 1) || !(shape > 0 && shape <= largestShape) {
		return math.NaN()
	}
	high := shape + 1
	for lowerGamma(shape, high) < p && high < 1e200 {
		high *= 2
	}
	return bisect(0, high, func(x float64) bool { return belowQuantile(lowerGamma(shape, x), upperGamma(shape, x), p) })
}

// BetaQuantile is the x below which a beta value with shapes a and b falls with chance p in [0, 1].
func BetaQuantile(p, a, b float64) float64 {
	if !(p >= 0 && p <= 1) || !(a > 0 && a <= largestShape) || !(b > 0 && b <= largestShape) {
		return math.NaN()
	}
	return bisect(0, 1, func(x float64) bool { return belowQuantile(beta(x, 1-x, a, b), beta(1-x, x, b, a), p) })
}

// belowQuantile compares in the smaller tail, where the digits are.
func belowQuantile(lower, upper, p float64) bool {
	if p > 0.5 {
		return upper > 1-p
	}
	return lower < p
}

// bisect is the edge between where below holds and where it does not, to the last digit.
func bisect(low, high float64, below func(float64) bool) float64 {
	for range 2200 { // halving from 1e200 to the smallest number ends within this
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			break
		}
		if below(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}
