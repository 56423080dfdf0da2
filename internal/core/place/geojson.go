package place

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// The part of RFC 7946 that boundaries use.
type (
	featureCollection struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}
	feature struct {
		Properties map[string]any `json:"properties"`
		Geometry   *geometry      `json:"geometry"`
	}
	geometry struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	ring    [][2]float64
	polygon []ring
)

// readAreas reads a layer's boundaries. Features of one code are one area of several parts.
func readAreas(layer Layer) ([]*Area, error) {
	var fc featureCollection
	if err := json.Unmarshal(layer.GeoJSON, &fc); err != nil {
		return nil, fmt.Errorf("boundaries of %s: not GeoJSON: %w", layer.Set, err)
	}
	if fc.Type != "FeatureCollection" {
		return nil, fmt.Errorf("boundaries of %s: a GeoJSON FeatureCollection is needed, this is %q", layer.Set, fc.Type)
	}
	var areas []*Area
	byCode := map[string]*Area{}
	for i, f := range fc.Features {
		code, name := text(f.Properties[layer.Code]), text(f.Properties[layer.Label])
		if code == "" || name == "" {
			return nil, fmt.Errorf("boundaries of %s, feature %d: no property %q or no property %q", layer.Set, i+1, layer.Code, layer.Label)
		}
		parts, err := f.Geometry.polygons()
		if err != nil {
			return nil, fmt.Errorf("boundaries of %s, feature %d (%s): %w", layer.Set, i+1, name, err)
		}
		area := byCode[code]
		if area == nil {
			area = &Area{Set: layer.Set, Singular: layer.Singular, Code: code, Name: name, From: layer.From, To: layer.To}
			byCode[code] = area
			areas = append(areas, area)
		}
		area.parts = append(area.parts, parts...)
	}
	if len(areas) == 0 {
		return nil, fmt.Errorf("boundaries of %s: there are no features", layer.Set)
	}
	for _, a := range areas {
		a.prepare()
	}
	return areas, nil
}

func text(v any) string {
	s, _ := v.(string)
	return strings.TrimSpace(s)
}

func (g *geometry) polygons() ([]polygon, error) {
	if g == nil {
		return nil, fmt.Errorf("it has no geometry")
	}
	var parts [][][][]float64
	switch g.Type {
	case "MultiPolygon":
		if err := json.Unmarshal(g.Coordinates, &parts); err != nil {
			return nil, fmt.Errorf("its coordinates are not those of a MultiPolygon: %w", err)
		}
	case "Polygon":
		parts = make([][][][]float64, 1)
		if err := json.Unmarshal(g.Coordinates, &parts[0]); err != nil {
			return nil, fmt.Errorf("its coordinates are not those of a Polygon: %w", err)
		}
	default:
		return nil, fmt.Errorf("a boundary is a Polygon or a MultiPolygon, this is %q", g.Type)
	}
	polygons := make([]polygon, len(parts))
	for i, part := range parts {
		if len(part) == 0 {
			return nil, fmt.Errorf("part %d is empty", i+1)
		}
		for _, coords := range part {
			r, err := readRing(coords)
			if err != nil {
				return nil, fmt.Errorf("part %d: %w", i+1, err)
			}
			polygons[i] = append(polygons[i], r)
		}
	}
	if len(polygons) == 0 {
		return nil, fmt.Errorf("its geometry is empty")
	}
	return polygons, nil
}

// readRing checks a ring and closes one that the writer left open.
func readRing(coords [][]float64) (ring, error) {
	r := make(ring, 0, len(coords)+1)
	for _, c := range coords {
		if len(c) < 2 {
			return nil, fmt.Errorf("a position has %d numbers, 2 are needed", len(c))
		}
		if math.Abs(c[0]) > 180 || math.Abs(c[1]) > 90 {
			return nil, fmt.Errorf("position %g, %g is not in degrees: boundaries must be WGS84, not National Grid", c[0], c[1])
		}
		r = append(r, [2]float64{c[0], c[1]})
	}
	if len(r) > 0 && r[0] != r[len(r)-1] {
		r = append(r, r[0])
	}
	if len(r) < 4 {
		return nil, fmt.Errorf("a ring has %d positions, 4 are the least", len(r))
	}
	return r, nil
}
