package gate_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/risk"
	"github.com/wardmote/wardmote/internal/core/when"
)

var (
	asbOfficer = gatetest.As("bramble", "asb-officer", "council", "asb-north-west")
	asbLeader  = gatetest.As("juniper", "asb-team-leader", "council", "asb-north-west")
)

// assessedPack is the reference pack, in which ASB cases are assessed and an officer closes one alone.
func assessedPack(t *testing.T) *pack.Pack {
	p := gatetest.TowerHamlets(t)
	k, _ := p.Kind("asb-case")
	k.Assessed = "asb-matrix"
	for i := range k.Transitions {
		k.Transitions[i].Agree = nil
	}
	return p
}

// quiet are answers that give no points, but for some questions.
func quiet(p *pack.Pack, but map[string]string) risk.Answers {
	m, _ := p.Matrix("asb-matrix")
	out := risk.Answers{}
	for _, q := range m.Versions[0].Questions {
		if chosen, ok := but[q.ID]; ok {
			out[q.ID] = []string{chosen}
		} else if !q.Many {
			out[q.ID] = []string{q.Options[len(q.Options)-1].ID}
		}
	}
	return out
}

func newCase(t *testing.T, g *gate.Gate) (ref string) {
	t.Helper()
	err := change.Of(g).Write(ctx, asbOfficer, func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: "asb-case", Title: "Shouting on the stairs", Category: "groups", Risk: "medium", Area: "E05009336",
			Fields: record.Fields{"category": "groups", "summary": "Shouting"}})
		if err == nil {
			ref = e.Record().Reference
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// does changes a record as somebody.
func does(g *gate.Gate, who access.Principal, ref string, fn func(*change.Edit) error) error {
	return change.Of(g).Write(ctx, who, func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return fn(e)
	})
}

// assesses assesses a case, and gives what is wrong with it, by question.
func assesses(t *testing.T, g *gate.Gate, who access.Principal, ref string, a record.Assessment) fault.Invalid {
	t.Helper()
	if a.Concern == "" {
		a.Concern = record.NoConcern
	}
	err := does(g, who, ref, func(e *change.Edit) error {
		_, err := e.AssessBy(a)
		return err
	})
	var bad fault.Invalid
	if err != nil && !errors.As(err, &bad) {
		t.Fatal(err)
	}
	return bad
}

func wholeOf(t *testing.T, g *gate.Gate, ref string) (w *record.Whole) {
	t.Helper()
	err := g.Read(ctx, asbOfficer, func(v *gate.View) (err error) {
		w, err = v.Open(ref)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestRiskIsScoredByTheMatrixAndJudgementRaisesItWithAReason(t *testing.T) {
	p := assessedPack(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		ref := newCase(t, g)
		if w := wholeOf(t, g, ref); w.RiskDue != when.Day(2026, 11, 5) {
			t.Errorf("a new case is assessed first by %s", w.RiskDue)
		}
		if bad := assesses(t, g, asbOfficer, ref, record.Assessment{Answers: quiet(p, nil), Band: "high"}); bad["reason"] == "" {
			t.Errorf("raised without a reason: %v", bad)
		}
		if bad := assesses(t, g, asbOfficer, ref, record.Assessment{Answers: quiet(p, nil), Band: "high", Reason: "The neighbour was seen with an axe"}); bad != nil {
			t.Fatalf("not raised: %v", bad)
		}
		clock.Set(clock.Now().Add(24 * time.Hour))
		if bad := assesses(t, g, asbOfficer, ref, record.Assessment{Answers: quiet(p, map[string]string{"often": "daily", "intimidation": "now", "affected": "lot"}), Flags: nil}); bad != nil {
			t.Fatal(bad)
		}
		w := wholeOf(t, g, ref)
		if len(w.Assessments) != 2 {
			t.Fatalf("%d assessments are kept", len(w.Assessments))
		}
		last, first := w.Assessments[0], w.Assessments[1]
		if last.Score != 14 || last.Scored != "low" || last.Band != "low" || last.Review != when.Day(2026, 12, 1) || w.RiskDue != last.Review || w.Risk != "low" || last.Answers["often"][0] != "daily" {
			t.Errorf("the last is %+v, the record %s until %s", last, w.Risk, w.RiskDue)
		}
		if first.Scored != "low" || first.Band != "high" || first.Reason == "" || first.Name != "Test bramble" || first.Version != "2026-1" {
			t.Errorf("the first is not as it was: %+v", first)
		}
		if w.Events[0].Verb != "assessed" || !strings.Contains(w.Events[0].Reason, "14 of 42 points") {
			t.Errorf("the history says %+v", w.Events[0])
		}
	})
}

func TestOnlyALeaderSetsRiskLowerThanItWasScoredAndAFlagIsTheHighest(t *testing.T) {
	p := assessedPack(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := newCase(t, g)
		lower := record.Assessment{Answers: quiet(p, nil), Flags: []string{"weapons"}, Band: "low", Reason: "It was a toy"}
		if bad := assesses(t, g, asbOfficer, ref, lower); !strings.Contains(bad["band"], "ASB team leader") {
			t.Errorf("an officer set it lower than a flag has it: %v", bad)
		}
		lower.Reason = ""
		if bad := assesses(t, g, asbLeader, ref, lower); bad["reason"] == "" {
			t.Errorf("a leader set it lower without a reason: %v", bad)
		}
		lower.Reason = "It was a toy"
		if bad := assesses(t, g, asbLeader, ref, lower); bad != nil {
			t.Errorf("a leader could not set it lower: %v", bad)
		}
		if w := wholeOf(t, g, ref); w.Risk != "low" || w.Assessments[0].Scored != "high" {
			t.Errorf("%s, scored %s", w.Risk, w.Assessments[0].Scored)
		}
		if bad := assesses(t, g, asbOfficer, ref, record.Assessment{Answers: quiet(p, nil), Concern: record.ChildAtRisk}); bad != nil {
			t.Fatal(bad)
		}
		if w := wholeOf(t, g, ref); w.Risk != "high" || w.Assessments[0].Flags[0] != "child" || w.RiskDue != when.Day(2026, 11, 9) {
			t.Errorf("a child at risk is %s, assessed again by %s", w.Risk, w.RiskDue)
		}
		err := does(g, asbOfficer, ref, func(e *change.Edit) error { return e.Assess("low", "set by hand") })
		if err == nil {
			t.Error("a band was set past the questions")
		}
	})
}

// TestLGSCO24005075ACaseIsNotClosedWhoseRiskAssessmentIsMissingOrLate is what the ombudsman found against Tower Hamlets.
func TestLGSCO24005075ACaseIsNotClosedWhoseRiskAssessmentIsMissingOrLate(t *testing.T) {
	p := assessedPack(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		ref := newCase(t, g)
		closing := func() error {
			return does(g, asbOfficer, ref, func(e *change.Edit) error {
				if err := errors.Join(e.Set("outcome", "stopped"), e.Set("powers_considered", "A warning was enough."), e.Contact(record.Contact{How: "In person"})); err != nil {
					return err
				}
				e.Leaving("It has stopped")
				return e.Move("closed", "Quiet for a month", "It has stopped.")
			})
		}
		refused := func(what, words string) {
			t.Helper()
			var bad fault.Invalid
			if err := closing(); !errors.As(err, &bad) || !strings.Contains(bad["state"], words) || !strings.Contains(bad["state"], "Assess the risk first") {
				t.Errorf("%s: closed, or not told how to mend it: %v", what, err)
			}
		}
		fine := record.Assessment{Answers: quiet(p, nil)}
		refused("never assessed", "never assessed")
		assesses(t, g, asbOfficer, ref, fine)
		clock.Set(when.At(time.Date(2026, 11, 17, 9, 0, 0, 0, when.London)))
		refused("assessed eleven working days ago", "within 10 working days")
		clock.Set(when.At(time.Date(2026, 11, 30, 9, 0, 0, 0, when.London)))
		refused("its review has come", "out of date")
		assesses(t, g, asbOfficer, ref, fine)
		if err := does(g, asbOfficer, ref, func(e *change.Edit) error { return e.RiskAgain("A further report of it came in") }); err != nil {
			t.Fatal(err)
		}
		refused("something new has happened", "out of date")
		assesses(t, g, asbOfficer, ref, fine)
		if err := closing(); err != nil {
			t.Fatalf("not closed though it is assessed: %v", err)
		}
		if err := does(g, asbOfficer, ref, func(e *change.Edit) error { return e.Move("reopened", "It began again", "") }); err != nil {
			t.Fatal(err)
		}
		if w := wholeOf(t, g, ref); !w.RiskStale(g.Now().Date()) {
			t.Errorf("a case that is open again is assessed again by %s", w.RiskDue)
		}
		refused("it is open again", "out of date")
	})
}

func TestWhatIsOutOfDateIsFoundByListAndCount(t *testing.T) {
	p := assessedPack(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		fresh, stale := newCase(t, g), newCase(t, g)
		assesses(t, g, asbOfficer, fresh, record.Assessment{Answers: quiet(p, nil)})
		clock.Set(clock.Now().Add(5 * 24 * time.Hour))
		yes := true
		err := g.Read(ctx, asbLeader, func(v *gate.View) error {
			q := gate.Query{Kinds: []string{"asb-case"}, Open: &yes, Stale: g.Now().Date(), Limit: 10}
			list, err := v.List(q)
			if err != nil || len(list.Records) != 1 || list.Records[0].Reference != stale {
				t.Errorf("out of date: %v, %v; want %s", list.Records, err, stale)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
