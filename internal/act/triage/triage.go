// Package triage is what a team does with the reports sent to it: accept one, refuse it with a reason, send it on, work on
// it, open a case from it or join it to one, answer the reporter, and close it.
//
// The report stays with its owner through every step. Accepting moves ownership to the team's body, and only that body can
// accept; refusing hands the work back to the intake team with the reason; sending on leaves the report with the body that
// sends until the next team accepts. Nothing in between is ownerless (LGSCO 22 005 953), and while the reporter waits for a
// word a clock runs.
package triage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// The states that every pack's report kind has under these names (contract.go).
const (
	Received   = "received"
	Accepted   = "accepted"
	Refused    = "refused"
	InProgress = "in-progress"
	CaseOpened = "case-opened"
	Closed     = "closed"
	Reopened   = "reopened"
)

// Triage works on the reports of one partnership.
type Triage struct {
	Gate *gate.Gate
	// Officer is the account of the officer who looks after a ward for a team, empty where nobody does alone. Where it is nil
	// a case opens for the team, and the team shares it out.
	Officer func(ctx context.Context, team, area string) (string, error)
}

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

// with does one thing to a report.
func (t *Triage) with(ctx context.Context, who access.Principal, ref string, version int64, do func(*gate.Unit, *gate.Edit) error) error {
	return t.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := t.edit(u, ref, version)
		if err != nil {
			return err
		}
		return do(u, e)
	})
}

// Receives says that a report waits for an answer that the principal may give: they hold a post at the body of the team it
// was sent to. The intake team passes reports on; it takes on none in another team's name.
func Receives(p *pack.Pack, who access.Principal, r *record.Record) bool {
	team, ok := p.Team(r.Team)
	if !ok || who.System || slices.Contains(who.Teams(), team.ID) {
		return true
	}
	return slices.ContainsFunc(who.Posts, func(post access.Post) bool {
		return post.Body == team.Body && post.Team != p.Partnership.Intake
	})
}

func (t *Triage) receives(who access.Principal, r *record.Record, verb string) error {
	if Receives(t.Gate.Pack(), who, r) {
		return nil
	}
	team, _ := t.Gate.Pack().Team(r.Team)
	return fmt.Errorf("only %s can %s %s: %w", team.Name, verb, r.Reference, fault.ErrForbidden)
}

// Accept takes the report on for the team it was sent to, and assigns it to the person who accepts where they work in it.
func (t *Triage) Accept(ctx context.Context, who access.Principal, ref string, version int64) error {
	return t.with(ctx, who, ref, version, func(u *gate.Unit, e *gate.Edit) error {
		if err := t.accept(e, who); err != nil {
			return err
		}
		return t.acceptAlerts(u, e)
	})
}

func (t *Triage) accept(e *gate.Edit, who access.Principal) error {
	if err := t.receives(who, e.Record(), "accept"); err != nil {
		return err
	}
	if err := e.Move(Accepted, "", ""); err != nil {
		return err
	}
	body, holder := e.Record().OwnerBody, who.Account
	if team, ok := t.Gate.Pack().Team(e.Record().Team); ok {
		body = team.Body
		if !slices.Contains(who.Teams(), team.ID) {
			holder = ""
		}
	}
	if before := e.Record().OwnerBody; before != body {
		if err := e.Sent(before); err != nil {
			return err
		}
	}
	return e.Assign(body, e.Record().Team, holder, "accepted")
}

// acceptAlerts accepts the alerts about a report that went to the team which takes the report on: they have answered.
func (t *Triage) acceptAlerts(u *gate.Unit, e *gate.Edit) error {
	p := t.Gate.Pack()
	if p.Partnership.Alert == "" || !t.Gate.Rules().Anywhere(u.Who(), pack.Edit, p.Partnership.Alert) {
		return nil
	}
	w, err := u.Open(e.Record().ID)
	if err != nil {
		return err
	}
	for _, l := range w.Links {
		if l.Kind != p.Partnership.Alert {
			continue
		}
		a, err := u.Edit(l.Reference, 0)
		if err != nil {
			return err
		}
		k, _ := p.Kind(p.Partnership.Alert)
		if r := a.Record(); r.Team != e.Record().Team || r.State != k.Initial().ID {
			continue
		}
		for _, m := range k.Moves(k.Initial().ID) {
			if m.Takes {
				if err := a.Move(m.To, "", ""); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

// Refuse hands the report back to the intake team, which owns it, with the reason.
func (t *Triage) Refuse(ctx context.Context, who access.Principal, ref string, version int64, reason string) error {
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error {
		if err := t.receives(who, e.Record(), "refuse"); err != nil {
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
	bad := fault.Invalid{}
	to, ok := t.Gate.Pack().Team(team)
	if !ok {
		bad.Add("team", "Select the team to send it to")
	}
	if strings.TrimSpace(reason) == "" {
		bad.Add("reason", "Enter why it goes to that team")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error {
		if e.Record().State == Received && e.Record().Team == to.ID {
			return fault.Invalid{"team": to.Name + " has it already and has not yet answered"}
		}
		if e.Record().State != Received {
			if err := e.Move(Received, reason, ""); err != nil {
				return err
			}
		}
		if to.Body != e.Record().OwnerBody {
			if err := e.Sent(e.Record().OwnerBody); err != nil {
				return err
			}
		}
		return e.Assign(e.Record().OwnerBody, to.ID, "", reason)
	})
}

// Start says that work on the report has begun.
func (t *Triage) Start(ctx context.Context, who access.Principal, ref string, version int64) error {
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error { return e.Move(InProgress, "", "") })
}

// Give assigns the report to somebody of its team; nobody where account is empty. Body and team stay.
func (t *Triage) Give(ctx context.Context, who access.Principal, ref string, version int64, account string) error {
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error {
		return e.Assign(e.Record().OwnerBody, e.Record().Team, account, "")
	})
}

// Reopen takes a closed report up again.
func (t *Triage) Reopen(ctx context.Context, who access.Principal, ref string, version int64, reason string) error {
	return t.with(ctx, who, ref, version, func(_ *gate.Unit, e *gate.Edit) error { return e.Move(Reopened, reason, "") })
}
