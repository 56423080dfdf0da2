package tasking

import (
	"errors"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// asks are the questions of the moves that need words: the tasking meeting asks not only whether but why.
var asks = map[string]struct{ question, missing string }{
	Done:     {"What was done, and what it brought", "Enter what was done and what it brought"},
	NotDone:  {"Why it was not done", "Enter why it was not done"},
	Declined: {"Why it is declined", "Enter why it is declined"},
	Proposed: {"Why it is proposed again", "Enter why it is proposed again"},
}

// results are the states whose words stay with the tasking as what came of it, so that a list shows it.
var results = []string{Done, NotDone, Declined}

// arrests is a field of the tasking that its end asks for, where the pack has it.
const arrests = "arrests"

// patrolKind is the pack's kind of record that a patrol is, and PatrolLink why it is linked with a tasking.
const (
	patrolKind = "patrol"
	PatrolLink = "The patrol that the tasking asked for"
)

// Patrol is the name of the act that links a patrol that was kept before.
const Patrol = "patrol"

// Acts are those of a tasking: each of its moves asks what the meeting asks, and its end ends the action that was asked.
func Acts(_ *pack.Pack, k *pack.Kind, generic []act.Act) []act.Act {
	if k.ID != Kind {
		return nil
	}
	var moves, rest []act.Act
	for _, x := range generic {
		if x.Part != act.NewState {
			rest = append(rest, x)
			continue
		}
		x.Asks = func(s *act.Scene) []act.Question { return askMove(s, x.ID) }
		x.Do = func(d *act.Doing) error {
			t, _ := d.Transition(x.ID)
			return d.Closes(t, func() error { return move(d, x.ID) })
		}
		x.Says = func(d *act.Doing) string { return x.Button + ": " + d.Edit.Record().Reference }
		moves = append(moves, x)
	}
	link := act.Act{ID: Patrol, Verb: pack.Edit, Asks: askPatrol, Do: linkPatrol, Button: "Link it", Title: "Link a patrol",
		Says: func(d *act.Doing) string { return d.Answers.Text("patrol") + " is linked" }}
	return append(append(moves, link, proposing()), rest...)
}

func askMove(s *act.Scene, to string) []act.Question {
	var out []act.Question
	if q, ok := asks[to]; ok {
		out = append(out, act.Needed(act.Text("words", q.question, "", 2000), q.missing))
	}
	if f, ok := s.Kind.Field(arrests); ok && to == Done {
		out = append(out, act.Question{Field: f, Held: s.Record.Fields[arrests]})
	}
	return out
}

// move takes a tasking to another state.
func move(d *act.Doing, to string) error {
	if n, ok := d.Answers[arrests]; ok {
		if err := d.Edit.Set(arrests, n); err != nil {
			return err
		}
	}
	return moveIn(d.Edit, to, d.Answers.Text("words"))
}

// Edit opens a tasking within a unit.
func Edit(u *change.Unit, ref string, version int64) (*change.Edit, error) {
	e, err := u.Edit(ref, version)
	if err == nil && e.Record().Kind != Kind {
		err = fmt.Errorf("%s is not a tasking: %w", e.Record().Reference, fault.ErrNotFound)
	}
	return e, err
}

func moveIn(e *change.Edit, to, words string) error {
	if slices.Contains(results, to) {
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
func Finish(e *change.Edit, result string) error {
	if e.Record().State == Agreed {
		if err := e.Move(Accepted, "", ""); err != nil {
			return err
		}
	}
	return moveIn(e, Done, result)
}

// Deployable says that a patrol can be sent for a tasking as it stands.
func Deployable(r *record.Record) bool {
	return r.Kind == Kind && slices.Contains([]string{Agreed, Accepted}, r.State)
}

// endActions ends the actions that were still open on a tasking that is over.
func endActions(e *change.Edit, to, words string) error {
	state, ends := map[string]string{Done: record.ActionDone, NotDone: record.ActionNotDone, Declined: record.ActionNotDone}[to]
	if !ends {
		return nil
	}
	return e.EndActions(func(record.Action) (string, string) { return state, words })
}

func askPatrol(*act.Scene) []act.Question {
	ref := act.Needed(act.Text("patrol", "Reference of the patrol", "Such as PT-26-00042-3", 40), "Select a patrol, or enter its reference")
	ref.Short = true
	return []act.Question{ref}
}

// linkPatrol links a patrol that was kept before to the tasking that sent it.
func linkPatrol(d *act.Doing) error {
	e, err := d.Unit.Edit(d.Answers.Text("patrol"), 0)
	if errors.Is(err, fault.ErrNotFound) || err == nil && e.Record().Kind != patrolKind {
		return fault.Invalid{"patrol": "There is no patrol with that reference that you may see"}
	}
	if err != nil {
		return err
	}
	return d.Unit.Link(d.Edit, e, PatrolLink)
}
