package change

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// clocks are those of a record while it is open for change: read once, changed in memory and written with the record. What they
// count is the engine's alone (package clock).
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
	if err := whole.Clocks(e.unit.r, w); err != nil {
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

// nearest keeps on the record the day of its nearest running clock, so that lists sort and filter by it. One that stands still has
// no day.
func (e *Edit) nearest() {
	var due when.Date
	for _, r := range e.clocks.runs {
		if r.Stopped.IsZero() && !r.Due.IsZero() && (due.IsZero() || r.Due.Before(due)) {
			due = r.Due
		}
	}
	e.rec.Due = due
}

// clockUnless writes a clock over where the record has it already.
var clockUnless = func() string {
	set := ""
	for _, column := range strings.Split(whole.ClockColumns, ", ")[1:] {
		set += ", " + column + " = excluded." + column
	}
	return " ON CONFLICT (record, clock) DO UPDATE SET" + set[1:]
}()

func (e *Edit) keepClocks() error {
	changed := row.Rows{Into: "clock (record, " + whole.ClockColumns + ")", Unless: clockUnless}
	for _, r := range e.clocks.runs {
		if !slices.Contains(e.clocks.changed, r.Clock) {
			continue
		}
		pauses := ""
		if len(r.Pauses) > 0 {
			text, err := json.Marshal(r.Pauses)
			if err != nil {
				return err
			}
			pauses = string(text)
		}
		changed.Add(e.rec.ID, r.Clock, r.Started, r.Target.String(), r.Law, r.Due.String(), r.DueAt, pauses, r.Stopped, r.Escalated)
	}
	if err := changed.Insert(e.unit.r.Ctx, e.unit.r.Tx); err != nil {
		return fmt.Errorf("keep the clocks of %s: %w", e.rec.Reference, err)
	}
	e.clocks.changed = nil
	return nil
}

// declared is the kind's clock of that id, and false where the kind has none, or no longer.
func (e *Edit) declared(id string) (pack.Clock, bool) {
	for _, c := range e.kind.Clocks {
		if c.ID == id {
			return c, true
		}
	}
	return pack.Clock{}, false
}

// targeted gives a clock its length: by the partnership's number for the record's risk, or by the law of the day on which it
// started. False where there is none.
func (e *Edit) targeted(c pack.Clock, run record.ClockRun) (record.ClockRun, bool) {
	if c.Law == "" {
		p, ok := c.Period(e.rec.Risk)
		run.Target, run.Law = p, ""
		return run, ok
	}
	rule, ok := e.unit.r.Core.Law().Applies(c.Law, run.Started.Date())
	if !ok {
		return run, false
	}
	p, err := clock.Of(rule)
	run.Target, run.Law = p, rule.Key+", "+rule.Citation
	return run, err == nil
}

// due has the engine say when a running clock is due, as things stand.
func (e *Edit) due(run record.ClockRun) record.ClockRun {
	now := e.unit.r.Moment
	if now.Before(run.Started) { // what the program keeps of earlier days comes in any order
		now = run.Started
	}
	reading := run.Count().At(e.unit.r.Core.Calendar, now)
	run.Due, run.DueAt = reading.Due, reading.DueAt
	return run
}

// again is a running clock by the record's present risk and the calendar of today, counted from when it started; false where it
// does not run, or the kind gives it no target.
func (e *Edit) again(run record.ClockRun) (record.ClockRun, bool) {
	c, ok := e.declared(run.Clock)
	if !ok || !run.Stopped.IsZero() {
		return run, false
	}
	run, ok = e.targeted(c, run)
	return e.due(run), ok
}

// resetClocks gives running clocks the target of the record's present risk, counted from when each started.
func (e *Edit) resetClocks() error {
	return e.eachRun(func(r record.ClockRun) {
		if again, ok := e.again(r); ok {
			e.setClock(again)
		}
	})
}

// eachRun looks at the clocks that run.
func (e *Edit) eachRun(fn func(record.ClockRun)) error {
	runs, err := e.running()
	if err != nil {
		return err
	}
	for _, r := range slices.Clone(runs) {
		if r.Stopped.IsZero() {
			fn(r)
		}
	}
	return nil
}

// DueBy sets a day by which the record is due, beside the clocks of its kind. It stays what was asked for, whatever they say.
func (e *Edit) DueBy(day when.Date, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if day.IsZero() {
		return fault.Invalid{"due": "Enter the day by which it is to be done"}
	}
	if err := e.unit.ahead("due", day); err != nil {
		return err
	}
	e.say("changed", "due", e.rec.Asked.String(), day.String(), reason, record.ForStaff)
	return e.setOwnDay(day)
}

func (e *Edit) setOwnDay(day when.Date) error {
	if day.IsZero() {
		return nil
	}
	if _, err := e.running(); err != nil {
		return err
	}
	e.rec.Asked = day
	e.setClock(record.ClockRun{Clock: pack.OwnDay, Started: e.unit.r.Moment, Due: day})
	return nil
}
