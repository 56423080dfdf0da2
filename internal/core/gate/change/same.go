package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// KnownAs says another name by which somebody on the record is or was known, or their date of birth. It is said on the record by which
// whoever says it knows them, and stands on their card from then on.
func (e *Edit) KnownAs(person, name, sort string, born when.Date, reason string) error {
	if err := e.about(person); err != nil {
		return err
	}
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "" && born.IsZero():
		return fault.Invalid{"name": "Enter another name or a date of birth"}
	case len(name) > 500:
		return fault.Invalid{"name": "Name must be 500 characters or fewer"}
	case name != "" && !slices.ContainsFunc(record.NameSorts, func(s struct{ ID, Words string }) bool { return s.ID == sort }):
		return fault.Invalid{"sort": "Select what sort of name it is"}
	case born.After(e.unit.r.Moment.Date()):
		return fault.Invalid{"born": "Date of birth must be in the past"}
	}
	u := e.unit
	if name != "" {
		_, err := u.r.Exec("INSERT INTO person_name (id, person, name, sort, reason, at, by) VALUES ($1, $2, $3, $4, $5, $6, $7)", row.NewID(), person, name, sort, reason, u.r.Moment, u.r.Principal.Name)
		if err != nil {
			return fmt.Errorf("keep the name: %w", err)
		}
		e.say("person named", sort, "", name, reason, record.ForStaff)
	}
	if !born.IsZero() {
		var before when.Date
		if err := u.r.Tx.QueryRowContext(u.r.Ctx, "SELECT born FROM person WHERE id = $1", person).Scan(&before); err != nil {
			return fmt.Errorf("read the person: %w", err)
		}
		if _, err := u.r.Exec("UPDATE person SET born = $1, version = version + 1 WHERE id = $2", born, person); err != nil {
			return fmt.Errorf("keep the date of birth: %w", err)
		}
		e.say("person born", "", before.String(), born.String(), reason, record.ForStaff)
	}
	return u.projectPerson(person)
}

// SamePerson says with a reason that somebody on the record is the person of another card. Both cards stay as they are, and so do the records
// that hold them. The history of the record does not name the other card: who reads it may not know of that person.
func (e *Edit) SamePerson(person, other, reason string) error {
	if err := e.about(person); err != nil {
		return err
	}
	if other == "" {
		return fault.Invalid{"other": nobodyOfThatName}
	}
	if err := e.unit.known("other", other); err != nil {
		return err
	}
	switch {
	case person == other:
		return fault.Invalid{"other": "That is the same card"}
	case strings.TrimSpace(reason) == "":
		return fault.Invalid{"reason": "Enter why the two are one person"}
	}
	u := e.unit
	same, err := u.Same(person)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(same, func(l record.SamePerson) bool { return l.Other == other && l.Ended.IsZero() }) {
		return fault.Invalid{"other": "The two are linked already"}
	}
	if _, err := u.r.Exec("INSERT INTO person_link (id, one, other, reason, at, by) VALUES ($1, $2, $3, $4, $5, $6)", row.NewID(), person, other, reason, u.r.Moment, u.r.Principal.Name); err != nil {
		return fmt.Errorf("link the two cards: %w", err)
	}
	e.say("person linked", "", "", "", reason, record.ForStaff)
	return nil
}

// NotSamePerson takes back with a reason that two cards are of one person; that it was said stays.
func (e *Edit) NotSamePerson(link, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter why the two are not one person"}
	}
	u, there := e.unit, ""
	err := u.r.Rows(store.SQL(`SELECT y.person FROM person_link l JOIN party y ON (y.person = l.one OR y.person = l.other)
 WHERE l.id = ? AND l.ended IS NULL AND y.record = ? AND y.ended IS NULL`+store.Limit(1), link, e.rec.ID), func(s row.Scanner) error { return s.Scan(&there) })
	if err != nil {
		return err
	}
	if err := e.about(there); err != nil {
		return err
	}
	same, err := u.Same(there)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(same, func(l record.SamePerson) bool { return l.ID == link }) { // of somebody whom they may not see
		return sight.OrNotFound(nil, "link of two cards")
	}
	if _, err := u.r.Exec("UPDATE person_link SET ended = $1, ended_by = $2, end_reason = $3 WHERE id = $4", u.r.Moment, u.r.Principal.Name, reason, link); err != nil {
		return fmt.Errorf("part the two cards: %w", err)
	}
	e.say("person parted", "", "", "", reason, record.ForStaff)
	return nil
}

// about refuses to say something of a person who is not on the record.
func (e *Edit) about(person string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	there, err := e.present()
	if err != nil {
		return err
	}
	if person == "" || !slices.ContainsFunc(there, func(c carded) bool { return c.ID == person }) {
		return fault.Invalid{"person": "Select somebody who is on this record"}
	}
	return nil
}
