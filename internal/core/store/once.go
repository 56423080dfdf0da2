package store

import (
	"context"
	"errors"
	"fmt"
)

// ErrCutOff says that something which is done once in a store was begun and never came to its end.
var ErrCutOff = errors.New("it was begun in this database before and cut off: use an empty database")

// The two states of what is done once, kept by its name in the table setting.
const (
	begun = "begun"
	ended = "ended"
)

// Once runs fn unless it ran to its end in this store before. Of several processes on one PostgreSQL one runs it and the
// others wait for its end. It is for work of many transactions; where an earlier run was cut off the answer is ErrCutOff.
func (db *DB) Once(ctx context.Context, name string, fn func() error) error {
	release, err := db.alone(ctx, name)
	if err != nil {
		return err
	}
	defer release()
	state, err := db.Setting(ctx, name)
	if err != nil || state == ended {
		return err
	}
	if state == begun {
		return ErrCutOff
	}
	if err := db.KeepSetting(ctx, name, begun); err != nil {
		return err
	}
	if err := fn(); err != nil {
		return err
	}
	return db.KeepSetting(ctx, name, ended)
}

// alone holds a lock of the database's own until release; it ends with the connection, so a process that dies holds
// nothing. SQLite has one process.
func (db *DB) alone(ctx context.Context, name string) (release func(), err error) {
	if db.engine == SQLite {
		return func() {}, nil
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("wait for the other processes: %w", err)
	}
	key := lockKey(name)
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", key); err != nil {
		return nil, errors.Join(fmt.Errorf("wait for the other processes: %w", err), conn.Close())
	}
	return func() {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", key)
		_ = conn.Close()
	}, nil
}
