package gate

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Late is how many open actions were due before a day, by the account that is to do them.
func (g *Gate) Late(ctx context.Context, before when.Date) (map[string]int, error) {
	return g.countBy(ctx, store.SQL("SELECT owner, count(*) FROM action WHERE state = ? AND owner <> '' AND due < ? GROUP BY owner", record.ActionOpen, before))
}

// Undigested is how many messages wait for the next digest, by account.
func (g *Gate) Undigested(ctx context.Context) (map[string]int, error) {
	return g.countBy(ctx, store.SQL("SELECT addressee, count(*) FROM message WHERE state = ? AND whom = ? GROUP BY addressee", record.MessageDigested, record.ToAccount))
}

func (g *Gate) countBy(ctx context.Context, q store.Clause) (map[string]int, error) {
	text, args := store.Number(q)
	out := map[string]int{}
	err := g.core.DB.ReadLong(ctx, func(tx store.Tx) error {
		clear(out)
		rows, err := tx.QueryContext(ctx, text, args...)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			id, n := "", 0
			if err := rows.Scan(&id, &n); err != nil {
				return err
			}
			out[id] = n
		}
		return rows.Err()
	})
	return out, err
}
