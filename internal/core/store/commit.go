package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgconn"
)

// groupMost bounds how many writes share one commit, so that none waits long behind the others.
const groupMost = 128

// committer is the one goroutine that writes to SQLite.
type committer struct {
	conn       *sql.Conn
	statements *statements
	queue      chan *write
	quit       chan struct{}
	done       chan struct{}
	once       sync.Once
}

type write struct {
	ctx    context.Context
	fn     func(Tx) error
	pragma string // instead of fn: a setting of the connection, which no transaction may hold
	err    error
	done   chan struct{}
}

func startCommitter(ctx context.Context, db *sql.DB) (*committer, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("open the writer: %w", err)
	}
	c := &committer{conn: conn, statements: newStatements(conn.PrepareContext), queue: make(chan *write, groupMost), quit: make(chan struct{}), done: make(chan struct{})}
	go c.loop()
	return c, nil
}

func (c *committer) stop() {
	c.once.Do(func() { close(c.quit) })
	<-c.done
}

// run hands fn to the writer and waits for its outcome. Once queued a write is seen through even if ctx ends, so that
// the caller always learns what happened.
func (c *committer) run(ctx context.Context, fn func(Tx) error) error {
	return c.send(ctx, &write{ctx: ctx, fn: fn, done: make(chan struct{})})
}

// pragma changes a setting of the writer's connection between two transactions.
func (c *committer) pragma(ctx context.Context, text string) error {
	return c.send(ctx, &write{ctx: ctx, pragma: text, done: make(chan struct{})})
}

func (c *committer) send(ctx context.Context, w *write) error {
	select {
	case c.queue <- w:
	case <-c.quit:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-w.done:
		return w.err
	case <-c.done:
		select {
		case <-w.done:
			return w.err
		default:
			return ErrClosed
		}
	}
}

func (c *committer) loop() {
	defer close(c.done)
	defer c.conn.Close() //nolint:errcheck // the pool is closing with it
	defer c.statements.close()
	for {
		select {
		case w := <-c.queue:
			c.commit(c.gather(w))
		case <-c.quit:
			return
		}
	}
}

// gather takes the writes that wait already, up to groupMost.
func (c *committer) gather(first *write) []*write {
	batch := []*write{first}
	for len(batch) < groupMost {
		select {
		case w := <-c.queue:
			batch = append(batch, w)
		default:
			return batch
		}
	}
	return batch
}

// commit runs a batch in one transaction. SQLite rolls the whole transaction back when a statement in it is
// interrupted, so statements here do not see their caller's cancellation.
func (c *committer) commit(batch []*write) {
	if batch = c.settings(batch); len(batch) == 0 {
		return
	}
	again, err := c.transaction(batch, false)
	if again {
		_, err = c.transaction(batch, true)
	}
	for _, w := range batch {
		if err != nil && w.err == nil {
			w.err = fmt.Errorf("write to disk: %w", err)
		}
		close(w.done)
	}
}

// transaction runs the writes of a batch. A savepoint has SQLite copy every page that is changed within it, and hardly any
// write is undone, so they first run without: only when one of several failed after it had changed something is the whole
// undone and again true, and then each runs in a savepoint of its own, where a failure undoes itself alone.
func (c *committer) transaction(batch []*write, apart bool) (again bool, err error) {
	ctx, tx := context.Background(), &watched{steady: steady{c.conn, c.statements}}
	if _, err := tx.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return false, err
	}
	for _, w := range batch {
		tx.changed = false
		if apart {
			w.err = c.savepoint(ctx, tx, w)
		} else {
			w.err = guarded(w, tx)
		}
		if w.err != nil && tx.changed && passing(w.err) { // the disk: SQLite may have undone the whole already, and what comes now would not be of it
			_, _ = tx.ExecContext(ctx, "ROLLBACK")
			return false, w.err
		}
		if w.err != nil && tx.changed && !apart {
			_, err := tx.ExecContext(ctx, "ROLLBACK")
			return err == nil && len(batch) > 1, err
		}
	}
	if _, err = tx.ExecContext(ctx, "COMMIT"); err != nil {
		_, undo := tx.ExecContext(ctx, "ROLLBACK")
		err = errors.Join(err, undo)
	}
	return false, err
}

// watched is a Tx that knows whether anything but a SELECT was run.
type watched struct {
	steady
	changed bool
}

func (w *watched) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	w.changed = true
	return w.steady.ExecContext(ctx, q, args...)
}

func (w *watched) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	w.changed = w.changed || !reads(q)
	return w.steady.QueryContext(ctx, q, args...)
}

func (w *watched) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	w.changed = w.changed || !reads(q)
	return w.steady.QueryRowContext(ctx, q, args...)
}

func reads(q string) bool { return strings.HasPrefix(q, "SELECT ") }

// settings carries out the pragmas of a batch and gives the writes that are left.
func (c *committer) settings(batch []*write) []*write {
	left := batch[:0]
	for _, w := range batch {
		if w.pragma == "" {
			left = append(left, w)
			continue
		}
		_, w.err = c.conn.ExecContext(context.Background(), w.pragma)
		close(w.done)
	}
	return left
}

func (c *committer) savepoint(ctx context.Context, tx *watched, w *write) error {
	if _, err := tx.ExecContext(ctx, "SAVEPOINT w"); err != nil {
		return err
	}
	err := guarded(w, tx)
	if err != nil {
		if _, e := tx.ExecContext(ctx, "ROLLBACK TO w"); e != nil {
			err = errors.Join(err, e)
		}
	}
	if _, e := tx.ExecContext(ctx, "RELEASE w"); e != nil {
		err = errors.Join(err, e)
	}
	return err
}

// guarded runs one write, unless its caller has gone away before it began.
func guarded(w *write, tx Tx) (err error) {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	leave, err := enter()
	if err != nil {
		return err
	}
	defer leave()
	defer func() { // the writer goes on
		if p := recover(); p != nil {
			err = fmt.Errorf("write panicked: %v", p)
		}
	}()
	return w.fn(tx)
}

// postgresTries: deadlocks and serialisation failures are PostgreSQL's to report and ours to try again; so is a unique key that
// two transactions raced for, because the second run finds what the first one kept.
const postgresTries = 4

func (db *DB) writePostgres(ctx context.Context, fn func(Tx) error) error {
	var err error
	for range postgresTries {
		if err = db.oncePostgres(ctx, fn); !worthRetrying(err) {
			return err
		}
	}
	return err
}

func (db *DB) oncePostgres(ctx context.Context, fn func(Tx) error) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin writing: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	leave, err := enter()
	if err != nil {
		return err
	}
	defer leave()
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write to disk: %w", err)
	}
	return nil
}

func worthRetrying(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01" || pg.Code == "23505")
}
