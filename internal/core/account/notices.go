package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
)

// How somebody is told by e-mail of what concerns them. Their inbox in the program has it in every case.
const (
	AtOnce = "at-once"
	Daily  = "daily" // in one message in the morning
	None   = "none"
)

// Notices are all of them.
var Notices = []string{AtOnce, Daily, None}

// Reach is how somebody who has an account is reached.
type Reach struct {
	Account, Name, Email string
	Notices              string
}

const reachColumns = "SELECT id, name, email, notices FROM account"

// ReachOf is how an account that may sign in is reached; sql.ErrNoRows where there is none.
func ReachOf(ctx context.Context, tx store.Tx, id string) (r Reach, err error) {
	err = tx.QueryRowContext(ctx, reachColumns+" WHERE id = $1 AND disabled = FALSE", id).Scan(&r.Account, &r.Name, &r.Email, &r.Notices)
	return r, err
}

// Reaches are all who may sign in, by id.
func (r *Register) Reaches(ctx context.Context) (out []Reach, err error) {
	err = r.db.Read(ctx, func(tx store.Tx) error {
		out = nil
		rows, err := tx.QueryContext(ctx, reachColumns+" WHERE disabled = FALSE ORDER BY id")
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var x Reach
			if err := rows.Scan(&x.Account, &x.Name, &x.Email, &x.Notices); err != nil {
				return err
			}
			out = append(out, x)
		}
		return rows.Err()
	})
	return out, err
}

// Reach is how the principal themselves is reached.
func (r *Register) Reach(ctx context.Context, who access.Principal) (out Reach, err error) {
	err = r.db.Read(ctx, func(tx store.Tx) error {
		out, err = ReachOf(ctx, tx, who.Account)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = errNone
	}
	return out, err
}

// SetNotices keeps how the principal wants to be told.
func (r *Register) SetNotices(ctx context.Context, who access.Principal, how string) error {
	if !slices.Contains(Notices, how) {
		return fault.Invalid{"notices": "Select how you want to be told"}
	}
	if len(who.Posts) == 0 {
		return fmt.Errorf("only those who work here choose how they are told: %w", fault.ErrForbidden)
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE account SET notices = $1 WHERE id = $2", how, who.Account); err != nil {
			return err
		}
		return keepEvent(ctx, tx, who, r.now(), "chose how to be told", how)
	})
}
