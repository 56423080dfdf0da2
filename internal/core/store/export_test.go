package store

import (
	"context"

	"github.com/pressly/goose/v3"
)

// OpenAt opens a store as an earlier version of the program left it.
func OpenAt(ctx context.Context, cfg Config, version int64) (*DB, error) {
	db, err := connect(context.Background(), cfg)
	if err != nil {
		return nil, err
	}
	return db, db.migrateWith(ctx, func(p *goose.Provider) error {
		_, err := p.UpTo(ctx, version)
		return err
	})
}

// Exec runs a statement outside of any transaction of the store's.
func (db *DB) Exec(ctx context.Context, text string) error {
	_, err := db.write.ExecContext(ctx, text)
	return err
}

// PostgresHold is the key of the lock by which a database is held.
var PostgresHold = postgresHold
