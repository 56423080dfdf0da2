package work_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/act/work"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

var (
	ctx     = context.Background()
	officer = gatetest.As("bramble", "asb-officer", "council", "asb-north-west")
	other   = gatetest.As("clover", "asb-officer", "council", "asb-south-east")
	leader  = gatetest.As("juniper", "asb-team-leader", "council", "asb-north-west")
)

type world struct {
	t     *testing.T
	gate  *gate.Gate
	clock *gatetest.Clock
	hands acttest.Hands
}

func (w *world) make(d record.Draft, on func(*change.Edit) error) string {
	w.t.Helper()
	d.Title, d.OwnerBody, d.Area = "Groups hanging about, Whitechapel", "council", "E05009336"
	if d.Fields == nil {
		d.Fields = record.Fields{"what": "They shout under the window every night.", "category": d.Category}
	}
	ref := ""
	err := change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(d)
		if err != nil {
			return err
		}
		ref = e.Record().Reference
		if on == nil {
			return nil
		}
		return on(e)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return ref
}

func (w *world) kase(d record.Draft, on func(*change.Edit) error) string {
	w.t.Helper()
	d.Kind, d.Marking, d.Fields = "asb-case", "official-sensitive", record.Fields{"category": d.Category, "summary": "They shout under the window every night."}
	return w.make(d, on)
}

// in is what a list of somebody's queue shows, in its order.
func (w *world) in(who access.Principal, list string, f work.Filter) (refs []string) {
	w.t.Helper()
	return w.bound(who, list, f, 0)
}

// bound is in, of which the bases of lists are read as far as so many.
func (w *world) bound(who access.Principal, list string, f work.Filter, most int) (refs []string) {
	w.t.Helper()
	err := w.gate.Read(ctx, who, func(v *gate.View) error {
		q := &work.Queue{View: v, Pack: w.gate.Pack(), Rules: w.gate.Rules(), Today: w.gate.Now().Date(), Bound: most}
		lists := q.Lists()
		i := slices.IndexFunc(lists, func(l work.List) bool { return l.ID == list })
		if i < 0 {
			return nil
		}
		waiting, err := q.In(lists[i], f)
		for _, i := range waiting.Items {
			ref := i.Reference
			if i.Action != nil {
				ref += " " + i.Action.What
			}
			refs = append(refs, ref)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return refs
}

// caseload is what the board of one says of another.
func (w *world) caseload(who, of access.Principal) (load work.Caseload) {
	w.t.Helper()
	err := w.gate.Read(ctx, who, func(v *gate.View) (err error) {
		q := &work.Queue{View: v, Pack: w.gate.Pack(), Rules: w.gate.Rules(), Today: w.gate.Now().Date()}
		load, err = q.Caseload(gate.Query{Assignee: of.Account, ByDue: true})
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return load
}

func (w *world) want(who access.Principal, list string, want ...string) {
	w.t.Helper()
	if got := w.in(who, list, work.Filter{}); !slices.Equal(got, want) {
		w.t.Errorf("%s of %s: %q, want %q", list, who.Account, got, want)
	}
}

func each(t *testing.T, test func(*world)) {
	t.Helper()
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		test(&world{t, g, clock, acttest.NewHands(g, officer, other, leader)})
	})
}

// An officer has reports, cases and actions, and one list of them: one report stood in three lists of one home.
func TestAnOfficerFindsEverythingThatWaitsOnceAndTheMostUrgentFirst(t *testing.T) {
	each(t, func(w *world) {
		today := w.gate.Now().Date()
		act := func(what string, days int) func(*change.Edit) error {
			return func(e *change.Edit) error {
				_, err := e.AddAction(record.Action{What: what, Owner: officer.Account, Due: today.AddDays(days)})
				return err
			}
		}
		fresh := w.make(record.Draft{Kind: "report", Category: "groups", Team: "asb-north-west", Risk: "low"}, nil)
		mine := w.kase(record.Draft{Category: "groups", Team: "asb-north-west", Assignee: officer.Account, Risk: "low"}, act("visit", 0))
		theirs := w.kase(record.Draft{Category: "groups", Team: "asb-south-east", Assignee: other.Account, Risk: "high"}, act("ask the landlord", 0))
		high := w.kase(record.Draft{Category: "groups", Team: "asb-north-west", Risk: "high"}, nil)

		w.want(officer, "now", theirs+" ask the landlord", mine+" visit", high, fresh)
		w.want(officer, "accept", high, fresh)
		w.want(officer, "mine", mine)
		w.want(officer, "actions", theirs+" ask the landlord", mine+" visit")
		w.want(officer, "high", high)
		for _, list := range []string{"accept", "mine", "actions", "high", "spoken", "promised"} { // the team has more than is read at once, and none of these is longer
			if got, want := w.bound(officer, list, work.Filter{}, 2), w.in(officer, list, work.Filter{}); !slices.Equal(got, want) {
				w.t.Errorf("%s, asked for by itself: %q, want %q", list, got, want)
			}
		}
		if got := w.in(officer, "unowned", work.Filter{}); len(got) != 2 || slices.Contains(got, mine) {
			w.t.Errorf("of nobody: %q", got)
		}
		if got := w.in(officer, "now", work.Filter{Kind: "report"}); !slices.Equal(got, []string{fresh}) {
			w.t.Errorf("reports alone: %q", got)
		}
		if got := w.in(officer, "now", work.Filter{Risk: "high"}); !slices.Equal(got, []string{theirs + " ask the landlord", high}) {
			w.t.Errorf("high risk alone: %q", got)
		}
	})
}

func TestWhoeverReportedItAndSpokeLastWaitsForTheirOfficerOrTheTeam(t *testing.T) {
	each(t, func(w *world) {
		ref := w.make(record.Draft{Kind: "report", Category: "groups", Team: "asb-north-west", LastWord: "staff"}, nil)
		if _, err := w.hands.Do(officer, ref, triage.Accept, nil); err != nil {
			w.t.Fatal(err)
		}
		w.want(officer, "spoken")
		w.clock.Set(when.At(w.clock.Now().Time().Add(time.Hour)))
		err := change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			return e.HeardFrom()
		})
		if err != nil {
			w.t.Fatal(err)
		}
		w.want(officer, "spoken", ref)
		w.want(other, "spoken")
	})
}

// A closing that a colleague asks for is in the list of who may agree it, and in nobody else's.
func TestAClosingWaitsInTheQueueOfWhoAgreesIt(t *testing.T) {
	each(t, func(w *world) {
		ref := w.kase(record.Draft{Category: "groups", Team: "asb-north-west", Assignee: officer.Account, Risk: "low"}, func(e *change.Edit) error { return e.Contact(record.Contact{How: "By text"}) })
		w.want(leader, "agree")
		w.hands.Assess(w.t, officer, ref)
		err := change.Of(w.gate).Write(ctx, officer, func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			given := record.Fields{"outcome": "stopped", "powers_considered": "None"}
			return e.AskClosing(record.Closing{State: "closed", Act: "close", Answers: given}, given)
		})
		if err != nil {
			w.t.Fatal(err)
		}
		w.want(leader, "agree", ref)
		w.want(leader, "now", ref)
		w.want(officer, "agree")
	})
}

// A contact that was promised and missed stands above everything that is late, in the queue of the officer and of the whole team; and a case whose
// risk is out of date is in the list that says so.
func TestABrokenPromiseOfContactIsAboveWhatIsLate(t *testing.T) {
	each(t, func(w *world) {
		late := w.kase(record.Draft{Category: "groups", Team: "asb-north-west", Assignee: officer.Account, Risk: "high"}, nil)
		broken := w.kase(record.Draft{Category: "groups", Team: "asb-north-west", Assignee: officer.Account, Risk: "low"}, func(e *change.Edit) error {
			if err := e.Join(record.Person{Name: "Opal Stopcock"}, "victim"); err != nil {
				return err
			}
			return e.Contact(record.Contact{How: "By text"})
		})
		edit := func(do func(*change.Edit) error) {
			w.t.Helper()
			err := change.Of(w.gate).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Edit(broken, 0)
				if err != nil {
					return err
				}
				return do(e)
			})
			if err != nil {
				w.t.Fatal(err)
			}
		}
		person := acttest.Look(w.t, w.gate, broken).Parties[0].Person
		edit(func(e *change.Edit) error {
			return e.Promise(record.ContactPromise{Person: person, Way: record.ByText, Every: 7})
		})
		w.want(officer, "promised", broken)
		w.clock.Set(when.At(w.clock.Now().Time().AddDate(0, 0, 8)))
		edit((*change.Edit).NoteMissed)
		w.want(officer, "now", broken, late)
		w.want(leader, "promised", broken)
		load := w.caseload(leader, officer)
		if want := (work.Caseload{Open: 2, High: 1, Late: 1, Missed: 1, Stale: load.Stale, Oldest: when.Day(2026, 11, 2)}); load != want {
			w.t.Errorf("the board of the leader says %+v, want %+v", load, want)
		}
		if got := w.in(leader, "stale", work.Filter{}); !slices.Contains(got, broken) {
			w.t.Errorf("risk that was never assessed is out of date: %q", got)
		}
	})
}

// What is kept from somebody is in no list of theirs, whatever it waits for.
func TestWhatIsKeptFromSomebodyIsInNoneOfTheirLists(t *testing.T) {
	each(t, func(w *world) {
		ref := w.kase(record.Draft{Category: "groups", Team: "asb-north-west", Risk: "high"}, func(e *change.Edit) error { return e.Exclude(officer.Account, "a neighbour of theirs") })
		if got := w.in(leader, "team", work.Filter{}); !slices.Equal(got, []string{ref}) {
			w.t.Fatalf("the leader's team has %q", got)
		}
		for _, list := range []string{"now", "accept", "mine", "spoken", "promised", "actions", "agree", "team", "unowned", "high", "stale"} {
			w.want(officer, list)
		}
	})
}
