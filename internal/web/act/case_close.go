package act

import (
	"cmp"
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type caseClosePage struct {
	page.Page
	Ref     string
	About   string
	Parts   []template.HTML
	Reports []string
	Open    []string    // what was promised and not kept
	ToDo    []page.Link // actions that nobody has ended
	Version int64
	Button  string
}

// closeCase ends a case with the reports that it answers, and one message to everybody who reported it.
func (s *screens) closeCase(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	var c *record.Whole
	var k *pack.Kind
	var move pack.Transition
	err = s.read(r, func(v *gate.View) error {
		if c, err = v.Open(r.PathValue("ref")); err != nil {
			return err
		}
		k, _ = s.pack().Kind(c.Kind)
		if k.Archetype != pack.Case || k.ID == s.reportKind() {
			return page.Fail(page.NotFound, "%s is not a case. Find it under Records.", c.Reference)
		}
		var ok bool
		if move, ok = casework.Closing(k, c.State); !ok && r.Method == http.MethodGet || !v.May(pack.Close, &c.Record) || !v.May(pack.Edit, &c.Record) {
			return page.Fail(page.Forbidden, "%s cannot be closed as it stands, or your post does not let you.", c.Reference)
		}
		return nil
	})
	if err != nil {
		return err
	}
	version, err := desk.Version(r, form, &c.Record)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		done, err := s.endCase(r, form, c, casework.Asked(k, move), version)
		if err != nil || done != "" {
			return orRedirect(err, w, r, "/record/"+c.Reference, done)
		}
	}
	screen := &caseClosePage{Page: page.Page{Title: cmp.Or(move.Verb, "Close") + " this case", Back: "/record/" + c.Reference, Errors: form.Errors, Exit: k.Sensitive},
		Ref: c.Reference, About: c.Title, Reports: casework.Reports(s.pack(), c), Version: version, Button: cmp.Or(move.Verb, "Close") + " and send the message"}
	for _, a := range c.Actions {
		if a.State == record.ActionOpen {
			screen.ToDo = append(screen.ToDo, page.Link{Text: a.What, Href: "/record/" + c.Reference + "/action/" + a.ID})
		}
	}
	screen.Parts = caseQuestions(form, casework.Asked(k, move), c)
	if screen.Open = gate.Standing(s.pack(), c); len(screen.Open) > 0 {
		screen.Parts = append(screen.Parts, govuk.HTML(govuk.Textarea{Name: "leaving", Rows: 2, Label: govuk.Label{Text: "Why it is closed although this stands open", Classes: "govuk-label--s"},
			Hint: govuk.Hint{Text: "For staff. It stands in the history"}, Value: form.Text("leaving", 2000), ErrorMessage: form.Errors.For("leaving")}))
	}
	return s.pages.Write(w, r, "case-close.html", screen)
}

// endCase reads the answers and closes the case; empty where the form is shown again.
func (s *screens) endCase(r *http.Request, form *page.Form, c *record.Whole, asked []pack.Field, version int64) (string, error) {
	end := casework.End{Fields: record.Fields{}, Reason: form.Text("reason", 2000), Message: form.Text("message", 4000), Leaving: form.Text("leaving", 2000)}
	for _, f := range asked {
		v, err := record.Parse(f, form.All(f.ID))
		if err != nil {
			form.Errors.Add(f.ID, "%s", err.Error())
		} else if v != nil {
			end.Fields[f.ID] = v
		}
	}
	if len(form.Errors) > 0 {
		return "", nil
	}
	closed, err := s.casework.Close(r.Context(), desk.Who(r), c.Reference, version, end)
	if desk.Invalid(err, &form.Errors) {
		return "", nil
	}
	done := c.Reference + " is closed"
	if len(closed) > 0 {
		done += ", and with it " + strings.Join(closed, ", ")
	}
	return done, s.desk.Lost(r, err, end.Fields, "/record/"+c.Reference)
}

func caseQuestions(form *page.Form, asked []pack.Field, c *record.Whole) []template.HTML {
	held := func(name string) string {
		if form.Has(name) {
			return form.Text(name, 4000)
		}
		return c.Fields.Text(name)
	}
	area := func(name, label, hint string, rows int) template.HTML {
		return govuk.HTML(govuk.Textarea{Name: name, Rows: rows, Label: govuk.Label{Text: label, Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: hint}, Value: held(name), ErrorMessage: form.Errors.For(name)})
	}
	var parts []template.HTML
	for _, f := range asked {
		if f.Type == pack.Choice {
			parts = append(parts, govuk.HTML(govuk.Radios{Name: f.ID, Value: held(f.ID), Items: choices(f), ErrorMessage: form.Errors.For(f.ID),
				Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: f.Name, Classes: "govuk-fieldset__legend--s"}}}))
			continue
		}
		parts = append(parts, area(f.ID, f.Name, f.Hint, 4))
	}
	return append(parts, area("reason", "Reason", "For staff", 2), area("message", "Message to those who reported it", "Everybody reads these words, and these alone, on their report’s page", 6))
}
