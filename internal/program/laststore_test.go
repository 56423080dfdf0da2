package program_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/program"
)

// The test binary run again with asMigrator opens the store of that folder, and of that database where asMigratorOf names one.
const asMigrator, asMigratorOf = "WARDMOTE_TEST_MIGRATE", "WARDMOTE_TEST_MIGRATE_DATABASE"

func TestMain(m *testing.M) {
	dir := os.Getenv(asMigrator)
	if dir == "" {
		os.Exit(m.Run())
	}
	p, err := openedAs(dir, os.Getenv(asMigratorOf))
	if err == nil {
		err = p.SettlePack(context.Background())
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	_ = p.Close()
}

func openedAs(dir, database string) (*program.Program, error) {
	return program.Open(context.Background(), program.Config{Data: dir, Database: database, Demo: true, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
}

// unpacked is a file of the store of the version before.
func unpacked(t *testing.T, name string) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "laststore", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it is read
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAStoreOfTheLastVersionLosesNothingHoweverOftenItsMigrationIsKilled(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			dir, database := laststore(t, engine)
			for range 6 { // each is killed a little later than it can have begun, and most before they have ended
				cmd := migrator(dir, database)
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Duration(50+rand.IntN(400)) * time.Millisecond)
				_ = cmd.Process.Kill()
				_ = cmd.Wait() // it was killed, or has ended
			}
			if out, err := migrator(dir, database).CombinedOutput(); err != nil {
				t.Fatalf("the migration that nobody kills: %v: %s", err, out)
			}
			p, err := openedAs(dir, database)
			if err != nil {
				t.Fatal(err)
			}
			defer p.Close() //nolint:errcheck // it is read
			var before []record.Whole
			text := strings.ReplaceAll(string(unpacked(t, engine+".json.gz")), `"Audience":`, `"Seal":`) // as that version called it
			if err := json.Unmarshal([]byte(text), &before); err != nil {
				t.Fatal(err)
			}
			for i := range before { // what had no seal was read by whoever opened the record
				for j := range before[i].Actions {
					before[i].Actions[j].Seal = record.ForStaff
				}
				for j := range before[i].Parties {
					before[i].Parties[j].Seal = record.ForStaff
				}
				for j := range before[i].Messages {
					before[i].Messages[j].Seal = record.ForStaff
				}
			}
			if len(before) != 40 {
				t.Fatalf("the records of the version before are %d", len(before))
			}
			err = p.Gate.Read(t.Context(), access.System("test"), func(v *gate.View) error {
				for _, was := range before {
					is, err := v.Open(was.Reference)
					if err != nil {
						return err
					}
					same(t, &was, is)
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			if form, err := p.Gate.SavedForm(t.Context(), access.Public(), "form"); err != nil || strings.ReplaceAll(string(form.Data), " ", "") != `{"sealed":"x"}` {
				t.Errorf("the form under way is %s, %v", form.Data, err)
			}
		})
	}
}

func migrator(dir, database string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), asMigrator+"="+dir, asMigratorOf+"="+database)
	return cmd
}

// laststore is the store of the version before, as it stood on a disk or in a database.
func laststore(t *testing.T, engine string) (dir, database string) {
	t.Helper()
	dir = t.TempDir()
	key, err := os.ReadFile(filepath.Join("testdata", "laststore", "pin.key"))
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "pin.key"), key, 0o600)
	}
	if err == nil && engine == "sqlite" {
		err = os.WriteFile(filepath.Join(dir, "wardmote.db"), unpacked(t, "wardmote.db.gz"), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if engine == "sqlite" {
		return dir, ""
	}
	database = storetest.Postgres(t)
	db, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // it was written
	if _, err := db.Exec(string(unpacked(t, "store.sql.gz"))); err != nil {
		t.Fatal(err)
	}
	return dir, database
}

// same says that a record holds what it held before, and that more was added at most to its history and to the fields that its columns are.
func same(t *testing.T, was, is *record.Whole) {
	t.Helper()
	if len(is.Events) < len(was.Events) {
		t.Errorf("%s: %d events of %d are left", was.Reference, len(is.Events), len(was.Events))
	}
	for id, value := range was.Fields {
		if fmt.Sprint(is.Fields[id]) != fmt.Sprint(value) {
			t.Errorf("%s: %s was %v and is %v", was.Reference, id, value, is.Fields[id])
		}
	}
	shown := func(w record.Whole) string {
		w.Events, w.Fields, w.Version, w.Circle = nil, nil, 0, 0
		b, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if before, now := shown(*was), shown(*is); before != now {
		t.Errorf("%s was\n%s\nand is\n%s", was.Reference, before, now)
	}
}

// TestWhoeverStartsTheProgramIsToldHowFarAnOlderStoreIs: bringing a large store up to date takes minutes, in which nothing else is heard of the
// program; a new store and one that is up to date are told nothing of.
func TestWhoeverStartsTheProgramIsToldHowFarAnOlderStoreIs(t *testing.T) {
	dir, _ := laststore(t, "sqlite")
	told := func(dir string) string {
		var log strings.Builder
		p, err := program.Open(t.Context(), program.Config{Data: dir, Demo: true, Log: slog.New(slog.NewTextHandler(&log, nil))})
		if err == nil {
			err = p.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return log.String()
	}
	if said := told(dir); !strings.Contains(said, "brought up to date") || !strings.Contains(said, "step=1 ") {
		t.Errorf("of an older store it is said: %s", said)
	}
	for what, dir := range map[string]string{"one that is up to date": dir, "a new one": t.TempDir()} {
		if said := told(dir); strings.Contains(said, "brought up to date") {
			t.Errorf("of %s it is said: %s", what, said)
		}
	}
}
