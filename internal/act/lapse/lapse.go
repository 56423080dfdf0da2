// Package lapse sees to it that nothing stays with a body that has ended. At the start of the program what a body holds that the
// pack says has ended goes to whoever took its place: its open records and what it sent and still answers for, the open
// actions that it was set, and the posts of its people. Where nobody took its place the records and actions go to the team that
// receives reports, and the posts end. Each is an act of the program in the history, with the pack's reason, and done a second
// time it finds nothing to do.
package lapse

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// atOnce is how many records change hands in one write.
const atOnce = 50

// who acts: the program itself, under a name that the history shows.
func who() access.Principal { return access.System("what has ended") }

// heir is who takes what a body held.
type heir struct {
	body   string
	intake *pack.Team // takes what nobody else may or can
	known  bool       // somebody took the body's place; otherwise it is intake
	reason string
}

func heirOf(p *pack.Pack, b *pack.Body, today when.Date) (heir, error) {
	h := heir{reason: fmt.Sprintf("%s ended on %s.", b.Name, b.To.Words())}
	if b.Note != "" {
		h.reason += " " + b.Note
	}
	intake, ok := p.Team(p.Partnership.Intake)
	if !ok {
		return h, fmt.Errorf("the pack has no team %q, which receives reports", p.Partnership.Intake)
	}
	h.body, h.intake = intake.Body, intake
	if successor, ok := p.Heir(b.ID, today); ok {
		h.known, h.body = true, successor.ID
	}
	return h, nil
}

// teamFor is the team that has a record from now on: its own where the pack gives that to the heir, else the intake's where that is
// the heir, else the heir's team of the ward, else any of the heir's. Where the heir has no team, or the record must never come to
// it, the intake takes it: without a team it would stand on nobody's list.
func (h heir) teamFor(p *pack.Pack, e *change.Edit) *pack.Team {
	r := e.Record()
	if t, ok := p.Team(r.Team); ok && t.Body == h.body {
		return t
	}
	if h.body == h.intake.Body || e.Forbids(h.body) {
		return h.intake
	}
	if local := p.LocalityTeams(h.body, r.Area); r.Area != "" && len(local) > 0 {
		return &local[0]
	}
	for i := range p.Teams {
		if p.Teams[i].Body == h.body {
			return &p.Teams[i]
		}
	}
	return h.intake
}

// ended are the bodies that have ended before today.
func ended(g *gate.Gate) []*pack.Body {
	var out []*pack.Body
	for i := range g.Pack().Bodies {
		if b := &g.Pack().Bodies[i]; b.Life().Ended(g.Now().Date()) {
			out = append(out, b)
		}
	}
	return out
}

// Settle hands on what bodies that have ended still hold.
func Settle(ctx context.Context, g *gate.Gate, acts *act.Acts, accounts *account.Register) error {
	for _, b := range ended(g) {
		h, err := heirOf(g.Pack(), b, g.Now().Date())
		if err != nil {
			return err
		}
		to := ""
		if h.known {
			to = h.body
		}
		if err := accounts.Rehome(ctx, who(), b.ID, to); err != nil {
			return fmt.Errorf("the posts at %s: %w", b.Name, err)
		}
		if err := handOn(ctx, g, acts, b, (*gate.View).HeldBy, Take); err != nil {
			return fmt.Errorf("the records of %s: %w", b.Name, err)
		}
		if err := handOn(ctx, g, acts, b, (*gate.View).ChargedWith, Charge); err != nil {
			return fmt.Errorf("the actions of %s: %w", b.Name, err)
		}
	}
	return nil
}

// handOn changes what a body holds, some at a time, until it holds nothing.
func handOn(ctx context.Context, g *gate.Gate, acts *act.Acts, b *pack.Body, held func(*gate.View, string, int) ([]string, error), name string) error {
	for {
		var ids []string
		err := g.Read(ctx, who(), func(v *gate.View) (err error) {
			ids, err = held(v, b.ID, atOnce)
			return err
		})
		if err != nil || len(ids) == 0 {
			return err
		}
		var calls []act.Call
		for _, id := range ids {
			calls = append(calls, act.Call{Record: id, Act: name, Answers: act.Answers{"body": b.ID}})
		}
		if _, err := acts.Together(ctx, who(), calls...); err != nil {
			return err
		}
	}
}

// Left says in sentences what is not settled: what bodies that have ended still hold, and where the pack leads to what has ended
// since it was checked. Nothing is left where the list is empty.
func Left(ctx context.Context, g *gate.Gate, accounts *account.Register) ([]string, error) {
	var out []string
	for _, b := range ended(g) {
		var records, actions []string
		err := g.Read(ctx, who(), func(v *gate.View) (err error) {
			if records, err = v.HeldBy(b.ID, atOnce); err == nil {
				actions, err = v.ChargedWith(b.ID, atOnce)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		posts, err := accounts.At(ctx, who(), b.ID)
		if err != nil {
			return nil, err
		}
		if len(records)+len(actions)+posts > 0 {
			out = append(out, fmt.Sprintf("%s ended on %s and still holds open records (%d%s), actions (%d%s) and posts (%d): they are handed on when the program serves",
				b.Name, b.To, len(records), more(records), len(actions), more(actions), posts))
		}
		for _, x := range g.Pack().Routes {
			if x.Body == b.ID {
				out = append(out, fmt.Sprintf("the route %s leads to %s, which ended on %s: change the pack", x.ID, b.Name, b.To))
			}
		}
	}
	kinds, err := g.Unprojected(ctx)
	for _, kind := range kinds {
		out = append(out, fmt.Sprintf("records of the kind %s are not all brought to what this version and its pack filter, count and find them by: this goes on while the program serves", kind))
	}
	return out, err
}

func more(ids []string) string {
	if len(ids) == atOnce {
		return " or more"
	}
	return ""
}
