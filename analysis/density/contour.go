package density

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Contour is the region where a surface is at least a level.
type Contour struct {
	Level    float64
	Unit     Unit
	Polygons []Region
}

// Region is one piece: its outline anticlockwise and its holes clockwise, corners in metres, the first not repeated.
type Region struct {
	Outline [][2]float64
	Holes   [][][2]float64
}

// Contours draws each level by marching squares (Lorensen and Cline 1987, in the plane): between the centres of
// neighbouring cells the surface is taken as linear, at a saddle by the mean of its four corners. At the boundary of the
// grid regions end half a cell beyond the last centres, which is where the grid ends. A level that is not finite errs.
func (s *Surface) Contours(levels ...float64) ([]Contour, error) {
	if err := s.Grid.Validate(); err != nil {
		return nil, fmt.Errorf("contours: %w", err)
	}
	if len(s.Values) != s.Len() {
		return nil, fmt.Errorf("contours: %d cells and %d values: %w", s.Len(), len(s.Values), plane.ErrShape)
	}
	out := make([]Contour, 0, len(levels))
	for _, level := range levels {
		if math.IsNaN(level) || math.IsInf(level, 0) {
			return nil, fmt.Errorf("contours: level %g is not a density", level)
		}
		m := marcher{s: s, level: level, next: map[int]int{}}
		out = append(out, Contour{Level: level, Unit: s.Unit, Polygons: regions(m.rings())})
	}
	return out, nil
}

// marcher links, for one level, the sides of squares that the contour crosses. Squares have cell centres as corners, with
// a frame of corners below every level round the grid. Side 2c leads east from corner c, side 2c+1 north.
type marcher struct {
	s     *Surface
	level float64
	next  map[int]int // the side that the contour crosses after this one, with the region on its left
	order []int       // sides by first sight, so that rings come in a fixed order
}

func (m *marcher) width() int { return m.s.Cols + 2 }

// value at corner (c, r) of the framed grid, counted from 0; minus infinity on the frame.
func (m *marcher) value(c, r int) float64 {
	if c < 1 || r < 1 || c > m.s.Cols || r > m.s.Rows {
		return math.Inf(-1)
	}
	return m.s.Values[(r-1)*m.s.Cols+c-1]
}

func (m *marcher) rings() [][][2]float64 {
	for r := 0; r <= m.s.Rows; r++ {
		for c := 0; c <= m.s.Cols; c++ {
			m.square(c, r)
		}
	}
	var rings [][][2]float64
	for _, start := range m.order {
		var ring [][2]float64
		for side, ok := start, true; ok; {
			var after int
			if after, ok = m.next[side]; ok {
				ring = append(ring, m.crossing(side))
				delete(m.next, side)
				side = after
			}
		}
		if len(ring) > 2 {
			rings = append(rings, ring)
		}
	}
	return rings
}

// square links the sides of one square. Round it anticlockwise, the contour enters at a side that leads from above the
// level to below and leaves at one that leads back up.
func (m *marcher) square(c, r int) {
	corner := [4]float64{m.value(c, r), m.value(c+1, r), m.value(c+1, r+1), m.value(c, r+1)}
	var above [4]bool
	count := 0
	for k, v := range corner {
		if above[k] = v >= m.level; above[k] {
			count++
		}
	}
	if count == 0 || count == 4 {
		return
	}
	w := m.width()
	sides := [4]int{2 * (r*w + c), 2*(r*w+c+1) + 1, 2 * ((r+1)*w + c), 2*(r*w+c) + 1}
	turn := 1 // to the first exit anticlockwise
	if count == 2 && above[0] == above[2] && (corner[0]+corner[1]+corner[2]+corner[3])/4 < m.level {
		turn = 3 // a saddle whose middle is below: the two high corners stay apart
	}
	for k := range 4 {
		if !above[k] || above[(k+1)%4] {
			continue
		}
		exit := (k + turn) % 4
		for above[exit] || !above[(exit+1)%4] {
			exit = (exit + turn) % 4
		}
		m.next[sides[k]] = sides[exit]
		m.order = append(m.order, sides[k])
	}
}

// crossing is where the contour crosses a side. It keeps a hair away from corners, so that rings never touch themselves.
func (m *marcher) crossing(side int) [2]float64 {
	const hair = 1e-6
	w := m.width()
	c, r := side/2%w, side/2/w
	dc, dr := 1-side%2, side%2
	from, to := m.value(c, r), m.value(c+dc, r+dr)
	var share float64
	switch {
	case math.IsInf(from, -1) || math.IsInf(to, -1):
		share = 0.5
	default:
		share = min(max((m.level-from)/(to-from), hair), 1-hair)
	}
	g := m.s.Grid
	return [2]float64{
		g.MinX + (float64(c)-0.5+share*float64(dc))*g.Cell,
		g.MinY + (float64(r)-0.5+share*float64(dr))*g.Cell,
	}
}

// regions puts each hole into the smallest outline round it.
func regions(rings [][][2]float64) []Region {
	var out []Region
	var about []extent
	for _, ring := range rings {
		if area := twiceArea(ring); area > 0 {
			out, about = append(out, Region{Outline: ring}), append(about, extentOf(ring, area))
		}
	}
	for _, ring := range rings {
		if twiceArea(ring) > 0 {
			continue
		}
		home := -1
		for i := range out {
			if about[i].holds(ring[0]) && (home < 0 || about[i].area < about[home].area) && inRing(out[i].Outline, ring[0]) {
				home = i
			}
		}
		if home >= 0 {
			out[home].Holes = append(out[home].Holes, ring)
		}
	}
	return out
}

// extent is the size of an outline and the rectangle round it.
type extent struct{ area, west, south, east, north float64 }

func extentOf(ring [][2]float64, area float64) extent {
	e := extent{area, ring[0][0], ring[0][1], ring[0][0], ring[0][1]}
	for _, at := range ring {
		e.west, e.south = min(e.west, at[0]), min(e.south, at[1])
		e.east, e.north = max(e.east, at[0]), max(e.north, at[1])
	}
	return e
}

func (e extent) holds(at [2]float64) bool {
	return at[0] >= e.west && at[0] <= e.east && at[1] >= e.south && at[1] <= e.north
}
