package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

// eachPlace runs a test on an empty folder and on an empty database.
func eachPlace(t *testing.T, test func(t *testing.T, cfg store.Config)) {
	t.Run("sqlite", func(t *testing.T) { test(t, store.Config{Dir: t.TempDir()}) })
	t.Run("postgres", func(t *testing.T) { test(t, store.Config{URL: storetest.Postgres(t)}) })
}

// older takes the last step back, as if a version from before it had made the store.
func older(t *testing.T, db *store.DB) {
	t.Helper()
	ctx := context.Background()
	err := db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "DROP TABLE holiday")
		if err == nil {
			_, err = tx.ExecContext(ctx, "DELETE FROM goose_db_version WHERE version_id = 64")
		}
		return err
	})
	if err == nil {
		err = db.KeepSetting(ctx, store.VersionSetting, "wardmote 1.2.3 abcdef 63")
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAStoreThatIsServedIsMigratedByNobodyAndItsOwnVersionWorksBesideIt(t *testing.T) {
	eachPlace(t, func(t *testing.T, cfg store.Config) {
		ctx := context.Background()
		serving := storetest.Open(t, cfg)
		beside, err := store.Open(ctx, cfg)
		if err != nil {
			t.Fatalf("a command of the same version: %v", err)
		}
		if err := errors.Join(beside.KeepSetting(ctx, "beside", "yes"), beside.Close()); err != nil {
			t.Fatal(err)
		}
		older(t, serving)
		for _, asIs := range []bool{false, true} {
			c := cfg
			c.AsIs = asIs
			_, err := store.Open(ctx, c)
			if err == nil || !strings.Contains(err.Error(), "wardmote 1.2.3 abcdef 63") {
				t.Errorf("beside an older version, as is %v: %v", asIs, err)
			}
		}
		if _, err := serving.Setting(ctx, "beside"); err != nil {
			t.Errorf("the older version cannot work on: %v", err)
		}
		if n := count(t, serving, "SELECT count(*) FROM goose_db_version WHERE version_id = 64"); n != 0 {
			t.Error("the schema was migrated beneath the version that serves")
		}
	})
}

func TestAStoreThatNobodyServesIsMigratedByWhoHoldsItAndByNobodyWhoReadsItAsItIs(t *testing.T) {
	eachPlace(t, func(t *testing.T, cfg store.Config) {
		ctx := context.Background()
		db, err := store.Open(ctx, cfg)
		if err != nil {
			t.Fatal(err)
		}
		older(t, db)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		asIs := cfg
		asIs.AsIs = true
		if _, err := store.Open(ctx, asIs); err == nil || !strings.Contains(err.Error(), "1.2.3") {
			t.Errorf("a store of an older version was taken as it is: %v", err)
		}
		if n := count(t, storetest.Open(t, cfg), "SELECT count(*) FROM holiday"); n != 0 {
			t.Errorf("%d holidays", n)
		}
	})
}

func count(t *testing.T, db *store.DB, text string) (n int) {
	t.Helper()
	err := db.Read(context.Background(), func(tx store.Tx) error { return tx.QueryRowContext(context.Background(), text).Scan(&n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAnEmptyFolderHasNoStoreToBeTakenAsItIs(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.Open(context.Background(), store.Config{Dir: dir, AsIs: true}); err == nil {
		t.Error("a store was found")
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 0 {
		t.Errorf("%v was made, %v", names, err)
	}
}

// SQLite 3.40 of Debian 12 takes a table without rowid for damaged whose key is not its first columns.
func TestTheKeyOfATableThatIsItsKeyStandsFirst(t *testing.T) {
	db, ctx := storetest.Open(t, store.Config{Dir: t.TempDir()}), context.Background()
	err := db.Read(ctx, func(tx store.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.sql LIKE '%WITHOUT ROWID%'
 AND c.pk > 0 AND c.cid <> c.pk - 1`)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var table, column string
			if err := rows.Scan(&table, &column); err != nil {
				return err
			}
			t.Errorf("%s.%s", table, column)
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDamageToThePagesOfAnyTableOrIndexIsSaidWhicheverItIs(t *testing.T) {
	dir, ctx := t.TempDir(), context.Background()
	db, err := store.Open(ctx, store.Config{Dir: dir})
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(filepath.Join(dir, store.File))
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for name, page := range roots(t, filepath.Join(dir, store.File)) {
		broken := t.TempDir()
		content := append([]byte(nil), whole...)
		for i := range 4096 {
			content[(page.number-1)*4096+i] ^= 0x5a
		}
		if err := os.WriteFile(filepath.Join(broken, store.File), content, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := store.Open(ctx, store.Config{Dir: broken, AsIs: true})
		if err != nil {
			if !strings.Contains(err.Error(), "is damaged; keep it, and put the backup in its place") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if wrong, err := db.Check(ctx); err != nil || len(wrong) == 0 || !strings.Contains(wrong[0], "is damaged") {
			t.Errorf("%s: %v, %v", name, wrong, err)
		}
		if page.table {
			told++
			err := db.Read(ctx, func(tx store.Tx) error {
				rows, err := tx.QueryContext(ctx, fmt.Sprintf("SELECT * FROM %q NOT INDEXED", name))
				if err != nil {
					return err
				}
				defer rows.Close() //nolint:errcheck // Err below tells of a broken read
				rows.Next()
				return rows.Err()
			})
			if err == nil { // an index that covers the table was read in its place
				told--
			} else if !errors.Is(err, fault.ErrDamaged) || db.Damage() == nil {
				t.Errorf("who reads %s is told %v", name, err)
			}
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	if told < 20 {
		t.Errorf("only %d damaged tables were met by who read them", told)
	}
}

// root is a first page.
type root struct {
	number int
	table  bool
}

// roots are the first pages of all tables and indexes but SQLite's own.
func roots(t *testing.T, path string) map[string]root {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read
	rows, err := db.Query("SELECT name, rootpage, type = 'table' FROM sqlite_master WHERE rootpage > 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // only read
	all := map[string]root{}
	for rows.Next() {
		var name string
		var r root
		if err := rows.Scan(&name, &r.number, &r.table); err != nil {
			t.Fatal(err)
		}
		all[name] = r
	}
	if len(all) < 40 || rows.Err() != nil {
		t.Fatalf("%d tables and indexes, %v", len(all), rows.Err())
	}
	return all
}
