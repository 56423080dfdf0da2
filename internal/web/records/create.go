package records

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type formPage struct {
	page.Page
	Purpose   string
	Sections  []drawn
	Key       string
	Version   int64
	Multipart bool
	More      string // what the answers so far call for
	Choose    bool   // a search found several
	Button    string
	Cancel    string
}

// create is the form of a new record of a kind, and its keeping.
func (s *screens) create(w http.ResponseWriter, r *http.Request) error {
	k, err := s.kind(r, pack.Create)
	if err != nil {
		return err
	}
	if begins := s.begins(k); begins != "" {
		http.Redirect(w, r, begins, http.StatusSeeOther)
		return nil
	}
	f, err := s.newForm(w, r, k)
	if err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		made, err := s.keepNew(r, f)
		if err != nil {
			return err
		}
		if made != nil {
			return s.madeNew(w, r, k, made)
		}
	} else {
		f.startWith()
	}
	screen := s.formPage(f, "New "+words.Lower(k.Name))
	screen.Breadcrumbs = s.crumbs(r, k, govuk.Link{Text: screen.Title})
	screen.Button, screen.Cancel = "Save", s.listOrKinds(r, k)
	if screen.Key = f.In.Text("key", 60); screen.Key == "" {
		screen.Key = page.NewToken()
	}
	return s.pages.Write(w, r, "form.html", screen)
}

// startWith fills in what is nearly always so: today, and the writer's own team.
func (f *form) startWith() {
	if f.kind.Archetype == pack.Activity {
		f.HoldDay("c_day", f.today)
	}
	if teams := f.who.Teams(); len(teams) > 0 {
		f.Initial["c_team"] = teams[:1]
		if field, ok := f.kind.Field("team"); ok && field.From == "teams" {
			f.Initial[control("team")] = teams[:1]
		}
	}
}

func (s *screens) formPage(f *form, title string) *formPage {
	screen := &formPage{Page: page.Page{Title: title, Errors: f.In.Errors, Exit: f.kind.Sensitive, Map: f.asksWhere()}, Purpose: f.kind.Purpose}
	screen.Choose = f.Sent && len(f.Picks) > 0
	screen.More = strings.Join(f.added, ", ")
	screen.Sections = f.draw()
	for _, field := range f.kind.Fields {
		screen.Multipart = screen.Multipart || field.Type == pack.Document
	}
	return screen
}

// keepNew keeps what was sent; nil where the form is to be shown again.
func (s *screens) keepNew(r *http.Request, f *form) (*record.Record, error) {
	if err := s.read(r, func(v *gate.View) error { return f.read(r, v) }); err != nil || !f.ready() {
		return nil, err
	}
	filled := f.filled()
	filled.Title = cmp.Or(filled.Title, f.title())
	made, err := s.desk.Acts.Make(r.Context(), f.who, f.kind, filled, f.In.Text("key", 60))
	if err != nil && f.refused(err) {
		return nil, nil
	}
	return made, err
}

// filled is the form as an act takes it.
func (f *form) filled() act.Filled {
	at := f.common.Place
	return act.Filled{Fields: f.fields, Files: f.uploads, Title: f.common.Title, Team: f.common.Team, Risk: f.common.Risk, Occurred: f.common.Occurred, To: f.common.To,
		Place: at.Place, Area: at.Area, Point: at.Point}
}

// title is written for a record whose writer gave none: what it is, and where or when.
func (f *form) title() string {
	if own, ok := f.kind.Field("title"); ok && own.Type == pack.Text && f.fields.Text("title") != "" {
		return f.fields.Text("title")
	}
	about := f.kind.Name
	for _, id := range []string{"category", "body", "name", "topic"} {
		if field, ok := f.kind.Field(id); ok && f.fields[id] != nil && !field.Personal && field.Compartment == "" {
			about = f.s.words.Value(field, f.fields[id])
			if f.kind.Archetype == pack.Activity {
				about = f.kind.Name + ": " + about
			}
			break
		}
	}
	at := record.Record{Place: f.common.Place.Place, Area: f.common.Place.Area}
	if where := f.s.words.Where(&at); where != "" {
		return about + ", " + where
	}
	day := f.today
	if !f.common.Occurred.IsZero() {
		day = f.common.Occurred.Date()
	}
	return about + ", " + day.Words()
}

// madeNew leads to the record, or back where the writer may record it and not open it.
func (s *screens) madeNew(w http.ResponseWriter, r *http.Request, k *pack.Kind, made *record.Record) error {
	sees := false
	err := s.read(r, func(v *gate.View) error {
		sees = v.May(pack.View, made)
		return nil
	})
	if err != nil {
		return err
	}
	if sees {
		done := fmt.Sprintf("%s %s is recorded", k.Name, made.Reference)
		if len(k.Owners) > 0 {
			done += ". " + s.asked(made) + " was asked to take it on"
		}
		return page.Redirect(w, r, "/record/"+made.Reference, done)
	}
	return page.Redirect(w, r, s.listOrKinds(r, k), fmt.Sprintf("%s %s is recorded. %s was asked to take it on, and your post does not open it", k.Name, made.Reference, s.asked(made)))
}

// asked is who was asked to take a record on, by name: whether they have is not known yet.
func (s *screens) asked(made *record.Record) string {
	if t, ok := s.desk.Pack().Team(made.Team); ok {
		return t.Name
	}
	return s.words.Body(made.OwnerBody)
}

func (s *screens) listOrKinds(r *http.Request, k *pack.Kind) string {
	if s.may(desk.Who(r), pack.View, k.ID) {
		return "/records/" + k.ID
	}
	return "/records"
}

// crumbs lead from the kinds to the page.
func (s *screens) crumbs(r *http.Request, k *pack.Kind, rest ...govuk.Link) []govuk.Link {
	out := []govuk.Link{{Text: "Records", Href: "/records"}}
	if s.may(desk.Who(r), pack.View, k.ID) {
		out = append(out, govuk.Link{Text: k.Plural, Href: "/records/" + k.ID})
	} else {
		out = append(out, govuk.Link{Text: k.Plural})
	}
	return append(out, rest...)
}
