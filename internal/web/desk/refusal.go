package desk

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sort"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// Classify is the one place where the core's refusals become kinds of page.
func Classify(err error) (page.Kind, bool) {
	var bad fault.Invalid
	var wrong fault.Wrong
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return page.NotFound, true
	case errors.Is(err, fault.ErrForbidden):
		return page.Forbidden, true
	case errors.Is(err, fault.ErrConflict):
		return page.Conflict, true
	case errors.Is(err, fault.ErrTooMany):
		return page.TooMany, true
	case errors.As(err, &bad), errors.As(err, &wrong):
		return page.Unprocessable, true
	}
	return 0, false
}

// Tell says what to do where the store takes nothing or cannot be read: nothing was kept, nothing was lost, and nobody's PIN or
// password was wrong.
func Tell(r *http.Request, err error) error {
	if known := (*page.Error)(nil); errors.As(err, &known) {
		return err
	}
	switch {
	case errors.Is(err, fault.ErrDamaged):
		return &page.Error{Kind: page.Busy, Wait: time.Hour, Title: page.Say(r, "failure.damaged"), Err: err,
			Message: page.Say(r, "failure.damaged.text") + " " + page.Say(r, "failure.meanwhile")}
	case errors.Is(err, fault.ErrPassing), fault.Passing(err) && !errors.Is(err, context.DeadlineExceeded): // that the page itself calls busy
		return &page.Error{Kind: page.Busy, Wait: time.Minute, Title: page.Say(r, "failure.passing"), Err: err,
			Message: page.Say(r, "failure.passing.text") + " " + page.Say(r, "failure.meanwhile")}
	}
	return err
}

// Invalid moves what the core said of a form's fields into the form's own errors. It is false where err is something else,
// which the handler then returns.
func Invalid(err error, into *page.Errors) bool {
	var bad fault.Invalid
	if !errors.As(err, &bad) {
		return false
	}
	fields := make([]string, 0, len(bad))
	for f := range bad {
		fields = append(fields, f)
	}
	sort.Strings(fields)
	for _, f := range fields {
		into.Add(f, bad[f])
	}
	return true
}

// Wrong is Invalid for a form that the public fills in too: what was said of it by a key is worded in the language of the form.
func Wrong(err error, form *page.Form) bool {
	var wrong fault.Wrong
	if !errors.As(err, &wrong) {
		return Invalid(err, &form.Errors)
	}
	for _, field := range slices.Sorted(maps.Keys(wrong)) {
		form.Wrong(field, wrong[field].Key, wrong[field].Names...)
	}
	return true
}

// Lost turns a conflict into the page that shows who changed what, beside what the reader wanted; yours holds it by field.
// Other errors stay as they are.
func (d *Desk) Lost(r *http.Request, err error, yours record.Fields, href string) error {
	var c *gate.Conflict
	if !errors.As(err, &c) {
		return err
	}
	names, err := d.assignees(r, c.Since)
	if err != nil {
		return err
	}
	out := &page.ConflictError{Record: c.Current.Reference, Known: []string{c.Current.Title}, Href: href}
	kind, _ := d.Pack().Kind(c.Current.Kind)
	in, told := words.Words{Pack: d.Pack()}, map[string]bool{}
	out.Known = append(out.Known, in.Place(c.Current.Place))
	for id := range c.Current.Fields {
		out.Known = append(out.Known, c.Current.Fields.Text(id))
	}
	for i, e := range c.Since {
		if i == 0 {
			out.By, out.At = e.ActorName, e.At
		}
		field, _, now := in.Change(kind, e, names)
		change := page.Change{Field: cmp.Or(field, words.Event(e.Verb)), Theirs: cmp.Or(now, e.Reason)}
		if e.Field != "" && told[e.Field] {
			continue // changed twice meanwhile: the newest stands
		}
		told[e.Field] = true
		if f, ok := kind.Field(e.Field); ok && yours != nil {
			change.Yours = in.Value(f, yours[e.Field])
		}
		out.Changes = append(out.Changes, change)
	}
	return out
}

// assignees are the names of those to whom the events give a record.
func (d *Desk) assignees(r *http.Request, events []record.Event) (names map[string]string, err error) {
	var ids []string
	for _, e := range events {
		ids = append(ids, e.Accounts()...)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	err = d.Gate.Read(r.Context(), Who(r), func(v *gate.View) error {
		names, err = v.AccountNames(ids)
		return err
	})
	return names, err
}
