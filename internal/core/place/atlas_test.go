package place

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/when"
	"pgregory.net/rapid"
)

func TestKnownPlacesLieInTheirWards(t *testing.T) {
	for _, c := range []struct {
		name string
		at   Point
		ward string
	}{
		{"Brick Lane at the mosque", Point{-0.0717, 51.5196}, "Spitalfields & Banglatown"},
		{"Royal London Hospital", Point{-0.0593, 51.5180}, "Whitechapel"},
		{"One Canada Square", Point{-0.0195, 51.5049}, "Canary Wharf"},
		{"Tower of London", Point{-0.0760, 51.5081}, "St. Katharine's & Wapping"},
		{"Ropemakers Fields", Point{-0.0327, 51.5094}, "Limehouse"},
	} {
		fix := borough().Fix("wards", c.at, today)
		if fix.Outside() || fix.Area.Name != c.ward {
			t.Errorf("%s: %+v, want %s", c.name, fix.Area, c.ward)
		}
	}
}

func TestAPointOutsideTheBoroughSaysSo(t *testing.T) {
	for name, p := range map[string]Point{
		"Trafalgar Square":      {-0.1281, 51.5080},
		"Greenwich, south bank": {-0.0098, 51.4826},
		"the Gulf of Guinea":    {},
		"nowhere":               {math.NaN(), 51.5},
		"beyond":                {math.Inf(1), 51.5},
	} {
		fix := borough().Fix("wards", p, today)
		if !fix.Outside() || len(fix.Others) > 0 || !math.IsInf(fix.Metres, 1) {
			t.Errorf("%s lies in %+v", name, fix)
		}
		if got := borough().Describe(p, today); got != "outside the area" {
			t.Errorf("%s is %q", name, got)
		}
	}
}

// The publisher gives three points a ward of the borough that lie in the City of London, in line with the boundary, and a
// few that lie across a ward boundary: at least 99 in 100 must agree.
func TestPolicePointsFallInThePublishedWard(t *testing.T) {
	total, same := 0, 0
	for _, e := range policeStreets() {
		for _, p := range e.Points {
			fix := borough().Fix("wards", p, today)
			total++
			if fix.Area != nil && slices.Contains(e.Areas, fix.Area.Code) {
				same++
			}
		}
	}
	if total < 1000 || float64(same)/float64(total) < 0.99 {
		t.Errorf("%d of %d points in the published ward", same, total)
	}
}

// bruteFind asks every polygon edge by edge: the slow twin of the grid and the bands.
func bruteFind(areas []*Area, p Point) *Area {
	for _, a := range areas {
		inside := false
		for _, part := range a.parts {
			for _, r := range part {
				for i := 1; i < len(r); i++ {
					if newEdge(r[i-1], r[i]).crossedBy(p) {
						inside = !inside
					}
				}
			}
		}
		if inside {
			return a
		}
	}
	return nil
}

func TestTheGridFindsWhatEveryPolygonAskedOneByOneFinds(t *testing.T) {
	layer := borough().layers[0]
	rapid.Check(t, func(t *rapid.T) {
		p := Point{rapid.Float64Range(-0.10, 0.02).Draw(t, "lon"), rapid.Float64Range(51.47, 51.56).Draw(t, "lat")}
		if rapid.Bool().Draw(t, "on a vertex") {
			a := layer.areas[rapid.IntRange(0, len(layer.areas)-1).Draw(t, "area")]
			r := a.parts[0][0]
			at := r[rapid.IntRange(0, len(r)-1).Draw(t, "vertex")]
			p = Point{at[0], at[1]}
		}
		if got, want := layer.cells.find(p), bruteFind(layer.areas, p); got != want {
			t.Fatalf("%s: grid %v, one by one %v", p, got, want)
		}
	})
}

// On the edge that two neighbours share a point belongs to one of them, never to both and never to none.
func TestAPointOnASharedBoundaryBelongsToExactlyOneNeighbour(t *testing.T) {
	const two = `{"type":"FeatureCollection","features":[
	 {"type":"Feature","properties":{"c":"W","n":"West"},"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.5],[-0.0537,51.5],[-0.0411,51.5333],[-0.05,51.6],[-0.1,51.6],[-0.1,51.5]]]}},
	 {"type":"Feature","properties":{"c":"E","n":"East"},"geometry":{"type":"Polygon","coordinates":[[[-0.0537,51.5],[0,51.5],[0,51.6],[-0.05,51.6],[-0.0411,51.5333],[-0.0537,51.5]]]}}]}`
	atlas, err := New(Sources{Layers: []Layer{{Set: "halves", Singular: "half", GeoJSON: []byte(two), Code: "c", Label: "n"}}, Wards: "halves"})
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.Float64Range(0.001, 0.999).Draw(t, "part")
		p := Point{-0.0537 + part*(-0.0411+0.0537), 51.5 + part*(51.5333-51.5)}
		n := 0
		for _, a := range atlas.Areas("halves", today) {
			if a.Holds(p) {
				n++
			}
		}
		if n != 1 {
			t.Fatalf("%s belongs to %d areas", p, n)
		}
		fix := atlas.Fix("halves", p, today)
		if fix.Area == nil || len(fix.Others) != 1 {
			t.Fatalf("%s: %+v must name the neighbour", p, fix)
		}
	})
}

func TestASliverBetweenNeighboursGoesToTheNearerAndBeyondTheEdgeIsOutside(t *testing.T) {
	const gap = `{"type":"FeatureCollection","features":[
	 {"type":"Feature","properties":{"c":"W","n":"West"},"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.5],[-0.05,51.5],[-0.05,51.6],[-0.1,51.6]]]}},
	 {"type":"Feature","properties":{"c":"E","n":"East"},"geometry":{"type":"MultiPolygon","coordinates":[[[[-0.04999,51.5],[0,51.5],[0,51.6],[-0.04999,51.6],[-0.04999,51.5]]]]}}]}`
	atlas, err := New(Sources{Layers: []Layer{{Set: "halves", GeoJSON: []byte(gap), Code: "c", Label: "n"}}, Wards: "halves"})
	if err != nil {
		t.Fatal(err)
	}
	fix := atlas.Fix("halves", Point{-0.049993, 51.55}, today)
	if fix.Area == nil || fix.Area.Code != "E" || len(fix.Others) != 1 || fix.Metres != 0 {
		t.Errorf("in the sliver: %+v", fix)
	}
	out := atlas.Fix("halves", Point{0.00015, 51.55}, today) // some 10 m beyond
	if !out.Outside() || len(out.Others) != 1 || math.Abs(out.Metres-10.4) > 0.5 {
		t.Errorf("beyond the edge: %+v", out)
	}
}

func TestAHoleIsOutsideAndPartsOfOneCodeAreOneArea(t *testing.T) {
	const ringed = `{"type":"FeatureCollection","features":[
	 {"type":"Feature","properties":{"c":"A","n":"A"},"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.5],[0,51.5],[0,51.6],[-0.1,51.6],[-0.1,51.5]],[[-0.06,51.54],[-0.04,51.54],[-0.04,51.56],[-0.06,51.56],[-0.06,51.54]]]}},
	 {"type":"Feature","properties":{"c":"A","n":"A"},"geometry":{"type":"Polygon","coordinates":[[[0.1,51.5],[0.2,51.5],[0.2,51.6],[0.1,51.6],[0.1,51.5]]]}}]}`
	atlas, err := New(Sources{Layers: []Layer{{Set: "s", GeoJSON: []byte(ringed), Code: "c", Label: "n"}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(atlas.Areas("s", today)) != 1 || atlas.Find("s", Point{0.15, 51.55}, today) == nil {
		t.Error("two parts of one code are one area")
	}
	if got := atlas.Find("s", Point{-0.05, 51.55}, today); got != nil {
		t.Error("the hole is not the area")
	}
}

func TestABoundaryChangeKeepsWhatWasThen(t *testing.T) {
	old, next := wardLayer(), wardLayer()
	old.From, old.To = when.Day(2002, 5, 2), when.Day(2014, 5, 21)
	atlas, err := New(Sources{Layers: []Layer{old, next}, Wards: "wards"})
	if err != nil {
		t.Fatal(err)
	}
	p := Point{-0.0593, 51.5180}
	then, now := atlas.Find("wards", p, when.Day(2014, 5, 21)), atlas.Find("wards", p, when.Day(2014, 5, 22))
	if then == nil || now == nil || then == now || then.To != old.To || now.From != next.From {
		t.Errorf("then %+v, now %+v", then, now)
	}
	if open := atlas.Find("wards", p, when.Date{}); open != now {
		t.Error("without a day the geography without end is meant")
	}
	if got, ok := atlas.Area("E05009336", when.Day(2010, 1, 1)); !ok || got != then {
		t.Error("the code at a day is that day's area")
	}
	if _, ok := atlas.Area("E05009336", when.Day(1999, 1, 1)); ok {
		t.Error("before the first layer there is no area")
	}
}

func TestBoundariesThatAreWrongAreRefusedByFeature(t *testing.T) {
	square := `[[[-0.1,51.5],[0,51.5],[0,51.6],[-0.1,51.5]]]`
	wrap := func(props, geometry string) string {
		return `{"type":"FeatureCollection","features":[{"type":"Feature","properties":` + props + `,"geometry":` + geometry + `}]}`
	}
	for want, doc := range map[string]string{
		"not GeoJSON":              `{`,
		"FeatureCollection is":     `{"type":"Feature"}`,
		"there are no features":    `{"type":"FeatureCollection","features":[]}`,
		"feature 1: no property":   wrap(`{"c":"A"}`, `{"type":"Polygon","coordinates":`+square+`}`),
		"no geometry":              wrap(`{"c":"A","n":"A"}`, `null`),
		"a boundary is a Polygon":  wrap(`{"c":"A","n":"A"}`, `{"type":"Point","coordinates":[0,51]}`),
		"not National Grid":        wrap(`{"c":"A","n":"A"}`, `{"type":"Polygon","coordinates":[[[533000,181000],[534000,181000],[534000,182000],[533000,181000]]]}`),
		"4 are the least":          wrap(`{"c":"A","n":"A"}`, `{"type":"Polygon","coordinates":[[[0,51],[0,51]]]}`),
		"part 1 is empty":          wrap(`{"c":"A","n":"A"}`, `{"type":"Polygon","coordinates":[]}`),
		"its geometry is empty":    wrap(`{"c":"A","n":"A"}`, `{"type":"MultiPolygon","coordinates":[]}`),
		"not those of a Polygon":   wrap(`{"c":"A","n":"A"}`, `{"type":"Polygon","coordinates":"x"}`),
		"not those of a MultiPoly": wrap(`{"c":"A","n":"A"}`, `{"type":"MultiPolygon","coordinates":`+square+`}`),
	} {
		_, err := New(Sources{Layers: []Layer{{Set: "s", GeoJSON: []byte(doc), Code: "c", Label: "n"}}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %q", doc, err, want)
		}
	}
}

func TestAGazetteerThatIsWrongIsRefusedByEntry(t *testing.T) {
	for _, s := range []Sources{
		{Entries: []Entry{{ID: "x"}}},
		{Entries: []Entry{{ID: "x", Name: "X", Areas: []string{"E05000000"}}}},
		{Entries: []Entry{{ID: "x", Name: "X", Points: []Point{{51.5, -0.05}}}}},
		{Districts: []District{{Code: "QQ9"}}},
		{Districts: []District{{Code: "E1", Areas: []string{"E05000000"}}}},
	} {
		if _, err := New(s); err == nil {
			t.Errorf("%+v was taken", s)
		}
	}
}

func TestNearestIsWhatMeasuringEveryPointGives(t *testing.T) {
	entries := borough().entries
	rapid.Check(t, func(t *rapid.T) {
		p := Point{rapid.Float64Range(-0.09, 0.01).Draw(t, "lon"), rapid.Float64Range(51.48, 51.55).Draw(t, "lat")}
		within := rapid.Float64Range(10, 600).Draw(t, "within")
		want := math.Inf(1)
		for _, e := range entries {
			for _, at := range e.Points {
				want = math.Min(want, p.Metres(at))
			}
		}
		got := borough().Nearest(p, within, 3)
		if (want <= within) != (len(got) > 0) {
			t.Fatalf("nearest is %g m away, found %v", want, got)
		}
		if len(got) > 0 && math.Abs(got[0].Metres-want) > 1e-6 {
			t.Fatalf("nearest is %g m away, found %g", want, got[0].Metres)
		}
		for i := 1; i < len(got); i++ {
			if got[i].Metres < got[i-1].Metres || got[i].ID == got[i-1].ID {
				t.Fatalf("out of order: %v", got)
			}
		}
	})
}

func TestDistanceAndDescriptionAreInMetresAndWords(t *testing.T) {
	// Bethnal Green to Mile End stations along the Central line: 1.65 km as the crow flies.
	if m := (Point{-0.0549, 51.5270}).Metres(Point{-0.0332, 51.5252}); math.Abs(m-1520) > 15 {
		t.Errorf("%g m", m)
	}
	if got := borough().Describe(Point{-0.0593, 51.5180}, today); got != "near Milward Street, Whitechapel" {
		t.Errorf("%q", got)
	}
	if got := borough().Nearest(Point{-0.0593, 51.5180}, 500, 5, "park"); len(got) != 0 {
		t.Errorf("only parks were asked for: %v", got)
	}
	if err := (Point{51.5, -0.05}).Check(); err == nil || !strings.Contains(err.Error(), "wrong way round") {
		t.Errorf("a swapped pair: %v", err)
	}
}

func FuzzBoundariesAreReadOrRefused(f *testing.F) {
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"properties":{"c":"A","n":"A"},"geometry":{"type":"Polygon","coordinates":[[[-0.1,51.5],[0,51.5],[0,51.6],[-0.1,51.5]]]}}]}`))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"properties":{"c":"A","n":"A"},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[0,0],[0,0],[0,0]]]]}}]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		atlas, err := New(Sources{Layers: []Layer{{Set: "s", GeoJSON: doc, Code: "c", Label: "n"}}, Wards: "s"})
		if err != nil {
			return
		}
		for _, a := range atlas.Areas("s", today) {
			low, high := a.Bounds()
			if c := a.Centre(); c.Lon < low.Lon || c.Lon > high.Lon || c.Lat < low.Lat || c.Lat > high.Lat {
				t.Fatalf("centre %s outside %s %s", c, low, high)
			}
			atlas.Fix("s", a.Centre(), today)
		}
	})
}
