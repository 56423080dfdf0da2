package gate

import (
	"database/sql"
	"errors"

	"github.com/wardmote/wardmote/internal/core/record"
)

// KeepPIN lets the reporter back to the report with its reference and a PIN, of which only the hash is kept.
func (u *Unit) KeepPIN(e *Edit, hash string) error {
	_, err := u.exec("INSERT INTO reporter_key (record, pin) VALUES ($1, $2) ON CONFLICT (record) DO UPDATE SET pin = excluded.pin", e.rec.ID, hash)
	return err
}

// PIN is the id of the report with that reference and the hash of its PIN; ErrNotFound where there is none.
func (g *Gate) PIN(v *View, reference string) (id, hash string, err error) {
	err = v.tx.QueryRowContext(v.ctx, "SELECT k.record, k.pin FROM reporter_key k JOIN record r ON r.id = k.record WHERE r.reference = $1", tidyReference(reference)).Scan(&id, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", notFound(reference)
	}
	return id, hash, err
}

// Submitted is the record that an earlier sending of the same form made, and false where this is the first. A double
// click, the back button and a replay all carry the key of the form they were sent from.
func (v *View) Submitted(key string) (*record.Record, bool, error) {
	var id string
	err := v.tx.QueryRowContext(v.ctx, "SELECT record FROM submission WHERE key = $1", key).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	r, err := v.find(id)
	return r, err == nil, err
}

// KeepSubmission binds a form's key to the record that it made. A second sending that raced this one fails here.
func (u *Unit) KeepSubmission(key string, e *Edit) error {
	_, err := u.exec("INSERT INTO submission (key, record, at) VALUES ($1, $2, $3)", key, e.rec.ID, u.now)
	return err
}

// Once makes a record a single time for the key of the form that it was sent with, and gives the one of the first sending where
// there was another before. Without a key it is made each time.
func (u *Unit) Once(key string, make func() (*Edit, error)) (*record.Record, error) {
	if key != "" {
		if first, sent, err := u.Submitted(key); err != nil || sent {
			return first, err
		}
	}
	e, err := make()
	if err != nil {
		return nil, err
	}
	if key == "" {
		return e.Record(), nil
	}
	return e.Record(), u.KeepSubmission(key, e)
}
