// Package association asks whether like values lie together on the map, and where.
//
// # Global statistics
//
// [Moran], [Geary] and [GeneralG] give one number for the whole map, with its expectation and variance under normality
// (values drawn from one normal distribution) and under randomisation (the values seen, dealt at random over the places)
// after Cliff and Ord (1981) and Getis and Ord (1992). [MoranPermutation] and its siblings deal them out.
//
// # Local statistics
//
// [LocalMoran] (Anselin 1995) asks of each place whether it resembles its neighbours; [LocalG] (Getis and Ord 1992, Ord
// and Getis 1995) whether high or low values gather round it, without (Gi) or with (Gi*) itself; [LocalGeary] (Anselin
// 1995) how much it differs from them. Their z scores compare with the normal distribution, which is fair for values that
// are nearly normal and many neighbours. Counts of crime on a fine grid are neither: their skewness is 30 to 70 and the
// normal tail finds hundreds of times too many hot spots.
//
// # Inference that holds for counts
//
// The conditional permutation test keeps the value of a place and deals the others over the map.
//
//   - [ExactTails] computes that test for counts without sampling, with no floor to the p-value. It is the default of
//     [GiStarCounts] and [LocalMoranCounts], the two functions that a hot spot page needs.
//   - [Permute] samples it for any values and weights. Its p-values cannot fall below 1/(draws+1), so that control of
//     false discoveries over a fine grid rejects nothing: with 271,400 cells even 99,999 draws are too few.
//     [MoranAndStar] gives it with both statistics, from the same sums and draws.
//   - [ExpectedTails] replaces the null hypothesis: given what each place was expected to count (its population or its
//     past), each event falls on a place in proportion. It asks whether there are more than expected, not whether the
//     map is arranged.
//
// Many places are many tests: [chance.BenjaminiHochberg] adjusts them, and Q holds the result in what the functions for
// counts return.
//
// # Conventions that differ between programs
//
//   - Local Moran divides by the sum of squares over n, as R's spdep does. PySAL's esda and GeoDa divide by n-1: their
//     values are (n-1)/n times these.
//   - Gi and Gi* have the z score of spdep and of esda for binary weights, and the same for row-standardised weights,
//     because they standardise the neighbour sum by its own moments. esda's z for "transform R" is 0.4 to 0.5 times that.
//   - A p-value is two-sided unless [Side] says otherwise. The default of esda and GeoDa is what is here [Directed]: the
//     tail on whose side the statistic fell, about half the two-sided value.
//   - A draw equal to what was seen is extreme in both tails. esda compares rounded sums and spdep ranks, so that for counts,
//     where equal draws are common, their p-values lie between the tail without such draws and the tail with them.
//   - With constant values every statistic of association is undefined; here it is 0, with p-value 1.
//
// Results are in the order of the places. All functions are pure and safe for concurrent use; random ones depend on their
// seed alone, not on the number of cores.
//
// # When not to use it
//
// Not on raw rates of very unequal populations: standardise them by
// package rate first. Not to compare maps of different cell sizes, since
// every statistic depends on the cell (the modifiable areal unit problem). Not as a cause: like lies beside like
// wherever people do. Where events come several at a time (one incident, three crimes) no tail here is exact.
package association

import (
	"fmt"
	"math"
)

// Side says which arrangements count as at least as extreme as the one seen.
type Side int

const (
	TwoSided Side = iota // twice the smaller tail, at most 1
	High                 // the upper tail: a hot spot, or like beside like
	Low                  // the lower tail: a cold spot, or unlike beside unlike
	Directed             // the smaller tail: what esda and GeoDa report; it finds twice as much as its level says
)

func (s Side) validate() error {
	if s < TwoSided || s > Directed {
		return fmt.Errorf("association: unknown side %d", s)
	}
	return nil
}

// Of is the p-value of a test whose tails are upper and lower.
func (s Side) Of(upper, lower float64) float64 {
	switch s {
	case High:
		return upper
	case Low:
		return lower
	case Directed:
		return math.Min(upper, lower)
	}
	return math.Min(1, 2*math.Min(upper, lower))
}

// P is the p-value of every place.
func (t Tails) P(side Side) []float64 {
	p := make([]float64, len(t.Upper))
	for i := range p {
		p[i] = side.Of(t.Upper[i], t.Lower[i])
	}
	return p
}
