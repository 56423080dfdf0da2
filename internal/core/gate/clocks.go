package gate

import (
	"fmt"
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// target is how much a clock gives at a risk band, in working days or in hours; false where it gives none.
func target(of map[string]int, risk string) (int, bool) {
	if n, ok := of[risk]; ok && risk != "" {
		return n, true
	}
	n, ok := of["any"]
	return n, ok
}

// dueBy sets when a clock that has started is due; false where it gives no target at the record's risk.
func (e *Edit) dueBy(c pack.Clock, run *record.ClockRun) bool {
	if hours, ok := target(c.Hours, e.rec.Risk); ok {
		run.DueAt = run.Started.Add(time.Duration(hours) * time.Hour)
		run.Due = run.DueAt.Date()
		return true
	}
	days, ok := target(c.Days, e.rec.Risk)
	if ok {
		run.Due = e.unit.gate.calendar.AddWorkingDays(run.Started.Date(), days)
	}
	return ok
}

// clocks are those of a record while it is open for change: read once, changed in memory and written with the record.
type clocks struct {
	read    bool
	runs    []record.ClockRun
	changed []string // by clock
}

// running are the record's clocks.
func (e *Edit) running() ([]record.ClockRun, error) {
	if e.clocks.read || e.isNew {
		return e.clocks.runs, nil
	}
	w := &record.Whole{Record: *e.rec}
	if err := e.unit.View.clocks(w); err != nil {
		return nil, fmt.Errorf("read the clocks: %w", err)
	}
	e.clocks.read, e.clocks.runs = true, w.Clocks
	return e.clocks.runs, nil
}

// setClock makes a clock what it now is. The record is read before.
func (e *Edit) setClock(run record.ClockRun) {
	c := &e.clocks
	if i := slices.IndexFunc(c.runs, func(r record.ClockRun) bool { return r.Clock == run.Clock }); i >= 0 {
		c.runs[i] = run
	} else {
		c.runs = append(c.runs, run)
	}
	if !slices.Contains(c.changed, run.Clock) {
		c.changed = append(c.changed, run.Clock)
	}
	e.dirty = true
	e.nearest()
}

// nearest keeps on the record the day of its nearest running clock, so that lists sort and filter by it.
func (e *Edit) nearest() {
	var due when.Date
	for _, r := range e.clocks.runs {
		if r.Stopped.IsZero() && (due.IsZero() || r.Due.Before(due)) {
			due = r.Due
		}
	}
	e.rec.Due = due
}

func (e *Edit) keepClocks() error {
	changed := rows{into: "clock (record, clock, started, due, due_at, stopped, escalated)", unless: ` ON CONFLICT (record, clock) DO UPDATE SET started = excluded.started,
 due = excluded.due, due_at = excluded.due_at, stopped = excluded.stopped, escalated = excluded.escalated`}
	for _, r := range e.clocks.runs {
		if slices.Contains(e.clocks.changed, r.Clock) {
			changed.add(e.rec.ID, r.Clock, r.Started, r.Due, r.DueAt, r.Stopped, r.Escalated)
		}
	}
	if err := changed.insert(e.unit.ctx, e.unit.tx); err != nil {
		return fmt.Errorf("keep the clocks of %s: %w", e.rec.Reference, err)
	}
	e.clocks.changed = nil
	return nil
}

// startClocks starts the kind's clocks that the event starts, from now.
func (e *Edit) startClocks(event string) error {
	if _, err := e.running(); err != nil {
		return err
	}
	from := e.unit.now
	if event == "opened" {
		from = e.rec.Opened
	}
	for _, c := range e.kind.Clocks {
		run := record.ClockRun{Clock: c.ID, Started: from}
		if c.Starts != event || !e.dueBy(c, &run) || c.When != nil && !c.When.Holds(e.vars()) {
			continue
		}
		e.setClock(run)
	}
	return nil
}

// waiting starts the clocks that wait for an answer when the reporter has spoken, and stops them when staff have. Who says
// two things before they are answered waits from the first of them. It runs on a closed record as well: what somebody says
// after the end is heard like the rest.
func (e *Edit) waiting() error {
	if e.isNew || e.rec.LastWordAt != e.unit.now {
		return nil
	}
	if e.rec.LastWord != "reporter" {
		return e.stopClocks("reply")
	}
	runs, err := e.running()
	if err != nil {
		return err
	}
	for _, c := range e.kind.Clocks {
		runs := slices.ContainsFunc(runs, func(r record.ClockRun) bool { return r.Clock == c.ID && r.Stopped.IsZero() })
		if c.Starts == "word" && runs {
			return nil
		}
	}
	return e.startClocks("word")
}

// stopAll stops every running clock: nothing runs on a closed record.
func (e *Edit) stopAll() error {
	return e.stop(func(string) bool { return true })
}

// stopClocks stops the running clocks that the event stops.
func (e *Edit) stopClocks(event string) error {
	return e.stop(func(id string) bool {
		return slices.ContainsFunc(e.kind.Clocks, func(c pack.Clock) bool { return c.ID == id && slices.Contains(c.Stops, event) })
	})
}

func (e *Edit) stop(which func(id string) bool) error {
	runs, err := e.running()
	if err != nil {
		return err
	}
	for _, r := range runs {
		if r.Stopped.IsZero() && which(r.Clock) {
			r.Stopped = e.unit.now
			e.setClock(r)
		}
	}
	return nil
}

// resetClocks gives running clocks the target of the record's present risk, counted from when each started.
func (e *Edit) resetClocks() error {
	runs, err := e.running()
	if err != nil {
		return err
	}
	for _, r := range runs {
		if due, ok := e.again(r); ok {
			r = due
			e.setClock(r)
		}
	}
	return nil
}

// again is a running clock by the record's present risk and the calendar of today, counted from when it started; false where it
// does not run, or the kind gives it no target.
func (e *Edit) again(r record.ClockRun) (record.ClockRun, bool) {
	i := slices.IndexFunc(e.kind.Clocks, func(c pack.Clock) bool { return c.ID == r.Clock })
	if i < 0 || !r.Stopped.IsZero() {
		return r, false
	}
	ok := e.dueBy(e.kind.Clocks[i], &r)
	return r, ok
}

// dueOf is the day on which again has a clock due.
func (e *Edit) dueOf(r record.ClockRun) (when.Date, bool) {
	due, ok := e.again(r)
	return due.Due, ok
}

// Contact says that the reporter or victim was spoken to, and how; it stops the clocks that wait for it.
func (e *Edit) Contact(how string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	e.say("contacted", "", "", how, "", audienceOf(e.kind, e.unit.gate.pack))
	if e.rec.Contacted.IsZero() {
		e.rec.Contacted = e.unit.now
	}
	e.spoke("staff")
	return e.stopClocks("contact")
}

// ownDay is the clock of a day that was set for this record alone.
const ownDay = "due"

// DueBy sets a day by which the record is due, beside the clocks of its kind.
func (e *Edit) DueBy(day when.Date, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if err := e.unit.ahead("due", day); err != nil {
		return err
	}
	e.say("changed", "due", e.rec.Due.String(), day.String(), reason, record.ForStaff)
	return e.setOwnDay(day)
}

func (e *Edit) setOwnDay(day when.Date) error {
	if day.IsZero() {
		return nil
	}
	if _, err := e.running(); err != nil {
		return err
	}
	e.setClock(record.ClockRun{Clock: ownDay, Started: e.unit.now, Due: day})
	return nil
}
