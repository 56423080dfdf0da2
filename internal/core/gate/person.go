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
// linked by the records that hold both.
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
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	contact, err := p.SafeContact.Encode()
	if err != nil {
		return "", err
	}
	id := newID()
	_, err = u.tx.ExecContext(u.ctx, `INSERT INTO person (id, name, search, phone, email, address, safe_contact, contact, needs, demo, created, version)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)`, id, p.Name, strings.Join(Words(p.Name), " "), p.Phone, p.Email, p.Address, p.SafeContact.Words, contact, p.Needs, u.gate.demo, u.now)
	if err != nil {
		return "", fmt.Errorf("keep the person: %w", err)
	}
	if u.people == nil {
		u.people = map[string]bool{}
	}
	u.people[id] = true
	return id, nil
}

// Person is somebody on a record that the principal may see; the reading is audited.
func (v *View) Person(id string) (*record.Person, error) {
	may, err := v.rule(pack.View)
	if err != nil {
		return nil, err
	}
	text, args := store.Number(store.SQL(`SELECT x.id, x.name, x.phone, x.email, x.address, x.safe_contact, x.contact, x.needs, x.demo, x.version FROM person x
 WHERE x.id = ? AND EXISTS (SELECT 1 FROM party p JOIN record r ON r.id = p.record WHERE p.person = x.id AND p.ended IS NULL AND (`+may.Text+`))`, append([]any{id}, may.Args...)...))
	var p record.Person
	var words, contact string
	err = v.tx.QueryRowContext(v.ctx, text, args...).Scan(&p.ID, &p.Name, &p.Phone, &p.Email, &p.Address, &words, &contact, &p.Needs, &p.Demo, &p.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("person " + id)
	}
	if err == nil {
		p.SafeContact, err = record.DecodeSafeContact(contact, words)
	}
	if err == nil {
		v.noteReading("view", "person", "", 1, id)
	}
	return &p, err
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

// People finds people by the beginning of a name, among the records that the principal may see.
func (v *View) People(name string, most int) ([]record.Person, error) {
	words := Words(name)
	if len(words) == 0 {
		return nil, nil
	}
	may, err := v.rule(pack.View)
	if err != nil {
		return nil, err
	}
	like := strings.Join(words, " ")
	var out []record.Person
	q := store.SQL(`SELECT x.id, x.name, x.safe_contact, x.contact FROM person x WHERE x.search >= ? AND x.search < ?
 AND EXISTS (SELECT 1 FROM party p JOIN record r ON r.id = p.record WHERE p.person = x.id AND p.ended IS NULL AND (`+may.Text+`)) ORDER BY x.search, x.id`+store.Limit(min(max(most, 1), 100)),
		append([]any{like, like + "\U0010FFFF"}, may.Args...)...)
	err = v.rows(q, func(s scanner) error {
		var p record.Person
		var words, contact string
		err := s.Scan(&p.ID, &p.Name, &words, &contact)
		if err == nil {
			p.SafeContact, err = record.DecodeSafeContact(contact, words)
		}
		out = append(out, p)
		return err
	})
	v.noteReading("search", "person", "", len(out), "")
	return out, err
}
