package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
)

// KeepTrace remembers by which ways the sender of a report can be reached, each as a keyed hash: a second report of one
// person can be told, and nobody can be looked up by an address that they did not give.
func (u *Unit) KeepTrace(e *Edit, traces ...string) error {
	all := row.Rows{Into: "reporter_trace (trace, record)", Unless: " ON CONFLICT (trace, record) DO NOTHING"}
	for _, t := range traces {
		all.Add(t, e.rec.ID)
	}
	if err := all.Insert(u.r.Ctx, u.r.Tx); err != nil {
		return fmt.Errorf("keep the trace of the reporter: %w", err)
	}
	return nil
}
