package distribution

import "math"

// PoissonPMF is the chance of exactly k events where mean are expected.
func PoissonPMF(k, mean float64) float64 {
	switch {
	case !(k >= 0 && k <= largestShape) || !(mean >= 0) || k != math.Floor(k):
		return math.NaN()
	case mean == 0:
		if k == 0 {
			return 1
		}
		return 0
	case k < 10:
		lg, _ := math.Lgamma(k + 1)
		return math.Exp(k*math.Log(mean) - mean - lg)
	}
	return math.Exp(-stirlingError(k)-deviance(k, mean)) / math.Sqrt(2*math.Pi*k)
}

// PoissonCDF is the chance of at most k events where mean are expected.
func PoissonCDF(k, mean float64) float64 {
	if !(mean >= 0) || math.IsNaN(k) {
		return math.NaN()
	}
	if k < 0 {
		return 0
	}
	return upperGamma(math.Floor(k)+1, mean)
}

// PoissonTail is the chance of at least k events where mean are expected.
func PoissonTail(k, mean float64) float64 {
	if !(mean >= 0) || math.IsNaN(k) {
		return math.NaN()
	}
	if k <= 0 {
		return 1
	}
	return lowerGamma(math.Ceil(k), mean)
}

// PoissonQuantile is the smallest count that is reached or stayed under with chance p or more, p in [0, 1).
func PoissonQuantile(p, mean float64) float64 {
	if !(mean >= 0 && mean <= largestShape) || !(p >= 0 && p < 1) {
		return math.NaN()
	}
	return countQuantile(p, mean, func(k float64) float64 { return PoissonCDF(k, mean) })
}

// BinomialCDF is the chance of at most k successes in n tries of chance p.
func BinomialCDF(k, n, p float64) float64 {
	switch {
	case !(n >= 0) || !(p >= 0 && p <= 1) || math.IsNaN(k):
		return math.NaN()
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	k = math.Floor(k)
	return beta(1-p, p, n-k, k+1)
}

// BinomialTail is the chance of at least k successes in n tries of chance p.
func BinomialTail(k, n, p float64) float64 {
	switch {
	case !(n >= 0) || !(p >= 0 && p <= 1) || math.IsNaN(k):
		return math.NaN()
	case k <= 0:
		return 1
	case k > n:
		return 0
	}
	k = math.Ceil(k)
	return beta(p, 1-p, k, n-k+1)
}

// BinomialPMF is the chance of exactly k successes in n tries of chance p.
func BinomialPMF(k, n, p float64) float64 {
	if !(n >= 0) || !(p >= 0 && p <= 1) || !(k >= 0 && k <= n) || k != math.Floor(k) {
		return math.NaN()
	}
	switch {
	case p == 0:
		return indicator(k == 0)
	case p == 1:
		return indicator(k == n)
	case k == 0:
		return math.Exp(n * math.Log1p(-p))
	case k == n:
		return math.Exp(n * math.Log(p))
	}
	return betaFront(p, 1-p, k+1, n-k+1) / (p * (1 - p) * (n + 1))
}

func indicator(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// NegativeBinomialCDF is the chance of at most k events where the mean is expected and the variance is factor times the
// mean, factor > 1: a Poisson count whose rate varies (overdispersion).
func NegativeBinomialCDF(k, mean, factor float64) float64 {
	if !(mean > 0) || !(factor > 1) || math.IsNaN(k) {
		return math.NaN()
	}
	if k < 0 {
		return 0
	}
	return beta(1/factor, 1-1/factor, mean/(factor-1), math.Floor(k)+1)
}

// NegativeBinomialTail is the chance of at least k events, as NegativeBinomialCDF.
func NegativeBinomialTail(k, mean, factor float64) float64 {
	if !(mean > 0) || !(factor > 1) || math.IsNaN(k) {
		return math.NaN()
	}
	if k <= 0 {
		return 1
	}
	return beta(1-1/factor, 1/factor, math.Ceil(k), mean/(factor-1))
}

// NegativeBinomialQuantile is the smallest count reached or stayed under with chance p or more, as NegativeBinomialCDF.
func NegativeBinomialQuantile(p, mean, factor float64) float64 {
	if !(mean > 0 && mean <= largestShape) || !(factor > 1) || !(p >= 0 && p < 1) {
		return math.NaN()
	}
	return countQuantile(p, mean, func(k float64) float64 { return NegativeBinomialCDF(k, mean, factor) })
}

// countQuantile is the smallest whole number whose cumulative chance reaches p (with R's allowance for rounding).
func countQuantile(p, start float64, cdf func(float64) float64) float64 {
	p *= 1 - 64*2.220446e-16
	high := math.Floor(start) + 1
	for cdf(high) < p {
		if high *= 2; high >= largestShape {
			return math.NaN()
		}
	}
	low := -1.0
	for high-low > 1 {
		mid := math.Floor((low + high) / 2)
		if cdf(mid) < p {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}
