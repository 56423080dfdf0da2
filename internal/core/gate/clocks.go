package gate

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// target is the number of working days that a clock gives at a risk band; false where it gives none.
func target(c pack.Clock, risk string) (int, bool) {
	if days, ok := c.Days[risk]; ok && risk != "" {
		return days, true
	}
	days, ok := c.Days["any"]
	return days, ok
}

// startClocks starts the kind's clocks that the event starts, from now.
func (e *Edit) startClocks(event string) error {
	from := e.unit.now
	if event == "opened" {
		from = e.rec.Opened
	}
	for _, c := range e.kind.Clocks {
		days, ok := target(c, e.rec.Risk)
		if c.Starts != event || !ok || !c.When.Holds(e.vars()) {
			continue
		}
		due := e.unit.gate.calendar.AddWorkingDays(from.Date(), days)
		_, err := e.unit.tx.ExecContext(e.unit.ctx, `INSERT INTO clock (record, clock, started, due) VALUES ($1, $2, $3, $4)
 ON CONFLICT (record, clock) DO UPDATE SET started = excluded.started, due = excluded.due, stopped = NULL`, e.rec.ID, c.ID, from, due)
		if err != nil {
			return fmt.Errorf("start the clock %s: %w", c.Name, err)
		}
		e.dirty = true
	}
	return e.nearest()
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
	w := &record.Whole{Record: *e.rec}
	if err := e.unit.clocks(w); err != nil {
		return err
	}
	for _, c := range e.kind.Clocks {
		runs := slices.ContainsFunc(w.Clocks, func(r record.ClockRun) bool { return r.Clock == c.ID && r.Stopped.IsZero() })
		if c.Starts == "word" && runs {
			return nil
		}
	}
	return e.startClocks("word")
}

// stopAll stops every running clock: nothing runs on a closed record.
func (e *Edit) stopAll() error {
	if _, err := e.unit.exec("UPDATE clock SET stopped = $1 WHERE record = $2 AND stopped IS NULL", e.unit.now, e.rec.ID); err != nil {
		return fmt.Errorf("stop the clocks: %w", err)
	}
	return e.nearest()
}

// stopClocks stops the running clocks that the event stops.
func (e *Edit) stopClocks(event string) error {
	for _, c := range e.kind.Clocks {
		if !slices.Contains(c.Stops, event) {
			continue
		}
		_, err := e.unit.tx.ExecContext(e.unit.ctx, "UPDATE clock SET stopped = $1 WHERE record = $2 AND clock = $3 AND stopped IS NULL",
			e.unit.now, e.rec.ID, c.ID)
		if err != nil {
			return fmt.Errorf("stop the clock %s: %w", c.Name, err)
		}
	}
	return e.nearest()
}

// resetClocks gives running clocks the target of the record's present risk, counted from when each started.
func (e *Edit) resetClocks() error {
	w := &record.Whole{Record: *e.rec}
	if err := e.unit.clocks(w); err != nil {
		return err
	}
	for _, run := range w.Clocks {
		i := slices.IndexFunc(e.kind.Clocks, func(c pack.Clock) bool { return c.ID == run.Clock })
		if i < 0 || !run.Stopped.IsZero() {
			continue
		}
		days, ok := target(e.kind.Clocks[i], e.rec.Risk)
		if !ok {
			continue
		}
		due := e.unit.gate.calendar.AddWorkingDays(run.Started.Date(), days)
		_, err := e.unit.tx.ExecContext(e.unit.ctx, "UPDATE clock SET due = $1 WHERE record = $2 AND clock = $3", due, e.rec.ID, run.Clock)
		if err != nil {
			return err
		}
	}
	return e.nearest()
}

// nearest keeps on the record the day of its nearest running clock, so that lists sort and filter by it.
func (e *Edit) nearest() error {
	var due when.Date
	err := e.unit.tx.QueryRowContext(e.unit.ctx, "SELECT min(due) FROM clock WHERE record = $1 AND stopped IS NULL", e.rec.ID).Scan(&due)
	if err != nil {
		return fmt.Errorf("find the nearest clock: %w", err)
	}
	if due != e.rec.Due {
		e.rec.Due, e.dirty = due, true
	}
	return nil
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
	e.say("changed", "due", e.rec.Due.String(), day.String(), reason, record.ForStaff)
	return e.setOwnDay(day)
}

func (e *Edit) setOwnDay(day when.Date) error {
	if day.IsZero() {
		return nil
	}
	_, err := e.unit.tx.ExecContext(e.unit.ctx, `INSERT INTO clock (record, clock, started, due) VALUES ($1, $2, $3, $4)
 ON CONFLICT (record, clock) DO UPDATE SET started = excluded.started, due = excluded.due, stopped = NULL`, e.rec.ID, ownDay, e.unit.now, day)
	if err != nil {
		return fmt.Errorf("set the day it is due: %w", err)
	}
	return e.nearest()
}
