package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// Restore makes a store of a copy in an empty folder, or an empty database, and proves that every table has the rows that were
// counted when the copy was made. The files must have been proved before.
func Restore(ctx context.Context, cfg Config, from string, copied Copied) error {
	switch {
	case cfg.URL == "" && copied.Engine == SQLite:
		return restoreSQLite(ctx, cfg.Dir, from, copied)
	case cfg.URL != "" && copied.Engine == Postgres:
		return restorePostgres(ctx, cfg, from, copied)
	case cfg.URL == "":
		return errors.New("it is a backup of a PostgreSQL store: name an empty database with --database")
	}
	return errors.New("it is a backup of a SQLite store: leave --database and WARDMOTE_DATABASE away")
}

func restoreSQLite(ctx context.Context, dir, from string, copied Copied) error {
	path := filepath.Join(dir, File)
	if err := copyFile(filepath.Join(from, File), path); err != nil {
		return err
	}
	wrong, err := checkFile(ctx, path)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return fmt.Errorf("the backup's %s is damaged: %s", File, wrong[0])
	}
	_, tables, err := countSQLite(ctx, path)
	if err != nil {
		return err
	}
	return sameRows(tables, copied.Tables)
}

func sameRows(got, want []Table) error {
	for _, w := range want {
		i := slices.IndexFunc(got, func(t Table) bool { return t.Name == w.Name })
		if i < 0 || got[i].Rows != w.Rows {
			n := int64(0)
			if i >= 0 {
				n = got[i].Rows
			}
			return fmt.Errorf("the table %s has %d rows, and had %d when it was backed up", w.Name, n, w.Rows)
		}
	}
	return nil
}

// copyFile copies a file for its owner alone, onto disk.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // only read
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}

func restorePostgres(ctx context.Context, cfg Config, from string, copied Copied) (err error) {
	db, err := connect(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if !db.hold.alone {
		return errors.New("the database is in use by another wardmote")
	}
	there, err := column[string](ctx, db.write, tablesPostgres)
	if err != nil || len(there) > 0 {
		return errors.Join(err, fmt.Errorf("the database is not empty: it has %d tables", len(there)))
	}
	err = db.migrateWith(ctx, func(p *goose.Provider) error {
		_, err := p.UpTo(ctx, copied.Schema)
		return err
	})
	if err != nil {
		return err
	}
	if err := db.fill(ctx, from, copied); err != nil {
		names, _ := column[string](ctx, db.write, tablesPostgres) // nothing of it stays
		for _, name := range names {
			_, _ = db.write.ExecContext(ctx, "DROP TABLE "+quoted(name)+" CASCADE")
		}
		return err
	}
	return db.migrate(ctx)
}

// fill loads all tables in one transaction, those first to which others refer.
func (db *DB) fill(ctx context.Context, from string, copied Copied) error {
	conn, err := db.write.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // it goes back to the pool
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	tables, err := inOrder(ctx, tx, copied.Tables)
	if err != nil {
		return err
	}
	for _, t := range slices.Backward(tables) { // a step of the schema may have put rows there
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+quoted(t.Name)); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	for _, t := range tables {
		rows, err := copyIn(ctx, conn, t, filepath.Join(from, t.File))
		if err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
		if err := sameRows([]Table{{Name: t.Name, Rows: rows}}, []Table{t}); err != nil {
			return err
		}
	}
	if err := setCounts(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

func copyIn(ctx context.Context, conn *sql.Conn, t Table, path string) (rows int64, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close() //nolint:errcheck // only read
	err = conn.Raw(func(driver any) error {
		tag, err := driver.(*stdlib.Conn).Conn().PgConn().CopyFrom(ctx, file, "COPY "+t.list()+" FROM STDIN")
		rows = tag.RowsAffected()
		return err
	})
	return rows, err
}

// inOrder puts tables behind those to which their rows refer.
func inOrder(ctx context.Context, tx *sql.Tx, tables []Table) ([]Table, error) {
	refers, err := column[string](ctx, tx, `SELECT a.relname || ' ' || b.relname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid JOIN pg_class b ON b.oid = c.confrelid
 WHERE c.contype = 'f' AND a.oid <> b.oid AND c.connamespace = current_schema()::regnamespace`)
	if err != nil {
		return nil, err
	}
	var out []Table
	for len(out) < len(tables) {
		before := len(out)
		for _, t := range tables {
			named := func(name string) bool { return slices.ContainsFunc(out, func(o Table) bool { return o.Name == name }) }
			waits := slices.ContainsFunc(tables, func(o Table) bool { return slices.Contains(refers, t.Name+" "+o.Name) && !named(o.Name) })
			if !named(t.Name) && !waits {
				out = append(out, t)
			}
		}
		if len(out) == before {
			return nil, errors.New("its tables refer to one another in a circle")
		}
	}
	return out, nil
}

// setCounts has the numbers that the database gives itself begin behind those that were copied.
func setCounts(ctx context.Context, tx *sql.Tx) error {
	texts, err := column[string](ctx, tx, `SELECT format('SELECT setval(pg_get_serial_sequence(%L, %L), (SELECT max(%I) FROM %I))', table_name, column_name, column_name, table_name)
 FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' AND table_name <> '`+gooseTable+`'`)
	if err != nil {
		return err
	}
	return inTurn(ctx, tx, texts...)
}

// ReferenceFloor is the name of the counter from which those begin that a restored store does not know yet.
const ReferenceFloor = "*"

// AfterRestore lets every reference begin so far behind the copy's that none which was given out since can be given twice, and
// ends every session.
func (db *DB) AfterRestore(ctx context.Context, gap int64) error {
	return db.Write(ctx, func(tx Tx) error {
		for _, text := range []string{"UPDATE counter SET n = n + $1", "INSERT INTO counter (name, n) VALUES ('" + ReferenceFloor + "', $1) ON CONFLICT (name) DO NOTHING"} {
			if _, err := tx.ExecContext(ctx, text, gap); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM session")
		return err
	})
}
