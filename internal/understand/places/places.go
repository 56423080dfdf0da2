// Package places answers "where will it happen next?" by trying the ways of choosing places on months that they have not seen,
// and proposes the places of the way that found most.
//
// # What is computed
//
// The events of an area are counted in squares by month. Each of the later months is held out in turn: every way of choosing sees
// only the months before it and names so many squares as a team can cover; then it is counted what share of that month's events
// fell in them (hit rate), over the share of the ground that they are (PAI, Chainey, Tompson and Uhlig 2008), and over the share
// that the best squares with hindsight would have held (PEI, Hunt 2016). Intervals are of a bootstrap that draws the held-out
// months again, the same for every way.
//
// The ways are those of this house and the two that everybody can do by hand: the squares with most in the last twelve months;
// the density of these at several bandwidths; Gi* of these; and the emerging hot spots of the quarters before.
//
// It is about places. It says nothing of who, and recorded crime is found where somebody looks and reports.
package places

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// Defaults of Params, and the numbers of squares that are shown beside the one that was asked for.
const (
	DefaultCell     = 150.0 // metres
	DefaultCapacity = 20
	MostCapacity    = 500
	draws           = 1999
)

var beside = []int{10, 40}

const (
	year       = 12          // months that a way learns from, but for the emerging
	learned    = 6 * 3       // months before the first that is held out: the least quarters of emerging hot spots
	fewestHeld = learned + 6 // months without which nothing is tried
	maxSquares = 200_000
)

// Params is the question.
type Params struct {
	choice.Choice
	Footprint *studyarea.Footprint
	Cell      float64 // side of a square, metres, 25 to 2000; 150 where 0
	Capacity  int     // squares that can be covered; 20 where 0
	Seed      uint64  // of the bootstrap
}

// Method is one way of choosing as it did on the months that it had not seen.
type Method struct {
	Name        string  `json:"name"`
	Words       string  `json:"words"`
	HitRate     float64 `json:"hitRate"`
	HitRateLow  float64 `json:"hitRateLow"`
	HitRateHigh float64 `json:"hitRateHigh"`
	PAI         float64 `json:"pai"`
	PAILow      float64 `json:"paiLow"`
	PAIHigh     float64 `json:"paiHigh"`
	PEI         float64 `json:"pei"`
	PEILow      float64 `json:"peiLow"`
	PEIHigh     float64 `json:"peiHigh"`
	// BehindLow and BehindHigh are the interval of how much less of the events it found than the best.
	BehindLow  float64 `json:"behindLow"`
	BehindHigh float64 `json:"behindHigh"`
	// Beside is the hit rate by number of squares.
	Beside map[int]float64 `json:"hitRateBySquares"`
}

// Place is a square that the best way proposes for the month after the last.
type Place struct {
	Rank   int     `json:"rank"`
	Ward   string  `json:"ward"`
	Name   string  `json:"wardName"`
	Street string  `json:"street"`
	Lon    float64 `json:"longitude"`
	Lat    float64 `json:"latitude"`
	Year   int     `json:"lastYear"` // events in the last twelve held months
	x, y   float64
}

// Result is the answer.
type Result struct {
	Capacity int      `json:"capacity"`
	Square   float64  `json:"squareMetres"`
	Squares  int      `json:"squares"` // of the area
	Events   int      `json:"events"`  // in the held-out months, with a point
	Months   []string `json:"months"`  // that were held out
	Methods  []Method `json:"methods"` // best first
	Best     string   `json:"best"`    // empty where too few months are held
	Places   []Place  `json:"places"`
	Summary  string   `json:"summary"`
	Caveats  []string `json:"caveats"`

	params Params
	held   int // months
}

// Run answers it.
func Run(ctx context.Context, p Params) (*Result, error) {
	p, err := p.complete()
	if err != nil {
		return nil, err
	}
	r := &Result{Capacity: p.Capacity, Square: p.Cell, params: p, Months: []string{}, Methods: []Method{}, Places: []Place{}, Caveats: p.caveats()}
	t, err := p.table()
	if err != nil {
		return nil, err
	}
	r.Squares, r.held = len(t.cells), len(t.months)
	if len(t.months) < fewestHeld || len(t.cells) <= p.Capacity || t.total == 0 {
		r.Summary = r.tooLittle(t)
		return r, nil
	}
	if err := r.try(ctx, t); err != nil {
		return nil, err
	}
	if len(r.Methods) == 0 {
		r.Summary = r.tooLittle(t)
		return r, nil
	}
	if err := r.propose(ctx, t); err != nil {
		return nil, err
	}
	r.Summary = r.sentence()
	return r, ctx.Err()
}

func (p Params) complete() (Params, error) {
	if p.Footprint == nil {
		return p, errors.New("places: choose an area")
	}
	if p.Cell == 0 {
		p.Cell = DefaultCell
	}
	if p.Capacity == 0 {
		p.Capacity = DefaultCapacity
	}
	if !(p.Cell >= 25 && p.Cell <= 2000) {
		return p, fmt.Errorf("places: the side of a square must be from 25 to 2000 metres, not %g", p.Cell)
	}
	if p.Capacity < 1 || p.Capacity > MostCapacity {
		return p, fmt.Errorf("places: the squares that can be covered must be from 1 to %d, not %d", MostCapacity, p.Capacity)
	}
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return p, fmt.Errorf("places: %w", err)
	}
	return p, nil
}

// capacities are the numbers of squares that are tried, the one that was asked for first.
func (p Params) capacities() []int {
	out := []int{p.Capacity}
	for _, n := range beside {
		if n != p.Capacity {
			out = append(out, n)
		}
	}
	return out
}

// table is the events by held month and square of the area.
type table struct {
	grid   plane.Grid
	inside []bool
	cells  []int            // of the grid, that lie in the area
	months []incident.Month // that are held
	counts [][]int          // by month and square of the grid
	total  int
	wards  map[int]incident.Code
	names  map[int]map[string]int // of the squares, the streets of their events
}

func (p Params) table() (*table, error) {
	x0, y0, x1, y1 := p.Footprint.Bounds()
	left, low := math.Floor(x0/p.Cell), math.Floor(y0/p.Cell)
	t := &table{grid: plane.Grid{MinX: left * p.Cell, MinY: low * p.Cell, Cell: p.Cell, Cols: int(math.Floor(x1/p.Cell)-left) + 1, Rows: int(math.Floor(y1/p.Cell)-low) + 1},
		wards: map[int]incident.Code{}, names: map[int]map[string]int{}}
	if n := t.grid.Len(); n > maxSquares {
		return nil, fmt.Errorf("places: %s would need %d squares of %g m, more than %d; choose larger squares", p.Footprint.Name, n, p.Cell, maxSquares)
	}
	t.inside = append([]bool(nil), p.Footprint.Mask(t.grid)...)
	number := map[incident.Month]int{}
	for i, held := range p.HeldMonths() {
		if m := p.From + incident.Month(i); held {
			number[m] = len(t.months)
			t.months, t.counts = append(t.months, m), append(t.counts, make([]int, t.grid.Len()))
		}
	}
	e, at, named := p.Events(), &p.Facts.Places, p.Streets()
	p.Each(func(row int) {
		month, held := number[e.Month[row]]
		place := e.Place[row]
		c, ok := t.grid.Index(at.Easting[place], at.Northing[place])
		if !held || math.IsNaN(at.Easting[place]) || !ok {
			return
		}
		t.inside[c] = true // a square at the edge that holds an event of the area
		t.counts[month][c]++
		t.total++
		t.wards[c] = p.Facts.Wards[e.Ward[row]]
		if t.names[c] == nil {
			t.names[c] = map[string]int{}
		}
		t.names[c][named.Of(place)]++
	})
	for c, in := range t.inside {
		if in {
			t.cells = append(t.cells, c)
		}
	}
	return t, nil
}
