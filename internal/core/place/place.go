// Package place knows the partnership's ground: areas with dates of validity, named places and streets, postcode districts,
// and points. It answers in which ward a point lies on a day, what place a resident's words mean, what is near a point, and
// how far two points are apart.
//
// Points are WGS84 degrees; distances are metres on the British National Grid, never degrees. An Atlas is built once from
// the pack's boundaries and gazetteer, is immutable and safe for concurrent use.
//
// What it does not know it says: a point outside every area is outside, a point close to a boundary names the areas on
// the other side, and a postcode is never a door: it is the middle of the premises that are known to bear it (Unit), or what is known
// of its sector, or else its district.
package place

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/bng"
)

// Point is a position in WGS84 degrees.
type Point struct {
	Lon float64 `json:"lon"`
	Lat float64 `json:"lat"`
}

// IsZero says that no position is set. (0, 0) lies in the Gulf of Guinea and in no partnership.
func (p Point) IsZero() bool { return p == Point{} }

// Check says what is wrong with a position that is not in Great Britain or its waters; it catches a swapped pair.
func (p Point) Check() error {
	switch {
	case math.IsNaN(p.Lon) || math.IsNaN(p.Lat):
		return fmt.Errorf("the position is not a number")
	case inBritain(p.Lon, p.Lat):
		return nil
	case inBritain(p.Lat, p.Lon):
		return fmt.Errorf("longitude %g and latitude %g are the wrong way round: give longitude first", p.Lon, p.Lat)
	}
	return fmt.Errorf("longitude %g, latitude %g is not in Great Britain", p.Lon, p.Lat)
}

func inBritain(lon, lat float64) bool { return lon >= -9 && lon <= 2.5 && lat >= 49 && lat <= 61.5 }

// Grid is the position in metres of the British National Grid; NaN where it cannot be carried there.
func (p Point) Grid() (e, n float64) { return bng.FromWGS84(p.Lon, p.Lat) }

// Metres is the distance to another point on the National Grid, whose scale is right to 4 in 10,000.
func (p Point) Metres(to Point) float64 {
	e1, n1 := p.Grid()
	e2, n2 := to.Grid()
	return math.Hypot(e2-e1, n2-n1)
}

// String is the position as GeoJSON orders it, to the seventh decimal (a centimetre).
func (p Point) String() string { return fmt.Sprintf("%.7f,%.7f", p.Lon, p.Lat) }

// metreScale is how many metres a degree of longitude and of latitude are at a latitude: the local plane in which
// distances of a few hundred metres to an edge are measured, right to 1 in 100 in Britain.
func metreScale(lat float64) (perLon, perLat float64) {
	const perDegree = 111_200
	return perDegree * math.Cos(lat*math.Pi/180), perDegree
}
