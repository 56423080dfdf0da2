package hear

import (
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
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

func dateValues(name string, d when.Date) map[string]string {
	if d.IsZero() {
		return nil
	}
	return map[string]string{name + "-day": number(d.DayOfMonth()), name + "-month": number(int(d.Month())), name + "-year": number(d.Year())}
}

func (a *answer) date(name string, saved when.Date) map[string]string {
	if a.posted {
		return a.form.DateValues(name)
	}
	return dateValues(name, saved)
}

// dateError is the fault of whichever part of a date is at fault.
func (a *answer) dateError(name string) govuk.ErrorMessage {
	for _, part := range []string{"day", "month", "year"} {
		if e := a.form.Errors.For(name + "-" + part); e.Given() {
			return e
		}
	}
	return govuk.ErrorMessage{}
}

func (s *screens) askWhen(a *answer) error {
	a.screen.Heading, a.screen.Title = "When did it happen?", "When did it happen?"
	today := s.desk.Gate.Now().Date()
	a.add(govuk.HTML(govuk.DateInput{ID: "from", NamePrefix: "from", Values: a.date("from", a.f.FromDay), ErrorMessage: a.dateError("from"),
		Fieldset: legend("The day it happened, or began"), Hint: govuk.Hint{Text: "For example, " + example(today) + ". Leave it empty if you do not know"}}),
		govuk.HTML(govuk.Input{Name: "time", Value: a.value("time", a.f.AtTime), Label: label("About what time?"), ErrorMessage: a.form.Errors.For("time"),
			Hint: govuk.Hint{Text: "Such as 11pm, or every evening"}, Classes: "govuk-input--width-20"}))
	return nil
}

func example(d when.Date) string {
	return number(d.DayOfMonth()) + " " + number(int(d.Month())) + " " + number(d.Year())
}

func (s *screens) takeWhen(a *answer) {
	a.f.FromDay = a.form.Date("from", "The day it happened")
	if a.f.FromDay.After(s.desk.Gate.Now().Date()) {
		a.form.Errors.Add("from-day", "The day it happened must be today or in the past")
	}
	if !a.f.FromDay.IsZero() && a.f.FromDay.Year() < 1900 {
		a.form.Errors.Add("from-year", "Check the year in which it happened")
	}
	a.f.AtTime = a.form.Text("time", timeMost)
}

func (s *screens) askOften(a *answer) error {
	a.screen.Heading, a.screen.Title = "How often does it happen?", "How often does it happen?"
	a.add(govuk.HTML(govuk.Radios{Name: "often", Value: a.value("often", a.f.HowOften), ErrorMessage: a.form.Errors.For("often"),
		Fieldset: legend("Has it happened more than once?"), Items: s.choices("how_often")}),
		govuk.HTML(govuk.Radios{Name: "repeat", Classes: "govuk-radios--inline", Value: a.value("repeat", yesNo(a.f.Has(a.q.id), a.f.Repeat)), ErrorMessage: a.form.Errors.For("repeat"),
			Fieldset: legend("Have you reported it before?"), Hint: govuk.Hint{Text: "To us, the police or your landlord"}, Items: yesNoItems()}),
		govuk.HTML(govuk.DateInput{ID: "to", NamePrefix: "to", Values: a.date("to", a.f.ToDay), ErrorMessage: a.dateError("to"),
			Fieldset: legend("If it goes on, the last day it happened"), Hint: govuk.Hint{Text: "Leave it empty if it happened once"}}))
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
	a.f.HowOften = a.form.Choice("often", s.offered("how_often"), "Select how often it happens")
	a.f.Repeat = a.form.Choice("repeat", []string{"yes", "no"}, "Select yes if you have reported it before") == "yes"
	a.f.ToDay = a.form.Date("to", "The last day it happened")
	switch {
	case a.f.ToDay.After(s.desk.Gate.Now().Date()):
		a.form.Errors.Add("to-day", "The last day it happened must be today or in the past")
	case !a.f.ToDay.IsZero() && a.f.ToDay.Before(a.f.FromDay):
		a.form.Errors.Add("to-day", "The last day must be the same as or after the first, %s", a.f.FromDay.Words())
	}
}

func (s *screens) askWho(a *answer) error {
	a.screen.Heading, a.screen.Title = "Who is affected?", "Who is affected?"
	because, _ := s.pack().ReportKind().Field("because_of_who")
	a.add(govuk.HTML(govuk.Radios{Name: "affected", Value: a.value("affected", a.f.Affected), ErrorMessage: a.form.Errors.For("affected"),
		Fieldset: legend("Who does it affect most?"), Items: s.choices("affected")}),
		govuk.HTML(govuk.Radios{Name: "because", Value: a.value("because", a.f.Because), ErrorMessage: a.form.Errors.For("because"),
			Fieldset: legend("Was it because of who you or they are? (optional)"), Hint: govuk.Hint{Text: because.Hint + ". You do not have to say"},
			Items: []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}, {Value: report.NotSaid, Text: "I would rather not say"}}}),
		govuk.HTML(govuk.Checkboxes{Name: "harm", Values: a.values("harm", a.f.Harm), Fieldset: legend("What has it done to you or them? (optional)"), Hint: govuk.Hint{Text: "Select all that are true"}, Items: s.choices("harm")}))
	return nil
}

func (s *screens) takeWho(a *answer) {
	a.f.Affected = a.form.Choice("affected", s.offered("affected"), "Select who is affected")
	because := a.form.Choice("because", []string{"yes", "no", report.NotSaid, ""}, "")
	a.f.Because, a.f.BecauseOfWho = because, because == "yes"
	a.f.Harm = a.form.Choices("harm", s.offered("harm"))
}

// askStrand asks because of what about them somebody was hated. Nobody has to say.
func (s *screens) askStrand(a *answer) error {
	a.add(govuk.HTML(govuk.Checkboxes{Name: "strand", Values: a.values("strand", a.f.Strands), Fieldset: a.legend("What was it because of? (optional)"),
		Hint: govuk.Hint{Text: "Select all that you think are true. You do not have to say, and what you believe is enough"}, Items: s.choices("strands")}))
	return nil
}

func (s *screens) takeStrand(a *answer) { a.f.Strands = a.form.Choices("strand", s.offered("strands")) }

// askElse asks about somebody for whom another reports: who, whether they agree, and how they may be reached without harm.
func (s *screens) askElse(a *answer) error {
	a.screen.Heading, a.screen.Title = "Who is affected?", "About the person who is affected"
	agrees, _ := s.pack().ReportKind().Field("other_agrees")
	a.add(govuk.HTML(govuk.Radios{Name: "agrees", Value: a.value("agrees", a.f.OtherAgrees), ErrorMessage: a.form.Errors.For("agrees"), Fieldset: legend(agrees.Name + "?"),
		Hint: govuk.Hint{Text: "You can report without it. We then do not tell them who told us, and take more care with how we reach them"}, Items: s.choices("other_agrees")}),
		govuk.HTML(govuk.Input{Name: "other-name", Value: a.value("other-name", a.f.OtherName), ErrorMessage: a.form.Errors.For("other-name"), Autocomplete: "off",
			Label: label("Who are they? (optional)"), Hint: govuk.Hint{Text: "A name, or how we can know them, such as the woman at number 4"}}),
		govuk.HTML(govuk.Input{Name: "other-reach", Value: a.value("other-reach", a.f.OtherReach), ErrorMessage: a.form.Errors.For("other-reach"), Autocomplete: "off",
			Label: label("How can they be reached without harm to them? (optional)"), Hint: govuk.Hint{Text: "Such as at the school gate at 3pm. Never by telephone if somebody else may pick up"}}))
	return nil
}

func (s *screens) takeElse(a *answer) {
	a.f.OtherAgrees = a.form.Choice("agrees", s.offered("other_agrees"), "Select whether they agree, or that you do not know")
	a.f.OtherName, a.f.OtherReach = a.form.Text("other-name", nameMost), a.form.Text("other-reach", howMost)
}

func (s *screens) askStory(a *answer) error {
	field, _ := s.pack().ReportKind().Field("what")
	a.add(govuk.HTML(govuk.CharacterCount{Name: "what", MaxLength: whatMost, Rows: 8, Value: a.value("what", a.f.What), ErrorMessage: a.form.Errors.For("what"),
		Label: a.label("What happened?"), Hint: govuk.Hint{Text: field.Hint + ". Do not go back or put yourself at risk to find out more"}}))
	if !a.f.Anonymous { // a person who chose to stay anonymous has only finished answers kept
		a.screen.Autosave = "/report/save"
	}
	return nil
}

func takeStory(a *answer) { a.f.What = a.form.Needed("what", whatMost, "Enter what happened") }
