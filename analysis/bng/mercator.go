package bng

import "math"

// ellipsoid is a figure of the Earth with a Transverse Mercator projection prepared on it, on the parameters of the
// National Grid: true origin 49°N 2°W, false origin (400000, -100000), scale 0.9996012717 on the central meridian
// (Ordnance Survey, A guide to coordinate systems in Great Britain, annex A).
type ellipsoid struct {
	a, f   float64    // semi-major axis in metres, flattening
	e, e2  float64    // eccentricity and its square
	radius float64    // scaled rectifying radius, metres
	origin float64    // scaled meridian distance of the true origin from the equator, metres
	alpha  [6]float64 // Krüger series, geographic to plane
	beta   [6]float64 // Krüger series, plane to geographic
}

const (
	falseEast   = 400000.0
	falseNorth  = -100000.0
	originLon   = -2.0
	originLat   = 49.0
	centreScale = 0.9996012717
	degree      = math.Pi / 180
)

var (
	airy  = newEllipsoid(6377563.396, 299.3249646) // EPSG:7001, of OSGB36
	grs80 = newEllipsoid(6378137, 298.257222101)   // EPSG:7019, of ETRS89
	wgs84 = newEllipsoid(6378137, 298.257223563)   // EPSG:7030
)

// newEllipsoid prepares the sixth-order series of Krüger (1912) in the form of Karney (2011, Journal of Geodesy 85:475,
// equations 35 and 36). Within 3,900 km of the central meridian the truncation is below 5 nm.
func newEllipsoid(a, inverseFlattening float64) ellipsoid {
	f := 1 / inverseFlattening
	n := f / (2 - f)
	el := ellipsoid{a: a, f: f, e2: f * (2 - f)}
	el.e = math.Sqrt(el.e2)
	el.radius = centreScale * a / (1 + n) * polynomial(n*n, 1, 1./4, 1./64, 1./256)
	el.alpha = [6]float64{
		n * polynomial(n, 1./2, -2./3, 5./16, 41./180, -127./288, 7891./37800),
		n * n * polynomial(n, 13./48, -3./5, 557./1440, 281./630, -1983433./1935360),
		n * n * n * polynomial(n, 61./240, -103./140, 15061./26880, 167603./181440),
		math.Pow(n, 4) * polynomial(n, 49561./161280, -179./168, 6601661./7257600),
		math.Pow(n, 5) * polynomial(n, 34729./80640, -3418889./1995840),
		math.Pow(n, 6) * 212378941. / 319334400,
	}
	el.beta = [6]float64{
		n * polynomial(n, 1./2, -2./3, 37./96, -1./360, -81./512, 96199./604800),
		n * n * polynomial(n, 1./48, 1./15, -437./1440, 46./105, -1118711./3870720),
		n * n * n * polynomial(n, 17./480, -37./840, -209./4480, 5569./90720),
		math.Pow(n, 4) * polynomial(n, 4397./161280, -11./504, -830251./7257600),
		math.Pow(n, 5) * polynomial(n, 4583./161280, -108847./3991680),
		math.Pow(n, 6) * 20648693. / 638668800,
	}
	_, el.origin = el.series(0, originLat*degree)
	return el
}

// polynomial is c[0] + c[1] x + c[2] x² + … by Horner's rule.
func polynomial(x float64, c ...float64) float64 {
	sum := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		sum = sum*x + c[i]
	}
	return sum
}

// project gives National Grid metres from geographic radians on this ellipsoid.
func (el *ellipsoid) project(lon, lat float64) (east, north float64) {
	x, y := el.series(lon-originLon*degree, lat)
	return falseEast + x, falseNorth + y - el.origin
}

// series gives scaled metres from the central meridian and from the equator; lon is counted from the meridian.
func (el *ellipsoid) series(lon, lat float64) (x, y float64) {
	tau := math.Tan(lat)
	sinLon, cosLon := math.Sincos(lon)
	conformal := el.conformal(tau)
	xi := math.Atan2(conformal, cosLon)
	eta := math.Asinh(sinLon / math.Hypot(conformal, cosLon))
	ds, dt := clenshaw(&el.alpha, xi, eta)
	return el.radius * (eta + dt), el.radius * (xi + ds)
}

// unproject is the inverse of project.
func (el *ellipsoid) unproject(east, north float64) (lon, lat float64) {
	eta := (east - falseEast) / el.radius
	xi := (north - falseNorth + el.origin) / el.radius
	ds, dt := clenshaw(&el.beta, xi, eta)
	xi, eta = xi-ds, eta-dt
	sinXi, cosXi := math.Sincos(xi)
	sinhEta := math.Sinh(eta)
	lon = originLon*degree + math.Atan2(sinhEta, cosXi)
	return lon, math.Atan(el.geographic(sinXi / math.Hypot(sinhEta, cosXi)))
}

// conformal is the tangent of the conformal latitude from that of the geographic latitude (Karney 2011, equation 7).
func (el *ellipsoid) conformal(tau float64) float64 {
	secant := math.Hypot(1, tau)
	sigma := math.Sinh(el.e * math.Atanh(el.e*tau/secant))
	return tau*math.Hypot(1, sigma) - sigma*secant
}

// geographic undoes conformal by Newton's method (Karney 2011, equations 19 to 21); three steps reach machine precision.
func (el *ellipsoid) geographic(conformal float64) float64 {
	tau := conformal
	for range 4 {
		now := el.conformal(tau)
		step := (conformal - now) / math.Hypot(1, now) * (1 + (1-el.e2)*tau*tau) / ((1 - el.e2) * math.Hypot(1, tau))
		tau += step
		if math.Abs(step) < 1e-15*math.Max(1, math.Abs(tau)) {
			break
		}
	}
	return tau
}

// clenshaw sums Σ c[j-1] sin(2j xi) cosh(2j eta) and Σ c[j-1] cos(2j xi) sinh(2j eta) by one complex recurrence.
func clenshaw(c *[6]float64, xi, eta float64) (sinCosh, cosSinh float64) {
	sin2, cos2 := math.Sincos(2 * xi)
	sinh2, cosh2 := math.Sinh(2*eta), math.Cosh(2*eta)
	// b_j = c_j + 2 cos(2ζ) b_{j+1} - b_{j+2}, ζ = xi + i eta, and the sum is sin(2ζ) b_1.
	kr, ki := 2*cos2*cosh2, -2*sin2*sinh2
	var r1, i1, r2, i2 float64
	for j := 5; j >= 0; j-- {
		r1, i1, r2, i2 = c[j]+kr*r1-ki*i1-r2, kr*i1+ki*r1-i2, r1, i1
	}
	sr, si := sin2*cosh2, cos2*sinh2
	return sr*r1 - si*i1, sr*i1 + si*r1
}
