package change

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// checkOpened refuses what would be lost: what waits to be worked on and would be on nobody's home, and anything else that nobody who
// holds a post today could open. A resident is never turned away for want of an officer: settle found whoever there is.
func (u *Unit) checkOpened(kind *pack.Kind, r *record.Record) error {
	if u.r.Principal.System || u.r.Principal.Public {
		return nil
	}
	opens := u.opens
	if kind.Archetype == pack.Case && r.Open {
		opens = u.stands
	}
	if found, err := opens(kind, r); err != nil || found {
		return err
	}
	team := "that body"
	if t, ok := u.r.Core.Pack.Team(r.Team); ok {
		team = t.Name
	}
	return fault.Invalid{"team": fmt.Sprintf("Nobody at %s could open a %s that is marked %s. Select another team", team, kind.Name, r.Marking)}
}

func (u *Unit) opens(_ *pack.Kind, r *record.Record) (bool, error) {
	if u.r.May(pack.View, r) {
		return true, nil
	}
	holders, err := u.holders()
	return slices.ContainsFunc(holders, func(h account.Holder) bool { return u.r.Core.Rules.May(h.Principal(), pack.View, sight.Subject(r)) }), err
}
