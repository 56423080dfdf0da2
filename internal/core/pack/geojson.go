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

// readFeatureJSON reads a feature, without looking at its ground.
func readFeatureJSON(raw []byte) (*feature, error) {
	var f feature
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, fmt.Errorf("is not a GeoJSON feature: %w", err)
	}
	if f.Type != "Feature" {
		return nil, errors.New("is not a GeoJSON feature")
	}
	return &f, nil
}

// checkGround makes sure that the feature is an area: closed rings of four positions or more, in degrees.
func (f *feature) checkGround() error {
	var polygons [][][][]float64
	switch f.Geometry.Type {
	case "MultiPolygon":
		if err := json.Unmarshal(f.Geometry.Coordinates, &polygons); err != nil {
			return fmt.Errorf("the polygon cannot be read: %w", err)
		}
	case "Polygon":
		polygons = make([][][][]float64, 1)
		if err := json.Unmarshal(f.Geometry.Coordinates, &polygons[0]); err != nil {
			return fmt.Errorf("the polygon cannot be read: %w", err)
		}
	default:
		return errors.New("an area is a polygon, and this feature is not")
	}
	for _, rings := range polygons {
		if err := checkRings(rings); err != nil {
			return err
		}
	}
	return nil
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
			if what := misplaced(p[0], p[1]); what != "" {
				return fmt.Errorf("the position [%g, %g] %s", p[0], p[1], what)
			}
		}
		first, last := ring[0], ring[len(ring)-1]
		if first[0] != last[0] || first[1] != last[1] {
			return errors.New("a ring of the polygon is not closed: its first and last position differ")
		}
		if encloses(ring) == 0 {
			return errors.New("a ring of the polygon encloses no ground: its positions stand on one line")
		}
	}
	return nil
}

// encloses is twice the ground within a ring, in square degrees, with a sign for its direction (the shoelace formula).
func encloses(ring [][]float64) float64 {
	sum, at := 0.0, ring[0]
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (a[0]-at[0])*(b[1]-at[1]) - (b[0]-at[0])*(a[1]-at[1])
	}
	return sum
}

// misplaced says what is wrong with a position, and nothing where it may be one of the partnership's. The law by which a partnership works is that of England and Wales: a position far from there is a mistake, and nearly always
// one of these two.
func misplaced(lon, lat float64) string {
	switch {
	case inBritain(lon, lat):
		return ""
	case inBritain(lat, lon):
		return "has the latitude first; write [longitude, latitude]"
	case math.Abs(lon) > 180 || math.Abs(lat) > 90:
		return "is not in degrees of WGS84; metres (British National Grid) must be converted first"
	}
	return "is not in England or Wales"
}

// inBritain says that a position lies in a frame round Great Britain.
func inBritain(lon, lat float64) bool { return lon > -9 && lon < 3 && lat > 49 && lat < 62 }

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
