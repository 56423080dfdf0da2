package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// reader is a connection that reads, with the statements that were prepared on it. Both live as long as the store: SQLite
// keeps the pages that it has read with the connection, and reading a statement costs it as much as running it.
type reader struct {
	conn  *sql.Conn
	known *statements
}

// readers are the connections that read SQLite. There are few of them, because more than the processor can run at once only
// push each other's pages out of memory; who comes while all are busy waits in the order of coming.
//
// There are two lanes: long readings, as of an analysis or of figures, wait for one another and hold up no page.
//
// A read within a read could wait for a connection that the outer one holds, and so it is refused in every test (nested.go).
type readers struct {
	pool  *sql.DB
	turns map[lane]chan struct{}

	mu   sync.Mutex
	idle []*reader // the last one used is the next, for its pages are still there
	shut bool
}

type lane int

const (
	short lane = iota
	long
)

// readersMost are the readers of a lane: two for each processor, of which one may wait for the disk.
func readersMost() int { return max(4, 2*runtime.GOMAXPROCS(0)) }

func newReaders(pool *sql.DB) *readers {
	most := readersMost()
	pool.SetMaxOpenConns(2 * most)
	pool.SetMaxIdleConns(2 * most)
	return &readers{pool: pool, turns: map[lane]chan struct{}{short: make(chan struct{}, most), long: make(chan struct{}, most)}}
}

// take waits for a reader.
func (rs *readers) take(ctx context.Context, l lane) (*reader, error) {
	select {
	case rs.turns[l] <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.shut {
		<-rs.turns[l]
		return nil, ErrClosed
	}
	if n := len(rs.idle); n > 0 {
		r := rs.idle[n-1]
		rs.idle = rs.idle[:n-1]
		return r, nil
	}
	conn, err := rs.pool.Conn(context.WithoutCancel(ctx))
	if err != nil {
		<-rs.turns[l]
		return nil, err
	}
	return &reader{conn, newStatements(conn.PrepareContext)}, nil
}

// give hands a reader back; one that is broken, or comes back after the end, is closed.
func (rs *readers) give(r *reader, l lane, broken bool) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if broken || rs.shut {
		_ = r.close() // there is nobody to tell, and the next reader opens another
	} else {
		rs.idle = append(rs.idle, r)
	}
	<-rs.turns[l]
}

func (rs *readers) close() error {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.shut = true
	var errs []error
	for _, r := range rs.idle {
		errs = append(errs, r.close())
	}
	rs.idle = nil
	return errors.Join(errs...)
}

func (r *reader) close() error {
	r.known.close()
	return r.conn.Close()
}

// read runs fn on one consistent view.
func (rs *readers) read(ctx context.Context, l lane, fn func(Tx) error) error {
	r, err := rs.take(ctx, l)
	if err != nil {
		return fmt.Errorf("begin reading: %w", err)
	}
	broken := true
	defer func() { rs.give(r, l, broken) }()
	tx := steady{r.conn, r.known}
	if _, err := tx.ExecContext(ctx, "BEGIN"); err != nil {
		return fmt.Errorf("begin reading: %w", err)
	}
	defer func() {
		_, err := tx.ExecContext(ctx, "ROLLBACK") // a read has nothing to undo
		broken = err != nil
	}()
	return fn(reading{l, tx})
}

// reading is a reader's Tx: it changes nothing, and ends when the caller goes away.
type reading struct {
	lane lane
	tx   steady
}

// until is the context under which a statement runs. A page's are brief, and none is begun for a caller who has gone; to have
// each watched by goroutines costs a tenth of it. A long one is interrupted.
func (r reading) until(ctx context.Context) (context.Context, error) {
	if r.lane == long {
		return ctx, nil
	}
	return context.Background(), ctx.Err()
}

// ExecContext is refused: a view reads.
func (r reading) ExecContext(context.Context, string, ...any) (sql.Result, error) {
	return nil, errors.New("a reading changes nothing")
}

func (r reading) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	observed(ctx, q, args)
	ctx, err := r.until(ctx)
	if err != nil {
		return nil, err
	}
	stmt, err := r.tx.known.get(q)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

func (r reading) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	observed(ctx, q, args)
	if brief, err := r.until(ctx); err == nil {
		ctx = brief // else it says itself that its caller has gone
	}
	stmt, err := r.tx.known.get(q)
	if err != nil {
		return r.tx.conn.QueryRowContext(ctx, q, args...) // a text that cannot be prepared says so when it runs
	}
	return stmt.QueryRowContext(ctx, args...)
}
