package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
)

// An older store declares its moments as TIMESTAMPTZ, which SQLite takes for numbers.
func TestTheMomentsOfAnOlderStoreAreTextAndNothingOfItChanges(t *testing.T) {
	ctx, cfg := context.Background(), store.Config{Dir: t.TempDir()}
	old, err := store.OpenAt(ctx, cfg, 42)
	if err != nil {
		t.Fatal(err)
	}
	errs := []error{}
	for i := range 40 {
		errs = append(errs, old.Exec(ctx, fmt.Sprintf(`INSERT INTO record (id, kind, reference, title, state, open, marking, owner_body, team, opened, version, fields)
 VALUES ('id-%02d', 'report', 'R-%d', 'x', 'received', TRUE, 'official', 'council', 'north', '2026-07-%02dT11:12:13.014015Z', 1, '{}')`, i, i, i%28+1)))
	}
	if err := errors.Join(append(errs, old.Close())...); err != nil {
		t.Fatal(err)
	}
	for round := range 2 { // the second time there is nothing to do
		db, err := store.Open(ctx, cfg)
		if err != nil {
			t.Fatal(err)
		}
		for q, want := range map[string]string{
			"SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%TIMESTAMPTZ%'":                                                         "0",
			"SELECT count(*) FROM pragma_table_info('record') WHERE type = 'TEXT' AND name IN ('opened', 'closed', 'occurred')":         "3",
			"SELECT count(*) FROM record WHERE kind = 'report' AND opened >= '2026-07-20T00:00:00.000000Z' AND typeof(opened) = 'text'": "9",
			"SELECT group_concat(integrity_check) FROM pragma_integrity_check":                                                          "ok",
		} {
			var got string
			err := db.Read(ctx, func(tx store.Tx) error {
				return tx.QueryRowContext(ctx, "SELECT coalesce(CAST(("+q+") AS TEXT), '')").Scan(&got)
			})
			if err != nil || got != want {
				t.Errorf("round %d: %s: %q, %v, not %q", round, q, got, err, want)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
