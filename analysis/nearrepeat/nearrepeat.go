// Package nearrepeat asks whether events that are close in space are also close in time more often than chance: the
// signature of repeat and near-repeat victimisation, and of contagion in epidemiology.
//
// # The question and the null
//
// Every pair of events has a distance and a delay. Knox (1964, Applied Statistics 13:25) counts the pairs that are close
// in both; the near-repeat table (Johnson et al. 2007, Journal of Quantitative Criminology 23:201; Ratcliffe and Rengert
// 2008, Security Journal 21:58) counts them for every band of distance and every band of delay. The null is that the
// times belong to the places by chance: all n! ways of dealing the observed times to the observed places are equally
// likely. Whatever is true of places alone (hot spots) or of times alone (seasons, weekends) is kept under that null and
// cannot raise an alarm; a change of where the events are over the period can (Kulldorff and Hjalmars 1999, Biometrics
// 55:544).
//
// # What is computed
//
//   - [Table]: the observed count, its exact mean and variance under the null, observed over expected, and a permutation
//     p-value, for every band of distance by every band of delay;
//   - [Knox]: the same for one distance and one delay, with the two-by-two table and Baker's modified statistic;
//   - [Mantel]: the correlation of distances and delays over all pairs (1967, Cancer Research 27:209), with permutations.
//
// The mean and the variance need no sampling. With N pairs close in space and M close in time among the P = n(n-1)/2, and
// with A and B the numbers of two-step paths in the two graphs (the sum over events of d(d-1)/2), David and Barton (1966,
// British Journal of Preventive and Social Medicine 20:44) and Mantel give
//
//	E = NM/P
//	V = E + 4AB/(n)₃ + 4(N²-N-2A)(M²-M-2B)/(n)₄ - E²,  (n)ₖ = n(n-1)…(n-k+1)
//
// evaluated here in whole numbers, so that the cancellation in the last two terms costs no digit. A permutation p-value
// is (1 + as extreme)/(1 + permutations): it cannot be below 1/(1 + permutations), and it counts the observed deal.
//
// # Conventions
//
// Coordinates are metres and times are days; whole days take the fast path. Bands are closed on the left, [0, 100), as in
// the R package NearRepeat, unless [Bands.ClosedRight] is set, as PySAL's Knox test has it. [Calculator] gives the bands of
// Ratcliffe's Near Repeat Calculator, which measures Manhattan distance and whose "0 to 7 days" are delays of 0 to 6
// days: its "0 to 1 days" is the same day only. A last break of +Inf is its "more than" band.
//
// # Cost
//
// Only pairs within the largest finite distance are visited; the "more than" bands follow from the margins, which no
// permutation changes. Near pairs are found by rows of half that distance, each sorted by x. Sixty-four permutations are
// counted in one visit of a pair. Events carry their dealt dates side by side, and a bit for each permutation of the numbers
// of coarse cells of time: a few logical operations on whole words tell in which permutations the two dates can be near at
// all, and only there, for one in nine where a month is near in two years, is the delay looked at. So the work grows with
// the share of the period that the last finite delay takes: twice as much where that is half of it. Pairs are kept where they
// fit 100 MiB and found anew otherwise.
//
// # When not to use it
//
// Not with times known to the month only, nor with snapped places in bands narrower than the snapping. Not over years
// in which some places grew: a shift of population looks like interaction (Kulldorff and Hjalmars 1999, Biometrics
// 55:544). It describes pairs, and does not say that one event caused the next.
package nearrepeat

import (
	"errors"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Metric is how the distance of two places is measured.
type Metric int

const (
	Euclidean Metric = iota // as the crow flies
	Manhattan               // along the axes, as the Near Repeat Calculator measures it
)

// Events are n events: places in metres and, parallel to them, times in days from any origin.
type Events struct {
	Points plane.Points
	Days   []float64
}

// MaxDays is the largest absolute time, in days, that the estimators accept.
const MaxDays = 1e9

// Validate reports slices of unequal length and the first event without a finite place or time.
func (e Events) Validate() error {
	if err := e.Points.Validate(); err != nil {
		return err
	}
	if len(e.Days) != e.Points.Len() {
		return fmt.Errorf("events: %d places and %d times: %w", e.Points.Len(), len(e.Days), plane.ErrShape)
	}
	if len(e.Days) > math.MaxInt32 {
		return fmt.Errorf("events: %d events are more than %d", len(e.Days), math.MaxInt32)
	}
	for i, t := range e.Days {
		if !(math.Abs(t) <= MaxDays) {
			return fmt.Errorf("events: row %d has time %g, not a number of days", i, t)
		}
	}
	return nil
}

// Bands cut distances or delays into intervals: k+1 increasing breaks, from 0, make k bands. The last break may be +Inf.
// A pair beyond the last break is in no band.
type Bands struct {
	Breaks      []float64
	ClosedRight bool // (a, b] rather than [a, b); the first band holds 0 in either case
}

// Len is the number of bands.
func (b Bands) Len() int { return max(0, len(b.Breaks)-1) }

// Label is band i as mathematicians write it, such as "[100, 200)".
func (b Bands) Label(i int) string {
	if i < 0 || i >= b.Len() {
		return ""
	}
	open, shut := "[", ")"
	if b.ClosedRight {
		shut = "]"
		if i > 0 {
			open = "("
		}
	}
	return fmt.Sprintf("%s%g, %g%s", open, b.Breaks[i], b.Breaks[i+1], shut)
}

// MaxBands bounds the bands of a table in one direction.
const MaxBands = 64

func (b Bands) validate(what string) error {
	if len(b.Breaks) < 2 || b.Breaks[0] != 0 {
		return fmt.Errorf("%s bands: need at least two breaks, the first 0, not %v", what, b.Breaks)
	}
	if b.Len() > MaxBands {
		return fmt.Errorf("%s bands: %d are more than %d", what, b.Len(), MaxBands)
	}
	for i := 1; i < len(b.Breaks); i++ {
		if !(b.Breaks[i] > b.Breaks[i-1]) {
			return fmt.Errorf("%s bands: break %d is %g after %g; breaks must increase", what, i, b.Breaks[i], b.Breaks[i-1])
		}
	}
	return nil
}

// edges are thresholds such that a value v lies in band #{v >= edge} - 1: a break that closes on the right becomes the
// next number after it. For squared distances the breaks are squared first.
func (b Bands) edges(squared bool) []float64 {
	out := make([]float64, len(b.Breaks))
	for i, v := range b.Breaks {
		if squared {
			v *= v
		}
		if b.ClosedRight && i > 0 {
			v = math.Nextafter(v, math.Inf(1))
		}
		out[i] = v
	}
	return out
}

// Calculator gives the bands of the Near Repeat Calculator (Ratcliffe 2009): "same location", then spatial bands of so
// many metres, then "more than"; and temporal bands of so many days, then "more than". Use it with [Manhattan].
func Calculator(metres float64, spatial int, days float64, temporal int) (space, delay Bands, err error) {
	if !(metres > sameLocation) || !(days > 0) || spatial < 1 || temporal < 1 || spatial > MaxBands-2 || temporal > MaxBands-1 {
		return space, delay, fmt.Errorf("calculator bands: %d of %g metres and %d of %g days cannot be made",
			spatial, metres, temporal, days)
	}
	space.Breaks, delay.Breaks = []float64{0, sameLocation}, []float64{0}
	for i := 1; i <= spatial; i++ {
		space.Breaks = append(space.Breaks, float64(i)*metres)
	}
	for i := 1; i <= temporal; i++ {
		delay.Breaks = append(delay.Breaks, float64(i)*days)
	}
	space.Breaks, delay.Breaks = append(space.Breaks, math.Inf(1)), append(delay.Breaks, math.Inf(1))
	return space, delay, nil
}

// sameLocation is the distance in metres under which two events are at the same location, as in NearRepeat's vignette.
const sameLocation = 0.1

// Options of a test.
type Options struct {
	Metric       Metric
	Permutations int    // 0 for none: the exact moments need no sampling
	Seed         uint64 // the same seed gives the same result on any number of cores
	Workers      int    // 0 for as many as there are cores
}

// MaxPermutations bounds the permutations of one test.
const MaxPermutations = 1_000_000

var errPermutations = errors.New("permutations must lie between 0 and 1,000,000")

func (o Options) validate() error {
	if o.Metric != Euclidean && o.Metric != Manhattan {
		return fmt.Errorf("metric %d is neither Euclidean nor Manhattan", o.Metric)
	}
	if o.Permutations < 0 || o.Permutations > MaxPermutations {
		return fmt.Errorf("%d: %w", o.Permutations, errPermutations)
	}
	return nil
}
