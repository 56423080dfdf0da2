package clock

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Clock is a target that runs on a record, of whatever length the law or a partnership gives: working days, calendar periods
// or hours. A day of it counts when the clock is running as the day ends, so that a pause within one day costs nobody a day;
// hours are real ones, to the moment.
type Clock struct {
	Start  when.Instant
	Target Period    // how much it gives and how that is counted; none (N of 0) is the day of the start, or the next working day
	Fixed  when.Date // a day that was asked for in place of a target: no pause and no holiday moves it
	Pauses []Pause
	Stop   when.Instant // not set while it runs
}

// Pause is a time in which the clock stands still, with the reason. To is not set while the pause lasts.
type Pause struct {
	From   when.Instant `json:"from"`
	To     when.Instant `json:"to,omitzero"`
	Reason string       `json:"reason"`
}

// Check says what is wrong with a clock that cannot be read.
func (c Clock) Check() error {
	if c.Start.IsZero() {
		return fmt.Errorf("the clock has no start")
	}
	if c.Target.N < 0 {
		return fmt.Errorf("the target of %d %s is below 0", c.Target.N, c.Target.Unit)
	}
	if c.Target.N > 0 {
		if err := c.Target.Check(); err != nil {
			return err
		}
	}
	for i, p := range c.Pauses {
		if p.From.IsZero() || (!p.To.IsZero() && p.To.Before(p.From)) {
			return fmt.Errorf("pause %d does not run from a moment to a later one", i+1)
		}
	}
	return nil
}

// At reads the clock at a moment. What happens after that moment does not change the reading.
func (c Clock) At(cal *Calendar, now when.Instant) Reading {
	stopped := !c.Stop.IsZero() && !c.Stop.After(now)
	if c.Start.IsZero() || now.Before(c.Start) && !stopped {
		return Reading{State: NotStarted}
	}
	if stopped {
		now = c.Stop
	}
	r := c.count(cal, now)
	standing := r.Due.IsZero()
	late := !standing && (now.Date().After(r.Due) || !r.DueAt.IsZero() && now.After(r.DueAt))
	switch {
	case stopped && late:
		r.State, r.Days = StoppedLate, r.between(cal, r.Due, now.Date())
	case stopped: // in a pause, too, before the target ran out
		r.State, r.Days, r.Left = StoppedInTime, 0, 0
	case standing:
		r.State = Paused
	case late:
		r.State, r.Days = Overdue, r.between(cal, r.Due, now.Date())
	case now.Date() == r.Due:
		r.State, r.Days = DueToday, 0
	default:
		r.State, r.Days = Running, r.between(cal, now.Date(), r.Due)
	}
	return r
}

// Due is the last day of the target as things stand at a moment; not set while the clock is paused or not started. It is
// what a list sorts by.
func (c Clock) Due(cal *Calendar, now when.Instant) when.Date { return c.At(cal, now).Due }

// standing says that the clock stands still at a moment. The moment at which a pause ends runs.
func (c Clock) standing(at when.Instant) bool {
	return slices.ContainsFunc(c.Pauses, func(p Pause) bool {
		return !p.From.After(at) && (p.To.IsZero() || p.To.After(at))
	})
}

// Stopping is the clock stopped at a moment, which may lie before its start: what it waits for was done by then. A pause that
// lasted ends there. A clock that has stopped stays as it is.
func (c Clock) Stopping(at when.Instant) Clock {
	if !c.Stop.IsZero() {
		return c
	}
	c.Stop = at
	c.Pauses = slices.DeleteFunc(slices.Clone(c.Pauses), func(p Pause) bool { return p.From.After(at) })
	for i, p := range c.Pauses {
		if p.To.IsZero() || p.To.After(at) {
			c.Pauses[i].To = at
		}
	}
	return c
}

// Pausing is the clock standing still from a moment for a reason. It changes nothing where the clock has stopped, or stands
// still for that reason already.
func (c Clock) Pausing(at when.Instant, reason string) Clock {
	if !c.Stop.IsZero() || c.PausedFor(reason) {
		return c
	}
	c.Pauses = append(slices.Clone(c.Pauses), Pause{From: at, Reason: reason})
	return c
}

// GoingOn is the clock with the pause for a reason ended at a moment. It may stand still yet, for another reason.
func (c Clock) GoingOn(at when.Instant, reason string) Clock {
	c.Pauses = slices.Clone(c.Pauses)
	for i, p := range c.Pauses {
		if p.To.IsZero() && p.Reason == reason {
			c.Pauses[i].To = at
		}
	}
	return c
}

// PausedFor says that a pause for the reason lasts.
func (c Clock) PausedFor(reason string) bool {
	return slices.ContainsFunc(c.Pauses, func(p Pause) bool { return p.To.IsZero() && p.Reason == reason })
}
