package clock

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Clock is a service target in working days that runs on a record. The day on which it starts does not count; a day counts
// when it is a working day and the clock is running as the day ends, so that a pause within one day costs nobody a day.
type Clock struct {
	Start  when.Instant
	Target int // working days; 0 is the day of the start, or the next working day
	Pauses []Pause
	Stop   when.Instant // not set while it runs
}

// Pause is a time in which the clock stands still, with the reason. To is not set while the pause lasts.
type Pause struct {
	From, To when.Instant
	Reason   string
}

// State is what a clock says at a moment.
type State string

// The states of a clock.
const (
	NotStarted    State = "not_started"
	Running       State = "running"
	DueToday      State = "due_today"
	Overdue       State = "overdue"
	Paused        State = "paused"
	StoppedInTime State = "stopped_in_time"
	StoppedLate   State = "stopped_late"
)

// Late says that the target was missed, whether or not the clock has stopped since.
func (s State) Late() bool { return s == Overdue || s == StoppedLate }

// Reading is a clock read at a moment.
type Reading struct {
	State State
	Due   when.Date // last day of the target; not set while the clock is paused or not started
	Days  int       // working days left (running, paused), or past the due day (overdue, stopped late)
}

// Words says the reading in plain words. A late clock read at a weekend may be no working day late yet.
func (r Reading) Words() string {
	switch r.State {
	case Running:
		return fmt.Sprintf("%s left, due %s", days(r.Days), r.Due.Words())
	case DueToday:
		return "due today"
	case Overdue:
		if r.Days == 0 {
			return "overdue since " + r.Due.Words()
		}
		return "overdue by " + days(r.Days)
	case Paused:
		return "paused with " + days(r.Days) + " left"
	case StoppedInTime:
		return "done in time"
	case StoppedLate:
		if r.Days == 0 {
			return "done late, due " + r.Due.Words()
		}
		return "done late by " + days(r.Days)
	}
	return "not started"
}

func days(n int) string {
	if n == 1 {
		return "1 working day"
	}
	return fmt.Sprintf("%d working days", n)
}

// Check says what is wrong with a clock that cannot be read.
func (c Clock) Check() error {
	if c.Start.IsZero() {
		return fmt.Errorf("the clock has no start")
	}
	if c.Target < 0 {
		return fmt.Errorf("the target of %d working days is below 0", c.Target)
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
	if c.Start.IsZero() || now.Before(c.Start) {
		return Reading{State: NotStarted}
	}
	stopped := !c.Stop.IsZero() && !c.Stop.After(now)
	if stopped {
		now = c.Stop
	}
	today := now.Date()
	due, used := c.due(cal, now)
	switch {
	case due.IsZero() && stopped: // stopped in a pause, before the target ran out
		return Reading{State: StoppedInTime}
	case due.IsZero():
		return Reading{State: Paused, Days: c.Target - used}
	case stopped && today.After(due):
		return Reading{State: StoppedLate, Due: due, Days: cal.WorkingDaysBetween(due, today)}
	case stopped:
		return Reading{State: StoppedInTime, Due: due}
	case today.After(due):
		return Reading{State: Overdue, Due: due, Days: cal.WorkingDaysBetween(due, today)}
	case today == due:
		return Reading{State: DueToday, Due: due}
	}
	return Reading{State: Running, Due: due, Days: cal.WorkingDaysBetween(today, due)}
}

// Due is the last day of the target as things stand at a moment; not set while the clock is paused or not started. It is
// what a list sorts by.
func (c Clock) Due(cal *Calendar, now when.Instant) when.Date { return c.At(cal, now).Due }

// due counts the days from the start. It gives no day where the clock stands paused at now with the target not run out,
// and then the days used so far.
func (c Clock) due(cal *Calendar, now when.Instant) (due when.Date, used int) {
	day := c.Start.Date()
	if c.Target == 0 {
		return cal.AddWorkingDays(day, 0), 0
	}
	today, standing := now.Date(), c.pausedAt(now)
	for {
		day = day.AddDays(1)
		if standing && !day.Before(today) {
			return when.Date{}, used
		}
		if !cal.IsWorkingDay(day) || c.pausedAsEnds(day, now) {
			continue
		}
		if used++; used == c.Target {
			return day, used
		}
	}
}

// pausedAt says that the clock stands still at a moment. The moment at which a pause ends runs.
func (c Clock) pausedAt(now when.Instant) bool {
	return slices.ContainsFunc(c.Pauses, func(p Pause) bool {
		return !p.From.After(now) && (p.To.IsZero() || p.To.After(now))
	})
}

// pausedAsEnds says that a pause, begun by now, holds the last moment of a day.
func (c Clock) pausedAsEnds(day when.Date, now when.Instant) bool {
	end := day.End()
	return slices.ContainsFunc(c.Pauses, func(p Pause) bool {
		return !p.From.After(now) && p.From.Before(end) && (p.To.IsZero() || !p.To.Before(end))
	})
}
