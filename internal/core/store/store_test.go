package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

func setting(t *testing.T, db *store.DB, name string) string {
	t.Helper()
	var v string
	err := db.Read(context.Background(), func(tx store.Tx) error {
		return tx.QueryRowContext(context.Background(), "SELECT coalesce((SELECT value FROM setting WHERE name = $1), '')", name).Scan(&v)
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func put(ctx context.Context, tx store.Tx, name, value string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO setting (name, value) VALUES ($1, $2)", name, value)
	return err
}

func TestAWriteThatFailsUndoesItselfAndNotItsNeighbours(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		refused := errors.New("refused")
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Go(func() {
				err := db.Write(ctx, func(tx store.Tx) error {
					if err := put(ctx, tx, fmt.Sprint("n", i), "x"); err != nil {
						return err
					}
					if i%3 == 0 {
						return refused
					}
					return nil
				})
				if (i%3 == 0) != errors.Is(err, refused) {
					t.Errorf("write %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		for i := range 60 {
			if kept := setting(t, db, fmt.Sprint("n", i)) == "x"; kept == (i%3 == 0) {
				t.Errorf("write %d: kept is %v", i, kept)
			}
		}
	})
}

func TestAPanicInOneWriteLeavesTheStoreWorking(t *testing.T) {
	db := storetest.Open(t, store.Config{Dir: t.TempDir()})
	ctx := context.Background()
	if err := db.Write(ctx, func(store.Tx) error { panic("broken") }); err == nil {
		t.Fatal("a write that panicked was reported as done")
	}
	if err := db.Write(ctx, func(tx store.Tx) error { return put(ctx, tx, "after", "x") }); err != nil {
		t.Fatal(err)
	}
}

func TestASummerTimeMomentSortsAndReturnsAsTheMomentItIs(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		// 2026-10-25: London repeats 01:30; the first is 00:30 UTC, the second 01:30 UTC.
		first := when.At(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC).In(when.London))
		second := when.At(time.Date(2026, 10, 25, 1, 30, 0, 123456000, time.UTC).In(when.London))
		err := db.Write(ctx, func(tx store.Tx) error {
			for i, at := range []when.Instant{second, first} {
				if _, err := tx.ExecContext(ctx, "INSERT INTO draft (id, form, data, saved, expiry) VALUES ($1, 'f', '{}', $2, $2)", fmt.Sprint(i), at); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		var got []when.Instant
		err = db.Read(ctx, func(tx store.Tx) error {
			rows, err := tx.QueryContext(ctx, "SELECT saved FROM draft WHERE saved >= $1 ORDER BY saved", first)
			if err != nil {
				return err
			}
			defer rows.Close() //nolint:errcheck // read to its end below
			for rows.Next() {
				var at when.Instant
				if err := rows.Scan(&at); err != nil {
					return err
				}
				got = append(got, at)
			}
			return rows.Err()
		})
		if err != nil || len(got) != 2 || got[0] != first || got[1] != second {
			t.Fatalf("got %v, %v; want %v, %v", got, err, first, second)
		}
	})
}

func TestAStoreThatWasClosedSaysSo(t *testing.T) {
	db, err := store.Open(context.Background(), store.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(context.Background(), func(store.Tx) error { return nil }); !errors.Is(err, store.ErrClosed) {
		t.Fatalf("got %v", err)
	}
}

func TestMoreReadersThanConnectionsAllGetTheirTurn(t *testing.T) {
	db := storetest.Open(t, store.Config{Dir: t.TempDir()})
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	const readers = 200
	var all sync.WaitGroup
	errs := make([]error, readers)
	for i := range readers {
		all.Go(func() {
			errs[i] = db.Read(ctx, func(tx store.Tx) error {
				return tx.QueryRowContext(ctx, fmt.Sprintf("SELECT %d", i)).Scan(new(int))
			})
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
}

// A read or a write within a read takes a second connection; where all are held by such, nobody goes on. So every test of
// the program refuses them.
func TestAReadWithinAReadIsRefusedInTests(t *testing.T) {
	ctx := context.Background()
	nothing := func(store.Tx) error { return nil }
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		for what, within := range map[string]func(store.Tx) error{
			"read":  func(store.Tx) error { return db.Read(ctx, nothing) },
			"write": func(store.Tx) error { return db.Write(ctx, nothing) },
		} {
			if err := db.Read(ctx, within); err == nil {
				t.Errorf("a %s was begun within a read", what)
			}
			if err := db.Read(ctx, nothing); err != nil {
				t.Errorf("after a refused %s: %v", what, err)
			}
		}
	})
}
