package hotspot

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/sheet"
)

// Attribution must stand wherever results of this package are shown or given out.
const Attribution = "Contains public sector information licensed under the Open Government Licence v3.0 (data.police.uk). " +
	"Contains OS data © Crown copyright and database right."

// WriteCSV writes the top places, one a row, strongest first.
func (r *Result) WriteCSV(w io.Writer) error {
	out := sheet.New(w)
	out.Row("rank", "ward", "ward_name", "street", "count", "middle_square", "expected", "z", "p", "q", "significant", "longitude", "latitude",
		"area", "from", "to", "square_metres", "attribution")
	for _, p := range r.Places {
		out.Row(
			strconv.Itoa(p.Rank), p.Ward, p.WardName, p.Street, strconv.Itoa(p.Count), strconv.Itoa(p.Own), short(p.Expected), short(p.Z), tiny(p.P), tiny(p.Q),
			strconv.FormatBool(p.Significant), degrees(p.Lon), degrees(p.Lat), r.Params.Footprint.Code, r.Params.From.String(),
			r.Params.To.String(), short(r.Params.Cell), Attribution,
		)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("hot spots: %w", err)
	}
	return nil
}

func short(v float64) string   { return strconv.FormatFloat(v, 'f', -1, 32) }
func tiny(v float64) string    { return strconv.FormatFloat(v, 'g', 4, 64) }
func degrees(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }

type feature struct {
	Type       string         `json:"type"`
	Properties map[string]any `json:"properties"`
	Geometry   geometry       `json:"geometry"`
}

type geometry struct {
	Type        string         `json:"type"`
	Coordinates [][][2]float64 `json:"coordinates"`
}

type collection struct {
	Type        string    `json:"type"`
	Attribution string    `json:"attribution"`
	Summary     string    `json:"summary"`
	Features    []feature `json:"features"`
}

// WriteGeoJSON writes the top places and the squares that stand out, in WGS84 (RFC 7946). The property "layer" is "place" or
// "square".
func (r *Result) WriteGeoJSON(w io.Writer) error {
	features := make([]feature, 0, len(r.Places)+r.Hot)
	for _, p := range r.Places {
		features = append(features, polygon(p.Outline, map[string]any{
			"layer": "place", "rank": p.Rank, "ward": p.Ward, "ward_name": p.WardName, "street": p.Street, "count": p.Count, "middle_square": p.Own,
			"expected": p.Expected, "z": p.Z, "p": p.P, "q": p.Q, "significant": p.Significant,
		}))
	}
	for c, q := range r.Q {
		if r.Inside[c] && q <= r.Params.Level {
			features = append(features, r.square(c, map[string]any{
				"layer": "square", "count": r.Counts[c], "z": r.Z[c], "p": r.P[c], "q": q, "density": r.Density[c],
			}))
		}
	}
	return r.encode(w, features)
}

// WriteDensity writes the density surface for a map: the squares of the area in up to five classes of equal ranges of rank
// among those with any density; "class" is 1 to 5, and 5 is the densest fifth. At most limit squares are written, densest first.
func (r *Result) WriteDensity(w io.Writer, limit int) error {
	var dense []int
	for c, v := range r.Density {
		if v > 0 && r.Inside[c] {
			dense = append(dense, c)
		}
	}
	sort.Slice(dense, func(i, j int) bool {
		a, b := dense[i], dense[j]
		return r.Density[a] > r.Density[b] || r.Density[a] == r.Density[b] && a < b
	})
	features := make([]feature, 0, min(limit, len(dense)))
	for rank, c := range dense {
		if rank == limit {
			break
		}
		features = append(features, r.square(c, map[string]any{
			"layer": "density", "density": r.Density[c], "class": 5 - rank*5/len(dense),
		}))
	}
	return r.encode(w, features)
}

func (r *Result) square(c int, properties map[string]any) feature {
	x, y := r.Grid.Centre(c)
	return polygon(ring(x, y, r.Grid.Cell/2), properties)
}

func polygon(ring [][2]float64, properties map[string]any) feature {
	rounded := make([][2]float64, len(ring))
	for i, p := range ring {
		rounded[i] = [2]float64{round6(p[0]), round6(p[1])}
	}
	return feature{Type: "Feature", Properties: properties, Geometry: geometry{"Polygon", [][][2]float64{rounded}}}
}

// round6 keeps a tenth of a metre.
func round6(v float64) float64 {
	out, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 6, 64), 64)
	if err != nil {
		return v
	}
	return out
}

func (r *Result) encode(w io.Writer, features []feature) error {
	err := json.NewEncoder(w).Encode(collection{Type: "FeatureCollection", Attribution: Attribution, Summary: r.Summary, Features: features})
	if err != nil {
		return fmt.Errorf("hot spots: %w", err)
	}
	return nil
}
