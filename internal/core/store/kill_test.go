package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/store"
)

// victim is set where this test binary runs as the process that is killed; it holds the data folder.
const victim = "WARDMOTE_TEST_VICTIM"

func TestMain(m *testing.M) {
	if dir := os.Getenv(victim); dir != "" {
		write(dir)
		return
	}
	os.Exit(m.Run())
}

// write opens the store, migrating it where it is new, and says each number once its write was acknowledged.
func write(dir string) {
	ctx := context.Background()
	db, err := store.Open(ctx, store.Config{Dir: dir})
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		name := strconv.Itoa(os.Getpid()) + "-" + strconv.Itoa(i)
		err := db.Write(ctx, func(tx store.Tx) error {
			if err := put(ctx, tx, name, "1"); err != nil {
				return err
			}
			return put(ctx, tx, name+"-twin", "1")
		})
		if err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		fmt.Println(name)
	}
}

// TestKilledAtAnyInstantNothingAcknowledgedIsLostAndNothingHalfWrittenAppears kills a process that migrates and writes, at
// random instants from the first millisecond on, and opens the store after each.
func TestKilledAtAnyInstantNothingAcknowledgedIsLostAndNothingHalfWrittenAppears(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2))
	var acknowledged []string
	for round := range 12 {
		if round%4 == 0 {
			dir, acknowledged = t.TempDir(), nil // a new store, so that the migration itself is killed
		}
		acknowledged = append(acknowledged, killed(t, dir, time.Duration(1+random.IntN(120))*time.Millisecond)...)
		check(t, dir, acknowledged)
	}
}

func killed(t *testing.T, dir string, after time.Duration) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victim+"="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
	defer timer.Stop()
	var said []string
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // a line that was cut off was not acknowledged
		}
		if strings.HasPrefix(line, "failed") {
			t.Fatal(line)
		}
		said = append(said, strings.TrimSpace(line))
	}
	_ = cmd.Wait() // it was killed
	return said
}

func check(t *testing.T, dir string, acknowledged []string) {
	t.Helper()
	db, err := store.Open(context.Background(), store.Config{Dir: dir})
	if err != nil {
		t.Fatalf("after a kill the store does not open: %v", err)
	}
	defer db.Close() //nolint:errcheck // a test's own store
	for _, name := range acknowledged {
		if setting(t, db, name) != "1" {
			t.Errorf("%s was acknowledged and is lost", name)
		}
	}
	var halves int
	err = db.Read(context.Background(), func(tx store.Tx) error {
		return tx.QueryRowContext(context.Background(), `SELECT count(*) FROM setting a WHERE NOT EXISTS
 (SELECT 1 FROM setting b WHERE b.name = a.name || '-twin' OR a.name = b.name || '-twin')`).Scan(&halves)
	})
	if err != nil || halves != 0 {
		t.Errorf("%d writes are there by half, %v", halves, err)
	}
}
