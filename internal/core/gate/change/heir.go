package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// PassActions gives the open actions of one body on the record to another, with the reason.
func (e *Edit) PassActions(from, to, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if err := e.keptFrom("body", to); err != nil {
		return err
	}
	seals, err := e.unit.r.IDs(store.SQL("SELECT DISTINCT seal FROM action WHERE record = ? AND body = ? AND state = ? ORDER BY seal", e.rec.ID, from, record.ActionOpen))
	if err != nil {
		return fmt.Errorf("pass the actions on: %w", err)
	}
	for _, seal := range seals { // who may not read one reads of no passing on either
		if _, err := e.unit.r.Exec("UPDATE action SET body = $1 WHERE record = $2 AND body = $3 AND state = $4 AND seal = $5", to, e.rec.ID, from, record.ActionOpen, seal); err != nil {
			return fmt.Errorf("pass the actions on: %w", err)
		}
		e.say("action passed on", "body", from, to, reason, seal)
	}
	return nil
}
