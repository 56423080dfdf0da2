package store

import (
	"context"

	"github.com/pressly/goose/v3"
)

// promiseEnded is the step that takes away the table in which an earlier version kept reports of which no record was made yet
// (decision 0007). Records are made of its rows by the gate, so the step waits until there are none.
const promiseEnded = 49

// Promised are the rows of that table; none where it is gone.
func (db *DB) Promised(ctx context.Context) (n int, err error) {
	return db.rows(ctx, "promise")
}

// rows are those of a table; none where there is no such table.
func (db *DB) rows(ctx context.Context, table string) (n int, err error) {
	there := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = $1"
	if db.engine == Postgres {
		there = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1"
	}
	if err := db.read.QueryRowContext(ctx, there, table).Scan(&n); err != nil || n == 0 {
		return 0, err
	}
	err = db.read.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&n)
	return n, err
}

// EndPromises takes the step once the table is empty.
func (db *DB) EndPromises(ctx context.Context) error {
	if db.engine == SQLite { // whose one connection that writes is the committer's
		db.write.SetMaxOpenConns(2)
		defer db.write.SetMaxOpenConns(1)
	}
	return db.migrate(ctx)
}

// waiting are the steps that cannot be taken yet.
func (db *DB) waiting(ctx context.Context) ([]goose.ProviderOption, error) {
	if _, err := db.rows(ctx, gooseTable); err != nil { // which goose would take for one that is not there
		return nil, err
	}
	n, err := db.Promised(ctx)
	if err != nil || n == 0 {
		return nil, err
	}
	return []goose.ProviderOption{goose.WithExcludeVersions([]int64{promiseEnded})}, nil
}
