package store

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// Copied is what a copy of a store holds. Schema is the last step that was taken in it.
type Copied struct {
	Engine Engine  `json:"engine"`
	Schema int64   `json:"schema"`
	Tables []Table `json:"tables"`
}

// Table is one of its tables. File holds its rows, relative to the copy's folder, where the copy is not one file.
type Table struct {
	Name    string   `json:"name"`
	Rows    int64    `json:"rows"`
	Columns []string `json:"columns,omitempty"`
	File    string   `json:"file,omitempty"`
}

// gooseTable is where the steps of the schema are written down; a restored store has its own.
const gooseTable = "goose_db_version"

// Copy writes the store as it is at one moment into a folder, while others read and write: SQLite by VACUUM INTO, PostgreSQL
// table by table from one snapshot. It is on disk when Copy returns.
func (db *DB) Copy(ctx context.Context, dir string) (Copied, error) {
	copied, err := Copied{Engine: db.engine}, error(nil)
	if db.engine == SQLite {
		err = db.copySQLite(ctx, dir, &copied)
	} else {
		err = db.copyPostgres(ctx, dir, &copied)
	}
	if err != nil {
		return copied, fmt.Errorf("copy the store: %w", db.marked(err))
	}
	return copied, nil
}

func (db *DB) copySQLite(ctx context.Context, dir string, copied *Copied) (err error) {
	path := filepath.Join(dir, File)
	if err := ownAlone(path); err != nil { // which VACUUM INTO fills, and leaves readable by nobody else
		return err
	}
	from, err := sql.Open("sqlite", sqliteAddress(filepath.Join(db.dir, File))+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if _, err := from.ExecContext(ctx, "VACUUM INTO $1", path); err != nil {
		return err
	}
	if err := synced(path); err != nil {
		return err
	}
	copied.Schema, copied.Tables, err = countSQLite(ctx, path)
	return err
}

// countSQLite reads a file that nobody changes.
func countSQLite(ctx context.Context, path string) (schema int64, tables []Table, err error) {
	db, err := sql.Open("sqlite", sqliteAddress(path)+"?immutable=1&mode=ro")
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	names, err := column[string](ctx, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
	for _, name := range names {
		t := Table{Name: name}
		if err = db.QueryRowContext(ctx, "SELECT count(*) FROM "+quoted(name)).Scan(&t.Rows); err != nil {
			return 0, nil, err
		}
		tables = append(tables, t)
	}
	if err == nil {
		err = db.QueryRowContext(ctx, "SELECT max(version_id) FROM "+gooseTable).Scan(&schema)
	}
	return schema, tables, err
}

func quoted(name string) string { return pgx.Identifier{name}.Sanitize() }

// asks is a database, a connection or a transaction.
type asks interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// column is the one column of an answer.
func column[T any](ctx context.Context, on asks, query string, args ...any) (all []T, err error) {
	rows, err := on.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	for rows.Next() {
		var v T
		if err := rows.Scan(&v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

const (
	tablesPostgres  = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
	columnsPostgres = "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position"
)

func (db *DB) copyPostgres(ctx context.Context, dir string, copied *Copied) error {
	if err := os.MkdirAll(filepath.Join(dir, "tables"), 0o700); err != nil {
		return err
	}
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // a reading has nothing to undo
	if err := tx.QueryRowContext(ctx, "SELECT max(version_id) FROM "+gooseTable).Scan(&copied.Schema); err != nil {
		return err
	}
	names, err := column[string](ctx, tx, tablesPostgres)
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == gooseTable {
			continue
		}
		t := Table{Name: name, File: filepath.ToSlash(filepath.Join("tables", name+".copy"))}
		if t.Columns, err = column[string](ctx, tx, columnsPostgres, name); err != nil {
			return err
		}
		if t.Rows, err = copyOut(ctx, conn, t, filepath.Join(dir, t.File)); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
		copied.Tables = append(copied.Tables, t)
	}
	return synced(filepath.Join(dir, "tables"))
}

// copyOut writes the rows of a table, within the transaction of the connection, in PostgreSQL's own text form.
func copyOut(ctx context.Context, conn *sql.Conn, t Table, path string) (rows int64, err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return 0, err
	}
	into := bufio.NewWriterSize(file, 1<<18)
	err = conn.Raw(func(driver any) error {
		tag, err := driver.(*stdlib.Conn).Conn().PgConn().CopyTo(ctx, into, "COPY "+t.list()+" TO STDOUT")
		rows = tag.RowsAffected()
		return err
	})
	return rows, errors.Join(err, into.Flush(), file.Sync(), file.Close())
}

// list is the table with its columns, as COPY takes them.
func (t Table) list() string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quoted(c)
	}
	return quoted(t.Name) + " (" + strings.Join(names, ", ") + ")"
}

// synced puts a file or a folder on disk.
func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
