package pattern_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/pattern"
	"github.com/wardmote/wardmote/analysis/plane"
)

// spatstat is what R's spatstat 3.0-3 says of one of its data sets.
type spatstat struct {
	X, Y       []float64
	Window     [4]float64
	K, G       map[string][]float64
	ClarkEvans map[string]float64             `json:"clarkevans"`
	Quadrat    struct{ Statistic, P float64 } `json:"quadrat_3x3"`
}

func (s spatstat) data() (plane.Points, pattern.Window) {
	return plane.Points{X: s.X, Y: s.Y}, pattern.Window{MinX: s.Window[0], MaxX: s.Window[1], MinY: s.Window[2], MaxY: s.Window[3]}
}

// references are the results of R beside the repository, by data set; none where the file is not there.
func references(t *testing.T) map[string]spatstat {
	path := fixture.Beside(t, "fixtures/r-reference/reference_R.json")
	if path == "" {
		return nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]spatstat{}
	for _, name := range []string{"redwood", "cells", "japanesepines"} {
		var s spatstat
		if err := json.Unmarshal(all["spatstat_"+name], &s); err != nil {
			t.Fatal(err)
		}
		out[name] = s
	}
	return out
}

func within(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.15g, spatstat says %.15g", what, got, want)
	}
}

func steps(n int) (out []float64) {
	for k := range n {
		out = append(out, float64(k)*0.005)
	}
	return out
}

func TestRipleysKAgreesWithSpatstat(t *testing.T) {
	for name, s := range references(t) {
		p, w := s.data()
		radii := steps(51)
		for column, c := range map[string]pattern.Correction{"border": pattern.Border, "trans": pattern.Translation, "iso": pattern.Isotropic} {
			got, err := pattern.K(t.Context(), p, w, radii, c)
			if err != nil {
				t.Fatal(err)
			}
			compared := 0
			for k, r := range radii {
				// The coordinates have two or three decimals: where a distance equals the radius, rounding decides.
				if !tied(p, w, r) {
					within(t, name+" "+column, got[k], s.K[column][k], 1e-9)
					compared++
				}
			}
			if compared < 25 {
				t.Errorf("%s: only %d radii without a tie", name, compared)
			}
		}
	}
}

// tied tells whether a pair, or a point and the border, are at a distance of r but for rounding.
func tied(p plane.Points, w pattern.Window, r float64) bool {
	for i := range p.X {
		for _, side := range []float64{p.X[i] - w.MinX, w.MaxX - p.X[i], p.Y[i] - w.MinY, w.MaxY - p.Y[i]} {
			if math.Abs(side-r) < 1e-9 {
				return true
			}
		}
		for j := range i {
			if math.Abs(math.Hypot(p.X[i]-p.X[j], p.Y[i]-p.Y[j])-r) < 1e-9 {
				return true
			}
		}
	}
	return false
}

func TestNearestNeighbourFunctionAgreesWithSpatstat(t *testing.T) {
	for name, s := range references(t) {
		p, w := s.data()
		radii := steps(31)
		for column, c := range map[string]pattern.Correction{"rs": pattern.Border, "km": pattern.KaplanMeier, "han": pattern.Hanisch} {
			got, err := pattern.G(p, w, radii, c)
			if err != nil {
				t.Fatal(err)
			}
			for k := range radii {
				within(t, name+" "+column, got[k], s.G[column][k], 1e-9)
			}
		}
	}
}

func TestClarkEvansAndQuadratsAgreeWithSpatstat(t *testing.T) {
	for name, s := range references(t) {
		p, w := s.data()
		naive, donnelly, err := pattern.ClarkEvans(p, w)
		if err != nil {
			t.Fatal(err)
		}
		within(t, name+" naive", naive.R, s.ClarkEvans["naive"], 1e-12)
		within(t, name+" Donnelly", donnelly.R, s.ClarkEvans["Donnelly"], 1e-12)
		q, err := pattern.Quadrats(p, w, 3, 3)
		if err != nil {
			t.Fatal(err)
		}
		within(t, name+" quadrats", q.ChiSquare, s.Quadrat.Statistic, 1e-12)
		within(t, name+" quadrats' p", q.TwoSided, s.Quadrat.P, 1e-9)
	}
}
