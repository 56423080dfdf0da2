package chance

import "math"

const (
	tiny      = 1e-300
	precision = 1e-15
	// hugeShape is where a continued fraction would need more than some hundred thousand steps; beyond it the cube-root
	// approximation of Wilson and Hilferty (1931) errs by less than the float does in the bulk of the distribution.
	hugeShape = 1e10
)

// GammaUpper is the regularised upper incomplete gamma function Q(a, x): P(X >= x) of a gamma distribution of shape a > 0
// and scale 1.
func GammaUpper(a, x float64) float64 {
	switch {
	case !(a > 0) || !(x >= 0) || math.IsInf(a, 1):
		return math.NaN()
	case x == 0:
		return 1
	case math.IsInf(x, 1):
		return 0
	case a > hugeShape:
		return NormalUpper(wilsonHilferty(a, x))
	case x < a+1:
		return 1 - gammaSeries(a, x)
	}
	return gammaFraction(a, x)
}

// GammaLower is the regularised lower incomplete gamma function P(a, x) = 1 - Q(a, x), computed on its own side.
func GammaLower(a, x float64) float64 {
	switch {
	case !(a > 0) || !(x >= 0) || math.IsInf(a, 1):
		return math.NaN()
	case x == 0:
		return 0
	case math.IsInf(x, 1):
		return 1
	case a > hugeShape:
		return NormalLower(wilsonHilferty(a, x))
	case x < a+1:
		return gammaSeries(a, x)
	}
	return 1 - gammaFraction(a, x)
}

func wilsonHilferty(a, x float64) float64 {
	return (math.Cbrt(x/a) - (1 - 1/(9*a))) * 3 * math.Sqrt(a)
}

// gammaSeries is Abramowitz and Stegun 6.5.29, whose terms are all positive.
func gammaSeries(a, x float64) float64 {
	sum, term := 1.0, 1.0
	for k := 1.0; term > sum*precision && k < 1e7; k++ {
		term *= x / (a + k)
		sum += term
	}
	return math.Min(1, poissonMass(a, x)*sum)
}

// gammaFraction is Abramowitz and Stegun 6.5.31 by Lentz's method, for x >= a+1.
func gammaFraction(a, x float64) float64 {
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	h := d
	for i := 1.0; i < 1e7; i++ {
		an := -i * (i - a)
		b += 2
		d = 1 / guard(an*d+b)
		c = guard(b + an/c)
		h *= d * c
		if math.Abs(d*c-1) < precision {
			break
		}
	}
	return math.Min(1, poissonMass(a, x)*a*h)
}

func guard(v float64) float64 {
	if math.Abs(v) < tiny {
		return tiny
	}
	return v
}

// ChiSquareUpper is P(X >= x) of the chi-square distribution with df > 0 degrees of freedom.
func ChiSquareUpper(x, df float64) float64 { return GammaUpper(df/2, x/2) }

// PoissonMass is P(X = k) of a Poisson count of the given mean.
func PoissonMass(k int, mean float64) float64 {
	switch {
	case !(mean >= 0) || math.IsInf(mean, 1):
		return math.NaN()
	case k < 0 || (mean == 0 && k > 0):
		return 0
	case mean == 0:
		return 1
	}
	return poissonMass(float64(k), mean)
}

// PoissonUpper is P(X >= k) of a Poisson count of the given mean.
func PoissonUpper(k int, mean float64) float64 {
	switch {
	case !(mean >= 0) || math.IsInf(mean, 1):
		return math.NaN()
	case k <= 0:
		return 1
	}
	return GammaLower(float64(k), mean)
}

// PoissonLower is P(X <= k) of a Poisson count of the given mean.
func PoissonLower(k int, mean float64) float64 {
	switch {
	case !(mean >= 0) || math.IsInf(mean, 1):
		return math.NaN()
	case k < 0:
		return 0
	}
	return GammaUpper(float64(k)+1, mean)
}

// poissonMass is Loader's saddle-point form of x^k e^-x / k!, for real k >= 0 and x > 0.
func poissonMass(k, x float64) float64 {
	if k == 0 {
		return math.Exp(-x)
	}
	return math.Exp(-stirlingError(k)-deviance(k, x)) / math.Sqrt(2*math.Pi*k)
}

// stirlingError is log k! less Stirling's formula (Loader 2000, section 3).
func stirlingError(k float64) float64 {
	if k < 16 {
		g, _ := math.Lgamma(k + 1)
		return g - (k+0.5)*math.Log(k) + k - 0.5*math.Log(2*math.Pi)
	}
	k2 := k * k
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-(1.0/1188)/k2)/k2)/k2)/k2) / k
}

// deviance is k log(k/x) + x - k without the cancellation near k = x (Loader 2000, section 4).
func deviance(k, x float64) float64 {
	if math.Abs(k-x) >= 0.1*(k+x) {
		return k*math.Log(k/x) + x - k
	}
	v := (k - x) / (k + x)
	s := (k - x) * v
	ej := 2 * k * v
	for j := 1.0; j < 1000; j++ {
		ej *= v * v
		next := s + ej/(2*j+1)
		if next == s {
			break
		}
		s = next
	}
	return s
}
