package program

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/core/store"
)

// OpenDepot opens the imported facts of a configuration and nothing else, for commands that need no more: beside SQLite
// that is a folder. The function that it gives closes what was opened.
func OpenDepot(ctx context.Context, cfg Config) (segment.Depot, func() error, error) {
	if cfg.Database == "" {
		if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
			return nil, nil, fmt.Errorf("the data folder cannot be made: %w", err)
		}
		depot, err := segment.OpenDir(SegmentsFolder(cfg.Data))
		return depot, func() error { return nil }, err
	}
	db, err := store.Open(ctx, store.Config{URL: cfg.Database})
	if err != nil {
		return nil, nil, err
	}
	if db.Engine() != store.Postgres {
		return nil, nil, errors.Join(errors.New("--database takes a PostgreSQL address (postgres://…)"), db.Close())
	}
	return segment.InStore(db), db.Close, nil
}
