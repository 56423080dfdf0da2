package effect

import (
	"fmt"
	"math"
)

// RelativeEffect is the ratio of ratios: how many times better the treated area's change was than the comparison
// area's, (before/after treated) over (before/after comparison), the odds ratio of the four counts. Above one the
// treated area did better; 1 - 1/Value is the share of crime prevented. Its logarithm's variance is the sum of the
// reciprocals of the counts times dispersion (Farrington, Gill, Waples and Argomaniz 2007, Journal of
// Experimental Criminology 3:21, who take 2; Wilson 2022, ibid. 18:323). Where a count is zero all take one half more.
func RelativeEffect(treated, comparison Area, dispersion, confidence float64) (Ratio, error) {
	if err := checkAreas(treated, comparison); err != nil {
		return Ratio{}, err
	}
	if err := checkConfidence(confidence); err != nil {
		return Ratio{}, err
	}
	if !(dispersion >= 1 && dispersion <= MaxEvents) {
		return Ratio{}, fmt.Errorf("the dispersion must be at least 1 (Poisson), not %g", dispersion)
	}
	if treated.Before+treated.After == 0 || comparison.Before+comparison.After == 0 {
		return Ratio{}, fmt.Errorf("an area has no events before or after: there is nothing to compare")
	}
	a, b, c, d := treated.Before, treated.After, comparison.Before, comparison.After
	if a == 0 || b == 0 || c == 0 || d == 0 {
		a, b, c, d = a+0.5, b+0.5, c+0.5, d+0.5
	}
	log := math.Log(a) - math.Log(b) - math.Log(c) + math.Log(d)
	return fromLog(log, math.Sqrt(dispersion*(1/a+1/b+1/c+1/d)), dispersion, confidence)
}

// Study is one operation with what it is compared with.
type Study struct {
	Treated    Area
	Comparison *Area // nil: none; then no effect is claimed, but for a place chosen high that has Others

	Selection Selection // how the treated place was chosen
	// Others are the places of the same size among which it was chosen and that were left alone; Parts are those of which
	// the treated area is made, nil: Treated is one of them. They are what a place chosen high is judged by.
	Others, Parts []Area

	Buffer *Area // nil: displacement is not looked for
	// BufferComparison is what the buffer is compared with in Difference; it must not be Comparison again, whose
	// chance would then count twice. nil: Difference leaves the buffer out.
	BufferComparison *Area

	TimeBefore float64 // length of the period before (0: 1)
	TimeAfter  float64 // length of the period after (0: 1)
	Dispersion float64 // at least 1, as Dispersion measures it (0: 2, as Farrington and others 2007)
	Confidence float64 // of the intervals (0: 0.95)
}

// Finding is what a study shows, with the sentence that may be said of it.
type Finding struct {
	Change      Ratio       // treated area: rate after over rate before
	Relative    *Ratio      // RelativeEffect; nil without a comparison area
	Buffer      *Ratio      // RelativeEffect of the buffer: below one suggests displacement; nil without buffer or comparison
	Difference  *Difference // events prevented (negative) in a period as long as the one before; nil without a comparison area
	Quotient    *Quotient   // nil without a buffer, or where the treated area did no better
	Expected    *Expected   // what a place chosen high would have had with nothing done; nil where it is not known
	ClaimEffect bool        // fewer than Expected of a place chosen high; of others, the interval of Relative lies above one
	ClaimHarm   bool        // the same the other way
	Sentence    string      // plain English, fit for a board paper
	Caveats     []string    // to be shown beside it
}

// smallStudy is the count below which an interval of a ratio is too wide to be of use.
const smallStudy = 20

// Evaluate brings the measures together and words them. It refuses to claim an effect without a comparison; and where the
// place was chosen because it was high, without knowing how far such places fall back by themselves: the worst of 20 wards beats
// a comparison area "by more than chance" in a fifth of all cases in which nothing was done.
func Evaluate(s Study) (Finding, error) {
	s = s.withDefaults()
	f := Finding{}
	var err error
	f.Change, err = RateRatioOverdispersed(Rate{s.Treated.After, s.TimeAfter}, Rate{s.Treated.Before, s.TimeBefore}, s.Dispersion, s.Confidence)
	if err != nil {
		return Finding{}, fmt.Errorf("treated area: %w", err)
	}
	f.Caveats = s.caveats()
	if s.Selection == ChosenHigh && len(s.Others) >= FewestOthers {
		if err := s.expect(&f); err != nil {
			return Finding{}, err
		}
	}
	if s.Comparison == nil && f.Expected != nil {
		f.Sentence = s.sentence(f)
		return f, nil
	}
	if s.Comparison == nil {
		f.Sentence = fmt.Sprintf("Recorded events changed by %s in the treated area. Without a comparison area this cannot be put down to the operation.", percent(f.Change.Value))
		return f, nil
	}
	relative, err := RelativeEffect(s.Treated, *s.Comparison, s.Dispersion, s.Confidence)
	if err != nil {
		return Finding{}, err
	}
	f.Relative = &relative
	if s.Selection == ChosenOtherwise {
		f.ClaimEffect, f.ClaimHarm = relative.Low > 1, relative.High < 1
	}
	if err := s.displacement(&f); err != nil {
		return Finding{}, err
	}
	f.Sentence = s.sentence(f)
	return f, nil
}

// expect judges a place chosen high by how others as high went on.
func (s Study) expect(f *Finding) error {
	parts := s.Parts
	if parts == nil {
		parts = []Area{s.Treated}
	}
	e, err := Expect(parts, s.Others, s.Confidence)
	if err != nil {
		return err
	}
	f.Expected = &e
	f.ClaimEffect, f.ClaimHarm = s.Treated.After < e.Low, s.Treated.After > e.High
	return nil
}

func (s Study) withDefaults() Study {
	for _, v := range []*float64{&s.TimeBefore, &s.TimeAfter} {
		if *v == 0 {
			*v = 1
		}
	}
	if s.Dispersion == 0 {
		s.Dispersion = 2
	}
	if s.Confidence == 0 {
		s.Confidence = 0.95
	}
	return s
}

func (s Study) displacement(f *Finding) error {
	// Times enter as their ratio, so that the difference counts events of a period as long as the one before. Areas of
	// different size would expect different changes: each comparison is scaled to the past of what it is compared with.
	study := DisplacementStudy{Treated: s.Treated, Comparison: *s.Comparison, TimeBefore: 1, TimeAfter: s.TimeAfter / s.TimeBefore,
		ComparisonSize: scale(*s.Comparison, s.Treated), Dispersion: s.Dispersion, Confidence: s.Confidence}
	if s.Buffer != nil {
		buffer, err := RelativeEffect(*s.Buffer, *s.Comparison, s.Dispersion, s.Confidence)
		if err != nil {
			return fmt.Errorf("buffer: %w", err)
		}
		f.Buffer = &buffer
		if q, err := WeightedDisplacementQuotient(s.Treated, *s.Buffer, *s.Comparison); err == nil {
			f.Quotient = &q
		}
	}
	if s.Buffer != nil && s.BufferComparison != nil {
		study.Buffer, study.BufferComparison = *s.Buffer, *s.BufferComparison
		study.BufferComparisonSize = scale(*s.BufferComparison, *s.Buffer)
	}
	difference, err := WeightedDisplacementDifference(study)
	if err != nil {
		return err
	}
	f.Difference = &difference
	return nil
}

// scale is how many times larger the comparison was before.
func scale(comparison, a Area) float64 {
	if comparison.Before > 0 && a.Before > 0 {
		return comparison.Before / a.Before
	}
	return 1
}

func (s Study) caveats() []string {
	var out []string
	switch {
	case s.Selection == ChosenOtherwise:
		out = append(out, "It is taken on your word that the place was not chosen because it was high. Were it so, it would fall back by itself (regression to the mean) and look like an effect.")
	case len(s.Others) < FewestOthers:
		out = append(out, fmt.Sprintf("The place was chosen because it was high, and such places fall back by themselves (regression to the mean). At least %d others of its kind are needed to see how far.", FewestOthers))
	default:
		out = append(out, fmt.Sprintf("The place was chosen because it was high, so it is judged by how far %d others of its kind fell back by themselves (regression to the mean), not by the comparison area alone.", len(s.Others)))
	}
	if s.Comparison == nil && len(s.Others) < FewestOthers {
		out = append(out, "There is no comparison area.")
	} else if s.Comparison != nil {
		out = append(out, "The comparison area must have been like the treated area and untouched by the operation.")
	}
	if s.Buffer == nil {
		out = append(out, "Displacement to nearby streets was not looked for.")
	}
	for _, a := range []*Area{&s.Treated, s.Comparison, s.Buffer, s.BufferComparison} {
		if a != nil && math.Min(a.Before, a.After) < smallStudy {
			return append(out, fmt.Sprintf("A count is below %d: the figures are unstable.", smallStudy))
		}
	}
	return out
}

func (s Study) sentence(f Finding) string {
	if f.Expected != nil {
		return s.expectedSentence(f)
	}
	verdict := "This does not show an effect: the difference is within what chance would bring."
	if s.Selection == ChosenHigh {
		verdict = "No effect is claimed: the place was chosen because it was high, and would have fallen back by itself."
	}
	switch {
	case f.ClaimEffect:
		verdict = "This is more than chance would bring."
	case f.ClaimHarm:
		verdict = "The treated area did worse than the comparison area by more than chance would bring."
	}
	text := fmt.Sprintf("Against the comparison area, recorded events changed by %s (%g%% interval %s to %s). %s",
		percent(1/f.Relative.Value), 100*s.Confidence, percent(1/f.Relative.High), percent(1/f.Relative.Low), verdict)
	return text + around(f)
}

// expectedSentence words a place that was chosen because it was high.
func (s Study) expectedSentence(f Finding) string {
	e := f.Expected
	verdict := "This does not show an effect: it is within what such places do by themselves."
	switch {
	case f.ClaimEffect:
		verdict = "This is fewer than chance and falling back would bring."
	case f.ClaimHarm:
		verdict = "This is more than chance would bring."
	}
	return fmt.Sprintf("%.0f were recorded before and %.0f after. With nothing done about %.0f (%g%% of the time %.0f to %.0f) would be expected of a place as high as this, by how %d others went on. %s",
		s.Treated.Before, s.Treated.After, e.Events, 100*s.Confidence, e.Low, e.High, e.Others, verdict) + around(f)
}

func around(f Finding) string {
	if f.Quotient == nil {
		return ""
	}
	return fmt.Sprintf(" Around it, %s.", f.Quotient.Meaning)
}

// percent is a ratio as a change: 0.75 is -25%.
func percent(ratio float64) string { return fmt.Sprintf("%+.0f%%", 100*(ratio-1)) }
