package program_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program"
)

var ctx = context.Background()

// eachStore runs a test on both databases; fresh is another place of the same sort, empty.
func eachStore(t *testing.T, test func(t *testing.T, cfg program.Config, fresh func() program.Config)) {
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	at := func(url string) program.Config {
		return program.Config{Data: filepath.Join(t.TempDir(), "data"), Database: url, Pack: program.BuiltIn, Log: quiet}
	}
	for name, url := range map[string]func() string{"sqlite": func() string { return "" }, "postgres": func() string { return storetest.Postgres(t) }} {
		t.Run(name, func(t *testing.T) {
			fresh := func() program.Config { return at(url()) }
			test(t, fresh(), fresh)
		})
	}
}

func opened(t *testing.T, cfg program.Config) *program.Program {
	t.Helper()
	p, err := program.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
			t.Error(err)
		}
	})
	return p
}

// send sends a report with words of its own, as a resident does.
func send(t *testing.T, p *program.Program, what string) report.Receipt {
	t.Helper()
	r, err := p.Reports.Send(ctx, access.Public(), &report.Filled{Asked: true, Category: "noise", What: what, PlaceWords: "Brick Lane", PlaceName: "Brick Lane", Area: "E05009336",
		PlaceKind: "street", Anonymous: true}, []report.Photo{{Name: "a.jpg", Content: []byte("\xff\xd8\xff a picture\x00\x5c\x0a\x09")}})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// story is what the reporter of a receipt sees of it by its PIN.
func story(p *program.Program, r report.Receipt) (string, error) {
	id, err := p.Reports.Admit(ctx, r.Reference, r.PIN)
	if err != nil {
		return "", err
	}
	what := ""
	err = p.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
		w, err := v.Open(id)
		if err == nil && len(w.Files) == 1 {
			what = w.Fields.Text("what")
		}
		return err
	})
	return what, err
}

func TestTheDrillAReportIsFollowedByItsPINInWhatWasBackedUpWhileOthersSent(t *testing.T) {
	eachStore(t, func(t *testing.T, cfg program.Config, fresh func() program.Config) {
		p := opened(t, cfg)
		const words = "Bass until four.\tA tab, a \\ and\na line; “quotes”"
		mine := send(t, p, words)
		var writing sync.WaitGroup
		stop := make(chan struct{})
		writing.Go(func() { // nobody waits for a backup
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
					send(t, p, "one of many")
				}
			}
		})
		to := filepath.Join(t.TempDir(), "backup")
		b, err := program.MakeBackup(ctx, cfg, to)
		close(stop)
		writing.Wait()
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(filepath.Join(to, "pin.key")); err != nil || info.Mode().Perm() != 0o600 || len(b.Keys) != 1 {
			t.Errorf("keys %v: %v, %v", b.Keys, info, err)
		}
		later := send(t, p, "after the backup")
		if _, err := program.MakeBackup(ctx, cfg, to); err == nil {
			t.Error("a backup was written over another")
		}

		into := fresh()
		r, err := program.Restore(ctx, into, to, "")
		if err != nil || !r.Keys {
			t.Fatalf("%+v, %v", r, err)
		}
		restored := opened(t, into)
		if got, err := story(restored, mine); err != nil || got != words {
			t.Errorf("the reporter reads %q, %v", got, err)
		}
		if _, err := story(restored, later); err == nil {
			t.Error("a report from after the backup is there")
		}
		again := send(t, restored, "after the restore")
		if again.Reference <= later.Reference {
			t.Errorf("%s was given after %s had been given out", again.Reference, later.Reference)
		}
		if err := change.Of(restored.Gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "asb-case", Title: "x", OwnerBody: "council"})
			if err == nil && strings.HasSuffix(e.Record().Reference[:len(e.Record().Reference)-2], "-00001") {
				t.Errorf("a kind that the backup had none of begins at %s", e.Record().Reference)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
		if err := restored.SettlePack(ctx); err != nil {
			t.Fatal(err)
		}
		if wrong, err := program.Check(ctx, into, p.Config.Now); err != nil || len(wrong) != 0 {
			t.Errorf("%v, %v", wrong, err)
		}
	})
}

func TestABackupWithoutItsKeysIsRestoredAndSaysThatPINsWillNotOpen(t *testing.T) {
	eachStore(t, func(t *testing.T, cfg program.Config, fresh func() program.Config) {
		p := opened(t, cfg)
		mine := send(t, p, "loud")
		to, keys := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "keys")
		if _, err := program.MakeBackup(ctx, cfg, to); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(filepath.Join(to, "pin.key"), keys); err != nil { // as it is told to
			t.Fatal(err)
		}
		into := fresh()
		r, err := program.Restore(ctx, into, to, "")
		if err != nil || r.Keys {
			t.Fatalf("%+v, %v", r, err)
		}
		without := opened(t, into)
		var bad fault.Wrong
		if _, err := story(without, mine); !errors.As(err, &bad) {
			t.Errorf("the PIN opens without its key: %v", err)
		}
		if _, err := story(without, send(t, without, "a new one")); err != nil {
			t.Errorf("a new report's PIN does not open it: %v", err)
		}
		into = fresh()
		if r, err := program.Restore(ctx, into, to, keys); err != nil || !r.Keys {
			t.Fatalf("%+v, %v", r, err)
		}
		if _, err := story(opened(t, into), mine); err != nil {
			t.Error(err)
		}
		wrong := filepath.Join(t.TempDir(), "wrong")
		if err := os.WriteFile(wrong, []byte("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		into = fresh()
		if _, err := program.Restore(ctx, into, to, wrong); err == nil || !strings.Contains(err.Error(), "are not those of this backup") {
			t.Errorf("another store's key: %v", err)
		}
		if _, err := os.Stat(into.Data); err == nil {
			t.Error("a folder was left")
		}
	})
}

func TestABackupThatIsNotWhatWasWrittenIsNotRestored(t *testing.T) {
	eachStore(t, func(t *testing.T, cfg program.Config, fresh func() program.Config) {
		p := opened(t, cfg)
		send(t, p, "loud")
		to := filepath.Join(t.TempDir(), "backup")
		b, err := program.MakeBackup(ctx, cfg, to)
		if err != nil {
			t.Fatal(err)
		}
		for name := range b.Files {
			path := filepath.Join(to, name)
			was, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, append(append([]byte(nil), was...), 'x'), 0o600); err != nil {
				t.Fatal(err)
			}
			into := fresh()
			if _, err := program.Restore(ctx, into, to, ""); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s was changed: %v", name, err)
			}
			if _, err := os.Stat(into.Data); err == nil {
				t.Errorf("%s was changed, and a folder was left", name)
			}
			if err := os.WriteFile(path, was, 0o600); err != nil {
				t.Fatal(err)
			}
			break // one of each engine: what proves them is one piece of code
		}
	})
}
