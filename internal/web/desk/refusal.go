package desk

import (
	"errors"
	"sort"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Classify is the one place where the core's refusals become kinds of page.
func Classify(err error) (page.Kind, bool) {
	var bad fault.Invalid
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return page.NotFound, true
	case errors.Is(err, fault.ErrForbidden):
		return page.Forbidden, true
	case errors.Is(err, fault.ErrConflict):
		return page.Conflict, true
	case errors.Is(err, fault.ErrTooMany):
		return page.TooMany, true
	case errors.As(err, &bad):
		return page.Unprocessable, true
	}
	return 0, false
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

// Lost turns a conflict into the page that shows who changed what, beside what the reader wanted; yours holds it by field.
// Other errors stay as they are.
func Lost(err error, kind *pack.Kind, yours record.Fields, href string) error {
	var c *gate.Conflict
	if !errors.As(err, &c) {
		return err
	}
	out := &page.ConflictError{Href: href}
	for i, e := range c.Since {
		if i == 0 {
			out.By, out.At = e.ActorName, e.At
		}
		name := e.Field
		if f, ok := kind.Field(e.Field); ok {
			name = f.Name
			out.Changes = append(out.Changes, page.Change{Field: name, Theirs: e.After, Yours: record.Words(f, yours[e.Field])})
			continue
		}
		if e.Field != "" {
			out.Changes = append(out.Changes, page.Change{Field: name, Theirs: e.After})
		}
	}
	return out
}
