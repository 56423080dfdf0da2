package main

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/program"
)

// refused starts a server that cannot start, and wants it to say why, in one message and with the exit code of a failure.
func refused(t *testing.T, want string, args ...string) {
	t.Helper()
	_, stderr, code := wardmote(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--pack", program.BuiltIn}, args...)...)
	if code != 1 || !strings.Contains(stderr, want) || strings.Contains(stderr, "goroutine") {
		t.Errorf("exit %d, want 1 and %q:\n%s", code, want, stderr)
	}
}

// opened is a data folder that was served before.
func opened(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	p, err := program.Open(context.Background(), program.Config{Data: dir, Pack: program.BuiltIn})
	if err == nil {
		err = p.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAServerWhosePortIsTakenSaysSoBeforeItMakesAnything(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // ends with the test
	dir := filepath.Join(t.TempDir(), "data")
	refused(t, "choose another with --addr", "--addr", l.Addr().String(), "--data", dir)
	if _, err := os.Stat(dir); err == nil {
		t.Error("a data folder was made")
	}
}

func TestAStoreThatANewerProgramChangedIsLeftAlone(t *testing.T) {
	dir := opened(t)
	db, err := store.Open(context.Background(), store.Config{Dir: dir})
	if err == nil {
		err = db.Write(context.Background(), func(tx store.Tx) error {
			_, err := tx.ExecContext(context.Background(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)")
			return err
		})
	}
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	refused(t, "it was changed by a newer wardmote (step 999", "--data", dir)
}

func TestASecondServerOfOneFolderIsRefused(t *testing.T) {
	dir := opened(t)
	ctx, stop := context.WithCancel(context.Background())
	p, err := program.Open(ctx, program.Config{Data: dir, Pack: program.BuiltIn})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- p.Serve(ctx, l) }()
	res, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := res.Write([]byte("GET /healthz HTTP/1.0\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := res.Read(make([]byte, 1)); err != nil { // it serves, and so holds the folder
		t.Fatal(err)
	}
	refused(t, "another wardmote serves the data in "+dir, "--data", dir)
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
}

func TestAStoreThatIsPutBackWithoutItsKeyIsNotServed(t *testing.T) {
	dir := opened(t)
	key := filepath.Join(dir, "pin.key")
	own, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	refused(t, "has no pin.key", "--data", dir)
	if _, err := os.Stat(key); err == nil {
		t.Error("a new key was made for an old store")
	}
	other, err := os.ReadFile(filepath.Join(opened(t), "pin.key"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("WARDMOTE_SECRET", string(other))
	refused(t, "is not one that this store was used with", "--data", dir)
	t.Setenv("WARDMOTE_SECRET", string(other)+" "+string(own)) // a key is changed with the old one behind it
	for range 2 {
		p, err := program.Open(context.Background(), program.Config{Data: dir, Pack: program.BuiltIn})
		if err == nil {
			err = p.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Setenv("WARDMOTE_SECRET", string(other)) // and alone once that is long ago
	}
}

func TestTheStoreIsInItsFolderWhateverThatIsCalledAndReadableByNobodyElse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Ada's data? 100%41 #1")
	p, err := program.Open(context.Background(), program.Config{Data: dir, Pack: program.BuiltIn})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close() //nolint:errcheck // ends with the test
	for _, name := range []string{"wardmote.db", "wardmote.db-wal", "pin.key"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		} else if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s may be read by others: %v", name, info.Mode())
		}
	}
}

func TestAStoreThatIsDamagedOrGoneIsNotReplacedByAnEmptyOne(t *testing.T) {
	for name, c := range map[string]struct {
		harm func(file string) error
		want string
	}{
		"overwritten": {func(file string) error { return os.WriteFile(file, []byte(strings.Repeat("rust", 4096)), 0o600) }, "is damaged; keep it, and put the backup in its place"},
		"cut off":     {func(file string) error { return os.Truncate(file, 8192) }, "is damaged; keep it, and put the backup in its place"},
		"emptied":     {func(file string) error { return os.Truncate(file, 0) }, "has the key of a store and no wardmote.db"},
		"gone":        {os.Remove, "has the key of a store and no wardmote.db"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := opened(t)
			if err := c.harm(filepath.Join(dir, store.File)); err != nil {
				t.Fatal(err)
			}
			refused(t, c.want, "--data", dir)
		})
	}
}
