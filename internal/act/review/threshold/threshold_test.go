package threshold_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/act/review/threshold"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
)

var applied = when.Day(2026, time.November, 2)

func rules(t testing.TB, local threshold.Local) threshold.Rules {
	t.Helper()
	r, err := threshold.On(law.EnglandAndWales, applied, local)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func judge(t testing.TB, local threshold.Local, all []threshold.Complaint) threshold.Result {
	t.Helper()
	return rules(t, local).Judge(clock.EnglandAndWales, applied, all)
}

// complaint is one made to a sort of body on a day about behaviour of a day.
func complaint(sort, behaviour, made string) threshold.Complaint {
	day := func(text string) (d when.Date) {
		if text != "" {
			d, _ = when.ParseDate(text)
		}
		return d
	}
	return threshold.Complaint{ID: sort + made + behaviour, Sort: sort, Behaviour: day(behaviour), Made: day(made)}
}

// The periods begin with their day: behaviour of 10 March is complained of by 9 April, and what was complained of on 3 May counts for an
// application until 2 November (s.104(11)).
func TestAComplaintQualifiesOnItsLastDayAndNotOnTheNext(t *testing.T) {
	for _, c := range []struct {
		name, behaviour, made string
		why                   threshold.Why
	}{
		{"on the day itself", "2026-10-10", "2026-10-10", threshold.Counts},
		{"on the last day of the month", "2026-09-10", "2026-10-09", threshold.Counts},
		{"a day after it", "2026-09-10", "2026-10-10", threshold.TooLate},
		{"complained of on the first day that counts", "2026-05-03", "2026-05-03", threshold.Counts},
		{"a day before it", "2026-05-02", "2026-05-02", threshold.Old},
		{"made after the application", "2026-11-01", "2026-11-03", threshold.NotYet},
		{"made before the behaviour", "2026-10-10", "2026-10-09", threshold.NotBehaviour},
		{"of a day that nobody knows", "", "2026-10-09", threshold.NoBehaviour},
	} {
		r := judge(t, threshold.Local{}, []threshold.Complaint{complaint("council", c.behaviour, c.made)})
		if f := r.Findings[0]; f.Why != c.why || f.Statute != (c.why == threshold.Counts) {
			t.Errorf("%s: %s, qualifies %t; want %s", c.name, f.Why, f.Statute, c.why)
		}
	}
	f := judge(t, threshold.Local{}, []threshold.Complaint{complaint("council", "2026-03-10", "2026-03-12")}).Findings[0]
	if f.MadeBy.String() != "2026-04-09" || f.AppliedBy.String() != "2026-09-11" {
		t.Errorf("made by %s, applied by %s", f.MadeBy, f.AppliedBy)
	}
}

// Ledger rows 31 and 32, and what section 104(4) makes of the rule that the papers print: action taken is no reason to decline.
func TestThreeComplaintsToAnyBodiesMeetTheThresholdWhateverWasDone(t *testing.T) {
	three := []threshold.Complaint{complaint("council", "2026-06-01", "2026-06-03"), complaint("landlord", "2026-08-10", "2026-08-20"), complaint("police", "2026-10-20", "2026-10-21")}
	if r := judge(t, threshold.Local{}, three); !r.Met() || r.Statute != 3 {
		t.Errorf("three to three bodies: %d qualify", r.Statute)
	}
	for i := range three {
		three[i].Done = "A warning was given"
	}
	if r := judge(t, threshold.Local{}, three); !r.Met() {
		t.Error("it was declined because something was done")
	}
	if r := judge(t, threshold.Local{}, three[:2]); r.Met() {
		t.Error("two are enough")
	}
	late := append([]threshold.Complaint{complaint("council", "2026-04-20", "2026-04-21")}, three[1:]...)
	if r := judge(t, threshold.Local{}, late); r.Met() {
		t.Error("three over more than six months are enough")
	}
}

// The local rule counts what was reported within six months, however long after the behaviour.
func TestTheLocalRuleCountsWhatWasReportedLate(t *testing.T) {
	here := threshold.Local{Complaints: 3, Months: 6}
	late := []threshold.Complaint{complaint("council", "", "2026-06-03"), complaint("health", "2026-05-10", "2026-08-20"), complaint("police", "2026-10-20", "2026-10-21")}
	if r := judge(t, here, late); r.ByStatute() || !r.ByLocal() || r.Findings[1].Why != threshold.CountsHere {
		t.Errorf("statute %d, here %d, %s", r.Statute, r.Here, r.Findings[1].Why)
	}
}

// A body that holds what the applicant told of writes it down again: it is one complaint, and neither entry takes away from the other.
func TestTwoEntriesOfOneComplaintCountOnce(t *testing.T) {
	told := complaint("council", "2026-06-01", "2026-06-03")
	held := complaint("council", "2026-01-01", "2026-01-03") // which the body says was earlier
	held.Said = told.ID
	again := told
	again.ID = "again"
	r := judge(t, threshold.Local{}, []threshold.Complaint{told, held, again})
	if r.Statute != 1 || r.Findings[1].Of != told.ID || r.Findings[2].Why != threshold.Same {
		t.Errorf("%d qualify: %+v", r.Statute, r.Findings)
	}
}

func drawn(rt *rapid.T, label string) threshold.Complaint {
	made := applied.AddDays(-rapid.IntRange(-5, 260).Draw(rt, label+" made"))
	c := threshold.Complaint{ID: label, Made: made, Sort: rapid.SampledFrom([]string{"council", "police", "landlord", "health", "other"}).Draw(rt, label+" sort"),
		Done: rapid.SampledFrom([]string{"", "a warning", "a visit"}).Draw(rt, label+" done"), Said: rapid.SampledFrom([]string{"", "", "c0", "c1"}).Draw(rt, label+" said")}
	if rapid.IntRange(0, 9).Draw(rt, label+" known") > 0 {
		c.Behaviour = made.AddDays(-rapid.IntRange(-2, 45).Draw(rt, label+" behaviour"))
	}
	if c.Said == c.ID {
		c.Said = ""
	}
	return c
}

func drawnMany(rt *rapid.T) (all []threshold.Complaint) {
	for i := range rapid.IntRange(0, 8).Draw(rt, "complaints") {
		all = append(all, drawn(rt, fmt.Sprintf("c%d", i)))
	}
	return all
}

func TestAnotherComplaintNeverTurnsMetIntoNotMet(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		local := threshold.Local{Complaints: rapid.IntRange(0, 4).Draw(rt, "local"), Months: rapid.IntRange(0, 9).Draw(rt, "months")}
		all := drawnMany(rt)
		before, after := judge(t, local, all), judge(t, local, append(all, drawn(rt, "more")))
		if after.Statute < before.Statute || after.Here < before.Here || before.Met() && !after.Met() {
			rt.Fatalf("%d and %d became %d and %d", before.Statute, before.Here, after.Statute, after.Here)
		}
	})
}

func TestWhatWasDoneAndToWhomChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := drawnMany(rt)
		before := judge(t, threshold.Local{}, all)
		for i := range all {
			all[i].Done = rapid.SampledFrom([]string{"", "everything", "nothing"}).Draw(rt, "done")
		}
		if after := judge(t, threshold.Local{}, all); after.Statute != before.Statute || after.Met() != before.Met() {
			rt.Fatalf("%d became %d", before.Statute, after.Statute)
		}
	})
}

func TestALocalRuleNeverNarrows(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all := drawnMany(rt)
		local := threshold.Local{Complaints: rapid.IntRange(0, 9).Draw(rt, "local"), Months: rapid.IntRange(0, 12).Draw(rt, "months")}
		without, with := judge(t, threshold.Local{}, all), judge(t, local, all)
		if without.Met() && !with.Met() || with.Statute != without.Statute {
			rt.Fatalf("the local rule %+v declines what the statute lets through", local)
		}
	})
}
