package hotspot

import (
	"encoding/json"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// answer is the result as a program reads it: the question as it was understood, the figures, and what must be said with them.
type answer struct {
	Area        string      `json:"area"`
	AreaName    string      `json:"areaName"`
	Kind        string      `json:"kind"`
	Types       []string    `json:"types"`
	From        string      `json:"from"`
	To          string      `json:"to"`
	Square      float64     `json:"squareMetres"`
	Bandwidth   float64     `json:"bandwidthMetres"`
	Level       float64     `json:"falseDiscoveryRate"`
	Null        Null        `json:"nullHypothesis"`
	Inference   string      `json:"inference"`
	Events      int         `json:"events"`
	Unplaced    int         `json:"withoutPoint"`       // of the events of the area
	Nowhere     int         `json:"withoutPointOrWard"` // beside them: of the area or not
	Squares     int         `json:"squaresTested"`
	Hot         int         `json:"squaresHot"`
	Places      []placeJSON `json:"places"`
	Trend       trendJSON   `json:"trend"`
	Season      []Seasonal  `json:"timeOfYear"`
	Summary     string      `json:"summary"`
	Caveats     []string    `json:"caveats"`
	Attribution string      `json:"attribution"`
}

type placeJSON struct {
	Rank        int          `json:"rank"`
	Ward        string       `json:"ward"`
	WardName    string       `json:"wardName"`
	Street      string       `json:"street,omitempty"`
	Count       int          `json:"count"`        // in the block of nine squares
	Own         int          `json:"middleSquare"` // in the square in its middle
	Expected    float64      `json:"expected"`
	Z           float64      `json:"z"`
	P           float64      `json:"p"`
	Q           float64      `json:"q"`
	Significant bool         `json:"significant"`
	Lon         float64      `json:"longitude"`
	Lat         float64      `json:"latitude"`
	Outline     [][2]float64 `json:"outline"`
}

type trendJSON struct {
	finding.Trend
	Months []monthJSON `json:"months"`
}

type monthJSON struct {
	Month string        `json:"month"`
	Count figure.Figure `json:"count"`
	Held  bool          `json:"held"` // false: no data of this choice is held for the month, and the count is null
}

// MarshalJSON gives the answer without the grid; WriteGeoJSON and WriteDensity give the maps.
func (r *Result) MarshalJSON() ([]byte, error) {
	p := r.Params
	a := answer{
		Area: p.Footprint.Code, AreaName: p.Footprint.Name, Kind: string(p.Kind), Types: []string{}, From: p.From.String(), To: p.To.String(),
		Square: p.Cell, Bandwidth: p.Bandwidth, Level: p.Level, Null: p.Null, Inference: "exact permutation, Benjamini-Hochberg",
		Events: r.Events, Unplaced: r.Unplaced, Nowhere: r.Nowhere, Squares: r.Tested, Hot: r.Hot, Places: []placeJSON{}, Season: r.Season,
		Summary: r.Summary, Caveats: r.Caveats, Attribution: Attribution,
	}
	names := incident.Types()
	for _, t := range p.Types {
		a.Types = append(a.Types, names[t])
	}
	for _, at := range r.Places {
		a.Places = append(a.Places, placeJSON{at.Rank, at.Ward, at.WardName, at.Street, at.Count, at.Own, at.Expected, at.Z, at.P, at.Q,
			at.Significant, round6(at.Lon), round6(at.Lat), at.Outline})
	}
	a.Trend = trendJSON{Trend: r.Trend.Trend}
	for i, m := range r.Trend.Months {
		a.Trend.Months = append(a.Trend.Months, monthJSON{m.String(), r.Trend.Counts[i], r.Trend.Counts[i].Known()})
	}
	return json.Marshal(a)
}
