// Package storetest runs a test on both databases: a new SQLite folder, and a new database of a real PostgreSQL server
// that it starts for the test process alone (Debian's postgresql; the server will not run as root, so as "nobody" there).
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/store"
)

func init() { store.RefuseNested() }

// Each runs the test once on SQLite and once on PostgreSQL, each on an empty, migrated store.
func Each(t *testing.T, test func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, store.Config{Dir: Folder(t)})) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, store.Config{URL: migrated(t)})) })
}

// Open opens a store for the length of the test.
func Open(t testing.TB, cfg store.Config) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), cfg)
	if err != nil {
		t.Fatalf("open the store: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the store: %v", err)
		}
	})
	return db
}

var (
	startOnce sync.Once
	server    string // address without the database
	startErr  error
	databases atomic.Int64
)

// Postgres is the address of a new, empty database.
func Postgres(t testing.TB) string {
	t.Helper()
	_, address := database(t, "")
	return address
}

// database makes a database of the server, as a copy of another where with says so, and gives its name and address.
func database(t testing.TB, with string) (name, address string) {
	t.Helper()
	startOnce.Do(func() { server, startErr = start() })
	if startErr != nil {
		t.Fatalf("start PostgreSQL: %v (install it with: apt-get install postgresql)", startErr)
	}
	admin, err := sql.Open("pgx", server+"&dbname=postgres")
	if err != nil {
		t.Fatal(err)
	}
	defer admin.Close() //nolint:errcheck // a test's own connection
	name = fmt.Sprintf("t%d", databases.Add(1))
	if _, err := admin.Exec("CREATE DATABASE " + name + with); err != nil {
		t.Fatalf("make a test database: %v", err)
	}
	return name, server + "&dbname=" + name
}

// start makes a cluster in a temporary folder and serves it on a socket there. The shell that runs it ends it and removes
// the folder when this process ends in whatever way, because its standard input then closes.
func start() (string, error) {
	bins, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(bins) == 0 {
		return "", fmt.Errorf("no server under /usr/lib/postgresql")
	}
	bin := bins[len(bins)-1]
	dir, err := os.MkdirTemp("", "wardmote-pg-")
	if err != nil {
		return "", err
	}
	owner, err := serverUser(dir)
	if err != nil {
		return "", err
	}
	if err := cluster(bin, dir, owner); err != nil {
		return "", err
	}
	script := `"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off -c max_connections=200 >"$2/log" 2>&1 & p=$!; cat >/dev/null; kill -INT $p; wait $p; rm -rf "$2"`
	shell := exec.Command("/bin/sh", "-c", script, "sh", bin, dir)
	shell.SysProcAttr, shell.Dir = owner, dir
	if owner == nil {
		shell.SysProcAttr = &syscall.SysProcAttr{}
	}
	shell.SysProcAttr.Setpgid = true
	keep, err := shell.StdinPipe()
	if err != nil {
		return "", err
	}
	lifeline.Store(&keep)
	if err := shell.Start(); err != nil {
		return "", err
	}
	address := "postgres:///?host=" + dir + "&user=wardmote&sslmode=disable"
	return address, waitFor(address + "&dbname=postgres")
}

// lifeline is the server's standard input; it stays open, because it stays reachable, for as long as this process lives.
var lifeline atomic.Pointer[io.WriteCloser]

// serverUser is nobody's credentials when the tests run as root.
func serverUser(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(nobody.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(nobody.Gid)
	if err != nil {
		return nil, err
	}
	if err := os.Chown(dir, uid, gid); err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
}

func waitFor(address string) error {
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // only asked whether it answers
	deadline := time.Now().Add(20 * time.Second)
	for {
		err = db.Ping()
		if err == nil || time.Now().After(deadline) {
			return err
		}
		time.Sleep(30 * time.Millisecond)
	}
}
