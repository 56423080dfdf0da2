package gate_test

import (
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

func TestOpenActionsShowOnlyThoseOnRecordsThatTheReaderMaySee(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		set := func(area, team, what string, due when.Date) (ref, id string) {
			ref = create(t, g, record.Draft{Kind: "case", Title: what, OwnerBody: "council", Area: area, Team: team})
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err != nil {
					return err
				}
				id, err = e.AddAction(record.Action{What: what, Owner: "nora", Due: due})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return ref, id
		}
		later, _ := set("W1", "north", "ring", when.Day(2026, 11, 20))
		done, id := set("W1", "north", "visit", when.Day(2026, 11, 3))
		set("W3", "south", "hidden", when.Day(2026, 11, 2))
		sooner, _ := set("W2", "north", "write", when.Day(2026, 11, 5))
		err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
			e, err := u.Edit(done, 0)
			if err != nil {
				return err
			}
			return e.EndAction(id, record.ActionDone, "")
		})
		if err != nil {
			t.Fatal(err)
		}
		asked := func(who access.Principal, q gate.ActionQuery) []string {
			var refs []string
			err := g.Read(ctx, who, func(v *gate.View) error {
				q.Limit = 10
				list, err := v.OpenActions(q)
				for _, a := range list {
					refs = append(refs, a.Reference)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return refs
		}
		if got := asked(north, gate.ActionQuery{Owner: "nora"}); !slices.Equal(got, []string{sooner, later}) {
			t.Errorf("nora's actions are on %v, want %v first and %v", got, sooner, later)
		}
		last, _ := set("W1", "north", "call", when.Day(2026, 12, 1)) // what was read before is kept until the next write
		if got := asked(north, gate.ActionQuery{Owner: "nora"}); !slices.Equal(got, []string{sooner, later, last}) {
			t.Errorf("after another was set nora's actions are on %v, want %v too", got, last)
		}
		if got := asked(dpo, gate.ActionQuery{Owner: "nora"}); len(got) > 0 {
			t.Errorf("somebody who may open no case is given what another reader was: %v", got)
		}
		if got := asked(north, gate.ActionQuery{Teams: []string{"north"}, Before: when.Day(2026, 11, 10)}); !slices.Equal(got, []string{sooner}) {
			t.Errorf("due before the tenth: %v, want %v", got, sooner)
		}
		if got := asked(dpo, gate.ActionQuery{Kinds: []string{"case"}}); len(got) > 0 {
			t.Errorf("somebody who may open no case sees actions on %v", got)
		}
		err = g.Read(ctx, north, func(v *gate.View) error { _, err := v.OpenActions(gate.ActionQuery{}); return err })
		if err == nil {
			t.Error("every action was read at once")
		}
	})
}
