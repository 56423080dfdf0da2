package hear

import (
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
)

// The longest texts, as the report kind of the pack has them.
const (
	whatMost  = 4000
	timeMost  = 60
	nameMost  = 200
	emailMost = 254
	phoneMost = 40
	howMost   = 500
	placeMost = 500
)

// choices are the options of a field of the report kind, so that page and record never differ.
func (s *screens) choices(field string) []govuk.Choice {
	var out []govuk.Choice
	for _, o := range s.options(field) {
		out = append(out, govuk.Choice{Value: o.ID, Text: o.Name})
	}
	return out
}

func (s *screens) options(field string) []pack.Option {
	f, _ := s.pack().ReportKind().Field(field)
	return f.Options
}

func (s *screens) offered(field string) []string {
	var ids []string
	for _, o := range s.options(field) {
		ids = append(ids, o.ID)
	}
	return ids
}

func (s *screens) askWhen(a *answer) error {
	a.Screen.Heading, a.Screen.Title = a.Say("report.when.title"), a.Say("report.when.title")
	today := s.desk.Gate.Now().Date()
	a.Add(a.Draw(govuk.DateInput{ID: "from", NamePrefix: "from", Values: a.Date("from", a.F.FromDay), ErrorMessage: journey.DateError(a.Form, "from"),
		Fieldset: journey.Legend(a.Say("report.when.day")), Hint: govuk.Hint{Text: a.Say("report.when.hint", "example", example(today))}}),
		a.Draw(govuk.Input{Name: "time", Value: a.Value("time", a.F.AtTime), Label: journey.Label(a.Say("report.when.time")), ErrorMessage: a.Form.Errors.For("time"),
			Hint: govuk.Hint{Text: a.Say("report.when.time.hint")}, Classes: "govuk-input--width-20"}))
	return nil
}

func example(d when.Date) string {
	return number(d.DayOfMonth()) + " " + number(int(d.Month())) + " " + number(d.Year())
}

func (s *screens) takeWhen(a *answer) {
	a.F.FromDay = a.Form.Date("from", a.Say("report.when.what"))
	if a.F.FromDay.After(s.desk.Gate.Now().Date()) {
		a.Form.Wrong("from-day", "report.wrong.future")
	}
	if !a.F.FromDay.IsZero() && a.F.FromDay.Year() < 1900 {
		a.Form.Wrong("from-year", "report.when.year")
	}
	a.F.AtTime = a.Form.Text("time", timeMost)
}

func (s *screens) askOften(a *answer) error {
	a.Screen.Heading, a.Screen.Title = a.Say("report.often.title"), a.Say("report.often.title")
	a.Add(a.Draw(govuk.Radios{Name: "often", Value: a.Value("often", a.F.HowOften), ErrorMessage: a.Form.Errors.For("often"),
		Fieldset: journey.Legend(a.Say("report.often.more")), Items: s.choices("how_often")}),
		a.Draw(govuk.Radios{Name: "repeat", Classes: "govuk-radios--inline", Value: a.Value("repeat", yesNo(a.F.Has(a.Q.ID), a.F.Repeat)), ErrorMessage: a.Form.Errors.For("repeat"),
			Fieldset: journey.Legend(a.Say("report.often.before")), Hint: govuk.Hint{Text: a.Say("report.often.before.hint")}, Items: yesNoItems(a.Words())}),
		a.Draw(govuk.DateInput{ID: "to", NamePrefix: "to", Values: a.Date("to", a.F.ToDay), ErrorMessage: journey.DateError(a.Form, "to"),
			Fieldset: journey.Legend(a.Say("report.often.last")), Hint: govuk.Hint{Text: a.Say("report.often.last.hint")}}))
	return nil
}

func yesNoItems(say *catalogue.Catalogue) []govuk.Choice {
	return []govuk.Choice{{Value: "yes", Text: say.Say("form.yes")}, {Value: "no", Text: say.Say("form.no")}}
}

// yesNo is the saved answer to a question that was answered.
func yesNo(answered, yes bool) string {
	switch {
	case !answered:
		return ""
	case yes:
		return "yes"
	}
	return "no"
}

func (s *screens) takeOften(a *answer) {
	a.F.HowOften = a.Form.Choice("often", s.offered("how_often"), a.Say("report.often.missing"))
	a.F.Repeat = a.Form.Choice("repeat", []string{"yes", "no"}, a.Say("report.often.before.missing")) == "yes"
	a.F.ToDay = a.Form.Date("to", a.Say("report.often.what"))
	switch {
	case a.F.ToDay.After(s.desk.Gate.Now().Date()):
		a.Form.Wrong("to-day", "report.often.future")
	case !a.F.ToDay.IsZero() && a.F.ToDay.Before(a.F.FromDay):
		a.Form.Wrong("to-day", "report.often.order", "first", a.F.FromDay)
	}
}

func (s *screens) askWho(a *answer) error {
	a.Screen.Heading, a.Screen.Title = a.Say("report.who.title"), a.Say("report.who.title")
	because, _ := s.pack().ReportKind().Field("because_of_who")
	a.Add(a.Draw(govuk.Radios{Name: "affected", Value: a.Value("affected", a.F.Affected), ErrorMessage: a.Form.Errors.For("affected"),
		Fieldset: journey.Legend(a.Say("report.who.most")), Items: s.choices("affected")}),
		a.Draw(govuk.Radios{Name: "because", Value: a.Value("because", a.F.Because), ErrorMessage: a.Form.Errors.For("because"),
			Fieldset: journey.Legend(a.Say("report.who.because")), Hint: govuk.Hint{Text: a.Say("report.who.because.hint", "hint", because.Hint)},
			Items: []govuk.Choice{{Value: "yes", Text: a.Say("form.yes")}, {Value: "no", Text: a.Say("form.no")}, {Value: report.NotSaid, Text: a.Say("report.who.notSaid")}}}),
		a.Draw(govuk.Checkboxes{Name: "harm", Values: a.Values("harm", a.F.Harm), Fieldset: journey.Legend(a.Say("report.who.harm")), Hint: govuk.Hint{Text: a.Say("report.who.harm.hint")}, Items: s.choices("harm")}))
	return nil
}

func (s *screens) takeWho(a *answer) {
	a.F.Affected = a.Form.Choice("affected", s.offered("affected"), a.Say("report.who.missing"))
	because := a.Form.Choice("because", []string{"yes", "no", report.NotSaid, ""}, "")
	a.F.Because, a.F.BecauseOfWho = because, because == "yes"
	a.F.Harm = a.Form.Choices("harm", s.offered("harm"))
}

// askStrand asks because of what about them somebody was hated. Nobody has to say.
func (s *screens) askStrand(a *answer) error {
	a.Add(a.Draw(govuk.Checkboxes{Name: "strand", Values: a.Values("strand", a.F.Strands), Fieldset: a.Legend(a.Say("report.strand.title")),
		Hint: govuk.Hint{Text: a.Say("report.strand.hint")}, Items: s.choices("strands")}))
	return nil
}

func (s *screens) takeStrand(a *answer) { a.F.Strands = a.Form.Choices("strand", s.offered("strands")) }

// askElse asks about somebody for whom another reports: who, whether they agree, and how they may be reached without harm.
func (s *screens) askElse(a *answer) error {
	a.Screen.Heading, a.Screen.Title = a.Say("report.who.title"), a.Say("report.else.title")
	agrees, _ := s.pack().ReportKind().Field("other_agrees")
	a.Add(a.Draw(govuk.Radios{Name: "agrees", Value: a.Value("agrees", a.F.OtherAgrees), ErrorMessage: a.Form.Errors.For("agrees"), Fieldset: journey.Legend(agrees.Name + "?"),
		Hint: govuk.Hint{Text: a.Say("report.else.agrees.hint")}, Items: s.choices("other_agrees")}),
		a.Draw(govuk.Input{Name: "other-name", Value: a.Value("other-name", a.F.OtherName), ErrorMessage: a.Form.Errors.For("other-name"), Autocomplete: "off",
			Label: journey.Label(a.Say("report.else.name")), Hint: govuk.Hint{Text: a.Say("report.else.name.hint")}}),
		a.Draw(govuk.Input{Name: "other-reach", Value: a.Value("other-reach", a.F.OtherReach), ErrorMessage: a.Form.Errors.For("other-reach"), Autocomplete: "off",
			Label: journey.Label(a.Say("report.else.reach")), Hint: govuk.Hint{Text: a.Say("report.else.reach.hint")}}))
	return nil
}

func (s *screens) takeElse(a *answer) {
	a.F.OtherAgrees = a.Form.Choice("agrees", s.offered("other_agrees"), a.Say("report.else.missing"))
	a.F.OtherName, a.F.OtherReach = a.Form.Text("other-name", nameMost), a.Form.Text("other-reach", howMost)
}

func (s *screens) askStory(a *answer) error {
	field, _ := s.pack().ReportKind().Field("what")
	a.Add(a.Draw(govuk.CharacterCount{Name: "what", MaxLength: whatMost, Rows: 8, Value: a.Value("what", a.F.What), ErrorMessage: a.Form.Errors.For("what"),
		Label: a.Label(a.Say("report.story.title")), Hint: govuk.Hint{Text: a.Say("report.story.hint", "hint", field.Hint)}}))
	if !a.F.Anonymous { // a person who chose to stay anonymous has only finished answers kept
		a.Screen.Autosave = "/report/save"
	}
	return nil
}

func takeStory(a *answer) { a.F.What = a.Form.Needed("what", whatMost, a.Say("report.wrong.what")) }
