package records

import (
	"errors"
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// act is one thing that can be done with a record, on a page of its own.
type act struct {
	verb   pack.Verb
	title  string
	button string
	done   string // what the next page says
	draw   func(*acting) []template.HTML
	do     func(*acting, *gate.Unit, *gate.Edit) error
	look   func(*acting, *gate.View) error // reads what the page needs, before it is drawn or done
	people func(*acting) error             // reads who may be chosen, once the record has been read
}

// acting is an act under way.
type acting struct {
	s       *screens
	r       *http.Request
	in      *page.Form
	sent    bool
	kind    *pack.Kind
	whole   *record.Whole
	id      string // of the party, action, link or state that the address names
	version int64
	picks   []pick
	form    *form // of the fields that a move asks for
	people  []option
	given   []option // teams to which it may be given
	hint    string
}

type option struct{ ID, Name string }

// acts by the word in the address.
var acts = map[string]act{
	"note":    {verb: pack.Edit, title: "Add a note", button: "Add note", done: "The note is added", draw: drawNote, do: doNote},
	"party":   {verb: pack.Edit, title: "Add a person or a body", button: "Add", done: "They are on the record", draw: drawParty, do: doParty, look: lookParty},
	"action":  {verb: pack.Edit, title: "Add an action", button: "Add action", done: "The action is set", draw: drawAction, do: doAction, people: holders},
	"file":    {verb: pack.Edit, title: "Add a file", button: "Add file", done: "The file is added", draw: drawFile, do: doFile},
	"link":    {verb: pack.Edit, title: "Link another record", button: "Link", done: "The records are linked", draw: drawLink, do: doLink},
	"assign":  {verb: pack.Assign, title: "Assign", button: "Assign", done: "It is assigned", draw: drawAssign, do: doAssign, people: holders},
	"assess":  {verb: pack.Edit, title: "Assess the risk", button: "Save", done: "The risk is assessed", draw: drawAssess, do: doAssess},
	"contact": {verb: pack.Edit, title: "Contact made", button: "Save", done: "The contact is recorded", draw: drawContact, do: doContact},
}

// endings by the word in the address that names what is ended.
var endings = map[string]act{
	"party":  {verb: pack.Edit, title: "Take off the record", button: "Take off", done: "They are off the record", draw: drawReason, do: doEndParty},
	"action": {verb: pack.Edit, title: "How did the action go?", button: "Save", done: "The action is ended", draw: drawEndAction, do: doEndAction},
	"link":   {verb: pack.Edit, title: "Unlink", button: "Unlink", done: "The records are no longer linked", draw: drawReason, do: doUnlink},
	"move":   {verb: pack.View, draw: drawMove, do: doMove, look: lookMove},
}

type actPage struct {
	page.Page
	Ref, Name string
	Kind      string
	Parts     []template.HTML
	Version   int64
	Button    string
	Hint      string
}

// act draws the page of an act and does it.
func (s *screens) act(w http.ResponseWriter, r *http.Request) error {
	known, ok := acts[r.PathValue("act")]
	if r.PathValue("id") != "" {
		known, ok = endings[r.PathValue("act")]
	}
	if !ok {
		return page.Fail(page.NotFound, "There is no such page.")
	}
	in, err := page.ReadForm(w, r, formBytes)
	if err != nil {
		return err
	}
	a := &acting{s: s, r: r, in: in, sent: r.Method == http.MethodPost, id: r.PathValue("id")}
	if err := s.read(r, func(v *gate.View) error { return a.open(v, known) }); err != nil {
		return err
	}
	if known.people != nil {
		if err := known.people(a); err != nil {
			return err
		}
	}
	if deeper := s.deeper(a.kind, a.whole.Reference, a.whole.State, a.id); a.form != nil && deeper != "" {
		http.Redirect(w, r, deeper, http.StatusSeeOther)
		return nil
	}
	if a.sent && len(a.in.Errors) == 0 && len(a.picks) == 0 {
		done, err := a.perform(known)
		if err != nil {
			return s.desk.Lost(r, err, nil, "/record/"+a.whole.Reference)
		}
		if done {
			return a.after(w, known)
		}
	}
	title, button := known.title, known.button
	if a.form != nil {
		t, _ := a.kind.Move(a.whole.State, a.id)
		title, button = t.Verb, t.Verb
	}
	screen := &actPage{Ref: a.whole.Reference, Name: a.whole.Title, Version: a.version, Button: button, Parts: known.draw(a), Hint: a.hint,
		Page: page.Page{Title: title, Errors: in.Errors, Exit: a.kind.Sensitive, Breadcrumbs: s.crumbs(r, a.kind, govuk.Link{Text: a.whole.Reference, Href: "/record/" + a.whole.Reference}, govuk.Link{Text: title})}}
	return s.pages.Write(w, r, "act.html", screen)
}

// open loads the record and refuses who may not do the act, before anything is shown.
func (a *acting) open(v *gate.View, known act) error {
	whole, err := v.Open(a.r.PathValue("ref"))
	if err != nil {
		return err
	}
	a.whole = whole
	a.kind, _ = a.s.desk.Pack().Kind(whole.Kind)
	if !v.May(known.verb, &whole.Record) {
		return page.Fail(page.Forbidden, "Your post lets you read %s and not do this with it.", whole.Reference)
	}
	if a.version, err = desk.Version(a.r, a.in, &whole.Record); err != nil {
		return err
	}
	if known.look != nil {
		return known.look(a, v)
	}
	return nil
}

// perform does the act; false where the form is to be shown again.
func (a *acting) perform(known act) (bool, error) {
	err := a.s.write(a.r, func(u *gate.Unit) error {
		e, err := u.Edit(a.whole.Reference, a.version)
		if err != nil {
			return err
		}
		return known.do(a, u, e)
	})
	var bad fault.Invalid
	if !errors.As(err, &bad) {
		return err == nil, err
	}
	for field, message := range bad {
		a.fault(field, message)
	}
	return false, nil
}

// fault puts a refusal beside the control that it is about.
func (a *acting) fault(field, message string) {
	if f, ok := a.kind.Field(field); ok && a.form != nil {
		a.in.Errors.Add(anchor(f), "%s", words.Capital(message))
		return
	}
	if field == "due" {
		field = "due-day"
	}
	a.in.Errors.Add(field, "%s", words.Capital(message))
}

// after leads back to the record, or to the list where the act took it out of the reader's sight.
func (a *acting) after(w http.ResponseWriter, known act) error {
	sees := false
	err := a.s.read(a.r, func(v *gate.View) error {
		_, err := v.Open(a.whole.ID)
		if sees = err == nil; errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	done := known.done
	if done == "" {
		to, _ := a.kind.State(a.id)
		done = a.whole.Reference + ": " + to.Name
	}
	if !sees {
		return page.Redirect(w, a.r, a.s.listOrKinds(a.r, a.kind), done+". "+a.whole.Reference+" is now with others, and your post does not open it")
	}
	return page.Redirect(w, a.r, "/record/"+a.whole.Reference, done)
}

// text is what a control of the act holds.
func (a *acting) text(name string) string { return a.in.Text(name, 25_000) }
