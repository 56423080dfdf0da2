package association

import (
	"fmt"
	"math"
	"slices"

	"github.com/wardmote/wardmote/analysis/weight"
)

// maxTotal is the largest total of counts whose sums a float holds exactly.
const maxTotal = 1 << 53

// checkCounts reports a count that is negative, or a total too large to add exactly.
func checkCounts(w weight.Neighbours, counts []int) error {
	if w.Len() != len(counts) {
		return fmt.Errorf("association: %d places in the weights and %d counts", w.Len(), len(counts))
	}
	total := 0
	for i, c := range counts {
		if c < 0 {
			return fmt.Errorf("association: place %d counts %d, which is less than 0", i, c)
		}
		if total += c; c > maxTotal || total > maxTotal {
			return fmt.Errorf("association: the counts add up to more than %d", maxTotal)
		}
	}
	return nil
}

// checkValues reports a value that is not finite, or too large to square.
func checkValues(w weight.Neighbours, x []float64) error {
	if w.Len() != len(x) {
		return fmt.Errorf("association: %d places in the weights and %d values", w.Len(), len(x))
	}
	bad := folded(len(x), func(from, to int) [3]float64 {
		n := 0.0
		for _, v := range x[from:to] {
			if !(math.Abs(v) <= 1e60) {
				n++
			}
		}
		return [3]float64{n}
	})
	if bad[0] > 0 {
		i := slices.IndexFunc(x, func(v float64) bool { return !(math.Abs(v) <= 1e60) })
		return fmt.Errorf("association: place %d has the value %g", i, x[i])
	}
	return nil
}

// neighbourCounts is the sum of counts over the neighbours of each place, and how many neighbours it has. Rows of
// unequal weights, or that hold the place itself, are an error.
func neighbourCounts(w weight.Neighbours, counts []int) (sums []int, degrees []int32, err error) {
	if err := checkCounts(w, counts); err != nil {
		return nil, nil, err
	}
	if !weight.Uniform(w) {
		return nil, nil, fmt.Errorf("exact test: the weights differ within a row; use permutations")
	}
	sums, degrees = make([]int, len(counts)), weight.Degrees(w)
	if l, ok := w.(weight.Lattice); ok {
		return sums, degrees, latticeCounts(l, counts, sums)
	}
	var row weight.Row
	for i := range counts {
		j, v := w.Row(i, &row)
		if len(v) > 0 && v[0] == 0 {
			j = nil
		}
		for _, to := range j {
			if int(to) == i {
				return nil, nil, fmt.Errorf("association: place %d is its own neighbour", i)
			}
			sums[i] += counts[to]
		}
		degrees[i] = int32(len(j))
	}
	return sums, degrees, nil
}

func latticeCounts(l weight.Lattice, counts, sums []int) error {
	l.Standardised = false
	lag, err := weight.Lag(l, floats(counts))
	if err != nil {
		return err
	}
	for i, v := range lag {
		sums[i] = int(v)
	}
	return nil
}

func floats(counts []int) []float64 {
	x := make([]float64, len(counts))
	for i, c := range counts {
		x[i] = float64(c)
	}
	return x
}

func filled(n int, v float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = v
	}
	return x
}
