package chance

import "math"

// BetaLower is the regularised incomplete beta function I_x(a, b): P(X <= x) of a beta distribution, a > 0, b > 0. The
// upper tail is BetaLower(b, a, 1-x).
func BetaLower(a, b, x float64) float64 {
	switch {
	case !(a > 0) || !(b > 0) || math.IsInf(a, 1) || math.IsInf(b, 1) || math.IsNaN(x):
		return math.NaN()
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaFraction(b, a, 1-x)
	}
	return betaFraction(a, b, x)
}

// betaFraction is Abramowitz and Stegun 26.5.8 by Lentz's method, for x below the mean.
func betaFraction(a, b, x float64) float64 {
	c := 1.0
	d := 1 / guard(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m < 1e6; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / guard(1+even*d)
		c = guard(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / guard(1+odd*d)
		c = guard(1 + odd/c)
		h *= d * c
		if math.Abs(d*c-1) < precision {
			break
		}
	}
	return math.Min(1, betaFront(a, b, x)*h/a)
}

// betaFront is x^a (1-x)^b / B(a, b), by way of the binomial mass so that large shapes keep their digits.
func betaFront(a, b, x float64) float64 {
	return binomialMass(a, a+b, x) * a * b / (a + b)
}

// BinomialMass is P(X = k) in n trials of chance p.
func BinomialMass(k, n int, p float64) float64 {
	switch {
	case n < 0 || !(p >= 0 && p <= 1):
		return math.NaN()
	case k < 0 || k > n:
		return 0
	}
	return binomialMass(float64(k), float64(n), p)
}

// BinomialUpper is P(X >= k) in n trials of chance p.
func BinomialUpper(k, n int, p float64) float64 {
	switch {
	case n < 0 || !(p >= 0 && p <= 1):
		return math.NaN()
	case k <= 0:
		return 1
	case k > n:
		return 0
	}
	return BetaLower(float64(k), float64(n-k)+1, p)
}

// BinomialLower is P(X <= k) in n trials of chance p.
func BinomialLower(k, n int, p float64) float64 {
	switch {
	case n < 0 || !(p >= 0 && p <= 1):
		return math.NaN()
	case k < 0:
		return 0
	case k >= n:
		return 1
	}
	return BetaLower(float64(n-k), float64(k)+1, 1-p)
}

// binomialMass is Loader's saddle-point form for real k in [0, n].
func binomialMass(k, n, p float64) float64 {
	q := 1 - p
	switch {
	case p == 0 || q == 0:
		if k == n*p {
			return 1
		}
		return 0
	case k == 0:
		return math.Exp(n * math.Log1p(-p))
	case k == n:
		return math.Exp(n * math.Log(p))
	}
	lc := stirlingError(n) - stirlingError(k) - stirlingError(n-k) - deviance(k, n*p) - deviance(n-k, n*q)
	return math.Exp(lc) * math.Sqrt(n/(2*math.Pi*k*(n-k)))
}
