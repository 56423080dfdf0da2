package gate_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// An appeal has a clock of every sort that a pack may declare.
const appeals = `
kind: appeal
name: Appeal
plural: Appeals
archetype: case
purpose: for tests
prefix: APP
source: test
states:
  - {id: asked, name: Asked, initial: true}
  - {id: waiting, name: Waiting}
  - {id: answered, name: Answered}
  - {id: closed, name: Closed, closed: true}
transitions:
  - {from: [asked, answered], to: waiting, verb: Wait}
  - {from: [waiting, closed], to: asked, verb: Go on}
  - {from: [asked, waiting], to: answered, verb: Answer}
  - {from: [asked, waiting, answered], to: closed, verb: Close}
clocks:
  - {id: first, name: First contact, days: {any: 3}, starts: opened, stops: [contact, close], source: test}
  - id: answer
    name: Answer
    days: {high: 5, any: 10}
    starts: opened
    stops: ["state:answered", close]
    pauses:
      - {while: "state:waiting", why: Waiting for papers}
      - {from: reply, until: [word], why: Waiting for the person}
    source: test
  - {id: look, name: Look at it, hours: {any: 48}, excluding: [christmas_day, sundays], starts: opened, stops: [action, close], pauses: [{while: "state:waiting", why: Waiting for papers}], source: test}
  - {id: lodge, name: Lodge it, law: cpn.appeal_days, starts: opened, stops: [close], pauses: [{while: "state:answered", why: It is answered}], source: test}
  - {id: whole, name: The whole, months: {any: 1}, count: beginning_with, starts: opened, stops: [close], pauses: [{while: "state:waiting", why: Waiting for papers}], source: test}
  - {id: word, name: Answer a word, days: {any: 2}, starts: word, stops: [reply], source: test}
`

func anAppeal() record.Draft {
	return record.Draft{Kind: "appeal", Title: "Against a notice", OwnerBody: "council"}
}

// act changes a record as the program, at the clock's time.
func act(t testing.TB, g *gate.Gate, ref string, fn func(*change.Edit) error) {
	t.Helper()
	if err := acts(g, ref, fn); err != nil {
		t.Fatal(err)
	}
}

func acts(g *gate.Gate, ref string, fn func(*change.Edit) error) error {
	return change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return fn(e)
	})
}

func runOf(w *record.Whole, id string) record.ClockRun {
	for _, r := range w.Clocks {
		if r.Clock == id {
			return r
		}
	}
	return record.ClockRun{}
}

// history is the clocks of a record as its events alone tell them, through the engine.
type history struct {
	kind        *pack.Kind
	runs        map[string]clock.Clock
	state, risk string
	word        when.Instant
}

func (h *history) happens(event string, at when.Instant) {
	for _, c := range h.kind.Clocks {
		run, ok := h.runs[c.ID]
		if !ok || !run.Stop.IsZero() {
			continue
		}
		if slices.Contains(c.Stops, event) && (!at.Before(run.Start) || c.Starts == "opened") {
			h.runs[c.ID] = run.Stopping(at)
			continue
		}
		for _, p := range c.Pauses {
			begins := p.While == event || p.From == event
			switch {
			case at.Before(run.Start):
			case begins:
				run = run.Pausing(at, p.Why)
			case p.Ends(event):
				run = run.GoingOn(at, p.Why)
			}
		}
		h.runs[c.ID] = run
	}
	for _, c := range h.kind.Clocks {
		if c.Starts == event && (event != "word" || h.runs[c.ID].Start.IsZero() || !h.runs[c.ID].Stop.IsZero()) {
			h.runs[c.ID] = clock.Clock{Start: at}
		}
	}
}

func (h *history) tell(e record.Event) {
	switch e.Verb {
	case "created":
		h.state = e.After
		h.happens("opened", e.At)
	case "moved":
		if s, _ := h.kind.State(e.After); s.Closed {
			for id, run := range h.runs {
				h.runs[id] = run.Stopping(e.At)
			}
		}
		h.state = e.After
		h.happens("state:"+e.After, e.At)
	case "contacted":
		h.happens("contact", e.When())
		if !e.When().Before(h.word) {
			h.word = e.When()
			h.happens("reply", e.When())
		}
	case "noted":
		h.word = e.At
		h.happens(map[bool]string{true: "word", false: "reply"}[e.Actor == "reporter"], e.At)
	case "action set":
		h.happens("action", e.At)
	case "assessed":
		h.risk = e.After
	}
}

// TestTheClocksOfARecordAreWhatItsHistoryTellsOfThem: whatever is done to a record in whatever order, each clock stands as the events of
// the record, told again from the first, have it stand.
func TestTheClocksOfARecordAreWhatItsHistoryTellsOfThem(t *testing.T) {
	p := gatetest.PackWith(t, "kinds/appeal.yaml", appeals)
	kind, _ := p.Kind("appeal")
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, at *gatetest.Clock) {
		start := at.Now()
		rapid.Check(t, func(t *rapid.T) {
			at.Set(start)
			ref, id := "", ""
			if err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Create(anAppeal())
				if err == nil {
					ref, id = e.Record().Reference, e.Record().ID
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			for range rapid.IntRange(0, 8).Draw(t, "acts") {
				at.Set(at.Now().Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "hours")) * time.Hour))
				if err := anyAct(t, g, ref, id, at.Now()); err != nil {
					t.Fatal(err)
				}
			}
			told(t, g, kind, ref, at.Now())
		})
	})
}

func anyAct(t *rapid.T, g *gate.Gate, ref, id string, now when.Instant) error {
	n := rapid.IntRange(0, 59).Draw(t, "which")
	switch rapid.IntRange(0, 5).Draw(t, "act") {
	case 0:
		return acts(g, ref, func(e *change.Edit) error {
			at := now.Add(-time.Duration(n) * time.Hour)
			if at.Before(e.Record().Opened) {
				at = e.Record().Opened
			}
			return e.Contact(record.Contact{How: "telephone", At: at})
		})
	case 1:
		return acts(g, ref, func(e *change.Edit) error { return e.Note("We have asked for the papers", record.ForReporter) })
	case 2:
		return change.Of(g).Write(ctx, access.Reporter(id), func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			return e.Note("Here they are", record.ForReporter)
		})
	case 3:
		return acts(g, ref, func(e *change.Edit) error {
			_, err := e.AddAction(record.Action{What: "Look", Body: "council", Due: now.Date().AddDays(3)})
			return err
		})
	case 4:
		return acts(g, ref, func(e *change.Edit) error {
			return e.Assess([]string{"low", "medium", "high"}[n%3], "it was looked at")
		})
	}
	return acts(g, ref, func(e *change.Edit) error {
		moves := []string{}
		for _, s := range []string{"asked", "waiting", "answered", "closed"} {
			if _, err := e.MayMove(s); err == nil {
				moves = append(moves, s)
			}
		}
		e.Leaving("whatever stands open")
		return e.Move(moves[n%len(moves)], "", "")
	})
}

// told compares the clocks of a record with its history.
func told(t *rapid.T, g *gate.Gate, kind *pack.Kind, ref string, now when.Instant) {
	var w *record.Whole
	if err := g.Read(ctx, access.System("test"), func(v *gate.View) (err error) {
		w, err = v.Open(ref)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	h := history{kind: kind, runs: map[string]clock.Clock{}}
	for _, e := range slices.Backward(w.Events) {
		h.tell(e)
	}
	var nearest when.Date
	for _, c := range kind.Clocks {
		run := runOf(w, c.ID)
		want, started := h.runs[c.ID]
		if started != !run.Started.IsZero() || want.Stop != run.Stopped || want.Start != run.Started {
			t.Fatalf("%s runs from %s to %s, its history says from %s to %s", c.ID, run.Started, run.Stopped, want.Start, want.Stop)
		}
		if !started || !want.Stop.IsZero() {
			continue
		}
		if c.Law != "" {
			want.Target = clock.Period{N: 21, Unit: clock.Days, Mode: clock.BeginningWith}
		} else {
			want.Target, _ = c.Period(h.risk)
		}
		reading := want.At(g.Calendar(), now)
		if run.Due != reading.Due || run.DueAt != reading.DueAt || fmt.Sprint(run.Pauses) != fmt.Sprint(want.Pauses) {
			t.Fatalf("%s is due %s %s with %v, its history says %s %s with %v", c.ID, run.Due, run.DueAt, run.Pauses, reading.Due, reading.DueAt, want.Pauses)
		}
		if !run.Due.IsZero() && (nearest.IsZero() || run.Due.Before(nearest)) {
			nearest = run.Due
		}
	}
	if w.Due != nearest {
		t.Fatalf("the record is due %s, its nearest clock %s", w.Due, nearest)
	}
}

func TestAClockOfLawKeepsTheRuleThatItWasCountedBy(t *testing.T) {
	gatetest.EachOf(t, gatetest.PackWith(t, "kinds/appeal.yaml", appeals), func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		w, err := open(t, g, access.System("test"), create(t, g, anAppeal()))
		run := runOf(w, "lodge")
		if err != nil || run.Due.String() != "2026-11-22" || run.Target.String() != "21 days beginning_with" || !strings.Contains(run.Law, "s. 46(2)") {
			t.Errorf("%+v, %v", run, err)
		}
	})
}

func TestAPauseStandsOnTheRecordAndInItsHistoryWithItsReason(t *testing.T) {
	gatetest.EachOf(t, gatetest.PackWith(t, "kinds/appeal.yaml", appeals), func(t *testing.T, g *gate.Gate, at *gatetest.Clock) {
		ref := create(t, g, anAppeal())
		was, err := open(t, g, access.System("test"), ref)
		if err != nil {
			t.Fatal(err)
		}
		at.Set(at.Now().Add(24 * time.Hour))
		act(t, g, ref, func(e *change.Edit) error { return e.Move("waiting", "", "") })
		from := at.Now()
		w, err := open(t, g, access.System("test"), ref)
		if run := runOf(w, "answer"); err != nil || !run.Due.IsZero() || !slices.Equal(run.Standing(), []string{"Waiting for papers"}) || run.Late(at.Now().Add(1000*time.Hour)) {
			t.Errorf("it does not stand still: %+v, %v", run, err)
		}
		at.Set(at.Now().Add(72 * time.Hour)) // Tuesday to Friday
		act(t, g, ref, func(e *change.Edit) error { return e.Move("asked", "", "") })
		w, err = open(t, g, access.System("test"), ref)
		run := runOf(w, "answer")
		if err != nil || len(run.Pauses) != 1 || run.Pauses[0] != (clock.Pause{From: from, To: at.Now(), Reason: "Waiting for papers"}) {
			t.Errorf("the pause is not kept: %+v, %v", run.Pauses, err)
		}
		if want := g.Calendar().AddWorkingDays(runOf(was, "answer").Due, 3); run.Due != want {
			t.Errorf("three working days ended in the pause: due %s, want %s", run.Due, want)
		}
		var said []string
		for _, e := range w.Events {
			if e.Field == "answer" {
				said = append(said, e.Verb+": "+e.Reason)
			}
		}
		if !slices.Equal(said, []string{"clock goes on: Waiting for papers", "clock paused: Waiting for papers"}) {
			t.Errorf("the history says %q", said)
		}
	})
}

func TestAContactCountsWhenItWasMadeAndNotWhenItWasTyped(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, at *gatetest.Clock) {
		ref := create(t, g, aReport("W1"))
		opened := at.Now()
		at.Set(opened.Add(10 * 24 * time.Hour)) // the target was three working days
		rang := opened.Add(5 * time.Hour)
		for name, when := range map[string]when.Instant{"ahead": at.Now().Add(time.Minute), "before the report": opened.Add(-48 * time.Hour)} {
			var bad fault.Invalid
			if err := acts(g, ref, func(e *change.Edit) error { return e.Contact(record.Contact{How: "telephone", At: when}) }); !errors.As(err, &bad) || bad["at"] == "" {
				t.Errorf("a contact %s: %v", name, err)
			}
		}
		act(t, g, ref, func(e *change.Edit) error { return e.Contact(record.Contact{How: "telephone", At: rang}) })
		w, err := open(t, g, access.System("test"), ref)
		if run := runOf(w, "first-contact"); err != nil || run.Stopped != rang || run.Late(at.Now()) || w.Contacted != rang {
			t.Errorf("%+v, contacted %s, %v", run, w.Contacted, err)
		}
		if e := w.Events[0]; e.Verb != "contacted" || e.Happened != rang || e.At != at.Now() || e.When() != rang {
			t.Errorf("the history does not tell the two moments: %+v", e)
		}
		act(t, g, ref, func(e *change.Edit) error { return e.HeardFrom() })
		heard := at.Now()
		at.Set(heard.Add(time.Hour))
		act(t, g, ref, func(e *change.Edit) error { return e.Contact(record.Contact{How: "visit", At: heard.Add(-time.Hour)}) })
		if w, err = open(t, g, access.System("test"), ref); err != nil || w.LastWord != "reporter" || w.Contacted != rang {
			t.Errorf("a visit before they wrote is no answer to what they wrote: %s, %v", w.LastWord, err)
		}
	})
}

func TestAContactOnAReportCountsForTheCaseThatWasOpenedFromIt(t *testing.T) {
	text := strings.NewReplacer("kind: appeal", "kind: complaint", "name: Appeal\n", "name: Complaint\n", "plural: Appeals", "plural: Complaints", "prefix: APP", "prefix: CMP").Replace(appeals)
	gatetest.EachOf(t, gatetest.PackWith(t, "kinds/complaint.yaml", text), func(t *testing.T, g *gate.Gate, at *gatetest.Clock) {
		from := func(report string, contacted bool) string {
			var ref string
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Edit(report, 0)
				if err != nil {
					return err
				}
				if contacted {
					if err := e.Contact(record.Contact{How: "telephone"}); err != nil {
						return err
					}
				}
				c, err := u.CreateFrom(e, record.Draft{Kind: "complaint", Title: "From a report", OwnerBody: "council"}, "it came of it")
				if err == nil {
					ref = c.Record().Reference
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return ref
		}
		before := create(t, g, aReport("W1"))
		act(t, g, before, func(e *change.Edit) error { return e.Contact(record.Contact{How: "telephone"}) })
		rang := at.Now()
		at.Set(rang.Add(30 * time.Hour))
		after := create(t, g, aReport("W1"))
		cases := map[string]string{"made before the case": from(before, false), "made after it": from(after, false), "made as it was opened": from(create(t, g, aReport("W1")), true)}
		at.Set(at.Now().Add(time.Hour))
		act(t, g, after, func(e *change.Edit) error { return e.Contact(record.Contact{How: "visit"}) })
		for how, ref := range cases {
			w, err := open(t, g, access.System("test"), ref)
			if err != nil || w.Contacted.IsZero() || runOf(w, "first").Stopped != w.Contacted || runOf(w, "answer").Stopped != (when.Instant{}) {
				t.Errorf("a contact %s does not count: contacted %s, %+v, %v", how, w.Contacted, runOf(w, "first"), err)
			}
			if how == "made before the case" && (w.Contacted != rang || w.Events[0].After != "on the report that it came from") {
				t.Errorf("it does not say when and where: %s, %+v", w.Contacted, w.Events[0])
			}
		}
		own, err := open(t, g, access.System("test"), create(t, g, record.Draft{Kind: "complaint", Title: "From nothing", OwnerBody: "council"}))
		if err != nil || !own.Contacted.IsZero() || !runOf(own, "first").Stopped.IsZero() {
			t.Errorf("a case of no report is contacted: %v", err)
		}
	})
}

func TestTheDayThatWasAskedForStaysWhateverTheClocksSay(t *testing.T) {
	gatetest.EachOf(t, gatetest.PackWith(t, "kinds/appeal.yaml", appeals), func(t *testing.T, g *gate.Gate, at *gatetest.Clock) {
		asked := at.Now().Date().AddDays(60)
		draft := anAppeal()
		draft.Due = asked
		ref := create(t, g, draft)
		same := func(when string) {
			t.Helper()
			w, err := open(t, g, access.System("test"), ref)
			if err != nil || w.Asked != asked || runOf(w, pack.OwnDay).Due != asked {
				t.Errorf("%s: asked for %s, it says %s and %s, %v", when, asked, w.Asked, runOf(w, pack.OwnDay).Due, err)
			}
		}
		same("made")
		act(t, g, ref, func(e *change.Edit) error { return e.Assess("high", "it got worse") })
		same("assessed")
		act(t, g, ref, func(e *change.Edit) error { return e.Move("waiting", "", "") })
		same("paused")
		act(t, g, ref, func(e *change.Edit) error { return e.HeardFrom() })
		same("heard from")
		asked = asked.AddDays(7)
		act(t, g, ref, func(e *change.Edit) error { return e.DueBy(asked, "it takes longer") })
		same("asked anew")
		act(t, g, ref, func(e *change.Edit) error {
			e.Leaving("it was taken back")
			return e.Move("closed", "", "")
		})
		same("closed")
	})
}
