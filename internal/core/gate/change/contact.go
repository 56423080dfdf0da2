package change

import (
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Contact says that the reporter or victim was spoken to, how, and when: now where at is not set. It stops the clocks that wait for it
// as of that moment, whenever it is written down. On a report it counts for the cases that were opened from it as well.
func (e *Edit) Contact(how string, at when.Instant) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if at.IsZero() {
		at = e.unit.r.Moment
	}
	if err := e.checkContact(at); err != nil {
		return err
	}
	if err := e.contacted(how, at, sealOf(e.kind, e.unit.r.Core.Pack)); err != nil {
		return err
	}
	return e.contactedFor(how, at)
}

// checkContact refuses a contact that lies ahead, or before there was anything to speak about.
func (e *Edit) checkContact(at when.Instant) error {
	first := e.rec.Opened
	if !e.rec.Occurred.IsZero() && e.rec.Occurred.Before(first) {
		first = e.rec.Occurred
	}
	switch {
	case at.After(e.unit.r.Moment):
		return fault.Invalid{"at": "The contact must be in the past"}
	case at.Date().Before(first.Date()):
		return fault.Invalid{"at": "The contact cannot be before " + first.Date().Words() + ", from when this record is"}
	}
	return nil
}

func (e *Edit) contacted(how string, at when.Instant, seal string) error {
	e.say("contacted", "", "", how, "", seal)
	if at.Before(e.unit.r.Moment) {
		e.events[len(e.events)-1].Happened = at
	}
	if e.rec.Contacted.IsZero() || at.Before(e.rec.Contacted) {
		e.rec.Contacted = at
	}
	e.spoke("staff", at)
	return e.happens("contact", at)
}

// contactedFor has a contact on a report count for the open cases that were made from it.
func (e *Edit) contactedFor(how string, at when.Instant) error {
	if e.kind.ID != e.unit.r.Core.Pack.Partnership.Report || e.isNew {
		return nil
	}
	ids, err := e.unit.r.IDs(store.SQL(`SELECT l.from_id FROM link l JOIN record r ON r.id = l.from_id
 WHERE l.to_id = ? AND l.ended IS NULL AND l.at = r.opened AND r.open ORDER BY l.from_id`, e.rec.ID))
	if err != nil {
		return err
	}
	for _, id := range ids {
		c, err := e.unit.following(id)
		if err != nil {
			return err
		}
		if err := c.carry(how, at); err != nil {
			return err
		}
	}
	return nil
}

// carry takes a contact that was made on a report to a case of it, whose clocks for it stop: people are not asked the same twice. It does
// not name the report, which who reads the case may not know.
func (e *Edit) carry(how string, at when.Instant) error {
	if !gate.PromisesContact(e.unit.r.Core.Pack, e.kind) {
		return nil
	}
	if how != "" {
		how += ", "
	}
	return e.contacted(how+"on the report that it came from", at, record.ForStaff)
}
