package storetest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Endless is as many pages as SQLite can have.
const Endless = 1<<32 - 2

// Room lets a SQLite store grow to so many pages, and with 0 no further: its disk is full.
func Room(t testing.TB, db *store.DB, pages int) {
	t.Helper()
	bound := func() error {
		return db.Write(context.Background(), func(tx store.Tx) error {
			var most int
			return tx.QueryRowContext(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", max(pages, 1))).Scan(&most)
		})
	}
	err := bound()
	if errors.Is(err, fault.ErrPassing) { // written in one transaction with what another write of the program has no room for now
		err = bound()
	}
	if err != nil {
		t.Fatalf("bound the store: %v", err)
	}
}

// Fill bounds the store to what it has and uses up the room that is left in its pages.
func Fill(t testing.TB, db *store.DB) {
	t.Helper()
	Room(t, db, 0)
	for _, text := range []string{
		"INSERT INTO setting (name, value) VALUES ('filler ' || hex(randomblob(8)), hex(zeroblob(%d)))",
		"INSERT INTO session (token, data, expiry) VALUES (hex(randomblob(16)), zeroblob(%d), '2100-01-01T00:00:00.000000Z')",
		"INSERT INTO draft (id, form, data, saved, expiry) VALUES (hex(randomblob(16)), 'x', hex(zeroblob(%d)), '2000-01-01T00:00:00.000000Z', '2100-01-01T00:00:00.000000Z')",
	} {
		for size, failed := 1<<14, 0; size > 16; { // ever smaller rows, until none fits wherever it falls
			err := db.Write(context.Background(), func(tx store.Tx) error {
				_, err := tx.ExecContext(context.Background(), fmt.Sprintf(text, size))
				return err
			})
			if failed++; err == nil {
				failed = 0
			}
			if failed == 12 {
				size, failed = size/2, 0
			}
		}
	}
}
