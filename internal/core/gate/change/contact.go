package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Contact says that somebody on the record, or whoever reported it, was spoken with, how, and when. It stops the clocks that wait for it
// as of that moment, whenever it is written down, and keeps what was promised to that person. On a report it counts for the cases that were
// opened from it as well.
func (e *Edit) Contact(c record.Contact) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if c.At.IsZero() {
		c.At = e.unit.r.Moment
	}
	if err := e.checkContact(c); err != nil {
		return err
	}
	if err := e.contacted(c, sealOf(e.kind, e.unit.r.Core.Pack)); err != nil {
		return err
	}
	return e.contactedFor(c)
}

// checkContact refuses a contact that lies ahead, or before there was anything to speak about, with somebody who is not on the record, and by
// a way that the person had not called safe unless it is said why.
func (e *Edit) checkContact(c record.Contact) error {
	first := e.rec.Opened
	if !e.rec.Occurred.IsZero() && e.rec.Occurred.Before(first) {
		first = e.rec.Occurred
	}
	switch {
	case c.At.After(e.unit.r.Moment):
		return fault.Invalid{"at": "The contact must be in the past"}
	case c.At.Date().Before(first.Date()):
		return fault.Invalid{"at": "The contact cannot be before " + first.Date().Words() + ", from when this record is"}
	}
	safe, err := e.safeContact(c.Person)
	if err != nil || c.Way == "" || strings.TrimSpace(c.Unsafe) != "" {
		return err
	}
	if said := safe.Refuses(c.Way, c.At); said != "" {
		return fault.Invalid{"unsafe": said + " Say why it was done all the same"}
	}
	return nil
}

// safeContact is how it is safe to reach somebody on the record, or whoever reported it where nobody is named.
func (e *Edit) safeContact(person string) (safe record.SafeContact, err error) {
	if person == "" {
		return record.ReadSafeContact(e.Record().Fields), nil
	}
	there, err := e.present()
	if err != nil {
		return safe, err
	}
	if !slices.ContainsFunc(there, func(c carded) bool { return c.ID == person }) {
		return safe, fault.Invalid{"with": "Select somebody who is on this record"}
	}
	var words, contact string
	if err := e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, "SELECT safe_contact, contact FROM person WHERE id = $1", person).Scan(&words, &contact); err != nil {
		return safe, fmt.Errorf("read the person: %w", err)
	}
	return record.DecodeSafeContact(contact, words)
}

// keptApart is the seal under which somebody is on the record; empty where everybody who opens it may know of them.
func (e *Edit) keptApart(person string) (seal string, err error) {
	if person == "" {
		return "", nil
	}
	var seals []string
	err = e.unit.r.Rows(store.SQL("SELECT seal FROM party WHERE record = ? AND person = ? AND ended IS NULL ORDER BY since, id", e.rec.ID, person), func(s row.Scanner) error {
		seals = append(seals, "")
		return s.Scan(&seals[len(seals)-1])
	})
	if err != nil || len(seals) == 0 || slices.ContainsFunc(seals, func(s string) bool { return !pack.Narrower(s) }) {
		return "", err
	}
	return seals[0], nil
}

// contacted keeps a contact. The history says that there was one and how; what was said is read by staff alone.
func (e *Edit) contacted(c record.Contact, seal string) error {
	how := c.How
	if how == "" {
		how = record.WayWords(c.Way)
	}
	who := e.unit.r.Principal
	c.ID, c.Written, c.Author, c.Seal = row.NewID(), e.unit.r.Moment, who.Name, record.ForStaff
	kept, err := e.keptApart(c.Person)
	if err != nil {
		return err
	}
	if kept != "" {
		c.Seal, seal = kept, kept
	}
	e.say("contacted", "", "", how, c.Unsafe, seal)
	if c.At.Before(e.unit.r.Moment) {
		e.events[len(e.events)-1].Happened = c.At
	}
	_, err = e.unit.r.Exec("INSERT INTO contact (id, record, at, person, way, how, said, unsafe, author, account, written, seal) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
		c.ID, e.rec.ID, c.At, c.Person, c.Way, how, c.Said, c.Unsafe, c.Author, who.Account, c.Written, c.Seal)
	if err != nil {
		return fmt.Errorf("keep the contact: %w", err)
	}
	if kept != "" { // a clock that stopped would tell everybody of them
		return nil
	}
	if e.rec.Contacted.IsZero() || c.At.Before(e.rec.Contacted) {
		e.rec.Contacted = c.At
	}
	if err := e.keepPromise(c); err != nil {
		return err
	}
	e.spoke("staff", c.At)
	return e.happens("contact", c.At)
}

// contactedFor has a contact on a report count for the open cases that were made from it.
func (e *Edit) contactedFor(c record.Contact) error {
	if e.kind.ID != e.unit.r.Core.Pack.Partnership.Report || e.isNew {
		return nil
	}
	ids, err := e.unit.r.IDs(store.SQL(`SELECT l.from_id FROM link l JOIN record r ON r.id = l.from_id
 WHERE l.to_id = ? AND l.ended IS NULL AND l.at = r.opened AND r.open ORDER BY l.from_id`, e.rec.ID))
	if err != nil {
		return err
	}
	for _, id := range ids {
		of, err := e.unit.following(id)
		if err != nil {
			return err
		}
		if err := of.carry(c.How, c.At); err != nil {
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
	return e.contacted(record.Contact{How: how + "on the report that it came from", At: at}, record.ForStaff)
}
