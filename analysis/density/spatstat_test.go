package density

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
)

// pattern is a point pattern with what R 4.2.2 and spatstat 3.0-3 make of it. A unit square is taken as a kilometre.
type pattern struct {
	X       []float64  `json:"x"`
	Y       []float64  `json:"y"`
	Window  [4]float64 `json:"window"` // west, east, south, north
	Unit    surfaces   `json:"density_sigma0.1"`
	Metres  surfaces   `json:"density"`
	Diggle  float64    `json:"bw_diggle"`
	Ppl     float64    `json:"bw_ppl"`
	Scott   [2]float64 `json:"bw_scott"`
	surface surfaces
	scale   float64 // metres in one unit
}

type surfaces struct {
	Edge   [][]float64 `json:"edge"`
	NoEdge [][]float64 `json:"noedge"`
	Sigma  float64     `json:"sigma"` // metres
	Cell   float64     `json:"cell"`  // metres
}

func (s pattern) points() plane.Points {
	p := plane.Points{X: make([]float64, len(s.X)), Y: make([]float64, len(s.Y))}
	for i := range s.X {
		p.X[i], p.Y[i] = s.scale*s.X[i], s.scale*s.Y[i]
	}
	return p
}

func (s pattern) window(t *testing.T) *Window {
	t.Helper()
	w, err := Rectangle(s.scale*s.Window[0], s.scale*s.Window[2], s.scale*s.Window[1], s.scale*s.Window[3])
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// patterns are one of our own events, and where the reference results lie beside the repository three that come with
// spatstat (whose licence keeps them out of this one).
func patterns(t *testing.T) map[string]pattern {
	t.Helper()
	all := map[string]pattern{}
	var london pattern
	fixture.Part(t, "../pattern/testdata/spatstat.json", "london", &london)
	london.scale, london.surface = 1, london.Metres
	all["london"] = london
	for _, name := range []string{"redwood", "cells", "japanesepines"} {
		var one pattern
		if fixture.Reference(t, "spatstat_"+name, &one) {
			one.scale, one.surface = 1000, one.Unit
			one.surface.Sigma, one.surface.Cell = 100, 1000.0/32
			all[name] = one
		}
	}
	return all
}

func TestBandwidthsAreThoseThatSpatstatChooses(t *testing.T) {
	for name, s := range patterns(t) {
		p, w := s.points(), s.window(t)
		x, y, err := Scott(p)
		if err != nil || !same(x, s.scale*s.Scott[0]) || !same(y, s.scale*s.Scott[1]) {
			t.Errorf("%s: Scott %g, %g (%v), R %v", name, x, y, err, s.Scott)
		}
		h, err := Diggle(t.Context(), p, w)
		if err != nil || !same(h, s.scale*s.Diggle) {
			t.Errorf("%s: Diggle %.15g (%v), R %.15g", name, h, err, s.scale*s.Diggle)
		}
		candidates, err := Candidates(s.scale*nearestPair(s), s.scale*math.Hypot(s.Window[1]-s.Window[0], s.Window[3]-s.Window[2])/2, 16) // R's own range
		if err != nil {
			t.Fatal(err)
		}
		h, _, err = Likelihood(t.Context(), p, candidates, Options{Kernel: Gaussian, Truncate: 8, Window: w})
		if err != nil || !same(h, s.scale*s.Ppl) {
			t.Errorf("%s: likelihood %.15g (%v), R %.15g", name, h, err, s.scale*s.Ppl)
		}
	}
}

func same(got, want float64) bool { return math.Abs(got/want-1) < 1e-10 }

// nearestPair is the least distance above zero.
func nearestPair(s pattern) float64 {
	least := math.Inf(1)
	for i := range s.X {
		for j := range i {
			if d := math.Hypot(s.X[i]-s.X[j], s.Y[i]-s.Y[j]); d > 0 {
				least = min(least, d)
			}
		}
	}
	return least
}

// spatstat bins events to its pixels and sums there by Fourier transforms. Binned in the same way the surfaces agree to
// 1e-9; with its edge correction, which takes the share inside the window by pixels too, to 0.3 % at 32 pixels.
func TestDensityIsSpatstatsOnBinnedEvents(t *testing.T) {
	for name, s := range patterns(t) {
		g := plane.Grid{MinX: s.scale * s.Window[0], MinY: s.scale * s.Window[2], Cell: s.surface.Cell,
			Cols: len(s.surface.NoEdge[0]), Rows: len(s.surface.NoEdge)}
		p := s.points()
		for i := range p.X {
			c, _ := g.Index(p.X[i], p.Y[i])
			p.X[i], p.Y[i] = g.Centre(c)
		}
		plain := Options{Kernel: Gaussian, Bandwidth: s.surface.Sigma, Truncate: 8}
		corrected := plain
		corrected.Edge = UniformEdge
		agree(t, name, p, g, plain, s.inKilometres(s.surface.NoEdge), 1e-9)
		agree(t, name+" corrected", p, g, corrected, s.inKilometres(s.surface.Edge), 0.003)
	}
}

// inKilometres turns events per unit of area into events per square kilometre.
func (s pattern) inKilometres(rows [][]float64) [][]float64 {
	for _, row := range rows {
		for col := range row {
			row[col] *= 1e6 / (s.scale * s.scale)
		}
	}
	return rows
}

func agree(t *testing.T, name string, p plane.Points, g plane.Grid, o Options, want [][]float64, tolerance float64) {
	t.Helper()
	got, err := Estimate(t.Context(), p, g, o)
	if err != nil {
		t.Fatal(err)
	}
	for row := range want {
		for col, v := range want[row] {
			if ours := got.Values[row*g.Cols+col]; !(math.Abs(ours/v-1) <= tolerance) {
				t.Fatalf("%s, row %d column %d: %g, spatstat %g", name, row, col, ours, v)
			}
		}
	}
}
