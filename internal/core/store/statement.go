package store

import (
	"context"
	"database/sql"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// statementsMost bounds the prepared statements that a connection keeps; the program has fewer texts than that but for
// filters that people combine, and then those that were used longest ago go first.
const statementsMost = 1000

// statements keeps the prepared statements of one connection by their text: SQLite spends as long on reading a statement as
// on running it. (On PostgreSQL the driver keeps its own.) Like its connection it serves one goroutine at a time.
type statements struct {
	prepare func(context.Context, string) (*sql.Stmt, error)
	kept    *simplelru.LRU[string, *sql.Stmt]
}

func newStatements(prepare func(context.Context, string) (*sql.Stmt, error)) *statements {
	kept, err := simplelru.NewLRU(statementsMost, func(_ string, s *sql.Stmt) {
		_ = s.Close() // rows that are still open hold on to it until they are read
	})
	if err != nil {
		panic(err) // a size of nought, which it is not
	}
	return &statements{prepare, kept}
}

// get is the prepared statement of a text.
func (s *statements) get(text string) (*sql.Stmt, error) {
	if stmt, ok := s.kept.Get(text); ok {
		return stmt, nil
	}
	stmt, err := s.prepare(context.Background(), text)
	if err != nil {
		return nil, err
	}
	s.kept.Add(text, stmt)
	return stmt, nil
}

func (s *statements) close() { s.kept.Purge() }

// steady is the Tx of one connection: its statements are prepared once and cannot be interrupted by the caller's context.
type steady struct {
	conn  *sql.Conn
	known *statements
}

func (s steady) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	observed(ctx, q, args)
	stmt, err := s.known.get(q)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(context.Background(), args...)
}

func (s steady) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	observed(ctx, q, args)
	stmt, err := s.known.get(q)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(context.Background(), args...)
}

func (s steady) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	observed(ctx, q, args)
	stmt, err := s.known.get(q)
	if err != nil {
		return s.conn.QueryRowContext(context.Background(), q, args...) // a text that cannot be prepared says so when it runs
	}
	return stmt.QueryRowContext(context.Background(), args...)
}
