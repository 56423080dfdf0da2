// Package bare is the least that keeping a report durably can cost: all its rows and one sync to disk after another, with the
// driver and the settings of the store and nothing else. Reports sent are measured against it.
package bare

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// row is one row of a report: the statement that inserts it, and its values.
type row struct {
	insert string
	values []any
}

// PerSecond is how many reports a second one connection keeps: all rows that the newest report of a store is made of, into the same
// tables and indexes, each report in a transaction of its own that is on disk (WAL, synchronous=FULL) before the next begins: what keeping a whole report costs where nothing is decided or checked.
func PerSecond(dir, store string, reports int) (rate float64, err error) {
	schema, rows, err := newestReport(store)
	if err != nil {
		return 0, err
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	for _, text := range schema {
		if _, err := db.Exec(text); err != nil {
			return 0, fmt.Errorf("%s: %w", text, err)
		}
	}
	inserts := map[string]*sql.Stmt{}
	for _, r := range rows {
		if inserts[r.insert] == nil {
			if inserts[r.insert], err = db.Prepare(r.insert); err != nil {
				return 0, err
			}
		}
	}
	begin := time.Now()
	for i := range reports {
		if err := insertAs(db, inserts, rows, i); err != nil {
			return 0, err
		}
	}
	return float64(reports) / time.Since(begin).Seconds(), nil
}

func insertAs(db *sql.DB, inserts map[string]*sql.Stmt, rows []row, i int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	for _, r := range rows {
		values := make([]any, len(r.values))
		for k, v := range r.values {
			values[k] = renamed(v, i)
		}
		if _, err := tx.Stmt(inserts[r.insert]).Exec(values...); err != nil {
			return fmt.Errorf("%s: %w", r.insert, err)
		}
	}
	return tx.Commit()
}

// What must differ between two reports: identifiers, the hash of the form, and the reference as it is written and as a word.
var (
	identifier = regexp.MustCompile(`^([0-9a-f-]{24,52})[0-9a-f]{12}$`)
	reference  = regexp.MustCompile(`(?i)\b(rep-\d\d-)\d+(-\w)\b`)
)

func renamed(v any, i int) any {
	text, ok := v.(string)
	if !ok {
		return v
	}
	text = identifier.ReplaceAllString(text, fmt.Sprintf("${1}%012d", i))
	return reference.ReplaceAllString(text, fmt.Sprintf("${1}%08d${2}", i))
}

// newestReport is the schema of a store and the rows of its newest report.
func newestReport(store string) (schema []string, rows []row, err error) {
	db, err := sql.Open("sqlite", "file:"+store+"?_pragma=query_only(ON)")
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	id := ""
	if err := db.QueryRow("SELECT max(record) FROM reporter_key").Scan(&id); err != nil {
		return nil, nil, err
	}
	all, err := texts(db, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC")
	if err != nil {
		return nil, nil, err
	}
	tables, err := texts(db, `SELECT m.name || ' ' || c.name FROM sqlite_master m, pragma_table_info(m.name) c
 WHERE m.type = 'table' AND (c.name = 'record' OR m.name = 'record' AND c.name = 'id')`)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range tables {
		table, column, _ := strings.Cut(t, " ")
		found, err := rowsOf(db, table, column, id)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", table, err)
		}
		rows = append(rows, found...)
	}
	return all, rows, nil
}

func texts(db *sql.DB, query string) (out []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	for rows.Next() {
		text := ""
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

func rowsOf(db *sql.DB, table, column, id string) (out []row, err error) {
	rows, err := db.Query("SELECT * FROM "+table+" WHERE "+column+" = $1", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // Err below tells of a broken read
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	insert := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ") + ")"
	for rows.Next() {
		r := row{insert, make([]any, len(names))}
		into := make([]any, len(names))
		for i := range into {
			into[i] = &r.values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}
