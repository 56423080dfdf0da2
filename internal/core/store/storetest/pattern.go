package storetest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
)

// The steps of a schema are taken once for a process and each test gets a copy: what they come to is the same every time, and takes
// longer than most tests do. How a store is made and brought up to date is tested with stores of their own (core/store, internal/program).
var (
	fileOnce, databaseOnce sync.Once
	file                   []byte // an empty SQLite store
	fileErr                error
	pattern                string // the database of an empty PostgreSQL store, to which nobody is connected
)

// Folder is a new folder with an empty, migrated SQLite store.
func Folder(t testing.TB) string {
	t.Helper()
	fileOnce.Do(func() { file, fileErr = emptyStore() })
	if fileErr != nil {
		t.Fatalf("make a store to copy: %v", fileErr)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.File), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// emptyStore is the content of an empty, migrated SQLite store.
func emptyStore() ([]byte, error) {
	dir, err := os.MkdirTemp("", "wardmote-store-")
	if err != nil {
		return nil, err
	}
	db, err := store.Open(context.Background(), store.Config{Dir: dir})
	if err == nil {
		err = db.Close()
	}
	content, errRead := os.ReadFile(filepath.Join(dir, store.File))
	return content, errors.Join(err, errRead, os.RemoveAll(dir))
}

// migrated is the address of a new database with an empty, migrated store.
func migrated(t testing.TB) string {
	t.Helper()
	databaseOnce.Do(func() {
		name, address := database(t, "")
		db, err := store.Open(context.Background(), store.Config{URL: address})
		if err == nil {
			err = db.Close()
		}
		if err != nil {
			t.Fatalf("make a store to copy: %v", err)
		}
		pattern = name
	})
	if pattern == "" {
		t.Fatal("there is no store to copy: an earlier test says why")
	}
	_, address := database(t, " TEMPLATE "+pattern)
	return address
}
