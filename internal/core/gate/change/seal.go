package change

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// A part of a record may be for some of those who open the record (access.Rules.Opens). Whoever is not in its compartment can tell
// by nothing that it is there: no version, clock, count, message, search or refusal goes by it.

// under refuses to write a part under a seal that does not open to whoever writes it.
func (e *Edit) under(seal string) error {
	if e.unit.r.Principal.Record != "" || e.unit.r.Principal.Public || !pack.Narrower(seal) {
		return nil
	}
	_, declared := e.unit.r.Core.Pack.Compartment(seal)
	if !declared || !e.unit.r.Core.Rules.Opens(e.unit.r.Principal, seal) {
		return fault.Invalid{"audience": "Select who may read it, from the list"}
	}
	return nil
}

// doneBy refuses to give something to do to somebody who could not read what it is: to a person who is not in its compartment, or to a
// team or a body of which nobody is.
func (e *Edit) doneBy(a record.Action) error {
	if !pack.Narrower(a.Seal) {
		return nil
	}
	field, whose := "body", func(h account.Holder) bool { return h.Body == a.Body }
	switch {
	case a.Owner != "":
		field, whose = "owner", func(h account.Holder) bool { return h.Account == a.Owner }
	case a.Team != "":
		field, whose = "owner", func(h account.Holder) bool { return h.Team == a.Team }
	}
	holders, err := e.unit.holders()
	if err != nil || slices.ContainsFunc(holders, func(h account.Holder) bool { return whose(h) && e.unit.Reads(h, a.Seal) }) {
		return err
	}
	name := a.Seal
	if c, ok := e.unit.r.Core.Pack.Compartment(a.Seal); ok {
		name = c.Name
	}
	return fault.Invalid{field: fmt.Sprintf("They could not read it: it is for %q. Give it to somebody who is in that", name)}
}

// Reads says that the holder of a post reads the parts of a record that are under a seal, where they may open the record.
func (u *Unit) Reads(h account.Holder, seal string) bool {
	return u.r.Core.Rules.Opens(h.Principal().On(u.r.Moment.Date()), seal)
}

// openAction is who is to do an open action of the record, and its seal. One that the principal may not read is not there.
func (e *Edit) openAction(id string) (owner, seal string, err error) {
	err = e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, "SELECT owner, seal FROM action WHERE id = $1 AND record = $2 AND state = $3", id, e.rec.ID, record.ActionOpen).Scan(&owner, &seal)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !e.unit.r.Core.Rules.Opens(e.unit.r.Principal, seal) {
		return "", "", sight.OrNotFound(nil, "open action")
	}
	if err != nil {
		return "", "", fmt.Errorf("read the action: %w", err)
	}
	return owner, seal, nil
}
