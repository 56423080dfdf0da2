// Package tasking turns a problem location into somebody's job: where, why there, what is asked, which team, by when, and
// afterwards what was done or why it was not (ledger rows 57, 58, 60).
package tasking

import (
	"cmp"
	"context"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
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
type Tasking struct {
	Gate *gate.Gate
	Acts *act.Acts
}

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
	filled := act.Filled{Title: cmp.Or(strings.TrimSpace(a.Title), t.title(a)), Area: a.Area, Place: a.Place, Point: a.Point, Fields: fields}
	out, err := t.Acts.Run(ctx, who, act.Call{Kind: Kind, Act: proposes, Answers: act.Answers{"tasking": filled, "due": a.Due.String()}})
	return out.Record.Reference, err
}

// proposes is the name of the act that proposes a tasking.
const proposes = "propose"

// proposing is the act: what is asked is an action of the team's body, by the day on which it is due.
func proposing() act.Act {
	return act.Act{ID: proposes, Part: act.NewRecord, Verb: pack.Create, Title: "Ask for a tasking", Done: "The tasking is proposed", Asks: func(*act.Scene) []act.Question {
		return []act.Question{{Missing: "Enter what is asked", Field: pack.Field{ID: "tasking", Name: "What is asked", Type: act.Form, Required: true}},
			{Missing: "Enter the day by which it is to be done, today or later", Field: pack.Field{ID: "due", Name: "Due", Type: pack.Date, Required: true}}}
	}, Do: func(d *act.Doing) error {
		filled, _ := d.Answers["tasking"].(act.Filled)
		if filled.Due = d.Answers.Day("due"); filled.Due.Before(d.Today) {
			return fault.Invalid{"due": "Enter the day by which it is to be done, today or later"}
		}
		if err := d.Make(filled); err != nil {
			return err
		}
		body := d.Edit.Record().OwnerBody
		if team, ok := d.Pack.Team(d.Edit.Record().Team); ok {
			body = team.Body
		}
		_, err := d.Edit.AddAction(record.Action{What: filled.Fields.Text("asked_action"), Body: body, Due: filled.Due})
		return err
	}}
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
