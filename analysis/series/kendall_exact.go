package series

import (
	"fmt"
	"slices"
	"sort"
)

// MaxExact is the longest series for which the exact test is offered; the normal approximation is good far below it.
const MaxExact = 100

// MannKendallExact is MannKendall with P from the exact permutation distribution of S, ties included: every order of
// these very values is equally likely when there is no trend. P is two-sided: the chance of |S| at least as large.
//
// The falls of a random order of values with tie groups t1, t2 ... have the generating function of the Gaussian
// multinomial coefficient (MacMahon 1915), a product of Gaussian binomials, each built by additions only, so that no
// precision is lost. It is an error when there are more than MaxExact values.
func MannKendallExact(values []float64) (Kendall, error) {
	k, err := MannKendall(values)
	if err != nil {
		return Kendall{}, err
	}
	if len(values) > MaxExact {
		return Kendall{}, fmt.Errorf("the exact test takes at most %d values, not %d; use the normal approximation", MaxExact, len(values))
	}
	sorted := slices.Clone(values)
	sort.Float64s(sorted)
	chance := fallDistribution(sorted)
	untied := len(chance) - 1 // S = untied - 2 falls
	tail := 0.0
	for falls, c := range chance {
		if s := untied - 2*falls; s >= abs(k.S) || -s >= abs(k.S) {
			tail += c
		}
	}
	k.P = min(1, tail)
	return k, nil
}

// fallDistribution gives the chance of 0, 1, 2 ... falls in a random order of the sorted values.
func fallDistribution(sorted []float64) []float64 {
	chance := []float64{1}
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		chance = convolve(chance, mixing(i, j-i))
		i = j
	}
	return chance
}

// mixing is the distribution of the falls between a values already placed and b equal larger ones: that of the
// Mann-Whitney statistic, by the recurrence on which group stands last.
func mixing(a, b int) []float64 {
	// row[t] is the distribution for s smaller and t larger values, with s growing in the outer loop.
	row := make([][]float64, b+1)
	for t := range row {
		row[t] = []float64{1}
	}
	for s := 1; s <= a; s++ {
		for t := 1; t <= b; t++ {
			next := make([]float64, s*t+1)
			last := float64(s) / float64(s+t) // a smaller value stands last and falls below all t larger ones
			for f, c := range row[t] {
				next[f+t] += last * c
			}
			for f, c := range row[t-1] {
				next[f] += (1 - last) * c
			}
			row[t] = next
		}
	}
	return row[b]
}

func convolve(a, b []float64) []float64 {
	out := make([]float64, len(a)+len(b)-1)
	for i, x := range a {
		for j, y := range b {
			out[i+j] += x * y
		}
	}
	return out
}

func abs(v int) int {
	if v < 0 {
		return -v
	}
	return v
}
