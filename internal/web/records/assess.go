package records

import (
	"cmp"
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type assessPage struct {
	page.Page
	Ref, Name, Lead, Note, Button string
	Concern                       string // where a concern is recorded
	Version                       int64
	First, Flags, Band, Why       template.HTML
	Questions                     []template.HTML
}

// byMatrix says that an act assesses risk by a matrix, whose questions stand on one compact screen.
func byMatrix(a *ask.Asking) bool {
	_, _, ok := a.Scene.Scored()
	return ok && a.Act.Name() == act.Assess
}

// askRisk is the screen of a matrix: who is in danger first, then all questions, then judgement.
func (s *screens) askRisk(w http.ResponseWriter, r *http.Request, a *ask.Asking) error {
	rec, kind := a.Record, a.Scene.Kind
	m, v, _ := a.Scene.Scored()
	screen := &assessPage{Ref: rec.Reference, Name: rec.Title, Version: a.Version, Button: "Save the assessment", Note: v.Note,
		Page: page.Page{Title: a.Act.Title, Wide: true, Errors: a.In.Errors, Exit: kind.Sensitive, Breadcrumbs: s.crumbs(r, kind, govuk.Link{Text: rec.Reference, Href: "/record/" + rec.Reference}, govuk.Link{Text: a.Act.Title})}}
	screen.Lead = m.Name + " " + v.Version + ". "
	if len(rec.Assessments) > 0 {
		screen.Lead += "It shows what was answered on " + rec.Assessments[0].At.Date().Words() + ": change what has changed. "
	}
	screen.Lead += "Points stand beside each answer."
	screen.Concern = s.concernForm(r)
	for _, q := range a.Asked {
		switch {
		case q.ID == act.Concern:
			screen.First = drawTight(a, q)
		case q.ID == act.Flags:
			screen.Flags = drawTight(a, q)
		case q.ID == act.Band:
			band := q.Field
			band.Hint = ""
			screen.Band = a.Draw(ask.Control{Field: band, Name: q.ID, Label: q.Name + " (" + words.Lower(q.Hint) + ")", None: q.None})
		case q.ID == act.Why:
			screen.Why = a.Draw(ask.Control{Field: q.Field, Name: q.ID, Label: q.Name, Line: true})
		case strings.HasPrefix(q.ID, act.MatrixID("")):
			screen.Questions = append(screen.Questions, drawTight(a, q))
		}
	}
	return s.pages.Write(w, r, "assess.html", screen)
}

// concernForm is where the reader records a concern, and empty where they cannot.
func (s *screens) concernForm(r *http.Request) string {
	if kind := s.desk.Pack().Partnership.Concern; kind != "" && s.may(desk.Who(r), pack.Create, kind) {
		return "/records/" + kind + "/new"
	}
	return ""
}

// drawTight draws a question in one line under its words, with the points of each answer beside it.
func drawTight(a *ask.Asking, q act.Question) template.HTML {
	var items []govuk.Choice
	for _, o := range q.Options {
		text := o.Name
		if strings.HasPrefix(q.ID, act.MatrixID("")) && o.Hint != "0" {
			text += " (" + o.Hint + ")"
		} else if q.ID == act.Concern && o.Hint != "" {
			text += ". " + o.Hint
		}
		items = append(items, govuk.Choice{Value: o.ID, Text: text})
	}
	legend := &govuk.Fieldset{Legend: govuk.Legend{Text: q.Name, Classes: "wm-matrix__ask"}}
	if q.Type == pack.Choices {
		return govuk.HTML(govuk.Checkboxes{Name: q.ID, Fieldset: legend, Items: items, Values: a.All(q.ID), Classes: "govuk-checkboxes--small", ErrorMessage: a.In.Errors.For(q.ID)})
	}
	return govuk.HTML(govuk.Radios{Name: q.ID, Fieldset: legend, Items: items, Value: a.Text(q.ID), Classes: "govuk-radios--small govuk-radios--inline", ErrorMessage: a.In.Errors.For(q.ID)})
}

// afterRisk leads whoever said that a child or an adult may be at risk to the form of a concern, and everybody else back to the record.
func (s *screens) afterRisk(r *http.Request, a *ask.Asking) string {
	to := "/record/" + a.Record.Reference
	if said := a.Answers.Text(act.Concern); said == record.ChildAtRisk || said == record.AdultAtRisk {
		return cmp.Or(s.concernForm(r), to)
	}
	return to
}
