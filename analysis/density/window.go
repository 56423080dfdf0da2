package density

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Window is the part of the plane in which events could have been seen: a rectangle, polygons with holes, or the cells
// of a mask. It is read only once made and safe for any number of readers.
type Window struct {
	edges                  []edge
	slabs                  [][]int32 // edges by slab of northing, for a quick look-up
	minX, minY, maxX, maxY float64
	slab                   float64 // height of a slab, metres
	area                   float64
}

// edge goes from a to b with the window on its left.
type edge struct {
	ax, ay, bx, by float64
	ux, uy, length float64 // direction of unit length
}

const maxSlabs = 1024

// Rectangle is the window between two corners, metres.
func Rectangle(minX, minY, maxX, maxY float64) (*Window, error) {
	return Polygon([][2]float64{{minX, minY}, {maxX, minY}, {maxX, maxY}, {minX, maxY}})
}

// Polygon is the window inside rings of corners in metres, closed or not, in either direction. A ring inside another is a
// hole, a ring inside a hole an island. Rings must not cross; that is not checked.
func Polygon(rings ...[][2]float64) (*Window, error) {
	w := &Window{}
	for i, ring := range rings {
		if n := len(ring); n > 1 && ring[0] == ring[n-1] {
			ring = ring[:n-1]
		}
		if err := checkRing(ring); err != nil {
			return nil, fmt.Errorf("window: ring %d: %w", i, err)
		}
		depth := 0
		for j, other := range rings {
			if j != i && inRing(other, ring[0]) {
				depth++
			}
		}
		twice := twiceArea(ring)
		backwards := (twice > 0) == (depth%2 == 1)
		for k := range ring {
			a, b := ring[k], ring[(k+1)%len(ring)]
			if backwards {
				a, b = b, a
			}
			w.add(a, b)
		}
		w.area += math.Abs(twice) / 2 * float64(1-2*(depth%2))
	}
	return w.index()
}

// Mask is the window of the cells of g for which in is true.
func Mask(g plane.Grid, in []bool) (*Window, error) {
	if err := g.Validate(); err != nil {
		return nil, fmt.Errorf("window: %w", err)
	}
	if len(in) != g.Len() {
		return nil, fmt.Errorf("window: %d cells and a mask of %d: %w", g.Len(), len(in), plane.ErrShape)
	}
	at := func(c, r int) bool { return c >= 0 && c < g.Cols && r >= 0 && r < g.Rows && in[r*g.Cols+c] }
	corner := func(c, r int) [2]float64 { return [2]float64{g.MinX + float64(c)*g.Cell, g.MinY + float64(r)*g.Cell} }
	w := &Window{}
	for r := range g.Rows {
		for c := range g.Cols {
			if !at(c, r) {
				continue
			}
			w.area += g.Cell * g.Cell
			sides := [4]bool{!at(c, r-1), !at(c+1, r), !at(c, r+1), !at(c-1, r)}
			corners := [5][2]float64{corner(c, r), corner(c+1, r), corner(c+1, r+1), corner(c, r+1), corner(c, r)}
			for k, open := range sides {
				if open {
					w.add(corners[k], corners[k+1])
				}
			}
		}
	}
	return w.index()
}

// Area is in square metres.
func (w *Window) Area() float64 { return w.area }

// Contains reports whether the place lies in the window; on the boundary either answer may come.
func (w *Window) Contains(x, y float64) bool {
	if !(x >= w.minX && x <= w.maxX && y >= w.minY && y <= w.maxY) {
		return false
	}
	inside := false
	for _, i := range w.slabs[w.slabOf(y)] {
		e := &w.edges[i]
		if (e.ay > y) != (e.by > y) && x < e.ax+(y-e.ay)/(e.by-e.ay)*(e.bx-e.ax) {
			inside = !inside
		}
	}
	return inside
}

func (w *Window) add(a, b [2]float64) {
	dx, dy := b[0]-a[0], b[1]-a[1]
	if length := math.Hypot(dx, dy); length > 0 {
		w.edges = append(w.edges, edge{a[0], a[1], b[0], b[1], dx / length, dy / length, length})
	}
}

func (w *Window) index() (*Window, error) {
	if !(w.area > 0) {
		return nil, fmt.Errorf("window: holds no area")
	}
	w.minX, w.minY, w.maxX, w.maxY = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := range w.edges {
		e := &w.edges[i]
		w.minX, w.maxX = min(w.minX, e.ax, e.bx), max(w.maxX, e.ax, e.bx)
		w.minY, w.maxY = min(w.minY, e.ay, e.by), max(w.maxY, e.ay, e.by)
	}
	w.slabs = make([][]int32, min(len(w.edges), maxSlabs))
	w.slab = (w.maxY - w.minY) / float64(len(w.slabs))
	for i := range w.edges {
		e := &w.edges[i]
		for s := w.slabOf(min(e.ay, e.by)); s <= w.slabOf(max(e.ay, e.by)); s++ {
			w.slabs[s] = append(w.slabs[s], int32(i))
		}
	}
	return w, nil
}

func (w *Window) slabOf(y float64) int {
	return int(max(0, min((y-w.minY)/w.slab, float64(len(w.slabs)-1))))
}

// near calls do for each edge that comes within reach of the place in both axes, once.
func (w *Window) near(x, y, reach float64, do func(e *edge)) {
	first, last := w.slabOf(y-reach), w.slabOf(y+reach)
	for s := first; s <= last; s++ {
		for _, i := range w.slabs[s] {
			e := &w.edges[i]
			if s > first && w.slabOf(min(e.ay, e.by)) < s {
				continue // seen in an earlier slab
			}
			if min(e.ax, e.bx) <= x+reach && max(e.ax, e.bx) >= x-reach && min(e.ay, e.by) <= y+reach && max(e.ay, e.by) >= y-reach {
				do(e)
			}
		}
	}
}

func checkRing(ring [][2]float64) error {
	if len(ring) < 3 {
		return fmt.Errorf("needs at least 3 corners, has %d", len(ring))
	}
	for i, c := range ring {
		if !(math.Abs(c[0]) <= plane.MaxCoordinate && math.Abs(c[1]) <= plane.MaxCoordinate) {
			return fmt.Errorf("corner %d (%g, %g) is not a place in metres", i, c[0], c[1])
		}
	}
	return nil
}

func inRing(ring [][2]float64, p [2]float64) bool {
	inside := false
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
			inside = !inside
		}
	}
	return inside
}

// twiceArea is positive where the ring runs anticlockwise; taken from its first corner, for precision.
func twiceArea(ring [][2]float64) float64 {
	sum := 0.0
	for i := 1; i+1 < len(ring); i++ {
		sum += (ring[i][0]-ring[0][0])*(ring[i+1][1]-ring[0][1]) - (ring[i+1][0]-ring[0][0])*(ring[i][1]-ring[0][1])
	}
	return sum
}
