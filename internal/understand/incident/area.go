package incident

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// AreaIndex answers in which area a point lies. A grid over the whole names the few areas whose rectangle touches a cell,
// and each area keeps its edges by bands of latitude, so that a point meets a handful of edges.
type AreaIndex struct {
	areas                  []area
	minX, minY, maxX, maxY float64
	cols, rows             int
	cells                  [][]uint16
	byCode                 map[Code]int
}

type area struct {
	code     Code
	name     string
	polygons [][][][2]float64
	*Outline
}

// Outline answers whether a point lies in polygons, in whatever plane they are given. Polygons may touch, and must not
// overlap.
type Outline struct {
	minX, minY, maxX, maxY float64
	bands                  [][]edge // edges by equal bands of y
}

type edge struct{ x1, y1, x2, y2 float64 }

// NewAreaIndex reads a GeoJSON FeatureCollection of polygons in WGS84 degrees. The code of an area is the first property,
// by the alphabet of their names, that is an ONS code and whose name speaks of a code of the smallest kind: GSS_CODE,
// WD…CD, LSOA…CD or code.
func NewAreaIndex(geojson []byte) (*AreaIndex, error) {
	var doc struct {
		Features []struct {
			Properties map[string]any `json:"properties"`
			Geometry   struct {
				Type        string          `json:"type"`
				Coordinates json.RawMessage `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(geojson, &doc); err != nil {
		return nil, fmt.Errorf("areas: %w", err)
	}
	if len(doc.Features) == 0 || len(doc.Features) > math.MaxUint16 {
		return nil, fmt.Errorf("areas: a FeatureCollection of 1 to 65,535 areas is needed, not %d", len(doc.Features))
	}
	x := &AreaIndex{byCode: map[Code]int{}}
	for i, f := range doc.Features {
		a := area{}
		var ok bool
		if a.code, a.name, ok = codeAndName(f.Properties); !ok {
			return nil, fmt.Errorf("areas: feature %d has no property with an ONS code such as E05009317", i)
		}
		var err error
		if a.polygons, err = polygons(f.Geometry.Type, f.Geometry.Coordinates); err != nil {
			return nil, fmt.Errorf("areas: %s: %w", a.code, err)
		}
		if a.Outline, err = NewOutline(a.polygons); err == nil && !a.inDegrees() {
			err = errors.New("coordinates are not degrees of longitude and latitude (WGS84)")
		}
		if err != nil {
			return nil, fmt.Errorf("areas: %s: %w", a.code, err)
		}
		x.byCode[a.code] = len(x.areas)
		x.areas = append(x.areas, a)
	}
	x.grid()
	return x, nil
}

// Codes gives the codes of the areas in their order.
func (x *AreaIndex) Codes() []Code {
	out := make([]Code, len(x.areas))
	for i := range x.areas {
		out[i] = x.areas[i].code
	}
	return out
}

// Name gives the name of an area, or its code where it has none.
func (x *AreaIndex) Name(c Code) string {
	if i, ok := x.byCode[c]; ok && x.areas[i].name != "" {
		return x.areas[i].name
	}
	return c.String()
}

// Polygons gives the outline of an area: polygons, rings, [longitude, latitude].
func (x *AreaIndex) Polygons(c Code) ([][][][2]float64, bool) {
	i, ok := x.byCode[c]
	if !ok {
		return nil, false
	}
	return x.areas[i].polygons, true
}

// Find gives the area that holds the point; 0 where none does. A point on a boundary belongs to one side only.
func (x *AreaIndex) Find(lon, lat float64) Code {
	if x == nil || !(lon >= x.minX && lon <= x.maxX && lat >= x.minY && lat <= x.maxY) {
		return 0
	}
	col, row := x.cell(lon, lat)
	for _, i := range x.cells[row*x.cols+col] {
		if x.areas[i].Holds(lon, lat) {
			return x.areas[i].code
		}
	}
	return 0
}

func (x *AreaIndex) cell(lon, lat float64) (col, row int) {
	col = int((lon - x.minX) / (x.maxX - x.minX) * float64(x.cols))
	row = int((lat - x.minY) / (x.maxY - x.minY) * float64(x.rows))
	return min(max(col, 0), x.cols-1), min(max(row, 0), x.rows-1)
}

func (x *AreaIndex) grid() {
	x.minX, x.minY, x.maxX, x.maxY = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := range x.areas {
		a := &x.areas[i]
		x.minX, x.minY = min(x.minX, a.minX), min(x.minY, a.minY)
		x.maxX, x.maxY = max(x.maxX, a.maxX), max(x.maxY, a.maxY)
	}
	side := min(max(int(4*math.Sqrt(float64(len(x.areas)))), 8), 512)
	x.cols, x.rows = side, side
	x.cells = make([][]uint16, side*side)
	for i := range x.areas {
		a := &x.areas[i]
		c0, r0 := x.cell(a.minX, a.minY)
		c1, r1 := x.cell(a.maxX, a.maxY)
		for r := r0; r <= r1; r++ {
			for c := c0; c <= c1; c++ {
				x.cells[r*x.cols+c] = append(x.cells[r*x.cols+c], uint16(i))
			}
		}
	}
}

// NewOutline prepares polygons (each a list of rings) for questions.
func NewOutline(polygons [][][][2]float64) (*Outline, error) {
	o := &Outline{minX: math.Inf(1), minY: math.Inf(1), maxX: math.Inf(-1), maxY: math.Inf(-1)}
	var edges []edge
	for _, polygon := range polygons {
		for _, ring := range polygon {
			for i, p := range ring {
				if math.IsNaN(p[0]+p[1]) || math.IsInf(p[0]+p[1], 0) {
					return nil, errors.New("has a coordinate that is not finite")
				}
				o.minX, o.minY, o.maxX, o.maxY = min(o.minX, p[0]), min(o.minY, p[1]), max(o.maxX, p[0]), max(o.maxY, p[1])
				q := ring[(i+1)%len(ring)]
				if p[1] != q[1] {
					edges = append(edges, edge{p[0], p[1], q[0], q[1]})
				}
			}
		}
	}
	if len(edges) == 0 || o.maxX == o.minX {
		return nil, errors.New("has no extent")
	}
	o.bands = make([][]edge, min(max(len(edges)/4, 1), 4096))
	for _, e := range edges {
		for b := o.band(min(e.y1, e.y2)); b <= o.band(max(e.y1, e.y2)); b++ {
			o.bands[b] = append(o.bands[b], e)
		}
	}
	return o, nil
}

// Bounds is the smallest rectangle that holds the outline.
func (o *Outline) Bounds() (minX, minY, maxX, maxY float64) { return o.minX, o.minY, o.maxX, o.maxY }

func (o *Outline) inDegrees() bool {
	return o.minX >= -180 && o.maxX <= 180 && o.minY >= -90 && o.maxY <= 90
}

func (o *Outline) band(y float64) int {
	return min(max(int((y-o.minY)/(o.maxY-o.minY)*float64(len(o.bands))), 0), len(o.bands)-1)
}

// Holds is the even-odd rule with half-open edges, so that neighbours share no point. It is false for NaN.
func (o *Outline) Holds(x, y float64) bool {
	if !(x >= o.minX && x <= o.maxX && y >= o.minY && y <= o.maxY) {
		return false
	}
	inside := false
	for _, e := range o.bands[o.band(y)] {
		if (e.y1 > y) != (e.y2 > y) && x < e.x1+(y-e.y1)/(e.y2-e.y1)*(e.x2-e.x1) {
			inside = !inside
		}
	}
	return inside
}
