package store

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/wardmote/wardmote/internal/core/fault"
)

// marked is an error of the database as the rest of the program tells it: one that may pass is a fault.ErrPassing, and damage a
// fault.ErrDamaged, which is remembered.
func (db *DB) marked(err error) error {
	switch {
	case err == nil || errors.Is(err, fault.ErrDamaged):
		return err
	case damaged(err):
		err = fmt.Errorf("%w; keep it, and put the backup in its place: %w", fault.ErrDamaged, err)
		db.damage.CompareAndSwap(nil, &err)
	case passing(err) && !fault.Passing(err):
		return fault.PassingError(err)
	}
	return err
}

// Damage is the first damage of the store that a reading or writing met; nil where there was none.
func (db *DB) Damage() error {
	if err := db.damage.Load(); err != nil {
		return *err
	}
	return nil
}

// damaged says that the database found its own pages wrong, whichever table's they are.
func damaged(err error) bool {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code()&0xff == sqlite3.SQLITE_CORRUPT || lite.Code()&0xff == sqlite3.SQLITE_NOTADB
	}
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "XX001" || pg.Code == "XX002")
}

// sqlitePassing are the answers of SQLite that are about its disk, its memory and its other users, and not about what was asked.
var sqlitePassing = []int{sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
	sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL}

// postgresPassing are the classes of PostgreSQL's answers that are so too: connections, rolled back, resources, the operator,
// the system (PostgreSQL 15, appendix A); and a lock that was not to be had, and a server that takes no writes.
var postgresPassing = []string{"08", "40", "53", "57", "58"}

var postgresPassingCodes = []string{"55P03", "25006"}

func passing(err error) bool {
	var connecting *pgconn.ConnectError // whatever the server says to it: nothing was asked yet
	if errors.As(err, &connecting) {
		return true
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return slices.Contains(sqlitePassing, lite.Code()&0xff)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return len(pg.Code) == 5 && (slices.Contains(postgresPassing, pg.Code[:2]) || slices.Contains(postgresPassingCodes, pg.Code))
	}
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, ErrClosed) ||
		errors.Is(err, io.ErrUnexpectedEOF) || pgconn.SafeToRetry(err)
}
