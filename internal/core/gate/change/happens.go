package change

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// happens tells the clocks of what was done and when: those that it stops stop, those that it pauses stand still or go on, and those that
// it starts begin. The moment is that of the act, which may lie before it was written down.
func (e *Edit) happens(event string, at when.Instant) error {
	if err := e.stopClocks(event, at); err != nil {
		return err
	}
	if err := e.pauseClocks(event, at); err != nil {
		return err
	}
	return e.startClocks(event, at)
}

// startClocks starts the kind's clocks that the event starts.
func (e *Edit) startClocks(event string, at when.Instant) error {
	if _, err := e.running(); err != nil {
		return err
	}
	for _, c := range e.kind.Clocks {
		if c.Starts != event || c.When != nil && !c.When.Holds(e.vars()) {
			continue
		}
		run, ok := e.targeted(c, record.ClockRun{Clock: c.ID, Started: at})
		if !ok {
			if c.Law != "" { // nothing is dropped in silence
				e.say("clock not started", c.ID, "", "", "the law of that day is not confirmed", record.ForStaff)
			}
			continue
		}
		for _, p := range c.Pauses {
			if p.While == "state:"+e.rec.State {
				run = e.pause(run, p, at)
			}
		}
		e.setClock(e.due(run))
	}
	return nil
}

// stopClocks stops the running clocks that the event stops. What was done before a clock began does not stop it, but for one that
// began when the record was opened: whoever was spoken to before anybody wrote it down was spoken to.
func (e *Edit) stopClocks(event string, at when.Instant) error {
	return e.eachRun(func(r record.ClockRun) {
		c, ok := e.declared(r.Clock)
		if ok && slices.Contains(c.Stops, event) && (!at.Before(r.Started) || c.Starts == "opened") {
			e.stopClock(r, at)
		}
	})
}

// stopAll stops every running clock: nothing runs on a closed record.
func (e *Edit) stopAll() error {
	return e.eachRun(func(r record.ClockRun) { e.stopClock(r, e.unit.r.Moment) })
}

// stopClock ends a clock. The day by which it was due is that of the moment at which it stopped.
func (e *Edit) stopClock(r record.ClockRun, at when.Instant) {
	stopped := r.Count().Stopping(at)
	if r.Target.Unit != "" { // a clock from before is as it was counted then
		reading := stopped.At(e.unit.r.Core.Calendar, at)
		r.Due, r.DueAt = reading.Due, reading.DueAt
	}
	r.Stopped, r.Pauses = stopped.Stop, stopped.Pauses
	e.setClock(r)
}

// pauseClocks has running clocks stand still, and go on, by the pauses of the kind.
func (e *Edit) pauseClocks(event string, at when.Instant) error {
	return e.eachRun(func(r record.ClockRun) {
		c, ok := e.declared(r.Clock)
		if !ok || at.Before(r.Started) {
			return
		}
		for _, p := range c.Pauses {
			lasts := r.Count().PausedFor(p.Why)
			if !lasts && (p.While == event || p.From == event) {
				r = e.pause(r, p, at)
				e.setClock(e.due(r))
			}
			if lasts && p.Ends(event) {
				r.Pauses = r.Count().GoingOn(at, p.Why).Pauses
				r = e.due(r)
				e.say("clock goes on", r.Clock, "", r.Due.String(), p.Why, record.ForStaff)
				e.setClock(r)
			}
		}
	})
}

func (e *Edit) pause(r record.ClockRun, p pack.Pause, at when.Instant) record.ClockRun {
	if c, ok := e.declared(r.Clock); ok {
		r = e.counted(c, r)
	}
	r.Pauses = r.Count().Pausing(at, p.Why).Pauses
	e.say("clock paused", r.Clock, r.Due.String(), "", p.Why, record.ForStaff)
	return r
}

// counted gives a clock from before clocks kept their targets the one of the pack.
func (e *Edit) counted(c pack.Clock, r record.ClockRun) record.ClockRun {
	if r.Target.Unit == "" {
		r, _ = e.targeted(c, r)
	}
	return r
}

// waiting tells the clocks who has spoken. Who says two things before they are answered waits from the first of them. It runs on a
// closed record as well: what somebody says after the end is heard like the rest.
func (e *Edit) waiting() error {
	if e.isNew || !e.said {
		return nil
	}
	e.said = false
	if e.rec.LastWord != "reporter" {
		return e.happens("reply", e.rec.LastWordAt)
	}
	runs, err := e.running()
	if err != nil {
		return err
	}
	for _, c := range e.kind.Clocks {
		runs := slices.ContainsFunc(runs, func(r record.ClockRun) bool { return r.Clock == c.ID && r.Stopped.IsZero() })
		if c.Starts == "word" && runs {
			return e.pauseClocks("word", e.rec.LastWordAt)
		}
	}
	return e.happens("word", e.rec.LastWordAt)
}

// spoke moves the last word, unless somebody has spoken since.
func (e *Edit) spoke(who string, at when.Instant) {
	if at.Before(e.rec.LastWordAt) {
		return
	}
	e.rec.LastWord, e.rec.LastWordAt, e.said, e.dirty = who, at, true, true
}
