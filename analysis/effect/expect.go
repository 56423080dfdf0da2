package effect

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// Selection is how the treated place was chosen.
type Selection int

const (
	// ChosenHigh: because more was recorded there than elsewhere. It is how places are usually chosen, and what is taken for
	// granted where nobody says otherwise.
	ChosenHigh Selection = iota
	// ChosenOtherwise: in a way that did not look at how much was recorded there: by lot, by rota, everywhere alike.
	ChosenOtherwise
)

// FewestOthers is how many places are needed, beside the treated one, to see how far high places fall back by themselves.
const FewestOthers = 8

// Expected is what a place would have had with nothing done, given how high it was before.
type Expected struct {
	Events     float64
	Low, High  float64 // between which a count may come out with nothing done, at the stated confidence
	P          float64 // two-sided chance of a count at least as far from Events as the one that was seen
	Kept       float64 // share of what a place was above the others that it keeps by itself: 1 all of it, 0 none
	Others     int     // places it rests on
	Dispersion float64 // how many times Poisson's the variance of such a place about the line is, at least 1
}

// Expect says what the treated place would have had with nothing done, from how the others like it went on from what they had
// before (regression to the mean; Barnett, van der Pols and Dobson 2005, International Journal of Epidemiology 34:215). Where
// places differ by a gamma distribution and their counts vary about their own level by some multiple of Poisson's, the expected
// count after is a straight line in the count before, and its variance is a multiple of it (Robbins 1956). Where levels swing by
// a share of themselves the variance grows with the square. The line is fitted to the others by weighted least squares both ways,
// and the answer is the one that is less sure. Given the count before, a choice that looked at nothing but that count cannot
// bias what follows; so the answer holds for the highest place of all, at the price of a wider interval there.
//
// parts are the places like the others of which the treated area is made: usually one. The others must be of the same size as
// each part, and not reached by the operation. It is an error where there are fewer than FewestOthers, or nothing was recorded.
func Expect(parts, others []Area, confidence float64) (Expected, error) {
	if err := checkConfidence(confidence); err != nil {
		return Expected{}, err
	}
	if len(parts) == 0 || len(others) < FewestOthers {
		return Expected{}, fmt.Errorf("%d other places are too few to see how high places fall back; %d are needed", len(others), FewestOthers)
	}
	if err := checkAreas(append(append([]Area(nil), parts...), others...)...); err != nil {
		return Expected{}, err
	}
	multiple, err := expect(parts, others, 1, confidence)
	if err != nil {
		return Expected{}, err
	}
	square, err := expect(parts, others, 2, confidence)
	if err == nil && square.High-square.Events > multiple.High-multiple.Events {
		return square, nil
	}
	return multiple, err
}

// expect takes the variance to grow with a power of what is expected.
func expect(parts, others []Area, power, confidence float64) (Expected, error) {
	l, err := fitLine(others, power)
	if err != nil {
		return Expected{}, err
	}
	out := Expected{Kept: l.slope, Others: len(others)}
	if l.before > 0 {
		out.Kept = l.slope * l.before / l.after // the common change taken out
	}
	seen, before, own := 0.0, 0.0, 0.0
	for _, a := range parts {
		out.Events += l.at(a.Before)
		own += math.Pow(l.at(a.Before), power)
		before, seen = before+a.Before, seen+a.After
	}
	k := float64(len(parts))
	se := math.Sqrt(l.dispersion * (own + k*k*l.varIntercept + 2*k*before*l.covariance + before*before*l.varSlope))
	out.Dispersion = math.Max(1, l.dispersion*own/out.Events)
	df := float64(len(others) - 2)
	half := distribution.StudentQuantile((1+confidence)/2, df) * se
	out.Low, out.High = math.Max(0, out.Events-half), out.Events+half
	out.P = distribution.StudentTwoSided((seen-out.Events)/se, df)
	return out, finite(out.Events, out.Low, out.High, out.P, out.Kept)
}

// line is after = intercept + slope times before, with what is needed for the variance of a prediction, per unit of dispersion.
type line struct {
	intercept, slope                   float64
	varIntercept, covariance, varSlope float64
	dispersion                         float64 // of the others about the line, in units of the power of what is expected
	before, after                      float64 // means of the others
}

// leastExpected keeps the variance of a place where nothing is expected above nought.
const leastExpected = 0.5

func (l line) at(before float64) float64 { return math.Max(leastExpected, l.intercept+l.slope*before) }

// fitLine fits by iterated weighted least squares, the weight of a place being one over a power of what is expected there.
func fitLine(others []Area, power float64) (l line, err error) {
	n := float64(len(others))
	for _, a := range others {
		l.before, l.after = l.before+a.Before/n, l.after+a.After/n
	}
	if l.after == 0 {
		return l, fmt.Errorf("nothing was recorded in the other places after: there is nothing to compare")
	}
	l.intercept = l.after
	for range 25 {
		var w, wx, wxx, wy, wxy float64
		for _, a := range others {
			v := math.Pow(l.at(a.Before), -power)
			w, wx, wxx, wy, wxy = w+v, wx+v*a.Before, wxx+v*a.Before*a.Before, wy+v*a.After, wxy+v*a.Before*a.After
		}
		det := w*wxx - wx*wx
		if !(det > 1e-12*w*wxx) { // all had the same before: only their mean can be known
			l.slope, l.intercept = 0, wy/w
			l.varIntercept, l.covariance, l.varSlope = 1/w, 0, 0
			continue
		}
		l.slope, l.intercept = (w*wxy-wx*wy)/det, (wxx*wy-wx*wxy)/det
		l.varIntercept, l.covariance, l.varSlope = wxx/det, -wx/det, w/det
	}
	for _, a := range others {
		left := a.After - l.intercept - l.slope*a.Before
		l.dispersion += left * left * math.Pow(l.at(a.Before), -power) / (n - 2)
	}
	if power == 1 {
		l.dispersion = math.Max(1, l.dispersion) // never less than Poisson's
	}
	return l, finite(l.slope, l.intercept, l.dispersion)
}
