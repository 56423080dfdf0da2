package gate

import (
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// HeldBy are the ids of open records that a body owns, or sent and answers for until another takes them on; at most so many.
func (v *View) HeldBy(body string, most int) (ids []string, err error) {
	return v.r.IDs(store.SQL("SELECT r.id FROM record r WHERE r.open = ? AND (r.owner_body = ? OR r.sender_body = ?) ORDER BY r.id"+store.Limit(most), true, body, body))
}

// ChargedWith are the ids of the records, open or closed, on which a body has an open action; at most so many.
func (v *View) ChargedWith(body string, most int) (ids []string, err error) {
	return v.r.IDs(store.SQL("SELECT DISTINCT a.record FROM action a WHERE a.body = ? AND a.body <> '' AND a.state = ? ORDER BY a.record"+store.Limit(most), body, record.ActionOpen))
}
