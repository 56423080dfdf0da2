package gatetest

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Unindex empties the index of words, as a migration leaves it.
func Unindex(ctx context.Context, g *gate.Gate) error {
	core := g.Core(sight.Pass{})
	core.Indexed.Store(false)
	return core.DB.Write(ctx, func(tx store.Tx) error {
		tables := []string{"find_part", "projection"}
		if core.DB.Engine() == store.SQLite {
			tables = append(tables, "find_word", "find_card")
		}
		for _, table := range tables {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		return nil
	})
}
