package density

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/plane"
)

// cut is a window with a slanting side, a hole and an island in the hole.
func cut(t testing.TB) *Window {
	t.Helper()
	w, err := Polygon(
		[][2]float64{{0, 0}, {100, 10}, {90, 80}, {10, 95}, {0, 0}},
		[][2]float64{{30, 30}, {60, 30}, {60, 60}, {30, 60}},
		[][2]float64{{40, 40}, {40, 50}, {50, 50}, {50, 40}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// summedMass adds the kernel over small squares.
func summedMass(w *Window, k Kernel, h, x, y float64) float64 {
	const step = 0.5
	sum := 0.0
	for a := -10 + step/2; a < 110; a += step {
		for b := -10 + step/2; b < 110; b += step {
			if w.Contains(a, b) {
				sum += k.At(math.Hypot(a-x, b-y), h) * step * step
			}
		}
	}
	return sum
}

func TestMassInTheWindowIsTheIntegralOfTheKernel(t *testing.T) {
	w := cut(t)
	if area := w.Area(); math.Abs(area-(7425-900+100)) > 1e-9 {
		t.Errorf("area %g", area)
	}
	for k := range Kernel(5) {
		for _, h := range []float64{8, 20, 70} {
			for _, at := range [][2]float64{{45, 45}, {20, 20}, {5, 50}, {-6, 40}, {61, 61}, {98, 11}, {30, 30.001}, {0, 0}, {45, 30}} {
				got, want := w.Mass(k, h, at[0], at[1]), summedMass(w, k, h, at[0], at[1])
				if math.Abs(got-want) > 0.01 {
					t.Errorf("%v, h %g, at %v: mass %.5f, summed %.5f", k, h, at, got, want)
				}
			}
		}
	}
}

// For the Gaussian on a rectangle the mass is a product of two normal integrals.
func TestGaussianMassInARectangleIsTheProductOfItsAxes(t *testing.T) {
	w, err := Rectangle(0, 0, 1000, 400)
	if err != nil {
		t.Fatal(err)
	}
	phi := func(v float64) float64 { return 1 - upper(v) }
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.Float64Range(-50, 1050).Draw(t, "x"), rapid.Float64Range(-50, 450).Draw(t, "y")
		h := rapid.Float64Range(5, 2000).Draw(t, "h")
		want := (phi((1000-x)/h) - phi(-x/h)) * (phi((400-y)/h) - phi(-y/h))
		if got := w.Mass(Gaussian, h, x, y); math.Abs(got-want) > 2e-8 {
			t.Fatalf("mass %g, product %g", got, want)
		}
	})
}

func TestAMaskIsTheSameWindowAsItsOutline(t *testing.T) {
	g := plane.Grid{MinX: 20, MinY: -10, Cell: 5, Cols: 8, Rows: 6}
	in := make([]bool, g.Len())
	for c := range in {
		in[c] = c%8 < 6
	}
	mask, err := Mask(g, in)
	if err != nil {
		t.Fatal(err)
	}
	outline, _ := Rectangle(20, -10, 50, 20)
	if mask.Area() != outline.Area() {
		t.Errorf("areas %g and %g", mask.Area(), outline.Area())
	}
	for _, at := range [][2]float64{{21, -9}, {49, 3}, {35, 5}, {55, 0}, {30, 0}} {
		for k := range Kernel(5) {
			if a, b := mask.Mass(k, 12, at[0], at[1]), outline.Mass(k, 12, at[0], at[1]); math.Abs(a-b) > 1e-12 {
				t.Errorf("%v at %v: %g and %g", k, at, a, b)
			}
		}
	}
}

// With Diggle's correction the surface integrates to the number of events in the window, wherever they lie.
func TestDiggleCorrectionKeepsTheNumberOfEvents(t *testing.T) {
	w := cut(t)
	p := plane.Points{X: []float64{5, 20, 88, 45, 62, 300, 45}, Y: []float64{8, 80, 70, 45, 45, 300, 35}} // two outside
	g := plane.Grid{MinX: -5, MinY: -5, Cell: 0.5, Cols: 230, Rows: 230}
	for k := range Kernel(5) {
		s, err := Estimate(t.Context(), p, g, Options{Kernel: k, Bandwidth: 15, Edge: DiggleEdge, Window: w, Unit: PerSquareMetre})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, v := range s.Values {
			sum += v * 0.25
		}
		if math.Abs(sum-5) > 0.03 {
			t.Errorf("%v: integrates to %g, not 5", k, sum)
		}
	}
}

// On a lattice that fills the window the uniform correction gives back the true, even density right up to the boundary.
func TestUniformCorrectionIsEvenUpToTheBoundary(t *testing.T) {
	var p plane.Points
	for x := 0.5; x < 100; x++ {
		for y := 0.5; y < 100; y++ {
			p.X, p.Y = append(p.X, x), append(p.Y, y)
		}
	}
	g := plane.Grid{Cell: 10, Cols: 10, Rows: 10}
	for k := range Kernel(5) {
		s, err := Estimate(t.Context(), p, g, Options{Kernel: k, Bandwidth: 25, Edge: UniformEdge})
		if err != nil {
			t.Fatal(err)
		}
		for c, v := range s.Values {
			if math.Abs(v/1e6-1) > 0.01 {
				t.Errorf("%v, cell %d: %g events a square metre, not 1", k, c, v/1e6)
			}
		}
	}
}

func TestAWindowWithoutAreaIsAnError(t *testing.T) {
	for _, rings := range [][][][2]float64{nil, {{{0, 0}, {1, 1}}}, {{{0, 0}, {1, 1}, {2, 2}}}, {{{0, 0}, {math.NaN(), 1}, {2, 2}}}} {
		if _, err := Polygon(rings...); err == nil {
			t.Errorf("%v was accepted", rings)
		}
	}
	if _, err := Mask(plane.Grid{Cell: 1, Cols: 2, Rows: 2}, make([]bool, 3)); err == nil {
		t.Error("a mask of another length was accepted")
	}
}
