package gate

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// HeldBy are the ids of open records that a body owns, or sent and answers for until another takes them on; at most so many.
func (v *View) HeldBy(body string, most int) (ids []string, err error) {
	return v.ids(store.SQL("SELECT r.id FROM record r WHERE r.open = ? AND (r.owner_body = ? OR r.sender_body = ?) ORDER BY r.id"+store.Limit(most), true, body, body))
}

// ChargedWith are the ids of the records, open or closed, on which a body has an open action; at most so many.
func (v *View) ChargedWith(body string, most int) (ids []string, err error) {
	return v.ids(store.SQL("SELECT DISTINCT a.record FROM action a WHERE a.body = ? AND a.state = ? ORDER BY a.record"+store.Limit(most), body, record.ActionOpen))
}

func (v *View) ids(q store.Clause) (ids []string, err error) {
	text, args := store.Number(q)
	rows, err := v.tx.QueryContext(v.ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// PassActions gives the open actions of one body on the record to another, with the reason.
func (e *Edit) PassActions(from, to, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if err := e.keptFrom("body", to); err != nil {
		return err
	}
	n, err := e.unit.exec("UPDATE action SET body = $1 WHERE record = $2 AND body = $3 AND state = $4", to, e.rec.ID, from, record.ActionOpen)
	if err != nil {
		return fmt.Errorf("pass the actions on: %w", err)
	}
	if n > 0 {
		e.say("action passed on", "body", from, to, reason, record.ForStaff)
	}
	return nil
}
