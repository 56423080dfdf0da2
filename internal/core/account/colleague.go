package account

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Colleague is somebody whose work others may have to list or take over: also an account that is disabled, or whose posts have
// ended, for its records stay open.
type Colleague struct {
	Account string
	Name    string
	Active  bool // may sign in and holds a post today
}

// colleaguesMost bounds a list of colleagues to what a person can choose from.
const colleaguesMost = 500

// Colleagues are who hold or held a post in the teams, or at the bodies, by name.
func (r *Register) Colleagues(ctx context.Context, bodies, teams []string) ([]Colleague, error) {
	if len(bodies) == 0 && len(teams) == 0 {
		return nil, nil
	}
	where := store.SQL("p.team IN ?", teams)
	if len(bodies) > 0 {
		where = store.SQL("p.body IN ?", bodies)
	}
	return r.whoHold(ctx, where)
}

// whoHold are the holders of posts, past ones too, each once.
func (r *Register) whoHold(ctx context.Context, where store.Clause) ([]Colleague, error) {
	var out []Colleague
	today := r.now().Date()
	text, args := store.Number(store.SQL("SELECT a.id, a.name, a.disabled, p.since, p.until, p.ended FROM post p JOIN account a ON a.id = p.account WHERE "+
		where.Text+" ORDER BY a.name, a.id"+store.Limit(10*colleaguesMost), where.Args...))
	err := r.db.Read(ctx, func(tx store.Tx) error {
		rows, err := tx.QueryContext(ctx, text, args...)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var c Colleague
			var disabled bool
			var post access.Post
			if err := rows.Scan(&c.Account, &c.Name, &disabled, &post.Since, &post.Until, &post.Ended); err != nil {
				return err
			}
			c.Active = !disabled && post.Held(today)
			switch last := len(out) - 1; {
			case last >= 0 && out[last].Account == c.Account:
				out[last].Active = out[last].Active || c.Active
			case len(out) < colleaguesMost:
				out = append(out, c)
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("find colleagues: %w", err)
	}
	return out, nil
}
