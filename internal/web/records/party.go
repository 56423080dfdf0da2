package records

import (
	"html/template"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// lookParty finds people of the name that was typed, among those whom the reader may see. The reader chooses one of them
// or says that it is somebody else: two cards of one person do less harm than two people on one card.
func lookParty(a *acting, v *gate.View) error {
	typed := a.text("person")
	if !a.sent || typed == "" || a.text("body") != "" {
		return nil
	}
	chosen := a.text("person_pick")
	if chosen != "" && a.text("person_for") == typed {
		if chosen == "new" {
			return nil
		}
		if _, err := v.Person(chosen); err == nil {
			return nil
		}
	}
	found, err := v.People(typed, 10)
	if err != nil {
		return err
	}
	for _, p := range found {
		a.picks = append(a.picks, pick{Value: p.ID, Text: p.Name})
	}
	a.picks = append(a.picks, pick{Value: "new", Text: "Somebody else: add " + typed})
	return nil
}

func drawParty(a *acting) []template.HTML {
	roles := make([]option, 0, len(a.kind.Parties))
	for _, p := range a.kind.Parties {
		roles = append(roles, option{p.ID, p.Name})
	}
	parts := []template.HTML{a.choose("role", "In what role", "", "", roles...),
		a.line("person", "Name of the person", "We look for people of that name on records that you may see")}
	if len(a.picks) > 0 || a.text("person_pick") != "" && a.text("person_for") == a.text("person") {
		parts = append(parts, a.drawPicks()...)
	}
	var bodies []option
	for _, b := range a.s.desk.Pack().Bodies {
		bodies = append(bodies, option{b.ID, b.Name})
	}
	return append(parts, a.pickFrom("body", "Or a body", "", "", "No body", bodies))
}

// drawPicks are the people found, and what is asked of somebody who is new.
func (a *acting) drawPicks() []template.HTML {
	a.hint = "Choose below whom you mean, then add."
	r := govuk.Radios{Name: "person_pick", Fieldset: legend("Which person is it?"), Value: a.text("person_pick"), Classes: "govuk-radios--small"}
	for _, p := range a.picks {
		r.Items = append(r.Items, govuk.Choice{Value: p.Value, Text: p.Text})
	}
	if len(a.picks) == 0 {
		r.Items = []govuk.Choice{{Value: a.text("person_pick"), Text: a.text("person"), Checked: govuk.On}}
	}
	if len(a.picks) == 1 {
		r.Items[0].Checked = govuk.On
	}
	var safe template.HTML
	for _, part := range contact.Questions(a.in, record.SafeContact{}, contact.Them) {
		safe += part
	}
	card := a.line("phone", "Telephone (optional)", "") + a.line("email", "Email (optional)", "") + a.line("address", "Address (optional)", "") +
		safe + a.line("safe_contact", "What they say about it in their own words (optional)", "Words without a way selected above are read as: ask first") + a.area("needs", "What they need (optional)", "An interpreter, large print, a support worker")
	return []template.HTML{hidden("person_for", a.text("person")), govuk.HTML(r), govuk.HTML(govuk.Details{SummaryText: "About somebody new (optional)", HTML: card, Open: len(a.picks) == 1})}
}

func doParty(a *acting, u *gate.Unit, e *gate.Edit) error {
	role, body := a.text("role"), a.text("body")
	if role == "" && len(a.kind.Parties) == 1 {
		role = a.kind.Parties[0].ID
	}
	if role == "" {
		return fault.Invalid{"role": "Select a role"}
	}
	if body != "" {
		if _, ok := a.s.desk.Pack().Body(body); !ok {
			return fault.Invalid{"body": "Select a body from the list"}
		}
		return e.AddParty(role, "", body)
	}
	if a.text("person") == "" {
		return fault.Invalid{"person": "Enter the name of a person, or select a body"}
	}
	id := a.text("person_pick")
	if id == "new" {
		safe, err := a.safeContact()
		if err != nil {
			return err
		}
		id, err = u.AddPerson(record.Person{Name: a.text("person"), Phone: a.text("phone"), Email: a.text("email"), Address: a.text("address"), SafeContact: safe, Needs: a.text("needs")})
		if err != nil {
			return err
		}
	}
	return e.AddParty(role, id, "")
}

// safeContact is how it is safe to contact somebody new; words alone mean that one asks first.
func (a *acting) safeContact() (record.SafeContact, error) {
	safe := contact.Read(a.in)
	safe.Words = a.text("safe_contact")
	if safe.Rule == record.ContactNotAsked && (safe.Words != "" || safe.Others != "") {
		safe.Rule = record.ContactAskFirst
	}
	bad := fault.Invalid{}
	for _, e := range a.in.Errors {
		bad.Add(e.Field, "%s", e.Message)
	}
	return safe, bad.OrNil()
}
