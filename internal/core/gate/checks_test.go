package gate_test

import (
	"errors"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestAnswersThatContradictEachOtherAreRefusedByEveryWayIn: made, changed and moved, by the program as by a person. The message names
// the field.
func TestAnswersThatContradictEachOtherAreRefusedByEveryWayIn(t *testing.T) {
	gatetest.EachOf(t, gatetest.TowerHamlets(t), func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		today := g.Now().Date()
		for _, c := range []struct {
			name, kind, state, field string
			fields                   record.Fields
			occurred                 when.Instant
		}{
			{"more offers taken than made", "patrol", "", "support_taken", record.Fields{"team": "theos", "support_offers": 1.0, "support_taken": 5.0}, g.Now()},
			{"offers taken and none made", "patrol", "", "support_taken", record.Fields{"team": "theos", "support_taken": 1.0}, g.Now()},
			{"fewer canisters than none", "patrol", "", "canisters", record.Fields{"team": "theos", "canisters": -3.0}, g.Now()},
			{"a number in letters", "patrol", "", "officers", record.Fields{"team": "theos", "officers": "two"}, g.Now()},
			{"a patrol of next year", "patrol", "", "occurred", record.Fields{"team": "theos"}, g.Now().Add(365 * 24 * time.Hour)},
			{"more who feel unsafe than were asked", "unsafe-place", "", "unsafe", record.Fields{"heard": "street", "asked": 3.0, "unsafe": 4.0}, g.Now()},
			{"more issues done than found", "walkabout", "", "done", record.Fields{"lead": "theos", "issues": 3.0, "done": 4.0}, g.Now()},
			{"an action day that ends before its day", "walkabout", "answered", "action_day", record.Fields{"lead": "theos", "issues": 3.0, "done": 3.0, "action_day": today.AddDays(3).String()}, g.Now()},
			{"a grant that ends before it begins", "grant", "", "ends", record.Fields{"title": "Lights", "funder": "mopac", "amount": int64(500), "starts": "2026-05-02", "ends": "2026-05-01"}, when.Instant{}},
			{"an option that there is not", "patrol", "", "why", record.Fields{"team": "theos", "why": "because"}, g.Now()},
			{"a team that there is not", "patrol", "", "team", record.Fields{"team": "nobody"}, g.Now()},
		} {
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				_, err := u.Create(record.Draft{Kind: c.kind, Title: "Test", State: c.state, OwnerBody: "council", Team: "theos", Area: "E05009336", Occurred: c.occurred, Fields: c.fields})
				return err
			})
			namesField(t, c.name+", made", err, c.field)
			if c.field == "occurred" || c.state != "" {
				continue
			}
			err = change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Create(record.Draft{Kind: c.kind, Title: "Test", OwnerBody: "council", Team: "theos", Area: "E05009336", Occurred: c.occurred})
				for id, v := range c.fields {
					if err == nil {
						err = e.Set(id, v)
					}
				}
				return err
			})
			namesField(t, c.name+", changed", err, c.field)
		}
	})
}

func namesField(t *testing.T, name string, err error, field string) {
	t.Helper()
	var bad fault.Invalid
	if !errors.As(err, &bad) || bad[field] == "" {
		t.Errorf("%s: %v; want a word on %s", name, err, field)
	}
}

// TestWhatIsToBeDoneIsNeverDueInThePast holds for actions and for a record's own day.
func TestWhatIsToBeDoneIsNeverDueInThePast(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		yesterday := g.Now().Date().AddDays(-1)
		for name, act := range map[string]func(*change.Edit) error{
			"an action": func(e *change.Edit) error {
				_, err := e.AddAction(record.Action{What: "Ring", Owner: "ann", Due: yesterday})
				return err
			},
			"its own day": func(e *change.Edit) error { return e.DueBy(yesterday, "") },
		} {
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Create(record.Draft{Kind: "case", Title: "Case", OwnerBody: "council", Team: "north", Area: "W1", Risk: "low", Marking: "official-sensitive"})
				if err != nil {
					return err
				}
				return act(e)
			})
			namesField(t, name, err, "due")
		}
	})
}
