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
	screen.Heading, screen.Title = "How can we contact you?", "How can we contact you?"
	safe := govuk.Radios{Name: "safe", Value: a.Value("safe", c.Agreed()), ErrorMessage: bad.For("safe"), Fieldset: journey.Legend("Is it safe for us to contact you?"),
		Hint: govuk.Hint{Text: "Think of who sees your phone, your letters and your email"},
		Items: []govuk.Choice{{Value: form.SafeYes, Text: "Yes, in any way that I gave and at any time"},
			{Value: form.SafeSome, Text: "Only in some ways or at some times", Hint: govuk.Hint{Text: "We ask you which on the next page"}}}}
	if never != "" {
		safe.Items = append(safe.Items, govuk.Choice{Value: form.SafeNo, Text: never})
	}
	a.Add(govuk.HTML(govuk.Input{Name: "name", Value: a.Value("name", c.Name), Label: journey.Label("Your name"), Autocomplete: "name", ErrorMessage: bad.For("name")}),
		govuk.HTML(govuk.Input{Name: "email", Type: "email", Value: a.Value("email", c.Email), Label: journey.Label("Email address"), Autocomplete: "email", Spellcheck: govuk.Off,
			ErrorMessage: bad.For("email"), Hint: govuk.Hint{Text: "Enter an email address, a phone number or both"}}),
		govuk.HTML(govuk.Input{Name: "phone", Type: "tel", Value: a.Value("phone", c.Phone), Label: journey.Label("Phone number"), Autocomplete: "tel", Classes: "govuk-input--width-20",
			ErrorMessage: bad.For("phone")}),
		govuk.HTML(safe),
		govuk.HTML(govuk.Input{Name: "how", Value: a.Value("how", c.Words), Label: journey.Label("Is there anything else we should know before we contact you? (optional)"), ErrorMessage: bad.For("how"),
			Hint: govuk.Hint{Text: "In your own words. Unless you select the ways on the next page, we then ask you here first, before we contact you in any other way"}}),
		govuk.HTML(govuk.Input{Name: "needs", Value: a.Value("needs", c.Needs), Label: journey.Label("Do you need help to talk with us? (optional)"), ErrorMessage: bad.For("needs"),
			Hint: govuk.Hint{Text: "A language, large print, somebody with you"}}))
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
	for field, message := range c.Check() {
		in.Errors.Add(field, "%s", message)
	}
	again = c.Agree(in.Choice("safe", []string{form.SafeYes, form.SafeSome, form.SafeNo}, "Select whether it is safe for us to contact you"))
	return again || c.Some() && contact.Reachable(c.Reach, c.Email, c.Phone) != ""
}

func waysQuestions(a journey.Filling, c form.Contact) {
	screen := a.Page()
	screen.Heading, screen.Title = "How is it safe to contact you?", "How is it safe to contact you?"
	a.Add(contact.Questions(a.Input(), c.Reach, contact.You)...)
}

func takeWays(a journey.Filling, c *form.Contact) {
	in := a.Input()
	c.Reach = contact.Read(in)
	if len(c.Reach.By) == 0 {
		in.Errors.Add("by", "Select at least one way in which it is safe, or go back and say that we must not contact you")
	}
	if missing := contact.Reachable(c.Reach, c.Email, c.Phone); missing != "" {
		in.Errors.Add("by", "%s", missing)
	}
}
