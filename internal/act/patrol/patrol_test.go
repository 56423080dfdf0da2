package patrol_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/act/patrol"
	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

var (
	desk  = gatetest.As("aster", "tasking-coordinator", "council", "tasking-desk")
	theo  = gatetest.As("thistle", "enforcement-officer", "council", "theos")
	other = gatetest.As("finch", "cctv-operator", "council", "cctv-control")
)

func propose(t *testing.T, g *gate.Gate, due when.Date) string {
	t.Helper()
	ref, err := (&tasking.Tasking{Gate: g, Acts: acttest.NewHands(g).Acts}).Propose(ctx, desk, tasking.Asked{Title: "Problem location, Brick Lane", Reason: "84 recorded, 51 expected", Action: "Patrol on Friday night",
		Team: "theos", Due: due, Area: "E05009336", FromHotspot: "Anti-social behaviour, 2020"})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// Ledger rows 57 to 60: the problem location, the action asked, who and by when; deploy from it; done, with what it brought.
func TestAPatrolAnswersItsTaskingInOneStepAndIsNotKeptTwice(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		task := propose(t, g, g.Now().Date().AddDays(3))
		tasks, patrols := acttest.NewHands(g), &patrol.Patrols{Acts: acttest.NewHands(g).Acts}
		if err := tasks.Move(desk, task, tasking.Agreed, nil); err != nil {
			t.Fatal(err)
		}
		began := clock.Now()
		clock.Set(began.Add(95 * time.Minute))
		over := patrol.Over{Title: "Patrol, Brick Lane", Area: "E05009336", From: began, Until: clock.Now(), Tasking: task, Key: "k1",
			Result: "Two groups spoken to, one offer of treatment taken", Fields: record.Fields{"team": "theos", "engaged": 14.0, "support_offers": 3.0, "canisters": 40.0, "why": "tasking"}}
		ref, err := patrols.Finish(ctx, theo, over)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := patrols.Finish(ctx, theo, over); err != nil || again != ref {
			t.Errorf("sent again it made %s, %v", again, err)
		}
		done := acttest.Look(t, g, task)
		if done.State != tasking.Done || done.Fields.Text("result") == "" || len(done.Links) != 1 || done.Links[0].Reference != ref {
			t.Errorf("the tasking is %s with %v, linked with %v", done.State, done.Fields, done.Links)
		}
		if done.Actions[0].State != record.ActionDone {
			t.Errorf("the action that was asked is %s", done.Actions[0].State)
		}
		var engaged map[string]float64
		err = g.Read(ctx, desk, func(v *gate.View) (err error) {
			engaged, err = v.Sum("people_engaged", []string{patrol.Kind}, began.Date(), began.Date().AddDays(1))
			return err
		})
		if err != nil || engaged["E05009336"] != 14 {
			t.Errorf("people engaged in the ward: %v, %v", engaged, err)
		}
	})
}

func TestAPatrolThatCannotEndItsTaskingIsNotKeptHalf(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		task := propose(t, g, g.Now().Date())
		patrols := &patrol.Patrols{Acts: acttest.NewHands(g).Acts}
		var bad fault.Invalid
		over := patrol.Over{Title: "Patrol", Area: "E05009336", From: g.Now(), Until: g.Now(), Tasking: task, Result: "done", Fields: record.Fields{"team": "theos"}}
		if _, err := patrols.Finish(ctx, theo, over); !errors.As(err, &bad) {
			t.Errorf("a tasking that nobody agreed was done: %v", err)
		}
		over.Result = ""
		if _, err := patrols.Finish(ctx, other, over); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("somebody whose post records no patrols kept one: %v", err)
		}
		n := 0
		err := g.Read(ctx, access.System("test"), func(v *gate.View) (err error) {
			n, err = v.Count(gate.Query{Kinds: []string{patrol.Kind}})
			return err
		})
		if err != nil || n != 0 {
			t.Errorf("%d patrols were kept, %v", n, err)
		}
	})
}

func TestATaskingThatIsNotDoneSaysWhyAndCanBeProposedAgain(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		task := propose(t, g, g.Now().Date().AddDays(1))
		tasks := acttest.NewHands(g)
		if err := tasks.Move(theo, task, tasking.Agreed, nil); !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("the team agreed its own tasking: %v", err)
		}
		steps := []struct {
			who       access.Principal
			to, words string
		}{{desk, tasking.Agreed, ""}, {theo, tasking.Accepted, ""}, {theo, tasking.NotDone, "Called to a larger incident."}, {desk, tasking.Proposed, "It goes on."}}
		for _, s := range steps {
			if s.to == tasking.NotDone {
				var bad fault.Invalid
				if err := tasks.Move(s.who, task, s.to, act.Answers{"words": " "}); !errors.As(err, &bad) || bad["words"] == "" {
					t.Errorf("not done, and nobody said why: %v", err)
				}
			}
			if err := tasks.Move(s.who, task, s.to, act.Answers{"words": s.words}); err != nil {
				t.Fatalf("to %s: %v", s.to, err)
			}
		}
		r := acttest.Look(t, g, task)
		if r.Actions[0].State != record.ActionNotDone || r.Actions[0].Outcome != "Called to a larger incident." {
			t.Errorf("the action is %s: %s", r.Actions[0].State, r.Actions[0].Outcome)
		}
	})
}
