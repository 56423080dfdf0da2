package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

// TestTheDaysThatWereAskedForInAnOlderStoreComeOver: a day that somebody asked for was one clock among others, and is now kept on the
// record itself; what other clocks say is not taken for it.
func TestTheDaysThatWereAskedForInAnOlderStoreComeOver(t *testing.T) {
	for name, cfg := range map[string]store.Config{"sqlite": {Dir: t.TempDir()}, "postgres": {URL: storetest.Postgres(t)}} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			old, err := store.OpenAt(ctx, cfg, 72)
			if err != nil {
				t.Fatal(err)
			}
			var errs []error
			for _, id := range []string{"a", "b", "c"} {
				errs = append(errs, old.Exec(ctx, `INSERT INTO record (id, kind, reference, title, state, open, marking, owner_body, opened, version, fields)
 VALUES ('`+id+`', 'report', 'R-`+id+`', 'x', 'received', TRUE, 'official', 'council', '2026-07-01T11:12:13.014015Z', 1, '{}')`))
			}
			for _, row := range []string{"'a', 'due', '2026-12-20'", "'a', 'accept', '2026-12-02'", "'b', 'accept', '2026-12-03'"} {
				errs = append(errs, old.Exec(ctx, "INSERT INTO clock (record, clock, due, started) VALUES ("+row+", '2026-07-01T11:12:13.014015Z')"))
			}
			if err := errors.Join(append(errs, old.Close())...); err != nil {
				t.Fatal(err)
			}
			var got []string
			err = storetest.Open(t, cfg).Read(ctx, func(tx store.Tx) error {
				rows, err := tx.QueryContext(ctx, "SELECT id || ' ' || coalesce(asked, 'nothing') FROM record ORDER BY id")
				if err != nil {
					return err
				}
				defer rows.Close() //nolint:errcheck // Err below tells
				for rows.Next() {
					var line string
					if err := rows.Scan(&line); err != nil {
						return err
					}
					got = append(got, line)
				}
				return rows.Err()
			})
			if want := []string{"a 2026-12-20", "b nothing", "c nothing"}; err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}
