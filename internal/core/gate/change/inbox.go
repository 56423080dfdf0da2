package change

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/inbox"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// PutAside takes a message out of the new ones of its inbox, or back among them.
func (u *Unit) PutAside(id string, aside bool) error {
	m, err := u.Message(id)
	if err != nil {
		return err
	}
	if !u.Addressed(m) {
		return fmt.Errorf("only whom a message is for puts it aside: %w", fault.ErrForbidden)
	}
	var at any
	by := ""
	if aside {
		at, by = u.r.Moment, u.r.Principal.Name
	}
	_, err = u.r.Exec("UPDATE message SET seen = $1, seen_by = $2 WHERE id = $3", at, by, id)
	return err
}

// PutAsideOf takes out of the new ones the messages of a record in some templates, and those of its actions that have ended: somebody did
// what they asked for.
func (u *Unit) PutAsideOf(id string, templates []string, ended bool) error {
	which := []store.Clause{store.SQL("template IN ?", templates)}
	if ended {
		which = append(which, store.SQL("EXISTS (SELECT 1 FROM action a WHERE a.record = message.record AND a.state <> ? AND (message.cause = a.id OR message.cause LIKE a.id || ' due %'))", record.ActionOpen))
	}
	due := store.Or(which...)
	text, args := store.Number(store.SQL("UPDATE message SET seen = ?, seen_by = ? WHERE record = ? AND seen IS NULL AND whom <> ? AND ("+due.Text+")",
		append([]any{u.r.Moment, u.r.Principal.Name, id, record.ToReporter}, due.Args...)...))
	_, err := u.r.Exec(text, args...)
	return err
}

// Returned keeps that a message came back, as whoever reads the mailbox of the program's address found: it came to nobody.
func (u *Unit) Returned(id, why string) error {
	if err := u.r.Core.May(u.r.Principal, pack.Admin); err != nil {
		return err
	}
	if strings.TrimSpace(why) == "" {
		return fault.Invalid{"why": "Enter what the message that came back says"}
	}
	m, err := inbox.ScanMessage(u.r.Tx.QueryRowContext(u.r.Ctx, "SELECT "+inbox.MessageRead+" FROM message m WHERE m.id = $1", id))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return inbox.NotMessage()
	case err != nil:
		return err
	case m.State != record.MessageSent && m.State != record.MessageDelivered:
		return fault.Invalid{"why": "It was not sent, so it cannot have come back"}
	}
	m.State, m.Why = record.MessageFailed, why
	return u.Fare(m)
}
