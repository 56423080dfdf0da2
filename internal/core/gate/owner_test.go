package gate_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

// staffed runs a test with the Tower Hamlets pack and its users at their posts.
func staffed(t *testing.T, test func(t *testing.T, g *gate.Gate, who map[string]access.Principal)) {
	t.Helper()
	p := gatetest.TowerHamlets(t)
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		clock := gatetest.NewClock()
		register, who := account.New(db, p, clock.Now), map[string]access.Principal{}
		for _, u := range p.Users {
			id := gatetest.Hired(t, register, u.ID, access.Post{Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas})
			var err error
			if who[u.ID], err = register.Principal(ctx, id); err != nil {
				t.Fatal(err)
			}
		}
		test(t, gate.New(gate.Config{DB: db, Pack: p, Now: clock.Now}), who)
	})
}

// complaint is a report about how the police searched somebody, with the team that watches over that.
func complaint(u *change.Unit) (*change.Edit, error) {
	return u.Create(record.Draft{Kind: "report", Title: "A search", Category: "stop-search", OwnerBody: "council", Team: "community-monitoring", Marking: "restricted", Area: "E05009336",
		Fields: record.Fields{"category": "stop-search", "what": "I was searched"}})
}

// A complaint about the police never comes to the police, whoever gives it and by whichever way: as owner, as sender, by a team, a
// person, an action or a case that is opened from it, or because its category was wrong before.
func TestNothingComesToWhomARouteForbids(t *testing.T) {
	staffed(t, func(t *testing.T, g *gate.Gate, who map[string]access.Principal) {
		rowan, today := who["rowan"].Account, g.Now().Date()
		ways := map[string]func(u *change.Unit, e *change.Edit) error{
			"owner": func(_ *change.Unit, e *change.Edit) error { return e.Assign("mps", e.Record().Team, "", "x") },
			"parts": func(_ *change.Unit, e *change.Edit) error { return e.Assign("th-police", "", "", "x") },
			"team":  func(_ *change.Unit, e *change.Edit) error { return e.Assign("council", "snt-whitechapel", "", "x") },
			"person": func(_ *change.Unit, e *change.Edit) error {
				return e.Assign("council", "community-monitoring", rowan, "x")
			},
			"sender": func(_ *change.Unit, e *change.Edit) error { return e.Sent("th-police") },
			"place": func(_ *change.Unit, e *change.Edit) error {
				return e.Relocate(change.Relocation{Area: "E05009328", Team: "snt-poplar"})
			},
			"action of a body": func(_ *change.Unit, e *change.Edit) error {
				_, err := e.AddAction(record.Action{What: "Ask them", Body: "th-police", Due: today})
				return err
			},
			"action of a team": func(_ *change.Unit, e *change.Edit) error {
				_, err := e.AddAction(record.Action{What: "Ask them", Team: "police-duty", Due: today})
				return err
			},
			"action of a person": func(_ *change.Unit, e *change.Edit) error {
				_, err := e.AddAction(record.Action{What: "Ask them", Owner: rowan, Due: today})
				return err
			},
			"action given on": func(_ *change.Unit, e *change.Edit) error {
				id, err := e.AddAction(record.Action{What: "Ask them", Body: "council", Due: today})
				if err != nil {
					return err
				}
				return e.GiveAction(id, rowan, "x")
			},
			"actions passed on": func(_ *change.Unit, e *change.Edit) error { return e.PassActions("council", "mps", "x") },
			"alert": func(u *change.Unit, e *change.Edit) error {
				duty, _ := g.Pack().Team("police-duty")
				_, err := u.Alert(e, duty, record.Fields{}, "x")
				return err
			},
			"case from it": func(u *change.Unit, e *change.Edit) error {
				_, err := u.CreateFrom(e, record.Draft{Kind: "asb-case", Title: "x", Category: e.Record().Category, OwnerBody: "th-police", Team: "ptf"}, "x")
				return err
			},
			"category": func(u *change.Unit, _ *change.Edit) error {
				e, err := u.Create(record.Draft{Kind: "report", Title: "A search", Category: "groups", OwnerBody: "th-police", Team: "snt-whitechapel", Fields: record.Fields{}})
				if err != nil {
					return err
				}
				return e.Correct("category", "stop-search", "")
			},
		}
		for way, do := range ways {
			for name, by := range map[string]access.Principal{"the program": access.System("test"), "who has it": who["fern"]} {
				var ref string
				if err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
					e, err := complaint(u)
					if err == nil {
						ref = e.Record().Reference
					}
					return err
				}); err != nil {
					t.Fatal(err)
				}
				err := change.Of(g).Write(ctx, by, func(u *change.Unit) error {
					e, err := u.Edit(ref, 0)
					if err != nil {
						return err
					}
					if way == "alert" || way == "case from it" { // in the write that makes it
						if e, err = complaint(u); err != nil {
							return err
						}
					}
					return do(u, e)
				})
				var bad fault.Invalid
				told := errors.As(err, &bad) && strings.Contains(bad.Error(), "must never go to")
				refused := errors.Is(err, fault.ErrForbidden) || len(bad) > 0 // by another rule, which a post meets before
				if !told && (by.System || !refused) {
					t.Errorf("a complaint about the police comes to them by %s, of %s: %v", way, name, err)
				}
			}
		}
	})
}

// What waits to be worked on is never given to no team: it would stand on nobody's list.
func TestNothingThatIsWorkedOnIsGivenToNoTeam(t *testing.T) {
	staffed(t, func(t *testing.T, g *gate.Gate, who map[string]access.Principal) {
		for _, kind := range g.Pack().Kinds {
			if kind.Archetype != pack.Case {
				continue
			}
			var ref string
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Create(record.Draft{Kind: kind.ID, Title: "x", OwnerBody: "council", Team: "asb-north-west", Area: "E05009336"})
				if err == nil {
					ref = e.Record().Reference
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for name, by := range map[string]access.Principal{"the program": access.System("test"), "a leader": who["juniper"]} {
				for _, person := range []string{"", who["juniper"].Account} {
					err := change.Of(g).Write(ctx, by, func(u *change.Unit) error {
						e, err := u.Edit(ref, 0)
						if err != nil {
							return err
						}
						return e.Assign("council", "", person, "")
					})
					var bad fault.Invalid
					if (!errors.As(err, &bad) || bad["team"] == "") && !errors.Is(err, fault.ErrForbidden) && !errors.Is(err, fault.ErrNotFound) {
						t.Errorf("%s gives a %s to no team: %v", name, kind.Name, err)
					}
				}
			}
		}
	})
}
