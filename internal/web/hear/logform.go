package hear

import (
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/contact"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/page"
)

// drawLog fills the fields of the log with what was typed.
func (s *screens) drawLog(p *logPage, form *page.Form) {
	p.Danger = s.logRadios(form, "danger", "Is anybody in danger, or is a crime happening now?", []govuk.Choice{{Value: "no", Text: "No"},
		{Value: "danger", Text: "In danger"}, {Value: "happening", Text: "Happening now"}})
	p.Danger.Hint = govuk.Hint{Text: "If so, tell them to ring 999 now, and go on when they have"}
	p.Channel = s.logRadios(form, "channel", "How did it reach you?", nil)
	for _, c := range s.choices("channel") {
		if c.Value != "online" {
			p.Channel.Items = append(p.Channel.Items, c)
		}
	}
	p.Category = govuk.Select{Name: "category", Label: journey.Label("What is it about?"), Value: form.Text("category", 100), ErrorMessage: form.Errors.For("category"),
		Hint: govuk.Hint{Text: "Type the first letters of its group, such as noi or dru"}, Items: []govuk.Option{{Value: "", Text: "Select"}}}
	for _, c := range s.pack().Categories {
		p.Category.Items = append(p.Category.Items, govuk.Option{Value: c.ID, Text: c.Group + ": " + c.Name})
	}
	p.What = govuk.CharacterCount{Name: "what", MaxLength: whatMost, Rows: 5, Label: journey.Label("What happened, in their words?"), Value: form.Text("what", 1<<20), ErrorMessage: form.Errors.For("what")}
	p.Place = s.logInput(form, "place", "Where is it?", "A street, estate, park, building or postcode")
	along := form.All("along")
	p.Along = govuk.Checkboxes{Name: "along", Values: along, Classes: "govuk-checkboxes--small", Items: []govuk.Choice{{Value: "yes", Text: "Along the whole road"}}}
	p.PlaceKind = govuk.Select{Name: "kind", Label: journey.Label("What kind of place?"), Value: form.Text("kind", 100), Items: []govuk.Option{{Value: "", Text: "Not asked"}}}
	for _, k := range s.pack().PlaceKinds {
		p.PlaceKind.Items = append(p.PlaceKind.Items, govuk.Option{Value: k.ID, Text: k.Name})
	}
	s.drawLogWhen(p, form)
	s.drawLogWho(p, form)
}

func (s *screens) drawLogWhen(p *logPage, form *page.Form) {
	values := form.DateValues("from")
	if !form.Has("token") {
		values = journey.DateValues("from", s.desk.Gate.Now().Date())
	}
	p.From = govuk.DateInput{ID: "from", NamePrefix: "from", Values: values, ErrorMessage: journey.DateError(form, "from"), Fieldset: journey.Legend("When did it happen, or begin?")}
	p.Time = s.logInput(form, "time", "About what time?", "")
	p.Time.Classes = "govuk-input--width-10"
	p.HowOften = s.logRadios(form, "how_often", "How often?", s.choices("how_often"))
	p.Repeat = s.logRadios(form, "repeat", "Reported before?", yesNoItems(form.Words()))
}

func (s *screens) drawLogWho(p *logPage, form *page.Form) {
	p.Affected = govuk.Select{Name: "affected", Label: journey.Label("Who is affected?"), Value: form.Text("affected", 100), Items: []govuk.Option{{Value: "", Text: "Not asked"}}}
	for _, c := range s.choices("affected") {
		p.Affected.Items = append(p.Affected.Items, govuk.Option{Value: c.Value, Text: c.Text})
	}
	p.Because = s.logRadios(form, "because", "Because of who they are?", append(yesNoItems(form.Words()), govuk.Choice{Value: report.NotSaid, Text: "Would rather not say"}))
	p.Strands = govuk.Checkboxes{Name: "strand", Values: form.All("strand"), Classes: "govuk-checkboxes--small", Fieldset: journey.Legend("If so, because of what?"), Items: s.choices("strands")}
	p.Harm = govuk.Checkboxes{Name: "harm", Values: form.All("harm"), Classes: "govuk-checkboxes--small", Fieldset: journey.Legend("What has it done to them?"), Items: s.choices("harm")}
	agrees, _ := s.pack().ReportKind().Field("other_agrees")
	p.Agrees = s.logRadios(form, "agrees", "Where somebody else is affected: "+record.Lower(agrees.Name)+"?", s.choices("other_agrees"))
	p.OtherName = s.logInput(form, "other-name", "Who are they?", "")
	p.OtherReach = s.logInput(form, "other-reach", "How can they be reached without harm to them?", "")
	p.Anonymous = govuk.Checkboxes{Name: "anonymous", Values: form.All("anonymous"), Classes: "govuk-checkboxes--small", Items: []govuk.Choice{{Value: "yes", Text: "They give no name: keep nothing about them"}}}
	p.Name = s.logInput(form, "name", "Name", "")
	p.Phone = s.logInput(form, "phone", "Phone number", "")
	p.Phone.Type, p.Phone.Classes = "tel", "govuk-input--width-20"
	p.Email = s.logInput(form, "email", "Email address", "")
	p.Email.Type = "email"
	p.Safe = s.logRadios(form, "safe", "Is it safe to contact them?", []govuk.Choice{{Value: "yes", Text: "Yes, in any way"}, {Value: safeSome, Text: "Only in some ways"}, {Value: "no", Text: "No"}})
	p.Reach = govuk.Details{SummaryText: "The ways and times that are safe", Open: form.Text("safe", 10) == safeSome}
	for _, part := range contact.Questions(form, record.SafeContact{}, contact.Them) {
		p.Reach.HTML += part
	}
	p.How = s.logInput(form, "how", "What else they say about it", "Words without a way selected above are read as: ask first")
	p.Needs = s.logInput(form, "needs", "Help they need to talk with us", "")
	barrier, _ := s.pack().ReportKind().Field("barrier")
	p.Barrier = s.logRadios(form, "barrier", barrier.Name+"?", s.choices("barrier"))
	p.Barrier.Hint = govuk.Hint{Text: barrier.Hint}
}

// logInput is a line of text. Browsers must not offer the handler's own name or telephone for somebody else's.
func (s *screens) logInput(form *page.Form, name, text, hint string) govuk.Input {
	return govuk.Input{Name: name, Label: journey.Label(text), Hint: govuk.Hint{Text: hint}, Value: form.Text(name, 1<<20), ErrorMessage: form.Errors.For(name), Autocomplete: "off"}
}

func (s *screens) logRadios(form *page.Form, name, text string, items []govuk.Choice) govuk.Radios {
	return govuk.Radios{Name: name, Classes: "govuk-radios--inline govuk-radios--small", Value: form.Text(name, 100), ErrorMessage: form.Errors.For(name), Fieldset: journey.Legend(text), Items: items}
}
