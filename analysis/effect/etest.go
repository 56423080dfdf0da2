package effect

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// ETest is the two-sided p of Krishnamoorthy and Thomson (2004, Journal of Statistical Planning and Inference 119:23)
// that two Poisson rates are equal: more powerful than the conditional test for the small counts of one street. Both
// counts zero are an error.
//
// For every first count the second counts that are as extreme form two tails; their edges are found by bisection
// and their chances by the Poisson distribution, so that counts of thousands take milliseconds.
func ETest(first, second Rate) (float64, error) {
	if err := checkRates(first, second, 0.95); err != nil {
		return 0, err
	}
	if ratio := first.Exposure / second.Exposure; !(ratio >= 1e-3 && ratio <= 1e3) {
		return 0, fmt.Errorf("the exposures %g and %g differ too much to compare", first.Exposure, second.Exposure)
	}
	total := first.Events + second.Events
	if total == 0 {
		return 0, fmt.Errorf("both counts are zero: there is nothing to compare")
	}
	if total > 1e5 {
		return 0, fmt.Errorf("%g events are too many for the exact test; use RateRatio", total)
	}
	e := etest{n1: first.Exposure, n2: second.Exposure}
	common := total / (e.n1 + e.n2)
	mean1, mean2 := common*e.n1, common*e.n2
	e.bound = e.score(first.Events, second.Events) * (1 - 1e-12)
	p := 0.0
	low := math.Max(0, math.Floor(mean1-40-10*math.Sqrt(mean1)))
	high := math.Ceil(mean1 + 40 + 10*math.Sqrt(mean1))
	for x := low; x <= high; x++ {
		p += distribution.PoissonPMF(x, mean1) * e.extreme(x, mean2)
	}
	return math.Min(1, p), nil
}

type etest struct{ n1, n2, bound float64 }

// score is the difference of the rates over its standard error; both counts zero are no evidence.
func (e etest) score(x1, x2 float64) float64 {
	if x1+x2 == 0 {
		return -1
	}
	return math.Abs(x1/e.n1-x2/e.n2) / math.Sqrt((x1+x2)/(e.n1+e.n2))
}

// extreme is the chance of a second count that is at least as far from x1 as the counts seen.
func (e etest) extreme(x1, mean2 float64) float64 {
	even := math.Floor(x1 / e.n1 * e.n2) // the score falls up to here and rises beyond
	low, high := -1.0, even+1
	for high-low > 1 { // largest count of the lower tail
		if mid := math.Floor((low + high) / 2); e.score(x1, mid) >= e.bound {
			low = mid
		} else {
			high = mid
		}
	}
	lower := distribution.PoissonCDF(low, mean2)
	low, high = even, even+2
	for e.score(x1, high) < e.bound {
		if high > 1e8 { // a thousand times the largest total: no chance is left
			return lower
		}
		low, high = high, high+2*(high-even)
	}
	for high-low > 1 {
		if mid := math.Floor((low + high) / 2); e.score(x1, mid) >= e.bound {
			high = mid
		} else {
			low = mid
		}
	}
	return lower + distribution.PoissonTail(high, mean2)
}
