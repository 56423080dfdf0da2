// Package triage is what a team does with the reports sent to it: accept one, refuse it with a reason, send it on, open a
// case from it or join it to one, and close it with an answer to the reporter.
//
// The report stays with its owner through every step. Accepting moves ownership to the team's body; refusing hands the work
// back to the intake team with the reason; nothing in between is ownerless (LGSCO 22 005 953).
package triage

import (
	"context"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// The states that every pack's report kind has under these names; pack check asks for them.
const (
	Received   = "received"
	Accepted   = "accepted"
	Refused    = "refused"
	CaseOpened = "case-opened"
	Closed     = "closed"
)

// Triage works on the reports of one partnership.
type Triage struct{ Gate *gate.Gate }

// edit opens a report at the version that the person saw.
func (t *Triage) edit(u *gate.Unit, ref string, version int64) (*gate.Edit, error) {
	e, err := u.Edit(ref, version)
	if err != nil {
		return nil, err
	}
	if e.Record().Kind != t.Gate.Pack().Partnership.Report {
		return nil, fmt.Errorf("%s is not a report: %w", e.Record().Reference, fault.ErrNotFound)
	}
	return e, nil
}

// Accept takes the report on for the team it was sent to, and assigns it to the person who accepts.
func (t *Triage) Accept(ctx context.Context, who access.Principal, ref string, version int64) error {
	return t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := t.edit(u, ref, version)
		if err != nil {
			return err
		}
		return t.accept(e, who)
	})
}

func (t *Triage) accept(e *gate.Edit, who access.Principal) error {
	if err := e.Move(Accepted, "", ""); err != nil {
		return err
	}
	body := e.Record().OwnerBody
	if team, ok := t.Gate.Pack().Team(e.Record().Team); ok {
		body = team.Body
	}
	if before := e.Record().OwnerBody; before != body {
		e.Sent(before)
	}
	return e.Assign(body, e.Record().Team, who.Account, "accepted")
}

// Refuse hands the report back to the intake team, which owns it, with the reason.
func (t *Triage) Refuse(ctx context.Context, who access.Principal, ref string, version int64, reason string) error {
	return t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := t.edit(u, ref, version)
		if err != nil {
			return err
		}
		if err := e.Move(Refused, reason, ""); err != nil {
			return err
		}
		team, _ := t.Gate.Pack().Team(t.Gate.Pack().Partnership.Intake)
		return e.Assign(team.Body, team.ID, "", "refused: "+reason)
	})
}

// SendOn sends the report to another team. The body that sends keeps it until that team accepts.
func (t *Triage) SendOn(ctx context.Context, who access.Principal, ref string, version int64, team, reason string) error {
	to, ok := t.Gate.Pack().Team(team)
	if !ok {
		return fault.Invalid{"team": "Select the team to send it to"}
	}
	return t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := t.edit(u, ref, version)
		if err != nil {
			return err
		}
		if e.Record().State != Received {
			if err := e.Move(Received, reason, ""); err != nil {
				return err
			}
		} else if strings.TrimSpace(reason) == "" {
			return fault.Invalid{"reason": "Enter a reason"}
		}
		if to.Body != e.Record().OwnerBody {
			e.Sent(e.Record().OwnerBody)
		}
		return e.Assign(e.Record().OwnerBody, to.ID, "", reason)
	})
}

// OpenCase opens a record of a case kind from the report, for the officer of its locality, and links the two. The report's
// own words become the case's first summary, so that nobody types them again. It gives the case's reference.
func (t *Triage) OpenCase(ctx context.Context, who access.Principal, ref string, version int64, kind string) (string, error) {
	k, ok := t.Gate.Pack().Kind(kind)
	if !ok || k.Archetype != pack.Case || k.ID == t.Gate.Pack().Partnership.Report {
		return "", fault.Invalid{"kind": "Select the kind of case"}
	}
	var opened string
	err := t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := t.edit(u, ref, version)
		if err != nil {
			return err
		}
		c, err := u.Create(t.caseFrom(k, e.Record(), who))
		if err != nil {
			return err
		}
		opened = c.Record().Reference
		return t.intoCase(u, e, c, who, "The case was opened from this report")
	})
	return opened, err
}

// JoinCase links the report to a case that is already open: another complaint of the same trouble.
func (t *Triage) JoinCase(ctx context.Context, who access.Principal, ref string, version int64, caseRef string) error {
	return t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := t.edit(u, ref, version)
		if err != nil {
			return err
		}
		c, err := u.Edit(strings.TrimSpace(caseRef), 0)
		if err != nil {
			return fault.Invalid{"case": "There is no open case with that reference that you may see"}
		}
		k, _ := t.Gate.Pack().Kind(c.Record().Kind)
		if k.Archetype != pack.Case || !c.Record().Open || c.Record().ID == e.Record().ID {
			return fault.Invalid{"case": c.Record().Reference + " is not an open case"}
		}
		return t.intoCase(u, e, c, who, "A further report of the same trouble")
	})
}

func (t *Triage) intoCase(u *gate.Unit, e, c *gate.Edit, who access.Principal, reason string) error {
	if e.Record().State == Received {
		if err := t.accept(e, who); err != nil {
			return err
		}
	}
	if e.Record().State != CaseOpened {
		if err := e.Move(CaseOpened, "", ""); err != nil {
			return err
		}
	}
	if e.Record().RepeatVictim && !c.Record().RepeatVictim {
		if err := c.Repeat(true, "the report says that it has happened before"); err != nil {
			return err
		}
	}
	return u.Link(e, c, reason)
}

// caseFrom carries what the report says into the case: the columns of every kind, and each field that both kinds declare
// under one name with one type.
func (t *Triage) caseFrom(k *pack.Kind, r *record.Record, who access.Principal) record.Draft {
	d := record.Draft{Kind: k.ID, Title: r.Title, Category: r.Category, Risk: r.Risk, Channel: r.Channel, OwnerBody: r.OwnerBody, Team: r.Team,
		Assignee: who.Account, Area: r.Area, Place: r.Place, Point: r.Point, Occurred: r.Occurred, OccurredTo: r.OccurredTo,
		RepeatVictim: r.RepeatVictim, LastWord: r.LastWord, Fields: record.Fields{}}
	if team, ok := t.Gate.Pack().Team(r.Team); ok {
		d.OwnerBody = team.Body
	}
	reported := t.Gate.Pack().ReportKind()
	for _, f := range k.Fields {
		if from, ok := reported.Field(f.ID); ok && from.Type == f.Type && r.Fields[f.ID] != nil {
			d.Fields[f.ID] = r.Fields[f.ID]
		}
	}
	if f, ok := k.Field("summary"); ok && f.Type == pack.Text {
		d.Fields["summary"] = shortened(r.Fields.Text("what"), f.Max)
	}
	if _, ok := k.Field("repeat_victim"); ok && r.RepeatVictim {
		d.Fields["repeat_victim"] = true
	}
	return d
}

func shortened(s string, most int) string {
	runes := []rune(s)
	if most > 0 && len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// Close ends a report with what came of it and the answer that the reporter reads.
func (t *Triage) Close(ctx context.Context, who access.Principal, ref string, version int64, outcome, reason, message string) error {
	return t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := t.edit(u, ref, version)
		if err != nil {
			return err
		}
		f, _ := t.Gate.Pack().ReportKind().Field("outcome")
		value, err := record.Parse(f, []string{outcome})
		if err != nil || value == nil {
			return fault.Invalid{"outcome": "Select what came of it"}
		}
		if err := e.Set("outcome", value); err != nil {
			return err
		}
		return e.Move(Closed, reason, message)
	})
}
