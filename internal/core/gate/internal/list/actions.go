package list

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// ActionQuery asks for open actions. One of Owner, For, Teams and Kinds must be given, so that a screen never reads every action.
type ActionQuery struct {
	Owner  string    // account that is to do it
	For    []string  // teams that are to do it
	Teams  []string  // on records that are with these teams
	Kinds  []string  // on records of these kinds
	Before when.Date // due on an earlier day
	Limit  int
}

// DueAction is an open action with the record that it stands on.
type DueAction struct {
	record.Action
	Reference string
	Title     string
	Kind      string
}

// OpenActions are the open actions of a query, nearest due first, on records that the principal may see: an action tells of
// its record. The reading is audited.
func (v *Lists) OpenActions(q ActionQuery) ([]DueAction, error) {
	out, err := sight.Ask(v.r, q, func() ([]DueAction, error) { return v.dueActions(q) })
	if err != nil {
		return nil, fmt.Errorf("list actions: %w", err)
	}
	v.r.NoteReading(string(pack.View), "action", "", len(out), "")
	return slices.Clone(out), nil
}

func (v *Lists) dueActions(q ActionQuery) ([]DueAction, error) {
	rule, err := v.r.Rule(pack.View)
	if err != nil {
		return nil, err
	}
	parts := []store.Clause{store.SQL("a.state = ?", record.ActionOpen)}
	switch {
	case q.Owner != "": // whose few actions are looked up first, and not the many records that the reader may see
		rule = store.Lazily(rule)
		parts = append(parts, store.SQL("a.owner = ?", q.Owner))
	case len(q.For) > 0:
		rule = store.Lazily(rule)
		parts = append(parts, store.SQL("a.team <> '' AND a.team IN ?", q.For))
	case len(q.Teams) > 0:
		parts = append(parts, store.SQL("r.open = ? AND r.team IN ?", true, q.Teams))
	case len(q.Kinds) == 0:
		return nil, fault.Invalid{"owner": "say whose actions are wanted"}
	}
	if len(q.Kinds) > 0 {
		parts = append(parts, store.SQL("r.open = ? AND r.kind IN ?", true, q.Kinds))
	}
	if !q.Before.IsZero() {
		parts = append(parts, store.SQL("a.due < ?", q.Before))
	}
	where := store.And(append(parts, v.r.Opened("a.seal"), rule)...)
	limit := min(max(q.Limit, 1), 200)
	text := store.SQL(`SELECT a.id, a.record, a.what, a.body, a.owner, a.team, a.due, a.state, a.outcome, a.set_at, a.ended, a.seal, r.reference, r.title, r.kind
 FROM action a JOIN record r ON r.id = a.record WHERE `+where.Text+" ORDER BY a.due, a.id"+store.Limit(limit), where.Args...)
	var out []DueAction
	err = v.r.Rows(text, func(s row.Scanner) error {
		var d DueAction
		a := &d.Action
		err := s.Scan(&a.ID, &a.Record, &a.What, &a.Body, &a.Owner, &a.Team, &a.Due, &a.State, &a.Outcome, &a.SetAt, &a.Ended, &a.Seal, &d.Reference, &d.Title, &d.Kind)
		out = append(out, d)
		return err
	})
	return out, err
}
