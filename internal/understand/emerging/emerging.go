// Package emerging answers "which hot spots are new, which last, and which fade?" on a grid of squares and quarters of a year.
//
// Each square is classed by when it was more than chance (exact tails, false-discovery control over all squares and
// quarters) and by the trend of its scores (package analysis/emerging). A class describes what was recorded; it forecasts
// nothing.
package emerging

import (
	"context"
	"fmt"
	"math"
	"sort"
	"strings"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/emerging"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// quarter is the months of a period.
const quarter = 3

// fewest is the least number of periods.
const fewest = 6

// maxBins bounds squares times periods.
const maxBins = 5_000_000

// Params is the question.
type Params struct {
	choice.Choice
	Areas *studyarea.Register
	Cell  float64 // side of a square, metres; 250 where 0
}

// Run answers it.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	if p.Cell == 0 {
		p.Cell = 250
	}
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return nil, fmt.Errorf("emerging hot spots: %w", err)
	}
	f := &finding.Finding{Analysis: "emerging", Title: "Emerging hot spots: " + p.What() + ", " + p.Area.Name, Source: p.Source()}
	starts := p.periods()
	if len(starts) < fewest {
		f.Summary = fmt.Sprintf("Whole quarters are held for %d periods only. The question needs at least %d.", len(starts), fewest)
		f.Caveats = p.Caveats(0)
		return f, nil
	}
	g, inside, err := p.grid(len(starts))
	if err != nil {
		return nil, err
	}
	cube := p.cube(g, inside, starts)
	r, err := emerging.Analyse(ctx, g, cube.counts, emerging.Options{Inside: inside, Lag: 1})
	if err != nil {
		return nil, fmt.Errorf("emerging hot spots: %w", err)
	}
	f.Events, f.Caveats = cube.total, p.Caveats(cube.total)
	f.Caveats = append(f.Caveats, "A class says when a square was more than chance, by the exact test after control of false discoveries over all squares and quarters. It is no forecast, and a change in recording looks like a change in crime.")
	p.tell(f, r, g, cube, starts)
	return f, nil
}

// periods are the first months of the whole quarters that are held, counted back from the last month.
func (p Params) periods() []incident.Month {
	held := p.HeldMonths()
	var out []incident.Month
	for end := len(held); end >= quarter; end -= quarter {
		if !held[end-1] || !held[end-2] || !held[end-3] {
			break
		}
		out = append([]incident.Month{p.From + incident.Month(end-quarter)}, out...)
	}
	return out
}

// grid covers the area, aligned to the National Grid; a square is inside where its middle is. It refuses more squares than
// can be analysed over so many quarters before it looks at any.
func (p Params) grid(quarters int) (plane.Grid, []bool, error) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	in := map[incident.Code]bool{}
	for _, w := range p.Area.Wards {
		in[w] = true
		for _, polygon := range p.Areas.Polygons(w) {
			for _, ring := range polygon {
				for _, at := range ring {
					x, y := bng.FromWGS84(at[0], at[1])
					x0, y0, x1, y1 = min(x0, x), min(y0, y), max(x1, x), max(y1, y)
				}
			}
		}
	}
	if x1 < x0 {
		return plane.Grid{}, nil, fmt.Errorf("emerging hot spots: no boundary of %s is known", p.Area.Name)
	}
	left, low := math.Floor(x0/p.Cell), math.Floor(y0/p.Cell)
	g := plane.Grid{MinX: left * p.Cell, MinY: low * p.Cell, Cell: p.Cell, Cols: int(math.Floor(x1/p.Cell)-left) + 1, Rows: int(math.Floor(y1/p.Cell)-low) + 1}
	if g.Len() > maxBins/quarters {
		return plane.Grid{}, nil, fmt.Errorf("emerging hot spots: %d squares over %d quarters are too many; choose larger squares", g.Len(), quarters)
	}
	inside := make([]bool, g.Len())
	for c := range inside {
		lon, lat := bng.ToWGS84(g.Centre(c))
		inside[c] = in[p.Areas.Ward(lon, lat)]
	}
	return g, inside, nil
}

type cube struct {
	counts [][]int
	total  int
	all    []int            // of each square
	street []map[string]int // of each square with events
	ward   []incident.Code
}

func (p Params) cube(g plane.Grid, inside []bool, starts []incident.Month) *cube {
	out := &cube{all: make([]int, g.Len()), street: make([]map[string]int, g.Len()), ward: make([]incident.Code, g.Len())}
	for range starts {
		out.counts = append(out.counts, make([]int, g.Len()))
	}
	e, at, named := p.Events(), &p.Facts.Places, p.Streets()
	p.Each(func(row int) {
		m, place := e.Month[row], e.Place[row]
		if m < starts[0] || math.IsNaN(at.Easting[place]) {
			return
		}
		c, ok := g.Index(at.Easting[place], at.Northing[place])
		if !ok {
			return
		}
		inside[c] = true // a square at the edge that holds an event of the area
		out.counts[int(m-starts[0])/quarter][c]++
		out.total++
		out.all[c]++
		if out.street[c] == nil {
			out.street[c] = map[string]int{}
		}
		out.street[c][named.Of(place)]++
		out.ward[c] = p.Facts.Wards[e.Ward[row]]
	})
	return out
}

// meaning is each class of hot spot in plain English, in the order of the table.
var meaning = []struct {
	class emerging.Class
	words string
	level string
}{
	{emerging.New, "more than chance in the last quarter, and never before", "3"},
	{emerging.Consecutive, "more than chance in the last quarters without a break, and not before", "3"},
	{emerging.Intensifying, "nearly always more than chance, and getting stronger", "3"},
	{emerging.Persistent, "nearly always more than chance, with no trend", "2"},
	{emerging.Diminishing, "nearly always more than chance, and getting weaker", "1"},
	{emerging.Sporadic, "more than chance in the last quarter, on and off before", "2"},
	{emerging.Oscillating, "more than chance in the last quarter, but less than chance in an earlier one", "2"},
	{emerging.Historical, "nearly always more than chance, but not in the last quarter", "1"},
}

func (p Params) tell(f *finding.Finding, r *emerging.Result, g plane.Grid, c *cube, starts []incident.Month) {
	classes := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Class"}, {Name: "What it means"}, {Name: "Squares", Format: figure.Count}, {Name: "Recorded there", Format: figure.Count}}}}
	places := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Class"}, {Name: "Ward"}, {Name: "Street or place"}, {Name: "Recorded", Format: figure.Count}, {Name: "Last quarter", Format: figure.Count}, {Name: "Quarters more than chance", Format: figure.Count}}}}
	layer := finding.Layer{ID: "squares", Text: "Hot spots", Levels: []finding.Level{{Value: "3", Text: "New, consecutive or intensifying"}, {Value: "2", Text: "Persistent, sporadic or oscillating"}, {Value: "1", Text: "Diminishing or historical"}}}
	var words []string
	for _, m := range meaning {
		n, events := 0, 0
		var cells []int
		for cell, class := range r.Class {
			if class == m.class {
				n, events = n+1, events+c.all[cell]
				cells = append(cells, cell)
			}
		}
		if n == 0 {
			continue
		}
		words = append(words, fmt.Sprintf("%d %s", n, strings.TrimSuffix(m.class.String(), " hot spot")))
		classes.Rows = append(classes.Rows, figure.Row{figure.T(m.class.String()), figure.T(m.words), figure.N(n), figure.N(events)})
		sort.SliceStable(cells, func(i, j int) bool { return c.all[cells[i]] > c.all[cells[j]] })
		for _, cell := range cells {
			p.place(places, &layer, r, g, c, cell, m.level)
		}
	}
	f.Summary = fmt.Sprintf("No square of %g m in %s stood out in the quarters from %s to %s.", p.Cell, p.Area.Name, choice.Month(starts[0]), choice.Month(p.To))
	if len(words) == 0 {
		return
	}
	f.Summary = fmt.Sprintf("Of %s %s in %s over the %d quarters from %s to %s, squares of %g m that were more than chance: %s.", figure.Of(c.total).In(figure.Count), p.What(), p.Area.Name, len(starts),
		choice.Month(starts[0]), choice.Month(p.To), p.Cell, strings.Join(words, ", "))
	f.Sections = []finding.Section{{ID: "classes", Heading: "How they came and went", Table: classes}, {ID: "places", Heading: "Which squares", Words: "Busiest first within each class.", Table: places}}
	f.Map = &finding.Map{Title: "Emerging hot spots, " + p.Area.Name, Beside: "places", Layers: []finding.Layer{layer}}
}

func (p Params) place(t *finding.Table, l *finding.Layer, r *emerging.Result, g plane.Grid, c *cube, cell int, level string) {
	x, y := g.Centre(cell)
	lon, lat := bng.ToWGS84(x, y)
	street := choice.Commonest(c.street[cell])
	hot := 0
	for t := range r.Periods {
		if r.Heat[t*r.Places+cell] == emerging.Hot {
			hot++
		}
	}
	ward := c.ward[cell]
	if ward == 0 {
		ward = p.Areas.Ward(lon, lat)
	}
	last := c.counts[len(c.counts)-1][cell]
	t.Rows = append(t.Rows, figure.Row{figure.T(r.Class[cell].String()), figure.T(p.Name(ward)), figure.T(street), figure.N(c.all[cell]), figure.N(last), figure.N(hot)})
	t.Targets = append(t.Targets, finding.Target{Lon: lon, Lat: lat, Area: ward.String(), Place: choice.Around(street, p.Name(ward)), Ground: fmt.Sprintf("a square of %g m", p.Cell), Observed: float64(c.all[cell])})
	l.Features = append(l.Features, finding.Feature{Level: level, Square: &finding.Square{X: x, Y: y, Half: g.Cell / 2}, Label: fmt.Sprintf("%s: %d recorded, %d in the last quarter", r.Class[cell], c.all[cell], last),
		Properties: map[string]any{"class": r.Class[cell].String(), "count": c.all[cell]}})
}
