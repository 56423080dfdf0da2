package hear

import (
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// askYou asks whether the person wants to be known at all, before any question about who they are (ledger 6).
func (s *screens) askYou(a *answer) error {
	saved := ""
	switch {
	case a.f.Anonymous:
		saved = "anonymous"
	case a.f.Has(a.q.id):
		saved = "contact"
	}
	a.add(govuk.HTML(govuk.Radios{Name: "you", Value: a.value("you", saved), ErrorMessage: a.form.Errors.For("you"), Fieldset: a.legend("Do you want to say who you are?"),
		Items: []govuk.Choice{
			{Value: "contact", Text: "Yes, I give my contact details", Hint: govuk.Hint{Text: "An officer can ask you more and tell you what was done. We do not tell the people you report who you are"}},
			{Value: "anonymous", Text: "No, I stay anonymous", Hint: govuk.Hint{Text: "We keep what you write about the problem, and no name, phone number or address of your device. You still get a reference to follow your report"}}}}))
	for _, c := range anonymousDoors(s.pack()) {
		a.add(s.door(c))
	}
	return nil
}

// anonymousDoors are the contacts that take reports without a name.
func anonymousDoors(p *pack.Pack) []pack.Contact {
	var out []pack.Contact
	for _, c := range p.Contacts {
		if c.Anonymous {
			out = append(out, c)
		}
	}
	return out
}

func takeYou(a *answer) {
	switch a.form.Choice("you", []string{"contact", "anonymous"}, "Select whether you want to say who you are") {
	case "anonymous":
		a.f.Anonymise()
		a.f.Ask("contact")
	case "contact":
		a.f.Anonymous = false
	}
}

func (s *screens) askContact(a *answer) error {
	a.screen.Heading, a.screen.Title = "How can we contact you?", "How can we contact you?"
	safe := ""
	switch {
	case a.f.Reach.Rule == record.ContactOnly:
		safe = safeSome
	case a.f.SafeContact != nil:
		safe = yesNo(true, *a.f.SafeContact)
	}
	a.add(govuk.HTML(govuk.Input{Name: "name", Value: a.value("name", a.f.Name), Label: label("Your name"), Autocomplete: "name", ErrorMessage: a.form.Errors.For("name")}),
		govuk.HTML(govuk.Input{Name: "email", Type: "email", Value: a.value("email", a.f.Email), Label: label("Email address"), Autocomplete: "email", Spellcheck: govuk.Off,
			ErrorMessage: a.form.Errors.For("email"), Hint: govuk.Hint{Text: "Enter an email address, a phone number or both"}}),
		govuk.HTML(govuk.Input{Name: "phone", Type: "tel", Value: a.value("phone", a.f.Phone), Label: label("Phone number"), Autocomplete: "tel", Classes: "govuk-input--width-20",
			ErrorMessage: a.form.Errors.For("phone")}),
		govuk.HTML(govuk.Radios{Name: "safe", Value: a.value("safe", safe), ErrorMessage: a.form.Errors.For("safe"), Fieldset: legend("Is it safe for us to contact you?"),
			Hint: govuk.Hint{Text: "Think of who sees your phone, your letters and your email"},
			Items: []govuk.Choice{{Value: "yes", Text: "Yes, in any way that I gave and at any time"}, {Value: safeSome, Text: "Only in some ways or at some times", Hint: govuk.Hint{Text: "We ask you which on the next page"}},
				{Value: "no", Text: "No, do not contact me. I will look at my report here"}}}),
		govuk.HTML(govuk.Input{Name: "how", Value: a.value("how", a.f.ContactHow), Label: label("Is there anything else we should know before we contact you? (optional)"), ErrorMessage: a.form.Errors.For("how"),
			Hint: govuk.Hint{Text: "In your own words. Unless you select the ways on the next page, we then ask you here first, before we contact you in any other way"}}),
		govuk.HTML(govuk.Input{Name: "needs", Value: a.value("needs", a.f.Needs), Label: label("Do you need help to talk with us? (optional)"), ErrorMessage: a.form.Errors.For("needs"),
			Hint: govuk.Hint{Text: "A language, large print, somebody with you"}}))
	a.screen.After = append(a.screen.After, link("/report/you", "I would rather stay anonymous"))
	return nil
}

func takeContact(a *answer) {
	f := a.f
	f.Name, f.Email, f.Phone = a.form.Text("name", nameMost), a.form.Text("email", emailMost), a.form.Text("phone", phoneMost)
	f.ContactHow, f.Needs = a.form.Text("how", howMost), a.form.Text("needs", howMost)
	if f.Email == "" && f.Phone == "" {
		a.form.Errors.Add("email", "Enter an email address or a phone number, or go back and stay anonymous")
	}
	for field, message := range report.CheckContact(f) {
		a.form.Errors.Add(field, "%s", message)
	}
	takeSafe(f, a.form.Choice("safe", []string{"yes", safeSome, "no"}, "Select whether it is safe for us to contact you"))
	if f.Reach.Rule == record.ContactOnly && contact.Reachable(f.Reach, f.Email, f.Phone) != "" {
		f.Ask("reach")
	}
}

// safeSome says that some ways are safe; the next page asks which.
const safeSome = "some"

// takeSafe takes the answer whether it is safe to contact somebody. The ways that were named before go where it changes.
func takeSafe(f *report.Filled, safe string) {
	f.SafeContact = nil
	switch safe {
	case "yes", safeSome:
		f.SafeContact = ptr(true)
	case "no":
		f.SafeContact = ptr(false)
	}
	switch {
	case safe != safeSome:
		f.Reach = record.SafeContact{}
		f.Ask("reach")
	case f.Reach.Rule != record.ContactOnly:
		f.Reach = record.SafeContact{Rule: record.ContactOnly}
		f.Ask("reach")
	}
}

// askReach asks in which ways and when it is safe to contact somebody for whom not all are.
func (s *screens) askReach(a *answer) error {
	a.screen.Heading, a.screen.Title = "How is it safe to contact you?", "How is it safe to contact you?"
	a.add(contact.Questions(a.form, a.f.Reach, contact.You)...)
	return nil
}

func takeReach(a *answer) {
	a.f.Reach = contact.Read(a.form)
	if len(a.f.Reach.By) == 0 {
		a.form.Errors.Add("by", "Select at least one way in which it is safe, or go back and say that we must not contact you")
	}
	if missing := contact.Reachable(a.f.Reach, a.f.Email, a.f.Phone); missing != "" {
		a.form.Errors.Add("by", "%s", missing)
	}
}

func ptr[T any](v T) *T { return &v }
