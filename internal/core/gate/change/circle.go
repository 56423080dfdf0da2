package change

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

func factsOf(r *record.Record, seal int64) []any {
	return []any{r.Kind, r.Marking, r.OwnerBody, r.SenderBody, r.Team, r.Area, seal}
}

// circled puts the record into the circle of its facts, under the seal that it has.
func (e *Edit) circled() error {
	seal, err := e.sealed()
	if err != nil {
		return err
	}
	return e.circledUnder(seal)
}

// sealed is the seal of the record; 0 where it has none.
func (e *Edit) sealed() (seal int64, err error) {
	if e.rec.Circle == 0 { // it is being made
		return 0, nil
	}
	err = e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, "SELECT seal FROM circle WHERE id = $1", e.rec.Circle).Scan(&seal)
	return seal, err
}

// circledUnder is circled under another seal. The circle is made where the record is the first of it.
func (e *Edit) circledUnder(seal int64) error {
	u := e.unit
	find, args := store.Number(store.SQL("SELECT id FROM circle WHERE "+strings.Join(sight.CircleFacts, " = ? AND ")+" = ?", factsOf(e.rec, seal)...))
	err := u.r.Tx.QueryRowContext(u.r.Ctx, find, args...).Scan(&e.rec.Circle)
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	// Another process may make it at this moment: then it is found when that one has ended.
	one := row.Rows{Into: "circle (" + strings.Join(sight.CircleFacts, ", ") + ")", Unless: " ON CONFLICT DO NOTHING"}
	one.Add(args...)
	if err := one.Insert(u.r.Ctx, u.r.Tx); err != nil {
		return fmt.Errorf("make the circle of %s: %w", e.rec.Reference, err)
	}
	u.r.Within = nil
	return u.r.Tx.QueryRowContext(u.r.Ctx, find, args...).Scan(&e.rec.Circle)
}
