package desk

import (
	"errors"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
)

// Outcome is what an act on one of several came to, in words: done, where it was, and else why it was not. What names one, such
// as a report. An error
// that says nothing to the reader comes back, and what it is about was not changed.
func Outcome(err error, done, what string) (text string, ok bool, fatal error) {
	var bad fault.Invalid
	var lost *gate.Conflict
	switch {
	case err == nil:
		return done, true, nil
	case errors.As(err, &lost):
		return "Not done: " + lost.Error() + " meanwhile. Open it and look again.", false, nil
	case errors.As(err, &bad):
		return "Not done: " + faultText(bad), false, nil
	case errors.Is(err, fault.ErrForbidden):
		return "Not done: your post does not let you.", false, nil
	case errors.Is(err, fault.ErrNotFound):
		return "Not done: there is no such " + what + " that you may see.", false, nil
	}
	return "", false, err
}

// faultText is what the core said, without the names of fields.
func faultText(bad fault.Invalid) string {
	texts := make([]string, 0, len(bad))
	for _, text := range bad {
		texts = append(texts, text)
	}
	slices.Sort(texts)
	return strings.Join(texts, "; ")
}
