package records

import (
	"html/template"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// lookMove refuses a move that the kind or the post does not allow, and reads the fields that its guard looks at.
func lookMove(a *acting, v *gate.View) error {
	from, _ := a.kind.State(a.whole.State)
	to, known := a.kind.State(a.id)
	t, ok := a.kind.Move(a.whole.State, a.id)
	if !known || !ok || from.ID == to.ID {
		return a.notNow(known)
	}
	verb := pack.Edit
	if from.Closed != to.Closed {
		verb = pack.Close
	}
	who := desk.Who(a.r)
	if !v.May(verb, &a.whole.Record) || len(t.Roles) > 0 && !who.HasRole(t.Roles...) {
		return page.Fail(page.Forbidden, "Your post does not let you do this with %s.", a.whole.Reference)
	}
	a.form = &form{s: a.s, kind: a.kind, who: who, editing: true, today: a.s.desk.Gate.Now().Date(), in: a.in, sent: a.sent, initial: map[string][]string{},
		fields: record.Fields{}, uploads: map[string]upload{}, picks: map[string][]pick{}}
	a.form.hold(&a.whole.Record)
	if !a.sent {
		return nil
	}
	for _, f := range a.guardFields(t) {
		value, err := a.form.parse(a.r, v, f)
		if err != nil {
			return err
		}
		a.form.fields[f.ID] = value
	}
	for _, picks := range a.form.picks {
		a.picks = append(a.picks, picks...)
	}
	return nil
}

// notNow answers a move that the record's state does not allow: somebody may have moved it since the page was drawn.
func (a *acting) notNow(known bool) error {
	if !known {
		return page.Fail(page.NotFound, "%s have no such state.", a.kind.Plural)
	}
	if a.sent && a.version != a.whole.Version {
		return &page.ConflictError{Href: "/record/" + a.whole.Reference}
	}
	return page.Fail(page.Conflict, "%s cannot do that from the state it is in now. Open it to see what it can do.", a.whole.Reference)
}

// guardFields are the fields that the guard of a move looks at and that the reader may fill in.
func (a *acting) guardFields(t pack.Transition) []pack.Field {
	names := t.Guarded()
	var out []pack.Field
	for _, f := range a.form.mine() {
		if slices.Contains(names, f.ID) && f.Type != pack.Document {
			out = append(out, f)
		}
	}
	return out
}

func drawMove(a *acting) []template.HTML {
	t, _ := a.kind.Move(a.whole.State, a.id)
	a.hint = t.Else
	var parts []template.HTML
	for _, f := range a.guardFields(t) {
		f.Required = true
		parts = append(parts, a.form.field(f))
	}
	if t.Reason {
		parts = append(parts, a.area("reason", "Reason", ""))
	}
	if t.Tells {
		parts = append(parts, a.area("message", "What to tell the person who reported it", "They read these words as they stand"))
	}
	if to, _ := a.kind.State(a.id); to.Closed && a.whole.Open && len(gate.Standing(a.s.desk.Pack(), a.whole)) > 0 {
		parts = append(parts, a.area("leaving", "Why it is closed although this stands open", strings.Join(gate.Standing(a.s.desk.Pack(), a.whole), "; ")))
	}
	if a.in.Errors.Has("state") {
		parts = append([]template.HTML{template.HTML(`<span id="state"></span>`)}, parts...)
	}
	if len(parts) == 0 {
		to, _ := a.kind.State(a.id)
		a.hint = "The state becomes “" + to.Name + "”."
	}
	return parts
}

func doMove(a *acting, u *gate.Unit, e *gate.Edit) error {
	t, ok := a.kind.Move(e.Record().State, a.id)
	if !ok {
		return fault.Invalid{"state": "This cannot be done from the state it is in now"}
	}
	for _, f := range a.guardFields(t) {
		if err := e.Set(f.ID, a.form.fields[f.ID]); err != nil {
			return err
		}
	}
	e.Leaving(a.text("leaving"))
	return moved(u, a.s.desk.Pack(), e, a.id, a.text("reason"), a.text("message"))
}

// moved moves a record, and where a case is open again by it the reports that were closed with it too.
func moved(u *gate.Unit, p *pack.Pack, e *gate.Edit, to, reason, message string) error {
	wasOpen := e.Record().Open
	if err := e.Move(to, reason, message); err != nil || wasOpen {
		return err
	}
	return casework.Reopen(u, p, e, reason)
}
