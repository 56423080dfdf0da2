package hear

import (
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
)

// safeSome says that some ways are safe; the next page asks which.
const safeSome = form.SafeSome

// Who somebody is and how it is safe to reach them is asked of every form in the same way. never are the words of the answer that
// nobody may contact them; empty where that is no answer, because they could not be told anything.

func contactQuestions(a journey.Filling, c form.Contact, never string) {
	bad := a.Input().Errors
	screen := a.Page()
	screen.Heading, screen.Title = a.Say("contact.title"), a.Say("contact.title")
	safe := govuk.Radios{Name: "safe", Value: a.Value("safe", c.Agreed()), ErrorMessage: bad.For("safe"), Fieldset: journey.Legend(a.Say("contact.safe")),
		Hint: govuk.Hint{Text: a.Say("contact.safe.hint")},
		Items: []govuk.Choice{{Value: form.SafeYes, Text: a.Say("contact.safe.yes")},
			{Value: form.SafeSome, Text: a.Say("contact.safe.some"), Hint: govuk.Hint{Text: a.Say("contact.safe.some.hint")}}}}
	if never != "" {
		safe.Items = append(safe.Items, govuk.Choice{Value: form.SafeNo, Text: never})
	}
	a.Add(a.Draw(govuk.Input{Name: "name", Value: a.Value("name", c.Name), Label: journey.Label(a.Say("contact.name")), Autocomplete: "name", ErrorMessage: bad.For("name")}),
		a.Draw(govuk.Input{Name: "email", Type: "email", Value: a.Value("email", c.Email), Label: journey.Label(a.Say("contact.email")), Autocomplete: "email", Spellcheck: govuk.Off,
			ErrorMessage: bad.For("email"), Hint: govuk.Hint{Text: a.Say("contact.email.hint")}}),
		a.Draw(govuk.Input{Name: "phone", Type: "tel", Value: a.Value("phone", c.Phone), Label: journey.Label(a.Say("contact.phone")), Autocomplete: "tel", Classes: "govuk-input--width-20",
			ErrorMessage: bad.For("phone")}),
		a.Draw(safe),
		a.Draw(govuk.Input{Name: "how", Value: a.Value("how", c.Words), Label: journey.Label(a.Say("contact.how")), ErrorMessage: bad.For("how"),
			Hint: govuk.Hint{Text: a.Say("contact.how.hint")}}),
		a.Draw(govuk.Input{Name: "needs", Value: a.Value("needs", c.Needs), Label: journey.Label(a.Say("contact.needs")), ErrorMessage: bad.For("needs"),
			Hint: govuk.Hint{Text: a.Say("contact.needs.hint")}}))
}

// takeContactOf reads the answers; without says what to do where neither address nor number is given. It is true where the ways that are
// safe are to be asked anew.
func takeContactOf(a journey.Filling, c *form.Contact, without string) (again bool) {
	in := a.Input()
	c.Name, c.Email, c.Phone = in.Text("name", nameMost), in.Text("email", emailMost), in.Text("phone", phoneMost)
	c.Words, c.Needs = in.Text("how", howMost), in.Text("needs", howMost)
	if c.Email == "" && c.Phone == "" {
		in.Errors.Add("email", "%s", without)
	}
	for field, said := range c.Check() {
		in.Wrong(field, said.Key, said.Names...)
	}
	again = c.Agree(in.Choice("safe", []string{form.SafeYes, form.SafeSome, form.SafeNo}, a.Say("contact.safe.missing")))
	return again || c.Some() && contact.Reachable(c.Reach, c.Email, c.Phone) != ""
}

func waysQuestions(a journey.Filling, c form.Contact) {
	screen := a.Page()
	screen.Heading, screen.Title = a.Say("contact.ways.title"), a.Say("contact.ways.title")
	a.Add(contact.Questions(a.Input(), c.Reach, contact.You)...)
}

func takeWays(a journey.Filling, c *form.Contact) {
	in := a.Input()
	c.Reach = contact.Read(in)
	if len(c.Reach.By) == 0 {
		in.Wrong("by", "contact.ways.missing")
	}
	if missing := contact.Reachable(c.Reach, c.Email, c.Phone); missing != "" {
		in.Wrong("by", missing)
	}
}
