package lapse_test

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/lapse"
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

func now() when.Instant { return when.At(time.Date(2026, 11, 2, 9, 0, 0, 0, when.London)) }

// TestWhatABodyHoldsGoesToItsSuccessorWhenItHasEndedOrToIntake: with a successor and without one, twice over, nothing stays.
func TestWhatABodyHoldsGoesToItsSuccessorWhenItHasEndedOrToIntake(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		before := gatetest.TowerHamlets(t)
		g := gate.New(gate.Config{DB: db, Pack: before, Now: now})
		accounts := account.New(db, before, now)
		refs := map[string]string{}
		err := change.Of(g).Write(t.Context(), access.System("test"), func(u *change.Unit) error {
			for name, d := range map[string]record.Draft{
				"brigade": {Kind: "report", Title: "Fires", OwnerBody: "lfb", Team: "fire-safety", Fields: record.Fields{"category": "fire-setting", "what": "test"}},
				"sent":    {Kind: "report", Title: "Sent on", OwnerBody: "council", SenderBody: "lfb", Team: "contact-centre", Fields: record.Fields{"category": "noise", "what": "test"}},
				"health":  {Kind: "report", Title: "Health", OwnerBody: "health", Team: "health-navigators", Fields: record.Fields{"category": "noise", "what": "test"}},
				"closed":  {Kind: "report", Title: "Done", State: "closed", OwnerBody: "lfb", Team: "fire-safety", Fields: record.Fields{"category": "noise", "what": "test"}},
			} {
				e, err := u.Create(d)
				if err != nil {
					return err
				}
				refs[name] = e.Record().Reference
				if name != "closed" {
					continue
				}
				if _, err := e.AddAction(record.Action{What: "Check the hydrants", Body: "lfb", Due: now().Date().AddDays(9)}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for name, post := range map[string]access.Post{"ember": {Role: "partner-officer", Body: "lfb", Team: "fire-safety", Since: when.Day(2025, 1, 1)}, "nettle": {Role: "partner-officer", Body: "health", Team: "health-navigators", Since: when.Day(2025, 1, 1)}} {
			gatetest.Hired(t, accounts, name, post)
		}

		after := gatetest.TowerHamlets(t)
		brigade, _ := after.Body("lfb")
		brigade.To, brigade.Successor, brigade.Note = when.Day(2026, 10, 31), "council", "Merged by law."
		health, _ := after.Body("health")
		health.To = when.Day(2026, 10, 31)
		for i := range after.Teams { // as the check of the pack asks
			if after.Teams[i].ID == "fire-safety" {
				after.Teams[i].Body = "council"
			}
		}
		g, accounts = gate.New(gate.Config{DB: db, Pack: after, Now: now}), account.New(db, after, now)
		if left, err := lapse.Left(t.Context(), g, accounts); err != nil || len(left) == 0 {
			t.Errorf("before it is settled nothing is said to be left: %v, %v", left, err)
		}
		events := 0
		for round := range 2 {
			if err := lapse.Settle(t.Context(), g, acts(g), accounts); err != nil {
				t.Fatal(err)
			}
			err := g.Read(t.Context(), access.System("test"), func(v *gate.View) error {
				for name, want := range map[string][3]string{"brigade": {"council", "fire-safety", ""}, "sent": {"council", "contact-centre", "council"}, "health": {"council", "contact-centre", ""}, "closed": {"lfb", "fire-safety", ""}} {
					w, err := v.Open(refs[name])
					if err != nil {
						return err
					}
					if w.OwnerBody != want[0] || w.Team != want[1] || w.SenderBody != want[2] {
						t.Errorf("%s is with %s, team %s, sent by %q; want %v", name, w.OwnerBody, w.Team, w.SenderBody, want)
					}
					if name == "closed" && w.Actions[0].Body != "council" {
						t.Errorf("the action is still with %s", w.Actions[0].Body)
					}
					if name == "brigade" {
						history, err := v.History(refs[name], now().Add(time.Hour), 50)
						if err != nil {
							return err
						}
						if round == 0 {
							events = len(history)
						} else if len(history) != events {
							t.Errorf("a second settling left %d events, the first %d", len(history), events)
						}
						told := false
						for _, e := range history {
							told = told || e.Field == "owner_body" && e.Reason == "London Fire Brigade ended on 31 October 2026. Merged by law."
						}
						if !told {
							t.Errorf("the history does not say why: %+v", history)
						}
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for name, want := range map[string]string{"ember": "council", "nettle": ""} {
			a, err := accounts.ByUsername(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			held, err := accounts.Held(t.Context(), access.System("test"), []string{a.ID})
			if err != nil {
				t.Fatal(err)
			}
			if got := held[a.ID]; want == "" && len(got) > 0 || want != "" && (len(got) != 1 || got[0].Body != want || got[0].Team != "fire-safety") {
				t.Errorf("%s holds %+v", name, got)
			}
		}
		if err := change.Of(g).Reproject(t.Context()); err != nil {
			t.Fatal(err)
		}
		left, err := lapse.Left(t.Context(), g, accounts)
		for _, text := range left {
			if err == nil && text != "the route fire leads to London Fire Brigade, which ended on 2026-10-31: change the pack" {
				t.Errorf("still left: %s", text)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	})
}

// A complaint about the police does not come to them because the body that had it ended, and nothing is handed on to no team: the intake
// takes what the heir must not have, or has no team for.
func TestWhatAnHeirMustNotHaveOrHasNoTeamForGoesToIntake(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		before := gatetest.TowerHamlets(t)
		g, refs := gate.New(gate.Config{DB: db, Pack: before, Now: now}), map[string]string{}
		err := change.Of(g).Write(t.Context(), access.System("test"), func(u *change.Unit) error {
			for name, d := range map[string]record.Draft{
				"complaint": {Kind: "report", Title: "A search", Category: "stop-search", OwnerBody: "community-monitoring", Team: "community-monitoring", Fields: record.Fields{"category": "stop-search", "what": "test"}},
				"fire":      {Kind: "report", Title: "Fires", Category: "fire-setting", OwnerBody: "lfb", Team: "fire-safety", Fields: record.Fields{"category": "fire-setting", "what": "test"}},
			} {
				e, err := u.Create(d)
				if err != nil {
					return err
				}
				refs[name] = e.Record().Reference
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		after := gatetest.TowerHamlets(t)
		for body, heir := range map[string]string{"community-monitoring": "th-police", "lfb": "mps"} {
			b, _ := after.Body(body)
			b.To, b.Successor = when.Day(2026, 10, 31), heir
		}
		g = gate.New(gate.Config{DB: db, Pack: after, Now: now})
		if err := lapse.Settle(t.Context(), g, acts(g), account.New(db, after, now)); err != nil {
			t.Fatal(err)
		}
		for name, ref := range refs {
			err := g.Read(t.Context(), access.System("test"), func(v *gate.View) error {
				w, err := v.Open(ref)
				if err == nil && (w.OwnerBody != "council" || w.Team != "contact-centre") {
					t.Errorf("the %s is with %q at %s", name, w.Team, w.OwnerBody)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func acts(g *gate.Gate) *act.Acts {
	a := act.New(g, nil)
	a.Beside(lapse.Acts)
	return a
}
