package act

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// NewPerson before a name in the answer of a person question means somebody who is not known yet.
const NewPerson = "new:"

// aboutSomebodyNew are the words under which their card is folded away.
const aboutSomebodyNew = "About somebody new (optional)"

func askParty(s *Scene) []Question {
	role := Question{Spread: true, Missing: "Select a role", Field: pack.Field{ID: "role", Name: "In what role", Type: pack.Choice, Required: len(s.Kind.Parties) > 1}}
	for _, p := range s.Kind.Parties {
		role.Options = append(role.Options, pack.Option{ID: p.ID, Name: p.Name})
	}
	line := func(id, name, hint string) Question {
		q := Text(id, name, hint, 500)
		q.Short, q.Fold = true, aboutSomebodyNew
		return q
	}
	born := day("born", "Date of birth (optional)", "")
	born.Fold = aboutSomebodyNew
	needs := Text("needs", "What they need (optional)", "An interpreter, large print, a support worker", 0)
	needs.Fold = aboutSomebodyNew
	asks := append([]Question{role}, readers(s, false)...)
	return append(asks, []Question{
		{Confirm: true, Field: pack.Field{ID: "person", Name: "Name of the person", Hint: "We look for people of that name on records that you may see", Type: pack.Person}},
		{None: "No body", Field: pack.Field{ID: "body", Name: "Or a body", Type: pack.BodyRef, Options: bodies(s)}},
		line("phone", "Telephone (optional)", ""), line("email", "Email (optional)", ""), line("address", "Address (optional)", ""), born,
		{Fold: aboutSomebodyNew, Field: pack.Field{ID: "safe", Type: SafeContact}},
		line("safe_contact", "What they say about it in their own words (optional)", "Words without a way selected above are read as: ask first"), needs}...)
}

func doParty(d *Doing) error {
	a := d.Answers
	role, body, person := a.Text("role"), a.Text("body"), a.Text("person")
	if role == "" && len(d.Kind.Parties) == 1 {
		role = d.Kind.Parties[0].ID
	}
	if body != "" {
		return d.Edit.AddPartyUnder(seal(d), role, "", body)
	}
	if person == "" {
		return fault.Invalid{"person": "Enter the name of a person, or select a body"}
	}
	if name, isNew := strings.CutPrefix(person, NewPerson); isNew {
		safe, _ := a["safe"].(record.SafeContact)
		safe.Words = a.Text("safe_contact")
		if safe.Rule == record.ContactNotAsked && (safe.Words != "" || safe.Others != "") {
			safe.Rule = record.ContactAskFirst
		}
		id, err := d.Unit.AddPerson(record.Person{Name: name, Phone: a.Text("phone"), Email: a.Text("email"), Address: a.Text("address"), Born: a.Day("born"), SafeContact: safe, Needs: a.Text("needs")})
		if err != nil {
			return err
		}
		person = id
	}
	return d.Edit.AddPartyUnder(seal(d), role, person, "")
}
