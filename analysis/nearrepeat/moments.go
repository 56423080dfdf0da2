package nearrepeat

import (
	"math"
	"math/big"
	"sort"
)

// graph sums up which pairs of events are close: how many, and how many two-step paths they make.
type graph struct {
	pairs, paths int64
}

// graphs sums up the graph of each band and, where there is more, that of the pairs in none of them: the "more than" band.
// degree(i, k) is the number of partners of event i in band k.
func graphs(n, bands int, more bool, degree func(i, k int) uint32) []graph {
	out := make([]graph, bands, bands+1)
	var rest graph
	for i := range n {
		left := int64(n - 1)
		for k := range bands {
			d := int64(degree(i, k))
			out[k].pairs += d
			out[k].paths += d * (d - 1) / 2
			left -= d
		}
		rest.pairs += left
		rest.paths += left * (left - 1) / 2
	}
	if more {
		out = append(out, rest)
	}
	for k := range out {
		out[k].pairs /= 2
	}
	return out
}

// delayDegrees counts, for every event and band of delay, the other events at such a delay, by binary search of the
// sorted times: event-major, bands a row.
func delayDegrees(days []float64, edges []float64) []uint32 {
	n, bands := len(days), len(edges)-1
	sorted := append([]float64(nil), days...)
	sort.Float64s(sorted)
	known := make(map[float64][]uint32)
	out := make([]uint32, 0, n*bands)
	for _, t := range days {
		row, ok := known[t]
		if !ok {
			row = make([]uint32, bands)
			beyond := func(edge float64) int { // events at a delay of at least edge
				late := n - sort.Search(n, func(k int) bool { return sorted[k]-t >= edge })
				early := sort.Search(n, func(k int) bool { return t-sorted[k] < edge })
				return late + early
			}
			for k := range bands {
				within, without := n, 0
				if k > 0 {
					within = beyond(edges[k])
				}
				if !math.IsInf(edges[k+1], 1) {
					without = beyond(edges[k+1])
				}
				row[k] = uint32(within - without)
			}
			row[0]-- // the event itself
			known[t] = row
		}
		out = append(out, row...)
	}
	return out
}

// moments are the exact mean and variance of the number of pairs in both graphs when the times are dealt at random to n
// places (David and Barton 1966; the package comment has the formula).
func moments(n int, space, delay graph) (mean, variance float64) {
	if n < 2 {
		return 0, 0
	}
	rising := func(k int) *big.Int { // n(n-1)…(n-k+1)
		out := big.NewInt(1)
		for i := range k {
			out.Mul(out, big.NewInt(int64(n-i)))
		}
		return out
	}
	product := func(values ...*big.Int) *big.Int {
		out := big.NewInt(1)
		for _, v := range values {
			out.Mul(out, v)
		}
		return out
	}
	apart := func(g graph) *big.Int { // ordered pairs of edges without a common event: N² - N - 2A
		out := product(big.NewInt(g.pairs), big.NewInt(g.pairs-1))
		return out.Sub(out, big.NewInt(2*g.paths))
	}
	e := new(big.Rat).SetFrac(product(big.NewInt(2), big.NewInt(space.pairs), big.NewInt(delay.pairs)), rising(2))
	v := new(big.Rat).Sub(e, new(big.Rat).Mul(e, e))
	if n > 2 {
		v.Add(v, new(big.Rat).SetFrac(product(big.NewInt(4), big.NewInt(space.paths), big.NewInt(delay.paths)), rising(3)))
	}
	if n > 3 {
		v.Add(v, new(big.Rat).SetFrac(product(big.NewInt(4), apart(space), apart(delay)), rising(4)))
	}
	mean, _ = e.Float64()
	variance, _ = v.Float64()
	return mean, variance
}
