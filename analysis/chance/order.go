package chance

import (
	"cmp"
	"math"
	"slices"
)

// ascending lists the indexes of p, which are numbers between 0 and 1, from the smallest to the largest.
//
// The bits of a number that is not negative order as the number does. Their upper half is sorted by two counting passes
// of 16 bits, with the index beside it in one word; what is still equal is then sorted by value. For some hundred thousand
// numbers and more this takes a tenth of the time of a sort by comparison.
func ascending(p []float64) []uint64 {
	words, spare := make([]uint64, len(p)), make([]uint64, len(p))
	for i, v := range p {
		words[i] = math.Float64bits(v+0)>>32<<32 | uint64(i) // +0 makes a negative nought a nought
	}
	const few = 4096
	if len(p) < few {
		slices.Sort(words)
	} else {
		for _, shift := range [2]int{32, 48} {
			countingPass(words, spare, shift)
			words, spare = spare, words
		}
	}
	const index = 1<<32 - 1
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && words[to]>>32 == words[from]>>32 {
			to++
		}
		slices.SortFunc(words[from:to], func(a, b uint64) int { return cmp.Compare(p[a&index], p[b&index]) })
		from = to
	}
	for k := range words {
		words[k] &= index
	}
	return words
}

// countingPass moves words to another slice in the order of 16 of their bits, keeping the order of equals.
func countingPass(from, to []uint64, shift int) {
	next := make([]int, 1<<16+1)
	for _, w := range from {
		next[w>>shift&0xffff+1]++
	}
	for d := range 1 << 16 {
		next[d+1] += next[d]
	}
	for _, w := range from {
		d := w >> shift & 0xffff
		to[next[d]] = w
		next[d]++
	}
}
