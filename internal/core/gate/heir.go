package gate

import (
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
	rows, err := v.r.Tx.QueryContext(v.r.Ctx, text, args...)
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
