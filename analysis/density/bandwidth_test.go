package density

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/plane"
)

// crowd is a tight crowd and some events far from it.
func crowd() plane.Points {
	r := rand.New(rand.NewPCG(8, 9))
	var p plane.Points
	for i := range 300 {
		spread := 20.0
		if i%10 == 0 {
			spread = 400
		}
		p.X, p.Y = append(p.X, 1000+spread*r.NormFloat64()), append(p.Y, 1000+spread*r.NormFloat64())
	}
	return p
}

func TestDensityAtTheEventsIsTheSumOverPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, o := drawn(t, rapid.Bool().Draw(t, "whole"))
		itself := rapid.Bool().Draw(t, "itself")
		got, err := o.atEvents(t.Context(), p, itself)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for i := range p.X {
			want := 0.0
			for j := range p.X {
				d := math.Hypot(p.X[i]-p.X[j], p.Y[i]-p.Y[j])
				if i == j && !itself || o.Kernel == Gaussian && d > o.truncate()*o.Bandwidth {
					continue
				}
				want += o.weight(j) * o.Kernel.At(d, o.Bandwidth)
			}
			if math.Abs(got[i]-want) > 1e-9*want+1e-6*o.Kernel.Peak(o.Bandwidth) {
				t.Fatalf("event %d: %g, by pairs %g", i, got[i], want)
			}
		}
	})
}

func TestAbramsonIsNarrowInACrowdAndWideOutsideIt(t *testing.T) {
	p := crowd()
	h, err := Abramson(t.Context(), p, Options{Kernel: Gaussian, Bandwidth: 60}, 5)
	if err != nil {
		t.Fatal(err)
	}
	logs := 0.0
	for i := range h {
		far := math.Hypot(p.X[i]-1000, p.Y[i]-1000)
		if far < 30 && h[i] > 60 || far > 300 && h[i] < 100 || h[i] > 300 {
			t.Errorf("event %d, %.0f m from the middle: bandwidth %.0f m", i, far, h[i])
		}
	}
	h, _ = Abramson(t.Context(), p, Options{Kernel: Gaussian, Bandwidth: 60}, 0)
	for i := range h {
		logs += math.Log(h[i] / 60)
	}
	if math.Abs(logs) > 1e-9 {
		t.Errorf("the geometric mean is not the pilot: %g", logs)
	}
}

func TestLikelihoodFindsTheSpreadOfACrowd(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 11))
	p := plane.Points{X: make([]float64, 200), Y: make([]float64, 200)}
	for i := range p.X {
		p.X[i], p.Y[i] = 20*r.NormFloat64(), 20*r.NormFloat64()
	}
	candidates, err := Candidates(2, 2000, 20)
	if err != nil {
		t.Fatal(err)
	}
	for kernel := range Kernel(5) {
		h, scores, err := Likelihood(t.Context(), p, candidates, Options{Kernel: kernel})
		if err != nil || len(scores) != 20 {
			t.Fatalf("%v: %v, %d scores", kernel, err, len(scores))
		}
		if kernel == Gaussian && (h < 5 || h > 20) {
			t.Errorf("%v: %g m for a crowd of 20 m", kernel, h)
		}
	}
}

func TestARuleThatHasNothingToGoOnSaysSo(t *testing.T) {
	w, err := Rectangle(0, 0, 100, 100)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]plane.Points{
		"no events":  {},
		"one event":  {X: []float64{5}, Y: []float64{5}},
		"one place":  {X: []float64{5, 5, 5}, Y: []float64{5, 5, 5}},
		"not finite": {X: []float64{math.NaN(), 2}, Y: []float64{1, 2}},
	} {
		if x, y, err := Scott(p); err == nil {
			t.Errorf("%s: Scott %g, %g", name, x, y)
		}
		if h, err := Diggle(t.Context(), p, w); err == nil && name != "one place" {
			t.Errorf("%s: Diggle %g", name, h)
		}
	}
	lone := plane.Points{X: []float64{0, 50}, Y: []float64{0, 50}}
	if _, _, err := Likelihood(t.Context(), lone, []float64{5}, Options{}); !errors.Is(err, ErrNoSpread) {
		t.Errorf("likelihood of events alone: %v", err)
	}
	if _, err := Candidates(10, 5, 3); err == nil {
		t.Error("candidates from more to less were accepted")
	}
	if _, err := Abramson(t.Context(), lone, Options{Bandwidth: 5}, 0.5); err == nil {
		t.Error("a ceiling below the pilot was accepted")
	}
}
