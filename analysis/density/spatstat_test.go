package density

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
)

// pattern is one of spatstat's point patterns with what R 4.2.2 and spatstat 3.0-3 make of it. Its unit square is taken as
// a kilometre.
type pattern struct {
	X      []float64  `json:"x"`
	Y      []float64  `json:"y"`
	Window [4]float64 `json:"window"` // west, east, south, north
	KDE    struct {
		Edge   [][]float64 `json:"edge"`
		NoEdge [][]float64 `json:"noedge"`
	} `json:"density_sigma0.1"`
	Diggle     float64    `json:"bw_diggle"`
	Likelihood float64    `json:"bw_ppl"`
	Scott      [2]float64 `json:"bw_scott"`
}

func (s pattern) points() plane.Points {
	p := plane.Points{X: make([]float64, len(s.X)), Y: make([]float64, len(s.Y))}
	for i := range s.X {
		p.X[i], p.Y[i] = 1000*s.X[i], 1000*s.Y[i]
	}
	return p
}

func (s pattern) window(t *testing.T) *Window {
	t.Helper()
	w, err := Rectangle(1000*s.Window[0], 1000*s.Window[2], 1000*s.Window[1], 1000*s.Window[3])
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// patterns are the patterns of the reference results that lie beside the repository; none where they are not there (they
// come from spatstat, whose licence keeps them out of this repository).
func patterns(t *testing.T) map[string]pattern {
	t.Helper()
	path := fixture.Beside(t, "fixtures/r-reference/reference_R.json")
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil {
		t.Fatal(err)
	}
	all := map[string]pattern{}
	for _, name := range []string{"redwood", "cells", "japanesepines"} {
		var one pattern
		if err := json.Unmarshal(parts["spatstat_"+name], &one); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = one
	}
	return all
}

func TestBandwidthsAreThoseThatSpatstatChooses(t *testing.T) {
	for name, s := range patterns(t) {
		p, w := s.points(), s.window(t)
		x, y, err := Scott(p)
		if err != nil || math.Abs(x/1000-s.Scott[0]) > 1e-12 || math.Abs(y/1000-s.Scott[1]) > 1e-12 {
			t.Errorf("%s: Scott %g, %g (%v), R %v", name, x/1000, y/1000, err, s.Scott)
		}
		h, err := Diggle(t.Context(), p, w)
		if err != nil || math.Abs(h/1000-s.Diggle) > 1e-12 {
			t.Errorf("%s: Diggle %.15g (%v), R %.15g", name, h/1000, err, s.Diggle)
		}
		candidates, err := Candidates(1000*nearestPair(s), 1000*math.Sqrt2/2, 16) // R's own range
		if err != nil {
			t.Fatal(err)
		}
		h, _, err = Likelihood(t.Context(), p, candidates, Options{Kernel: Gaussian, Truncate: 8, Window: w})
		if err != nil || math.Abs(h/1000-s.Likelihood) > 1e-12 {
			t.Errorf("%s: likelihood %.15g (%v), R %.15g", name, h/1000, err, s.Likelihood)
		}
	}
}

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
// 1e-10; with its edge correction, which takes the share inside the window by pixels too, to 0.3 % at 32 pixels.
func TestDensityIsSpatstatsOnBinnedEvents(t *testing.T) {
	for name, s := range patterns(t) {
		g := plane.Grid{MinX: 1000 * s.Window[0], MinY: 1000 * s.Window[2], Cell: 1000.0 / 32, Cols: 32, Rows: 32}
		p := s.points()
		for i := range p.X {
			c, _ := g.Index(p.X[i], p.Y[i])
			p.X[i], p.Y[i] = g.Centre(c)
		}
		plain := Options{Kernel: Gaussian, Bandwidth: 100, Truncate: 8}
		corrected := plain
		corrected.Edge = UniformEdge
		agree(t, name, p, g, plain, s.KDE.NoEdge, 1e-10)
		agree(t, name+" corrected", p, g, corrected, s.KDE.Edge, 0.003)
	}
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
