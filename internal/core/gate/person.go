package gate

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// AddPerson keeps somebody whom a record is about or from. People are never merged: a second card for one person is
// linked with the first (Edit.SamePerson), and by the records that hold both.
func (u *Unit) AddPerson(p record.Person) (string, error) {
	bad := fault.Invalid{}
	if strings.TrimSpace(p.Name) == "" {
		bad.Add("name", "Enter a name")
	}
	for field, value := range map[string]string{"name": p.Name, "phone": p.Phone, "email": p.Email, "address": p.Address, "safe_contact": p.SafeContact.Words, "others": p.SafeContact.Others} {
		if len(value) > 500 {
			bad.Add(field, "must be 500 characters or fewer")
		}
	}
	for key, message := range p.SafeContact.Check() {
		bad.Add(key, "%s", message)
	}
	if p.Born.After(u.now.Date()) {
		bad.Add("born", "Date of birth must be in the past")
	}
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	contact, err := p.SafeContact.Encode()
	if err != nil {
		return "", err
	}
	id := newID()
	_, err = u.tx.ExecContext(u.ctx, `INSERT INTO person (id, name, search, phone, email, address, safe_contact, contact, needs, born, demo, created, version)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)`, id, p.Name, strings.Join(Words(p.Name), " "), p.Phone, p.Email, p.Address, p.SafeContact.Words, contact, p.Needs, p.Born, u.gate.demo, u.now)
	if err != nil {
		return "", fmt.Errorf("keep the person: %w", err)
	}
	if u.people == nil {
		u.people = map[string]bool{}
	}
	u.people[id] = true
	return id, u.projectPerson(id)
}

// cardColumns are those of a person's card (alias x), in the order of scanCard.
const cardColumns = "x.id, x.name, x.phone, x.email, x.address, x.safe_contact, x.contact, x.needs, x.born, x.demo, x.version"

func scanCard(s scanner) (p record.Person, err error) {
	var words, contact string
	if err = s.Scan(&p.ID, &p.Name, &p.Phone, &p.Email, &p.Address, &words, &contact, &p.Needs, &p.Born, &p.Demo, &p.Version); err == nil {
		p.SafeContact, err = record.DecodeSafeContact(contact, words)
	}
	return p, err
}

// onVisible is the condition that somebody (alias x) is on a record that the principal may see.
func (v *View) onVisible() (store.Clause, error) {
	may, err := v.rule(pack.View)
	return store.SQL("EXISTS (SELECT 1 FROM party y JOIN record r ON r.id = y.record WHERE y.person = x.id AND y.ended IS NULL AND ("+may.Text+"))", may.Args...), err
}

// Person is somebody on a record that the principal may see, with the other names by which they are known; the reading is audited.
func (v *View) Person(id string) (*record.Person, error) {
	visible, err := v.onVisible()
	if err != nil {
		return nil, err
	}
	where := store.And(store.SQL("x.id = ?", id), visible)
	text, args := store.Number(store.SQL("SELECT "+cardColumns+" FROM person x WHERE "+where.Text, where.Args...))
	p, err := scanCard(v.tx.QueryRowContext(v.ctx, text, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("person " + id)
	}
	if err == nil {
		p.Names, err = v.otherNames(id)
	}
	if err == nil {
		v.noteReading("view", "person", "", 1, id)
	}
	return &p, err
}

func (v *View) otherNames(person string) (all []record.OtherName, err error) {
	err = v.rows(store.SQL("SELECT id, name, sort FROM person_name WHERE person = ? AND ended IS NULL ORDER BY at, id", person), func(s scanner) error {
		var n record.OtherName
		err := s.Scan(&n.ID, &n.Name, &n.Sort)
		all = append(all, n)
		return err
	})
	return all, err
}

// PersonIn is the person whom a person field of a record names; the record is one that the principal may see.
func (v *View) PersonIn(r *record.Record, field string) (*record.Person, error) {
	kind, ok := v.gate.pack.Kind(r.Kind)
	f, has := kind.Field(field)
	if !ok || !has || f.Type != pack.Person || !v.gate.rules.May(v.who, pack.View, Subject(r)) {
		return nil, notFound("person")
	}
	p := record.Person{ID: r.Fields.Text(field)}
	var words, contact string
	err := v.tx.QueryRowContext(v.ctx, "SELECT name, safe_contact, contact FROM person WHERE id = $1", p.ID).Scan(&p.Name, &words, &contact)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("person")
	}
	if err == nil {
		p.SafeContact, err = record.DecodeSafeContact(contact, words)
	}
	return &p, err
}
