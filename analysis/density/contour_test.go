package density

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/plane"
)

// cone is a surface that falls from 100 at the middle by 1 a metre.
func cone() *Surface {
	s := &Surface{Grid: plane.Grid{MinX: -101, MinY: -101, Cell: 2, Cols: 101, Rows: 101}}
	for c := range s.Len() {
		x, y := s.Centre(c)
		s.Values = append(s.Values, 100-math.Hypot(x, y))
	}
	return s
}

func TestTheContourOfAConeIsACircle(t *testing.T) {
	contours, err := cone().Contours(40)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(contours[0].Polygons); n != 1 || len(contours[0].Polygons[0].Holes) != 0 {
		t.Fatalf("%d polygons", n)
	}
	outline := contours[0].Polygons[0].Outline
	for _, at := range outline {
		if r := math.Hypot(at[0], at[1]); math.Abs(r-60) > 0.02 {
			t.Errorf("%v is %g m from the middle", at, r)
		}
	}
	if area := twiceArea(outline) / 2; math.Abs(area-math.Pi*3600) > 15 {
		t.Errorf("area %g", area)
	}
}

func TestADipIsAHole(t *testing.T) {
	s := cone()
	for c := range s.Values {
		s.Values[c] = math.Min(s.Values[c], 160-2*s.Values[c]) // a crater
	}
	contours, err := s.Contours(20, 90, -1000)
	if err != nil {
		t.Fatal(err)
	}
	if got := contours[0].Polygons; len(got) != 1 || len(got[0].Holes) != 1 || twiceArea(got[0].Holes[0]) >= 0 {
		t.Errorf("the ring is %+v", got)
	}
	if len(contours[1].Polygons) != 0 {
		t.Errorf("above the rim: %+v", contours[1].Polygons)
	}
	whole := contours[2].Polygons
	if len(whole) != 1 || math.Abs(twiceArea(whole[0].Outline)/2-202*202) > 4 {
		t.Errorf("below everything: %+v", whole)
	}
}

// Whatever the surface, a place is inside the region if and only if the nearest corner says so: at each centre.
func TestEveryCentreIsOnItsSideOfTheContour(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 4))
		s := &Surface{Grid: plane.Grid{MinX: 10, MinY: 20, Cell: 3, Cols: rapid.IntRange(1, 9).Draw(t, "cols"), Rows: rapid.IntRange(1, 9).Draw(t, "rows")}}
		for range s.Len() {
			s.Values = append(s.Values, float64(r.IntN(5)))
		}
		level := float64(rapid.IntRange(-2, 10).Draw(t, "level")) / 2
		contours, err := s.Contours(level)
		if err != nil {
			t.Fatalf("%v", err)
		}
		for c, v := range s.Values {
			x, y := s.Centre(c)
			inside := 0
			for _, region := range contours[0].Polygons {
				if inRing(region.Outline, [2]float64{x, y}) {
					inside++
				}
				for _, hole := range region.Holes {
					if inRing(hole, [2]float64{x, y}) {
						inside--
					}
				}
			}
			want := 0
			if v >= level {
				want = 1
			}
			if inside != want {
				t.Fatalf("cell %d of %g at level %g is in %d regions", c, v, level, inside)
			}
		}
	})
}

func TestGeoJSONIsClosedRingsInDegrees(t *testing.T) {
	contours, err := cone().Contours(40, 1000)
	if err != nil {
		t.Fatal(err)
	}
	data, err := GeoJSON(contours, func(x, y float64) (float64, float64) { return x / 1e5, 51 + y/1e5 })
	if err != nil {
		t.Fatal(err)
	}
	var read struct {
		Type     string
		Features []struct {
			Properties struct {
				Level float64
				Unit  string
			}
			Geometry struct {
				Type        string
				Coordinates [][][][2]float64
			}
		}
	}
	if err := json.Unmarshal(data, &read); err != nil {
		t.Fatal(err)
	}
	if read.Type != "FeatureCollection" || len(read.Features) != 2 || read.Features[0].Geometry.Type != "MultiPolygon" {
		t.Fatalf("%s", data)
	}
	if p := read.Features[0].Properties; p.Level != 40 || p.Unit != "per km²" {
		t.Errorf("properties %+v", p)
	}
	ring := read.Features[0].Geometry.Coordinates[0][0]
	if ring[0] != ring[len(ring)-1] {
		t.Error("the ring is not closed")
	}
	if _, err := GeoJSON(contours, func(x, y float64) (float64, float64) { return math.NaN(), 0 }); err == nil {
		t.Error("a place without position was written")
	}
}

func TestAContourThatCannotBeDrawnIsAnError(t *testing.T) {
	if _, err := cone().Contours(math.NaN()); err == nil {
		t.Error("a level that is no number was drawn")
	}
	if _, err := (&Surface{Grid: plane.Grid{Cell: 1, Cols: 2, Rows: 2}}).Contours(1); err == nil {
		t.Error("a surface without values was drawn")
	}
}
