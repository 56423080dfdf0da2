package density

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
)

func seeds(f *testing.F) {
	f.Add([]byte{}, 300.0, 50.0, byte(0))                                                        // none
	f.Add(fixture.Bytes(5, 5, 1), 300.0, 50.0, byte(1))                                          // one
	f.Add(fixture.Bytes(5, 5, 1, 5, 5, 1, 5, 5, 1), 1e-3, 50.0, byte(2))                         // all at one place
	f.Add(fixture.Bytes(0, 0, 1, 1, 1, 1, 2, 2, 1), 1.5, 1.0, byte(3))                           // in line
	f.Add(fixture.Bytes(1e9, -1e9, 1e30, -1e9, 1e9, 1e30), 1e9, 1e8, byte(4))                    // huge
	f.Add(fixture.Bytes(math.Inf(1), 0, 1), 50.0, 1.0, byte(5))                                  // infinite
	f.Add(fixture.Bytes(0, 0, -1), 50.0, 1.0, byte(6))                                           // a negative count
	f.Add(fixture.Bytes(0, 0, math.NaN()), math.NaN(), 1e-300, byte(7))                          // not numbers
	f.Add(fixture.Bytes(0, 0, 1, 1e-320, 0, 1e-320, -1e-320, 1e-320, 5e-324), 1.0, 1.0, byte(8)) // denormal
}

func FuzzASurfaceIsFiniteAndNotNegative(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte, h, cell float64, choice byte) {
		var p plane.Points
		var weights []float64
		p.X, p.Y, weights = fixture.Threes(data, 100)
		g := plane.Grid{Cell: cell, Cols: 1 + int(choice)%11, Rows: 1 + int(choice)%7}
		if p.Len() > 0 {
			g.MinX, g.MinY = p.X[0], p.Y[0]
		}
		o := Options{Kernel: Kernel(choice % 6), Bandwidth: h, Edge: Edge(choice / 6 % 3), Unit: Unit(choice / 18 % 3)}
		if choice%2 == 0 {
			o.Weights = weights
		}
		s, err := Estimate(t.Context(), p, g, o)
		if err != nil {
			return
		}
		for c, v := range s.Values {
			if !(v >= 0) || math.IsInf(v, 0) {
				t.Fatalf("cell %d is %g", c, v)
			}
		}
		contours, err := s.Contours(s.Values[0], 0, h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := GeoJSON(contours, func(x, y float64) (float64, float64) { return 0, 0 }); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzABandwidthIsMoreThanNothingOrAnError(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte, h, side float64, choice byte) {
		var p plane.Points
		var weights []float64
		p.X, p.Y, weights = fixture.Threes(data, 100)
		right := func(rule string, h float64, err error) {
			if err == nil && !(h > 0 && h < math.Inf(1)) {
				t.Fatalf("%s: %g", rule, h)
			}
		}
		x, y, err := Scott(p)
		right("Scott", x, err)
		right("Scott", y, err)
		o := Options{Kernel: Kernel(choice % 6), Bandwidth: h}
		if choice%2 == 0 {
			o.Weights = weights
		}
		if w, err := Rectangle(-side, -side, side, 2*side); err == nil {
			d, err := Diggle(t.Context(), p, w)
			right("Diggle", d, err)
			if mass := w.Mass(Kernel(choice%5), 1+math.Abs(math.Mod(h, 1e9)), side/3, side); !(mass >= 0 && mass <= 1) && h == h && !math.IsInf(h, 0) {
				t.Fatalf("mass %g", mass)
			}
			if choice%3 == 0 {
				o.Window = w
			}
		}
		best, _, err := Likelihood(t.Context(), p, []float64{h}, o)
		right("Likelihood", best, err)
		own, err := Abramson(t.Context(), p, o, 0)
		for _, h := range own {
			right("Abramson", h, err)
		}
	})
}

func FuzzKernelsAndWindows(f *testing.F) {
	f.Add("quartic", 0.0, 300.0, 5, []byte{1, 0, 1})
	f.Add("", math.Inf(1), 1e-300, -1, []byte{})
	f.Add("gaussian", -1.0, math.NaN(), 1<<30, []byte{1, 1, 1, 1})
	f.Fuzz(func(t *testing.T, name string, d, h float64, count int, cells []byte) {
		k, err := ParseKernel(name)
		if err == nil && d >= 0 && h > 1e-6 && h < 1e9 {
			if share := k.Within(d, h); !(share >= 0 && share <= 1) || !(k.At(d, h) >= 0) || !(k.Matching(h) >= h) || !(k.Peak(h) > 0) {
				t.Fatalf("%s at %g of %g: share %g, density %g, matching %g", name, d, h, share, k.At(d, h), k.Matching(h))
			}
		}
		if w, err := Polygon([][2]float64{{0, 0}, {d, 0}, {h, d}, {float64(count), h}}); err == nil && !(w.Area() >= 0) {
			t.Fatalf("an area of %g", w.Area())
		}
		if candidates, err := Candidates(d, h, count); err == nil {
			for i, c := range candidates {
				if !(c > 0) || math.IsInf(c, 0) || i > 0 && c < candidates[i-1] {
					t.Fatalf("candidate %d from %g to %g is %g", i, d, h, c)
				}
			}
		}
		in := make([]bool, len(cells))
		for i := range cells {
			in[i] = cells[i]%2 == 1
		}
		g := plane.Grid{Cell: h, Cols: 1 + (count%4+4)%4, Rows: 1 + len(cells)/4}
		if w, err := Mask(g, in); err == nil {
			w.Contains(d, h)
			if !(w.Area() > 0) {
				t.Fatalf("a mask of %v has no area", in)
			}
		}
	})
}
