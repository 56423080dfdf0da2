package gate

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Answering is the team that answers for another one now: at night, at a weekend or on a bank holiday that may be the one which
// the pack names for it.
func (g *Gate) Answering(team *pack.Team) *pack.Team {
	now := g.core.Now()
	_, holiday := g.core.Calendar.Holiday(now.Date())
	return g.core.Pack.Answering(team, now, holiday)
}

// Overdue are records on which a contact that was promised by a day before today was missed and not noted yet, or that hold a recording that
// nobody has listened to by its day and that the duty post was not asked about.
func (v *View) Overdue(most int) ([]string, error) {
	if !v.r.Principal.System {
		return nil, fmt.Errorf("only the program looks for what was missed: %w", fault.ErrForbidden)
	}
	today := v.r.Moment.Date()
	return v.r.IDs(store.SQL("SELECT record FROM contact_promise WHERE ended IS NULL AND watch < ? UNION SELECT record FROM action WHERE due < ? AND "+NotHeard.Text+" ORDER BY 1"+store.Limit(most),
		append([]any{today, today}, NotHeard.Args...)...))
}

// NotHeard is the condition on an action that it is to listen to a recording that nobody has heard, and that nobody else was asked to.
var NotHeard = store.SQL("file <> '' AND state = ? AND seal = ? AND NOT EXISTS (SELECT 1 FROM action b WHERE b.file = action.file AND b.id <> action.id)", record.ActionOpen, record.ForStaff)

// Unanswered are the records of which a clock that escalates has run out, the longest waiting first.
func (v *View) Unanswered(most int) ([]string, error) {
	if !v.r.Principal.System {
		return nil, fmt.Errorf("only the program looks for what nobody answered: %w", fault.ErrForbidden)
	}
	q := store.SQL(`SELECT record FROM clock WHERE due_at IS NOT NULL AND stopped IS NULL AND escalated IS NULL AND due_at <= ?
 GROUP BY record ORDER BY min(due_at), record`+store.Limit(most), v.r.Moment)
	return v.r.IDs(q)
}
