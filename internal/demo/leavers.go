package demo

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/program"
)

// leftOpen is how many records somebody who has left still had.
const leftOpen = 6

// leave gives each leaver some of their team's open records and then ends their account: nobody handed their work over.
func leave(ctx context.Context, p *program.Program) error {
	for _, u := range p.Pack.Leavers {
		a, err := p.Accounts.ByUsername(ctx, u.ID)
		if err != nil {
			return fmt.Errorf("the demonstration's leaver %s: %w", u.ID, err)
		}
		if err := leftWith(ctx, p, u, a.ID); err != nil {
			return err
		}
		if err := p.Accounts.Disable(ctx, access.System("demonstration"), a.ID, true); err != nil {
			return fmt.Errorf("end the account of %s: %w", u.ID, err)
		}
	}
	return nil
}

func leftWith(ctx context.Context, p *program.Program, u pack.DemoUser, account string) error {
	who := access.System("demonstration")
	return change.Of(p.Gate).Write(ctx, who, func(w *change.Unit) error {
		list, err := w.List(gate.Query{Team: u.Team, Open: new(true), States: []string{"accepted", "in-progress", "investigating", "plan-agreed"}, ByDue: true, Limit: leftOpen})
		if err != nil {
			return err
		}
		if len(list.Records) == 0 {
			return fault.Invalid{"leavers": "the team " + u.Team + " has no open record to leave with " + u.Name}
		}
		for _, r := range list.Records {
			e, err := w.Edit(r.Reference, 0)
			if err != nil {
				return err
			}
			if err := e.Assign(r.OwnerBody, r.Team, account, "taken on before leaving"); err != nil {
				return err
			}
		}
		return nil
	})
}
