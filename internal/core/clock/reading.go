package clock

import (
	"fmt"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

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
	Due   when.Date     // last day of the target; not set while the clock is paused or not started
	DueAt when.Instant  // the moment of that day for a target in hours
	Days  int           // days left (running, paused) or past the due day (overdue, stopped late): working days, but for calendar periods
	Left  time.Duration // hours left of a target in hours that is paused

	unit Unit
}

// between counts days as the target does; those of a target in hours, and of a day that was asked for, are working days.
func (r Reading) between(cal *Calendar, from, to when.Date) int {
	if r.calendarDays() {
		return to.Sub(from)
	}
	return cal.WorkingDaysBetween(from, to)
}

func (r Reading) calendarDays() bool {
	return r.unit == Days || r.unit == Weeks || r.unit == Months || r.unit == Years
}

// Words says the reading in plain words. A late clock read at a weekend may be no working day late yet.
func (r Reading) Words() string {
	switch r.State {
	case Running:
		return fmt.Sprintf("%s left, due %s", r.days(), r.due())
	case DueToday:
		return "due " + strings.Replace(r.due(), r.Due.Words(), "today", 1)
	case Overdue:
		if r.Days == 0 {
			return "overdue since " + r.due()
		}
		return "overdue by " + r.days()
	case Paused:
		return "paused with " + r.days() + " left"
	case StoppedInTime:
		return "done in time"
	case StoppedLate:
		if r.Days == 0 {
			return "done late, due " + r.due()
		}
		return "done late by " + r.days()
	}
	return "not started"
}

func (r Reading) due() string {
	if r.DueAt.IsZero() {
		return r.Due.Words()
	}
	return r.Due.Words() + " at " + r.DueAt.London().Format("15:04")
}

func (r Reading) days() string {
	if r.unit == Hours && r.State == Paused {
		return several(int(r.Left.Round(time.Hour).Hours()), "hour")
	}
	if r.calendarDays() {
		return several(r.Days, "day")
	}
	return several(r.Days, "working day")
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
