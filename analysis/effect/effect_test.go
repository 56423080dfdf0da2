package effect_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"pgregory.net/rapid"
)

// TestRateRatioAgreesWithR is R's poisson.test of Tower Hamlets burglary, February 2025 against February 2024.
func TestRateRatioAgreesWithR(t *testing.T) {
	r, err := effect.RateRatio(effect.Rate{Events: 129, Exposure: 1}, effect.Rate{Events: 185, Exposure: 1}, 0.95)
	fixture.Must(t, err)
	fixture.Near(t, "ratio", r.Value, 0.697297297297297, 1e-9)
	fixture.Near(t, "low", r.Low, 0.552525645880494, 1e-9)
	fixture.Near(t, "high", r.High, 0.877816325530234, 1e-9)
	fixture.Near(t, "p", r.P, 0.00186442132609552, 1e-9)
}

func TestETestAgreesWithPtools(t *testing.T) {
	for _, row := range fixture.Numbers(t, "testdata/etest_ptools.csv") {
		p, err := effect.ETest(effect.Rate{Events: row[0], Exposure: 1}, effect.Rate{Events: row[1], Exposure: row[2]})
		fixture.Must(t, err)
		fixture.Near(t, fmt.Sprint(row[:3]), p, row[3], 1e-9)
	}
}

func TestWeightedDisplacementDifferenceAgreesWithPtools(t *testing.T) {
	studies := []effect.DisplacementStudy{
		{Treated: effect.Area{Before: 20, After: 10}, Comparison: effect.Area{Before: 20, After: 20}},
		{Treated: effect.Area{Before: 50, After: 31}, Comparison: effect.Area{Before: 30, After: 26},
			Buffer: effect.Area{Before: 22, After: 18}, BufferComparison: effect.Area{Before: 12, After: 14}},
		{Treated: effect.Area{Before: 50, After: 31}, Comparison: effect.Area{Before: 30, After: 26},
			Buffer: effect.Area{Before: 22, After: 18}, BufferComparison: effect.Area{Before: 12, After: 14},
			TimeBefore: 12, TimeAfter: 6, ComparisonSize: 2, TreatedSize: 1, BufferComparisonSize: 1.5, BufferSize: 1},
	}
	for i, row := range fixture.Numbers(t, "testdata/wdd_ptools.csv") {
		d, err := effect.WeightedDisplacementDifference(studies[i])
		fixture.Must(t, err)
		got := []float64{d.Local, d.LocalSE, d.Buffer, d.BufferSE, d.Total, d.TotalSE, d.Z, d.Low, d.High}
		for j := range row {
			fixture.Near(t, fmt.Sprintf("row %d column %d", i, j), got[j], row[j], 1e-9)
		}
	}
}

// TestQuotientAgreesWithItsDefinition takes the four readings of Bowers and Johnson (2003, table 1).
func TestQuotientAgreesWithItsDefinition(t *testing.T) {
	comparison := effect.Area{Before: 1000, After: 1000}
	treated := effect.Area{Before: 100, After: 60}
	for _, c := range []struct {
		after, want float64
		says        string
	}{{-50, 1.25, "more than"}, {-10, 0.25, "diffusion"}, {0, 0, "nothing"}, {20, -0.5, "less than"}, {40, -1, "complete"}, {60, -1.5, "more crime"}} {
		q, err := effect.WeightedDisplacementQuotient(treated, effect.Area{Before: 200, After: 200 + c.after}, comparison)
		fixture.Must(t, err)
		if math.Abs(q.Value-c.want) > 1e-9 || !strings.Contains(q.Meaning, c.says) {
			t.Errorf("buffer %+g: %+v, want %g and %q", c.after, q, c.want, c.says)
		}
	}
	if _, err := effect.WeightedDisplacementQuotient(effect.Area{Before: 50, After: 60}, treated, comparison); err == nil {
		t.Error("a treated area that did no better has no quotient")
	}
}

// TestNoEffectIsClaimedWithoutAComparisonArea is the rule of the house.
func TestNoEffectIsClaimedWithoutAComparisonArea(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		before, after := rapid.Float64Range(1, 1e5).Draw(rt, "b"), rapid.Float64Range(1, 1e5).Draw(rt, "a")
		f, err := effect.Evaluate(effect.Study{Treated: effect.Area{Before: before, After: after}})
		if err != nil {
			rt.Fatal(err)
		}
		if f.ClaimEffect || f.ClaimHarm || f.Relative != nil || !strings.Contains(f.Sentence, "cannot be put down to the operation") {
			rt.Fatalf("claimed: %+v", f)
		}
	})
}

func TestStudyWithComparisonAndBufferIsWorded(t *testing.T) {
	f, err := effect.Evaluate(effect.Study{Treated: effect.Area{Before: 400, After: 200}, Comparison: &effect.Area{Before: 800, After: 780},
		Buffer: &effect.Area{Before: 300, After: 310}, BufferComparison: &effect.Area{Before: 310, After: 300}, Dispersion: 1.5, Selection: effect.ChosenOtherwise})
	fixture.Must(t, err)
	// (400/200)/(800/780) = 1.95; variance of its logarithm 1.5 (1/400 + 1/200 + 1/800 + 1/780)
	fixture.Near(t, "relative", f.Relative.Value, 1.95, 1e-12)
	fixture.Near(t, "low", f.Relative.Low, 1.95*math.Exp(-1.959963984540054*math.Sqrt(1.5*(1.0/400+1.0/200+1.0/800+1.0/780))), 1e-12)
	fixture.Near(t, "prevented", f.Difference.Local, 200-400*780.0/800, 1e-12)
	if !f.ClaimEffect || !strings.Contains(f.Sentence, "-49%") || f.Quotient == nil || f.Quotient.Value >= 0 {
		t.Errorf("%+v", f)
	}
}

// TestRateRatioKeepsItsLevel counts, by exact enumeration, how often the tests reject equal rates: never above the level
// for the conditional test, and near it for the e-test.
func TestRateRatioKeepsItsLevel(t *testing.T) {
	pmf := func(k, m float64) float64 {
		l, _ := math.Lgamma(k + 1)
		return math.Exp(k*math.Log(m) - m - l)
	}
	for _, mean := range []float64{2, 6} {
		conditional, etest := 0.0, 0.0
		for a := 0.0; a < 26; a++ {
			for b := 0.0; b < 26; b++ {
				if a+b == 0 {
					continue
				}
				first, second := effect.Rate{Events: a, Exposure: 1}, effect.Rate{Events: b, Exposure: 1}
				r, err := effect.RateRatio(first, second, 0.95)
				fixture.Must(t, err)
				p, err := effect.ETest(first, second)
				fixture.Must(t, err)
				if r.P <= 0.05 {
					conditional += pmf(a, mean) * pmf(b, mean)
				}
				if p <= 0.05 {
					etest += pmf(a, mean) * pmf(b, mean)
				}
			}
		}
		if conditional > 0.05 || etest > 0.056 || etest < conditional {
			t.Errorf("mean %g: conditional rejects %.4f, e-test %.4f, nominal 0.05", mean, conditional, etest)
		}
	}
}

func TestDispersionOfClusteredCounts(t *testing.T) {
	d, err := effect.Dispersion([]float64{2, 4, 6, 8})
	fixture.Must(t, err)
	fixture.Near(t, "dispersion", d, (9+1+1+9)/3.0/5, 1e-12)
	flat, err := effect.Dispersion([]float64{5, 5, 5})
	fixture.Must(t, err)
	fixture.Near(t, "never below Poisson", flat, 1, 0)
}

// TestCombineIsTheSumUnderWeights follows ptools' wdd_harm by hand: estimates and variances under weights and their squares.
func TestCombineIsTheSumUnderWeights(t *testing.T) {
	burglary, err := effect.WeightedDisplacementDifference(effect.DisplacementStudy{Treated: effect.Area{Before: 20, After: 10}, Comparison: effect.Area{Before: 20, After: 20}})
	fixture.Must(t, err)
	robbery, err := effect.WeightedDisplacementDifference(effect.DisplacementStudy{Treated: effect.Area{Before: 8, After: 9}, Comparison: effect.Area{Before: 7, After: 6}})
	fixture.Must(t, err)
	d, err := effect.Combine([]effect.Difference{burglary, robbery}, []float64{2, 10}, 0.9)
	fixture.Must(t, err)
	if d.Total != 2*-10+10*2 {
		t.Errorf("total %g", d.Total)
	}
	fixture.Near(t, "standard error", d.TotalSE, math.Sqrt(4*70+100*30), 1e-12)
	fixture.Near(t, "high", d.High-d.Total, 1.6448536269514722*math.Sqrt(3280), 1e-12)
}
