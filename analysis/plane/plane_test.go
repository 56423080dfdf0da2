package plane

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEveryCellHoldsItsOwnCentre(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := Grid{MinX: rapid.Float64Range(-1e6, 1e6).Draw(rt, "x"), MinY: rapid.Float64Range(-1e6, 1e6).Draw(rt, "y"),
			Cell: rapid.Float64Range(0.1, 5000).Draw(rt, "cell"), Cols: rapid.IntRange(1, 50).Draw(rt, "cols"), Rows: rapid.IntRange(1, 50).Draw(rt, "rows")}
		if err := g.Validate(); err != nil {
			rt.Fatal(err)
		}
		c := rapid.IntRange(0, g.Len()-1).Draw(rt, "c")
		if at, ok := g.Index(g.Centre(c)); !ok || at != c {
			rt.Fatalf("the centre of cell %d of %+v lies in %d (%v)", c, g, at, ok)
		}
	})
}

func TestCellsOwnTheirLowerEdgesOnly(t *testing.T) {
	g := Grid{MinX: 100, MinY: 200, Cell: 10, Cols: 3, Rows: 2}
	for _, c := range []struct {
		x, y float64
		cell int
		ok   bool
	}{
		{100, 200, 0, true}, {109.999, 200, 0, true}, {110, 200, 1, true}, {100, 210, 3, true}, {130, 205, 0, false},
		{100, 220, 0, false}, {99.999, 205, 0, false}, {math.NaN(), 205, 0, false}, {math.Inf(1), 205, 0, false},
	} {
		if got, ok := g.Index(c.x, c.y); got != c.cell || ok != c.ok {
			t.Errorf("(%g, %g) lies in %d (%v), want %d (%v)", c.x, c.y, got, ok, c.cell, c.ok)
		}
	}
}

func TestACoveringGridLosesNoPoint(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(rt, "n")
		coordinate := rapid.Float64Range(-5e4, 7e5)
		p := Points{X: rapid.SliceOfN(coordinate, n, n).Draw(rt, "x"), Y: rapid.SliceOfN(coordinate, n, n).Draw(rt, "y")}
		g, err := Cover(p, rapid.Float64Range(100, 1e4).Draw(rt, "cell"))
		if err != nil {
			rt.Fatal(err)
		}
		counts, outside := g.Count(p)
		total := 0
		for _, c := range counts {
			total += c
		}
		if outside != 0 || total != n {
			rt.Fatalf("%d points inside and %d outside of %d", total, outside, n)
		}
	})
}

func TestImpossiblePointsAndGridsAreNamed(t *testing.T) {
	if err := (Points{X: []float64{1, math.Inf(1)}, Y: []float64{1, 2}}).Validate(); err == nil || !strings.Contains(err.Error(), "row 1") {
		t.Errorf("an infinite place: %v", err)
	}
	if err := (Points{X: []float64{1}}).Validate(); err == nil {
		t.Error("a point without y was accepted")
	}
	for want, g := range map[string]Grid{
		"cell side": {Cols: 1, Rows: 1}, "at least one": {Cell: 1, Cols: 1}, "larger cells": {Cell: 1, Cols: math.MaxInt, Rows: 2},
		"not a place": {Cell: 1, Cols: 1, Rows: 1, MinX: math.NaN()},
	} {
		if err := g.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, which does not speak of %q", g, err, want)
		}
	}
	if _, err := Cover(Points{X: []float64{0, 1e9}, Y: []float64{0, 1e9}}, 1); err == nil {
		t.Error("a grid of 1e18 cells was accepted")
	}
}

func FuzzCover(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 4.0, 10.0)
	f.Add(math.NaN(), 0.0, math.Inf(-1), 0.0, 1e-300)
	f.Add(1e9, -1e9, 0.0, 0.0, 1e300)
	f.Fuzz(func(t *testing.T, x1, y1, x2, y2, cell float64) {
		p := Points{X: []float64{x1, x2}, Y: []float64{y1, y2}}
		g, err := Cover(p, cell)
		if err != nil {
			return
		}
		if counts, outside := g.Count(p); g.Len() < 1<<16 && (outside != 0 || len(counts) != g.Len()) {
			t.Errorf("%d points outside of %+v", outside, g)
		}
		if x, y := g.Centre(g.Len() - 1); math.IsNaN(x+y) || math.IsInf(x+y, 0) {
			t.Errorf("the last centre of %+v is (%g, %g)", g, x, y)
		}
		for i := range p.X {
			if c, ok := g.Index(p.X[i], p.Y[i]); !ok || c < 0 || c >= g.Len() {
				t.Errorf("point %d (%g, %g) lies outside of %+v", i, p.X[i], p.Y[i], g)
			}
		}
	})
}
