package change

import (
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/record"
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
	if p.Born.After(u.r.Moment.Date()) {
		bad.Add("born", "Date of birth must be in the past")
	}
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	contact, err := p.SafeContact.Encode()
	if err != nil {
		return "", err
	}
	id := row.NewID()
	_, err = u.r.Tx.ExecContext(u.r.Ctx, `INSERT INTO person (id, name, search, phone, email, address, safe_contact, contact, needs, born, demo, created, version)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)`, id, p.Name, strings.Join(row.Words(p.Name), " "), p.Phone, p.Email, p.Address, p.SafeContact.Words, contact, p.Needs, p.Born, u.r.Core.Demo, u.r.Moment)
	if err != nil {
		return "", fmt.Errorf("keep the person: %w", err)
	}
	if u.people == nil {
		u.people = map[string]bool{}
	}
	u.people[id] = true
	return id, u.projectPerson(id)
}
