package program_test

import (
	"fmt"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/reference"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program"
)

// promises leaves a live store that was bound as the version with promises left it: rows of reports that it had acknowledged and not
// recorded, the second of which it had given up. It gives what their reporters were told.
func promises(t *testing.T, cfg program.Config) (receipts []report.Receipt) {
	t.Helper()
	p, err := program.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	err = p.Store.Write(ctx, func(tx store.Tx) error {
		for _, text := range []string{"DELETE FROM goose_db_version WHERE version_id = 49",
			"CREATE TABLE promise (id TEXT PRIMARY KEY, at TIMESTAMPTZ NOT NULL, doc TEXT NOT NULL, failure TEXT NOT NULL DEFAULT '')"} {
			if _, err := tx.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		for i, failure := range []string{"", "database or disk is full (13)"} {
			r := report.Receipt{Reference: numbered(t, 90001+i), PIN: credential.NewPIN()}
			receipts = append(receipts, r)
			doc := fmt.Sprintf(`{"Reference":%q,"PIN":%q,"Traces":[],"Key":"form %d","Draft":{"Kind":"report","Title":"Noise","Category":"noise","Marking":"","Risk":"","Channel":"online",
"OwnerBody":"council","Team":"asb-north-west","Area":"E05009336","Place":"Brick Lane","LastWord":"reporter","Fields":{"what":"Bass until %d"}}}`,
				r.Reference, p.Reports.PINs.Hash(r.Reference, r.PIN), i, 4+i)
			if _, err := tx.ExecContext(ctx, "INSERT INTO promise (id, at, doc, failure) VALUES ($1, $2, $3, $4)", fmt.Sprintf("01a22b5e-8cd7-79e5-83e3-1779ac5743b%d", i),
				p.Config.Now(), doc, failure); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = p.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return receipts
}

func TestALiveStoreWithReportsThatAnEarlierVersionPromisedMakesRecordsOfAllOfThemBeforeItServes(t *testing.T) {
	eachStore(t, func(t *testing.T, cfg program.Config, _ func() program.Config) {
		receipts := promises(t, cfg)
		for _, named := range []string{cfg.Pack, ""} { // its partnership is known by the store, so the next start need not name it
			cfg.Pack = named
			p, err := program.Open(ctx, cfg)
			if err != nil {
				t.Fatal(err)
			}
			for i, r := range receipts {
				wantPromised(t, p, r, fmt.Sprintf("Bass until %d", 4+i))
			}
			if n, err := p.Store.Promised(ctx); err != nil || n != 0 {
				t.Errorf("%d rows are left, %v", n, err)
			}
			if err := p.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// wantPromised wants a report that its reporter can open by the PIN that they were given, and that a team has, with a clock that runs.
func wantPromised(t *testing.T, p *program.Program, r report.Receipt, what string) {
	t.Helper()
	id, err := p.Reports.Admit(ctx, r.Reference, r.PIN)
	if err != nil {
		t.Errorf("%s is not opened by its PIN: %v", r.Reference, err)
		return
	}
	err = p.Gate.Read(ctx, access.System("test"), func(v *gate.View) error {
		w, err := v.Open(id)
		if err == nil && (w.Reference != r.Reference || w.Fields.Text("what") != what || w.Team != "asb-north-west" || !w.Open || len(w.Clocks) == 0) {
			t.Errorf("%s is %+v", r.Reference, w)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func numbered(t *testing.T, n int) string {
	t.Helper()
	r, err := reference.New("REP", 2026, n)
	if err != nil {
		t.Fatal(err)
	}
	return r.String()
}
