package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/jackc/pgx/v5/stdlib"
)

// Check reads every page of the store and says what is wrong, in words that name the table; nothing is wrong where the list is
// empty. It takes a while in a large store and holds up nobody.
func (db *DB) Check(ctx context.Context) (wrong []string, err error) {
	if db.engine == SQLite {
		wrong, err = checkFile(ctx, filepath.Join(db.dir, File))
	} else {
		wrong, err = db.checkPostgres(ctx)
	}
	if err != nil {
		return wrong, err
	}
	n, err := db.Promised(ctx)
	if n > 0 {
		wrong = append(wrong, fmt.Sprintf("%d reports that an earlier version took in are no records yet (table promise): start the server, and keep the store if they stay", n))
	}
	return wrong, err
}

// checkFile has SQLite look through a file. What it cannot even read is damage too.
func checkFile(ctx context.Context, path string) (wrong []string, err error) {
	db, err := sql.Open("sqlite", sqliteAddress(path)+"?_pragma=busy_timeout(10000)&_pragma=query_only(ON)")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	found, err := column[string](ctx, db, "PRAGMA integrity_check(50)")
	if err != nil && !damaged(err) {
		return nil, err
	}
	if err != nil {
		found = append(found, err.Error())
	}
	for _, line := range found {
		if line != "ok" {
			wrong = append(wrong, File+" is damaged; keep it, and put the backup in its place: "+line)
		}
	}
	if len(wrong) > 0 {
		return wrong, nil
	}
	loose, err := column[string](ctx, db, `SELECT "table" || ' refers to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 50`)
	return append(wrong, loose...), err
}

// checkPostgres reads every row of every table; indexes are the server's to check (pg_amcheck).
func (db *DB) checkPostgres(ctx context.Context) (wrong []string, err error) {
	names, err := column[string](ctx, db.read, tablesPostgres)
	if err != nil {
		return nil, err
	}
	conn, err := db.read.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	for _, name := range names {
		err := conn.Raw(func(driver any) error {
			_, err := driver.(*stdlib.Conn).Conn().PgConn().CopyTo(ctx, io.Discard, "COPY "+quoted(name)+" TO STDOUT")
			return err
		})
		if passing(err) || ctx.Err() != nil {
			return wrong, err
		}
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("the table %s cannot be read; keep the database, and restore the backup into another: %v", name, err))
		}
	}
	return wrong, nil
}

// CanWrite proves that the store takes something new: as much as a report with all its entries, which is taken away again.
func (db *DB) CanWrite(ctx context.Context) error {
	room := make([]byte, 1<<16)
	for i := range room {
		room[i] = 'x'
	}
	return db.Write(ctx, func(tx Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO setting (name, value) VALUES ('room', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", string(room)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM setting WHERE name = 'room'")
		return err
	})
}
