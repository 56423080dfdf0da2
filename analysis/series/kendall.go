package series

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// Kendall is the Mann-Kendall test of a monotone trend (Mann 1945, Econometrica 13:245; Kendall 1975): does a later
// value tend to be larger than an earlier one?
type Kendall struct {
	N        int     // values in the series
	S        int     // rises less falls over all pairs of an earlier and a later value
	Variance float64 // of S when there is no trend, reduced for ties
	Tau      float64 // S over the number of pairs (tau-a), from -1 to 1
	TauB     float64 // S over the geometric mean of untied pairs in value and in time; 0 for a constant series
	Z        float64 // S moved one towards zero, over its standard deviation; 0 for a constant series
	P        float64 // two-sided chance of a trend at least this strong when there is none, normal approximation
}

// shortSeries is the length up to which the test runs on the stack, by insertion sort.
const shortSeries = 64

// MannKendall tests a series in time order (any unit, equal or unequal spacing: only the order counts). A constant
// series has no trend: Z 0, P 1. It is an error when there are fewer than two values or one is not finite.
//
// The falls are counted as the exchanges of an insertion sort, which leaves the values sorted for the tie correction:
// one pass and no allocation for up to 64 values, a merge sort beyond.
func MannKendall(values []float64) (Kendall, error) {
	if err := check(values, 2); err != nil {
		return Kendall{}, err
	}
	return mannKendall(values), nil
}

func mannKendall(values []float64) Kendall {
	n := len(values)
	var sorted []float64
	var falls int
	if n <= shortSeries {
		var stack [shortSeries]float64
		sorted = stack[:n]
		copy(sorted, values)
		falls = insertionSort(sorted)
	} else {
		sorted = slices.Clone(values)
		falls = mergeSort(sorted, make([]float64, n))
	}
	pairs := n * (n - 1) / 2
	tiedPairs, tieTerm := ties(sorted)
	k := Kendall{N: n, S: pairs - tiedPairs - 2*falls}
	k.Variance = (float64(n)*float64(n-1)*float64(2*n+5) - tieTerm) / 18
	k.Tau = float64(k.S) / float64(pairs)
	if tiedPairs < pairs {
		k.TauB = float64(k.S) / math.Sqrt(float64(pairs-tiedPairs)*float64(pairs))
	}
	k.Z, k.P = continuityZ(k.S, k.Variance)
	return k
}

// continuityZ is the normal score of S with the customary correction of one, and its two-sided p.
func continuityZ(s int, variance float64) (z, p float64) {
	if s == 0 || !(variance > 0) {
		return 0, 1
	}
	moved := s - 1
	if s < 0 {
		moved = s + 1
	}
	z = float64(moved) / math.Sqrt(variance)
	return z, distribution.NormalTwoSided(z)
}

// insertionSort sorts in place and counts the pairs that stood in falling order.
func insertionSort(v []float64) (falls int) {
	for i := 1; i < len(v); i++ {
		x, j := v[i], i
		for j > 0 && v[j-1] > x {
			v[j] = v[j-1]
			j--
		}
		v[j] = x
		falls += i - j
	}
	return falls
}

// mergeSort is insertionSort for long series, in n log n (Knight 1966, JASA 61:436).
func mergeSort(v, spare []float64) (falls int) {
	if len(v) <= shortSeries {
		return insertionSort(v)
	}
	m := len(v) / 2
	falls = mergeSort(v[:m], spare[:m]) + mergeSort(v[m:], spare[m:])
	copy(spare, v)
	left, right := spare[:m], spare[m:len(v)]
	for i, a, b := 0, 0, 0; i < len(v); i++ {
		if a < len(left) && (b == len(right) || left[a] <= right[b]) {
			v[i] = left[a]
			a++
			continue
		}
		v[i] = right[b]
		b++
		falls += len(left) - a
	}
	return falls
}

// ties counts the tied pairs in sorted values, and the sum of t(t-1)(2t+5) over groups of t ties.
func ties(sorted []float64) (pairs int, term float64) {
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		if t := j - i; t > 1 {
			pairs += t * (t - 1) / 2
			term += float64(t) * float64(t-1) * float64(2*t+5)
		}
		i = j
	}
	return pairs, term
}

// SenSlope is the Theil-Sen estimate of a straight trend: the median of the slopes of all pairs (Sen 1968, JASA 63:1379).
type SenSlope struct {
	Slope     float64 // change per step of time
	Intercept float64 // median value less slope times median time, where the first value is at time 0
	Low, High float64 // interval of the slope at the stated confidence
}

// MaxSenPairs bounds the n(n-1)/2 slopes that Sen holds: 20 million, a series of about 6,300 values.
const MaxSenPairs = 20_000_000

// Sen estimates the slope of an equally spaced series with an interval at the given confidence (0.95, say), from
// the normal approximation of S with ties (Gilbert 1987, Statistical Methods for Environmental Pollution Monitoring, 16.4.2).
func Sen(values []float64, confidence float64) (SenSlope, error) {
	if err := check(values, 2); err != nil {
		return SenSlope{}, err
	}
	if !(confidence > 0 && confidence < 1) {
		return SenSlope{}, fmt.Errorf("the confidence must be between 0 and 1, not %g", confidence)
	}
	n := len(values)
	pairs := n * (n - 1) / 2
	if pairs > MaxSenPairs {
		return SenSlope{}, fmt.Errorf("a series of %d values has %d pairs, more than %d; aggregate it first", n, pairs, MaxSenPairs)
	}
	slopes := make([]float64, 0, pairs)
	for i := range values {
		for j := i + 1; j < n; j++ {
			slopes = append(slopes, (values[j]-values[i])/float64(j-i))
		}
	}
	sort.Float64s(slopes)
	slope := middle(slopes)
	sorted := slices.Clone(values)
	sort.Float64s(sorted)
	half := distribution.NormalQuantile((1+confidence)/2) * math.Sqrt(mannKendall(values).Variance)
	low := int(math.Round((float64(pairs)-half)/2)) - 1
	high := int(math.Round((float64(pairs) + half) / 2))
	return SenSlope{
		Slope: slope, Intercept: middle(sorted) - float64(n-1)/2*slope,
		Low: slopes[max(0, min(low, pairs-1))], High: slopes[max(0, min(high, pairs-1))],
	}, nil
}

// middle is the median of sorted values.
func middle(sorted []float64) float64 {
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return sorted[n/2-1]/2 + sorted[n/2]/2
}
