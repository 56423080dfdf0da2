package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"path/filepath"
	"time"

	"github.com/wardmote/wardmote/internal/core/filelock"
)

// LockFile is the name of the file in the folder of a SQLite store that its holder locks.
const LockFile = "serve.lock"

// hold is the right to make a store and to change its schema. On SQLite it is the lock of the folder, which one process has until
// it ends. On PostgreSQL it is an advisory lock of the database: who has it alone may migrate, and all who work with the store
// share it from then on, so that nobody migrates beneath them. Both end with the process, however that ends.
type hold struct {
	file  *filelock.Lock
	conn  *sql.Conn
	alone bool // nobody else works with the store
}

// postgresHold is the key of the advisory lock.
var postgresHold = lockKey("the schema of a wardmote store")

func lockKey(name string) int64 {
	sum := fnv.New64a()
	sum.Write([]byte(name)) //nolint:errcheck // it never fails
	return int64(sum.Sum64())
}

func holdFolder(dir string) (*hold, error) {
	lock, err := filelock.Try(filepath.Join(dir, LockFile))
	if err != nil {
		return nil, fmt.Errorf("the store cannot be written; give its folder to the user that runs wardmote: %w", err)
	}
	return &hold{file: lock, alone: lock != nil}, nil
}

// holdDatabase has the lock alone where nobody works with the database, and shares it otherwise; it waits while another migrates.
func holdDatabase(ctx context.Context, db *sql.DB, only bool) (*hold, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("the database does not answer: %w", err)
	}
	h := &hold{conn: conn}
	if !only {
		err = conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", postgresHold).Scan(&h.alone)
	}
	if err == nil && !h.alone {
		_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock_shared($1)", postgresHold)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the database cannot be held: %w", err), conn.Close())
	}
	return h, nil
}

// share lets others work with a database that was migrated.
func (h *hold) share(ctx context.Context) error {
	if h.conn == nil || !h.alone {
		return nil
	}
	for _, text := range []string{"SELECT pg_advisory_lock_shared($1)", "SELECT pg_advisory_unlock($1)"} {
		if _, err := h.conn.ExecContext(ctx, text, postgresHold); err != nil {
			return fmt.Errorf("share the database: %w", err)
		}
	}
	return nil
}

func (h *hold) release() error {
	switch {
	case h == nil:
		return nil
	case h.conn != nil:
		ctx, stop := context.WithTimeout(context.Background(), answers)
		defer stop()
		_, err := h.conn.ExecContext(ctx, "SELECT pg_advisory_unlock_all()")
		return errors.Join(ignoreLost(err), ignoreLost(h.conn.Close()))
	case h.file != nil:
		return h.file.Release()
	}
	return nil
}

// ignoreLost is nil for a connection that was lost: its locks went with it.
func ignoreLost(err error) error {
	if err != nil && passing(err) {
		return nil
	}
	return err
}

// Held says that this process holds the store, and may make and change it. On PostgreSQL everybody who has opened it does.
func (db *DB) Held() bool { return db.engine == Postgres || db.hold != nil && db.hold.alone }

// Hold takes the folder's lock for a store that was opened beside another process, and waits a little where a command has it.
func (db *DB) Hold(ctx context.Context, patience time.Duration) (bool, error) {
	for begin := time.Now(); !db.Held(); {
		h, err := holdFolder(db.dir)
		if err != nil {
			return false, err
		}
		if h.alone {
			db.hold = h
			break
		}
		if time.Since(begin) > patience {
			return false, nil
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
	return true, nil
}
