package place

import (
	"math"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Layer is one geography in force for a time: the boundaries of a set of areas. A boundary change is a second layer of the
// same set with its own dates, so that history keeps the areas it happened in.
type Layer struct {
	Set      string // id of the set: wards
	Singular string // one of them: ward
	GeoJSON  []byte // FeatureCollection of polygons in WGS84
	Code     string // property that holds the code
	Label    string // property that holds the name
	From, To when.Date
	Aliases  map[string]string // other spelling → code
}

// Area is one area of a layer, in force From up to and including To; a day that is not set is open.
type Area struct {
	Set, Singular string
	Code, Name    string
	From, To      when.Date

	parts  []polygon
	box    box
	bands  [][]edge // edges by the band of latitude that they touch
	centre Point
}

// InForce says that the area is in force on a day; a day that is not set asks for today's geography, the one without end.
func (a *Area) InForce(on when.Date) bool {
	if on.IsZero() {
		return a.To.IsZero()
	}
	return (a.From.IsZero() || !on.Before(a.From)) && (a.To.IsZero() || !on.After(a.To))
}

// Centre is the centroid of the area, for a label or a first view of a map.
func (a *Area) Centre() Point { return a.centre }

// Bounds are the least and greatest longitude and latitude of the area.
func (a *Area) Bounds() (low, high Point) {
	return Point{a.box.west, a.box.south}, Point{a.box.east, a.box.north}
}

// Rings are the rings of the area's parts, shell first in each part, in degrees of longitude and latitude.
func (a *Area) Rings() [][][][2]float64 {
	out := make([][][][2]float64, len(a.parts))
	for i, part := range a.parts {
		for _, r := range part {
			out[i] = append(out[i], append([][2]float64(nil), r...))
		}
	}
	return out
}

type box struct{ west, south, east, north float64 }

func (b box) holds(p Point) bool {
	return p.Lon >= b.west && p.Lon <= b.east && p.Lat >= b.south && p.Lat <= b.north
}

func (b box) grown(dLon, dLat float64) box {
	return box{b.west - dLon, b.south - dLat, b.east + dLon, b.north + dLat}
}

func (b *box) add(x, y float64) {
	b.west, b.east = math.Min(b.west, x), math.Max(b.east, x)
	b.south, b.north = math.Min(b.south, y), math.Max(b.north, y)
}

func emptyBox() box { return box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)} }

// edge runs from its southern end to its northern. The order is kept so that two neighbours that share an edge compute
// the very same crossing from it, and a point on it falls to exactly one of them.
type edge struct{ x1, y1, x2, y2 float64 }

func newEdge(a, b [2]float64) edge {
	if a[1] > b[1] || (a[1] == b[1] && a[0] > b[0]) {
		a, b = b, a
	}
	return edge{a[0], a[1], b[0], b[1]}
}

// crossedBy says that a ray from the point to the east crosses the edge, whose northern end is not part of it.
func (e edge) crossedBy(p Point) bool {
	return e.y1 <= p.Lat && p.Lat < e.y2 && p.Lon < e.x1+(p.Lat-e.y1)*(e.x2-e.x1)/(e.y2-e.y1)
}

// prepare derives box, bands and centre from the parts.
func (a *Area) prepare() {
	a.box = emptyBox()
	var edges []edge
	for _, part := range a.parts {
		for _, r := range part {
			for i, at := range r {
				a.box.add(at[0], at[1])
				if i > 0 {
					edges = append(edges, newEdge(r[i-1], at))
				}
			}
		}
	}
	a.bands = make([][]edge, max(1, min(256, len(edges)/4)))
	for _, e := range edges {
		for b := a.band(e.y1); b <= a.band(e.y2); b++ {
			a.bands[b] = append(a.bands[b], e)
		}
	}
	a.centre = a.centroid()
}

func (a *Area) band(lat float64) int {
	n := len(a.bands)
	height := a.box.north - a.box.south
	if height <= 0 {
		return 0
	}
	return max(0, min(n-1, int((lat-a.box.south)/height*float64(n))))
}

// Holds says that the point lies in the area, by the even-odd rule.
func (a *Area) Holds(p Point) bool {
	if !a.box.holds(p) {
		return false
	}
	inside := false
	for _, e := range a.bands[a.band(p.Lat)] {
		if e.crossedBy(p) {
			inside = !inside
		}
	}
	return inside
}

// EdgeMetres is the distance from a point to the nearest boundary of the area, up to limit metres; Inf beyond.
func (a *Area) EdgeMetres(p Point, limit float64) float64 {
	perLon, perLat := metreScale(p.Lat)
	if !a.box.grown(limit/perLon, limit/perLat).holds(p) {
		return math.Inf(1)
	}
	best := math.Inf(1)
	for b := a.band(p.Lat - limit/perLat); b <= a.band(p.Lat+limit/perLat); b++ {
		for _, e := range a.bands[b] {
			best = math.Min(best, segmentMetres(e, p, perLon, perLat))
		}
	}
	if best > limit {
		return math.Inf(1)
	}
	return best
}

func segmentMetres(e edge, p Point, perLon, perLat float64) float64 {
	ax, ay := (e.x1-p.Lon)*perLon, (e.y1-p.Lat)*perLat
	dx, dy := (e.x2-e.x1)*perLon, (e.y2-e.y1)*perLat
	along := 0.0
	if long := dx*dx + dy*dy; long > 0 {
		along = math.Max(0, math.Min(1, -(ax*dx+ay*dy)/long))
	}
	return math.Hypot(ax+along*dx, ay+along*dy)
}

// centroid weighs the parts by their area, holes taken away (the shoelace formula, taken about a corner so that small
// areas keep their digits).
func (a *Area) centroid() Point {
	var sum, sx, sy float64
	x0, y0 := a.box.west, a.box.south
	for _, part := range a.parts {
		for i, r := range part {
			w, wx, wy := 0.0, 0.0, 0.0
			for k := 1; k < len(r); k++ {
				ax, ay, bx, by := r[k-1][0]-x0, r[k-1][1]-y0, r[k][0]-x0, r[k][1]-y0
				cross := ax*by - bx*ay
				w, wx, wy = w+cross, wx+cross*(ax+bx)/3, wy+cross*(ay+by)/3
			}
			if (w < 0) != (i > 0) { // shells count, holes are taken away, whichever way the writer wound them
				w, wx, wy = -w, -wx, -wy
			}
			sum, sx, sy = sum+w, sx+wx, sy+wy
		}
	}
	centre := Point{x0 + sx/sum, y0 + sy/sum}
	if !a.box.holds(centre) { // no surface, or not a number
		return Point{(a.box.west + a.box.east) / 2, (a.box.south + a.box.north) / 2}
	}
	return centre
}
