package store_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

// locks of a database: who holds it, and how many wait for that.
func locks(t *testing.T, admin *sql.DB) (holder, waiting int) {
	t.Helper()
	err := admin.QueryRow(`SELECT coalesce(max(pid) FILTER (WHERE granted), 0), count(*) FILTER (WHERE NOT granted) FROM pg_locks
 WHERE locktype = 'advisory' AND classid::bigint << 32 | objid::bigint = $1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`, store.PostgresHold).Scan(&holder, &waiting)
	if err != nil {
		t.Fatal(err)
	}
	return holder, waiting
}

// until waits for what happens by itself.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for begin := time.Now(); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Since(begin) > time.Minute {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// besides is a connection of an operator to the database of a store.
func besides(t *testing.T, address string) *sql.DB {
	t.Helper()
	admin, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = admin.Close() })
	return admin
}

func TestALostHoldOfTheDatabaseIsNoticedAndTakenAgainWithoutAnybodyAsking(t *testing.T) {
	address := storetest.Postgres(t)
	storetest.Open(t, store.Config{URL: address})
	admin := besides(t, address)
	for range 2 {
		first, _ := locks(t, admin)
		if _, err := admin.Exec("SELECT pg_terminate_backend($1)", first); err != nil || first == 0 {
			t.Fatalf("held by %d, %v", first, err)
		}
		until(t, "the database to be held again", func() bool { now, _ := locks(t, admin); return now != 0 && now != first })
	}
}

func TestWhoLostTheDatabaseToAnotherVersionWritesNothingIntoItUntilItIsItsOwnAgain(t *testing.T) {
	ctx, address := context.Background(), storetest.Postgres(t)
	db, admin := storetest.Open(t, store.Config{URL: address}), besides(t, address)
	other, err := admin.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close() //nolint:errcheck // a test's own connection
	holder, _ := locks(t, admin)
	alone := make(chan error, 1)
	go func() { // another version that waits to migrate
		_, err := other.ExecContext(ctx, "SELECT pg_advisory_lock($1)", store.PostgresHold)
		alone <- err
	}()
	until(t, "the other version", func() bool { _, waiting := locks(t, admin); return waiting == 1 })
	if _, err := admin.Exec("SELECT pg_terminate_backend($1)", holder); err != nil {
		t.Fatal(err)
	}
	if err := <-alone; err != nil {
		t.Fatal(err)
	}
	until(t, "the loss to be noticed", func() bool { _, waiting := locks(t, admin); return waiting == 1 })
	run := func(text string) {
		t.Helper()
		if _, err := other.ExecContext(ctx, text); err != nil {
			t.Fatal(err)
		}
	}
	run("INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, true)")
	run("SELECT pg_advisory_unlock_all()")
	if err := db.KeepSetting(ctx, "late", "yes"); !fault.Passing(err) || !strings.Contains(err.Error(), "step 999") {
		t.Errorf("beneath another version's schema: %v", err)
	}
	if err := db.Own(ctx); err == nil || fault.Passing(err) {
		t.Errorf("whoever asks whether the schema is right is told %v", err)
	}
	if late, err := db.Setting(ctx, "late"); err != nil || late != "" {
		t.Errorf("%q was written, %v", late, err)
	}
	run("DELETE FROM goose_db_version WHERE version_id = 999")
	if err := db.KeepSetting(ctx, "late", "yes"); err != nil {
		t.Errorf("its own again: %v", err)
	}
}
