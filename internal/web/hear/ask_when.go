package hear

import (
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
	a.Screen.Heading, a.Screen.Title = "When did it happen?", "When did it happen?"
	today := s.desk.Gate.Now().Date()
	a.Add(govuk.HTML(govuk.DateInput{ID: "from", NamePrefix: "from", Values: a.Date("from", a.F.FromDay), ErrorMessage: journey.DateError(a.Form, "from"),
		Fieldset: journey.Legend("The day it happened, or began"), Hint: govuk.Hint{Text: "For example, " + example(today) + ". Leave it empty if you do not know"}}),
		govuk.HTML(govuk.Input{Name: "time", Value: a.Value("time", a.F.AtTime), Label: journey.Label("About what time?"), ErrorMessage: a.Form.Errors.For("time"),
			Hint: govuk.Hint{Text: "Such as 11pm, or every evening"}, Classes: "govuk-input--width-20"}))
	return nil
}

func example(d when.Date) string {
	return number(d.DayOfMonth()) + " " + number(int(d.Month())) + " " + number(d.Year())
}

func (s *screens) takeWhen(a *answer) {
	a.F.FromDay = a.Form.Date("from", "The day it happened")
	if a.F.FromDay.After(s.desk.Gate.Now().Date()) {
		a.Form.Errors.Add("from-day", "The day it happened must be today or in the past")
	}
	if !a.F.FromDay.IsZero() && a.F.FromDay.Year() < 1900 {
		a.Form.Errors.Add("from-year", "Check the year in which it happened")
	}
	a.F.AtTime = a.Form.Text("time", timeMost)
}

func (s *screens) askOften(a *answer) error {
	a.Screen.Heading, a.Screen.Title = "How often does it happen?", "How often does it happen?"
	a.Add(govuk.HTML(govuk.Radios{Name: "often", Value: a.Value("often", a.F.HowOften), ErrorMessage: a.Form.Errors.For("often"),
		Fieldset: journey.Legend("Has it happened more than once?"), Items: s.choices("how_often")}),
		govuk.HTML(govuk.Radios{Name: "repeat", Classes: "govuk-radios--inline", Value: a.Value("repeat", yesNo(a.F.Has(a.Q.ID), a.F.Repeat)), ErrorMessage: a.Form.Errors.For("repeat"),
			Fieldset: journey.Legend("Have you reported it before?"), Hint: govuk.Hint{Text: "To us, the police or your landlord"}, Items: yesNoItems()}),
		govuk.HTML(govuk.DateInput{ID: "to", NamePrefix: "to", Values: a.Date("to", a.F.ToDay), ErrorMessage: journey.DateError(a.Form, "to"),
			Fieldset: journey.Legend("If it goes on, the last day it happened"), Hint: govuk.Hint{Text: "Leave it empty if it happened once"}}))
	return nil
}

func yesNoItems() []govuk.Choice {
	return []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}}
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
	a.F.HowOften = a.Form.Choice("often", s.offered("how_often"), "Select how often it happens")
	a.F.Repeat = a.Form.Choice("repeat", []string{"yes", "no"}, "Select yes if you have reported it before") == "yes"
	a.F.ToDay = a.Form.Date("to", "The last day it happened")
	switch {
	case a.F.ToDay.After(s.desk.Gate.Now().Date()):
		a.Form.Errors.Add("to-day", "The last day it happened must be today or in the past")
	case !a.F.ToDay.IsZero() && a.F.ToDay.Before(a.F.FromDay):
		a.Form.Errors.Add("to-day", "The last day must be the same as or after the first, %s", a.F.FromDay.Words())
	}
}

func (s *screens) askWho(a *answer) error {
	a.Screen.Heading, a.Screen.Title = "Who is affected?", "Who is affected?"
	because, _ := s.pack().ReportKind().Field("because_of_who")
	a.Add(govuk.HTML(govuk.Radios{Name: "affected", Value: a.Value("affected", a.F.Affected), ErrorMessage: a.Form.Errors.For("affected"),
		Fieldset: journey.Legend("Who does it affect most?"), Items: s.choices("affected")}),
		govuk.HTML(govuk.Radios{Name: "because", Value: a.Value("because", a.F.Because), ErrorMessage: a.Form.Errors.For("because"),
			Fieldset: journey.Legend("Was it because of who you or they are? (optional)"), Hint: govuk.Hint{Text: because.Hint + ". You do not have to say"},
			Items: []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}, {Value: report.NotSaid, Text: "I would rather not say"}}}),
		govuk.HTML(govuk.Checkboxes{Name: "harm", Values: a.Values("harm", a.F.Harm), Fieldset: journey.Legend("What has it done to you or them? (optional)"), Hint: govuk.Hint{Text: "Select all that are true"}, Items: s.choices("harm")}))
	return nil
}

func (s *screens) takeWho(a *answer) {
	a.F.Affected = a.Form.Choice("affected", s.offered("affected"), "Select who is affected")
	because := a.Form.Choice("because", []string{"yes", "no", report.NotSaid, ""}, "")
	a.F.Because, a.F.BecauseOfWho = because, because == "yes"
	a.F.Harm = a.Form.Choices("harm", s.offered("harm"))
}

// askStrand asks because of what about them somebody was hated. Nobody has to say.
func (s *screens) askStrand(a *answer) error {
	a.Add(govuk.HTML(govuk.Checkboxes{Name: "strand", Values: a.Values("strand", a.F.Strands), Fieldset: a.Legend("What was it because of? (optional)"),
		Hint: govuk.Hint{Text: "Select all that you think are true. You do not have to say, and what you believe is enough"}, Items: s.choices("strands")}))
	return nil
}

func (s *screens) takeStrand(a *answer) { a.F.Strands = a.Form.Choices("strand", s.offered("strands")) }

// askElse asks about somebody for whom another reports: who, whether they agree, and how they may be reached without harm.
func (s *screens) askElse(a *answer) error {
	a.Screen.Heading, a.Screen.Title = "Who is affected?", "About the person who is affected"
	agrees, _ := s.pack().ReportKind().Field("other_agrees")
	a.Add(govuk.HTML(govuk.Radios{Name: "agrees", Value: a.Value("agrees", a.F.OtherAgrees), ErrorMessage: a.Form.Errors.For("agrees"), Fieldset: journey.Legend(agrees.Name + "?"),
		Hint: govuk.Hint{Text: "You can report without it. We then do not tell them who told us, and take more care with how we reach them"}, Items: s.choices("other_agrees")}),
		govuk.HTML(govuk.Input{Name: "other-name", Value: a.Value("other-name", a.F.OtherName), ErrorMessage: a.Form.Errors.For("other-name"), Autocomplete: "off",
			Label: journey.Label("Who are they? (optional)"), Hint: govuk.Hint{Text: "A name, or how we can know them, such as the woman at number 4"}}),
		govuk.HTML(govuk.Input{Name: "other-reach", Value: a.Value("other-reach", a.F.OtherReach), ErrorMessage: a.Form.Errors.For("other-reach"), Autocomplete: "off",
			Label: journey.Label("How can they be reached without harm to them? (optional)"), Hint: govuk.Hint{Text: "Such as at the school gate at 3pm. Never by telephone if somebody else may pick up"}}))
	return nil
}

func (s *screens) takeElse(a *answer) {
	a.F.OtherAgrees = a.Form.Choice("agrees", s.offered("other_agrees"), "Select whether they agree, or that you do not know")
	a.F.OtherName, a.F.OtherReach = a.Form.Text("other-name", nameMost), a.Form.Text("other-reach", howMost)
}

func (s *screens) askStory(a *answer) error {
	field, _ := s.pack().ReportKind().Field("what")
	a.Add(govuk.HTML(govuk.CharacterCount{Name: "what", MaxLength: whatMost, Rows: 8, Value: a.Value("what", a.F.What), ErrorMessage: a.Form.Errors.For("what"),
		Label: a.Label("What happened?"), Hint: govuk.Hint{Text: field.Hint + ". Do not go back or put yourself at risk to find out more"}}))
	if !a.F.Anonymous { // a person who chose to stay anonymous has only finished answers kept
		a.Screen.Autosave = "/report/save"
	}
	return nil
}

func takeStory(a *answer) { a.F.What = a.Form.Needed("what", whatMost, "Enter what happened") }
