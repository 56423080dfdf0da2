package gate

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// checkOpened refuses what would be lost: a record that neither the principal nor anybody who holds a post today could open.
// A resident is never turned away for want of an officer; what reaches a team in which nobody works stands with the intake.
func (u *Unit) checkOpened(kind *pack.Kind, r *record.Record) error {
	if u.who.System || u.who.Public || u.gate.rules.Works(u.who, subject(r)) || u.gate.rules.May(u.who, pack.View, subject(r)) && !r.Open {
		return nil
	}
	holders, err := account.Holders(u.ctx, u.tx, u.now.Date())
	if err != nil {
		return fmt.Errorf("look who could open %s: %w", r.Reference, err)
	}
	opens := func(h account.Holder) bool { return u.gate.rules.May(h.Principal(), pack.View, subject(r)) }
	if slices.ContainsFunc(holders, opens) {
		return nil
	}
	team := "that body"
	if t, ok := u.gate.pack.Team(r.Team); ok {
		team = t.Name
	}
	return fault.Invalid{"team": fmt.Sprintf("Nobody at %s could open a %s that is marked %s. Select another team", team, kind.Name, r.Marking)}
}
