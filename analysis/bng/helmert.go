package bng

import "math"

// The seven parameters of EPSG:1314 (OSGB36 to WGS84 (6), position vector convention): metres, radians and a ratio.
const (
	shiftX  = 446.448
	shiftY  = -125.157
	shiftZ  = 542.06
	rotateX = 0.15 * degree / 3600
	rotateY = 0.247 * degree / 3600
	rotateZ = 0.842 * degree / 3600
	scaling = 1 - 20.489e-6
)

// toAiry carries a WGS84 place at ellipsoidal height 0 to OSGB36: the reverse of EPSG:1314, with the small-angle rotation
// transposed, as PROJ's helmert does. The height that comes out (about -50 m in Britain) is dropped.
func toAiry(lon, lat float64) (float64, float64) {
	x, y, z := wgs84.cartesian(lon, lat)
	x, y, z = (x-shiftX)/scaling, (y-shiftY)/scaling, (z-shiftZ)/scaling
	return airy.geodetic(
		x+rotateZ*y-rotateY*z,
		-rotateZ*x+y+rotateX*z,
		rotateY*x-rotateX*y+z,
	)
}

// fromAiry carries an OSGB36 place at height 0 to WGS84 by EPSG:1314. Because heights are dropped in both directions and
// the rotation is linearised, it undoes toAiry only to about 2 mm; ToWGS84 removes the rest.
func fromAiry(lon, lat float64) (float64, float64) {
	x, y, z := airy.cartesian(lon, lat)
	return wgs84.geodetic(
		shiftX+scaling*(x-rotateZ*y+rotateY*z),
		shiftY+scaling*(rotateZ*x+y-rotateX*z),
		shiftZ+scaling*(-rotateY*x+rotateX*y+z),
	)
}

// cartesian gives geocentric metres of a place at ellipsoidal height 0, from radians.
func (el *ellipsoid) cartesian(lon, lat float64) (x, y, z float64) {
	sinLat, cosLat := math.Sincos(lat)
	sinLon, cosLon := math.Sincos(lon)
	normal := el.a / math.Sqrt(1-el.e2*sinLat*sinLat)
	return normal * cosLat * cosLon, normal * cosLat * sinLon, normal * (1 - el.e2) * sinLat
}

// geodetic gives longitude and latitude in radians from geocentric metres, by Bowring's formula (1976, Survey Review
// 23:323). Near the surface its error is below 1e-13 radians, less than a micrometre.
func (el *ellipsoid) geodetic(x, y, z float64) (lon, lat float64) {
	b := el.a * (1 - el.f)
	p := math.Hypot(x, y)
	sinU, cosU := math.Sincos(math.Atan2(z*el.a, p*b))
	second := el.e2 / (1 - el.e2)
	lat = math.Atan2(z+second*b*sinU*sinU*sinU, p-el.e2*el.a*cosU*cosU*cosU)
	return math.Atan2(y, x), lat
}
