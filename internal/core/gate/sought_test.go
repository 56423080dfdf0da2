package gate_test

import (
	"context"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
)

// TestNoRecordIsSoughtOnceWithEachCircle asks SQLite how it would answer the statements of searches, lists, counts and actions: a record that was
// come to by its id is asked for its circle, and none is looked up with one circle of the reader after the other. No index of words, of the kinds
// of record or of what teams are to do is passed by for a look at all there is.
func TestNoRecordIsSoughtOnceWithEachCircle(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		db := g.Core(sight.Pass{}).DB
		if db.Engine() != store.SQLite {
			return // PostgreSQL looks up many values of a column at once
		}
		trouble(t, g, "First", "Zebediah Quill")
		titled(t, g)
		type asked struct {
			text string
			args []any
		}
		var all []asked
		watched := store.Watch(context.Background(), func(text string, args []any) { all = append(all, asked{text, args}) })
		g.HurrySearch(0)
		for _, who := range []access.Principal{north, access.System("test")} {
			err := g.Read(watched, who, func(v *gate.View) error {
				for _, typed := range []string{"noise", "brick lane", "Zebediah"} {
					if _, err := v.Search(typed, "", 20); err != nil {
						return err
					}
					if _, err := v.People(typed, 20); err != nil {
						return err
					}
					if _, err := v.List(gate.Query{Kinds: []string{"case"}, Words: typed, Limit: 20}); err != nil {
						return err
					}
				}
				if _, err := v.Total(gate.Query{Kinds: []string{"case"}, Verb: pack.Count}); err != nil {
					return err
				}
				_, err := v.OpenActions(gate.ActionQuery{For: []string{"north"}, Limit: 10})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		err := db.Read(ctx, func(tx store.Tx) error {
			for _, a := range all {
				if !strings.HasPrefix(a.text, "SELECT") {
					continue
				}
				rows, err := tx.QueryContext(ctx, "EXPLAIN QUERY PLAN "+a.text, a.args...)
				if err != nil {
					return err
				}
				for rows.Next() {
					var id, parent, unused int
					var detail string
					if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
						return err
					}
					if strings.Contains(detail, "id=? AND circle=?") || detail == "SCAN a" || detail == "SCAN r" {
						t.Errorf("%s: %s", detail, a.text)
					}
				}
				if err := rows.Close(); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
