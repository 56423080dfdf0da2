package finding

import (
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
	Label    string    `json:"label,omitempty"` // of features that have none: property names in braces, "{count} recorded"
	Features []Feature `json:"features"`
}

// Level is a class of shading: "1" to "3", or "cold".
type Level struct {
	Value string `json:"value"`
	Text  string `json:"text"`
}

// Feature is one shape: a point or a ring in degrees, or a square of the National Grid. Label is what a reader sees who presses
// on it.
type Feature struct {
	Label      string         `json:"label,omitempty"`
	Level      string         `json:"level,omitempty"`
	Point      *[2]float64    `json:"point,omitempty"`
	Ring       [][2]float64   `json:"ring,omitempty"`
	Square     *Square        `json:"square,omitempty"`
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

// Square is a square of a grid by its middle and half its side, in metres of the National Grid. A city has tens of thousands,
// so they become degrees only when a map is written.
type Square struct {
	X    float64 `json:"x"`
	Y    float64 `json:"y"`
	Half float64 `json:"half"`
}

// Ring is its outline in degrees, closed and counter-clockwise.
func (s Square) Ring() [][2]float64 {
	x, y, half := s.X, s.Y, s.Half
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
		out = append(out, [2]float64{math.Round(lon*1e5) / 1e5, math.Round(lat*1e5) / 1e5}) // to a metre
	}
	return out
}
