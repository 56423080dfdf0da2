package list

import (
	"fmt"
	"math"
	"strings"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// pointGrid is the side of the squares, in metres of the National Grid, to whose middles points are moved before they leave
// the gate for an analysis: near enough for a map of an estate, too coarse for a front door.
const pointGrid = 25

// pointsMost bounds one asking.
const pointsMost = 500_000

// Point is where and when something was recorded, and nothing of who.
type Point struct {
	Lon, Lat  float64
	Easting   float64 // metres, middle of a square of 25 m
	Northing  float64
	From, To  when.Instant // when it happened, as far as is known; From is when it was recorded where nothing is
	Exact     bool         // From says when it happened
	Area      string
	Category  string
	Repeat    bool // the victim had suffered before
	DayMonths int  // year times twelve and month less one, London time
}

// Points are the places of the records of a query for an analysis. The principal needs the verb analyse, and counts the
// records by the verb count; kinds that the pack calls sensitive are never among them. The reading is audited.
func (v *Lists) Points(q Query) ([]Point, error) {
	if !v.r.Core.Rules.Anywhere(v.r.Principal, pack.Analyse, "") {
		return nil, fmt.Errorf("your post does not let you analyse: %w", fault.ErrForbidden)
	}
	for _, id := range q.Kinds {
		if k, ok := v.r.Core.Pack.Kind(id); !ok || k.Sensitive {
			return nil, fault.Invalid{"source": fmt.Sprintf("records of the kind %q are not shown on an analyst's map", id)}
		}
	}
	if len(q.Kinds) == 0 {
		return nil, fault.Invalid{"source": "choose a kind of record"}
	}
	q.Verb, q.HasPoint = pack.Count, true
	where, err := v.where(q)
	if err != nil {
		return nil, err
	}
	var out []Point
	text := store.SQL("SELECT r.lon, r.lat, r.occurred, r.occurred_to, r.opened, r.area, r.category, r.repeat_victim FROM record r WHERE "+where.Text+" ORDER BY r.id"+store.Limit(pointsMost), where.Args...)
	err = v.r.Rows(text, func(s row.Scanner) error {
		var p Point
		var opened when.Instant
		if err := s.Scan(&p.Lon, &p.Lat, &p.From, &p.To, &opened, &p.Area, &p.Category, &p.Repeat); err != nil {
			return err
		}
		p.coarsen()
		if p.Exact = !p.From.IsZero(); !p.Exact {
			p.From = opened
		}
		if p.To.IsZero() {
			p.To = p.From
		}
		day := p.From.Date()
		p.DayMonths = day.Year()*12 + int(day.Month()) - 1
		out = append(out, p)
		return nil
	})
	v.r.NoteReading(string(pack.Analyse), strings.Join(q.Kinds, " "), "", len(out), q.Purpose)
	return out, err
}

func (p *Point) coarsen() { p.Lon, p.Lat, p.Easting, p.Northing = coarse(p.Lon, p.Lat) }

func coarse(lon, lat float64) (lonMiddle, latMiddle, easting, northing float64) {
	e, n := bng.FromWGS84(lon, lat)
	easting, northing = (math.Floor(e/pointGrid)+0.5)*pointGrid, (math.Floor(n/pointGrid)+0.5)*pointGrid
	lonMiddle, latMiddle = bng.ToWGS84(easting, northing)
	return lonMiddle, latMiddle, easting, northing
}

// Coarse is the middle of the square of 25 m that a point lies in, for a list that leaves the system without a purpose.
func Coarse(p record.Point) *record.Point {
	lon, lat, _, _ := coarse(p.Lon, p.Lat)
	return &record.Point{Lon: lon, Lat: lat}
}

// NoteAnalysis keeps in the audit that the results of an analysis were taken out of the system.
func (v *Lists) NoteAnalysis(analysis string, rows int, detail string) error {
	if !v.r.Core.Rules.Anywhere(v.r.Principal, pack.Analyse, "") {
		return fmt.Errorf("your post does not let you take an analysis out: %w", fault.ErrForbidden)
	}
	v.r.NoteReading(string(pack.Export), "analysis "+analysis, "", rows, detail)
	return nil
}
