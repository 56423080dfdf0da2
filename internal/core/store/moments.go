package store

import (
	"context"
	"errors"
	"fmt"
)

// keepMomentsAsText declares the moments of a SQLite store as the text that they are. SQLite takes the name TIMESTAMPTZ for
// that of a number, and so it tries to read a number from every moment that it keeps or compares, which was a quarter of the
// time of a count over a period. What is stored stays as it is, so nothing but the declaration is written: the procedure that
// SQLite gives for a change of the schema "that does not affect the on-disk content" (lang_altertable.html, section 7).
// It runs after every migration, for a later one may declare more of them.
func (db *DB) keepMomentsAsText(ctx context.Context) (err error) {
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	var tables, schema int
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE "+declaresMoments).Scan(&tables); err != nil || tables == 0 {
		return err
	}
	if err := conn.QueryRowContext(ctx, "PRAGMA schema_version").Scan(&schema); err != nil {
		return err
	}
	err = inTurn(ctx, conn, "BEGIN IMMEDIATE", "PRAGMA writable_schema = ON",
		"UPDATE sqlite_schema SET sql = replace(sql, 'TIMESTAMPTZ', 'TEXT') WHERE "+declaresMoments,
		fmt.Sprintf("PRAGMA schema_version = %d", schema+1), "COMMIT")
	if err != nil {
		_, undo := conn.ExecContext(ctx, "ROLLBACK")
		err = errors.Join(err, undo)
	}
	_, reset := conn.ExecContext(ctx, "PRAGMA writable_schema = RESET") // off, and the schema is read again
	return errors.Join(err, reset)
}

const declaresMoments = "type = 'table' AND sql LIKE '%TIMESTAMPTZ%'"
