package disparity_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/disparity"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"pgregory.net/rapid"
)

func study() disparity.Study {
	return disparity.Study{Benchmark: "residents, Census 2021", Unknown: 60, Reference: 0, Groups: []disparity.Group{
		{Name: "White", Searches: 300, People: 100_000}, {Name: "Black", Searches: 160, People: 20_000}, {Name: "Asian", Searches: 150, People: 50_000},
	}}
}

// TestRatesAgreeWithHand computes ratio, bounds and excess by hand.
func TestRatesAgreeWithHand(t *testing.T) {
	r, err := disparity.Rates(study())
	fixture.Must(t, err)
	black := r.Rates[1]
	fixture.Near(t, "per 1,000", black.Per1000, 8, 1e-12)
	fixture.Near(t, "ratio", black.Ratio.Value, 8.0/3, 1e-12)
	fixture.Near(t, "least", black.Least, 8/3.6, 1e-12)
	fixture.Near(t, "most", black.Most, 11.0/3, 1e-12)
	fixture.Near(t, "excess", black.Excess, 100, 1e-12)
	fixture.Near(t, "unknown", r.UnknownShare, 60.0/670, 1e-12)
	if asian := r.Rates[2]; asian.Ratio.Value != 1 || !strings.Contains(asian.Sentence, "within what chance would bring") {
		t.Errorf("%+v", asian)
	}
	if r.Rates[0].Ratio != nil || !strings.Contains(strings.Join(r.Caveats, " "), "residents, Census 2021") {
		t.Errorf("reference %+v, caveats %v", r.Rates[0], r.Caveats)
	}
}

// TestRateIntervalIsGarwoods takes the limits published for a count of ten: 4.7954 and 18.3904.
func TestRateIntervalIsGarwoods(t *testing.T) {
	s := study()
	s.Groups[1] = disparity.Group{Name: "Black", Searches: 10, People: 1000}
	r, err := disparity.Rates(s)
	fixture.Must(t, err)
	fixture.Near(t, "low", r.Rates[1].Low, 4.7954, 1e-5)
	fixture.Near(t, "high", r.Rates[1].High, 18.3904, 1e-5)
	if !r.Rates[1].Unstable {
		t.Error("ten searches are few")
	}
}

// TestOneSmallGroupDoesNotShowThroughTheTotal: the next smallest group is withheld with it.
func TestOneSmallGroupDoesNotShowThroughTheTotal(t *testing.T) {
	s := study()
	s.Groups = append(s.Groups, disparity.Group{Name: "Mixed", Searches: 3, People: 4000})
	r, err := disparity.Rates(s)
	fixture.Must(t, err)
	if !r.Rates[3].Withheld || !r.Rates[2].Withheld || r.Rates[1].Withheld {
		t.Errorf("%+v", r.Rates)
	}
	for _, x := range r.Rates {
		if x.Withheld && (x.Searches != 0 || x.Per1000 != 0 || x.Ratio != nil) {
			t.Errorf("a withheld group shows %+v", x)
		}
	}
	s.Reference = 3
	if _, err := disparity.Rates(s); err == nil {
		t.Error("a reference of three searches was accepted")
	}
}

func TestABenchmarkMustBeNamed(t *testing.T) {
	s := study()
	s.Benchmark = ""
	if _, err := disparity.Rates(s); err == nil || !strings.Contains(err.Error(), "benchmark") {
		t.Errorf("error %v", err)
	}
}

// TestBoundsHoldWhoeverTheUnknownWere draws any true division of the unknown.
func TestBoundsHoldWhoeverTheUnknownWere(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := study()
		s.Unknown = rapid.IntRange(0, 500).Draw(rt, "unknown")
		ours := rapid.IntRange(0, s.Unknown).Draw(rt, "ours")
		theirs := rapid.IntRange(0, s.Unknown-ours).Draw(rt, "theirs")
		r, err := disparity.Rates(s)
		if err != nil {
			rt.Fatal(err)
		}
		truth := float64(160+ours) / 20_000 / (float64(300+theirs) / 100_000)
		if b := r.Rates[1]; truth < b.Least-1e-9 || truth > b.Most+1e-9 {
			rt.Fatalf("ratio %g lies outside %g to %g", truth, b.Least, b.Most)
		}
	})
}

func TestDispersionWidensTheIntervals(t *testing.T) {
	s := study()
	narrow, err := disparity.Rates(s)
	fixture.Must(t, err)
	s.Dispersion = 4
	wide, err := disparity.Rates(s)
	fixture.Must(t, err)
	a, b := narrow.Rates[1], wide.Rates[1]
	if !(b.Low < a.Low && b.High > a.High && b.Ratio.Low < a.Ratio.Low && b.Ratio.High > a.Ratio.High) {
		t.Errorf("%+v, with dispersion %+v", a, b)
	}
	fixture.Near(t, "twice as wide in the logarithm", math.Log(b.Ratio.High/b.Ratio.Low)/math.Log(a.Ratio.High/a.Ratio.Low), 2, 0.05)
}

// TestOutcomesAgreeWithPearson checks the statistic by hand: 30 of 100 and 20 of 100 find 25 % overall.
func TestOutcomesAgreeWithPearson(t *testing.T) {
	r, err := disparity.Outcomes(disparity.OutcomeStudy{Found: "an arrest or any other action", Groups: []disparity.Finds{
		{Name: "White", Found: 30, Searches: 100}, {Name: "Black", Found: 20, Searches: 100}}})
	fixture.Must(t, err)
	fixture.Near(t, "Q", r.Q, 50.0/18.75, 1e-12)
	fixture.Near(t, "p", r.P, math.Erfc(math.Sqrt(r.Q/2)), 1e-12)
	if d := r.Rates[1].Difference; d == nil || d.Clear || math.Abs(d.Value+0.1) > 1e-12 || r.Sparse {
		t.Errorf("%+v", r)
	}
}

func FuzzDisparity(f *testing.F) {
	f.Add(0, 0, 0, 0.0, 0.0, 0.0, 0.0, 0)
	f.Add(5, 100, -1, 1.0, math.NaN(), 2.0, 0.95, 1)
	f.Add(math.MaxInt, math.MinInt, 7, math.Inf(1), 1e-300, 1e300, 1.0, 2)
	f.Add(6, 100000000, 100000000, 1e-300, 1e12, 1.5, 0.9, 0)
	f.Fuzz(func(t *testing.T, a, b, unknown int, m, n, dispersion, confidence float64, reference int) {
		groups := []disparity.Group{{Name: "A", Searches: a, People: m}, {Name: "B", Searches: b, People: n}, {Name: "C", Searches: 50, People: 1000}}
		r, err := disparity.Rates(disparity.Study{Groups: groups, Reference: reference, Unknown: unknown, Benchmark: "x", Dispersion: dispersion, Confidence: confidence})
		for _, x := range r.Rates {
			if err == nil && (math.IsNaN(x.Per1000) || math.IsNaN(x.Low) || math.IsNaN(x.High) || math.IsNaN(x.Least) || math.IsNaN(x.Most) || math.IsNaN(x.Excess)) {
				t.Fatalf("%+v", x)
			}
			if err == nil && x.Ratio != nil && (math.IsNaN(x.Ratio.Value) || math.IsNaN(x.Ratio.P) || math.IsNaN(x.Ratio.Low)) {
				t.Fatalf("%+v", x.Ratio)
			}
		}
		o, err := disparity.Outcomes(disparity.OutcomeStudy{Found: "x", Reference: reference, Confidence: confidence, Groups: []disparity.Finds{
			{Name: "A", Found: a, Searches: b}, {Name: "B", Found: unknown, Searches: a}, {Name: "C", Found: 1, Searches: 7}}})
		if err == nil && (math.IsNaN(o.Q) || math.IsNaN(o.P)) {
			t.Fatalf("%+v", o)
		}
	})
}

func ExampleRates() {
	r, err := disparity.Rates(disparity.Study{
		Benchmark: "residents aged 10 and over, Census 2021", Unknown: 60,
		Groups: []disparity.Group{{Name: "White", Searches: 300, People: 100_000}, {Name: "Black", Searches: 160, People: 20_000}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Rates[1].Sentence)
	// Output: Black: searched 2.7 times as often as White (95% interval 2.2 to 3.2; from 2.2 to 3.7 depending on who the unknown were).
}
