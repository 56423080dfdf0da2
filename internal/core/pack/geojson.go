package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
)

// feature is one area of a GeoJSON file (RFC 7946), read only as far as a pack needs to be sure of it.
type feature struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// readFeatureJSON reads a feature and makes sure that it is an area: closed rings of four positions or more, in degrees.
func readFeatureJSON(raw []byte) (*feature, error) {
	var f feature
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, fmt.Errorf("is not a GeoJSON feature: %w", err)
	}
	if f.Type != "Feature" {
		return nil, errors.New("is not a GeoJSON feature")
	}
	var polygons [][][][]float64
	switch f.Geometry.Type {
	case "MultiPolygon":
		if err := json.Unmarshal(f.Geometry.Coordinates, &polygons); err != nil {
			return nil, fmt.Errorf("the polygon cannot be read: %w", err)
		}
	case "Polygon":
		polygons = make([][][][]float64, 1)
		if err := json.Unmarshal(f.Geometry.Coordinates, &polygons[0]); err != nil {
			return nil, fmt.Errorf("the polygon cannot be read: %w", err)
		}
	default:
		return nil, errors.New("an area is a polygon, and this feature is not")
	}
	for _, rings := range polygons {
		if err := checkRings(rings); err != nil {
			return nil, err
		}
	}
	return &f, nil
}

func checkRings(rings [][][]float64) error {
	if len(rings) == 0 {
		return errors.New("the polygon has no ring")
	}
	for _, ring := range rings {
		if len(ring) < 4 {
			return fmt.Errorf("a ring of the polygon has %d positions, and four are the least", len(ring))
		}
		for _, p := range ring {
			if len(p) < 2 {
				return errors.New("a position of the polygon has no two numbers")
			}
			if math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
				return errors.New("the coordinates are not degrees of WGS84; boundaries in metres (British National Grid) must be converted first")
			}
		}
		first, last := ring[0], ring[len(ring)-1]
		if first[0] != last[0] || first[1] != last[1] {
			return errors.New("a ring of the polygon is not closed: its first and last position differ")
		}
	}
	return nil
}

// errOffset is a JSON error with its position in the file.
type errOffset struct {
	error
	offset int64
}

// eachFeature walks the features of a collection, giving each with the line on which it begins.
func eachFeature(data []byte, visit func(raw []byte, line int)) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if err := enterFeatures(d); err != nil {
		return errOffset{err, d.InputOffset()}
	}
	line, counted := 1, 0
	for d.More() {
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return errOffset{err, d.InputOffset()}
		}
		begin := int(d.InputOffset()) - len(raw)
		line += bytes.Count(data[counted:begin], []byte("\n"))
		counted = begin
		visit(raw, line)
	}
	for range 2 { // the brackets that close the list and the collection, where a truncated file fails
		if _, err := d.Token(); err != nil {
			return errOffset{err, d.InputOffset()}
		}
	}
	return nil
}

// enterFeatures reads up to the first feature of a FeatureCollection.
func enterFeatures(d *json.Decoder) error {
	if t, err := d.Token(); err != nil {
		return err
	} else if t != json.Delim('{') {
		return errors.New("a FeatureCollection was expected")
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if key == "features" {
			if t, err := d.Token(); err != nil {
				return err
			} else if t != json.Delim('[') {
				return errors.New("\"features\" is not a list")
			}
			return nil
		}
		var skipped json.RawMessage
		if err := d.Decode(&skipped); err != nil {
			return fmt.Errorf("%v: %w", key, err)
		}
	}
	return errors.New("it has no list of \"features\"")
}

func lineOf(data []byte, err error) int {
	var at errOffset
	if !errors.As(err, &at) {
		return 0
	}
	return 1 + bytes.Count(data[:min(int(at.offset), len(data))], []byte("\n"))
}
