// Package handover gives the open work of one person to another, or back to its teams: when somebody leaves, falls ill or changes
// post, their records and actions stay open and nobody else looks at them. Nothing is closed and no clock stops.
package handover

import (
	"context"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Most bounds the records, and the actions, that are handed over in one step.
const Most = 200

// Handover is made over a gate and its acts.
type Handover struct {
	Gate *gate.Gate
	Acts *act.Acts
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
		_, err := h.Acts.Run(ctx, who, act.Call{Record: rec.Reference, Version: rec.Version, Act: HandOver, Answers: act.Answers{"from": from, "to": to, "reason": reason}})
		out = append(out, Outcome{rec.Reference, rec.Title, err})
	}
	for _, a := range work.Actions {
		_, err := h.Acts.Run(ctx, who, act.Call{Record: a.Reference, Act: ToDo, Part: a.ID, Answers: act.Answers{"to": to, "reason": reason}})
		out = append(out, Outcome{a.Reference, a.What, err})
	}
	return out, nil
}
