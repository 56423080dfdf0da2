package survey_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/survey"
	"pgregory.net/rapid"
)

// TestWilsonAgreesWithNewcombe1998 is the table of worked intervals in Newcombe (Statistics in Medicine 17:857, table I),
// to its four printed decimals.
func TestWilsonAgreesWithNewcombe1998(t *testing.T) {
	for _, c := range []struct{ yes, base, low, high float64 }{
		{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}, {29, 29, 0.8830, 1},
	} {
		s, err := survey.Wilson(c.yes, c.base, 0.95)
		fixture.Must(t, err)
		if math.Abs(s.Low-c.low) > 5e-5 || math.Abs(s.High-c.high) > 5e-5 {
			t.Errorf("%g of %g: %.5f to %.5f, published %g to %g", c.yes, c.base, s.Low, s.High, c.low, c.high)
		}
	}
}

// TestDifferenceAgreesWithNewcombe1998 is table II of the companion paper (17:873), method 10.
func TestDifferenceAgreesWithNewcombe1998(t *testing.T) {
	for _, c := range []struct{ a, m, b, n, low, high float64 }{
		{56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090}, {10, 10, 0, 20, 0.6791, 1}, {5, 56, 0, 29, -0.0381, 0.1926},
	} {
		first, err := survey.Wilson(c.a, c.m, 0.95)
		fixture.Must(t, err)
		second, err := survey.Wilson(c.b, c.n, 0.95)
		fixture.Must(t, err)
		d, err := survey.Newcombe(first, second)
		fixture.Must(t, err)
		if math.Abs(d.Low-c.low) > 5e-5 || math.Abs(d.High-c.high) > 5e-5 {
			t.Errorf("%g/%g - %g/%g: %.5f to %.5f, published %g to %g", c.a, c.m, c.b, c.n, d.Low, d.High, c.low, c.high)
		}
	}
}

// TestWilsonCoversTheTruth computes the coverage exactly: near the stated 95 % for any share and small bases.
func TestWilsonCoversTheTruth(t *testing.T) {
	for _, n := range []float64{10, 30, 100} {
		total, cases := 0.0, 0.0
		for p := 0.02; p < 0.99; p += 0.02 {
			covered := 0.0
			for k := 0.0; k <= n; k++ {
				s, err := survey.Wilson(k, n, 0.95)
				fixture.Must(t, err)
				if s.Low <= p && p <= s.High {
					a, _ := math.Lgamma(n + 1)
					b, _ := math.Lgamma(k + 1)
					c, _ := math.Lgamma(n - k + 1)
					covered += math.Exp(a - b - c + k*math.Log(p) + (n-k)*math.Log(1-p))
				}
			}
			total += covered
			cases++
		}
		if mean := total / cases; mean < 0.945 || mean > 0.965 {
			t.Errorf("base %g: the interval covers the truth %.4f of the time", n, mean)
		}
	}
}

func TestEqualWeightsChangeNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		yes := rapid.SliceOfN(rapid.Bool(), 1, 60).Draw(rt, "yes")
		weight := rapid.Float64Range(0.01, 100).Draw(rt, "weight")
		weights := make([]float64, len(yes))
		agreed := 0.0
		for i := range yes {
			weights[i] = weight
			if yes[i] {
				agreed++
			}
		}
		w, err := survey.Weigh(yes, weights, 1, 0.95)
		if err != nil {
			rt.Fatal(err)
		}
		s, err := survey.Wilson(agreed, float64(len(yes)), 0.95)
		if err != nil {
			rt.Fatal(err)
		}
		if math.Abs(w.Low-s.Low) > 1e-9 || math.Abs(w.High-s.High) > 1e-9 || math.Abs(w.DesignEffect-1) > 1e-9 {
			rt.Fatalf("%+v, unweighted %+v", w, s)
		}
	})
}

// TestUnequalWeightsShrinkTheBase: half the sample with three times the weight is worth four fifths of it (Kish).
func TestUnequalWeightsShrinkTheBase(t *testing.T) {
	yes, weights := make([]bool, 100), make([]float64, 100)
	for i := range yes {
		yes[i], weights[i] = i%4 == 0, 1
		if i < 50 {
			weights[i] = 3
		}
	}
	w, err := survey.Weigh(yes, weights, 1, 0.95)
	fixture.Must(t, err)
	if math.Abs(w.DesignEffect-1.25) > 1e-12 || math.Abs(w.Base-80) > 1e-9 || w.WeightedBase != 200 {
		t.Errorf("%+v", w)
	}
}

// FuzzSurvey feeds any numbers: an error or shares within 0 and 1.
func FuzzSurvey(f *testing.F) {
	f.Add(0.0, 0.0, 0.95, 1.0, true)
	f.Add(math.NaN(), math.Inf(1), 2.0, -1.0, false)
	f.Add(1e300, 1e300, 0.9, 1.0, true)
	f.Add(1e-300, 1e-300, 0.9, 1.0, true)
	f.Fuzz(func(t *testing.T, a, b, confidence, clustering float64, yes bool) {
		s, err := survey.Wilson(a, b, confidence)
		if err == nil && !(0 <= s.Low && s.Low <= s.Value && s.Value <= s.High && s.High <= 1) {
			t.Fatalf("Wilson(%g, %g, %g): %+v", a, b, confidence, s)
		}
		w, err := survey.Weigh([]bool{yes, !yes, yes}, []float64{a, b, 1}, clustering, confidence)
		if err == nil && !(0 <= w.Low && w.Low <= w.Value && w.Value <= w.High && w.High <= 1 && w.DesignEffect >= 1) {
			t.Fatalf("Weigh(%g, %g): %+v", a, b, w)
		}
		d, err := survey.Newcombe(s, w.Share)
		if err == nil && !(-1 <= d.Value && d.Low <= d.Value && d.Value <= d.High) {
			t.Fatalf("Newcombe: %+v", d)
		}
	})
}

// Of 263 residents asked after dark, 81 felt unsafe.
func ExampleWilson() {
	s, err := survey.Wilson(81, 263, 0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.0f%% (%.0f%% to %.0f%%)\n", 100*s.Value, 100*s.Low, 100*s.High)
	// Output: 31% (26% to 37%)
}
