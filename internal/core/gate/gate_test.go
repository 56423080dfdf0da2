package gate_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

var ctx = context.Background()

var (
	north = gatetest.As("nora", "officer", "council", "north")
	south = gatetest.As("sam", "officer", "council", "south")
	snt   = gatetest.As("pat", "constable", "police", "snt", "W1", "W2", "W3")
	dpo   = gatetest.As("dee", "protector", "council", "")

	resident = access.Public()
)

// create makes a record as the program and gives its reference.
func create(t *testing.T, g *gate.Gate, d record.Draft) string {
	t.Helper()
	var ref string
	err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(d)
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

func open(t *testing.T, g *gate.Gate, who access.Principal, ref string) (*record.Whole, error) {
	t.Helper()
	var w *record.Whole
	err := g.Read(ctx, who, func(v *gate.View) (err error) {
		w, err = v.Open(ref)
		return err
	})
	return w, err
}

func aReport(area string) record.Draft {
	return record.Draft{Kind: "report", Title: "Noise at night", OwnerBody: "council", Area: area, Fields: record.Fields{"what": "loud music"}}
}

func TestAReportOfAnotherWardIsNotThereForTheOfficer(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, aReport("W1"))
		if _, err := open(t, g, north, ref); err != nil {
			t.Errorf("the ward's own officer: %v", err)
		}
		if _, err := open(t, g, south, ref); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("an officer of another ward got %v, which tells that the report exists", err)
		}
		if _, err := open(t, g, access.Principal{}, ref); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("nobody got %v", err)
		}
	})
}

func TestEveryReadingOfPersonalDataIsInTheAudit(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, aReport("W1"))
		if _, err := open(t, g, north, ref); err != nil {
			t.Fatal(err)
		}
		var lines []gate.Entry
		err := g.Read(ctx, dpo, func(v *gate.View) (err error) {
			lines, err = v.Audit(gate.AuditQuery{Record: ref, Limit: 10})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(lines, func(e gate.Entry) bool { return e.Verb == "view" && e.Actor == "nora" && e.Record == ref }) {
			t.Errorf("the view is not among %+v", lines)
		}
		err = g.Read(ctx, north, func(v *gate.View) error { _, err := v.Audit(gate.AuditQuery{Limit: 1}); return err })
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("an officer read the audit: %v", err)
		}
	})
}

func TestTwoOfficersChangeOneReportAndTheSecondIsToldWhoWasFirst(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, aReport("W1"))
		seen, err := open(t, g, north, ref)
		if err != nil {
			t.Fatal(err)
		}
		amended := func(title string) error {
			return change.Of(g).Write(ctx, north, func(u *change.Unit) error {
				e, err := u.Edit(ref, seen.Version)
				if err != nil {
					return err
				}
				return e.Correct("title", title, "")
			})
		}
		if err := amended("First"); err != nil {
			t.Fatal(err)
		}
		var conflict *gate.Conflict
		if err := amended("Second"); !errors.As(err, &conflict) || conflict.Current.Title != "First" || conflict.Since[0].ActorName != "Test nora" {
			t.Fatalf("got %v", err)
		}
		now, err := open(t, g, north, ref)
		if err != nil || now.Title != "First" {
			t.Fatalf("the record is %q, %v", now.Title, err)
		}
	})
}

func TestAMoveThatTheKindDoesNotAllowIsRefusedAndNothingStays(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, record.Draft{Kind: "case", Title: "Case", OwnerBody: "council", Area: "W1"})
		move := func(to, reason string, outcome any) error {
			return change.Of(g).Write(ctx, north, func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err != nil {
					return err
				}
				if err := e.Note("half-written", record.ForStaff); err != nil {
					return err
				}
				if err := e.Set("outcome", outcome); err != nil {
					return err
				}
				return e.Move(to, reason, "")
			})
		}
		var bad fault.Invalid
		if err := move("closed", "done", nil); !errors.As(err, &bad) || bad["state"] != "Enter the outcome before closing" {
			t.Errorf("the guard said %v", err)
		}
		if err := move("closed", "", "solved"); !errors.As(err, &bad) || bad["reason"] == "" {
			t.Errorf("closing without a reason: %v", err)
		}
		if w, err := open(t, g, north, ref); err != nil || len(w.Notes) != 0 || w.State != "open" {
			t.Errorf("something half-written stayed: %+v, %v", w.Notes, err)
		}
		if err := move("closed", "done", "solved"); err != nil {
			t.Fatal(err)
		}
		w, err := open(t, g, north, ref)
		if err != nil || w.Open || w.Closed.IsZero() || w.Fields.Text("outcome") != "solved" {
			t.Fatalf("after closing: %+v, %v", w.Record, err)
		}
	})
}

func TestTheFirstContactClockCountsWorkingDaysByRiskAndStopsAtContact(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		clock.Set(when.At(time.Date(2026, 12, 23, 15, 0, 0, 0, when.London))) // Wednesday before Christmas
		ref := create(t, g, aReport("W1"))
		w, err := open(t, g, north, ref)
		if err != nil || w.Due != when.Day(2026, 12, 30) { // 24, then 29 and 30: 25 is Christmas Day, 28 stands in for Boxing Day
			t.Fatalf("due %s, %v; want 2026-12-30", w.Due, err)
		}
		act := func(fn func(*change.Edit) error) {
			t.Helper()
			err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err != nil {
					return err
				}
				return fn(e)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		act(func(e *change.Edit) error { return e.Assess("high", "knife seen") })
		if w, _ = open(t, g, north, ref); w.Due != when.Day(2026, 12, 24) {
			t.Fatalf("at high risk due %s; want 2026-12-24", w.Due)
		}
		act(func(e *change.Edit) error { return e.Contact(record.Contact{How: "telephone"}) })
		if w, _ = open(t, g, north, ref); !w.Due.IsZero() || w.Clocks[0].Stopped.IsZero() || w.LastWord != "staff" {
			t.Fatalf("after contact: due %q, %+v, last word %q", w.Due, w.Clocks, w.LastWord)
		}
	})
}

func TestTheReporterSeesOnlyTheirOwnReportAndOnlyWhatIsForThem(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		mine, other := create(t, g, aReport("W1")), create(t, g, aReport("W1"))
		err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
			e, err := u.Edit(mine, 0)
			if err != nil {
				return err
			}
			if err := e.Note("suspect known", record.ForStaff); err != nil {
				return err
			}
			return e.Note("we will call you", record.ForReporter)
		})
		if err != nil {
			t.Fatal(err)
		}
		w, _ := open(t, g, north, mine)
		me := access.Reporter(w.ID)
		got, err := open(t, g, me, mine)
		if err != nil || len(got.Notes) != 1 || got.Notes[0].Body != "we will call you" {
			t.Fatalf("the reporter sees %+v, %v", got, err)
		}
		for _, e := range got.Events {
			if e.Seal != record.ForReporter {
				t.Errorf("the reporter sees the event %+v", e)
			}
		}
		if _, err := open(t, g, me, other); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("the reporter opened another report: %v", err)
		}
		err = change.Of(g).Write(ctx, me, func(u *change.Unit) error {
			e, err := u.Edit(mine, 0)
			if err != nil {
				return err
			}
			return e.Correct("title", "mine now", "")
		})
		if !errors.Is(err, fault.ErrForbidden) {
			t.Errorf("the reporter changed the report: %v", err)
		}
	})
}

func TestFieldsThatThePoliceKeepAreHiddenFromTheCouncilAndCannotBeSetByIt(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, record.Draft{Kind: "case", Title: "Case", Marking: "official", OwnerBody: "council", Area: "W1", Fields: record.Fields{"intelligence": "seen at the arches"}})
		if w, err := open(t, g, north, ref); err != nil || w.Fields.Text("intelligence") != "" {
			t.Errorf("the council sees %q, %v", w.Fields.Text("intelligence"), err)
		}
		if w, err := open(t, g, snt, ref); err != nil || w.Fields.Text("intelligence") == "" {
			t.Errorf("the police do not see their own field: %v", err)
		}
		err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			return e.Set("intelligence", "made up")
		})
		var bad fault.Invalid
		if !errors.As(err, &bad) {
			t.Errorf("the council set a police field: %v", err)
		}
	})
}

func TestALinkDoesNotTellOfARecordThatMayNotBeSeen(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		a, b := create(t, g, aReport("W1")), create(t, g, aReport("W3"))
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			from, err := u.Edit(a, 0)
			if err != nil {
				return err
			}
			to, err := u.Edit(b, 0)
			if err != nil {
				return err
			}
			return u.Link(from, to, "same address")
		})
		if err != nil {
			t.Fatal(err)
		}
		if w, err := open(t, g, north, a); err != nil || len(w.Links) != 0 {
			t.Errorf("the officer of one ward sees %+v, %v", w.Links, err)
		}
		both := gatetest.As("bea", "officer", "council", "", "W1", "W3")
		if w, err := open(t, g, both, a); err != nil || len(w.Links) != 1 || w.Links[0].Reference != b {
			t.Errorf("who may see both sees %+v, %v", w.Links, err)
		}
	})
}

func TestCountedResultsAreSummedWithoutOpeningARecord(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		for i, area := range []string{"W1", "W1", "W3"} {
			create(t, g, record.Draft{Kind: "patrol", Title: "Patrol", OwnerBody: "police", Area: area, Fields: record.Fields{"engaged": float64(10 + i), "method": "foot"}})
		}
		err := g.Read(ctx, access.System("indicator"), func(v *gate.View) error {
			sums, err := v.Sum("people-engaged", nil, when.Day(2026, 11, 1), when.Day(2026, 12, 1))
			if err != nil || sums["W1"] != 21 || sums["W3"] != 12 {
				t.Errorf("sums %v, %v", sums, err)
			}
			list, err := v.List(gate.Query{Kinds: []string{"patrol"}, Fields: map[string]string{"method": "foot"}, Limit: 2})
			if err != nil || len(list.Records) != 2 || list.Next == "" {
				t.Errorf("first page %+v, %v", list, err)
			}
			rest, err := v.List(gate.Query{Kinds: []string{"patrol"}, Fields: map[string]string{"method": "foot"}, Limit: 2, After: list.Next})
			if err != nil || len(rest.Records) != 1 || rest.Next != "" {
				t.Errorf("second page %+v, %v", rest, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestASecondSendingOfAFormFindsTheReportThatTheFirstMade(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		send := func() (ref string, err error) {
			err = change.Of(g).Write(ctx, access.Public(), func(u *change.Unit) error {
				if r, ok, err := u.Submitted("key"); err != nil || ok {
					ref = r.Reference
					return err
				}
				e, err := u.Create(aReport("W1"))
				if err != nil {
					return err
				}
				ref = e.Record().Reference
				return u.KeepSubmission("key", e)
			})
			return ref, err
		}
		first, err := send()
		if err != nil {
			t.Fatal(err)
		}
		second, err := send()
		if err != nil || second != first {
			t.Fatalf("second sending: %q, %v; want %q", second, err, first)
		}
	})
}

func TestSearchFindsByTheBeginningOfEveryWord(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		d := aReport("W1")
		d.Title, d.Place = "Motorbikes racing", "Brick Lane"
		ref := create(t, g, d)
		create(t, g, aReport("W1"))
		for words, want := range map[string]int{"motor brick": 1, "BRICK lane": 1, "motor noise": 0, ref: 1, "%": 2, "": 2} {
			err := g.Read(ctx, north, func(v *gate.View) error {
				list, err := v.List(gate.Query{Words: words, Limit: 10})
				if err == nil && len(list.Records) != want {
					t.Errorf("%q found %d, want %d", words, len(list.Records), want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
