// Package nearrepeat answers "after one, is the next near and soon?" for what has a day: the partnership's own records, stops
// and searches, or a file of points with dates. Street crime is published by month and cannot be asked.
//
// The near-repeat table (Johnson and others 2007; package analysis/nearrepeat) compares the pairs of events that are close in
// space and in time with what chance would give if the times belonged to the places at random: its mean exactly, its p-value
// by permutations with a seed.
package nearrepeat

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/nearrepeat"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

// Params is the question.
type Params struct {
	What   string // in words: "reports in Weavers, June 2018 to May 2019"
	Title  string
	Source string
	Events nearrepeat.Events
	Metres float64 // width of a band of distance; 100 where 0
	Days   int     // width of a band of days; 7 where 0
	Draws  int     // permutations; 999 where 0
	Seed   uint64
	Coarse float64 // metres within which points are not told apart
}

// bands is how many bands there are of each sort, beside "the same place".
const bands = 4

// fewestEvents is the least that a table is made of.
const fewestEvents = 20

// Run answers it.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	p.defaults()
	f := &finding.Finding{Analysis: "near-repeat", Title: p.Title, Source: p.Source, Events: len(p.Events.Days), Caveats: p.caveats()}
	if len(p.Events.Days) < fewestEvents {
		f.Summary = fmt.Sprintf("There are %d %s with a place and a day. The question needs at least %d.", len(p.Events.Days), p.What, fewestEvents)
		return f, nil
	}
	space := nearrepeat.Bands{Breaks: []float64{0, 1}}
	delay := nearrepeat.Bands{Breaks: []float64{0}}
	for i := 1; i <= bands; i++ {
		space.Breaks = append(space.Breaks, float64(i)*p.Metres)
		delay.Breaks = append(delay.Breaks, float64(i*p.Days))
	}
	t, err := nearrepeat.Table(ctx, p.Events, space, delay, nearrepeat.Options{Permutations: p.Draws, Seed: p.Seed})
	if err != nil {
		return nil, fmt.Errorf("near repeats: %w", err)
	}
	f.Summary = p.sentence(t)
	f.Sections = []finding.Section{p.ratios(t), p.pairs(t)}
	return f, nil
}

func (p *Params) defaults() {
	if p.Metres == 0 {
		p.Metres = 100
	}
	if p.Days == 0 {
		p.Days = 7
	}
	if p.Draws == 0 {
		p.Draws = 999
	}
}

func (p Params) caveats() []string {
	out := []string{
		fmt.Sprintf("Chance keeps every place and every day and deals them out anew, %d times (seed %d): hot spots and seasons alone cannot raise an alarm.", p.Draws, p.Seed),
		"A pattern of near repeats says where and when to be, not who did it.",
	}
	if p.Coarse > 0 {
		out = append(out, fmt.Sprintf("Points within about %.0f m of each other are not told apart, so \"the same place\" may be a neighbour, and shorter distances mean nothing.", p.Coarse))
	}
	return out
}

func (p Params) sentence(t *nearrepeat.NearRepeatTable) string {
	same, near := t.Cells[0][0], t.Cells[1][0]
	first := fmt.Sprintf("Among %s %s there were %s pairs at the same place within %d days where chance would give %.1f (%.1f times, p = %s), and %s pairs within %.0f m and %d days where chance would give %.1f (%.1f times, p = %s).",
		figure.Of(t.Events).In(figure.Count), p.What, figure.Of(same.Observed).In(figure.Count), p.Days, same.Expected, same.Ratio(), figure.Of(same.Upper).In(figure.Chance),
		figure.Of(near.Observed).In(figure.Count), p.Metres, p.Days, near.Expected, near.Ratio(), figure.Of(near.Upper).In(figure.Chance))
	if same.Upper <= 0.05 || near.Upper <= 0.05 {
		return first + fmt.Sprintf(" It comes back: after one event, the same place and its neighbours are worth attention for the next %d days.", p.Days)
	}
	return first + " That is no more than chance would bring about."
}

func (p Params) distance(i int) string {
	if i == 0 {
		return "the same place"
	}
	if i == 1 {
		return fmt.Sprintf("up to %.0f m", p.Metres)
	}
	return fmt.Sprintf("%.0f to %.0f m", float64(i-1)*p.Metres, float64(i)*p.Metres)
}

func (p Params) days(i int) string { return fmt.Sprintf("%d to %d days", i*p.Days, (i+1)*p.Days-1) }

func (p Params) ratios(t *nearrepeat.NearRepeatTable) finding.Section {
	c := &figure.Chart{Form: figure.Heat, Title: "Pairs over what chance would give", First: "Distance", Places: 2}
	for j := range t.Cells[0] {
		c.Labels = append(c.Labels, p.days(j))
	}
	for i, row := range t.Cells {
		s := figure.Series{Name: p.distance(i)}
		for _, cell := range row {
			v := figure.Of(cell.Ratio())
			if cell.Expected == 0 {
				v = figure.Figure{}
			}
			s.Values = append(s.Values, v)
		}
		c.Series = append(c.Series, s)
	}
	return finding.Section{ID: "ratios", Heading: "How many times as many as chance", Words: "1 is what chance would give. Look for values well above 1 in the first columns.", Chart: c}
}

func (p Params) pairs(t *nearrepeat.NearRepeatTable) finding.Section {
	table := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Distance"}, {Name: "Delay"}, {Name: "Pairs", Format: figure.Count}, {Name: "Expected", Format: figure.Decimal},
		{Name: "Times", Format: figure.Ratio}, {Name: "z", Format: figure.Ratio}, {Name: "p, so many or more", Key: "p", Format: figure.Chance}}}}
	for i, row := range t.Cells {
		for j, cell := range row {
			ratio := cell.Ratio()
			if cell.Expected == 0 {
				ratio = math.NaN()
			}
			table.Rows = append(table.Rows, figure.Row{figure.T(p.distance(i)), figure.T(p.days(j)), figure.N(cell.Observed), figure.N(cell.Expected), figure.N(ratio), figure.N(cell.Z), figure.N(cell.Upper)})
		}
	}
	return finding.Section{ID: "pairs", Heading: "All bands", Words: "With many bands, one in twenty is below 0.05 by chance alone.", Table: table}
}
