package records

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// edit changes what a record's own fields hold, and its title, place and time.
func (s *screens) edit(w http.ResponseWriter, r *http.Request) error {
	rec, kind, err := s.opened(r, pack.Edit)
	if err != nil {
		return err
	}
	f, err := s.newForm(w, r, kind)
	if err != nil {
		return err
	}
	f.editing = true
	if err := s.holdPeople(r, f, rec); err != nil {
		return err
	}
	version, err := desk.Version(r, f.In, rec)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		done, err := s.keepEdit(r, f, rec, version)
		if err != nil {
			return s.desk.Lost(r, err, f.fields, "/record/"+rec.Reference)
		}
		if done {
			return page.Redirect(w, r, s.after(r, rec), rec.Reference+" is changed")
		}
	}
	screen := s.formPage(f, "Change "+rec.Reference)
	screen.Breadcrumbs = s.crumbs(r, kind, govuk.Link{Text: rec.Reference, Href: "/record/" + rec.Reference}, govuk.Link{Text: "Change"})
	screen.Version, screen.Button, screen.Cancel = version, "Save changes", "/record/"+rec.Reference
	return s.pages.Write(w, r, "form.html", screen)
}

// after is where a writer goes on: to the record, or home where it was sent to a team whose records they may not read.
func (s *screens) after(r *http.Request, rec *record.Record) string {
	if _, _, err := s.opened(r, pack.View); err != nil {
		return "/home"
	}
	return "/record/" + rec.Reference
}

// holdPeople fills the form with the record; a person field shows the person's name.
func (s *screens) holdPeople(r *http.Request, f *form, rec *record.Record) error {
	f.hold(rec)
	return s.read(r, func(v *gate.View) error {
		for _, field := range f.kind.Fields {
			if field.Type != pack.Person || rec.Fields.Text(field.ID) == "" {
				continue
			}
			p, err := v.PersonIn(rec, field.ID)
			if err != nil {
				return err
			}
			name := control(field.ID)
			f.Initial[name], f.Initial[name+"_for"] = []string{p.Name}, []string{p.Name}
		}
		return nil
	})
}

// opened is the record that the address names, where the reader may do the verb with it.
func (s *screens) opened(r *http.Request, verb pack.Verb) (*record.Record, *pack.Kind, error) {
	var rec *record.Record
	err := s.read(r, func(v *gate.View) error {
		w, err := v.Open(r.PathValue("ref"))
		if err != nil {
			return err
		}
		if rec = &w.Record; !v.May(verb, rec) {
			return page.Fail(page.Forbidden, "Your post lets you read %s and not change it.", rec.Reference)
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	k, _ := s.desk.Pack().Kind(rec.Kind)
	return rec, k, nil
}

// keepEdit keeps the changes; false where the form is to be shown again.
func (s *screens) keepEdit(r *http.Request, f *form, rec *record.Record, version int64) (bool, error) {
	f.fields = record.Fields{}
	if err := s.read(r, func(v *gate.View) error { return f.read(r, v) }); err != nil || !f.ready() {
		return false, err
	}
	c := act.Correction{Record: rec.Reference, Version: version, Filled: f.filled(), Placed: f.asksWhere(), Retitled: f.corrected("c_title"), Where: s.words.Place(f.common.Place.Place)}
	if c.Where == c.Place { // the writer's own words: they may name a home, and the title is read by many
		c.Where = s.words.Area(c.Area)
	}
	err := s.desk.Acts.Change(r.Context(), f.who, c)
	if err != nil && f.refused(err) {
		return false, nil
	}
	return err == nil, err
}
