package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Endless is as many pages as SQLite can have.
const Endless = 1<<32 - 2

// Room lets a SQLite store grow to so many pages, and with 0 no further: its disk is full.
func Room(t testing.TB, db *store.DB, pages int) {
	t.Helper()
	err := db.Write(context.Background(), func(tx store.Tx) error {
		var most int
		return tx.QueryRowContext(context.Background(), fmt.Sprintf("PRAGMA max_page_count = %d", max(pages, 1))).Scan(&most)
	})
	if err != nil {
		t.Fatalf("bound the store: %v", err)
	}
}
