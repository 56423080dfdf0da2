package incident

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
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
	code                   Code
	name                   string
	polygons               [][][][2]float64
	minX, minY, maxX, maxY float64
	bands                  [][]edge
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
		if err := a.prepare(); err != nil {
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
		if x.areas[i].holds(lon, lat) {
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

// prepare finds the rectangle and sorts the edges into bands.
func (a *area) prepare() error {
	a.minX, a.minY, a.maxX, a.maxY = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	var edges []edge
	for _, polygon := range a.polygons {
		for _, ring := range polygon {
			for i, p := range ring {
				if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
					return errors.New("coordinates are not degrees of longitude and latitude (WGS84)")
				}
				a.minX, a.minY, a.maxX, a.maxY = min(a.minX, p[0]), min(a.minY, p[1]), max(a.maxX, p[0]), max(a.maxY, p[1])
				q := ring[(i+1)%len(ring)]
				if p[1] != q[1] {
					edges = append(edges, edge{p[0], p[1], q[0], q[1]})
				}
			}
		}
	}
	if len(edges) == 0 || a.maxX == a.minX {
		return errors.New("has no extent")
	}
	a.bands = make([][]edge, min(max(len(edges)/4, 1), 4096))
	for _, e := range edges {
		for b := a.band(min(e.y1, e.y2)); b <= a.band(max(e.y1, e.y2)); b++ {
			a.bands[b] = append(a.bands[b], e)
		}
	}
	return nil
}

func (a *area) band(lat float64) int {
	return min(max(int((lat-a.minY)/(a.maxY-a.minY)*float64(len(a.bands))), 0), len(a.bands)-1)
}

// holds is the even-odd rule with half-open edges, so that neighbours share no point.
func (a *area) holds(lon, lat float64) bool {
	if lon < a.minX || lon > a.maxX || lat < a.minY || lat > a.maxY {
		return false
	}
	inside := false
	for _, e := range a.bands[a.band(lat)] {
		if (e.y1 > lat) != (e.y2 > lat) && lon < e.x1+(lat-e.y1)/(e.y2-e.y1)*(e.x2-e.x1) {
			inside = !inside
		}
	}
	return inside
}

func codeAndName(properties map[string]any) (code Code, name string, ok bool) {
	keys := make([]string, 0, len(properties))
	for k := range properties {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		return rank(keys[i]) < rank(keys[j]) || rank(keys[i]) == rank(keys[j]) && keys[i] < keys[j]
	})
	for _, k := range keys {
		text, _ := properties[k].(string)
		if c, isCode := ParseCode(text); isCode && !ok {
			code, ok = c, true
		} else if !isCode && name == "" && strings.Contains(strings.ToLower(k), "n") && isName(k) {
			name = text
		}
	}
	return code, name, ok
}

// rank puts the area's own code before those of the larger areas that hold it.
func rank(key string) int {
	k := strings.ToLower(key)
	switch {
	case k == "code" || k == "gss_code":
		return 0
	case strings.HasPrefix(k, "lsoa") || strings.HasPrefix(k, "wd"):
		return 1
	case strings.HasPrefix(k, "msoa"):
		return 3
	case strings.HasPrefix(k, "lad") || strings.HasPrefix(k, "lb_") || strings.HasPrefix(k, "la") || strings.HasPrefix(k, "rgn"):
		return 4
	default:
		return 2
	}
}

func isName(key string) bool {
	k := strings.ToLower(key)
	return k == "name" || strings.HasSuffix(k, "nm") && (strings.HasPrefix(k, "lsoa") || strings.HasPrefix(k, "wd"))
}

// polygons reads the coordinates of a Polygon or MultiPolygon. The numbers are scanned by hand: a city's boundaries hold a
// hundred thousand, and the general decoder takes as long over them as the import of a million rows.
func polygons(kind string, raw json.RawMessage) ([][][][2]float64, error) {
	s := scanner{text: raw}
	switch kind {
	case "Polygon":
		return [][][][2]float64{s.rings()}, s.end()
	case "MultiPolygon":
		var out [][][][2]float64
		s.list(func() { out = append(out, s.rings()) })
		return out, s.end()
	default:
		return nil, fmt.Errorf("is a %q, not a Polygon or MultiPolygon", kind)
	}
}

type scanner struct {
	text []byte
	at   int
	err  error
}

func (s *scanner) rings() (out [][][2]float64) {
	s.list(func() {
		var ring [][2]float64
		s.list(func() { ring = append(ring, s.position()) })
		if n := len(ring); n > 1 && ring[0] == ring[n-1] {
			ring = ring[:n-1]
		}
		out = append(out, ring)
	})
	return out
}

func (s *scanner) position() (p [2]float64) {
	n := 0
	s.list(func() {
		v := s.number()
		if n < 2 {
			p[n] = v
		}
		n++
	})
	if n < 2 {
		s.fail()
	}
	return p
}

func (s *scanner) list(item func()) {
	if s.peek() != '[' {
		s.fail()
		return
	}
	s.at++
	for s.err == nil && s.peek() != ']' {
		item()
		if s.peek() == ',' {
			s.at++
		} else if s.peek() != ']' {
			s.fail()
		}
	}
	s.at++
}

func (s *scanner) number() float64 {
	s.peek()
	start := s.at
	for s.at < len(s.text) && strings.IndexByte("+-.0123456789eE", s.text[s.at]) >= 0 {
		s.at++
	}
	v, err := strconv.ParseFloat(string(s.text[start:s.at]), 64)
	if err != nil {
		s.fail()
	}
	return v
}

func (s *scanner) peek() byte {
	for s.at < len(s.text) && s.text[s.at] <= ' ' {
		s.at++
	}
	if s.at >= len(s.text) {
		return 0
	}
	return s.text[s.at]
}

func (s *scanner) fail() {
	if s.err == nil {
		s.err = errors.New("coordinates are not GeoJSON positions")
	}
}

func (s *scanner) end() error { return s.err }
