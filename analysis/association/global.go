package association

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/weight"
)

// Moment is the expectation and variance of a global statistic under one null hypothesis. Z is positive where like lies
// beside like, whichever way the statistic runs, and 0 where the variance is; Upper is the normal chance of Z or more.
type Moment struct {
	Expected, Variance, Z, Upper, Lower float64
}

// Global is one statistic of the whole map.
type Global struct {
	Statistic     float64
	Randomisation Moment // the values seen, dealt out at random
	Normality     Moment // values drawn from one normal distribution; not defined for General G, and then equal to zero
}

// P is the p-value of a moment by the normal distribution.
func (m Moment) P(side Side) float64 { return side.Of(m.Upper, m.Lower) }

func newMoment(statistic, expected, variance, sign float64) Moment {
	m := Moment{Expected: expected, Variance: math.Max(variance, 0), Upper: 1, Lower: 1}
	if variance > 0 {
		m.Z = sign * (statistic - expected) / math.Sqrt(variance)
		m.Upper, m.Lower = distribution.NormalCDF(-m.Z), distribution.NormalCDF(m.Z)
	}
	return m
}

// constants are the sums over the weights of Cliff and Ord (1981): s0 of all, s1 half the sum of (wij+wji) squared, s2 the
// sum over places of (row sum + column sum) squared.
type constants struct {
	s0, s1, s2 float64
	both       []float64 // row sum + column sum
}

func newConstants(w weight.Neighbours) constants {
	c := constants{both: make([]float64, w.Len())}
	var row, other weight.Row
	for i := range w.Len() {
		j, v := w.Row(i, &row)
		for k, to := range j {
			wij := 1.0
			if v != nil {
				wij = v[k]
			}
			c.s0 += wij
			c.both[i] += wij
			c.both[to] += wij
			c.s1 += wij*wij + wij*entry(w, int(to), i, &other)
		}
	}
	for _, v := range c.both {
		c.s2 += v * v
	}
	return c
}

// entry is w[i][j], by binary search in row i.
func entry(w weight.Neighbours, i, j int, row *weight.Row) float64 {
	to, v := w.Row(i, row)
	low, high := 0, len(to)
	for low < high {
		if mid := (low + high) / 2; int(to[mid]) < j {
			low = mid + 1
		} else {
			high = mid
		}
	}
	switch {
	case low == len(to) || int(to[low]) != j:
		return 0
	case v == nil:
		return 1
	}
	return v[low]
}

// prepare checks the values and reports whether the statistic is defined: at least four places, some links, and values
// that are not all equal.
func prepare(w weight.Neighbours, x []float64) (m moments, c constants, defined bool, err error) {
	if err := checkValues(w, x); err != nil {
		return m, c, false, err
	}
	m, c = newMoments(x), newConstants(w)
	return m, c, len(x) >= 4 && c.s0 != 0 && m.sum2 > 0, nil
}

var undefined = Global{Randomisation: Moment{Upper: 1, Lower: 1}, Normality: Moment{Upper: 1, Lower: 1}}

// Moran is Moran's I, n/S0 sum w[i][j] z[i] z[j] / sum z[i]^2, for at least four places (Cliff and Ord 1981, 1.44).
// Islands count in n.
func Moran(w weight.Neighbours, x []float64) (Global, error) {
	m, c, defined, err := prepare(w, x)
	if err != nil || !defined {
		return undefined, err
	}
	n, k := m.n, m.kurtosis
	g := Global{Statistic: n / c.s0 * cross(w, m.z) / m.sum2}
	expected := -1 / (n - 1)
	normal := (n*n*c.s1-n*c.s2+3*c.s0*c.s0)/(c.s0*c.s0*(n*n-1)) - expected*expected
	random := n*((n*n-3*n+3)*c.s1-n*c.s2+3*c.s0*c.s0) - k*((n*n-n)*c.s1-2*n*c.s2+6*c.s0*c.s0)
	random = random/((n-1)*(n-2)*(n-3)*c.s0*c.s0) - expected*expected
	g.Normality = newMoment(g.Statistic, expected, normal, 1)
	g.Randomisation = newMoment(g.Statistic, expected, random, 1)
	return g, nil
}

// cross is the sum over all links of w[i][j] z[i] z[j].
func cross(w weight.Neighbours, z []float64) float64 {
	lag, err := weight.Lag(w, z)
	if err != nil {
		return math.NaN() // lengths were compared before
	}
	sum := 0.0
	for i, v := range z {
		sum += v * lag[i]
	}
	return sum
}

// Geary is Geary's C, (n-1)/(2 S0) sum w[i][j] (x[i]-x[j])^2 / sum z[i]^2: below 1 where like lies beside like, so its Z has
// the sign turned (Cliff and Ord 1981, 1.45).
func Geary(w weight.Neighbours, x []float64) (Global, error) {
	m, c, defined, err := prepare(w, x)
	if err != nil || !defined {
		return undefined, err
	}
	n, k, s02 := m.n, m.kurtosis, c.s0*c.s0
	g := Global{Statistic: (n - 1) / (2 * c.s0) * contrast(c, w, m.z) / m.sum2}
	normal := ((2*c.s1+c.s2)*(n-1) - 4*s02) / (2 * (n + 1) * s02)
	random := (n-1)*c.s1*(n*n-3*n+3-(n-1)*k) - (n-1)*c.s2/4*(n*n+3*n-6-(n*n-n+2)*k) + s02*(n*n-3-(n-1)*(n-1)*k)
	random /= n * (n - 2) * (n - 3) * s02
	g.Normality = newMoment(g.Statistic, 1, normal, -1)
	g.Randomisation = newMoment(g.Statistic, 1, random, -1)
	return g, nil
}

// contrast is the sum over all links of w[i][j] (z[i]-z[j])^2, from the cross products.
func contrast(c constants, w weight.Neighbours, z []float64) float64 {
	sum := -2 * cross(w, z)
	for i, v := range z {
		sum += c.both[i] * v * v
	}
	return sum
}

// GeneralG is the statistic of Getis and Ord (1992): the share that linked pairs have in the products of all pairs. Values
// must be 0 or more, and more than 0 at two places. Z is positive where high values gather, negative where low ones do;
// only the moments under randomisation exist. Use binary weights.
func GeneralG(w weight.Neighbours, x []float64) (Global, error) {
	m, c, defined, err := prepare(w, x)
	if err != nil {
		return undefined, err
	}
	for i, v := range x {
		if v < 0 {
			return undefined, fmt.Errorf("general G: place %d has the value %g, which is less than 0", i, v)
		}
	}
	pairs := m.total*m.total - m.total2
	if !defined || pairs <= 1e-12*m.total*m.total {
		return undefined, nil
	}
	g := undefined
	g.Statistic = cross(w, x) / pairs
	n, s02 := m.n, c.s0*c.s0
	// Values are taken as shares of their total, so that fourth powers neither vanish nor overflow.
	var m2, m3, m4 float64
	for _, v := range x {
		v /= m.total
		m2, m3, m4 = m2+v*v, m3+v*v*v, m4+v*v*v*v
	}
	b0 := (n*n-3*n+3)*c.s1 - n*c.s2 + 3*s02
	b1 := -((n*n-n)*c.s1 - 2*n*c.s2 + 6*s02)
	b2 := -(2*n*c.s1 - (n+3)*c.s2 + 6*s02)
	b3 := 4*(n-1)*c.s1 - 2*(n+1)*c.s2 + 8*s02
	b4 := c.s1 - c.s2 + s02
	expected := c.s0 / (n * (n - 1))
	square := (b0*m2*m2 + b1*m4 + b2*m2 + b3*m3 + b4) / ((1 - m2) * (1 - m2) * n * (n - 1) * (n - 2) * (n - 3))
	g.Randomisation = newMoment(g.Statistic, expected, square-expected*expected, 1)
	return g, nil
}
