package gate

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// DueActions are the open actions of all records that are due on one of the days, for the program that reminds of them.
func (g *Gate) DueActions(ctx context.Context, from, to when.Date, after string, most int) (out []record.Action, err error) {
	err = g.core.DB.Read(ctx, func(tx store.Tx) error {
		out = nil
		rows, err := tx.QueryContext(ctx, whole.ActionColumns+" WHERE state = $1 AND due >= $2 AND due <= $3 AND id > $4 ORDER BY id"+store.Limit(most), record.ActionOpen, from, to, after)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			a, err := whole.ScanAction(rows)
			if err != nil {
				return err
			}
			out = append(out, a)
		}
		return rows.Err()
	})
	return out, err
}
