package association

import (
	"context"
	"math"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/weight"
)

// Local is a statistic of every place with its moments. Z is 0 where the variance is.
type Local struct {
	Statistic, Expected, Variance, Z []float64
}

func newLocal(n int) Local {
	return Local{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
}

// Tails are the normal tails of Z.
func (l Local) Tails() Tails {
	t := Tails{make([]float64, len(l.Z)), make([]float64, len(l.Z))}
	for i, z := range l.Z {
		t.Upper[i], t.Lower[i] = distribution.NormalCDF(-z), distribution.NormalCDF(z)
		if l.Variance[i] == 0 && z == 0 {
			t.Upper[i], t.Lower[i] = 1, 1
		}
	}
	return t
}

// moments are what every statistic needs of the values.
type moments struct {
	n             float64
	mean          float64
	z             []float64 // deviations from the mean
	sum2          float64   // of squared deviations
	kurtosis      float64   // n sum z^4 / (sum z^2)^2, not less 3
	total, total2 float64   // sum of values and of their squares
}

func newMoments(x []float64) moments {
	m := moments{n: float64(len(x)), z: make([]float64, len(x))}
	sums := folded(len(x), func(from, to int) [3]float64 {
		sum, squares, largest := 0.0, 0.0, 0.0
		for _, v := range x[from:to] {
			sum += v
			squares += v * v
			if v = math.Abs(v); v > largest {
				largest = v
			}
		}
		return [3]float64{sum, squares, largest}
	})
	m.total, m.total2 = sums[0], sums[1]
	m.mean = m.total / math.Max(m.n, 1)
	powers := folded(len(x), func(from, to int) [3]float64 {
		second, fourth, z := 0.0, 0.0, m.z[from:to]
		for i, v := range x[from:to] {
			d := v - m.mean
			z[i] = d
			second += d * d
			fourth += d * d * d * d
		}
		return [3]float64{second, fourth}
	})
	// Deviations of a constant series are rounding, not variation; below 1e-60 their squares would lose their digits.
	if least := math.Max(4e-15*sums[2], 1e-60); powers[0] > m.n*least*least {
		m.sum2 = powers[0]
		m.kurtosis = m.n * powers[1] / (m.sum2 * m.sum2)
	}
	return m
}

// folded adds up two numbers, and takes the largest of a third, over ranges of fixed size on all cores. The ranges are
// combined in order, so that the rounding does not depend on how many cores there are.
func folded(n int, part func(from, to int) [3]float64) (all [3]float64) {
	const size = 16384
	parts := make([][3]float64, (n+size-1)/size)
	err := chance.Each(context.Background(), 0, len(parts), func(_, task int) {
		parts[task] = part(task*size, min((task+1)*size, n))
	})
	if err != nil { // the context cannot be cancelled
		panic(err)
	}
	for _, p := range parts {
		all[0], all[1], all[2] = all[0]+p[0], all[1]+p[1], max(all[2], p[2])
	}
	return all
}

// rowSums answers with the sum of a row's weights and of their squares. Each goroutine needs its own.
type rowSums struct {
	w       weight.Neighbours
	lattice weight.Lattice
	degrees []int32 // of a lattice, whose rows need not be listed
	row     weight.Row
}

func newRowSums(w weight.Neighbours) rowSums {
	r := rowSums{w: w}
	if l, ok := w.(weight.Lattice); ok {
		r.lattice, r.degrees = l, weight.Degrees(l)
	}
	return r
}

func (r *rowSums) of(i int) (sum, squares float64) {
	if r.degrees != nil {
		k := float64(r.degrees[i])
		if r.lattice.Standardised && k > 0 {
			return 1, 1 / k
		}
		return k, k
	}
	j, w := r.w.Row(i, &r.row)
	if w == nil {
		return float64(len(j)), float64(len(j))
	}
	for _, v := range w {
		sum += v
		squares += v * v
	}
	return sum, squares
}

// Null says what is held fixed when the moments of local Moran are taken.
type Null int

const (
	Conditional Null = iota // the value of the place stays and the others are dealt out (Sokal, Oden and Thomson 1998)
	Total                   // all values are dealt out, the place's own too (Anselin 1995)
)

// LocalMoran is I[i] = z[i] sum over j of w[i][j] z[j] / m2, with z the deviations from the mean and m2 their mean
// square. A place without neighbours has 0.
func LocalMoran(w weight.Neighbours, x []float64, null Null) (Local, error) {
	m, out, err := begun(w, x)
	if err != nil || m.sum2 == 0 {
		return out, err
	}
	return out, eachRange(w, func(rows *rowSums, from, to int) { m.moran(&out, rows, null, from, to) })
}

// begun begins a statistic: Statistic holds the neighbours' sums of deviations and Z the deviations themselves, until the
// place's own are put there instead. On a fine grid fresh memory costs more than the arithmetic. Where the values do not
// vary, or are fewer than three, the sum of squares is nought and the answer is ready.
func begun(w weight.Neighbours, x []float64) (m moments, out Local, err error) {
	if err := checkValues(w, x); err != nil {
		return moments{}, Local{}, err
	}
	if m = newMoments(x); m.sum2 == 0 || len(x) < 3 {
		return moments{}, newLocal(len(x)), nil
	}
	lag, err := weight.Lag(w, m.z)
	return m, Local{Statistic: lag, Expected: make([]float64, len(x)), Variance: make([]float64, len(x)), Z: m.z}, err
}

// moran sets a range of places. What depends on a row's sums, and on the place's own value, is worked out anew only where
// they change: on a grid of counts most places have the value of the one before.
func (m *moments) moran(out *Local, rows *rowSums, null Null, from, to int) {
	m2, part := m.sum2/m.n, 1/(m.n-1)
	last, own, mean, spread := [2]float64{math.NaN()}, 0.0, 0.0, 0.0
	expected, variance, deviation := 0.0, 0.0, 0.0
	for i := from; i < to; i++ {
		wi, wi2 := rows.of(i)
		z := out.Z[i]
		if anew := wi != last[0] || wi2 != last[1]; anew || z != own && null == Conditional {
			if last, own = [2]float64{wi, wi2}, z; anew {
				mean, spread = -wi*part, wi2-wi*wi*part
			}
			if expected = mean; null == Conditional {
				square := z * z / m2
				expected *= square
				variance = square * m.n / (m.n - 2) * spread * (1 - square*part)
			} else {
				variance = wi2*(m.n-m.kurtosis)*part + (wi*wi-wi2)*(2*m.kurtosis-m.n)/((m.n-1)*(m.n-2)) - mean*mean
			}
			variance = max(variance, 0)
			deviation = math.Sqrt(variance)
		}
		statistic := z * out.Statistic[i] / m2
		out.Statistic[i], out.Expected[i], out.Variance[i] = statistic, expected, variance
		if out.Z[i] = 0; deviation > 0 {
			out.Z[i] = (statistic - expected) / deviation
		}
	}
}

// eachRange visits all places in ranges, on all cores, with a reader of row sums that belongs to the range.
func eachRange(w weight.Neighbours, visit func(rows *rowSums, from, to int)) error {
	rows := newRowSums(w)
	return parallel(context.Background(), w.Len(), func(from, to int) {
		own := rows
		own.row = weight.Row{}
		visit(&own, from, to)
	})
}

// LocalG is the statistic of Getis and Ord: the neighbours' weighted sum as a share of the sum of all values (all others,
// for Gi). With star a place counts as its own neighbour, with weight 1 beside binary weights and with the weight that
// its neighbours have (or 1/(k+1) of a row of k, which then sums to 1) beside row-standardised ones; w must not hold the
// place itself. Z standardises the weighted sum, so it exists although the values sum to nought.
func LocalG(w weight.Neighbours, x []float64, star bool) (Local, error) {
	m, out, err := begun(w, x)
	if err != nil || m.sum2 == 0 {
		return out, err
	}
	averaged := standardised(w)
	return out, eachRange(w, func(rows *rowSums, from, to int) {
		if star {
			m.giStar(&out, rows, averaged, from, to)
		} else {
			m.gi(&out, rows, from, to)
		}
	})
}

// standardised reports whether every row that has neighbours sums to 1, as far as rounding goes.
func standardised(w weight.Neighbours) bool {
	switch t := w.(type) {
	case weight.Lattice:
		return t.Standardised
	case *weight.Matrix:
		if t.W == nil {
			return false
		}
	}
	rows := newRowSums(w)
	for i := range w.Len() {
		if sum, squares := rows.of(i); squares > 0 && math.Abs(sum-1) > 1e-9 {
			return false
		}
	}
	return true
}

// giStar adds the place to its own neighbours. The sum runs over deviations, so that its expectation is nought and large
// values do not cancel. A row that averages k neighbours is averaged anew over its k+1 members.
func (m *moments) giStar(out *Local, rows *rowSums, averaged bool, from, to int) {
	last, self, shrink, expected, spread := [2]float64{math.NaN()}, 0.0, 0.0, 0.0, scaling{}
	for i := from; i < to; i++ {
		wi, wi2 := rows.of(i)
		if wi != last[0] || wi2 != last[1] {
			last, self, shrink = [2]float64{wi, wi2}, 1, 1
			if averaged && wi2 > 0 {
				shrink = 1 / (1 + wi2) // for equal weights wi2 is 1/k, and this is k/(k+1)
				self, wi, wi2 = 1-shrink, wi*shrink, wi2*shrink*shrink
			}
			wi, wi2 = wi+self, wi2+self*self
			expected, spread = wi/m.n, scaled(m.sum2/(m.n*(m.n-1))*(m.n*wi2-wi*wi), m.total)
		}
		spread.set(out, i, out.Statistic[i]*shrink+self*out.Z[i], expected)
	}
}

func (m *moments) gi(out *Local, rows *rowSums, from, to int) {
	others := m.n - 1
	for i := from; i < to; i++ {
		wi, wi2 := rows.of(i)
		z := out.Z[i]
		mean := -z / others // of the other deviations, which sum to -z
		spread := (m.sum2-z*z)/others - mean*mean
		if spread <= 1e-14*m.sum2/m.n {
			spread = 0
		}
		variance := spread * (others*wi2 - wi*wi) / (m.n - 2)
		s := scaled(variance, m.total-(m.mean+z))
		s.set(out, i, out.Statistic[i]-wi*mean, wi/others)
	}
}

// scaling makes G, as a share of a total, and Z of what a sum has in excess.
type scaling struct{ total, spread, deviation float64 }

func scaled(variance, total float64) scaling {
	s := scaling{total: total, spread: variance / (total * total)}
	if variance > 0 {
		s.deviation = math.Sqrt(variance)
	}
	return s
}

// set gives G as a share of the total, and Z free of it: where the total is nought only Z exists.
func (s *scaling) set(out *Local, i int, excess, expected float64) {
	if share := excess / s.total; finite(share) && finite(s.spread) {
		out.Statistic[i], out.Expected[i], out.Variance[i] = expected+share, expected, max(s.spread, 0)
	} else {
		out.Statistic[i] = 0
	}
	if out.Z[i] = 0; s.deviation > 0 {
		out.Z[i] = excess / s.deviation
	}
}

func finite(v float64) bool { return v-v == 0 }

// LocalGeary is c[i], the weighted sum of squared differences from the neighbours, in units of the variance (over n-1).
// 0 is a place equal to its neighbours. Only the statistic is set: use [Permute] for its chance.
func LocalGeary(w weight.Neighbours, x []float64) ([]float64, error) {
	if err := checkValues(w, x); err != nil {
		return nil, err
	}
	m, out := newMoments(x), make([]float64, len(x))
	if m.sum2 == 0 {
		return out, nil
	}
	var row weight.Row
	for i := range x {
		j, v := w.Row(i, &row)
		sum := 0.0
		for k, to := range j {
			d := m.z[i] - m.z[to]
			if v == nil {
				sum += d * d
			} else {
				sum += v[k] * d * d
			}
		}
		out[i] = sum / (m.sum2 / (m.n - 1))
	}
	return out, nil
}
