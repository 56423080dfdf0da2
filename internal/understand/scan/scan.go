// Package scan answers "is something going on now?": the prospective space-time permutation scan (Kulldorff and others 2005;
// package analysis/scan) looks through circles of every size about every place, over the last periods, for more events than
// the places and the times by themselves would bring together.
//
// It needs no population: a place that is always busy, and a time that is busy everywhere, raise no alarm. Its p-value allows
// for all the circles and times that were looked at.
package scan

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/scan"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Params is the question.
type Params struct {
	What    string // "incidents of burglary in Tower Hamlets, February 2018 to January 2021"
	Title   string
	Source  string
	Points  plane.Points // metres of the National Grid
	Period  []int        // of each point, from 0
	Periods []string     // names of the periods, oldest first
	Unit    string       // "month" or "day"
	Cell    float64      // points are put together in squares of this side, metres; 150 where 0
	Radius  float64      // largest circle, metres; 1,000 where 0
	Length  int          // longest time, periods; a sixth of all where 0, at least 1
	Draws   int          // replications; 999 where 0
	Seed    uint64
	Name    func(x, y float64) (ward, words string) // of a place
}

// Take fills in points and periods from a settled choice: months that are not held are left out of the order, and events
// without a point out of all.
func (p *Params) Take(c choice.Choice) {
	number := map[incident.Month]int{}
	for i, held := range c.HeldMonths() {
		if m := c.From + incident.Month(i); held {
			number[m] = len(p.Periods)
			p.Periods = append(p.Periods, choice.Month(m))
		}
	}
	p.What, p.Source = c.What()+" in "+c.Area.Name+", "+c.Period(), c.Source()
	p.Title = "What is going on now: " + c.What() + ", " + c.Area.Name
	named := c.Streets()
	p.Name = func(x, y float64) (string, string) { return "", choice.Around(named.Near(x, y), "") }
	e, at := c.Events(), &c.Facts.Places
	c.Each(func(row int) {
		period, held := number[e.Month[row]]
		if x := at.Easting[e.Place[row]]; held && !math.IsNaN(x) {
			p.Points.X, p.Points.Y = append(p.Points.X, x), append(p.Points.Y, at.Northing[e.Place[row]])
			p.Period = append(p.Period, period)
		}
	})
}

// shown is how many clusters are listed.
const shown = 10

// Run answers it.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	p.defaults()
	f := &finding.Finding{Analysis: "scan", Title: p.Title, Source: p.Source, Events: len(p.Period)}
	f.Caveats = []string{
		fmt.Sprintf("p is the chance of so strong a cluster anywhere, at any size, in the last %d %ss if nothing had changed (%d replications, seed %d).", p.Length, p.Unit, p.Draws, p.Seed),
		"A cluster may be a change in crime, in reporting or in recording. It says where to look and nothing of who.",
	}
	if len(p.Periods) < 3 || len(p.Period) < 20 {
		f.Summary = fmt.Sprintf("There are %d %s over %d %ss. The scan needs at least 20 over three.", len(p.Period), p.What, len(p.Periods), p.Unit)
		return f, nil
	}
	places, place, err := scan.Cells(p.Points, p.Cell)
	if err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	r, err := scan.Permutation(ctx, scan.Cases{Places: places, Place: place, Period: p.Period, Periods: len(p.Periods)},
		scan.Options{Prospective: true, MaxRadius: p.Radius, MaxLength: p.Length, MinCases: 3, Replications: p.Draws, Seed: p.Seed})
	if err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	p.tell(f, r, places)
	return f, nil
}

func (p *Params) defaults() {
	if p.Cell == 0 {
		p.Cell = 150
	}
	if p.Radius == 0 {
		p.Radius = 1000
	}
	if p.Length == 0 {
		p.Length = max(1, min(len(p.Periods)/6, 12))
	}
	if p.Draws == 0 {
		p.Draws = 999
	}
	if p.Unit == "" {
		p.Unit = "month"
	}
	if p.Name == nil {
		p.Name = func(x, y float64) (string, string) { return "", "" }
	}
}

func (p Params) tell(f *finding.Finding, r *scan.Result, places scan.Places) {
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Where"}, {Name: "Radius, m", Format: figure.Count}, {Name: "Since"}, {Name: "Recorded", Format: figure.Count}, {Name: "Expected", Format: figure.Decimal},
		{Name: "Times", Format: figure.Ratio}, {Name: "p", Format: figure.Chance}, {Name: "Such by chance once in", Key: "recurrence"}}}}
	layer := finding.Layer{ID: "clusters", Text: "Clusters", Levels: []finding.Level{{Value: "3", Text: "More than chance (p up to 0.05)"}, {Value: "1", Text: "No more than chance"}}}
	clear := 0
	for i, c := range r.Clusters {
		if i == shown {
			break
		}
		x, y := places.X[c.Centre], places.Y[c.Centre]
		lon, lat := bng.ToWGS84(x, y)
		ward, words := p.Name(x, y)
		if words == "" {
			words = choice.Around("", "")
		}
		level := "1"
		if c.P <= 0.05 {
			clear++
			level = "3"
		}
		t.Rows = append(t.Rows, figure.Row{figure.T(words), figure.N(math.Round(c.Radius)), figure.T(p.Periods[c.First]), figure.N(c.Cases), figure.N(c.Expected), figure.N(c.Ratio()), figure.N(c.P),
			figure.T(fmt.Sprintf("%.0f %ss", c.Recurrence(), p.Unit))})
		t.Targets = append(t.Targets, finding.Target{Lon: lon, Lat: lat, Area: ward, Place: words, Ground: fmt.Sprintf("a circle of %.0f m", math.Max(c.Radius, p.Cell/2)), Observed: float64(c.Cases), Expected: math.Round(c.Expected*10) / 10})
		layer.Features = append(layer.Features, finding.Feature{Level: level, Ring: finding.Circle(x, y, math.Max(c.Radius, p.Cell/2)), Label: fmt.Sprintf("%s: %d recorded since %s, %.1f expected (p = %s)", words, c.Cases, p.Periods[c.First], c.Expected, figure.Of(c.P).In(figure.Chance)),
			Properties: map[string]any{"cases": c.Cases, "expected": c.Expected, "p": c.P, "radius": c.Radius}})
	}
	last := p.Periods[len(p.Periods)-1]
	switch {
	case clear == 0:
		f.Summary = fmt.Sprintf("Among %s %s nothing stands out as going on at the end of %s: the strongest cluster is no more than chance would bring about.", figure.Of(len(p.Period)).In(figure.Count), p.What, last)
	default:
		c := r.Clusters[0]
		f.Summary = fmt.Sprintf("Among %s %s, %d clusters are going on at the end of %s. The strongest is %s: %d recorded since %s where %.1f would be expected (p = %s).",
			figure.Of(len(p.Period)).In(figure.Count), p.What, clear, last, t.Rows[0][0].Text(), c.Cases, p.Periods[c.First], c.Expected, figure.Of(c.P).In(figure.Chance))
	}
	if len(t.Rows) > 0 {
		f.Sections = []finding.Section{{ID: "clusters", Heading: "The strongest clusters", Words: "Strongest first; no two share a place and a time.", Table: t}}
		f.Map = &finding.Map{Title: "Clusters that are going on", Beside: "clusters", Layers: []finding.Layer{layer}}
	}
}
