// Package store opens the one database of an installation and runs transactions on it: SQLite beside the program by
// default, PostgreSQL by address. The same SQL text ($1, $2 …; TEXT, BIGINT, BOOLEAN, DOUBLE PRECISION, TIMESTAMPTZ, JSONB,
// BYTEA) runs on both.
//
// Only internal/core packages use it: partnership data is reached through internal/core/gate.
//
// A Write has returned without error only when its effects are on disk. On SQLite one goroutine owns the writer
// connection and commits the writes that wait together as one group: one sync to disk serves them all, and one that fails
// undoes itself alone.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	"modernc.org/sqlite"               // the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Engine names the database in use.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// ErrClosed says that the store has been closed.
var ErrClosed = errors.New("the store is closed")

// Tx is one transaction.
type Tx interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// File is the name of the SQLite store in its folder.
const File = "wardmote.db"

// Config says where the data is. URL, where set, is a PostgreSQL address; otherwise Dir holds wardmote.db. AsIs opens a store that is
// there, and neither holds nor changes it. Step, where set, is told before each step that brings the schema of an older store up to date,
// which of how many it is: one may take minutes on a large store.
type Config struct {
	Dir  string
	URL  string
	AsIs bool
	Step func(nth, of int)
}

// DB is an open store, safe for concurrent use.
type DB struct {
	engine Engine
	read   *sql.DB
	write  *sql.DB
	group  *committer // SQLite only
	view   *readers   // SQLite only
	dir    string     // SQLite only
	hold   *hold
	step   func(nth, of int) // Config.Step

	holding  sync.Mutex         // of the hold, on PostgreSQL
	unheld   atomic.Bool        // its connection was lost
	watched  chan struct{}      // closed once nobody watches it any more
	stopHold context.CancelFunc // ends the watching

	damage atomic.Pointer[error] // the first that was met
}

// Open opens the store. It is made and its schema brought up to date only while nobody else works with it; beside another process
// the schema must be this program's (see hold).
func Open(ctx context.Context, cfg Config) (*DB, error) {
	db, err := connect(ctx, cfg)
	if err != nil {
		return nil, err
	}
	db.step = cfg.Step
	if err := db.ready(ctx, cfg); err != nil {
		return nil, errors.Join(told(err, cfg.Dir), db.Close())
	}
	if db.engine == Postgres {
		watch, stop := context.WithCancel(context.WithoutCancel(ctx))
		db.watched, db.stopHold = make(chan struct{}), stop
		go db.watchHold(watch)
	}
	return db, nil
}

func (db *DB) ready(ctx context.Context, cfg Config) error {
	bring := db.Own
	if !cfg.AsIs && db.hold.alone {
		bring = db.migrate
	}
	if db.engine == Postgres {
		return errors.Join(bring(ctx), db.hold.share(ctx))
	}
	db.view = newReaders(db.read)
	if err := bring(ctx); err != nil {
		return err
	}
	var err error
	db.group, err = startCommitter(ctx, db.write)
	return err
}

func connect(ctx context.Context, cfg Config) (*DB, error) {
	if cfg.URL == "" {
		return openSQLite(cfg.Dir, cfg.AsIs)
	}
	db, err := openPostgres(cfg.URL)
	if err != nil {
		return nil, err
	}
	if db.hold, err = holdDatabase(ctx, db.write, cfg.AsIs); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

func openPostgres(address string) (*DB, error) {
	if !strings.HasPrefix(address, "postgres://") && !strings.HasPrefix(address, "postgresql://") {
		return nil, fmt.Errorf("the database address must begin with postgres://, not %.12q", address)
	}
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	pool.SetMaxOpenConns(32)
	pool.SetMaxIdleConns(16)
	return &DB{engine: Postgres, read: pool, write: pool}, nil
}

// sqliteOptions: WAL lets readers go on while one writes; FULL syncs every commit, because a reference number on screen
// means that the row is on disk.
const sqliteOptions = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(ON)&_pragma=cache_size(-32768)&_pragma=temp_store(MEMORY)&_time_format=sqlite"

func openSQLite(dir string, asIs bool) (*DB, error) {
	db := &DB{engine: SQLite, dir: dir}
	path := filepath.Join(dir, File)
	if asIs {
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			return nil, fmt.Errorf("there is no store in %s", dir)
		}
	} else {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("the data folder cannot be made: %w", err)
		}
		var err error
		if db.hold, err = holdFolder(dir); err != nil {
			return nil, err
		}
		if err := ownAlone(path); err != nil {
			return nil, errors.Join(err, db.hold.release())
		}
	}
	var err error
	if db.write, err = sql.Open("sqlite", sqliteAddress(path)+sqliteOptions+"&_txlock=immediate"); err != nil {
		return nil, errors.Join(err, db.hold.release())
	}
	db.write.SetMaxOpenConns(1)
	if db.read, err = sql.Open("sqlite", sqliteAddress(path)+sqliteOptions+"&_pragma=query_only(ON)"); err != nil {
		return nil, errors.Join(err, db.write.Close(), db.hold.release())
	}
	return db, nil
}

// sqliteAddress is that of a file, whose folder's name may hold ? or #.
func sqliteAddress(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

// ownAlone makes the file before SQLite does, readable by nobody else, and says plainly where that cannot be: SQLite gives its
// other files the rights of this one, and every record is in them.
func ownAlone(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err == nil {
		err = file.Close()
	}
	if err != nil {
		return fmt.Errorf("the store cannot be written; give its folder to the user that runs wardmote: %w", err)
	}
	return nil
}

// told says of which file SQLite complains and what to do, where that is no store or its disk takes no more.
func told(err error, dir string) error {
	var fault *sqlite.Error
	if !errors.As(err, &fault) {
		return err
	}
	switch fault.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%s is damaged; keep it, and put the backup in its place: %w", filepath.Join(dir, File), err)
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR:
		return fmt.Errorf("the disk of %s is full or fails; nothing was changed: %w", dir, err)
	}
	return err
}

// Engine is the database in use.
func (db *DB) Engine() Engine { return db.engine }

// Close ends the store; writes under way finish first.
func (db *DB) Close() error {
	if db.engine == Postgres {
		if db.stopHold != nil {
			db.stopHold()
			<-db.watched
		}
		db.holding.Lock()
		defer db.holding.Unlock()
		return errors.Join(db.hold.release(), db.write.Close())
	}
	if db.group != nil {
		db.group.stop()
	}
	var err error
	if db.view != nil {
		err = db.view.close()
	}
	err = errors.Join(err, db.read.Close())
	return errors.Join(err, db.write.Close(), db.hold.release())
}

// Ping answers whether the store can be read.
func (db *DB) Ping(ctx context.Context) error {
	return db.Read(ctx, func(tx Tx) error {
		var one int
		return tx.QueryRowContext(ctx, "SELECT 1").Scan(&one)
	})
}

// Read runs fn on one consistent view of the data. No other read or write may be begun within it. A failure of the database that
// may pass is a fault.ErrPassing, here and below.
func (db *DB) Read(ctx context.Context, fn func(Tx) error) error {
	return db.marked(db.readOn(ctx, short, fn))
}

// ReadLong is Read for what may take seconds: it waits for others of its like and holds up no page.
func (db *DB) ReadLong(ctx context.Context, fn func(Tx) error) error {
	return db.marked(db.readOn(ctx, long, fn))
}

func (db *DB) readOn(ctx context.Context, l lane, fn func(Tx) error) error {
	leave, err := enter()
	if err != nil {
		return err
	}
	defer leave()
	if db.view != nil {
		return db.view.read(ctx, l, fn)
	}
	tx, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return fmt.Errorf("begin reading: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // a read has nothing to undo
	return fn(tx)
}

// Write runs fn in one transaction and returns once it is on disk, or undone. fn may run again, on PostgreSQL after a
// deadlock and on SQLite after another write of the group failed, so it must not keep state from a run that was undone.
func (db *DB) Write(ctx context.Context, fn func(Tx) error) error {
	if err := alone(); err != nil {
		return err
	}
	if db.group != nil {
		return db.marked(db.group.run(ctx, fn))
	}
	if err := db.mayWrite(ctx); err != nil {
		return err
	}
	return db.marked(db.writePostgres(ctx, fn))
}

// Hurry runs fn with writes that are not synced to disk, for loading what can be made again: after a crash of the machine
// within it the store must be thrown away. Everything is on disk when Hurry returns.
func (db *DB) Hurry(ctx context.Context, fn func() error) error {
	if db.group == nil {
		return fn()
	}
	if err := db.group.pragma(ctx, "PRAGMA synchronous=OFF; PRAGMA wal_autocheckpoint=20000"); err != nil {
		return err
	}
	return errors.Join(fn(), db.group.pragma(context.WithoutCancel(ctx), "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000; PRAGMA wal_checkpoint(TRUNCATE)"))
}
