// Package handover gives the open work of one person to another, or back to its teams: when somebody leaves, falls ill or changes
// post, their records and actions stay open and nobody else looks at them. Nothing is closed and no clock stops.
package handover

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Most bounds the records, and the actions, that are handed over in one step.
const Most = 200

// Handover is made over a gate and the register of who works in which team.
type Handover struct {
	Gate     *gate.Gate
	Accounts *account.Register
}

// Work is what somebody has open, as far as the principal may see it.
type Work struct {
	Records []record.Record
	Total   gate.Total
	Actions []gate.DueAction
}

// Of reads the open work of an account, nearest due first.
func (h *Handover) Of(v *gate.View, account string, limit int) (w Work, err error) {
	list, err := v.List(gate.Query{Assignee: account, Open: new(true), ByDue: true, Limit: limit, Bare: true})
	if err != nil {
		return w, err
	}
	w.Records = list.Records
	if w.Total, err = v.Total(gate.Query{Assignee: account, Open: new(true)}); err != nil {
		return w, err
	}
	w.Actions, err = v.OpenActions(gate.ActionQuery{Owner: account, Limit: limit})
	return w, err
}

// Outcome is what became of one record or action; Err is nil where it was handed over.
type Outcome struct {
	Reference, What string
	Err             error
}

// Give hands over all open records and actions of an account, each by itself: what one does not allow stops no other. A record goes
// to the person where they work in its team, and where to is empty it stays with its team and nobody. An action needs somebody to do it, so
// without a person it stays. The reason stands in every history.
func (h *Handover) Give(ctx context.Context, who access.Principal, from, to, reason string) ([]Outcome, error) {
	bad := fault.Invalid{}
	if strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter why the work is handed over")
	}
	if from == to {
		bad.Add("to", "Select somebody else")
	}
	if err := bad.OrNil(); err != nil {
		return nil, err
	}
	var work Work
	err := h.Gate.Read(ctx, who, func(v *gate.View) (err error) {
		work, err = h.Of(v, from, Most)
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []Outcome
	for _, rec := range work.Records {
		err := h.giveRecord(ctx, who, rec, from, to, reason)
		out = append(out, Outcome{rec.Reference, rec.Title, err})
	}
	for _, a := range work.Actions {
		err := h.giveAction(ctx, who, a, to, reason)
		out = append(out, Outcome{a.Reference, a.What, err})
	}
	return out, nil
}

func (h *Handover) giveRecord(ctx context.Context, who access.Principal, rec record.Record, from, to, reason string) error {
	if to != "" {
		works, err := h.worksIn(ctx, to, rec.Team)
		if err != nil {
			return err
		}
		if !works {
			return fault.Invalid{"to": "that person does not work in the team that has it"}
		}
	}
	return change.Of(h.Gate).Write(ctx, who, func(u *change.Unit) error {
		e, err := u.Edit(rec.Reference, rec.Version)
		if err != nil {
			return err
		}
		if e.Record().Assignee != from {
			return fault.Invalid{"": "somebody else has it by now"}
		}
		return e.Assign(rec.OwnerBody, rec.Team, to, reason)
	})
}

func (h *Handover) giveAction(ctx context.Context, who access.Principal, a gate.DueAction, to, reason string) error {
	if to == "" {
		return fault.Invalid{"to": "an action is somebody's: select a person for it"}
	}
	next, err := h.Accounts.Principal(ctx, to)
	if err != nil {
		return fmt.Errorf("find who is to do it: %w", err)
	}
	return change.Of(h.Gate).Write(ctx, who, func(u *change.Unit) error {
		e, err := u.Edit(a.Reference, 0)
		if err != nil {
			return err
		}
		rec := e.Record()
		subject := gate.Subject(rec)
		if !h.Gate.Rules().May(next, pack.View, subject) {
			return fault.Invalid{"to": "that person may not open the record"}
		}
		return e.GiveAction(a.ID, to, reason)
	})
}

// worksIn says that somebody holds a post in a team today.
func (h *Handover) worksIn(ctx context.Context, person, team string) (bool, error) {
	holders, err := h.Accounts.Team(ctx, team)
	return slices.ContainsFunc(holders, func(x account.Holder) bool { return x.Account == person }), err
}
