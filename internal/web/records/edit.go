package records

import (
	"cmp"
	"maps"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
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
	err := s.write(r, func(u *gate.Unit) error {
		e, err := u.Edit(rec.Reference, version)
		if err != nil {
			return err
		}
		if err := f.addPeople(u); err != nil {
			return err
		}
		before := *e.Record()
		before.Fields = maps.Clone(before.Fields)
		if err := f.change(e); err != nil {
			return err
		}
		return f.move(u, e, &before)
	})
	if err != nil && f.refused(err) {
		return false, nil
	}
	return err == nil, err
}

// change brings the record to what the form holds.
func (f *form) change(e *gate.Edit) error {
	for _, field := range f.mine() {
		if _, sent := f.uploads[field.ID]; sent {
			continue
		}
		if err := e.Set(field.ID, f.fields[field.ID]); err != nil {
			return err
		}
	}
	if err := f.keepFiles(e); err != nil {
		return err
	}
	title := cmp.Or(f.common.Title, f.fields.Text("title"), e.Record().Title)
	if err := e.Correct("title", title, ""); err != nil {
		return err
	}
	if field, ok := f.kind.Field("category"); ok && field.From == "categories" {
		if err := e.Correct("category", f.fields.Text("category"), ""); err != nil {
			return err
		}
	}
	if field, ok := f.kind.Field("repeat_victim"); ok && field.Type == pack.YesNo {
		if err := e.Repeat(f.fields.Yes("repeat_victim"), ""); err != nil {
			return err
		}
	}
	if f.kind.Archetype != pack.Register {
		return e.Happened(f.common.Occurred, f.common.To)
	}
	return nil
}

// move changes where it was.
func (f *form) move(u *gate.Unit, e *gate.Edit, before *record.Record) error {
	if !f.asksWhere() {
		return nil
	}
	at := f.common.Place
	where := f.s.words.Place(at.Place)
	if where == at.Place { // the writer's own words: they may name a home, and the title is read by many
		where = f.s.words.Area(at.Area)
	}
	to := gate.Relocation{Place: at.Place, Area: at.Area, Point: at.Point}
	if f.corrected("c_title") {
		to.Title = e.Record().Title // as the writer put it
	}
	return (&report.Desk{Gate: f.s.desk.Gate}).Move(u, e, before, to, where)
}
