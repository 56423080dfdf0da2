package series

import (
	"fmt"
	"math"
)

// Breaks are the points at which the level of a series changed.
type Breaks struct {
	At    []int     // index (from 0) of the first value of each new segment; empty when one level fits best
	Means []float64 // level of each segment, one more than At
	RSS   []float64 // least sum of squares with 0, 1, 2 ... breaks
	BIC   []float64 // Bayesian information criterion with 0, 1, 2 ... breaks; the least decides
}

// MaxBreaksWork bounds the steps of Breakpoints, breaks allowed times the square of the length: some seconds' work. A
// series of 5,000 values takes segments of 125 or more, one of 1,000 takes any.
const MaxBreaksWork = 1_000_000_000

// Breakpoints finds the changes of level that Bai and Perron's dynamic programme finds (2003, Journal of Applied
// Econometrics 18:1; R strucchange, Zeileis and others 2003): all divisions into segments of at least minLength values are
// compared by their sum of squares, and BIC chooses how many breaks, up to ceil(n/minLength) - 2.
func Breakpoints(values []float64, minLength int) (Breaks, error) {
	n := len(values)
	if err := check(values, 4); err != nil {
		return Breaks{}, err
	}
	if minLength < 2 || minLength > n/2 {
		return Breaks{}, fmt.Errorf("a segment must have 2 to %d values, not %d", n/2, minLength)
	}
	most := (n+minLength-1)/minLength - 2
	if n > MaxBreaksWork/n || most > MaxBreaksWork/(n*n) {
		return Breaks{}, fmt.Errorf("%d values in segments of %d or more are too much work; choose longer segments or aggregate the series", n, minLength)
	}
	d := newDivision(values, minLength)
	d.solve(most)
	var b Breaks
	best := 0
	for m := 0; m <= most; m++ {
		b.RSS = append(b.RSS, d.least[m][n])
		b.BIC = append(b.BIC, information(d.least[m][n], n, m))
		if b.BIC[m] < b.BIC[best] {
			best = m
		}
	}
	b.At = d.trace(best)
	from := 0
	for _, to := range append(append([]int(nil), b.At...), n) {
		b.Means = append(b.Means, (d.sum[to]-d.sum[from])/float64(to-from)+d.shift)
		from = to
	}
	return b, nil
}

// information is the BIC of a Gaussian model with m breaks. A perfect fit counts as rounding error, so that the
// criterion stays finite and fewer breaks win.
func information(rss float64, n, m int) float64 {
	size := float64(n)
	rss = math.Max(rss, 1e-300)
	logLikelihood := -0.5 * size * (math.Log(rss) + 1 - math.Log(size) + math.Log(2*math.Pi))
	return -2*logLikelihood + 2*float64(m+1)*math.Log(size)
}

// division is the dynamic programme: least[m][i] is the least sum of squares of the first i values with m breaks.
type division struct {
	sum, squares []float64 // running sums of the values less shift
	shift        float64
	minLength, n int
	least        [][]float64
	from         [][]int
}

func newDivision(values []float64, minLength int) *division {
	n := len(values)
	d := &division{sum: make([]float64, n+1), squares: make([]float64, n+1), minLength: minLength, n: n}
	for _, v := range values {
		d.shift += v
	}
	d.shift /= float64(n)
	for i, v := range values {
		c := v - d.shift
		d.sum[i+1], d.squares[i+1] = d.sum[i]+c, d.squares[i]+c*c
	}
	return d
}

// rss is the sum of squares of values [i, j) about their mean. Below the rounding of the running sums it is zero.
func (d *division) rss(i, j int) float64 {
	s := d.sum[j] - d.sum[i]
	total := d.squares[j] - d.squares[i]
	r := total - s*s/float64(j-i)
	if r < 1e-14*d.squares[d.n] {
		return 0
	}
	return r
}

func (d *division) solve(most int) {
	first := make([]float64, d.n+1)
	for i := d.minLength; i <= d.n; i++ {
		first[i] = d.rss(0, i)
	}
	d.least, d.from = [][]float64{first}, [][]int{nil}
	for m := 1; m <= most; m++ {
		least, from := make([]float64, d.n+1), make([]int, d.n+1)
		for i := (m + 1) * d.minLength; i <= d.n; i++ {
			least[i] = math.Inf(1)
			for j := m * d.minLength; j <= i-d.minLength; j++ {
				if v := d.least[m-1][j] + d.rss(j, i); v < least[i] {
					least[i], from[i] = v, j
				}
			}
		}
		d.least, d.from = append(d.least, least), append(d.from, from)
	}
}

func (d *division) trace(m int) []int {
	at := make([]int, m)
	for i := d.n; m > 0; m-- {
		i = d.from[m][i]
		at[m-1] = i
	}
	return at
}
