package studyarea

import (
	"fmt"
	"sync"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Footprint is the ground of a study area, made once and asked often: it remembers which squares of a grid lie in it. It is
// safe for concurrent use.
type Footprint struct {
	Code string
	Name string

	outline *incident.Outline // National Grid metres

	mu    sync.Mutex
	grids map[plane.Grid][]bool
}

// NewFootprint makes a footprint of polygons in WGS84 degrees: polygons, rings, [longitude, latitude]. Polygons may touch, as
// the wards of a borough do, and must not overlap.
func NewFootprint(code, name string, polygons [][][][2]float64) (*Footprint, error) {
	metres := make([][][][2]float64, len(polygons))
	for i, polygon := range polygons {
		for _, ring := range polygon {
			out := make([][2]float64, len(ring))
			for k, p := range ring {
				out[k][0], out[k][1] = bng.FromWGS84(p[0], p[1])
			}
			metres[i] = append(metres[i], out)
		}
	}
	outline, err := incident.NewOutline(metres)
	if err != nil {
		return nil, fmt.Errorf("area %s: %w", code, err)
	}
	return &Footprint{Code: code, Name: name, outline: outline, grids: map[plane.Grid][]bool{}}, nil
}

// FootprintOf makes the footprint of the whole of an index, such as the wards of a borough, or of the named areas of it.
func FootprintOf(code, name string, index *incident.AreaIndex, codes ...incident.Code) (*Footprint, error) {
	if len(codes) == 0 {
		codes = index.Codes()
	}
	var all [][][][2]float64
	for _, c := range codes {
		polygons, ok := index.Polygons(c)
		if !ok {
			return nil, fmt.Errorf("area %s: no boundary of %s is known", code, c)
		}
		all = append(all, polygons...)
	}
	return NewFootprint(code, name, all)
}

// keptGrids bounds what a footprint remembers: one grid for each size of square that people choose.
const keptGrids = 6

// Bounds is the smallest rectangle of the National Grid that holds it, metres.
func (a *Footprint) Bounds() (minX, minY, maxX, maxY float64) { return a.outline.Bounds() }

// Mask marks the squares whose centre lies in the area. It is shared and must not be changed.
func (a *Footprint) Mask(g plane.Grid) []bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if m, ok := a.grids[g]; ok {
		return m
	}
	m := make([]bool, g.Len())
	for c := range m {
		m[c] = a.outline.Holds(g.Centre(c))
	}
	if len(a.grids) >= keptGrids {
		clear(a.grids)
	}
	a.grids[g] = m
	return m
}
