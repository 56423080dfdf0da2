package record

import (
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// ClockRun is one clock of a record: it started, is due by the end of a London day, or at a moment of it where it runs in hours,
// may have stood still, and may have stopped.
type ClockRun struct {
	Clock     string
	Started   when.Instant
	Target    clock.Period // what it was counted by; none for a day that was asked for
	Law       string       // the rule of law that gave the target, with its place in the law; empty where the partnership did
	Due       when.Date    // not set while it stands still
	DueAt     when.Instant // zero where it runs in days
	Pauses    []clock.Pause
	Stopped   when.Instant
	Escalated when.Instant // when the duty post was asked, because nobody had answered
}

// Count is the clock as the engine reads it.
func (c ClockRun) Count() clock.Clock {
	out := clock.Clock{Start: c.Started, Target: c.Target, Pauses: c.Pauses, Stop: c.Stopped}
	if c.Clock == pack.OwnDay {
		out.Fixed = c.Due
	}
	return out
}

// Standing are the reasons for which the clock stands still.
func (c ClockRun) Standing() []string {
	var why []string
	for _, p := range c.Pauses {
		if p.To.IsZero() {
			why = append(why, p.Reason)
		}
	}
	return why
}

// Late says that the clock ran past its day, as of now where it still runs.
func (c ClockRun) Late(now when.Instant) bool {
	end := now
	if !c.Stopped.IsZero() {
		end = c.Stopped
	}
	if !c.DueAt.IsZero() {
		return end.After(c.DueAt)
	}
	return !c.Due.IsZero() && end.Date().After(c.Due)
}
