package change

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/person"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// AddParty puts a person (by id) or a body in a role on the record. Who is there in that role already is not put there again, under
// a second card neither.
func (e *Edit) AddParty(role, person, body string) error {
	return e.AddPartyUnder(record.ForStaff, role, person, body)
}

// AddPartyUnder is AddParty under a seal: only who opens it knows that they are on the record.
func (e *Edit) AddPartyUnder(seal, role, person, body string) error {
	if err := errors.Join(e.mayAsStaff(pack.Edit), e.under(seal)); err != nil {
		return err
	}
	i := slices.IndexFunc(e.kind.Parties, func(p pack.PartyRole) bool { return p.ID == role })
	if i < 0 {
		return fault.Invalid{"role": fmt.Sprintf("a %s has no party in the role %q", e.kind.Name, role)}
	}
	if (person == "") == (body == "") {
		return fault.Invalid{"person": "choose a person or a body"}
	}
	var who any
	if person != "" {
		if err := e.unit.known("person", person); err != nil {
			return err
		}
		who = person
	}
	if err := e.alone(e.kind.Parties[i], person, body); err != nil {
		return err
	}
	_, err := e.unit.r.Tx.ExecContext(e.unit.r.Ctx, "INSERT INTO party (id, record, role, person, body, since, seal) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		row.NewID(), e.rec.ID, role, who, body, e.unit.r.Moment, seal)
	if err != nil {
		return fmt.Errorf("add the party: %w", err)
	}
	e.say("party added", role, "", cmp.Or(person, body), "", seal)
	return nil
}

// alone refuses somebody who is on the record in the role already.
func (e *Edit) alone(role pack.PartyRole, person, body string) error {
	there, err := e.present()
	if err != nil {
		return err
	}
	card := carded{}
	for _, c := range there {
		if body != "" && c.role == role.ID && c.body == body {
			return fault.Invalid{"body": "They are on this record already in that role: " + role.Name}
		}
	}
	if person == "" {
		return nil
	}
	err = e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, "SELECT name, phone, email, address FROM person WHERE id = $1", person).Scan(&card.Name, &card.Phone, &card.Email, &card.Address)
	if err != nil {
		return fmt.Errorf("read the person: %w", err)
	}
	card.ID = person
	for _, c := range there {
		if c.role == role.ID && c.same(card.Person) {
			return fault.Invalid{"person": "They are on this record already in that role: " + role.Name + ". If it is somebody else of that name, give a telephone number, an email or a postal address that tells the two apart"}
		}
	}
	return nil
}

// carded is a person or a body on the record in a role.
type carded struct {
	record.Person
	role, body string
}

// same says that two cards are of one person, as far as they tell: one card, or one name and nothing that tells the two apart.
func (c carded) same(p record.Person) bool {
	if c.ID == "" {
		return false
	}
	if c.ID == p.ID {
		return true
	}
	if strings.Join(row.Words(c.Name), " ") != strings.Join(row.Words(p.Name), " ") {
		return false
	}
	agree, differ := 0, 0
	for _, x := range [][2]string{{c.Phone, p.Phone}, {c.Email, p.Email}, {c.Address, p.Address}} {
		one, other := person.Folded(x[0]), person.Folded(x[1])
		switch {
		case one == "" || other == "":
		case one == other:
			agree++
		default:
			differ++
		}
	}
	return agree > 0 || differ == 0
}

// present are the people and bodies on the record now, as far as the principal may know of them.
func (e *Edit) present() ([]carded, error) {
	var out []carded
	read := store.And()
	if !e.isNew {
		read = e.unit.r.Opened("p.seal")
	}
	err := e.unit.r.Rows(store.SQL(`SELECT p.role, p.body, coalesce(x.id, ''), coalesce(x.name, ''), coalesce(x.phone, ''), coalesce(x.email, ''), coalesce(x.address, '')
 FROM party p LEFT JOIN person x ON x.id = p.person WHERE p.record = ? AND p.ended IS NULL AND `+read.Text+` ORDER BY p.since, p.id`, append([]any{e.rec.ID}, read.Args...)...), func(s row.Scanner) error {
		var c carded
		err := s.Scan(&c.role, &c.body, &c.ID, &c.Name, &c.Phone, &c.Email, &c.Address)
		out = append(out, c)
		return err
	})
	return out, err
}

// Join puts somebody in roles on the record, on the card that they have there already where they have one: who tells of the same
// trouble again stands on its case once.
func (e *Edit) Join(p record.Person, roles ...string) error {
	there, err := e.present()
	if err != nil {
		return err
	}
	has := map[string]bool{}
	for _, c := range there {
		if c.same(p) {
			has[c.role] = true
			p.ID = cmp.Or(p.ID, c.ID)
		}
	}
	for _, role := range roles {
		if has[role] {
			continue
		}
		if p.ID == "" {
			if p.ID, err = e.unit.AddPerson(p); err != nil {
				return err
			}
		}
		if err := e.AddParty(role, p.ID, ""); err != nil {
			return err
		}
	}
	return nil
}

// EndParty takes a party off the record; the history keeps that they were on it.
func (e *Edit) EndParty(id, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter a reason"}
	}
	var role, seal string
	err := e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, "SELECT role, seal FROM party WHERE id = $1 AND record = $2 AND ended IS NULL", id, e.rec.ID).Scan(&role, &seal)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !e.unit.r.Core.Rules.Opens(e.unit.r.Principal, seal) {
		return sight.OrNotFound(nil, "party")
	}
	if err != nil {
		return fmt.Errorf("read the party: %w", err)
	}
	if _, err := e.unit.r.Exec("UPDATE party SET ended = $1, reason = $2 WHERE id = $3", e.unit.r.Moment, reason, id); err != nil {
		return fmt.Errorf("take the party off: %w", err)
	}
	e.say("party ended", role, id, "", reason, seal)
	return e.leftOut(reason)
}
