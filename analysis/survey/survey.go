// Package survey gives the uncertainty of shares: how many residents feel safe, how many searches found something, how
// many of a small panel were satisfied.
//
//   - Wilson: interval of one share (Wilson 1927, JASA 22:209). It stays within 0 and 1 and is right for small bases and
//     for shares of none or all, where the textbook "p plus or minus two standard errors" says plus or minus nothing.
//   - Newcombe: interval of the difference of two shares (Newcombe 1998, Statistics in Medicine 17:873, method 10).
//   - Weigh: share, design effect and effective base of a weighted sample (Kish 1965, 1992), and Wilson on that base.
//
// Shares are between 0 and 1. Bases are of people asked who answered; who did not answer is not in any interval, and
// a low response rate harms more than a small base does.
//
// # When not to use it
//
// Not for samples that people chose themselves to be in: no interval covers who did not answer. Not for small towns of
// which most were asked, where these intervals are too wide (no finite population correction), nor for quota samples
// without saying so.
package survey

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// Share is a share with its interval.
type Share struct {
	Value     float64 // between 0 and 1
	Low, High float64
	Base      float64 // answers it rests on: people, or the effective base of a weighted sample
}

// SmallBase is the base below which a share should be shown, if at all, as a count.
const SmallBase = 30

// Small says that the base is below SmallBase.
func (s Share) Small() bool { return s.Base < SmallBase }

// MaxBase bounds bases and weights.
const MaxBase = 1e12

// Wilson is the interval of a share of `yes` in `base` answers at the given confidence (0.95, say).
func Wilson(yes, base, confidence float64) (Share, error) {
	if !(base > 0 && base <= MaxBase) {
		return Share{}, fmt.Errorf("the base must be more than 0 answers, not %g", base)
	}
	if !(yes >= 0 && yes <= base) {
		return Share{}, fmt.Errorf("%g of %g answers is not a share", yes, base)
	}
	z, err := critical(confidence)
	if err != nil {
		return Share{}, err
	}
	return wilson(yes/base, base, z), nil
}

func wilson(p, base, z float64) Share {
	zz := z * z
	centre := (p + zz/(2*base)) / (1 + zz/base)
	half := z / (1 + zz/base) * math.Sqrt(p*(1-p)/base+zz/(4*base*base))
	s := Share{Value: p, Low: math.Max(0, centre-half), High: math.Min(1, centre+half), Base: base}
	s.Low, s.High = math.Min(s.Low, p), math.Max(s.High, p) // exact at none and all, where rounding is not
	return s
}

func critical(confidence float64) (float64, error) {
	if !(confidence >= 0.5 && confidence <= 0.999999) {
		return 0, fmt.Errorf("the confidence must be from 0.5 to 0.999999, not %g", confidence)
	}
	return distribution.NormalQuantile((1 + confidence) / 2), nil
}

// Difference is a change between two shares.
type Difference struct {
	Value     float64 // first share less second, between -1 and 1
	Low, High float64
	Clear     bool // the interval leaves out zero
}

// Newcombe is the interval of first less second, from their Wilson intervals. The two must be of different people, each
// at the given confidence: shares made by Wilson or Weigh.
func Newcombe(first, second Share) (Difference, error) {
	for _, s := range []Share{first, second} {
		if !(0 <= s.Low && s.Low <= s.Value && s.Value <= s.High && s.High <= 1) {
			return Difference{}, fmt.Errorf("%g (%g to %g) is not a share with its interval", s.Value, s.Low, s.High)
		}
	}
	d := Difference{Value: first.Value - second.Value}
	d.Low = d.Value - math.Hypot(first.Value-first.Low, second.High-second.Value)
	d.High = d.Value + math.Hypot(first.High-first.Value, second.Value-second.Low)
	d.Clear = d.Low > 0 || d.High < 0
	return d, nil
}

// Weighted is a share of a weighted sample.
type Weighted struct {
	Share                // on the effective base
	Asked        int     // answers, unweighted
	WeightedBase float64 // sum of the weights
	DesignEffect float64 // how many times the variance of an equal-weights sample: n * sum(w^2) / sum(w)^2, at least 1
}

// Weigh is the share of weighted answers that are yes. weights are parallel to yes, none negative, some above zero.
// Kish's design effect counts the loss by unequal weights only; a sample drawn in clusters (whole streets) loses more:
// pass its further effect, at least 1, as clustering.
func Weigh(yes []bool, weights []float64, clustering, confidence float64) (Weighted, error) {
	if len(yes) != len(weights) {
		return Weighted{}, fmt.Errorf("%d answers and %d weights", len(yes), len(weights))
	}
	if !(clustering >= 1 && clustering <= 1e6) {
		return Weighted{}, fmt.Errorf("the effect of clustering must be at least 1 (none), not %g", clustering)
	}
	z, err := critical(confidence)
	if err != nil {
		return Weighted{}, err
	}
	var total, squares, agreed float64
	for i, w := range weights {
		if !(w >= 0 && w <= MaxBase) {
			return Weighted{}, fmt.Errorf("weight %d is %g, not from 0 to %g", i, w, float64(MaxBase))
		}
		total += w
		squares += w * w
		if yes[i] {
			agreed += w
		}
	}
	if !(squares > 1e-200) {
		return Weighted{}, fmt.Errorf("no answer has a weight above zero")
	}
	w := Weighted{Asked: len(yes), WeightedBase: total, DesignEffect: math.Max(1, float64(len(yes))*squares/(total*total)) * clustering}
	w.Share = wilson(math.Min(1, agreed/total), float64(len(yes))/w.DesignEffect, z)
	return w, nil
}
