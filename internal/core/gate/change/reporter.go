package change

import "github.com/wardmote/wardmote/internal/core/record"

// KeepPIN lets the reporter back to the report with its reference and a PIN, of which only the hash is kept.
func (u *Unit) KeepPIN(e *Edit, hash string) error {
	_, err := u.r.Exec("INSERT INTO reporter_key (record, pin) VALUES ($1, $2) ON CONFLICT (record) DO UPDATE SET pin = excluded.pin", e.rec.ID, hash)
	return err
}

// KeepSubmission binds a form's key to the record that it made. A second sending that raced this one fails here.
func (u *Unit) KeepSubmission(key string, e *Edit) error {
	_, err := u.r.Exec("INSERT INTO submission (key, record, at) VALUES ($1, $2, $3)", key, e.rec.ID, u.r.Moment)
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
