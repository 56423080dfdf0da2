// Package fault names the few ways in which the program says no, so that one place can turn each into a status and a page.
// An error that is none of these is the program's own failure.
package fault

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// The kinds of refusal. Wrap them with %w and say what was wrong, where, and what to do.
var (
	// ErrNotFound: there is no such thing, or the principal may not know of it; the two are never told apart.
	ErrNotFound = errors.New("not found")
	// ErrForbidden: the thing is there and known to the principal, who may not do this to it.
	ErrForbidden = errors.New("not allowed")
	// ErrConflict: somebody else changed it first.
	ErrConflict = errors.New("changed by somebody else")
	// ErrTooMany: too many tries; wait.
	ErrTooMany = errors.New("too many tries")
)

// Invalid says which fields of a form or request were wrong, each with what to do. The key "" is the whole form.
type Invalid map[string]string

// Error lists the fields in a stable order.
func (v Invalid) Error() string {
	fields := make([]string, 0, len(v))
	for f := range v {
		fields = append(fields, f)
	}
	sort.Strings(fields)
	parts := make([]string, len(fields))
	for i, f := range fields {
		parts[i] = strings.TrimPrefix(f+": "+v[f], ": ")
	}
	return strings.Join(parts, "; ")
}

// Add notes what is wrong with a field; the first word on a field stands.
func (v Invalid) Add(field, format string, args ...any) {
	if _, ok := v[field]; !ok {
		v[field] = fmt.Sprintf(format, args...)
	}
}

// OrNil is nil where nothing was wrong.
func (v Invalid) OrNil() error {
	if len(v) == 0 {
		return nil
	}
	return v
}
