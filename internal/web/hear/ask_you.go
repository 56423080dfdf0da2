package hear

import (
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
)

// askYou asks whether the person wants to be known at all, before any question about who they are (ledger 6).
func (s *screens) askYou(a *answer) error {
	saved := ""
	switch {
	case a.F.Anonymous:
		saved = "anonymous"
	case a.F.Has(a.Q.ID):
		saved = "contact"
	}
	a.Add(a.Draw(govuk.Radios{Name: "you", Value: a.Value("you", saved), ErrorMessage: a.Form.Errors.For("you"), Fieldset: a.Legend(a.Say("report.you.title")),
		Items: []govuk.Choice{
			{Value: "contact", Text: a.Say("report.you.contact"), Hint: govuk.Hint{Text: a.Say("report.you.contact.hint")}},
			{Value: "anonymous", Text: a.Say("report.you.anonymous"), Hint: govuk.Hint{Text: a.Say("report.you.anonymous.hint")}}}}))
	for _, c := range anonymousDoors(s.pack()) {
		a.Add(s.door(a.Words(), c))
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
	switch a.Form.Choice("you", []string{"contact", "anonymous"}, a.Say("report.you.missing")) {
	case "anonymous":
		a.F.Anonymise()
		a.F.Ask("contact")
	case "contact":
		a.F.Anonymous = false
	}
}

func (s *screens) askContact(a *answer) error {
	contactQuestions(a, a.F.Contact(), a.Say("report.contact.never"))
	a.Screen.After = append(a.Screen.After, journey.Link("/report/you", a.Say("report.contact.anonymous")))
	return nil
}

func takeContact(a *answer) {
	c := a.F.Contact()
	if takeContactOf(a, &c, a.Say("report.contact.missing")) {
		a.F.Ask("reach")
	}
	a.F.SetContact(c)
}

// takeSafe takes the answer whether it is safe to contact somebody. The ways that were named before go where it changes.
func takeSafe(f *report.Filled, safe string) {
	c := f.Contact()
	if c.Agree(safe) {
		f.Ask("reach")
	}
	f.SetContact(c)
}

// askReach asks in which ways and when it is safe to contact somebody for whom not all are.
func (s *screens) askReach(a *answer) error {
	waysQuestions(a, a.F.Contact())
	return nil
}

func takeReach(a *answer) {
	c := a.F.Contact()
	takeWays(a, &c)
	a.F.SetContact(c)
}

func ptr[T any](v T) *T { return &v }
