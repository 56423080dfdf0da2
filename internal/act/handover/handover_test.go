package handover_test

import (
	"context"
	"testing"

	"github.com/wardmote/wardmote/internal/act/handover"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestTheWorkOfADisabledOfficerIsHandedOverInOneStep: fifty open records of somebody who had left once stood on nobody's list.
func TestTheWorkOfADisabledOfficerIsHandedOverInOneStep(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, p, clock := context.Background(), gatetest.Pack(t), gatetest.NewClock()
		g, accounts := gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now}), account.New(db, p, clock.Now)
		system := access.System("test")
		person := func(name, team string) string {
			return gatetest.Hired(t, accounts, name, access.Post{Role: "officer", Body: "council", Team: team, Areas: []string{"W1", "W3"}})
		}
		left, next, elsewhere := person("left", "north"), person("next", "north"), person("elsewhere", "south")
		var south string
		err := change.Of(g).Write(ctx, system, func(u *change.Unit) error {
			for i := range 12 {
				team, area := "north", "W1"
				if i == 11 {
					team, area = "south", "W3"
				}
				e, err := u.Create(record.Draft{Kind: "case", Title: "Case", OwnerBody: "council", Team: team, Assignee: left, Area: area, Risk: "low", Marking: "official-sensitive"})
				if err != nil {
					return err
				}
				if south = e.Record().Reference; i < 3 {
					if _, err := e.AddAction(record.Action{What: "Ring the neighbours", Owner: left, Due: when.Day(2026, 11, 20)}); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := accounts.Disable(ctx, system, left, true); err != nil {
			t.Fatal(err)
		}
		h, leader := &handover.Handover{Gate: g, Acts: acts(g, accounts)}, gatetest.As("lead", "officer", "council", "north", "W1", "W3")
		outcomes, err := h.Give(ctx, leader, left, next, "Left on Friday")
		if err != nil {
			t.Fatal(err)
		}
		refused := 0
		for _, o := range outcomes {
			if o.Err != nil {
				refused++
				if o.Reference != south {
					t.Errorf("%s is not handed over: %v", o.Reference, o.Err)
				}
			}
		}
		if len(outcomes) != 15 || refused != 1 {
			t.Errorf("%d outcomes, %d refused; want 12 records and 3 actions, and the record of another team refused", len(outcomes), refused)
		}
		has := func(who string, records, actions int) {
			t.Helper()
			err := g.Read(ctx, leader, func(v *gate.View) error {
				w, err := h.Of(v, who, 50)
				if len(w.Records) != records || w.Total.N != records || len(w.Actions) != actions {
					t.Errorf("%s has %d records (%d in all) and %d actions, want %d and %d", who, len(w.Records), w.Total.N, len(w.Actions), records, actions)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		has(left, 1, 0)
		has(next, 11, 3)
		if _, err := h.Give(ctx, leader, left, "", "Left on Friday"); err != nil {
			t.Fatal(err)
		}
		has(left, 0, 0)
		has(elsewhere, 0, 0)
	})
}

func TestAHandoverNeedsAReasonAndSomebodyElse(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		h := &handover.Handover{Gate: g, Acts: acts(g, nil)}
		for _, c := range []struct{ from, to, reason string }{{"ann", "ben", " "}, {"ann", "ann", "ill"}} {
			if out, err := h.Give(context.Background(), gatetest.As("lead", "officer", "council", "north", "W1"), c.from, c.to, c.reason); err == nil {
				t.Errorf("%+v is done: %v", c, out)
			}
		}
	})
}

func acts(g *gate.Gate, posts act.Posts) *act.Acts {
	a := act.New(g, posts)
	a.Beside(handover.Acts)
	return a
}
