package desk

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// Teams are the teams to which a record may be given today (act.Teams).
func (d *Desk) Teams(ctx context.Context, to func(pack.Team) access.Subject) ([]pack.Team, error) {
	holders, err := d.Acts.Held(ctx)
	return act.Teams(d.Pack(), d.Gate.Rules(), holders, to), err
}
