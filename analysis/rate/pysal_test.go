package rate

import (
	"fmt"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/weight"
)

// What esda asserts in test_smoothing.py of the first five counties of sids2, 1974 to 1978, to the digits that it states.
func TestSmoothedRatesOfSIDSAreWhatPySALAsserts(t *testing.T) {
	events, births, w := sids(t, "74")
	relative, err := Expect(events, births)
	fixture.Must(t, err)
	global, err := Global(events, births)
	fixture.Must(t, err)
	pooled, err := Smooth(events, births, w)
	fixture.Must(t, err)
	median := func(o MedianOptions) []float64 {
		m, err := SmoothMedian(events, births, w, o)
		fixture.Must(t, err)
		return m
	}
	for name, c := range map[string]struct {
		got  []float64
		want [5]float64
		unit float64 // of the last digit stated
	}{
		"excess risk":                 {relative.Relative, [5]float64{0.453433, 0, 0.775871, 0.973810, 3.133190}, 3e-6},
		"empirical Bayes":             {global.Rate, [5]float64{0.0016973, 0.0017054, 0.0017731, 0.0020129, 0.0035349}, 1e-7},
		"spatial rate":                {pooled, [5]float64{0.0009922, 0.0012639, 0.0009740, 0.0007605, 0.0050154}, 1e-7},
		"spatial median":              {median(MedianOptions{}), [5]float64{0.00083622, 0.00109402, 0.00081567, 0, 0.0048209}, 1e-7},
		"spatial median by births":    {median(MedianOptions{ByPopulation: true}), [5]float64{0.00127146, 0.00127146, 0.0008433, 0, 0.0049889}, 1e-7},
		"spatial median in two steps": {median(MedianOptions{Rounds: 2}), [5]float64{0.00091659, 0.00087641, 0.00091073, 0, 0.00467633}, 1e-8},
	} {
		for i, want := range c.want {
			if math.Abs(c.got[i]-want) > 0.51*c.unit {
				t.Errorf("%s of county %d is %.9f, asserted %.9f", name, i+1, c.got[i], want)
			}
		}
	}
}

// The worked figures of esda's choynowski and assuncao_rate.
func TestProbabilityMapAndStandardisedRatesAreWhatPySALAsserts(t *testing.T) {
	m, err := Expect([]float64{30 + 25 + 25 + 15, 33 + 21 + 30 + 20}, []float64{400, 390})
	fixture.Must(t, err)
	fixture.Near(t, "chance of so few", m.Lower[0], 0.30437751, 2e-8)
	fixture.Near(t, "chance of so many", m.Upper[1], 0.29367033, 2e-8)
	z, err := Standardise([]float64{30, 25, 25, 15, 33, 21, 30, 20}, []float64{100, 100, 110, 90, 100, 90, 110, 90})
	fixture.Must(t, err)
	for i, want := range []float64{1.03843594, -0.04099089, -0.56250375, -1.73061861} {
		if math.Abs(z[i]-want) > 1e-6 {
			t.Errorf("standardised rate %d is %.8f, asserted %.8f", i, z[i], want)
		}
	}
}

// esda's Moran_Rate of sids2, 1979 to 1984, and spdep's p of 999 permutations for 1974 to 1978.
func TestTailsOfMoranOfStandardisedRates(t *testing.T) {
	for _, c := range []struct {
		year string
		p    float64
	}{{"79", 0.004191499504892171}, {"74", 0}} {
		events, births, w := sids(t, c.year)
		z, err := Standardise(events, births)
		fixture.Must(t, err)
		g, err := association.Moran(weight.Standardise(w), z)
		fixture.Must(t, err)
		if c.p > 0 {
			fixture.Near(t, "p under normality", g.Normality.Upper, c.p, 1e-9)
			continue
		}
		draws, err := association.MoranPermutation(t.Context(), weight.Standardise(w), z, association.PermuteOptions{Draws: 999, Seed: 1})
		fixture.Must(t, err)
		fixture.Near(t, "p of 999 permutations", draws.Upper, 0.001, 1e-12)
	}
}

func TestOneFreakRateLeavesNoTraceInMedians(t *testing.T) {
	w, err := weight.FromLists([][]int{{1, 2}, {0, 2}, {0, 1}, {}})
	fixture.Must(t, err)
	got, err := SmoothMedian([]float64{1, 2, 90, 4}, []float64{10, 10, 10, 10}, w, MedianOptions{})
	fixture.Must(t, err)
	if fmt.Sprint(got) != "[0.2 0.2 0.2 0.4]" {
		t.Errorf("medians %v", got)
	}
	if _, err := SmoothMedian([]float64{1}, []float64{1}, w, MedianOptions{}); err == nil {
		t.Error("counts of one place and weights of four were accepted")
	}
	if _, err := SmoothMedian([]float64{1, 2, 3, 4}, []float64{1, 1, 1, 1}, w, MedianOptions{Rounds: MaxRounds + 1}); err == nil {
		t.Error("too many rounds were accepted")
	}
}
