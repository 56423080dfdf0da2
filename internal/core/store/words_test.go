package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

// TestWhereRecordsStandInAnOlderStoreComesOver brings a store over that has words of records in a table: the moments and the classes of its
// records come with it, and the words are found anew from the records themselves (gate.Reproject).
func TestWhereRecordsStandInAnOlderStoreComesOver(t *testing.T) {
	for name, cfg := range map[string]store.Config{"sqlite": {Dir: t.TempDir()}, "postgres": {URL: storetest.Postgres(t)}} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			old, err := store.OpenAt(ctx, cfg, 40)
			if err != nil {
				t.Fatal(err)
			}
			var errs []error
			for i, words := range [][]string{{"brick", "lane"}, {"brick", "road"}, {"noise"}} {
				id := fmt.Sprintf("id-%d", i)
				errs = append(errs, old.Exec(ctx, fmt.Sprintf(`INSERT INTO record (id, kind, reference, title, state, open, marking, owner_body, team, opened, version, fields)
 VALUES ('%s', 'report', 'R-%d', 'x', 'received', TRUE, 'official', 'council', '%s', '2026-07-0%dT11:12:13.014015Z', 1, '{}')`, id, i, []string{"north", "north", "south"}[i], i+1)))
				for _, w := range words {
					errs = append(errs, old.Exec(ctx, fmt.Sprintf(`INSERT INTO record_word (word, record) VALUES ('%s', '%s')`, w, id)))
				}
			}
			if err := errors.Join(append(errs, old.Close())...); err != nil {
				t.Fatal(err)
			}
			var got []string
			err = storetest.Open(t, cfg).Read(ctx, func(tx store.Tx) error {
				rows, err := tx.QueryContext(ctx, "SELECT c.team, t.opened, t.record FROM record_standing t JOIN record_class c ON c.id = t.class ORDER BY t.record")
				if err != nil {
					return err
				}
				defer rows.Close() //nolint:errcheck // Err below tells
				for rows.Next() {
					var team, record string
					var opened int64
					if err := rows.Scan(&team, &opened, &record); err != nil {
						return err
					}
					got = append(got, fmt.Sprint(team, " ", opened, " ", record))
				}
				return rows.Err()
			})
			want := []string{"north 1782904333014015 id-0", "north 1782990733014015 id-1", "south 1783077133014015 id-2"}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v\nwant %v", got, err, want)
			}
		})
	}
}
