package gate

import (
	"database/sql"
	"errors"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/record"
)

// PIN is the id of the report with that reference and the hash of its PIN; ErrNotFound where there is none.
func (g *Gate) PIN(v *View, reference string) (id, hash string, err error) {
	err = v.r.Tx.QueryRowContext(v.r.Ctx, "SELECT k.record, k.pin FROM reporter_key k JOIN record r ON r.id = k.record WHERE r.reference = $1", row.TidyReference(reference)).Scan(&id, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", sight.NotFound(reference)
	}
	return id, hash, err
}

// Submitted is the record that an earlier sending of the same form made, and false where this is the first. A double
// click, the back button and a replay all carry the key of the form they were sent from.
func (v *View) Submitted(key string) (*record.Record, bool, error) {
	var id string
	err := v.r.Tx.QueryRowContext(v.r.Ctx, "SELECT record FROM submission WHERE key = $1", key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	r, err := v.r.Find(id)
	return r, err == nil, err
}
