package finding

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/wardmote/wardmote/analysis/bng"
)

// Map is what a finding looks like from above. Its facts stand in a table too: Beside names the section.
type Map struct {
	Title  string  `json:"title"`
	Words  string  `json:"words,omitempty"`
	Beside string  `json:"beside"`
	Layers []Layer `json:"layers"`
}

// Layer is shapes of one sort.
type Layer struct {
	ID       string    `json:"id"`
	Text     string    `json:"text"`
	Points   bool      `json:"points,omitempty"`  // dots sized by "count"; else areas shaded by "level"
	Outline  bool      `json:"outline,omitempty"` // outlines alone
	Levels   []Level   `json:"levels,omitempty"`
	Features []Feature `json:"features"`
}

// Level is a class of shading: "1" to "3", or "cold".
type Level struct {
	Value string `json:"value"`
	Text  string `json:"text"`
}

// Feature is one shape in degrees. Label is what a reader sees who presses on it.
type Feature struct {
	Label      string         `json:"label,omitempty"`
	Level      string         `json:"level,omitempty"`
	Point      *[2]float64    `json:"point,omitempty"`
	Ring       [][2]float64   `json:"ring,omitempty"`
	Properties map[string]any `json:"properties,omitempty"`
}

// Layer is the layer of that id, and false where there is none.
func (m *Map) Layer(id string) (*Layer, bool) {
	if m != nil {
		for i := range m.Layers {
			if m.Layers[i].ID == id {
				return &m.Layers[i], true
			}
		}
	}
	return nil, false
}

type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

type shape struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   geometry       `json:"geometry"`
}

// WriteGeoJSON writes layers (RFC 7946) with the attribution that must go with them.
func WriteGeoJSON(w io.Writer, layers ...*Layer) error {
	shapes := []shape{}
	for _, l := range layers {
		for _, f := range l.Features {
			s := shape{Type: "Feature", Properties: map[string]any{"layer": l.ID}}
			for k, v := range f.Properties {
				s.Properties[k] = v
			}
			if f.Label != "" {
				s.Properties["label"] = f.Label
			}
			if f.Level != "" {
				s.Properties["level"] = f.Level
			}
			if f.Point != nil {
				s.Geometry = geometry{"Point", *f.Point}
			} else {
				s.Geometry = geometry{"Polygon", [][][2]float64{f.Ring}}
			}
			shapes = append(shapes, s)
		}
	}
	err := json.NewEncoder(w).Encode(struct {
		Type        string  `json:"type"`
		Attribution string  `json:"attribution"`
		Features    []shape `json:"features"`
	}{"FeatureCollection", Attribution, shapes})
	if err != nil {
		return fmt.Errorf("write the map: %w", err)
	}
	return nil
}

// Square is a ring about a point of the National Grid, half metres to each side, closed and counter-clockwise, in degrees.
func Square(x, y, half float64) [][2]float64 {
	return ringOf([][2]float64{{x - half, y - half}, {x + half, y - half}, {x + half, y + half}, {x - half, y + half}})
}

// Circle is a ring of 48 corners about a point of the National Grid, radius in metres.
func Circle(x, y, radius float64) [][2]float64 {
	corners := make([][2]float64, 48)
	for i := range corners {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(len(corners)))
		corners[i] = [2]float64{x + radius*cos, y + radius*sin}
	}
	return ringOf(corners)
}

func ringOf(corners [][2]float64) [][2]float64 {
	out := make([][2]float64, 0, len(corners)+1)
	for i := range len(corners) + 1 {
		c := corners[i%len(corners)]
		lon, lat := bng.ToWGS84(c[0], c[1])
		out = append(out, [2]float64{math.Round(lon*1e6) / 1e6, math.Round(lat*1e6) / 1e6})
	}
	return out
}
