package mapview

import (
	"encoding/json"
	"fmt"
	"html"
	"math"
	"strings"
)

// Still draws the ground as a picture for whoever has no scripts: the outlines of areas with their names, and on them water, parks,
// main roads and stations. Both are GeoJSON in degrees; box is west, south, east, north, and all of the areas where it is zero.
func Still(areas, ground []byte, box [4]float64) ([]byte, error) {
	outlines, err := collectionOf(areas)
	if err != nil {
		return nil, fmt.Errorf("the areas of the map: %w", err)
	}
	shapes, err := collectionOf(ground)
	if err != nil {
		return nil, fmt.Errorf("the ground of the map: %w", err)
	}
	s := newStill(outlines, box)
	for _, f := range outlines.Features {
		s.area(f, "#ffffff", "none", 0)
	}
	for _, kind := range []string{"water", "park", "road", "station"} {
		for _, f := range shapes.Features {
			if f.Properties.Kind == kind {
				s.shape(f)
			}
		}
	}
	for _, f := range outlines.Features {
		s.area(f, "none", "#505a5f", 1.5)
	}
	for _, f := range outlines.Features {
		s.name(f)
	}
	return []byte(s.String() + "</svg>"), nil
}

type stillFeature struct {
	Properties struct{ Kind, Name string }
	Geometry   struct {
		Type        string
		Coordinates json.RawMessage
	}
}

type stillCollection struct{ Features []stillFeature }

func collectionOf(geojson []byte) (stillCollection, error) {
	var c stillCollection
	err := json.Unmarshal(geojson, &c)
	return c, err
}

// still is a picture under way.
type still struct {
	strings.Builder
	west, north, perLon, perLat float64
	width, height               float64
}

const stillWidth = 800.0

func newStill(outlines stillCollection, box [4]float64) *still {
	if box == ([4]float64{}) {
		box = [4]float64{180, 90, -180, -90}
		for _, f := range outlines.Features {
			for _, line := range f.lines() {
				for _, p := range line {
					box = [4]float64{math.Min(box[0], p[0]), math.Min(box[1], p[1]), math.Max(box[2], p[0]), math.Max(box[3], p[1])}
				}
			}
		}
	}
	s := &still{west: box[0], north: box[3], width: stillWidth}
	s.perLon = stillWidth / math.Max(1e-6, box[2]-box[0])
	s.perLat = s.perLon / math.Cos((box[1]+box[3])/2*math.Pi/180)
	s.height = math.Min(2*stillWidth, math.Max(stillWidth/4, (box[3]-box[1])*s.perLat))
	fmt.Fprintf(s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="arial, sans-serif"><rect width="100%%" height="100%%" fill="#eef1f3"/>`, s.width, s.height)
	return s
}

// lines are the lines of a feature, or the rings of its polygons.
func (f *stillFeature) lines() [][][2]float64 {
	var one [][2]float64
	var some [][][2]float64
	var many [][][][2]float64
	switch f.Geometry.Type {
	case "LineString":
		if json.Unmarshal(f.Geometry.Coordinates, &one) == nil {
			return [][][2]float64{one}
		}
	case "Polygon", "MultiLineString":
		if json.Unmarshal(f.Geometry.Coordinates, &some) == nil {
			return some
		}
	case "MultiPolygon":
		if json.Unmarshal(f.Geometry.Coordinates, &many) == nil {
			for _, p := range many {
				some = append(some, p...)
			}
			return some
		}
	}
	return nil
}

func (s *still) path(lines [][][2]float64, end string) string {
	var b strings.Builder
	for _, line := range lines {
		for i, p := range line {
			mark := byte('L')
			if i == 0 {
				mark = 'M'
			}
			fmt.Fprintf(&b, "%c%.1f %.1f", mark, (p[0]-s.west)*s.perLon, (s.north-p[1])*s.perLat)
		}
		b.WriteString(end)
	}
	return b.String()
}

func (s *still) area(f stillFeature, fill, stroke string, width float64) {
	fmt.Fprintf(s, `<path d="%s" fill="%s" fill-rule="evenodd" stroke="%s" stroke-width="%g"/>`, s.path(f.lines(), "Z"), fill, stroke, width)
}

// shape draws water, a park, a road or a station, in the colours of the map that a script draws (mapground.js).
func (s *still) shape(f stillFeature) {
	switch f.Properties.Kind {
	case "water":
		s.area(f, "#b3d4ea", "none", 0)
	case "park":
		s.area(f, "#cde5c2", "none", 0)
	case "road":
		d := s.path(f.lines(), "")
		fmt.Fprintf(s, `<path d="%s" fill="none" stroke="#8a949b" stroke-width="5"/><path d="%[1]s" fill="none" stroke="#ffe7ae" stroke-width="3"/>`, d)
	case "station":
		var at [2]float64
		if json.Unmarshal(f.Geometry.Coordinates, &at) == nil {
			fmt.Fprintf(s, `<circle cx="%.1f" cy="%.1f" r="5" fill="#ffffff" stroke="#0b0c0c" stroke-width="2.5"/>`, (at[0]-s.west)*s.perLon, (s.north-at[1])*s.perLat)
		}
	}
}

// name writes the name of an area in its middle.
func (s *still) name(f stillFeature) {
	lines := f.lines()
	if f.Properties.Name == "" || len(lines) == 0 {
		return
	}
	low, high := [2]float64{180, 90}, [2]float64{-180, -90}
	for _, p := range lines[0] {
		low = [2]float64{math.Min(low[0], p[0]), math.Min(low[1], p[1])}
		high = [2]float64{math.Max(high[0], p[0]), math.Max(high[1], p[1])}
	}
	x, y := ((low[0]+high[0])/2-s.west)*s.perLon, (s.north-(low[1]+high[1])/2)*s.perLat
	fmt.Fprintf(s, `<text x="%.1f" y="%.1f" font-size="15" font-weight="bold" text-anchor="middle" fill="#0b0c0c" stroke="#ffffff" stroke-width="3" paint-order="stroke">%s</text>`, x, y, html.EscapeString(f.Properties.Name))
}
