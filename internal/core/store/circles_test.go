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

// TestTheRecordsOfAnOlderStoreAreInTheCirclesOfTheirFacts brings a store of before over: who could see a record sees it afterwards.
func TestTheRecordsOfAnOlderStoreAreInTheCirclesOfTheirFacts(t *testing.T) {
	for name, cfg := range map[string]store.Config{"sqlite": {Dir: t.TempDir()}, "postgres": {URL: storetest.Postgres(t)}} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			old, err := store.OpenAt(ctx, cfg, 40)
			if err != nil {
				t.Fatal(err)
			}
			var errs []error
			for i, facts := range []string{"'official', 'council', '', 'north', 'W1'", "'official', 'council', '', 'north', 'W1'", "'restricted', 'council', 'police', 'north', 'W1'"} {
				errs = append(errs, old.Exec(ctx, fmt.Sprintf(`INSERT INTO record (id, kind, reference, title, state, open, marking, owner_body, sender_body, team, area, opened, version, fields)
 VALUES ('id-%d', 'report', 'R-%d', 'x', 'received', TRUE, %s, '2026-07-0%dT11:12:13.014015Z', 1, '{}')`, i, i, facts, i+1)))
			}
			if err := errors.Join(append(errs, old.Close())...); err != nil {
				t.Fatal(err)
			}
			var got []string
			err = storetest.Open(t, cfg).Read(ctx, func(tx store.Tx) error {
				rows, err := tx.QueryContext(ctx, `SELECT r.id, c.kind, c.marking, c.owner_body, c.sender_body, c.team, c.area, c.seal FROM record r JOIN circle c ON c.id = r.circle
 AND r.kind = c.kind AND r.marking = c.marking AND r.owner_body = c.owner_body AND r.sender_body = c.sender_body AND r.team = c.team AND r.area = c.area ORDER BY r.id`)
				if err != nil {
					return err
				}
				defer rows.Close() //nolint:errcheck // Err below tells
				for rows.Next() {
					var id string
					var facts [6]string
					var seal int64
					if err := rows.Scan(&id, &facts[0], &facts[1], &facts[2], &facts[3], &facts[4], &facts[5], &seal); err != nil {
						return err
					}
					got = append(got, fmt.Sprint(id, facts, seal))
				}
				return rows.Err()
			})
			want := []string{"id-0[report official council  north W1] 0", "id-1[report official council  north W1] 0", "id-2[report restricted council police north W1] 0"}
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v\nwant %v", got, err, want)
			}
		})
	}
}
