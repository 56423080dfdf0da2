package account

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Posts are those that an account held, holds and will hold, in the order in which they begin. An account that is disabled
// has none.
func (r *Register) Posts(ctx context.Context, who access.Principal, id string) ([]Holder, error) {
	if err := r.mayAdmin(who); err != nil {
		return nil, err
	}
	return r.posts(ctx, store.SQL("p.account = ?", id))
}

// Held are the posts that some accounts hold today, by account. An account that is disabled holds none.
func (r *Register) Held(ctx context.Context, who access.Principal, ids []string) (map[string][]Holder, error) {
	if err := r.mayAdmin(who); err != nil {
		return nil, err
	}
	all, err := r.posts(ctx, store.SQL("p.account IN ?", ids))
	held, today := map[string][]Holder{}, r.now().Date()
	for _, h := range all {
		if h.Held(today) {
			held[h.Account] = append(held[h.Account], h)
		}
	}
	return held, err
}

// Give gives an account a post, from a day (today where it is not set) to a last day (open where it is not set).
func (r *Register) Give(ctx context.Context, who access.Principal, id string, p access.Post) error {
	if err := r.mayAdmin(who); err != nil {
		return err
	}
	a, err := r.ByID(ctx, id)
	if err != nil {
		return err
	}
	bad := fault.Invalid{}
	if err := r.check(*a, []access.Post{p}); err != nil {
		return err
	}
	if team, ok := r.pack.Team(p.Team); p.Team != "" && (!ok || team.Body != p.Body) {
		bad.Add("team", "Select a team of the body, or no team")
	}
	for _, code := range p.Areas {
		if _, ok := r.pack.Area(code); !ok {
			bad.Add("areas", "there is no area %q", code)
		}
	}
	if !p.Until.IsZero() && p.Until.Before(p.Since) {
		bad.Add("until", "The last day must be the first day or later")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		if err := r.insertPost(ctx, tx, id, p); err != nil {
			return fmt.Errorf("keep the post: %w", err)
		}
		if err := keepEvent(ctx, tx, who, r.now(), "post given", a.Username+": "+p.Role+"@"+p.Body); err != nil {
			return err
		}
		return r.toThemselves(ctx, tx, who, id, "the post “"+r.described(p)+"”")
	})
}

// End ends a post with a last day, at once where that is today or before: a post that was given by mistake is not held until
// midnight. The history keeps that it was held.
func (r *Register) End(ctx context.Context, who access.Principal, post string, last when.Date) error {
	if err := r.mayAdmin(who); err != nil {
		return err
	}
	if last.IsZero() {
		return fault.Invalid{"until": "Enter the last day of the post"}
	}
	now := r.now()
	var ended when.Instant
	if !last.After(now.Date()) {
		ended = now
	}
	return r.db.Write(ctx, func(tx store.Tx) error {
		if err := r.prolonged(ctx, tx, who, post, last); err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, "UPDATE post SET until = $1, ended = $2 WHERE id = $3 AND since <= $1 AND ended IS NULL", last, ended, post)
		if err != nil {
			return fmt.Errorf("end the post: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fault.Invalid{"until": "The last day must be the first day of the post or later"}
		}
		return keepEvent(ctx, tx, who, now, "post ended on "+last.String(), post)
	})
}

// prolonged tells of a last day that is later than the one before, where the holder of the post sets it.
func (r *Register) prolonged(ctx context.Context, tx store.Tx, who access.Principal, post string, last when.Date) error {
	held, err := holders(ctx, tx, store.SQL("p.id = ? AND p.ended IS NULL", post))
	if err != nil || len(held) == 0 || held[0].Until.IsZero() || !last.After(held[0].Until) {
		return err
	}
	return r.toThemselves(ctx, tx, who, held[0].Account, "a longer time in the post “"+r.described(held[0].Post)+"”, until "+last.Words())
}
