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
	choices := []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}}
	hour := func(name, label, was string) template.HTML {
		return govuk.HTML(govuk.Input{Name: name, Value: text(name, was), Label: govuk.Label{Text: label}, ErrorMessage: form.Errors.For(name), Classes: "govuk-input--width-5", Autocomplete: "off"})
	}
	return []template.HTML{
		govuk.HTML(govuk.Checkboxes{Name: "by", Values: given, ErrorMessage: form.Errors.For("by"), Items: ways(who), Fieldset: legend(who.say("Which ways are safe?", "Which ways are safe for them?")),
			Hint: govuk.Hint{Text: who.say("Select all that nobody but you can see or hear", "Select all that nobody but them can see or hear")}}),
		govuk.HTML(govuk.Radios{Name: "days", Value: text("days", saved.Days), ErrorMessage: form.Errors.For("days"), Fieldset: legend("On which days?"),
			Items: []govuk.Choice{{Value: "any", Text: "Any day"}, {Value: "weekdays", Text: "Monday to Friday"}, {Value: "weekend", Text: "Saturday and Sunday"}}}),
		hour("hours-from", "Not before (optional)", saved.From), hour("hours-until", "Not after (optional)", saved.Until),
		govuk.HTML(govuk.Radios{Name: "voicemail", Classes: "govuk-radios--inline", Value: text("voicemail", yesNo(saved.Voicemail)), ErrorMessage: form.Errors.For("voicemail"), Items: choices,
			Fieldset: legend("May we leave a voicemail? (optional)"), Hint: govuk.Hint{Text: who.say("If you do not say, we never leave one", "If they do not say, we never leave one")}}),
		govuk.HTML(govuk.Radios{Name: "neutral", Classes: "govuk-radios--inline", Value: text("neutral", yesNo(saved.Neutral)), ErrorMessage: form.Errors.For("neutral"), Items: choices,
			Fieldset: legend("Should we use neutral words? (optional)"),
			Hint:     govuk.Hint{Text: "Then we say neither who we are nor what it is about until we know who is there. " + who.say("If you do not say, we use neutral words", "If they do not say, we use neutral words")}}),
		govuk.HTML(govuk.Input{Name: "others", Value: text("others", saved.Others), ErrorMessage: form.Errors.For("others"), Autocomplete: "off",
			Label: govuk.Label{Text: "Who else may pick up, or see a message? (optional)", Classes: "govuk-label--m"}, Hint: govuk.Hint{Text: "Such as my son, or my manager"}}),
	}
}

func ways(who Asking) []govuk.Choice {
	names := map[string]string{record.ByPhone: "Phone call", record.ByText: "Text message", record.ByEmail: "Email", record.ByLetter: "Letter",
		record.ByVisit: who.say("Coming to see you", "Going to see them")}
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
	bad := c.Check()
	for _, key := range []string{"by", "days", "from", "until", "voicemail"} {
		if message, wrong := bad[key]; wrong {
			name := key
			if control, ok := controls[key]; ok {
				name = control
			}
			form.Errors.Add(name, "%s", message)
		}
	}
	return c
}

// Reachable says what is missing: a way that they allow but for which they gave neither number nor address.
func Reachable(c record.SafeContact, email, phone string) string {
	calls := slices.Contains(c.By, record.ByPhone) || slices.Contains(c.By, record.ByText)
	switch {
	case calls && phone == "":
		return "Enter a phone number, or select ways that need none"
	case slices.Contains(c.By, record.ByEmail) && email == "":
		return "Enter an email address, or select ways that need none"
	}
	return ""
}
