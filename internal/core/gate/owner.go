package gate

import "github.com/wardmote/wardmote/internal/core/record"

// Forbids says that nothing of a record may go to a body, or to any body under it.
func (g *Gate) Forbids(r *record.Record, body string) bool { return g.KeptFrom(r)(body) }

// KeptFrom asks the routes once from which bodies a record is kept, and answers for each. What was made from a report keeps its category,
// and is kept from whom the report is kept from.
func (g *Gate) KeptFrom(r *record.Record) func(body string) bool {
	from := g.core.Pack.Forbidden(r.Told().Vars(g.core.Pack))
	return func(body string) bool { return g.core.Pack.UnderAny(body, from) }
}
