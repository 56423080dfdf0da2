package casework_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/act/acttest"
	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// daily is what the program does each day, as it does it (program.Escalate).
func daily(t *testing.T, g *gate.Gate) {
	t.Helper()
	var ids []string
	err := g.Read(ctx, access.System("clock"), func(v *gate.View) (err error) {
		ids, err = v.Overdue(50)
		return err
	})
	for _, id := range ids {
		err = errors.Join(err, change.Of(g).Write(ctx, access.System("clock"), func(u *change.Unit) error {
			e, err := u.Edit(id, 0)
			if err != nil {
				return err
			}
			return e.Overdue()
		}))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestAContactPromisedEachTuesdayIsMissedOnWednesdayAndStaysCounted is scenario 3: an automatic message does not fulfil it, a contact answers it, and
// what was missed is counted for ever.
func TestAContactPromisedEachTuesdayIsMissedOnWednesdayAndStaysCounted(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		_, kase := caseOfTwo(t, g, officer) // Monday 2 November 2026
		person := joined(t, g, kase, "victim", record.Person{Name: "Ada Fennel", SafeContact: record.SafeContact{Rule: record.ContactOnly, By: []string{record.ByText}}})
		work := acttest.NewHands(g, officer)
		promise := act.Answers{"with": person, "often": "Tuesday", "way": record.ByPhone}
		var bad fault.Invalid
		if _, err := work.Do(officer, kase, act.Promise, promise); !errors.As(err, &bad) || bad["way"] == "" {
			t.Errorf("a call is promised to somebody who said text only: %v", err)
		}
		promise["way"] = record.ByText
		if _, err := work.Do(officer, kase, act.Promise, promise); err != nil {
			t.Fatal(err)
		}
		tuesday := when.Day(2026, 11, 3)
		is := func(due, missed when.Date, count, unanswered int) {
			t.Helper()
			w := acttest.Look(t, g, kase)
			waiting := slices.DeleteFunc(slices.Clone(w.Missed), func(m record.MissedContact) bool { return m.Answered != "" })
			if w.ContactDue != due || w.ContactMiss != missed || len(w.Missed) != count || len(waiting) != unanswered {
				t.Errorf("due %s, missed since %s, %d missed, %d of them unanswered; want %s, %s, %d, %d", w.ContactDue, w.ContactMiss, len(w.Missed), len(waiting), due, missed, count, unanswered)
			}
		}
		text := act.Answers{"how": "By text message", "with": person}
		speak := func(on when.Date, answers act.Answers) {
			t.Helper()
			clock.Set(on.At(10 * time.Hour))
			if _, err := work.Do(officer, kase, act.Contact, answers); err != nil {
				t.Fatal(err)
			}
		}
		is(tuesday, when.Date{}, 0, 0)
		speak(tuesday, text)
		is(tuesday.AddDays(7), when.Date{}, 0, 0)
		speak(tuesday.AddDays(6), text) // the day before keeps it too
		is(tuesday.AddDays(14), when.Date{}, 0, 0)
		speak(tuesday.AddDays(6), act.Answers{"how": "In person"}) // with whoever reported it, and not with her
		is(tuesday.AddDays(14), when.Date{}, 0, 0)

		third := tuesday.AddDays(14)
		clock.Set(third.At(12 * time.Hour))
		message := func() error { // as whatever the program sends of itself would count, were it a contact
			return change.Of(g).Write(ctx, access.System("messages"), func(u *change.Unit) error {
				e, err := u.Edit(kase, 0)
				if err != nil {
					return err
				}
				return e.Contact(record.Contact{Person: person, Way: record.ByText, How: "an automatic message"})
			})
		}
		if err := message(); err != nil {
			t.Fatal(err)
		}
		daily(t, g)
		is(third, when.Date{}, 0, 0)
		clock.Set(third.AddDays(1).At(7 * time.Hour))
		daily(t, g)
		daily(t, g)
		is(third, third, 1, 1)
		if w := acttest.Look(t, g, kase); !slices.ContainsFunc(w.Events, func(e record.Event) bool { return e.Verb == "contact missed" && e.After == third.Words() }) {
			t.Error("the history does not say that it was missed")
		}
		if err := message(); err != nil {
			t.Fatal(err)
		}
		is(third, third, 1, 1)
		clock.Set(third.AddDays(9).At(7 * time.Hour))
		daily(t, g)
		is(third, third, 2, 2)
		speak(third.AddDays(9), text)
		is(third.AddDays(14), when.Date{}, 2, 0)
		w := acttest.Look(t, g, kase)
		if err := work.To(officer, kase, act.Promised, w.Promises[0].ID, act.Answers{"reason": "She asked us to stop"}); err != nil {
			t.Fatal(err)
		}
		is(when.Date{}, when.Date{}, 2, 0)
	})
}

// TestAContactKeepsWhatWasPromisedToThatPersonAlone: two people of one case are promised contact, and speaking with one is not speaking with the other.
func TestAContactKeepsWhatWasPromisedToThatPersonAlone(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		_, kase := caseOfTwo(t, g, officer)
		work := acttest.NewHands(g, officer)
		var people []string
		for _, name := range []string{"Ada Fennel", "Bo Quill"} {
			people = append(people, joined(t, g, kase, "victim", record.Person{Name: name}))
			if _, err := work.Do(officer, kase, act.Promise, act.Answers{"with": people[len(people)-1], "often": "7", "way": record.ByPhone}); err != nil {
				t.Fatal(err)
			}
		}
		clock.Set(when.Day(2026, 11, 6).At(9 * time.Hour))
		if _, err := work.Do(officer, kase, act.Contact, act.Answers{"how": "By telephone", "with": people[0]}); err != nil {
			t.Fatal(err)
		}
		for _, p := range acttest.Look(t, g, kase).Promises {
			if want := map[string]when.Date{people[0]: when.Day(2026, 11, 13), people[1]: when.Day(2026, 11, 9)}[p.Person]; p.Due != want {
				t.Errorf("%s is due %s, want %s", p.PersonName, p.Due, want)
			}
		}
	})
}

// TestACaseIsNotClosedOverAMissedAndUnansweredPromiseWithoutTheLeader: where a kind's closing needs nobody's agreement, this one does; ending the
// promise first is no way round it, and speaking with them is.
func TestACaseIsNotClosedOverAMissedAndUnansweredPromiseWithoutTheLeader(t *testing.T) {
	p := acttest.Pack(t)
	kind, _ := p.Kind("asb-case")
	for i := range kind.Transitions {
		kind.Transitions[i].Agree = nil
	}
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		work := acttest.NewHands(g, officer, acttest.Leader)
		end := act.Answers{"outcome": "stopped", "reason": "Quiet", "message": "It has stopped.", "powers_considered": "None needed.", "leaving": "They do not answer"}
		missed := func() (kase, person string) {
			clock.Set(when.Day(2026, 11, 2).At(9 * time.Hour))
			_, kase = caseOfTwo(t, g, officer)
			person = joined(t, g, kase, "victim", record.Person{Name: "Ada Fennel"})
			if _, err := work.Do(officer, kase, act.Promise, act.Answers{"with": person, "often": "2", "way": record.ByVisit}); err != nil {
				t.Fatal(err)
			}
			clock.Set(when.Day(2026, 11, 5).At(9 * time.Hour))
			daily(t, g)
			return kase, person
		}
		kase, _ := missed()
		work.Assess(t, officer, kase)
		promise := acttest.Look(t, g, kase).Promises[0].ID
		if err := work.To(officer, kase, act.Promised, promise, act.Answers{"reason": "Not needed"}); err != nil {
			t.Fatal(err)
		}
		err := change.Of(g).Write(ctx, officer, func(u *change.Unit) error {
			e, err := u.Edit(kase, 0)
			if err != nil {
				return err
			}
			e.Leaving("They do not answer")
			return errors.Join(e.Set("outcome", "stopped"), e.Set("powers_considered", "None needed."), e.Move("closed", "Quiet", "It is quiet."))
		})
		var bad fault.Invalid
		if !errors.As(err, &bad) || !strings.Contains(bad["state"], "ask for it") {
			t.Errorf("closed over a missed promise by the general move: %v", err)
		}
		if out, err := work.Do(officer, kase, casework.Close, end); err != nil || !strings.Contains(out.Says, "waits for") {
			t.Fatalf("%q, %v", out.Says, err)
		}
		if w := acttest.Look(t, g, kase); !w.Open || w.Closing == nil || w.ContactMiss.IsZero() {
			t.Fatalf("open %v, missed %s", w.Open, w.ContactMiss)
		}
		if _, err := work.Do(officer, kase, act.Agree, nil); err == nil {
			t.Error("whoever asked agreed it")
		}
		if _, err := work.Do(acttest.Leader, kase, act.Agree, nil); err != nil {
			t.Fatal(err)
		}
		if w := acttest.Look(t, g, kase); w.Open || len(w.Missed) != 1 {
			t.Errorf("open %v, %d missed", w.Open, len(w.Missed))
		}

		kase, person := missed()
		if _, err := work.Do(officer, kase, act.Contact, act.Answers{"how": "In person", "with": person}); err != nil {
			t.Fatal(err)
		}
		delete(end, "leaving") // nothing stands open
		work.Assess(t, officer, kase)
		if _, err := work.Do(officer, kase, casework.Close, end); err != nil {
			t.Fatal(err)
		}
		if w := acttest.Look(t, g, kase); w.Open || len(w.Missed) != 1 || !w.ContactDue.IsZero() {
			t.Errorf("after they were spoken with: open %v, %d missed, next on %s", w.Open, len(w.Missed), w.ContactDue)
		}
	})
}

// TestPoplarHARCA2020NineNoiseRecordingsNeverHeardBecauseNoCaseExisted: a recording on a report that nobody has taken up has an owner and a day, goes
// with the report, is asked for when it is late, and ends when somebody listened and in no other way.
func TestPoplarHARCA2020NineNoiseRecordingsNeverHeardBecauseNoCaseExisted(t *testing.T) {
	acttest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		ref, file := "", ""
		resident := access.Principal{Account: "public", Name: "Resident", Public: true}
		err := change.Of(g).Write(ctx, resident, func(u *change.Unit) error {
			e, err := u.Create(record.Draft{Kind: "report", Title: "Noise at night", Category: "noise", OwnerBody: "council", Team: "contact-centre", Area: "E05009336", LastWord: "reporter",
				Fields: record.Fields{"what": "Banging", "category": "noise"}})
			if err != nil {
				return err
			}
			ref = e.Record().Reference
			file, err = e.Attached("night.wav", "audio/wav", []byte("RIFF....WAVE"), record.ForReporter)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		w := acttest.Look(t, g, ref)
		if len(w.Actions) != 1 || w.Actions[0].File != file || w.Actions[0].Team != "contact-centre" || w.Actions[0].Due != when.Day(2026, 11, 5) {
			t.Fatalf("the recording has no owner and no clock: %+v", w.Actions)
		}
		work := acttest.NewHands(g, officer)
		err = change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			return e.Assign("council", "asb-north-west", "bramble", "It is theirs")
		})
		if err != nil {
			t.Fatal(err)
		}
		if w = acttest.Look(t, g, ref); w.Actions[0].Team != "asb-north-west" || w.Actions[0].Owner != "bramble" {
			t.Errorf("the report went to others, and the recording did not: %+v", w.Actions[0])
		}
		if _, err := work.Run(ctx, officer, act.Call{Record: ref, Act: act.Action, Part: w.Actions[0].ID, Answers: act.Answers{"state": record.ActionDone}}); err == nil {
			t.Error("it is done, and nobody says that they listened")
		}
		clock.Set(when.Day(2026, 11, 6).At(8 * time.Hour))
		daily(t, g)
		daily(t, g)
		if w = acttest.Look(t, g, ref); len(w.Actions) != 2 || w.Actions[1].Team != g.Pack().Duty || w.Actions[0].Team != "asb-north-west" {
			t.Fatalf("nobody was asked once it was late: %+v", w.Actions)
		}
		if _, err := work.Run(ctx, access.System("test"), act.Call{Record: ref, Act: act.Recording, Part: file, Answers: act.Answers{"heard": "x"}}); err == nil {
			t.Error("the program listened to it")
		}
		if err := work.To(officer, ref, act.Recording, file, act.Answers{"heard": "Banging on a wall, four times"}); err != nil {
			t.Fatal(err)
		}
		w = acttest.Look(t, g, ref)
		for _, a := range w.Actions {
			if a.State != record.ActionDone || !strings.Contains(a.Outcome, "Test bramble listened: Banging") {
				t.Errorf("after it was heard: %+v", a)
			}
		}
		clock.Set(when.Day(2026, 11, 20).At(8 * time.Hour))
		daily(t, g)
		if w = acttest.Look(t, g, ref); len(w.Actions) != 2 {
			t.Errorf("it is asked for again: %+v", w.Actions)
		}
	})
}
