// Package tasking turns a problem location into somebody's job: where, why there, what is asked, which team, by when, and
// afterwards what was done or why it was not (ledger rows 57, 58, 60).
package tasking

import (
	"cmp"
	"context"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Kind is the pack's kind of record that a tasking is.
const Kind = "tasking"

// The states of a tasking.
const (
	Proposed = "proposed"
	Agreed   = "agreed"
	Accepted = "accepted"
	Done     = "done"
	NotDone  = "not-done"
	Declined = "declined"
)

// Tasking works on the taskings of one partnership.
type Tasking struct{ Gate *gate.Gate }

// Asked is a problem location and what is asked there. Observed and Expected are those of the hotspot it came from.
type Asked struct {
	Title       string // the problem and the place where empty
	Reason      string
	Action      string
	Team        string
	Problem     string
	Due         when.Date
	Area        string
	Place       string
	Point       *record.Point
	FromHotspot string
	Observed    *float64
	Expected    *float64
	Times       string
}

// Propose keeps a tasking and gives its reference.
func (t *Tasking) Propose(ctx context.Context, who access.Principal, a Asked) (string, error) {
	bad := fault.Invalid{}
	team, ok := t.Gate.Pack().Team(a.Team)
	if !ok || !team.Tasked {
		bad.Add("team", "Select the team")
	}
	if a.Due.IsZero() || a.Due.Before(t.Gate.Now().Date()) {
		bad.Add("due", "Enter the day by which it is to be done, today or later")
	}
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	fields := record.Fields{"reason": a.Reason, "asked_action": a.Action, "team": a.Team, "problem": a.Problem, "from_hotspot": a.FromHotspot, "times": a.Times}
	for id, n := range map[string]*float64{"observed": a.Observed, "expected": a.Expected} {
		if n != nil {
			fields[id] = *n
		}
	}
	for id, v := range fields {
		if v == "" {
			delete(fields, id)
		}
	}
	title := cmp.Or(strings.TrimSpace(a.Title), t.title(a))
	var ref string
	err := change.Of(t.Gate).Write(ctx, who, func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: Kind, Title: title, Team: a.Team, Area: a.Area, Place: a.Place, Point: a.Point, Due: a.Due, Fields: fields})
		if err != nil {
			return err
		}
		ref = e.Record().Reference
		_, err = e.AddAction(record.Action{What: a.Action, Body: team.Body, Due: a.Due})
		return err
	})
	return ref, err
}

// title says what is asked about and where, for lists in which every tasking is a problem location.
func (t *Tasking) title(a Asked) string {
	p := t.Gate.Pack()
	what, where := "Problem location", a.Place
	if k, ok := p.Kind(Kind); ok && a.Problem != "" {
		if f, ok := k.Field("problem"); ok {
			f.Options = p.OptionsOf(f)
			what = record.Words(f, a.Problem)
		}
	}
	if area, ok := p.Area(a.Area); ok && where == "" {
		where = area.Name
	}
	if where == "" {
		return what
	}
	return what + ", " + where
}
