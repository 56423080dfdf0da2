package distribution

import "math"

const (
	smallest     = 1e-300
	iterations   = 500_000 // some multiples of the root of largestShape
	largestShape = 1e9     // counts beyond a thousand million are outside the domain
)

// lowerGamma and upperGamma are the regularised incomplete gamma functions P(a, x) and Q(a, x), for a > 0 and x >= 0.
func lowerGamma(a, x float64) float64 {
	if !(a <= largestShape) {
		return math.NaN()
	}
	if x < a+1 {
		return gammaSeries(a, x)
	}
	return 1 - gammaFraction(a, x)
}

func upperGamma(a, x float64) float64 {
	if !(a <= largestShape) {
		return math.NaN()
	}
	if x < a+1 {
		return 1 - gammaSeries(a, x)
	}
	return gammaFraction(a, x)
}

// gammaFront is x^a e^-x / Gamma(a), written so that large a and x do not cancel (Loader 2000).
func gammaFront(a, x float64) float64 {
	if x == 0 {
		return 0
	}
	if a < 10 {
		lg, _ := math.Lgamma(a)
		return math.Exp(a*math.Log(x) - x - lg)
	}
	return math.Exp(-deviance(a, x)-stirlingError(a)) * math.Sqrt(a/(2*math.Pi))
}

func gammaSeries(a, x float64) float64 {
	if x <= 0 {
		return 0
	}
	term := 1 / a
	sum := term
	for i := 1; i < iterations; i++ {
		term *= x / (a + float64(i))
		sum += term
		if !(term >= sum*1e-17) {
			break
		}
	}
	return sum * gammaFront(a, x)
}

func gammaFraction(a, x float64) float64 {
	if math.IsInf(x, 1) {
		return 0
	}
	b := x + 1 - a
	c, d := 1/smallest, 1/b
	h := d
	for i := 1; i < iterations; i++ {
		n := float64(i)
		top := -n * (n - a)
		b += 2
		d = 1 / awayFromZero(top*d+b)
		c = awayFromZero(b + top/c)
		h *= d * c
		if !(math.Abs(d*c-1) >= 2e-16) { // also ends on NaN
			break
		}
	}
	return h * gammaFront(a, x)
}

func awayFromZero(v float64) float64 {
	if math.Abs(v) < smallest {
		return smallest
	}
	return v
}

// beta is the regularised incomplete beta function I_x(a, b) for a, b > 0 and y = 1-x, both given so that neither tail
// loses its digits.
func beta(x, y, a, b float64) float64 {
	switch {
	case !(a <= largestShape && b <= largestShape):
		return math.NaN()
	case x <= 0:
		return 0
	case y <= 0:
		return 1
	case x > (a+1)/(a+b+2):
		return 1 - betaFraction(y, x, b, a)
	}
	return betaFraction(x, y, a, b)
}

// betaFraction is I_x(a, b) by Lentz's continued fraction, quick where x is below the mean.
func betaFraction(x, y, a, b float64) float64 {
	front := betaFront(x, y, a, b) / a
	if front == 0 {
		return 0
	}
	c, d := 1.0, 1/awayFromZero(1-(a+b)*x/(a+1))
	h := d
	for i := 1; i < iterations; i++ {
		m := float64(i)
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / awayFromZero(1+even*d)
		c = awayFromZero(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / awayFromZero(1+odd*d)
		c = awayFromZero(1 + odd/c)
		h *= d * c
		if !(math.Abs(d*c-1) >= 2e-16) { // also ends on NaN
			break
		}
	}
	return front * h
}

// betaFront is x^a y^b / B(a, b); for large a and b through the binomial density, whose terms do not cancel.
func betaFront(x, y, a, b float64) float64 {
	if a < 10 || b < 10 {
		la, _ := math.Lgamma(a)
		lb, _ := math.Lgamma(b)
		lab, _ := math.Lgamma(a + b)
		return math.Exp(a*math.Log(x) + b*math.Log(y) + lab - la - lb)
	}
	n := a + b
	core := stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n*x) - deviance(b, n*y)
	return math.Exp(core) * math.Sqrt(a*b/(2*math.Pi*n))
}

// stirlingError is ln Gamma(n+1) less Stirling's formula, n >= 10 (Loader 2000, Fast and Accurate Computation of
// Binomial Probabilities).
func stirlingError(n float64) float64 {
	q := n * n
	return (1.0/12 - (1.0/360-(1.0/1260-(1.0/1680-(1.0/1188-691.0/360360/q)/q)/q)/q)/q) / n
}

// deviance is a ln(a/x) + x - a without cancellation near a = x (Loader 2000, bd0).
func deviance(a, x float64) float64 {
	if math.Abs(a-x) < 0.1*(a+x) {
		v := (a - x) / (a + x)
		sum := (a - x) * v
		term := 2 * a * v
		for i := 1; i < 1000; i++ {
			term *= v * v
			next := sum + term/float64(2*i+1)
			if next == sum {
				break
			}
			sum = next
		}
		return sum
	}
	return a*math.Log(a/x) + x - a
}
