// Package hourweek answers "at what hour, on what day?" for what has a time: stops and searches, and the partnership's own
// records, whose time is often known only from one moment to another. Street crime is published by month and has none.
//
// Each event has weight one, spread evenly over the interval in which it can have happened (aoristic analysis: Ratcliffe and
// McCullagh 1998; package analysis/aoristic). Hours are London's, by the clock on the wall.
package hourweek

import (
	"context"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/analysis/aoristic"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// longest is the interval beyond which an event says nothing of hours.
const longest = 7 * 24 * time.Hour

// Params is the question. Times are those of records, and nil for stops, which carry their own.
type Params struct {
	choice.Choice
	Times []aoristic.Interval // of each row of Facts.Crimes; a zero interval has no time
}

var days = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// Run answers it.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return nil, fmt.Errorf("hours of the week: %w", err)
	}
	if p.Kind == incident.Crime && p.Times == nil {
		return nil, fmt.Errorf("police-recorded crime is published by month and has no hours; choose stop and search or records of our own")
	}
	intervals, without := p.intervals()
	r, err := aoristic.Surface(intervals, aoristic.Options{MaxLength: longest, Reversed: aoristic.LeaveOut})
	if err != nil {
		return nil, fmt.Errorf("hours of the week: %w", err)
	}
	f := &finding.Finding{Analysis: "hour-week", Title: "Hours of the week: " + p.What() + ", " + p.Area.Name, Source: p.Source(), Events: r.Used, Caveats: p.Caveats(r.Used)}
	if r.Used == 0 {
		f.Summary = fmt.Sprintf("No %s with a time are held for %s, %s.", p.What(), p.Area.Name, p.Period())
		return f, nil
	}
	f.Summary = sentence(p.Choice, r)
	f.Sections = []finding.Section{surface(p.Choice, r), byHour(p.Choice, r), byDay(p.Choice, r)}
	if n := without + r.TooLong + r.Reversed; n > 0 {
		f.Caveats = append(f.Caveats, fmt.Sprintf("%d events are left out: %d have no time, %d may have happened at any time of more than a week, and %d end before they begin.", n, without, r.TooLong, r.Reversed))
	}
	if r.Known < r.Used {
		f.Caveats = append(f.Caveats, fmt.Sprintf("%d of %d events are known to the hour; the others are spread over the time in which they can have happened, so the figures are weights and not counts.", r.Known, r.Used))
	}
	if p.Kind == incident.Stop {
		f.Caveats = append(f.Caveats, "The hours of stops are the hours in which officers search, not the hours in which crime happens.")
	}
	return f, ctx.Err()
}

func (p Params) intervals() (out []aoristic.Interval, without int) {
	e := p.Events()
	p.Each(func(row int) {
		if p.Times != nil {
			if i := p.Times[row]; !i.From.IsZero() {
				out = append(out, i)
				return
			}
			without++
			return
		}
		at := incident.MomentOf(e.Minute[row]).In(when.London)
		out = append(out, aoristic.Interval{From: at, To: at})
	})
	return out, without
}

func sentence(c choice.Choice, r aoristic.Result) string {
	day, hour := r.Week.ByDay(), r.Week.ByHour()
	total := r.Week.Total()
	// The eight hours in a row that hold most: a shift.
	best, most := 0, 0.0
	for h := range 24 {
		sum := 0.0
		for k := range 8 {
			sum += hour[(h+k)%24]
		}
		if sum > most {
			best, most = h, sum
		}
	}
	top := 0
	for d := range day {
		if day[d] > day[top] {
			top = d
		}
	}
	return fmt.Sprintf("Of %s %s in %s, %s, %.0f%% fall in the eight hours from %02d:00 to %02d:00; an even spread would have 33%%. %s has most (%.0f%%; an even spread would have 14%%).",
		figure.Of(r.Used).In(figure.Count), c.What(), c.Area.Name, c.Period(), 100*most/total, best, (best+8)%24, days[top], 100*day[top]/total)
}

func surface(c choice.Choice, r aoristic.Result) finding.Section {
	chart := &figure.Chart{Form: figure.Heat, Title: "Hour by weekday, " + c.Area.Name, First: "Day"}
	for h := range 24 {
		chart.Labels = append(chart.Labels, fmt.Sprintf("%02d", h))
	}
	for d, name := range days {
		values := make([]figure.Figure, 24)
		for h := range 24 {
			values[h] = figure.Of(r.Week[24*d+h])
		}
		chart.Series = append(chart.Series, figure.Series{Name: name, Values: values})
	}
	return finding.Section{ID: "week", Heading: "Hour by weekday", Words: "Each column is the hour that begins then. Darker is more; the number is written in.", Chart: chart}
}

func byHour(c choice.Choice, r aoristic.Result) finding.Section {
	hour := r.Week.ByHour()
	chart := &figure.Chart{Form: figure.Line, Title: "By hour of the day, " + c.Area.Name, First: "Hour", Series: []figure.Series{{Name: "Events", Values: figure.List(hour[:])}}}
	for h := range 24 {
		chart.Labels = append(chart.Labels, fmt.Sprintf("%02d:00", h))
	}
	return finding.Section{ID: "hours", Heading: "Hour of the day", Chart: chart}
}

func byDay(c choice.Choice, r aoristic.Result) finding.Section {
	day := r.Week.ByDay()
	return finding.Section{ID: "days", Heading: "Day of the week", Chart: &figure.Chart{Form: figure.Bar, Title: "By day of the week, " + c.Area.Name, First: "Day", Labels: days,
		Series: []figure.Series{{Name: "Events", Values: figure.List(day[:])}}}}
}
