package gate

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Answering is the team that answers for another one now: at night, at a weekend or on a bank holiday that may be the one which
// the pack names for it.
func (g *Gate) Answering(team *pack.Team) *pack.Team {
	now := g.core.Now()
	_, holiday := g.core.Calendar.Holiday(now.Date())
	return g.core.Pack.Answering(team, now, holiday)
}

// Unanswered are the records of which a clock that escalates has run out, the longest waiting first.
func (v *View) Unanswered(most int) ([]string, error) {
	if !v.r.Principal.System {
		return nil, fmt.Errorf("only the program looks for what nobody answered: %w", fault.ErrForbidden)
	}
	q := store.SQL(`SELECT record FROM clock WHERE due_at IS NOT NULL AND stopped IS NULL AND escalated IS NULL AND due_at <= ?
 GROUP BY record ORDER BY min(due_at), record`+store.Limit(most), v.r.Moment)
	return v.r.IDs(q)
}
