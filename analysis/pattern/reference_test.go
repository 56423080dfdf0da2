package pattern_test

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
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
	Clustered  float64                        `json:"clarkevans_clustered"`
	Quadrat    struct{ Statistic, P float64 } `json:"quadrat_3x3"`
}

func (s spatstat) data() (plane.Points, pattern.Window) {
	return plane.Points{X: s.X, Y: s.Y}, pattern.Window{MinX: s.Window[0], MaxX: s.Window[1], MinY: s.Window[2], MaxY: s.Window[3]}
}

// references are results of R by data set: one of our own events in testdata, and beside the repository three that come
// with spatstat (whose licence keeps them out of this one).
func references(t *testing.T) map[string]spatstat {
	t.Helper()
	out := map[string]spatstat{}
	var london spatstat
	fixture.Part(t, "testdata/spatstat.json", "london", &london)
	out["london"] = london
	for _, name := range []string{"redwood", "cells", "japanesepines"} {
		var s spatstat
		if fixture.Reference(t, "spatstat_"+name, &s) {
			out[name] = s
		}
	}
	return out
}

func within(t *testing.T, what string, got, want, by float64) {
	t.Helper()
	if !(math.Abs(got-want) <= by*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.15g, spatstat says %.15g", what, got, want)
	}
}

func TestRipleysKAgreesWithSpatstat(t *testing.T) {
	for name, s := range references(t) {
		p, w := s.data()
		radii := s.K["r"]
		for column, c := range map[string]pattern.Correction{"border": pattern.Border, "trans": pattern.Translation, "iso": pattern.Isotropic} {
			got, err := pattern.K(t.Context(), p, w, radii, c)
			if err != nil {
				t.Fatal(err)
			}
			compared := 0
			for k, r := range radii {
				within(t, name+" L of the theoretical K", pattern.L(s.K["theo"])[k], r, 1e-12)
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
		radii := s.G["r"]
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
		cdf, err := pattern.ClarkEvansCDF(p, w)
		if err != nil {
			t.Fatal(err)
		}
		within(t, name+" by the distribution", cdf, s.ClarkEvans["cdf"], 1e-9)
		q, err := pattern.Quadrats(p, w, 3, 3)
		if err != nil {
			t.Fatal(err)
		}
		within(t, name+" quadrats", q.ChiSquare, s.Quadrat.Statistic, 1e-12)
		within(t, name+" quadrats' p", q.TwoSided, s.Quadrat.P, 1e-9)
	}
}

// R's clarkevans.test without simulation: the p-values of redwood and japanesepines against clustering (spatstat.explore 3.0-6).
func TestClarkEvansTestsAgreeWithSpatstat(t *testing.T) {
	for name, s := range references(t) {
		want, ok := map[string]float64{"redwood": 4.61130531105682e-09, "japanesepines": 0.838213034920739, "london": s.Clustered}[name]
		if !ok {
			continue
		}
		p, w := s.data()
		naive, _, err := pattern.ClarkEvans(p, w)
		if err != nil {
			t.Fatal(err)
		}
		within(t, name, naive.Below/want, 1, 1e-9)
	}
}

// R's kNNdist of the 875 offences of violence in Tower Hamlets, June 2018, on coordinates by PROJ.
func TestMeanDistanceToTheNearestOffenceIsThatOfR(t *testing.T) {
	at := fixture.Columns(t, "../cluster/testdata/tower-hamlets-violence_2018-06.csv.gz")
	p, err := bng.PointsFromWGS84(at["lon"], at["lat"])
	if err != nil {
		t.Fatal(err)
	}
	distance, err := pattern.Nearest(p)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, d := range distance {
		sum += d
	}
	within(t, "mean", sum/float64(p.Len()), 36.0813969320704, 1e-9)
}
