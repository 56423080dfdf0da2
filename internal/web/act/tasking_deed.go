package act

import (
	"html/template"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// taskingDeed moves a tasking, after asking for what the move needs, or links a patrol to it.
func (s *screens) taskingDeed(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	to := r.PathValue("act")
	var t *record.Whole
	var move taskingMove
	var patrols []record.Record
	err = s.read(r, func(v *gate.View) error {
		if t, err = s.openTasking(r, v); err != nil {
			return err
		}
		if to == "patrol" {
			patrols, err = s.patrolsFor(v, t)
			return err
		}
		moves := s.taskingMoves(r, v, t)
		if i := slices.IndexFunc(moves, func(m taskingMove) bool { return m.to == to }); i >= 0 {
			move = moves[i]
		}
		return nil
	})
	if err != nil {
		return err
	}
	if to == "patrol" {
		return s.joinPatrol(w, r, form, t, patrols)
	}
	version, err := desk.Version(r, form, &t.Record)
	if err != nil {
		return err
	}
	if move.to == "" {
		return s.movedMeanwhile(r, t, version)
	}
	if r.Method == http.MethodPost {
		done, err := s.moveTasking(r, form, t, move, version)
		if err != nil || done {
			return orRedirect(err, w, r, "/tasking/"+t.Reference, move.verb+": "+t.Reference)
		}
	} else if move.ask == "" {
		http.Redirect(w, r, "/tasking/"+t.Reference, http.StatusSeeOther)
		return nil
	}
	screen := s.taskingQuestion(form, t, move.verb)
	screen.Version, screen.Button = version, move.verb
	if move.ask != "" {
		screen.Parts = []template.HTML{govuk.HTML(govuk.Textarea{Name: "words", Rows: 4, Label: govuk.Label{Text: move.ask, Classes: "govuk-label--s"}, Value: form.Text("words", 2000), ErrorMessage: form.Errors.For("words")})}
	}
	if f, ok := s.arrests(); ok && move.to == tasking.Done {
		screen.Parts = append(screen.Parts, countInput(form, f, "arrests"))
	}
	return s.pages.Write(w, r, "tasking-deed.html", screen)
}

func orRedirect(err error, w http.ResponseWriter, r *http.Request, to, done string) error {
	if err != nil {
		return err
	}
	return page.Redirect(w, r, to, done)
}

// movedMeanwhile tells a reader whose tasking is no longer where they saw it, or that the move is none.
func (s *screens) movedMeanwhile(r *http.Request, t *record.Whole, version int64) error {
	if version != t.Version {
		return s.desk.Lost(r, gate.Meanwhile(&t.Record, t.Events, version), nil, "/tasking/"+t.Reference)
	}
	return page.Fail(page.Forbidden, "This is not possible for %s as it stands, or your post does not let you.", t.Reference)
}

func (s *screens) arrests() (pack.Field, bool) {
	k, _ := s.pack().Kind(taskingKind)
	return k.Field("arrests")
}

// moveTasking does the move; false where the form is shown again.
func (s *screens) moveTasking(r *http.Request, form *page.Form, t *record.Whole, move taskingMove, version int64) (bool, error) {
	said := form.Text("words", 2000)
	if move.to == tasking.Proposed && said == "" {
		form.Errors.Add("words", "Enter why it is proposed again")
	}
	var arrests any
	if f, ok := s.arrests(); ok && move.to == tasking.Done {
		v, err := record.Parse(f, form.All("arrests"))
		if err != nil {
			form.Errors.Add("arrests", "%s", err.Error())
		}
		arrests = v
	}
	if len(form.Errors) > 0 {
		return false, nil
	}
	err := s.desk.Gate.Write(r.Context(), desk.Who(r), func(u *gate.Unit) error {
		e, err := tasking.Edit(u, t.Reference, version)
		if err != nil {
			return err
		}
		if arrests != nil {
			if err := e.Set("arrests", arrests); err != nil {
				return err
			}
		}
		return tasking.MoveIn(u, e, move.to, said)
	})
	if desk.Invalid(err, &form.Errors) {
		return false, nil
	}
	return err == nil, s.desk.Lost(r, err, nil, "/tasking/"+t.Reference)
}

type taskingDeedPage struct {
	page.Page
	Ref     string
	About   string
	Parts   []template.HTML
	Version int64
	Button  string
}

func (s *screens) taskingQuestion(form *page.Form, t *record.Whole, title string) *taskingDeedPage {
	return &taskingDeedPage{Page: page.Page{Title: title, Back: "/tasking/" + t.Reference, Errors: form.Errors}, Ref: t.Reference, About: t.Title}
}

// patrolsFor are the newest patrols of the tasking's team that the reader may see.
func (s *screens) patrolsFor(v *gate.View, t *record.Whole) ([]record.Record, error) {
	list, err := v.List(gate.Query{Kinds: []string{patrolKind}, Team: t.Team, Limit: 12})
	return list.Records, err
}

func (s *screens) joinPatrol(w http.ResponseWriter, r *http.Request, form *page.Form, t *record.Whole, patrols []record.Record) error {
	if r.Method == http.MethodPost {
		ref := form.Text("pick", 40)
		if ref == "" || ref == other {
			ref = form.Text("patrol", 40)
		}
		if ref == "" {
			form.Errors.Add("patrol", "Select a patrol, or enter its reference")
		} else {
			err := s.patrols.Join(r.Context(), desk.Who(r), ref, t.Reference)
			if err == nil || !desk.Invalid(err, &form.Errors) {
				return orRedirect(err, w, r, "/tasking/"+t.Reference, ref+" is linked")
			}
		}
	}
	screen := s.taskingQuestion(form, t, "Link a patrol")
	screen.Version, screen.Button = t.Version, "Link it"
	typed := govuk.Input{Name: "patrol", Label: govuk.Label{Text: "Reference of the patrol"}, Classes: "govuk-input--width-10", Hint: govuk.Hint{Text: "Such as PT-26-00042-3"},
		Value: form.Text("patrol", 40), ErrorMessage: form.Errors.For("patrol"), Spellcheck: govuk.Off}
	if len(patrols) == 0 {
		screen.Parts = []template.HTML{govuk.HTML(typed)}
		return s.pages.Write(w, r, "tasking-deed.html", screen)
	}
	radios := govuk.Radios{Name: "pick", Value: form.Text("pick", 40), Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Which patrol of " + s.words.Team(t.Team), Classes: "govuk-fieldset__legend--s"}}}
	for i := range patrols {
		p := &patrols[i]
		radios.Items = append(radios.Items, govuk.Choice{Value: p.Reference, Text: p.Reference + ": " + p.Title, Hint: govuk.Hint{Text: words.Age(p.Opened.Date(), s.desk.Gate.Now().Date()) + ", " + s.words.Where(p)}})
	}
	last := govuk.Choice{Value: other, Text: "Another patrol"}
	last.Conditional.HTML = govuk.HTML(typed)
	radios.Items = append(radios.Items, last)
	screen.Parts = []template.HTML{govuk.HTML(radios)}
	return s.pages.Write(w, r, "tasking-deed.html", screen)
}
