package effect

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
)

// Area is the count of events in one area before and after the operation began.
type Area struct {
	Before, After float64
}

// DisplacementStudy is the input of the weighted displacement difference. An area of zero counts takes no part.
type DisplacementStudy struct {
	Treated, Comparison              Area
	Buffer, BufferComparison         Area    // where displacement is looked for, and its own comparison
	TimeBefore, TimeAfter            float64 // lengths of the two periods (0: 1)
	TreatedSize, ComparisonSize      float64 // sizes of the areas, in any unit (0: 1)
	BufferSize, BufferComparisonSize float64 // (0: 1)
	Dispersion                       float64 // how many times Poisson's the variance is, at least 1 (0: 1)
	Confidence                       float64 // of the interval (0: 0.9, as the authors')
}

// Difference is a number of events, per unit of time and size where these were given: negative where crime was prevented.
type Difference struct {
	Local, LocalSE   float64 // treated against its comparison
	Buffer, BufferSE float64 // buffer against its comparison: positive for displacement, negative for diffusion
	Total, TotalSE   float64
	Z, P             float64 // of Total
	Low, High        float64 // interval of Total
}

// WeightedDisplacementDifference is the test of Wheeler and Ratcliffe (2018, Crime Science 7:11): the change in the
// treated area less the change in the comparison area, plus the same for the buffer, with Poisson variances (widened by
// Dispersion). It is an error where every count is zero.
func WeightedDisplacementDifference(s DisplacementStudy) (Difference, error) {
	for _, v := range []*float64{&s.TimeBefore, &s.TimeAfter, &s.TreatedSize, &s.ComparisonSize, &s.BufferSize, &s.BufferComparisonSize, &s.Dispersion} {
		if *v == 0 {
			*v = 1
		}
		if !(*v >= 1e-9 && *v <= 1e12) {
			return Difference{}, fmt.Errorf("times, sizes and the dispersion must be more than 0, not %g", *v)
		}
	}
	if s.Confidence == 0 {
		s.Confidence = 0.9
	}
	if err := checkConfidence(s.Confidence); err != nil {
		return Difference{}, err
	}
	if s.Dispersion < 1 {
		return Difference{}, fmt.Errorf("the dispersion must be at least 1 (Poisson), not %g", s.Dispersion)
	}
	if err := checkAreas(s.Treated, s.Comparison, s.Buffer, s.BufferComparison); err != nil {
		return Difference{}, err
	}
	var d Difference
	local, localVariance := s.contrast(s.Treated, s.TreatedSize, s.Comparison, s.ComparisonSize)
	buffer, bufferVariance := s.contrast(s.Buffer, s.BufferSize, s.BufferComparison, s.BufferComparisonSize)
	variance := localVariance + bufferVariance
	if !(variance > 0) {
		return Difference{}, fmt.Errorf("every count is zero: there is nothing to compare")
	}
	d.Local, d.LocalSE = local, math.Sqrt(localVariance)
	d.Buffer, d.BufferSE = buffer, math.Sqrt(bufferVariance)
	d.Total, d.TotalSE = local+buffer, math.Sqrt(variance)
	d.conclude(s.Confidence)
	return d, finite(d.Total, d.TotalSE, d.Z)
}

// Combine adds up independent differences under weights, such as the harm of each kind of crime (Wheeler 2020; the
// Cambridge or the ONS harm weights), into one: harm prevented, with its interval at the given confidence. The weights are parallel
// to the differences, at least one of them not zero.
func Combine(differences []Difference, weights []float64, confidence float64) (Difference, error) {
	if len(differences) != len(weights) {
		return Difference{}, fmt.Errorf("%d differences and %d weights", len(differences), len(weights))
	}
	if err := checkConfidence(confidence); err != nil {
		return Difference{}, err
	}
	var d Difference
	for i, w := range weights {
		x := differences[i]
		if err := finite(w, x.Local, x.LocalSE, x.Buffer, x.BufferSE); err != nil {
			return Difference{}, fmt.Errorf("difference %d: %w", i, err)
		}
		d.Local += w * x.Local
		d.Buffer += w * x.Buffer
		d.LocalSE = math.Hypot(d.LocalSE, w*x.LocalSE)
		d.BufferSE = math.Hypot(d.BufferSE, w*x.BufferSE)
	}
	d.Total, d.TotalSE = d.Local+d.Buffer, math.Hypot(d.LocalSE, d.BufferSE)
	if !(d.TotalSE > 0) {
		return Difference{}, fmt.Errorf("every difference has a weight of zero: there is nothing to add up")
	}
	d.conclude(confidence)
	return d, finite(d.Total, d.TotalSE, d.Z, d.Low, d.High)
}

// conclude sets what follows from the total and its standard error.
func (d *Difference) conclude(confidence float64) {
	d.Z = d.Total / d.TotalSE
	d.P = distribution.NormalTwoSided(d.Z)
	half := distribution.NormalQuantile((1+confidence)/2) * d.TotalSE
	d.Low, d.High = d.Total-half, d.Total+half
}

// contrast is the change of one area less that of its comparison, and the variance.
func (s DisplacementStudy) contrast(a Area, aSize float64, c Area, cSize float64) (estimate, variance float64) {
	change := func(x Area, size float64) (float64, float64) {
		before, after := s.TimeBefore*size, s.TimeAfter*size
		return x.After/after - x.Before/before, x.After/(after*after) + x.Before/(before*before)
	}
	treated, v1 := change(a, aSize)
	compared, v2 := change(c, cSize)
	return treated - compared, s.Dispersion * (v1 + v2)
}

func checkAreas(areas ...Area) error {
	for _, a := range areas {
		for _, v := range []float64{a.Before, a.After} {
			if !(v >= 0 && v <= MaxEvents) {
				return fmt.Errorf("the count is %g, not from 0 to %g", v, float64(MaxEvents))
			}
		}
	}
	return nil
}

// Quotient is the weighted displacement quotient.
type Quotient struct {
	Value   float64
	Success float64 // change of the treated area's share of the comparison area: below zero where it did better
	Buffer  float64 // the same for the buffer: below zero for diffusion
	Meaning string  // what the value says, in plain English
}

// WeightedDisplacementQuotient is that of Bowers and Johnson (2003, Journal of Quantitative Criminology 19:275):
//
//	(Ba/Ca - Bb/Cb) / (Ta/Ca - Tb/Cb)
//
// for buffer B, treated area T and comparison area C before (b) and after (a). It has a meaning only where the treated area
// did better than the comparison area, and is an error otherwise: what did not fall cannot have been displaced. It has no
// interval of its own; read it beside WeightedDisplacementDifference.
func WeightedDisplacementQuotient(treated, buffer, comparison Area) (Quotient, error) {
	if err := checkAreas(treated, buffer, comparison); err != nil {
		return Quotient{}, err
	}
	if comparison.Before == 0 || comparison.After == 0 {
		return Quotient{}, fmt.Errorf("the comparison area has a count of zero (%g before, %g after); choose a larger one", comparison.Before, comparison.After)
	}
	share := func(a Area) float64 { return a.After/comparison.After - a.Before/comparison.Before }
	q := Quotient{Success: share(treated), Buffer: share(buffer)}
	if !(q.Success < 0) {
		return Quotient{}, fmt.Errorf("the treated area did no better than the comparison area, so there is no effect that could have moved or spread")
	}
	q.Value = q.Buffer / q.Success
	q.Meaning = quotientMeaning(q.Value)
	return q, nil
}

// quotientMeaning reads a quotient as table 1 of Bowers and Johnson does, to nine digits.
func quotientMeaning(v float64) string {
	const rounding = 1e-9
	switch {
	case v > 1:
		return "the buffer gained more than the treated area itself (diffusion of benefits)"
	case v > rounding:
		return "the buffer gained too, by less than the treated area (diffusion of benefits)"
	case v >= -rounding:
		return "nothing moved into the buffer or spread over it"
	case v > -1+rounding:
		return "some crime may have moved into the buffer, less than was prevented (displacement)"
	case v >= -1-rounding:
		return "as much crime appeared in the buffer as was prevented (complete displacement)"
	}
	return "more crime appeared in the buffer than was prevented (displacement)"
}
