package pattern_test

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/pattern"
	"github.com/wardmote/wardmote/analysis/plane"
)

var square = pattern.Window{MaxX: 1000, MaxY: 1000}

func drawPoints(t *rapid.T) plane.Points {
	n := rapid.IntRange(0, 40).Draw(t, "n")
	var p plane.Points
	for range n {
		p.X = append(p.X, 8*float64(rapid.IntRange(0, 125).Draw(t, "x")))
		p.Y = append(p.Y, 8*float64(rapid.IntRange(0, 125).Draw(t, "y")))
	}
	return p
}

func TestNearestAgreesWithEveryPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoints(t)
		got, err := pattern.Nearest(p)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.X {
			want := math.Inf(1)
			for j := range p.X {
				if dx, dy := p.X[i]-p.X[j], p.Y[i]-p.Y[j]; i != j {
					want = math.Min(want, math.Sqrt(dx*dx+dy*dy))
				}
			}
			if got[i] != want {
				t.Fatalf("point %d: got %g, want %g", i, got[i], want)
			}
		}
	})
}

// seenShare walks round a circle in small steps: the twin of the isotropic weight.
func seenShare(w pattern.Window, x, y, r float64) float64 {
	const n = 3000
	in := 0
	if r == 0 {
		return 1
	}
	for k := range n {
		sin, cos := math.Sincos(2 * math.Pi * (float64(k) + 0.5) / n)
		if u, v := x+r*cos, y+r*sin; u >= w.MinX && u <= w.MaxX && v >= w.MinY && v <= w.MaxY {
			in++
		}
	}
	return float64(in) / n
}

func TestRipleysKAgreesWithItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPoints(t)
		n := p.Len()
		if n > 8 {
			p, n = plane.Points{X: p.X[:8], Y: p.Y[:8]}, 8
		}
		radii := []float64{90, 250, 480}
		for _, c := range []pattern.Correction{pattern.None, pattern.Translation, pattern.Isotropic} {
			got, err := pattern.K(context.Background(), p, square, radii, c)
			if err != nil {
				t.Fatal(err)
			}
			for k, r := range radii {
				want := 0.0
				for i := range n {
					for j := range n {
						dx, dy := p.X[i]-p.X[j], p.Y[i]-p.Y[j]
						d := math.Hypot(dx, dy)
						if i == j || d > r {
							continue
						}
						switch c {
						case pattern.None:
							want++
						case pattern.Translation:
							want += math.Min(100, 1e6/((1000-math.Abs(dx))*(1000-math.Abs(dy))))
						case pattern.Isotropic:
							want += 1 / seenShare(square, p.X[i], p.Y[i], d)
						}
					}
				}
				if n > 1 {
					want *= 1e6 / float64(n*(n-1))
				}
				if math.Abs(got[k]-want) > 5e-3*math.Max(1, want) {
					t.Fatalf("correction %d, radius %g: got %g, want %g", c, r, got[k], want)
				}
			}
		}
	})
}

func TestTheBorderMethodCountsPointsThatSeeFarEnough(t *testing.T) {
	p := square.Uniform(300)(rand.New(rand.NewPCG(1, 1)))
	radii := []float64{20, 60, 150, 400}
	got, err := pattern.K(t.Context(), p, square, radii, pattern.Border)
	if err != nil {
		t.Fatal(err)
	}
	for k, r := range radii {
		pairs, seen := 0.0, 0.0
		for i := range p.X {
			if math.Min(math.Min(p.X[i], 1000-p.X[i]), math.Min(p.Y[i], 1000-p.Y[i])) <= r {
				continue
			}
			seen++
			for j := range p.X {
				if i != j && math.Hypot(p.X[i]-p.X[j], p.Y[i]-p.Y[j]) <= r {
					pairs++
				}
			}
		}
		if want := pairs / (300 / 1e6 * seen); math.Abs(got[k]-want) > 1e-9*want {
			t.Errorf("radius %g: got %g, want %g", r, got[k], want)
		}
	}
}

func TestAnEnvelopeDoesNotDependOnTheNumberOfCores(t *testing.T) {
	p := square.Uniform(80)(rand.New(rand.NewPCG(3, 3)))
	var first *pattern.Bands
	for _, workers := range []int{1, 3} {
		b, err := pattern.Envelope(t.Context(), p, func(p plane.Points) ([]float64, error) {
			return pattern.K(t.Context(), p, square, []float64{50, 100, 200}, pattern.Isotropic)
		}, square.Uniform(80), pattern.EnvelopeOptions{Simulations: 19, Seed: 2, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if !reflect.DeepEqual(b, first) {
			t.Errorf("%d goroutines give another envelope than one", workers)
		}
	}
}

func TestImpossibleInputIsAnError(t *testing.T) {
	one := plane.Points{X: []float64{5}, Y: []float64{5}}
	k := func(p plane.Points, w pattern.Window, radii []float64, c pattern.Correction) error {
		_, err := pattern.K(t.Context(), p, w, radii, c)
		return err
	}
	two := plane.Points{X: []float64{5, 6}, Y: []float64{5, 6}}
	_, clark := second(pattern.ClarkEvans(plane.Points{X: []float64{math.NaN()}, Y: []float64{1}}, square))
	_, quadrats := pattern.Quadrats(one, square, 0, 3)
	_, seen := pattern.G(two, square, []float64{1, 300, 400}, pattern.Border)
	_, envelope := pattern.Envelope(t.Context(), one, nil, nil, pattern.EnvelopeOptions{})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, cancelled := pattern.K(ctx, two, square, []float64{1}, pattern.None)
	if !errors.Is(cancelled, context.Canceled) {
		t.Errorf("a cancelled K ends with %v", cancelled)
	}
	for name, err := range map[string]error{
		"no area":         k(one, pattern.Window{MaxX: 10}, nil, pattern.None),
		"infinite window": k(one, pattern.Window{MaxX: math.Inf(1), MaxY: 1}, nil, pattern.None),
		"outside":         k(one, pattern.Window{MaxX: 1, MaxY: 1}, nil, pattern.None),
		"falling radii":   k(one, square, []float64{2, 1}, pattern.None),
		"negative radius": k(one, square, []float64{-1}, pattern.None),
		"radius too long": k(one, square, []float64{2000}, pattern.None),
		"border unseen":   k(two, square, []float64{100}, pattern.Border),
		"not K's":         k(two, square, []float64{100}, pattern.Hanisch),
		"not a number":    clark,
		"no rectangles":   quadrats,
		"nothing is seen": seen,
		"no simulation":   envelope,
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func second[A, B any](a A, _ B, err error) (A, error) { return a, err }

func FuzzPattern(f *testing.F) {
	for _, v := range [][]float64{{}, {1, 2}, {5, 5, 5, 5, 5, 5}, {0, 0, 1, 0, 2, 0}, {1e9, -1e9, -1e9, 1e9}, {math.Inf(1), 0}, {math.NaN(), 0}, {1e-300, 0, 0, 0}} {
		var raw []byte
		for _, x := range v {
			raw = binary.LittleEndian.AppendUint64(raw, math.Float64bits(x))
		}
		f.Add(raw, 10.0, 3)
		f.Add(raw, 1e9, 1)
		f.Add(raw, math.Inf(1), -1)
	}
	f.Fuzz(func(t *testing.T, raw []byte, side float64, quadrats int) {
		var p plane.Points
		for len(raw) >= 16 && p.Len() < 50 {
			p.X = append(p.X, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
			p.Y = append(p.Y, math.Float64frombits(binary.LittleEndian.Uint64(raw[8:])))
			raw = raw[16:]
		}
		w := pattern.Window{MinX: -side, MinY: -side, MaxX: side, MaxY: side}
		radii := []float64{0, side / 10, side / 3}
		if d, err := pattern.Nearest(p); err == nil && len(d) != p.Len() {
			t.Fatalf("%d distances of %d points", len(d), p.Len())
		}
		if drawn := w.Uniform(quadrats % 50)(rand.New(rand.NewPCG(1, 1))); drawn.Len() != max(quadrats%50, 0) {
			t.Fatalf("%d points drawn of %d", drawn.Len(), quadrats%50)
		}
		for c := pattern.None; c <= pattern.Hanisch; c++ {
			if k, err := pattern.K(t.Context(), p, w, radii, c); err == nil {
				finite(t, k...)
				finite(t, pattern.L(k)...)
			}
			if g, err := pattern.G(p, w, radii, c); err == nil {
				finite(t, g...)
			}
		}
		if a, b, err := pattern.ClarkEvans(p, w); err == nil {
			finite(t, a.R, a.Z, a.Below, a.Above, b.R, b.Z, b.Below, b.Above)
		}
		if r, err := pattern.ClarkEvansCDF(p, w); err == nil {
			finite(t, r)
		}
		if q, err := pattern.Quadrats(p, w, quadrats%50, 2); err == nil {
			finite(t, q.ChiSquare, q.Above, q.Below, q.TwoSided, q.Dispersion)
		}
	})
}

func finite(t *testing.T, values ...float64) {
	t.Helper()
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("a result is %g", v)
		}
	}
}
