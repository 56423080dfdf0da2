package account

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Each change of what an account may do begins a new epoch, so that no session of before goes on: a stolen one does not outlive
// the new password, and one of an account that was disabled is not there again when it is enabled.

// SetPassword replaces the password hash of an account. One that somebody else set must be changed at the next sign-in. Those of
// a demonstration stay, for the next visitor.
func (r *Register) SetPassword(ctx context.Context, who access.Principal, id, hash string) error {
	if err := r.mayChange(ctx, who, id); err != nil {
		return err
	}
	return r.change(ctx, who, id, "password changed", "password = $2, must_change = $3", hash, who.Account != id && !who.System)
}

// Disable ends or restores an account's right to sign in.
func (r *Register) Disable(ctx context.Context, who access.Principal, id string, disabled bool) error {
	if err := r.mayAdmin(who); err != nil {
		return err
	}
	return r.change(ctx, who, id, fmt.Sprintf("account disabled: %v", disabled), "disabled = $2", disabled)
}

// EndSessions signs an account out everywhere.
func (r *Register) EndSessions(ctx context.Context, who access.Principal, id string) error {
	if err := r.mayChange(ctx, who, id); err != nil {
		return err
	}
	return r.change(ctx, who, id, "signed out everywhere", "disabled = disabled")
}

// mayChange says that somebody may change what is an account holder's own: they themselves and an administrator, and nobody on
// an account that every visitor of a demonstration shares.
func (r *Register) mayChange(ctx context.Context, who access.Principal, id string) error {
	if who.Account != id || who.Account == "" {
		if err := r.mayAdmin(who); err != nil {
			return err
		}
	}
	a, err := r.ByID(ctx, id)
	if err == nil && a.Demo && !who.System {
		return fmt.Errorf("the users of a demonstration keep their password: the next visitor signs in with it: %w", fault.ErrForbidden)
	}
	return err
}

// change sets columns of an account ($1 is its id), and ends the sessions of before.
func (r *Register) change(ctx context.Context, who access.Principal, id, verb, set string, values ...any) error {
	return r.db.Write(ctx, func(tx store.Tx) error {
		res, err := tx.ExecContext(ctx, "UPDATE account SET epoch = epoch + 1, "+set+" WHERE id = $1", append([]any{id}, values...)...)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errNone
		}
		return keepEvent(ctx, tx, who, r.now(), verb, id)
	})
}
