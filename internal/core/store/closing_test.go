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

// TestWhatTheFieldsOfAnOlderStoreSaidOtherwiseStandsInTheHistory: the column stays, the document says nothing against it, and what it said is an event.
func TestWhatTheFieldsOfAnOlderStoreSaidOtherwiseStandsInTheHistory(t *testing.T) {
	for name, cfg := range map[string]store.Config{"sqlite": {Dir: t.TempDir()}, "postgres": {URL: storetest.Postgres(t)}} {
		t.Run(name, func(t *testing.T) {
			ctx := context.Background()
			old, err := store.OpenAt(ctx, cfg, 80)
			if err != nil {
				t.Fatal(err)
			}
			var errs []error
			for _, row := range []string{
				`'differs', 'x', 'noise', FALSE, 'north', '{"category": "litter", "repeat_victim": true, "what": "y"}'`,
				`'same', 'x', 'litter', TRUE, 'south', '{"category": "litter", "repeat_victim": true, "team": "south"}'`,
				`'denied', 'x', 'noise', TRUE, '', '{"repeat_victim": false, "title": "z", "team": "north"}'`,
				`'own', 'x', 'noise', FALSE, 'north', '{"team": "of its own list", "category": 7, "repeat_victim": false}'`,
				`'silent', 'x', '', FALSE, '', '{}'`,
			} {
				errs = append(errs, old.Exec(ctx, `INSERT INTO record (id, title, category, repeat_victim, team, fields, kind, reference, state, open, marking, owner_body, opened, version)
 SELECT v.id, v.title, v.category, v.again, v.team, `+map[string]string{"sqlite": "v.doc", "postgres": "v.doc::jsonb"}[name]+`, 'report', v.id, 'received', TRUE, 'official', 'council', '2026-07-01T11:12:13.014015Z', 1
 FROM (SELECT column1 AS id, column2 AS title, column3 AS category, column4 AS again, column5 AS team, column6 AS doc FROM (VALUES (`+row+`)) AS w) AS v`))
			}
			errs = append(errs, old.Exec(ctx, "INSERT INTO projection (kind, shape, done) VALUES ('report', 'x', TRUE), ('case', 'x', TRUE)"))
			if err := errors.Join(append(errs, old.Close())...); err != nil {
				t.Fatal(err)
			}
			var got []string
			db := storetest.Open(t, cfg)
			read := func(query string, columns int) {
				t.Helper()
				err := db.Read(ctx, func(tx store.Tx) error {
					rows, err := tx.QueryContext(ctx, query)
					if err != nil {
						return err
					}
					defer rows.Close() //nolint:errcheck // Err below tells
					for rows.Next() {
						cells, at := make([]string, columns), make([]any, columns)
						for i := range cells {
							at[i] = &cells[i]
						}
						if err := rows.Scan(at...); err != nil {
							return err
						}
						got = append(got, fmt.Sprint(cells))
					}
					return rows.Err()
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			read("SELECT record, field, before, after FROM event WHERE verb = 'differed' ORDER BY record, field", 4)
			read("SELECT id, category, CAST(fields AS TEXT) FROM record WHERE id IN ('differs', 'own', 'same') ORDER BY id", 3)
			read("SELECT kind FROM projection", 1)
			want := []string{"[denied repeat_victim No Yes]", "[denied team north ]", "[denied title z x]", "[differs category litter noise]", "[differs repeat_victim Yes No]"}
			own, same := `{"team": "of its own list", "category": 7, "repeat_victim": false}`, `{"category": "litter", "repeat_victim": true, "team": "south"}`
			document := `{"what":"y"}`
			if name == "postgres" {
				own, same, document = `{"team": "of its own list", "category": 7, "repeat_victim": false}`, `{"team": "south", "category": "litter", "repeat_victim": true}`, `{"what": "y"}`
			}
			want = append(want, "[differs noise "+document+"]", "[own noise "+own+"]", "[same litter "+same+"]", "[case]")
			if !slices.Equal(got, want) {
				t.Errorf("got\n%v\nwant\n%v", got, want)
			}
		})
	}
}
