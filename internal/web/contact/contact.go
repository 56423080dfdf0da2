// Package contact asks how somebody may be reached without harm to them: the same questions, control names and safe readings
// of silence on the resident's form, on the form of whoever takes a call, and where a person is put on a record. A question
// that was left open is read in the way that gives nothing away: no voicemail, and neutral words.
package contact

import (
	"html/template"
	"slices"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// The longest texts, as the report kind has them.
const (
	hourMost   = 20
	othersMost = 300
)

// Asking is to whom the questions are put, and about whom.
type Asking int

// The two that are asked.
const (
	You  Asking = iota // the person themselves
	Them               // staff, about somebody
)

func (w Asking) say(you, them string) string {
	if w == You {
		return you
	}
	return them
}

// Questions are the questions, filled in with what was sent or saved. No answer stands there before one was given.
func Questions(form *page.Form, saved record.SafeContact, who Asking) []template.HTML {
	sent := form.Has("by") || form.Has("hours-from")
	text := func(name, was string) string {
		if sent {
			return form.Text(name, page.TextLength)
		}
		return was
	}
	given := saved.By
	if sent {
		given = form.Choices("by", record.ContactWays)
	}
	yesNo := func(yes bool) string {
		if len(saved.By) == 0 {
			return ""
		}
		return map[bool]string{true: "yes", false: "no"}[yes]
	}
	choices := []govuk.Choice{{Value: "yes", Text: form.Say("form.yes")}, {Value: "no", Text: form.Say("form.no")}}
	hour := func(name, label, was string) template.HTML {
		return form.Draw(govuk.Input{Name: name, Value: text(name, was), Label: govuk.Label{Text: label}, ErrorMessage: form.Errors.For(name), Classes: "govuk-input--width-5", Autocomplete: "off"})
	}
	return []template.HTML{
		form.Draw(govuk.Checkboxes{Name: "by", Values: given, ErrorMessage: form.Errors.For("by"), Items: ways(form, who), Fieldset: legend(who.say(form.Say("contact.by"), "Which ways are safe for them?")),
			Hint: govuk.Hint{Text: who.say(form.Say("contact.by.hint"), "Select all that nobody but them can see or hear")}}),
		form.Draw(govuk.Radios{Name: "days", Value: text("days", saved.Days), ErrorMessage: form.Errors.For("days"), Fieldset: legend(form.Say("contact.days")),
			Items: []govuk.Choice{{Value: "any", Text: form.Say("contact.days.any")}, {Value: "weekdays", Text: form.Say("contact.days.weekdays")}, {Value: "weekend", Text: form.Say("contact.days.weekend")}}}),
		hour("hours-from", form.Say("contact.from"), saved.From), hour("hours-until", form.Say("contact.until"), saved.Until),
		form.Draw(govuk.Radios{Name: "voicemail", Classes: "govuk-radios--inline", Value: text("voicemail", yesNo(saved.Voicemail)), ErrorMessage: form.Errors.For("voicemail"), Items: choices,
			Fieldset: legend(form.Say("contact.voicemail")), Hint: govuk.Hint{Text: who.say(form.Say("contact.voicemail.hint"), "If they do not say, we never leave one")}}),
		form.Draw(govuk.Radios{Name: "neutral", Classes: "govuk-radios--inline", Value: text("neutral", yesNo(saved.Neutral)), ErrorMessage: form.Errors.For("neutral"), Items: choices,
			Fieldset: legend(form.Say("contact.neutral")),
			Hint:     govuk.Hint{Text: who.say(form.Say("contact.neutral.hint"), "Then we say neither who we are nor what it is about until we know who is there. If they do not say, we use neutral words")}}),
		form.Draw(govuk.Input{Name: "others", Value: text("others", saved.Others), ErrorMessage: form.Errors.For("others"), Autocomplete: "off",
			Label: govuk.Label{Text: form.Say("contact.others"), Classes: "govuk-label--m"}, Hint: govuk.Hint{Text: form.Say("contact.others.hint")}}),
	}
}

func ways(form *page.Form, who Asking) []govuk.Choice {
	names := map[string]string{record.ByPhone: form.Say("contact.by.phone"), record.ByText: form.Say("contact.by.text"), record.ByEmail: form.Say("contact.by.email"), record.ByLetter: form.Say("contact.by.letter"),
		record.ByVisit: who.say(form.Say("contact.by.visit"), "Going to see them")}
	items := make([]govuk.Choice, 0, len(record.ContactWays))
	for _, way := range record.ContactWays {
		items = append(items, govuk.Choice{Value: way, Text: names[way]})
	}
	return items
}

func legend(text string) *govuk.Fieldset {
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--m"}}
}

// Read reads the answers, with what is wrong in the form's errors. Where no way was named nothing was said, and it is empty.
func Read(form *page.Form) record.SafeContact {
	c := record.SafeContact{By: form.Choices("by", record.ContactWays), Days: form.Text("days", hourMost), Others: form.Text("others", othersMost),
		From: record.ClockTime(form.Text("hours-from", hourMost)), Until: record.ClockTime(form.Text("hours-until", hourMost)),
		Voicemail: form.Text("voicemail", hourMost) == "yes", Neutral: form.Text("neutral", hourMost) != "no"}
	if len(c.By) > 0 {
		c.Rule = record.ContactOnly
	} else {
		c.Neutral = false
	}
	controls := map[string]string{"from": "hours-from", "until": "hours-until"}
	bad := c.Faults()
	for _, key := range []string{"by", "days", "from", "until", "voicemail"} {
		if said, wrong := bad[key]; wrong {
			name := key
			if control, ok := controls[key]; ok {
				name = control
			}
			form.Wrong(name, said.Key, said.Names...)
		}
	}
	return c
}

// Reachable says by its key what is missing: a way that they allow but for which they gave neither number nor address.
func Reachable(c record.SafeContact, email, phone string) string {
	calls := slices.Contains(c.By, record.ByPhone) || slices.Contains(c.By, record.ByText)
	switch {
	case calls && phone == "":
		return "contact.wrong.noPhone"
	case slices.Contains(c.By, record.ByEmail) && email == "":
		return "contact.wrong.noEmail"
	}
	return ""
}
