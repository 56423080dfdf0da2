package store

import (
	"context"
	"database/sql"
	"sync"
)

// statementsMost bounds the prepared statements that are kept; the program has fewer texts than that but for filters that
// people combine.
const statementsMost = 400

// statements keeps prepared statements by their text: SQLite spends as long on reading a statement as on running it. (On
// PostgreSQL the driver keeps its own.) It is safe for concurrent use.
type statements struct {
	prepare func(context.Context, string) (*sql.Stmt, error)

	mu   sync.Mutex
	kept map[string]*sql.Stmt
}

func newStatements(prepare func(context.Context, string) (*sql.Stmt, error)) *statements {
	return &statements{prepare: prepare, kept: map[string]*sql.Stmt{}}
}

// get is the prepared statement of a text, and nil where no more are kept.
func (s *statements) get(text string) (*sql.Stmt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt, ok := s.kept[text]; ok {
		return stmt, nil
	}
	if len(s.kept) >= statementsMost {
		return nil, nil
	}
	stmt, err := s.prepare(context.Background(), text)
	if err != nil {
		return nil, err
	}
	s.kept[text] = stmt
	return stmt, nil
}

func (s *statements) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, stmt := range s.kept {
		_ = stmt.Close() // the connection is closing with it
	}
	s.kept = nil
}

// steady is the writer's Tx: its statements are prepared once and cannot be interrupted by the caller's context.
type steady struct {
	conn  *sql.Conn
	known *statements
}

func (s steady) ExecContext(_ context.Context, q string, args ...any) (sql.Result, error) {
	if stmt, err := s.known.get(q); stmt != nil || err != nil {
		if err != nil {
			return nil, err
		}
		return stmt.ExecContext(context.Background(), args...)
	}
	return s.conn.ExecContext(context.Background(), q, args...)
}

func (s steady) QueryContext(_ context.Context, q string, args ...any) (*sql.Rows, error) {
	if stmt, err := s.known.get(q); stmt != nil || err != nil {
		if err != nil {
			return nil, err
		}
		return stmt.QueryContext(context.Background(), args...)
	}
	return s.conn.QueryContext(context.Background(), q, args...)
}

func (s steady) QueryRowContext(_ context.Context, q string, args ...any) *sql.Row {
	if stmt, err := s.known.get(q); stmt != nil && err == nil {
		return stmt.QueryRowContext(context.Background(), args...)
	}
	return s.conn.QueryRowContext(context.Background(), q, args...) // a text that cannot be prepared says so when it runs
}

// reading is a reader's Tx with the pool's prepared statements.
type reading struct {
	tx    *sql.Tx
	known *statements
}

func (r reading) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	return r.tx.ExecContext(ctx, q, args...)
}

func (r reading) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if stmt, err := r.known.get(q); stmt != nil && err == nil {
		return r.tx.StmtContext(ctx, stmt).QueryContext(ctx, args...)
	}
	return r.tx.QueryContext(ctx, q, args...)
}

func (r reading) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	if stmt, err := r.known.get(q); stmt != nil && err == nil {
		return r.tx.StmtContext(ctx, stmt).QueryRowContext(ctx, args...)
	}
	return r.tx.QueryRowContext(ctx, q, args...)
}
