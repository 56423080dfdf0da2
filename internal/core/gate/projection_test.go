package gate_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestAFilterThatThePackAddsFindsTheRecordsThatWereThereBefore: what a changed pack touches is projected anew, and until it is
// the gate says so.
func TestAFilterThatThePackAddsFindsTheRecordsThatWereThereBefore(t *testing.T) {
	load := func() *pack.Pack { return gatetest.TowerHamlets(t) }
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		now := func() when.Instant { return when.Day(2026, 11, 2).Start() }
		before := load()
		kind, _ := before.Kind("patrol")
		i := slices.IndexFunc(kind.Fields, func(f pack.Field) bool { return f.ID == "why" })
		kind.Fields[i].Filter = false
		g := gate.New(gate.Config{DB: db, Pack: before, Now: now})
		if err := change.Of(g).Reproject(t.Context()); err != nil { // of a store that holds nothing
			t.Fatal(err)
		}
		const n = 130 // more than are projected at once
		err := change.Of(g).Write(t.Context(), access.System("test"), func(u *change.Unit) error {
			for i := range n {
				if _, err := u.Create(record.Draft{Kind: "patrol", Title: fmt.Sprint("Patrol ", i), OwnerBody: "council", Fields: record.Fields{"team": "theos", "why": "hotspot", "engaged": 2.0}}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		g = gate.New(gate.Config{DB: db, Pack: load(), Now: now})
		found := func() (n int) {
			err := g.Read(t.Context(), access.System("test"), func(v *gate.View) error {
				by, err := v.Cross(gate.Query{Verb: pack.Count, Kinds: []string{"patrol"}, From: when.Day(2026, 1, 1).Start(), Until: when.Day(2027, 1, 1).Start()}, "kind", "why")
				n = by["patrol"]["hotspot"]
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if left, err := g.Unprojected(t.Context()); err != nil || !slices.Contains(left, "patrol") || found() != 0 {
			t.Errorf("before: %d found, left %v, %v", found(), left, err)
		}
		if more, err := change.Of(g).ReprojectSome(t.Context(), "patrol"); err != nil || !more { // and cut off there
			t.Fatalf("the first of them: %v, %v", more, err)
		}
		if left, _ := g.Unprojected(t.Context()); !slices.Contains(left, "patrol") {
			t.Error("half done counts as done")
		}
		if err := change.Of(g).Reproject(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left, err := g.Unprojected(t.Context()); err != nil || slices.Contains(left, "patrol") || found() != n {
			t.Errorf("after: %d found of %d, left %v, %v", found(), n, left, err)
		}
		sums := map[string]float64{}
		err = g.Read(t.Context(), access.System("test"), func(v *gate.View) (err error) {
			sums, err = v.Sum("people_engaged", []string{"patrol"}, when.Day(2026, 1, 1), when.Day(2027, 1, 1))
			return err
		})
		total := 0.0
		for _, x := range sums {
			total += x
		}
		if err != nil || total != 2*n {
			t.Errorf("people engaged: %v, want %d; %v", total, 2*n, err)
		}
	})
}
