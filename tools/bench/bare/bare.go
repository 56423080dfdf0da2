// Package bare is the least that keeping a row durably can cost: one insert and one sync to disk after another, with the
// driver and the settings of the store and nothing else. Acknowledged submissions are measured against it.
package bare

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// PerSecond is how many rows of about 600 bytes a second one connection inserts into a new table of a new SQLite file in the folder,
// each in a transaction of its own that is on disk (WAL, synchronous=FULL) before the next begins.
func PerSecond(dir string, rows int) (rate float64, err error) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE bare (id TEXT PRIMARY KEY, body TEXT NOT NULL)"); err != nil {
		return 0, err
	}
	insert, err := db.Prepare("INSERT INTO bare (id, body) VALUES ($1, $2)")
	if err != nil {
		return 0, err
	}
	defer insert.Close() //nolint:errcheck // the file is thrown away
	body := strings.Repeat("what somebody reported ", 25)
	begin := time.Now()
	for i := range rows {
		if _, err := insert.Exec(fmt.Sprintf("row-%08d", i), body); err != nil {
			return 0, err
		}
	}
	return float64(rows) / time.Since(begin).Seconds(), nil
}
