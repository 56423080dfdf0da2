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

// TestTheWordsOfAnOlderStoreComeOver brings a store of before over, with the moments and the classes of its records.
func TestTheWordsOfAnOlderStoreComeOver(t *testing.T) {
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
				rows, err := tx.QueryContext(ctx, `SELECT w.word, c.team, w.opened, w.record FROM record_word w JOIN record_class c ON c.id = w.class
 JOIN record_text t ON t.record = w.record AND t.class = w.class AND t.opened = w.opened AND t.words LIKE '% ' || w.word || '%' ORDER BY w.word, w.class, w.opened DESC`)
				if err != nil {
					return err
				}
				defer rows.Close() //nolint:errcheck // Err below tells
				for rows.Next() {
					var word, team, record string
					var opened int64
					if err := rows.Scan(&word, &team, &opened, &record); err != nil {
						return err
					}
					got = append(got, fmt.Sprint(word, " ", team, " ", opened, " ", record))
				}
				return rows.Err()
			})
			want := []string{"brick north 1782990733014015 id-1", "brick north 1782904333014015 id-0", "lane north 1782904333014015 id-0", "noise south 1783077133014015 id-2", "road north 1782990733014015 id-1"}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v\nwant %v", got, err, want)
			}
		})
	}
}
