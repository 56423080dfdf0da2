package act

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type taskingDeedPage struct {
	page.Page
	Ref     string
	About   string
	Parts   []template.HTML
	Version int64
	Button  string
}

// taskingDeed moves a tasking, after asking for what the move needs, or links a patrol to it.
func (s *screens) taskingDeed(w http.ResponseWriter, r *http.Request) error {
	word, part := act.NewState, r.PathValue("act")
	if part == tasking.Patrol {
		word, part = part, ""
	}
	screen := &ask.Screen{Desk: s.desk, Page: func(ref string) string { return "/tasking/" + ref }, Write: s.askTasking, Wrong: notTasking,
		After: func(w http.ResponseWriter, r *http.Request, a *ask.Asking, out act.Outcome) error {
			return page.Redirect(w, r, "/tasking/"+a.Record.Reference, out.Says)
		},
		Tunes: map[string]ask.Tune{tasking.Patrol: {Look: s.lookPatrols, Given: func(a *ask.Asking) { givenPick(a, tasking.Patrol) }, Parts: s.patrolParts}}}
	return screen.Serve(w, r, word, part)
}

func (s *screens) askTasking(w http.ResponseWriter, r *http.Request, a *ask.Asking) error {
	t := a.Record
	if !a.Sent && len(a.Asked) == 0 { // a button on the tasking's own page does it
		http.Redirect(w, r, "/tasking/"+t.Reference, http.StatusSeeOther)
		return nil
	}
	return s.pages.Write(w, r, "tasking-deed.html", &taskingDeedPage{Page: page.Page{Title: a.Act.Title, Back: "/tasking/" + t.Reference, Errors: a.In.Errors},
		Ref: t.Reference, About: t.Title, Parts: a.Questions, Version: a.Version, Button: a.Act.Button})
}

// patrolsShown is how many patrols a tasking offers to choose from.
const patrolsShown = 12

// lookPatrols finds the newest patrols of the tasking's team that the reader may see.
func (s *screens) lookPatrols(a *ask.Asking, v *gate.View) error {
	list, err := v.List(gate.Query{Kinds: []string{patrolKind}, Team: a.Record.Team, Limit: patrolsShown})
	a.Kept = list.Records
	return err
}

func (s *screens) patrolParts(a *ask.Asking) []template.HTML {
	typed := a.Sheet.Questions(a.Asked)[0]
	patrols, _ := a.Kept.([]record.Record)
	if len(patrols) == 0 {
		return []template.HTML{typed}
	}
	return s.pickOf(a, "Which patrol of "+s.words.Team(a.Record.Team), patrols, "Another patrol", typed, func(p *record.Record) (string, string) {
		return p.Reference + ": " + p.Title, words.Age(p.Opened.Date(), a.Scene.Today) + ", " + s.words.Where(p)
	})
}
