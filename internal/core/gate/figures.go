package gate

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Figures are what the program worked out over the whole partnership and keeps, so that no page waits for it. They hold
// counts and no record. Those without an edition are replaced when they are worked out again; an edition never changes.
type Figures struct {
	Name    string
	Edition string // 2026-Q3; empty for the newest of what is worked out again
	Basis   string // what they were worked out from, to tell whether that has changed
	Value   []byte // JSON
	At      when.Instant
}

// Figures are the figures of a name and an edition, and false where none are kept. They are for the program: what a reader
// sees of them is decided by the screen.
func (v *View) Figures(name, edition string) (f Figures, ok bool, err error) {
	if !v.r.Principal.System {
		return f, false, fmt.Errorf("figures are read by the program alone: %w", fault.ErrForbidden)
	}
	f = Figures{Name: name, Edition: edition}
	err = v.r.Tx.QueryRowContext(v.r.Ctx, "SELECT basis, value, at FROM figures WHERE name = $1 AND edition = $2", name, edition).Scan(&f.Basis, &f.Value, &f.At)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	return f, err == nil, err
}

// LastEvent is the id of the newest event: where it is the same, no record has changed.
func (v *View) LastEvent() (id string, err error) {
	err = v.r.Tx.QueryRowContext(v.r.Ctx, "SELECT COALESCE(max(id), '') FROM event").Scan(&id)
	return id, err
}
