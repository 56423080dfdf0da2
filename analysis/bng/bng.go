// Package bng carries places between WGS84 longitude and latitude (what satellites and web maps give) and the British
// National Grid (metres on a plane, what distances and densities are computed in).
//
// # What is computed
//
// A WGS84 place is carried to the older datum OSGB36 by seven parameters (a Helmert transformation, EPSG:1314), and then
// projected by Transverse Mercator on the Airy 1830 ellipsoid with the National Grid's constants (EPSG:27700). The
// projection is the sixth-order Krüger series of Karney (2011, Journal of Geodesy 85:475), exact to nanometres over
// Britain. ToWGS84 inverts FromWGS84 to better than a hundredth of a millimetre.
//
// # How right it is
//
// The National Grid is by definition what the Ordnance Survey's grid of shifts OSTN15 makes of ETRS89. Seven parameters
// for the whole of Britain cannot follow the distortions of the triangulation of 1936: they err by about 2 m typically and
// 5 m at most on land. Where that matters (surveyed assets, not snapped crime points) take the grid of shifts itself, which
// package bng/ostn15 holds, or read another edition's file by ReadShifts; the result is then within a millimetre of the
// Ordnance Survey's published test points. WGS84 and ETRS89 are taken as one; they have drifted apart by about 0.8 m since
// 1989.
//
// # Domain
//
// Longitudes and latitudes are degrees; eastings and northings metres. Any place within 80° of longitude of 2°W is
// carried, though only Great Britain has a use for it. A place that cannot be carried (not finite, latitude beyond a
// pole, or too far) comes back as NaN from the scalar functions and as an error that names the row from the functions on
// slices.
//
// Sources: Ordnance Survey, A guide to coordinate systems in Great Britain (v3.6, 2020); EPSG Geodetic Parameter Dataset.
//
// # When not to use it
//
// Not outside Great Britain, where a grid of its own is closer; not for surveyed points by seven parameters, for which
// bng/ostn15 is there; not to measure across the country on the plane where a scale error of four in ten thousand
// matters.
package bng

import (
	"errors"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

const (
	reach      = 80.0 // degrees of longitude from 2°W that the projection is used for
	farthest   = 1e7  // metres from the true origin that the inverse is used for
	gridEast   = 700000.0
	gridNorth  = 1300000.0
	closeMetre = 1e-9 // ToWGS84 stops when FromWGS84 would miss by less than this
)

// ErrFar says that a place cannot be carried to or from the National Grid.
var ErrFar = errors.New("is not a place that the National Grid can hold")

// FromWGS84 gives National Grid metres from WGS84 degrees, by Helmert; NaN, NaN outside the domain.
func FromWGS84(lon, lat float64) (e, n float64) {
	if !onEarth(lon, lat) {
		return math.NaN(), math.NaN()
	}
	return airy.project(toAiry(lon*degree, lat*degree))
}

// ToWGS84 gives WGS84 degrees from National Grid metres: the inverse of FromWGS84; NaN, NaN outside the domain.
func ToWGS84(e, n float64) (lon, lat float64) {
	if !onPlane(e, n) {
		return math.NaN(), math.NaN()
	}
	lon, lat = fromAiry(airy.unproject(e, n))
	for aimE, aimN, step := e, n, 0; step < 3; step++ {
		gotE, gotN := airy.project(toAiry(lon, lat))
		missE, missN := e-gotE, n-gotN
		if !(math.Abs(missE)+math.Abs(missN) > closeMetre) {
			break
		}
		aimE, aimN = aimE+missE, aimN+missN
		lon, lat = fromAiry(airy.unproject(aimE, aimN))
	}
	return lon / degree, lat / degree
}

// InGrid reports whether National Grid metres lie in the 700 km by 1,300 km that the grid's letters cover.
func InGrid(e, n float64) bool { return e >= 0 && e < gridEast && n >= 0 && n < gridNorth }

// PointsFromWGS84 carries n places given as parallel slices of degrees. The error names the first row (from 0) that
// cannot be carried, or wraps plane.ErrShape.
func PointsFromWGS84(lon, lat []float64) (plane.Points, error) {
	return carry(lon, lat, FromWGS84, "longitude %g, latitude %g")
}

// PointsToWGS84 carries n places of the National Grid to parallel slices of degrees; errors as PointsFromWGS84.
func PointsToWGS84(p plane.Points) (lon, lat []float64, err error) {
	out, err := carry(p.X, p.Y, ToWGS84, "easting %g, northing %g")
	return out.X, out.Y, err
}

func carry(a, b []float64, by func(a, b float64) (float64, float64), shown string) (plane.Points, error) {
	if len(a) != len(b) {
		return plane.Points{}, fmt.Errorf("places: %d and %d coordinates: %w", len(a), len(b), plane.ErrShape)
	}
	out := plane.Points{X: make([]float64, len(a)), Y: make([]float64, len(a))}
	for i := range a {
		out.X[i], out.Y[i] = by(a[i], b[i])
		if math.IsNaN(out.X[i]) || math.IsNaN(out.Y[i]) {
			return plane.Points{}, fmt.Errorf("places: row %d ("+shown+") %w", i, a[i], b[i], ErrFar)
		}
	}
	return out, nil
}

func onEarth(lon, lat float64) bool {
	return math.Abs(lat) <= 90 && math.Abs(lon-originLon) <= reach
}

func onPlane(e, n float64) bool {
	return math.Abs(e-falseEast) <= farthest/2 && math.Abs(n-falseNorth) <= farthest
}
