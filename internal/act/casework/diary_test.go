package casework_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
)

var officer = gatetest.As("bramble", "asb-officer", "council", "asb-north-west")

// TestACaseHasAnIncidentForEachReportThatItAnswersAndForWhateverIsAddedToOne: the diary of a case is whole however it came in, and nothing of
// it stands there twice.
func TestACaseHasAnIncidentForEachReportThatItAnswersAndForWhateverIsAddedToOne(t *testing.T) {
	p := acttest.Pack(t)
	kind, _ := p.Kind("asb-case")
	kind.Assessed = "asb-matrix"
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		reports, kase := caseOfTwo(t, g, officer)
		w := acttest.Look(t, g, kase)
		if len(w.Incidents) != 2 || w.Incidents[0].What != "Shouting" || !w.Incidents[0].ByReporter || w.Incidents[0].Report == "" || w.Incidents[0].Seal != record.ForStaff {
			t.Fatalf("the case has %+v", w.Incidents)
		}
		clock.Set(clock.Now().Add(48 * time.Hour))
		work := acttest.NewHands(g, officer)
		at := clock.Now().Date().AddDays(-1)
		late := act.Answers{"what": "Shouted through the letter box", "day": at.String(), "from": "11:40pm", "until": "1am", "severity": record.Frightened}
		if _, err := work.Do(officer, reports[0], act.AddIncident, late); err != nil {
			t.Fatal(err)
		}
		w = acttest.Look(t, g, kase)
		last := w.Incidents[len(w.Incidents)-1]
		if len(w.Incidents) != 3 || last.What != late.Text("what") || last.Began != at.At(23*time.Hour+40*time.Minute) || last.Ended != at.AddDays(1).At(time.Hour) || last.Severity != record.Frightened {
			t.Errorf("what was added to a report did not come to its case once: %+v", w.Incidents)
		}
		if _, err := work.Do(officer, kase, act.AddIncident, act.Answers{"what": "Again", "day": clock.Now().Date().String(), "place": "The stairs"}); err != nil {
			t.Fatal(err)
		}
		if w := acttest.Look(t, g, kase); len(w.Incidents) != 4 || w.Incidents[3].Timed || w.Incidents[3].Place != "The stairs" || w.Incidents[3].Report != "" {
			t.Errorf("the case has %+v", w.Incidents)
		}
		if w := acttest.Look(t, g, kase); w.RiskDue.IsZero() || w.RiskDue.After(clock.Now().Date()) {
			t.Errorf("something happened, and the risk is to be assessed again on %s", w.RiskDue)
		}
		for name, wrong := range map[string]act.Answers{"day": {"what": "x", "day": clock.Now().Date().AddDays(1).String()}, "from": {"what": "x", "day": at.String(), "from": "late"}, "what": {"day": at.String()}} {
			var bad fault.Invalid
			if _, err := work.Do(officer, kase, act.AddIncident, wrong); !errors.As(err, &bad) || bad[name] == "" {
				t.Errorf("%v is taken: %v", wrong, err)
			}
		}
		found := false
		err := g.Read(ctx, officer, func(v *gate.View) error {
			hits, err := v.Search("letter box", "", 5)
			found = slices.ContainsFunc(hits.Hits, func(h gate.Hit) bool { return h.Record.Reference == kase && h.Where == "An incident" })
			return err
		})
		if err != nil || !found {
			t.Errorf("what happened is not found by its words: %v", err)
		}
	})
}

// TestNobodyIsReachedByAWayThatTheyHadNotCalledSafeWithoutSayingWhy: the contact is kept as it was made, dated then, and by an unsafe way only
// with the reason.
func TestNobodyIsReachedByAWayThatTheyHadNotCalledSafeWithoutSayingWhy(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		_, kase := caseOfTwo(t, g, officer)
		person := joined(t, g, kase, "victim", record.Person{Name: "Ada Fennel", Phone: "020 7946 0011", SafeContact: record.SafeContact{Rule: record.ContactOnly, By: []string{record.ByText}}})
		work := acttest.NewHands(g, officer)
		clock.Set(clock.Now().Add(26 * time.Hour))
		rang := act.Answers{"how": "By telephone", "with": person, "said": "She asks for a lock", "at": clock.Now().Add(-2 * time.Hour)}
		var bad fault.Invalid
		if _, err := work.Do(officer, kase, act.Contact, rang); !errors.As(err, &bad) || !strings.Contains(bad["unsafe"], "Only by text message") {
			t.Fatalf("rang somebody who said text only: %v", err)
		}
		if w := acttest.Look(t, g, kase); len(w.Contacts) != 0 || !w.Contacted.IsZero() {
			t.Errorf("a refused contact left something behind: %+v", w.Contacts)
		}
		rang["unsafe"] = "Her life was in danger"
		text := act.Answers{"how": "By text message", "with": person}
		for _, answers := range []act.Answers{rang, text} {
			if _, err := work.Do(officer, kase, act.Contact, answers); err != nil {
				t.Fatal(err)
			}
		}
		w := acttest.Look(t, g, kase)
		if len(w.Contacts) != 2 {
			t.Fatalf("%+v", w.Contacts)
		}
		if c := w.Contacts[0]; c.PersonName != "Ada Fennel" || c.Way != record.ByPhone || c.Said != "She asks for a lock" || c.Unsafe == "" || c.At != rang.Moment("at") || c.Author != "Test bramble" || c.Written != clock.Now() {
			t.Errorf("%+v", c)
		}
		if w.Contacted != rang.Moment("at") {
			t.Errorf("first contact %s", w.Contacted)
		}
	})
}

// TestWhoReadsACaseLearnsOfNoReportThatTheyMayNotSee: what a report told is an incident of the case, and does not say which report it was.
func TestWhoReadsACaseLearnsOfNoReportThatTheyMayNotSee(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		reports, kase := caseOfTwo(t, g, officer)
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(reports[1], 0)
			if err == nil {
				err = e.Exclude("nettle", "they are neighbours")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		neighbour := gatetest.As("nettle", "asb-officer", "council", "asb-north-west")
		err = g.Read(ctx, neighbour, func(v *gate.View) error {
			w, err := v.Open(kase)
			if err != nil {
				return err
			}
			known := 0
			for _, i := range w.Incidents {
				if i.Report != "" || i.Origin != "" {
					known++
				}
			}
			if len(w.Incidents) != 2 || known != 1 {
				t.Errorf("of two reports, one of them hidden: %+v", w.Incidents)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// joined puts somebody on a record in a role, and gives their id.
func joined(t *testing.T, g *gate.Gate, ref, role string, p record.Person) (id string) {
	t.Helper()
	err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		if id, err = u.AddPerson(p); err != nil {
			return err
		}
		return e.AddParty(role, id, "")
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
