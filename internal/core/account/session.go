package account

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Idle is how long a session lives on after it was last kept. Who shows pages keeps it again now and then, and not for every
// page: that would be a write to disk for each.
const Idle = 2 * time.Hour

// Sessions keeps sign-ins in the store, so that they outlive a restart and serve several processes. It is an scs.CtxStore;
// the session manager hands it the hash of each token, never the token.
type Sessions struct {
	db  *store.DB
	now func() when.Instant
}

// NewSessions are the sessions of a store.
func NewSessions(db *store.DB, now func() when.Instant) *Sessions {
	return &Sessions{db: db, now: now}
}

// FindCtx is the session of a token that has not expired.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.Read(ctx, func(tx store.Tx) error {
		return tx.QueryRowContext(ctx, "SELECT data FROM session WHERE token = $1 AND expiry > $2", token, s.now()).Scan(&data)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx keeps a session until its expiry or until it has been idle, and clears those that have expired.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if idle := s.now().Add(Idle).Time(); idle.Before(expiry) {
		expiry = idle
	}
	return s.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO session (token, data, expiry) VALUES ($1, $2, $3)
 ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`, token, data, when.At(expiry))
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM session WHERE expiry < $1", s.now())
		}
		return err
	})
}

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM session WHERE token = $1", token)
		return err
	})
}

// Find is FindCtx for a caller without a context.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for a caller without a context.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx for a caller without a context.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
