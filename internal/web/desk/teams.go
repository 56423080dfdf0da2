package desk

import (
	"context"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// Teams are the teams to which a record may be given: those in which somebody works today who could open it and work on it. to
// says how the record would stand with a team. What a form offers beside them would be read by nobody.
func (d *Desk) Teams(ctx context.Context, to func(pack.Team) access.Subject) ([]pack.Team, error) {
	holders, err := d.Accounts.Holders(ctx)
	if err != nil {
		return nil, err
	}
	var out []pack.Team
	for _, t := range d.Pack().Teams {
		s := to(t)
		works := func(h account.Holder) bool { return h.Team == t.ID && d.Gate.Rules().Works(h.Principal(), s) }
		if slices.ContainsFunc(holders, works) {
			out = append(out, t)
		}
	}
	return out, nil
}
