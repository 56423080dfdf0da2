package account

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/store"
)

// heldAt are the posts at a body that are held today or will be, of accounts that are not disabled.
func (r *Register) heldAt(ctx context.Context, body string) ([]Holder, error) {
	all, err := r.posts(ctx, store.SQL("p.body = ? AND p.ended IS NULL", body))
	var out []Holder
	today := r.now().Date()
	for _, h := range all {
		if h.Until.IsZero() || !h.Until.Before(today) {
			out = append(out, h)
		}
	}
	return out, err
}

// At is how many posts at a body are held today or will be.
func (r *Register) At(ctx context.Context, who access.Principal, body string) (int, error) {
	if err := r.mayAdmin(who); err != nil {
		return 0, err
	}
	list, err := r.heldAt(ctx, body)
	return len(list), err
}

// Rehome gives every post at a body that has ended to the body that took its place, with the same role, team and areas, and ends
// it where none did. The history keeps each.
func (r *Register) Rehome(ctx context.Context, who access.Principal, from, to string) error {
	if err := r.mayAdmin(who); err != nil {
		return err
	}
	list, err := r.heldAt(ctx, from)
	if err != nil || len(list) == 0 {
		return err
	}
	yesterday := r.now().Date().AddDays(-1)
	return r.db.Write(ctx, func(tx store.Tx) error {
		for _, h := range list {
			last := yesterday
			if last.Before(h.Since) { // it never ran, and ends before it began
				last = h.Since.AddDays(-1)
			}
			if _, err := tx.ExecContext(ctx, "UPDATE post SET until = $1, ended = $2 WHERE id = $3 AND ended IS NULL", last, r.now(), h.ID); err != nil {
				return fmt.Errorf("end the post: %w", err)
			}
			verb := "post ended with its body"
			if to != "" {
				next := access.Post{Role: h.Role, Body: to, Areas: h.Areas, Since: r.now().Date(), Until: h.Until}
				if next.Since.Before(h.Since) {
					next.Since = h.Since
				}
				if t, ok := r.pack.Team(h.Team); ok && t.Body == to {
					next.Team = h.Team
				}
				if err := r.insertPost(ctx, tx, h.Account, next); err != nil {
					return fmt.Errorf("keep the post: %w", err)
				}
				verb = "post passed to " + to
				if err := r.toThemselves(ctx, tx, who, h.Account, "the post “"+r.described(next)+"”"); err != nil {
					return err
				}
			}
			if err := keepEvent(ctx, tx, who, r.now(), verb, h.Name+": "+h.Role+"@"+from); err != nil {
				return err
			}
		}
		return nil
	})
}
