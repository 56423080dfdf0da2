package gate_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// trouble is a case of the first ward with a person, an action and a note, kept from the accounts.
func trouble(t *testing.T, g *gate.Gate, title, person string, from ...string) (ref string) {
	t.Helper()
	err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		e, err := u.Create(record.Draft{Kind: "case", Title: title, OwnerBody: "council", Team: "north", Area: "W1", Marking: "official", Fields: record.Fields{"outcome": "solved"}})
		if err != nil {
			return err
		}
		ref = e.Record().Reference
		id, err := u.AddPerson(record.Person{Name: person})
		if err != nil {
			return err
		}
		_, err = e.AddAction(record.Action{What: "Visit", Team: "north", Due: when.Day(2030, 1, 2)})
		err = errors.Join(err, e.AddParty("victim", id, ""), e.Note("They shouted again", record.ForStaff))
		for _, account := range from {
			err = errors.Join(err, e.Exclude(account, "it is about their brother"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// learns is what somebody learns of a store by asking all that can be asked, and the statements that it took.
func learns(t *testing.T, g *gate.Gate, who access.Principal, ref string) (answers, statements []string) {
	t.Helper()
	open := true
	cases := []string{"case"}
	watched := store.Watch(context.Background(), func(text string, _ []any) { statements = append(statements, text) })
	err := g.Read(watched, who, func(v *gate.View) error {
		say := func(what string, value any, err error) {
			if errors.Is(err, fault.ErrNotFound) {
				value, err = "not found", nil
			}
			answers = append(answers, fmt.Sprintf("%s: %+v %v", what, value, err))
		}
		for _, q := range []gate.Query{{}, {Kinds: cases}, {Kinds: cases, Open: &open, ByDue: true}, {Kinds: cases, Team: "north"}, {Kinds: cases, Areas: []string{"W1"}},
			{Kinds: cases, Fields: map[string]string{"outcome": "solved"}}, {Kinds: cases, States: []string{"open"}}, {Verb: pack.Count}, {Verb: pack.Export}, {Unowned: true}} {
			q.Limit = 2
			list, err := v.List(q)
			var titles []string
			for _, r := range list.Records {
				titles = append(titles, r.Title)
			}
			say("list", fmt.Sprint(titles, list.Next, list.Short), err)
			n, err := v.Count(q)
			say("count", n, err)
			total, err := v.Total(q)
			say("total", total, err)
			tally, err := v.Tally(q, "area")
			say("tally", tally, err)
			first, err := v.First(q)
			say("first", first, err)
		}
		_, err := v.Open(ref)
		say("open", "found", err)
		_, err = v.History(ref, g.Now(), 10)
		say("history", "found", err)
		people, err := v.People("Zebediah", 10)
		say("people", len(people), err)
		due, err := v.OpenActions(gate.ActionQuery{Teams: []string{"north"}, Limit: 10})
		say("actions", len(due), err)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return answers, statements
}

// TestForWhoIsShutOutOfARecordTheWorldIsOneWithoutIt compares what somebody learns before a record is made with what they learn when it
// is there and kept from them.
func TestForWhoIsShutOutOfARecordTheWorldIsOneWithoutIt(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		trouble(t, g, "First", "Ann Other")
		trouble(t, g, "Second", "Ann Other")
		const next = "ASB-26-00003-9" // whatever its check digit, it is not there
		learns(t, g, north, next)     // what is remembered from now on is remembered in both worlds
		without, asked := learns(t, g, north, next)
		ref := trouble(t, g, "Third", "Zebediah Quill", "nora", "somebody else")
		learns(t, g, north, next)
		with, askedNow := learns(t, g, north, next)
		if !slices.Equal(without, with) {
			t.Errorf("they learn of it:\n%s\n%s", without, with)
		}
		if !slices.Equal(asked, askedNow) {
			t.Errorf("the store is asked otherwise: %d statements, and %d with the record", len(asked), len(askedNow))
		}
		if opened, _ := learns(t, g, north, ref); !slices.Equal(opened, without) {
			t.Errorf("its own reference finds it: %s", opened)
		}
		if err := change.Of(g).Write(ctx, north, func(u *change.Unit) error { _, err := u.Edit(ref, 0); return err }); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("to change it they get %v", err)
		}
		twin := gatetest.As("twin", "officer", "council", "north")
		if seen, _ := learns(t, g, twin, ref); slices.Equal(seen, without) {
			t.Error("somebody of the same post, from whom it is not kept, does not see it either")
		}
	})
}

func TestWhoIsLetInAgainSeesTheRecordAndTheHistoryKeepsBoth(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := trouble(t, g, "Neighbours", "Ann Other", "nora")
		twin := gatetest.As("twin", "officer", "council", "north")
		edit := func(fn func(*change.Edit) error) error {
			return change.Of(g).Write(ctx, twin, func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err != nil {
					return err
				}
				return fn(e)
			})
		}
		// A change of its facts takes the seal along.
		if err := edit(func(e *change.Edit) error { return e.Correct("area", "W2", "") }); err != nil {
			t.Fatal(err)
		}
		opens := func(who access.Principal) error {
			return g.Read(ctx, who, func(v *gate.View) error { _, err := v.Open(ref); return err })
		}
		if err := opens(north); !errors.Is(err, fault.ErrNotFound) {
			t.Fatalf("after the ward was corrected: %v", err)
		}
		if err := edit(func(e *change.Edit) error { return e.Readmit("nora", "") }); !errors.As(err, &fault.Invalid{}) {
			t.Errorf("without a reason: %v", err)
		}
		if err := edit(func(e *change.Edit) error { return e.Readmit("nora", "it was another man of that name") }); err != nil {
			t.Fatal(err)
		}
		err := g.Read(ctx, north, func(v *gate.View) error {
			w, err := v.Open(ref)
			if err != nil {
				return err
			}
			var verbs []string
			for _, e := range w.Events {
				if e.Field == "account" {
					verbs = append(verbs, e.Verb+" "+e.Reason)
				}
			}
			if want := []string{"shown again it was another man of that name", "kept from it is about their brother"}; !slices.Equal(verbs, want) {
				t.Errorf("the history says %q", verbs)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestARecordIsNeitherKeptFromWhoWorksOnItNorGivenToWhomItIsKeptFrom(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := trouble(t, g, "Neighbours", "Ann Other")
		twin := gatetest.As("twin", "officer", "council", "north")
		edit := func(fn func(*change.Edit) error) error {
			return change.Of(g).Write(ctx, twin, func(u *change.Unit) error {
				e, err := u.Edit(ref, 0)
				if err != nil {
					return err
				}
				return fn(e)
			})
		}
		refused := func(what string, err error) {
			var bad fault.Invalid
			if !errors.As(err, &bad) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := edit(func(e *change.Edit) error { return e.Assign("council", "north", "nora", "") }); err != nil {
			t.Fatal(err)
		}
		refused("kept from its assignee", edit(func(e *change.Edit) error { return e.Exclude("nora", "x") }))
		err := edit(func(e *change.Edit) error {
			_, err := e.AddAction(record.Action{What: "Visit", Owner: "bob", Due: when.Day(2030, 1, 2)})
			return errors.Join(err, e.Assign("council", "north", "", ""))
		})
		if err != nil {
			t.Fatal(err)
		}
		refused("kept from who has an action", edit(func(e *change.Edit) error { return e.Exclude("bob", "x") }))
		if err := edit(func(e *change.Edit) error { return e.Exclude("nora", "they are related") }); err != nil {
			t.Fatal(err)
		}
		refused("assigned to whom it is kept from", edit(func(e *change.Edit) error { return e.Assign("council", "north", "nora", "") }))
		refused("an action for whom it is kept from", edit(func(e *change.Edit) error {
			_, err := e.AddAction(record.Action{What: "Visit", Owner: "nora", Due: when.Day(2030, 1, 2)})
			return err
		}))
	})
}
