package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// A contact promise is what somebody on a record was told to rely on (record.ContactPromise). Staff keep it by speaking with them; nothing that
// the program sends does. A day that passed without is a row that nobody takes away, and stands open until somebody speaks with them.

// Promise agrees with somebody on the record how often they are spoken with, and by which way. What was agreed with them before ends.
func (e *Edit) Promise(p record.ContactPromise) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	safe, err := e.safeContact(p.Person)
	switch {
	case err != nil:
		return err
	case p.Person == "":
		return fault.Invalid{"with": "Select with whom it is agreed"}
	case p.Every < 0 || p.Every > 92:
		return fault.Invalid{"often": "Select how often"}
	case !slices.Contains(record.ContactWays, p.Way):
		return fault.Invalid{"way": "Select how they are reached"}
	case safe.Rule == record.ContactNever || safe.Rule == record.ContactOnly && !slices.Contains(safe.By, p.Way):
		return fault.Invalid{"way": "That way is not safe for them. " + strings.Join(safe.Lines(), " ")}
	case !e.rec.Open:
		return fault.Invalid{"": "It is closed"}
	case len(e.kind.Promises) == 0:
		return fault.Invalid{"": "No contacts are promised on a " + e.kind.Name}
	}
	kept, err := e.keptApart(p.Person)
	if err != nil {
		return err
	}
	if kept != "" {
		return fault.Invalid{"with": "Who they are is kept apart on this record, and a day that everybody sees would tell of them. Set an action under the same seal"}
	}
	if err := e.endPromises("Agreed anew", func(old record.ContactPromise) bool { return old.Person == p.Person }); err != nil {
		return err
	}
	who := e.unit.r.Principal
	p.ID, p.Agreed, p.Author = row.NewID(), e.unit.r.Moment, who.Name
	p.Due = p.First(p.Agreed.Date())
	p.Watch = p.Due
	_, err = e.unit.r.Exec("INSERT INTO contact_promise (id, record, person, way, every, weekday, agreed, author, due, watch) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		p.ID, e.rec.ID, p.Person, p.Way, p.Every, int(p.Weekday), p.Agreed, p.Author, p.Due, p.Watch)
	if err != nil {
		return fmt.Errorf("keep what was promised: %w", err)
	}
	e.say("contact promised", "", "", p.Words()+", by "+record.WayWords(p.Way), "", record.ForStaff)
	return e.countPromises()
}

// EndPromise ends a contact promise with a reason. The days that were missed stay counted, and stand open until somebody has spoken with them.
func (e *Edit) EndPromise(id, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter a reason"}
	}
	all, _, err := whole.Promises(e.unit.r, e.rec.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(p record.ContactPromise) bool { return p.ID == id && p.Ended.IsZero() }) {
		return sight.OrNotFound(nil, "contact promise")
	}
	return e.endPromises(reason, func(p record.ContactPromise) bool { return p.ID == id })
}

// endPromises ends those of the promises that stand.
func (e *Edit) endPromises(reason string, which func(record.ContactPromise) bool) error {
	all, _, err := whole.Promises(e.unit.r, e.rec.ID)
	if err != nil {
		return err
	}
	for _, p := range all {
		if !p.Ended.IsZero() || !which(p) {
			continue
		}
		if _, err := e.unit.r.Exec("UPDATE contact_promise SET ended = $1, end_reason = $2 WHERE id = $3", e.unit.r.Moment, reason, p.ID); err != nil {
			return fmt.Errorf("end what was promised: %w", err)
		}
		e.say("contact promise ended", "", p.Words(), "", reason, record.ForStaff)
	}
	return e.countPromises()
}

// leftOut ends what was promised to people who are on the record no longer.
func (e *Edit) leftOut(reason string) error {
	here, err := e.unit.r.IDs(store.SQL("SELECT DISTINCT person FROM party WHERE record = ? AND person IS NOT NULL AND ended IS NULL", e.rec.ID))
	if err != nil {
		return err
	}
	return e.endPromises(reason, func(p record.ContactPromise) bool { return !slices.Contains(here, p.Person) })
}

// keepPromise has a contact keep what was promised to that person, and answer the days that were missed before it. What the program does of
// itself, as a message that it sends, is no contact that anybody was promised.
func (e *Edit) keepPromise(c record.Contact) error {
	if c.Person == "" || e.unit.r.Principal.System {
		return nil
	}
	all, missed, err := whole.Promises(e.unit.r, e.rec.ID)
	if err != nil || len(all) == 0 {
		return err
	}
	on := c.At.Date()
	for _, p := range all {
		if p.Person != c.Person {
			continue
		}
		for _, m := range missed {
			if m.Promise != p.ID || m.Answered != "" || !p.Covers(m.Due, on) {
				continue
			}
			if _, err := e.unit.r.Exec("UPDATE contact_missed SET answered = $1 WHERE id = $2", c.ID, m.ID); err != nil {
				return fmt.Errorf("answer what was missed: %w", err)
			}
		}
		next, kept := p.Kept(on)
		if !kept || !p.Ended.IsZero() {
			continue
		}
		if _, err := e.unit.r.Exec("UPDATE contact_promise SET due = $1, watch = $2 WHERE id = $3", next.Due, next.Watch, p.ID); err != nil {
			return fmt.Errorf("keep what was promised: %w", err)
		}
	}
	return e.countPromises()
}

// NoteMissed writes down the days that have passed without the contact that was promised. The program asks it of every record each day.
func (e *Edit) NoteMissed() error {
	all, _, err := whole.Promises(e.unit.r, e.rec.ID)
	if err != nil {
		return err
	}
	for _, p := range all {
		if !p.Ended.IsZero() {
			continue
		}
		next, days := p.Missed(e.unit.r.Moment.Date())
		for _, day := range days {
			_, err := e.unit.r.Exec("INSERT INTO contact_missed (id, promise, record, person, due, noted) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (promise, due) DO NOTHING",
				row.NewID(), p.ID, e.rec.ID, p.Person, day, e.unit.r.Moment)
			if err != nil {
				return fmt.Errorf("note what was missed: %w", err)
			}
			e.say("contact missed", "", "", day.Words(), "", record.ForStaff)
		}
		if _, err := e.unit.r.Exec("UPDATE contact_promise SET watch = $1 WHERE id = $2", next.Watch, p.ID); err != nil {
			return fmt.Errorf("note what was missed: %w", err)
		}
	}
	return e.countPromises()
}

// countPromises keeps on the record the day by which somebody is to be spoken with next, and the first that was missed and not answered.
func (e *Edit) countPromises() error {
	all, missed, err := whole.Promises(e.unit.r, e.rec.ID)
	if err != nil {
		return err
	}
	var due, miss when.Date
	for _, p := range all {
		if p.Ended.IsZero() && (due.IsZero() || p.Due.Before(due)) {
			due = p.Due
		}
	}
	for _, m := range missed {
		if m.Answered == "" && (miss.IsZero() || m.Due.Before(miss)) {
			miss = m.Due
		}
	}
	if due != e.rec.ContactDue || miss != e.rec.ContactMiss {
		e.rec.ContactDue, e.rec.ContactMiss, e.dirty = due, miss, true
	}
	return nil
}
