package finding

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

type shape struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   geometry       `json:"geometry"`
}

// WriteGeoJSON writes layers in full (RFC 7946) with the attribution that must go with them.
func WriteGeoJSON(w io.Writer, layers ...*Layer) error {
	shapes := []shape{}
	for _, l := range layers {
		for i := range l.Features {
			shapes = append(shapes, l.shape(&l.Features[i]))
		}
	}
	return write(w, shapes)
}

// mostSquares is how many squares a page's map shows one by one. Of more none is wide enough to be pressed, and they are drawn
// as the areas that they make together.
const mostSquares = 4000

// WriteDrawing writes a layer as a page draws it: as WriteGeoJSON does, but squares beyond number as areas, one for each
// stretch of squares of one level, that say what the level means.
func WriteDrawing(w io.Writer, l *Layer) error {
	if len(l.Features) <= mostSquares || l.Points || l.Features[0].Square == nil {
		return WriteGeoJSON(w, l)
	}
	shapes := []shape{}
	for _, a := range dissolve(l.Features) {
		s := shape{"Feature", map[string]any{"layer": l.ID, "level": a.level}, geometry{"Polygon", a.rings}}
		for _, level := range l.Levels {
			if level.Value == a.level {
				s.Properties["label"] = level.Text
			}
		}
		shapes = append(shapes, s)
	}
	return write(w, shapes)
}

func write(w io.Writer, shapes []shape) error {
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

func (l *Layer) shape(f *Feature) shape {
	s := shape{Type: "Feature", Properties: map[string]any{"layer": l.ID}}
	for k, v := range f.Properties {
		s.Properties[k] = v
	}
	if label := l.label(f); label != "" {
		s.Properties["label"] = label
	}
	if f.Level != "" {
		s.Properties["level"] = f.Level
	}
	switch {
	case f.Point != nil:
		s.Geometry = geometry{"Point", *f.Point}
	case f.Square != nil:
		s.Geometry = geometry{"Polygon", [][][2]float64{f.Square.Ring()}}
	default:
		s.Geometry = geometry{"Polygon", [][][2]float64{f.Ring}}
	}
	return s
}

// label is a feature's own, or the layer's with the feature's properties in it.
func (l *Layer) label(f *Feature) string {
	if f.Label != "" || l.Label == "" {
		return f.Label
	}
	out := l.Label
	for k, v := range f.Properties {
		out = strings.ReplaceAll(out, "{"+k+"}", fmt.Sprint(v))
	}
	return out
}
