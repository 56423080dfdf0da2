package act

import (
	"errors"
	"html/template"
	"net/http"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// deed is one thing that can be done with a report. Where ask is nil a button on the report's page does it at once.
type deed struct {
	id, button string
	title      string                                 // of its page
	lead       string                                 // what it means, under the title
	may        func(*seen) bool                       // whether to offer it; the engine decides again
	ask        func(*asking) ([]template.HTML, error) // the questions of its page
	do         func(*asking) (string, error)          // does it, and says what was done
	away       bool                                   // the report may be out of the reader's sight afterwards
	people     bool                                   // its page names the people of the report's team
	teams      bool                                   // its page names the teams to which the report may go
}

// asking is a deed in the course of being asked and done.
type asking struct {
	*seen
	deed    deed
	form    *page.Form
	version int64
	people  govuk.Select  // to choose from, where the deed names people
	given   []pack.Team   // to choose from, where it names teams
	preview template.HTML // of what the reporter will read; set by do where it must be confirmed first
}

func (a *asking) who() access.Principal { return desk.Who(a.r) }
func (a *asking) ref() string           { return a.whole.Reference }

type deedPage struct {
	page.Page
	Ref     string
	Lead    string
	Safety  template.HTML
	Parts   []template.HTML
	Preview template.HTML
	Hidden  map[string]string
	Version int64
	Button  string
}

// deed asks for what a deed needs, and does it.
func (s *screens) deed(w http.ResponseWriter, r *http.Request) error {
	var d *deed
	for i := range deeds {
		if deeds[i].id == r.PathValue("act") {
			d = &deeds[i]
		}
	}
	if d == nil {
		return page.Fail(page.NotFound, "There is no such act on a report.")
	}
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	a := &asking{deed: *d, form: form}
	screen := &deedPage{}
	if err := s.look(r, a); err != nil {
		return err
	}
	if r.Method == http.MethodPost {
		done, err := s.perform(a)
		switch {
		case err != nil:
			return s.desk.Lost(r, err, nil, "/triage/"+a.ref())
		case done != "":
			to := "/triage/" + a.ref()
			if d.away {
				to = "/triage"
			}
			return page.Redirect(w, r, to, done)
		}
	} else if d.ask == nil {
		http.Redirect(w, r, "/triage/"+a.ref(), http.StatusSeeOther)
		return nil
	}
	if d.ask == nil {
		return page.Fail(page.Unprocessable, "%s", firstFault(form.Errors))
	}
	return s.askDeed(w, r, a, screen)
}

func firstFault(errs page.Errors) string {
	if len(errs) == 0 {
		return "This cannot be done now. Open the report and look again."
	}
	return errs[0].Message
}

// look opens the report for the deed. The lists that its questions need are read afterwards, in a view of their own.
func (s *screens) look(r *http.Request, a *asking) error {
	err := s.read(r, func(v *gate.View) error {
		x, err := s.openReport(r, v)
		if err != nil {
			return err
		}
		a.seen = x
		if !a.deed.may(x) {
			return page.Fail(page.Forbidden, "%s is not possible for %s as it stands, or your post does not let you.", a.deed.button, x.whole.Reference)
		}
		return nil
	})
	if err != nil {
		return a.gone(r, err)
	}
	a.version, err = desk.Version(r, a.form, &a.whole.Record)
	return err
}

// gone turns "not possible any more" into the page of a lost race where somebody changed the report meanwhile.
func (a *asking) gone(r *http.Request, err error) error {
	sent, bad := strconv.ParseInt(a.form.Text("version", 20), 10, 64)
	if a.seen == nil || r.Method != http.MethodPost || bad != nil || sent == a.whole.Version {
		return err
	}
	return a.s.desk.Lost(r, gate.Meanwhile(&a.whole.Record, a.whole.Events, sent), nil, "/triage/"+a.ref())
}

// perform does the deed; an empty answer means that the form is shown again, with its errors or a preview.
func (s *screens) perform(a *asking) (string, error) {
	done, err := a.deed.do(a)
	var bad fault.Invalid
	if errors.As(err, &bad) {
		desk.Invalid(err, &a.form.Errors)
		return "", nil
	}
	if len(a.form.Errors) > 0 && err == nil {
		return "", nil
	}
	return done, err
}

func (s *screens) askDeed(w http.ResponseWriter, r *http.Request, a *asking, screen *deedPage) error {
	back := "/triage/" + a.ref()
	screen.Page = page.Page{Title: a.deed.title, Back: back, Errors: a.form.Errors, Exit: a.sensitive()}
	screen.Ref, screen.Lead, screen.Version, screen.Button = a.ref(), a.deed.lead, a.version, a.deed.button
	screen.Safety = a.safety()
	if a.preview != "" {
		screen.Title, screen.Preview, screen.Button = "Check what the reporter will read", a.preview, "Send and close"
		screen.Hidden = map[string]string{"confirmed": "yes", "outcome": a.form.Text("outcome", 60), "reason": a.form.Text("reason", 2000), "message": a.form.Text("message", 4000)}
		return s.pages.Write(w, r, "deed.html", screen)
	}
	var err error
	if a.deed.people {
		if a.people, err = s.toAssign(r, a.who(), "assignee", a.whole.Team); err != nil {
			return err
		}
	}
	if a.deed.teams {
		if a.given, err = a.giveTo(); err != nil {
			return err
		}
	}
	err = s.read(r, func(v *gate.View) error {
		a.v = v
		var err error
		screen.Parts, err = a.deed.ask(a)
		return err
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "deed.html", screen)
}

func (a *asking) sensitive() bool {
	c, ok := a.s.pack().Category(a.whole.Category)
	return ok && c.Sensitive
}

// moves says that the kind lets the report go to a state, and the reader may do what that takes.
func moves(to string, verb pack.Verb) func(*seen) bool {
	return func(x *seen) bool {
		_, ok := x.kind.Move(x.whole.State, to)
		return ok && x.whole.State != to && x.v.May(verb, &x.whole.Record)
	}
}

func can(verb pack.Verb, open bool) func(*seen) bool {
	return func(x *seen) bool { return (x.whole.Open || !open) && x.v.May(verb, &x.whole.Record) }
}
