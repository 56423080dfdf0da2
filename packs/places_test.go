package packs_test

import (
	"encoding/json"
	"io/fs"
	"testing"

	"github.com/wardmote/wardmote/packs"
)

// TestNamedPlacesLieInTheirWards holds the gazetteer against the boundaries: a place with a position and a ward must lie
// in it, give or take the width of a street.
func TestNamedPlacesLieInTheirWards(t *testing.T) {
	p := load(t)
	rings := wardRings(t)
	checked := 0
	for _, x := range p.Places {
		if x.At == nil || x.Area == "" {
			continue
		}
		checked++
		if !inside(rings[x.Area], x.At.Lon, x.At.Lat) {
			for code, ring := range rings {
				if inside(ring, x.At.Lon, x.At.Lat) {
					a, _ := p.Area(code)
					t.Errorf("%s lies in %s (%s), not in %s", x.Name, a.Name, code, x.Area)
				}
			}
		}
	}
	if checked < 8 {
		t.Errorf("only %d places have both a position and a ward", checked)
	}
}

func wardRings(t *testing.T) map[string][][2]float64 {
	t.Helper()
	data, err := fs.ReadFile(packs.TowerHamlets(), "areas/wards-2014.geojson")
	if err != nil {
		t.Fatal(err)
	}
	var collection struct {
		Features []struct {
			Properties struct {
				Code string `json:"GSS_CODE"`
			}
			Geometry struct{ Coordinates [][][2]float64 }
		}
	}
	if err := json.Unmarshal(data, &collection); err != nil {
		t.Fatal(err)
	}
	rings := map[string][][2]float64{}
	for _, f := range collection.Features {
		rings[f.Properties.Code] = f.Geometry.Coordinates[0]
	}
	return rings
}

// inside counts the edges that a ray to the east crosses.
func inside(ring [][2]float64, lon, lat float64) bool {
	in := false
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a[1] > lat) != (b[1] > lat) && lon < (b[0]-a[0])*(lat-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
	}
	return in
}
