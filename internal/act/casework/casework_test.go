package casework_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

func TestClosingACaseClosesItsReportsTellsEveryReporterAndAsksThoseAffectedLater(t *testing.T) {
	officer := gatetest.As("bramble", "asb-officer", "council", "asb-north-west")
	acttest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		reports, kase := caseOfTwo(t, g, officer)
		work := acttest.NewHands(g, officer)
		end := act.Answers{"outcome": "stopped", "reason": "Quiet for a month", "message": "It has stopped. Tell us if it starts again."}
		var bad fault.Invalid
		if _, err := work.Do(officer, kase, casework.Close, end); !errors.As(err, &bad) {
			t.Errorf("closed without the powers that were considered: %v", err)
		}
		if w := acttest.Look(t, g, kase); w.Fields.Text("outcome") != "" || !w.Open {
			t.Error("a refused closing left something behind")
		}
		end["powers_considered"] = "A warning was enough."
		if _, err := work.Do(officer, kase, casework.Close, end); !errors.As(err, &bad) || !strings.Contains(bad["leaving"], "never contacted") {
			t.Errorf("closed though nobody was ever contacted: %v", err)
		}
		err := change.Of(g).Write(ctx, officer, func(u *change.Unit) error {
			e, err := u.Edit(kase, 0)
			if err != nil {
				return err
			}
			return e.Contact(record.Contact{How: "visit"})
		})
		if err != nil {
			t.Fatal(err)
		}
		closed, err := work.End(officer, kase, casework.Close, end)
		if err != nil || len(closed.With) != 2 {
			t.Fatalf("closed %v, %v", closed, err)
		}
		w := acttest.Look(t, g, kase)
		if len(w.Actions) != 1 || w.Actions[0].State != record.ActionOpen || !strings.Contains(w.Actions[0].What, "how satisfied they are") || w.Actions[0].Due != when.Day(2026, 11, 30) {
			t.Errorf("nobody is to ask those affected: %+v", w.Actions)
		}
		for _, ref := range reports {
			w := acttest.Look(t, g, ref)
			if w.Open || w.Fields.Text("outcome") != "case" || len(w.Notes) != 1 || w.Notes[0].Body != end.Text("message") || w.Notes[0].Seal != record.ForReporter {
				t.Errorf("%s: open %v, %v, told %v", ref, w.Open, w.Fields, w.Notes)
			}
		}
	})
}

// caseOfTwo is a case that was opened from one report and joined by another.
func caseOfTwo(t *testing.T, g *gate.Gate, who access.Principal) (reports []string, kase string) {
	t.Helper()
	for range 2 {
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "report", Title: "Groups hanging about", Category: "groups", OwnerBody: "council", Team: "asb-north-west", Area: "E05009336",
				LastWord: "reporter", Fields: record.Fields{"what": "Shouting", "category": "groups"}})
			if err == nil {
				reports = append(reports, e.Record().Reference)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	hands := acttest.NewHands(g, who)
	out, err := hands.Do(who, reports[0], triage.OpenCase, act.Answers{"kind": "asb-case"})
	if err == nil {
		_, err = hands.Do(who, reports[1], triage.JoinCase, act.Answers{"case": out.Made})
	}
	if err != nil {
		t.Fatal(err)
	}
	hands.Assess(t, who, out.Made)
	return reports, out.Made
}

// TestACaseIsNotClosedInSilenceOverWhatItPromised: a case at high risk once went from Opened to Closed with nobody contacted and an action
// overdue. Every way to close asks why; re-opening it opens the reports that were closed with it.
func TestACaseIsNotClosedInSilenceOverWhatItPromised(t *testing.T) {
	officer := gatetest.As("bramble", "asb-officer", "council", "asb-north-west")
	acttest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		reports, kase := caseOfTwo(t, g, officer)
		edit := func(fn func(*change.Unit, *change.Edit) error) error {
			return change.Of(g).Write(ctx, officer, func(u *change.Unit) error {
				e, err := u.Edit(kase, 0)
				if err != nil {
					return err
				}
				return fn(u, e)
			})
		}
		err := edit(func(_ *change.Unit, e *change.Edit) error {
			_, err := e.AddAction(record.Action{What: "Fit a lock", Owner: "bramble", Due: g.Now().Date().AddDays(1)})
			return errors.Join(err, e.Set("outcome", "stopped"), e.Set("powers_considered", "None needed."))
		})
		if err != nil {
			t.Fatal(err)
		}
		if w := acttest.Look(t, g, kase); !slices.ContainsFunc(w.Clocks, func(c record.ClockRun) bool { return c.Clock == "plan" && c.Stopped.IsZero() }) {
			t.Error("one action is taken for an agreed plan")
		}
		var bad fault.Invalid
		err = change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(kase, 0)
			return errors.Join(err, e.Move("closed", "Quiet", "It is quiet."))
		})
		if !errors.As(err, &bad) || !strings.Contains(bad["leaving"], "never contacted") || !strings.Contains(bad["leaving"], "Fit a lock") {
			t.Errorf("closed by the general move over what stands open: %v", err)
		}
		end := act.Answers{"reason": "Quiet", "message": "It is quiet.", "leaving": "They moved away and left no address."}
		if _, err := acttest.NewHands(g, officer).End(officer, kase, casework.Close, end); err != nil {
			t.Fatal(err)
		}
		if w := acttest.Look(t, g, kase); !slices.ContainsFunc(w.Events, func(ev record.Event) bool { return ev.Verb == "left open" && ev.Reason == end.Text("leaving") }) {
			t.Error("the history does not say what stood open and why")
		}
		err = acttest.NewHands(g, officer).Move(officer, kase, "reopened", act.Answers{"reason": "It began again"})
		if err != nil {
			t.Fatal(err)
		}
		for _, ref := range reports {
			if w := acttest.Look(t, g, ref); w.State != triage.Reopened {
				t.Errorf("the case is open again and its report %s is %s", ref, w.State)
			}
		}
	})
}
