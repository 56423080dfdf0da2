package clock

import (
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// count finds when the target runs out, as things stand at a moment. It gives no day where the clock stands paused at that
// moment with the target not run out, and then what is left.
func (c Clock) count(cal *Calendar, now when.Instant) Reading {
	r := Reading{unit: c.Target.Unit}
	switch {
	case !c.Fixed.IsZero():
		r.Due = c.Fixed
	case c.Target.Unit == Hours:
		r.DueAt, r.Left = c.moment(cal, now)
		r.Due = r.DueAt.Date()
	case c.Target.N == 0:
		r.Due = cal.AddWorkingDays(c.Start.Date(), 0)
	default:
		r.Due, r.Days = c.day(cal, now)
	}
	return r
}

// day is the last day of a target in days, and the days left where the clock stands still. Of the days that the target holds
// without pauses, each that ended in a pause is made up for by one after them.
func (c Clock) day(cal *Calendar, now when.Instant) (due when.Date, left int) {
	start := c.Start.Date()
	last, err := c.Target.LastDay(cal, start)
	if err != nil || len(c.Pauses) == 0 {
		return last, 0
	}
	day := start
	if c.Target.Mode == Following {
		day = start.AddDays(1)
	}
	for d := day; !d.After(last); d = d.AddDays(1) {
		if c.counts(cal, d) {
			left++
		}
	}
	today, standing := now.Date(), c.standing(now)
	for ; ; day = day.AddDays(1) {
		if standing && !day.Before(today) {
			return when.Date{}, left
		}
		if !c.counts(cal, day) || c.pausedAsEnds(day, now) {
			continue
		}
		if left--; left == 0 {
			return day, 0
		}
	}
}

// counts says that a day is one of those that the target counts.
func (c Clock) counts(cal *Calendar, day when.Date) bool {
	return c.Target.Unit != WorkingDays || cal.IsWorkingDay(day)
}

// pausedAsEnds says that a pause, begun by now, holds the last moment of a day.
func (c Clock) pausedAsEnds(day when.Date, now when.Instant) bool {
	end := day.End()
	return slices.ContainsFunc(c.Pauses, func(p Pause) bool {
		return !p.From.After(now) && p.From.Before(end) && (p.To.IsZero() || !p.To.Before(end))
	})
}

// moment is when a target in hours runs out, and what is left of it where the clock stands still. Neither the hours of the days
// that the target leaves out nor those of a pause count.
func (c Clock) moment(cal *Calendar, now when.Instant) (due when.Instant, left time.Duration) {
	left = time.Duration(c.Target.N) * time.Hour
	for at := c.Start; ; {
		edge := at.Date().End()
		paused := false
		for _, p := range c.Pauses {
			if p.From.After(now) {
				continue
			}
			if p.From.After(at) {
				edge = earlier(edge, p.From)
			} else if p.To.IsZero() || p.To.After(at) {
				if p.To.IsZero() || p.To.After(now) {
					return when.Instant{}, left
				}
				paused, edge = true, earlier(edge, p.To)
			}
		}
		if !paused && !c.Target.excludes(cal, at.Date()) {
			room := edge.Time().Sub(at.Time())
			if left <= room {
				return at.Add(left), 0
			}
			left -= room
		}
		at = edge
	}
}

func earlier(a, b when.Instant) when.Instant {
	if b.Before(a) {
		return b
	}
	return a
}
