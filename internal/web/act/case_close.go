package act

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/ask"
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
	Waits   string // who has to agree that it is closed; empty where nobody has to
}

// closeCase ends a case with the reports that it answers, and one message to everybody who reported it.
func (s *screens) closeCase(w http.ResponseWriter, r *http.Request) error {
	screen := &ask.Screen{Desk: s.desk, Page: func(ref string) string { return "/record/" + ref }, Write: s.askCaseClose, Wrong: s.notCase,
		After: func(w http.ResponseWriter, r *http.Request, a *ask.Asking, out act.Outcome) error {
			return page.Redirect(w, r, "/record/"+a.Record.Reference, out.Says)
		}}
	return screen.Serve(w, r, casework.Close, "")
}

func (s *screens) notCase(w *record.Whole) error {
	if k, _ := s.pack().Kind(w.Kind); k.Archetype == pack.Case && k.ID != s.reportKind() {
		return nil
	}
	return page.Fail(page.NotFound, "%s is not a case. Find it under Records.", w.Reference)
}

func (s *screens) askCaseClose(w http.ResponseWriter, r *http.Request, a *ask.Asking) error {
	c := a.Record
	t, _ := casework.Ends(a.Scene.Kind, c.State)
	t = a.Scene.Stands(t)
	screen := &caseClosePage{Page: page.Page{Title: act.Words(t) + " this case", Back: "/record/" + c.Reference, Errors: a.In.Errors, Exit: a.Scene.Kind.Sensitive},
		Ref: c.Reference, About: c.Title, Reports: casework.Reports(s.pack(), c), Open: gate.Standing(s.pack(), c), Version: a.Version, Parts: a.Questions, Button: t.Verb + " and send the message"}
	if a.Scene.Waits(t) {
		screen.Button, screen.Waits = act.Words(t), s.pack().RoleNames(t.Agree)
	}
	for _, x := range c.Actions {
		if x.State == record.ActionOpen {
			screen.ToDo = append(screen.ToDo, page.Link{Text: x.What, Href: "/record/" + c.Reference + "/action/" + x.ID})
		}
	}
	return s.pages.Write(w, r, "case-close.html", screen)
}
