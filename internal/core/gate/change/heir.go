package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// PassActions gives the open actions of one body on the record to another, with the reason.
func (e *Edit) PassActions(from, to, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if err := e.keptFrom("body", to); err != nil {
		return err
	}
	n, err := e.unit.r.Exec("UPDATE action SET body = $1 WHERE record = $2 AND body = $3 AND state = $4", to, e.rec.ID, from, record.ActionOpen)
	if err != nil {
		return fmt.Errorf("pass the actions on: %w", err)
	}
	if n > 0 {
		e.say("action passed on", "body", from, to, reason, record.ForStaff)
	}
	return nil
}
