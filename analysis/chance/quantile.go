package chance

import "math"

// GammaQuantile is the x with GammaLower(a, x) = p: 0 for p = 0 and +Inf for p = 1.
func GammaQuantile(p, a float64) float64 {
	switch {
	case !(p >= 0 && p <= 1) || !(a > 0) || math.IsInf(a, 1):
		return math.NaN()
	case p == 0:
		return 0
	case p == 1:
		return math.Inf(1)
	}
	high := a + 10*math.Sqrt(a) + 10
	for GammaUpper(a, high) > 1-p {
		high *= 2
	}
	if p > 0.5 {
		return invert(high, func(x float64) bool { return GammaUpper(a, x) <= 1-p })
	}
	return invert(high, func(x float64) bool { return GammaLower(a, x) >= p })
}

// ChiSquareQuantile is the x below which a share p of the chi-square distribution with df degrees of freedom lies.
func ChiSquareQuantile(p, df float64) float64 { return 2 * GammaQuantile(p, df/2) }

// BetaQuantile is the x with BetaLower(a, b, x) = p.
func BetaQuantile(p, a, b float64) float64 {
	switch {
	case !(p >= 0 && p <= 1) || !(a > 0) || !(b > 0) || math.IsInf(a, 1) || math.IsInf(b, 1):
		return math.NaN()
	case p == 0 || p == 1:
		return p
	}
	return invert(1, func(x float64) bool { return BetaLower(a, b, x) >= p })
}

// invert is the smallest x in (0, high] for which the monotone reached becomes true. It halves the interval by ratio once
// its lower end is above nought, so that a quantile of 1e-200 is found to full precision and in bounded steps.
func invert(high float64, reached func(float64) bool) float64 {
	low := high
	for low > math.SmallestNonzeroFloat64 && reached(low) {
		high, low = low, low*1e-3
	}
	for range 200 {
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			break
		}
		if reached(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}
