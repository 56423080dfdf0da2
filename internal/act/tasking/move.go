package tasking

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
)

// needs are what has to be said with a move: the tasking meeting asks not only whether but why.
var needs = map[string]string{
	Done:     "Enter what was done and what it brought",
	NotDone:  "Enter why it was not done",
	Declined: "Enter why it is declined",
}

// Move takes a tasking to another state. Done needs a result, not done and declined a reason; each stays with the tasking as
// what came of it, so that a list shows it, and ends the action that was asked.
func (t *Tasking) Move(ctx context.Context, who access.Principal, ref string, version int64, to, words string) error {
	return t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := Edit(u, ref, version)
		if err != nil {
			return err
		}
		return MoveIn(u, e, to, words)
	})
}

// Edit opens a tasking within a unit.
func Edit(u *gate.Unit, ref string, version int64) (*gate.Edit, error) {
	e, err := u.Edit(ref, version)
	if err == nil && e.Record().Kind != Kind {
		err = fmt.Errorf("%s is not a tasking: %w", e.Record().Reference, fault.ErrNotFound)
	}
	return e, err
}

// MoveIn is Move within a unit that does more.
func MoveIn(u *gate.Unit, e *gate.Edit, to, words string) error {
	if missing := needs[to]; missing != "" && strings.TrimSpace(words) == "" {
		return fault.Invalid{"words": missing}
	}
	if needs[to] != "" {
		if err := e.Set("result", words); err != nil {
			return err
		}
	}
	if err := e.Move(to, words, ""); err != nil {
		return err
	}
	return endActions(e, to, words)
}

// Finish says that a tasking was done, whether its team had accepted it by then or went at once.
func Finish(u *gate.Unit, e *gate.Edit, result string) error {
	if e.Record().State == Agreed {
		if err := e.Move(Accepted, "", ""); err != nil {
			return err
		}
	}
	return MoveIn(u, e, Done, result)
}

// Deployable says that a patrol can be sent for a tasking as it stands.
func Deployable(r *record.Record) bool {
	return r.Kind == Kind && slices.Contains([]string{Agreed, Accepted}, r.State)
}

// endActions ends the actions that were still open on a tasking that is over.
func endActions(e *gate.Edit, to, words string) error {
	state, ends := map[string]string{Done: record.ActionDone, NotDone: record.ActionNotDone, Declined: record.ActionNotDone}[to]
	if !ends {
		return nil
	}
	return e.EndActions(func(record.Action) (string, string) { return state, words })
}
