package series

import (
	"errors"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// quasiPoisson is a log-linear model of counts with a free dispersion, fitted by iteratively reweighted least squares
// from the same start and to the same stop as R's glm, so that its figures are R's figures.
type quasiPoisson struct {
	coefficients []float64
	mean         []float64 // fitted
	leverage     []float64 // diagonal of the hat matrix
	rInverse     [][]float64
	dispersion   float64 // Pearson's, not bounded below
	freedom      int
}

var errNotConverged = errors.New("the model of the past counts did not settle")

const (
	glmRounds    = 25   // as R's glm.control
	glmTolerance = 1e-8 // relative change of the deviance
	largestEta   = 300  // the logarithm of a count: beyond it the fit has run away
)

// fitQuasiPoisson regresses counts y on the rows of x with prior weights (nil: all one).
func fitQuasiPoisson(x [][]float64, y, weights []float64) (*quasiPoisson, error) {
	n, p := len(y), len(x[0])
	if n <= p {
		return nil, errNotConverged
	}
	m := &quasiPoisson{mean: make([]float64, n), leverage: make([]float64, n), freedom: n - p}
	eta, working, root := make([]float64, n), make([]float64, n), make([]float64, n)
	for i, v := range y {
		m.mean[i] = v + 0.1
		eta[i] = math.Log(m.mean[i])
	}
	deviance := poissonDeviance(y, m.mean, weights)
	for round := 0; ; round++ {
		if round == glmRounds {
			return nil, errNotConverged
		}
		for i := range y {
			working[i] = eta[i] + (y[i]-m.mean[i])/m.mean[i]
			root[i] = math.Sqrt(weight(weights, i) * m.mean[i])
		}
		if err := m.leastSquares(x, working, root); err != nil {
			return nil, err
		}
		for i := range y {
			eta[i] = dot(x[i], m.coefficients)
			if !(math.Abs(eta[i]) < largestEta) {
				return nil, errNotConverged
			}
			m.mean[i] = math.Exp(eta[i])
		}
		next := poissonDeviance(y, m.mean, weights)
		if math.Abs(next-deviance)/(math.Abs(next)+0.1) < glmTolerance {
			break
		}
		deviance = next
	}
	for i := range y {
		r := (y[i] - m.mean[i]) / m.mean[i]
		m.dispersion += root[i] * root[i] * r * r / float64(m.freedom)
	}
	return m, nil
}

func weight(weights []float64, i int) float64 {
	if weights == nil {
		return 1
	}
	return weights[i]
}

func poissonDeviance(y, mean, weights []float64) float64 {
	sum := 0.0
	for i := range y {
		d := mean[i] - y[i]
		if y[i] > 0 {
			d += y[i] * math.Log(y[i]/mean[i])
		}
		sum += 2 * weight(weights, i) * d
	}
	return sum
}

// leastSquares solves root*x*b = root*z by modified Gram-Schmidt with a second pass, and keeps the leverages and R^-1.
func (m *quasiPoisson) leastSquares(x [][]float64, z, root []float64) error {
	n, p := len(z), len(x[0])
	q := make([][]float64, p) // columns
	r := make([][]float64, p)
	for c := range q {
		q[c], r[c] = make([]float64, n), make([]float64, p)
		for i := range n {
			q[c][i] = root[i] * x[i][c]
		}
		before := math.Sqrt(dot(q[c], q[c]))
		for range 2 {
			for e := range c {
				along := dot(q[e], q[c])
				r[e][c] += along
				for i := range n {
					q[c][i] -= along * q[e][i]
				}
			}
		}
		length := math.Sqrt(dot(q[c], q[c]))
		if !(length > 1e-10*before) {
			return errNotConverged
		}
		r[c][c] = length
		for i := range n {
			q[c][i] /= length
		}
	}
	right := make([]float64, p)
	clear(m.leverage)
	for c := range q {
		for i := range n {
			right[c] += q[c][i] * root[i] * z[i]
			m.leverage[i] += q[c][i] * q[c][i]
		}
	}
	m.rInverse = invertUpper(r)
	m.coefficients = make([]float64, p)
	for c := range p {
		m.coefficients[c] = dot(m.rInverse[c], right)
	}
	return nil
}

func invertUpper(r [][]float64) [][]float64 {
	p := len(r)
	inverse := make([][]float64, p)
	for i := range inverse {
		inverse[i] = make([]float64, p)
	}
	for c := range p {
		inverse[c][c] = 1 / r[c][c]
		for i := c - 1; i >= 0; i-- {
			sum := 0.0
			for k := i + 1; k <= c; k++ {
				sum += r[i][k] * inverse[k][c]
			}
			inverse[i][c] = -sum / r[i][i]
		}
	}
	return inverse
}

// predict is the linear predictor at one row and its standard error under the given dispersion.
func (m *quasiPoisson) predict(row []float64, dispersion float64) (eta, se float64) {
	variance := 0.0
	for c := range m.coefficients {
		along := 0.0
		for i, v := range row {
			along += v * m.rInverse[i][c]
		}
		variance += along * along
	}
	return dot(row, m.coefficients), math.Sqrt(dispersion * variance)
}

// p is the two-sided chance of a coefficient at least this far from zero, by Student's t.
func (m *quasiPoisson) p(c int) float64 {
	se := math.Sqrt(m.dispersion * dot(m.rInverse[c], m.rInverse[c]))
	if se == 0 {
		return 0
	}
	return distribution.StudentTwoSided(m.coefficients[c]/se, float64(m.freedom))
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}
