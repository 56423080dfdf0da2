// Package distribution holds the probability distributions that the tests and intervals of the analysis library stand
// on: normal, Student's t, chi-squared, binomial, Poisson and negative binomial.
//
// Tails are computed as tails (never as one minus a body), so that a p-value of 1e-80 is a number and not zero, which
// control of false discoveries over a quarter of a million cells needs. Quantiles of discrete distributions are the
// smallest count whose cumulative probability reaches p, as in R. Arguments outside a distribution's domain give NaN;
// callers check theirs first.
//
// Sources: the incomplete gamma and beta functions by series and Lentz's continued fraction (Press and others, Numerical
// Recipes, 3rd ed., 2007, 6.2 and 6.4); the normal quantile by Wichura (1988, Applied Statistics 37:477, AS 241).
//
// # When not to use it
//
// Not for fitting or simulating: only tails, masses and quantiles are here. Not with arguments that were not checked,
// since outside a domain the answer is NaN, and not where a count is not Poisson or binomial to begin with: recorded
// crime varies more.
package distribution

import "math"

// NormalCDF is the chance that a standard normal value is at most z.
func NormalCDF(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// NormalTwoSided is the chance that a standard normal value is at least as far from zero as z.
func NormalTwoSided(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// NormalQuantile is the z below which a standard normal value falls with chance p in (0, 1); relative error about 1e-16.
func NormalQuantile(p float64) float64 {
	switch {
	case !(p >= 0 && p <= 1):
		return math.NaN()
	case p == 0:
		return math.Inf(-1)
	case p == 1:
		return math.Inf(1)
	}
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - q*q
		return q * polynomial(r, centreTop[:]) / polynomial(r, centreBottom[:])
	}
	r := math.Sqrt(-math.Log(min(p, 1-p)))
	var z float64
	if r <= 5 {
		z = polynomial(r-1.6, middleTop[:]) / polynomial(r-1.6, middleBottom[:])
	} else {
		z = polynomial(r-5, farTop[:]) / polynomial(r-5, farBottom[:])
	}
	return math.Copysign(z, q)
}

func polynomial(x float64, coefficients []float64) float64 {
	sum := 0.0
	for i := len(coefficients) - 1; i >= 0; i-- {
		sum = sum*x + coefficients[i]
	}
	return sum
}

// The coefficients of AS 241 (PPND16), lowest power first.
var (
	centreTop = [8]float64{3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125,
		45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727}
	centreBottom = [8]float64{1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
		21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610}
	middleTop = [8]float64{1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
		1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4}
	middleBottom = [8]float64{1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550,
		0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9}
	farTop = [8]float64{6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
		0.0265321895265761230930, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7}
	farBottom = [8]float64{1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525,
		7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}
)
