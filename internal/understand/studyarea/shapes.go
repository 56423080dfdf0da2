package studyarea

import (
	"math"
	"slices"

	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Shape is a ward as a map draws it: polygons of closed rings in degrees.
type Shape struct {
	Code     incident.Code
	Name     string
	Chosen   bool // of the area that was asked for, where that is not all
	Polygons [][][][2]float64
}

// picture is how many dots wide a map is taken to be: what is finer is left out of a Shape.
const picture = 2500

// Shapes are the wards for a map of an area that Find knows, its own and those round it; of any other text, for a map of the
// whole. They have fewer corners than the boundaries, and two wards still share the line between them: it is cut where three
// wards meet, and each piece is thinned by itself (Douglas and Peucker 1973). The whole is drawn once.
func (r *Register) Shapes(text string) []Shape {
	if a, err := r.Find(text); err == nil && !a.Whole {
		out := r.draw(r.around(a.Wards), a.Wards)
		for i := range out {
			out[i].Chosen = slices.Contains(a.Wards, out[i].Code)
		}
		return out
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.shapes == nil {
		r.shapes = r.draw(r.list[0].Wards, r.list[0].Wards)
	}
	return r.shapes
}

// around are the wards that a map of some of them may show at its edges: those that come as near as the map is wide.
func (r *Register) around(some []incident.Code) (out []incident.Code) {
	west, south, east, north := r.bounds(some)
	wide, high := east-west, north-south
	for _, code := range r.list[0].Wards {
		w, s, e, n := r.bounds([]incident.Code{code})
		if w < east+wide && e > west-wide && s < north+high && n > south-high {
			out = append(out, code)
		}
	}
	return out
}

// draw thins wards to the scale of a map of some of them.
func (r *Register) draw(wards, scale []incident.Code) (shapes []Shape) {
	west, south, east, north := r.bounds(scale)
	wide := math.Cos((south + north) / 2 * math.Pi / 180) // of a degree of longitude, in degrees of latitude
	t := &thinning{wide: wide, tolerance: max((east-west)*wide, north-south) / picture, near: map[corner][]corner{}}
	for _, code := range wards {
		polygons, _ := r.index.Polygons(code)
		for _, polygon := range polygons {
			for _, ring := range polygon {
				t.meet(open(ring))
			}
		}
	}
	for _, code := range wards {
		shape := Shape{Code: code, Name: r.index.Name(code)}
		polygons, _ := r.index.Polygons(code)
		for _, polygon := range polygons {
			var rings [][][2]float64
			for _, ring := range polygon {
				rings = append(rings, t.ring(open(ring)))
			}
			shape.Polygons = append(shape.Polygons, rings)
		}
		shapes = append(shapes, shape)
	}
	return shapes
}

// Bounds are the west, south, east and north of an area that Find knows, in degrees.
func (r *Register) Bounds(text string) ([4]float64, error) {
	a, err := r.Find(text)
	if err != nil {
		return [4]float64{}, err
	}
	w, s, e, n := r.bounds(a.Wards)
	return [4]float64{w, s, e, n}, nil
}

func (r *Register) bounds(wards []incident.Code) (west, south, east, north float64) {
	west, south, east, north = 180, 90, -180, -90
	for _, code := range wards {
		polygons, _ := r.index.Polygons(code)
		for _, polygon := range polygons {
			for _, p := range polygon[0] {
				west, south, east, north = min(west, p[0]), min(south, p[1]), max(east, p[0]), max(north, p[1])
			}
		}
	}
	return west, south, east, north
}

// corner is a corner of a boundary, in degrees.
type corner = [2]float64

// thinning knows which corners follow one another in any ring: where a corner has more than two beside it lines meet.
type thinning struct {
	wide, tolerance float64
	near            map[corner][]corner
}

// open is a ring without the repeated corner at its end.
func open(ring [][2]float64) [][2]float64 {
	for len(ring) > 1 && ring[0] == ring[len(ring)-1] {
		ring = ring[:len(ring)-1]
	}
	return ring
}

func (t *thinning) meet(ring []corner) {
	for i, at := range ring {
		for _, beside := range [2]corner{ring[(i+1)%len(ring)], ring[(i+len(ring)-1)%len(ring)]} {
			if !slices.Contains(t.near[at], beside) {
				t.near[at] = append(t.near[at], beside)
			}
		}
	}
}

// ring thins a ring from meeting to meeting, closes it, and rounds it to a metre. A ring of which hardly anything would be left
// stays as it is.
func (t *thinning) ring(ring []corner) [][2]float64 {
	first := 0
	for i, at := range ring {
		if meets, best := len(t.near[at]) > 2, len(t.near[ring[first]]) > 2; meets && !best || meets == best && less(at, ring[first]) {
			first = i
		}
	}
	turned := append(append(append([]corner{}, ring[first:]...), ring[:first]...), ring[first])
	var out []corner
	for from, i := 0, 1; i < len(turned); i++ {
		if len(t.near[turned[i]]) > 2 || i == len(turned)-1 {
			out = append(out, t.piece(turned[from:i+1])...)
			from = i
		}
	}
	if len(out) < 3 {
		out = ring
	}
	out = append(slices.Clone(out), out[0])
	for i := range out {
		out[i] = corner{math.Round(out[i][0]*1e5) / 1e5, math.Round(out[i][1]*1e5) / 1e5}
	}
	return out
}

func less(a, b corner) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }

// piece thins a line without its last corner. It is thinned in one direction whichever way it is followed, so that both wards
// get the same.
func (t *thinning) piece(line []corner) []corner {
	last := len(line) - 1
	back := less(line[last], line[0]) || line[0] == line[last] && last > 1 && less(line[last-1], line[1])
	if back {
		line = slices.Clone(line)
		slices.Reverse(line)
	}
	keep := make([]bool, len(line))
	keep[0], keep[last] = true, true
	t.mark(line, keep, 0, last)
	var out []corner
	for i, kept := range keep {
		if kept {
			out = append(out, line[i])
		}
	}
	if back {
		slices.Reverse(out)
	}
	return out[:len(out)-1]
}

// mark keeps the corner that lies farthest from the line between two, where that is farther than a dot.
func (t *thinning) mark(line []corner, keep []bool, from, to int) {
	far, at := t.tolerance, -1
	for i := from + 1; i < to; i++ {
		if d := t.off(line[i], line[from], line[to]); d > far {
			far, at = d, i
		}
	}
	if at < 0 {
		return
	}
	keep[at] = true
	t.mark(line, keep, from, at)
	t.mark(line, keep, at, to)
}

// off is how far p lies from the segment a to b, in degrees of latitude.
func (t *thinning) off(p, a, b corner) float64 {
	px, py, bx, by := (p[0]-a[0])*t.wide, p[1]-a[1], (b[0]-a[0])*t.wide, b[1]-a[1]
	along := 0.0
	if length := bx*bx + by*by; length > 0 {
		along = min(1, max(0, (px*bx+py*by)/length))
	}
	return math.Hypot(px-along*bx, py-along*by)
}
