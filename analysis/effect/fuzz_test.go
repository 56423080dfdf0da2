package effect_test

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/effect"
)

// FuzzEffect feeds every public function any numbers: an error or figures that are numbers, never a panic or NaN.
func FuzzEffect(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 4.0, 1.0, 0.95)
	f.Add(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
	f.Add(math.NaN(), math.Inf(1), -1.0, 1e300, 5e-324, 1.0)
	f.Add(1e8, 1e8, 0.0, 1.0, 1e9, 0.999)
	f.Fuzz(func(t *testing.T, a, b, c, d, e, confidence float64) {
		numbers := func(err error, values ...float64) {
			for _, v := range values {
				if err == nil && math.IsNaN(v) {
					t.Fatalf("NaN from %g %g %g %g %g %g", a, b, c, d, e, confidence)
				}
			}
		}
		r, err := effect.RateRatio(effect.Rate{Events: a, Exposure: c}, effect.Rate{Events: b, Exposure: d}, confidence)
		numbers(err, r.Value, r.Low, r.High, r.P)
		r, err = effect.RateRatioOverdispersed(effect.Rate{Events: a, Exposure: c}, effect.Rate{Events: b, Exposure: d}, e, confidence)
		numbers(err, r.Value, r.Low, r.High, r.P)
		p, err := effect.ETest(effect.Rate{Events: a, Exposure: c}, effect.Rate{Events: b, Exposure: d})
		numbers(err, p)
		r, err = effect.RelativeEffect(effect.Area{Before: a, After: b}, effect.Area{Before: c, After: d}, e, confidence)
		numbers(err, r.Value, r.Low, r.High, r.P)
		q, err := effect.WeightedDisplacementQuotient(effect.Area{Before: a, After: b}, effect.Area{Before: c, After: d}, effect.Area{Before: e, After: a})
		numbers(err, q.Value, q.Success, q.Buffer)
		w, err := effect.WeightedDisplacementDifference(effect.DisplacementStudy{Treated: effect.Area{Before: a, After: b},
			Comparison: effect.Area{Before: c, After: d}, TimeBefore: e, Confidence: confidence})
		numbers(err, w.Total, w.TotalSE, w.Z, w.P, w.Low, w.High)
		w, err = effect.Combine([]effect.Difference{w, {Local: c, LocalSE: d}}, []float64{a, b}, confidence)
		numbers(err, w.Total, w.TotalSE, w.Z, w.P, w.Low, w.High)
		v, err := effect.Dispersion([]float64{a, b, c})
		numbers(err, v)
		var others []effect.Area
		for i := range effect.FewestOthers {
			others = append(others, effect.Area{Before: a * float64(i), After: b + c*float64(i%3)})
		}
		x, err := effect.Expect([]effect.Area{{Before: d, After: e}}, others, confidence)
		numbers(err, x.Events, x.Low, x.High, x.P, x.Kept, x.Dispersion)
		s, err := effect.Evaluate(effect.Study{Treated: effect.Area{Before: a, After: b}, Comparison: &effect.Area{Before: c, After: d},
			Buffer: &effect.Area{Before: b, After: c}, TimeAfter: e, Confidence: confidence, Others: others})
		numbers(err, s.Change.Value, s.Change.P)
		if err == nil && s.Sentence == "" {
			t.Fatal("a finding without a sentence")
		}
	})
}
