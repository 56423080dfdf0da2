package chance

import "math"

// NormalUpper is P(Z >= z) of the standard normal distribution.
func NormalUpper(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }

// NormalLower is P(Z <= z) of the standard normal distribution.
func NormalLower(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// NormalTwoSided is P(|Z| >= |z|) of the standard normal distribution.
func NormalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// NormalQuantile is the z below which a share p of the standard normal distribution lies: -Inf for 0, +Inf for 1, and NaN
// outside [0, 1].
func NormalQuantile(p float64) float64 {
	if p < 0.5 {
		// Erfcinv keeps the digits of a small share that 2p-1 would round away.
		return -math.Sqrt2 * math.Erfcinv(2*p)
	}
	return math.Sqrt2 * math.Erfinv(2*p-1)
}

// StudentUpper is P(T >= t) of Student's distribution with df degrees of freedom, df > 0.
func StudentUpper(t, df float64) float64 {
	if math.IsNaN(t) || !(df > 0) {
		return math.NaN()
	}
	if math.IsInf(df, 1) {
		return NormalUpper(t)
	}
	tail := 0.5 * BetaLower(df/2, 0.5, df/(df+t*t))
	if t < 0 {
		return 1 - tail
	}
	return tail
}

// StudentQuantile is the t below which a share p of Student's distribution with df degrees of freedom lies.
func StudentQuantile(p, df float64) float64 {
	if !(p >= 0 && p <= 1) || !(df > 0) {
		return math.NaN()
	}
	if p == 0.5 {
		return 0
	}
	share := min(p, 1-p)
	b := BetaQuantile(2*share, df/2, 0.5)
	t := math.Sqrt(df * (1 - b) / b)
	if p < 0.5 {
		return -t
	}
	return t
}
