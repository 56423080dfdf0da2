package series

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestBoundsAgreeWithSurveillancesOwnTests takes the figures that R surveillance asserts of its threshold functions
// (tests/testthat/test-farringtonFlexible.R): expected 5, standard error 0.2 and dispersion 1 under the 2/3 power; expected
// 5 under the negative binomial plug-in of dispersion 1.5 and 1.
func TestBoundsAgreeWithSurveillancesOwnTests(t *testing.T) {
	power := FarringtonOptions{Alpha: 0.05}
	if got := power.upper(5, 0.2/5, 1); math.Abs(got-9.1154825) > 1e-6 {
		t.Errorf("2/3 power: %g", got)
	}
	plugIn := FarringtonOptions{Alpha: 0.05, NegativeBinom: true}
	for dispersion, want := range map[float64]float64{1.5: 10, 1: 9} {
		if got := plugIn.upper(5, 0.4, dispersion); got != want {
			t.Errorf("plug-in with dispersion %g: %g, want %g", dispersion, got, want)
		}
	}
}

// TestOutbreakWeightsAgreeWithSurveillancesOwnTests: five residuals of 0 and five of 2 weigh 1.6 and 0.4.
func TestOutbreakWeightsAgreeWithSurveillancesOwnTests(t *testing.T) {
	// A mean of 1 makes the raw Anscombe residual 1.5 (y^(2/3) - 1): zero at 1, two at (7/3)^(3/2).
	m := &quasiPoisson{dispersion: 1, mean: make([]float64, 10), leverage: make([]float64, 10)}
	y := make([]float64, 10)
	for i := range y {
		m.mean[i], y[i] = 1, 1
		if i >= 5 {
			y[i] = math.Pow(7.0/3, 1.5)
		}
	}
	o := FarringtonOptions{ReweightAbove: 0.5}
	for i, w := range o.outbreakWeights(m, y) {
		want := 1.6
		if i >= 5 {
			want = 0.4
		}
		if math.Abs(w-want) > 1e-12 {
			t.Errorf("weight %d: %g, want %g", i, w, want)
		}
	}
}

// TestPartsOfTheYearAreAsEqualAsCanBe, for any frequency, window and number of parts.
func TestPartsOfTheYearAreAsEqualAsCanBe(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		o := FarringtonOptions{Frequency: rapid.IntRange(4, 366).Draw(rt, "frequency")}
		o.HalfWindow = rapid.IntRange(0, (o.Frequency-2)/2-1).Draw(rt, "window")
		outside := o.Frequency - 2*o.HalfWindow - 1
		o.SeasonParts = rapid.IntRange(2, outside+1).Draw(rt, "parts")
		sizes := make([]int, o.SeasonParts)
		last := 0
		for after := -o.HalfWindow; after < o.Frequency-o.HalfWindow; after++ {
			part := o.part(after)
			if part < last && after > o.HalfWindow {
				rt.Fatalf("part %d after part %d", part, last)
			}
			last = part
			sizes[part]++
		}
		if sizes[0] != 2*o.HalfWindow+1 {
			rt.Fatalf("the window has %d periods", sizes[0])
		}
		for _, s := range sizes[1:] {
			if s != outside/(o.SeasonParts-1) && s != outside/(o.SeasonParts-1)+1 {
				rt.Fatalf("parts of %v periods", sizes[1:])
			}
		}
	})
}
