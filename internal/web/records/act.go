package records

import (
	"cmp"
	"errors"
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/act/review"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type actPage struct {
	page.Page
	Ref, Name string
	Parts     []template.HTML
	Version   int64
	Button    string
	Hint      string
}

// asks is the screen of every act of every record (design, decision 6).
func (s *screens) asks() *ask.Screen {
	return &ask.Screen{Desk: s.desk, Page: func(ref string) string { return "/record/" + ref }, Write: s.askAct, After: s.afterAct, Take: s.taker, Else: s.elsewhere}
}

// act asks for an act and does it. A move that has a page of its own is asked there.
func (s *screens) act(w http.ResponseWriter, r *http.Request) error {
	return s.asks().Serve(w, r, r.PathValue("act"), r.PathValue("id"))
}

// elsewhere is the page of a move that is asked elsewhere.
func (s *screens) elsewhere(scene *act.Scene) string {
	return s.deeper(scene.Kind, scene.Record.Reference, scene.Record.State, scene.Part)
}

func (s *screens) taker(r *http.Request) ask.Taker {
	return func(file *page.File) (act.File, error) { return s.take(r, file) }
}

func (s *screens) askAct(w http.ResponseWriter, r *http.Request, a *ask.Asking) error {
	if byMatrix(a) {
		return s.askRisk(w, r, a)
	}
	rec, kind := a.Record, a.Scene.Kind
	screen := &actPage{Ref: rec.Reference, Name: rec.Title, Version: a.Version, Button: a.Act.Button, Parts: a.Questions, Hint: a.Act.Lead,
		Page: page.Page{Title: a.Act.Title, Errors: a.In.Errors, Exit: kind.Sensitive, Breadcrumbs: s.crumbs(r, kind, govuk.Link{Text: rec.Reference, Href: "/record/" + rec.Reference}, govuk.Link{Text: a.Act.Title})}}
	if to, ok := kind.State(a.Act.ID); ok && a.Act.Part == act.NewState {
		t, _ := a.Scene.Transition(to.ID)
		screen.Title, screen.Button, screen.Hint = act.Words(t), act.Words(t), t.Else
		if a.Scene.Waits(t) {
			screen.Hint = "It stays as it is until " + s.desk.Pack().RoleNames(t.Agree) + " agrees. " + t.Else
		} else if len(a.Asked) == 0 {
			screen.Hint = "The state becomes “" + to.Name + "”."
		}
	}
	if a.In.Errors.Has("state") || a.In.Errors.Has("") {
		screen.Parts = append([]template.HTML{`<span id="state"></span>`}, screen.Parts...)
	}
	return s.pages.Write(w, r, "act.html", screen)
}

// afterAct leads back to the record, or to the list where the act took it out of the reader's sight.
func (s *screens) afterAct(w http.ResponseWriter, r *http.Request, a *ask.Asking, out act.Outcome) error {
	sees := false
	err := s.read(r, func(v *gate.View) error {
		_, err := v.Glance(a.Record.ID)
		if sees = err == nil; errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	if !sees {
		return page.Redirect(w, r, s.listOrKinds(r, a.Scene.Kind), out.Says+". "+a.Record.Reference+" is now with others, and your post does not open it")
	}
	if byMatrix(a) {
		return page.Redirect(w, r, s.afterRisk(r, a), out.Says)
	}
	return page.Redirect(w, r, "/record/"+a.Record.Reference, out.Says)
}

// onButtons are the acts that stand as buttons at the head of a record, with their words there; the others stand at the part that they
// add to.
var onButtons = map[string]string{act.Assign: "Assign", act.Assess: "Assess risk", act.Contact: "Contact made", act.Exclude: "Keep from somebody", act.Invite: "Ask somebody to look",
	review.Complaint: "Add a complaint that a body holds", review.Recommend: "Recommend", review.Challenge: "It is challenged", review.Rearrange: "Change the panel"}

// offered are the buttons of the acts that are possible with the record as it stands, its moves first.
func (x *view) offered() []govuk.Button {
	var moves, rest []govuk.Button
	scene := x.s.desk.Acts.Scene(desk.Who(x.r), x.whole, "", x.holders)
	button := func(text, href string) govuk.Button {
		return govuk.Button{Text: text, Href: href, Classes: "govuk-button--secondary"}
	}
	for _, a := range x.s.desk.Acts.Offered(scene) {
		switch {
		case a.Part == act.NewState:
			t, _ := scene.Transition(a.ID)
			moves = append(moves, button(act.Words(t), cmp.Or(x.s.deeper(x.kind, x.whole.Reference, x.whole.State, a.ID), x.href(act.NewState, a.ID))))
		case a.ID == casework.Close && x.kind.ID != x.s.desk.Pack().Partnership.Report:
			t, _ := casework.Ends(x.kind, x.whole.State)
			moves = append(moves, button(act.Words(scene.Stands(t)), "/cases/"+x.whole.Reference+"/close"))
		case onButtons[a.ID] != "" && (a.ID != act.Contact || x.whole.Open):
			rest = append(rest, button(onButtons[a.ID], x.href(a.ID)))
		}
	}
	return append(moves, rest...)
}
