package packs_test

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
)

// TestTheGroundIsKnownWithoutAnImport holds the files of the ground to the wards: everything that is found by name lies in one,
// and there are streets, schools, stations, parks and postcodes from the first start.
func TestTheGroundIsKnownWithoutAnImport(t *testing.T) {
	p := load(t)
	rings := wardRings(t)
	lies := func(at pack.Point) bool {
		for _, ring := range rings {
			if inside(ring, at.Lon, at.Lat) {
				return true
			}
		}
		return false
	}
	kinds, postcodes := map[string]int{}, 0
	for _, g := range p.Ground {
		for _, s := range g.Names {
			if _, street := place.StreetName(place.OnOrNear(s.Name)); g.Holds == pack.GroundStreets && !street {
				t.Errorf("%s: %q is no street", g.File, s.Name)
			}
			if kinds[s.Kind]++; !lies(s.At) {
				t.Errorf("%s: %s lies in no ward", g.File, s.Name)
			}
		}
		postcodes += len(g.Codes)
		for _, u := range g.Codes {
			if !lies(u.At) {
				t.Errorf("%s: %s lies in no ward", g.File, u.Postcode)
			}
		}
	}
	for kind, least := range map[string]int{"": 1500, "school": 80, "transport": 15, "park": 50, "licensed-premises": 100, "hospital": 3} {
		if kinds[kind] < least {
			t.Errorf("%d points of kind %q, %d at least are known", kinds[kind], kind, least)
		}
	}
	if postcodes < 800 {
		t.Errorf("%d postcodes", postcodes)
	}
}
