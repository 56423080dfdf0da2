package density

import (
	"encoding/json"
	"fmt"
	"math"
)

var unitNames = [...]string{PerSquareKilometre: "per km²", PerSquareMetre: "per m²", KernelSum: "kernel sum"}

// String names the unit, as "per km²".
func (u Unit) String() string {
	if u < 0 || int(u) >= len(unitNames) {
		return fmt.Sprintf("unit %d", int(u))
	}
	return unitNames[u]
}

type feature struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   geometry       `json:"geometry"`
}

type geometry struct {
	Type        string           `json:"type"`
	Coordinates [][][][2]float64 `json:"coordinates"`
}

// GeoJSON writes contours as a FeatureCollection (RFC 7946) of one MultiPolygon a level, with the properties level and
// unit. place turns metres into longitude and latitude, as bng.ToWGS84 does; positions are rounded to 7 decimals, about a
// centimetre. A position that place cannot give is an error.
func GeoJSON(contours []Contour, place func(x, y float64) (lon, lat float64)) ([]byte, error) {
	features := []feature{}
	for _, c := range contours {
		f := feature{"Feature", map[string]any{"level": c.Level, "unit": c.Unit.String()}, geometry{"MultiPolygon", [][][][2]float64{}}}
		for _, region := range c.Polygons {
			var polygon [][][2]float64
			for _, ring := range append([][][2]float64{region.Outline}, region.Holes...) {
				closed, err := placed(ring, place)
				if err != nil {
					return nil, err
				}
				polygon = append(polygon, closed)
			}
			f.Geometry.Coordinates = append(f.Geometry.Coordinates, polygon)
		}
		features = append(features, f)
	}
	return json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
}

func placed(ring [][2]float64, place func(x, y float64) (float64, float64)) ([][2]float64, error) {
	closed := make([][2]float64, 0, len(ring)+1)
	for _, at := range ring {
		lon, lat := place(at[0], at[1])
		if math.IsNaN(lon+lat) || math.IsInf(lon+lat, 0) {
			return nil, fmt.Errorf("contours: (%g, %g) has no longitude and latitude", at[0], at[1])
		}
		closed = append(closed, [2]float64{math.Round(lon*1e7) / 1e7, math.Round(lat*1e7) / 1e7})
	}
	return append(closed, closed[0]), nil
}
