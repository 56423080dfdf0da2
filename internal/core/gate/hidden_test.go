package gate_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

func amend(t *testing.T, g *gate.Gate, who access.Principal, ref string, fn func(*change.Unit, *change.Edit) error) error {
	t.Helper()
	return change.Of(g).Write(ctx, who, func(u *change.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return fn(u, e)
	})
}

func TestAPersonTakenOffARecordIsReadNoMore(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		system := access.System("test")
		ref, other := create(t, g, record.Draft{Kind: "case", Title: "Case", OwnerBody: "council", Area: "W1"}), create(t, g, record.Draft{Kind: "case", Title: "Other", OwnerBody: "council", Area: "W1"})
		person := ""
		err := amend(t, g, system, ref, func(u *change.Unit, e *change.Edit) (err error) {
			if person, err = u.AddPerson(record.Person{Name: "Ada Smith"}); err != nil {
				return err
			}
			return e.AddParty("victim", person, "")
		})
		if err != nil {
			t.Fatal(err)
		}
		ways := func() (out []bool) {
			err := g.Read(ctx, north, func(v *gate.View) error {
				_, one := v.Person(person)
				found, err := v.People("Ada", 10)
				out = []bool{one == nil, len(found) > 0}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			named := amend(t, g, north, other, func(_ *change.Unit, e *change.Edit) error { return e.Set("advocate", person) })
			return append(out, named == nil)
		}
		if got := ways(); slices.Contains(got[:2], false) {
			t.Fatalf("while they are on it: %v", got)
		}
		w, err := open(t, g, north, ref)
		if err != nil {
			t.Fatal(err)
		}
		if err := amend(t, g, north, ref, func(_ *change.Unit, e *change.Edit) error { return e.EndParty(w.Parties[0].ID, "the wrong card") }); err != nil {
			t.Fatal(err)
		}
		if err := amend(t, g, system, other, func(_ *change.Unit, e *change.Edit) error { return e.Set("advocate", nil) }); err != nil {
			t.Fatal(err)
		}
		if got := ways(); slices.Contains(got, true) {
			t.Errorf("after they were taken off (page, search, field): %v", got)
		}
	})
}

func TestAHistoryNamesNoRecordThatItsReaderMayNotSee(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref, hidden := create(t, g, record.Draft{Kind: "case", Title: "Case", OwnerBody: "council", Area: "W1"}), create(t, g, record.Draft{Kind: "case", Title: "Hidden", OwnerBody: "council", Area: "W1", Marking: "restricted"})
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			a, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			b, err := u.Edit(hidden, 0)
			if err != nil {
				return err
			}
			return u.Link(a, b, "one household")
		})
		if err != nil {
			t.Fatal(err)
		}
		says := func(who access.Principal) (out []string) {
			w, err := open(t, g, who, ref)
			if err != nil {
				t.Fatal(err)
			}
			var history []record.Event
			err = g.Read(ctx, who, func(v *gate.View) (err error) {
				history, err = v.History(ref, when.Instant{}, 50)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range append(w.Events, history...) {
				out = append(out, e.Before, e.After)
			}
			return out
		}
		if got := says(north); slices.Contains(got, hidden) || !slices.Contains(got, gate.AnotherRecord) {
			t.Errorf("the history says %q", got)
		}
		if got := says(access.System("test")); !slices.Contains(got, hidden) {
			t.Errorf("to who may see it the history says %q", got)
		}
		var lost *gate.Conflict
		if err := change.Of(g).Write(ctx, north, func(u *change.Unit) error { _, err := u.Edit(ref, 1); return err }); !errors.As(err, &lost) || slices.ContainsFunc(lost.Since, func(e record.Event) bool { return e.After == hidden }) {
			t.Errorf("a lost race tells: %+v", lost)
		}
	})
}

func TestNobodyAsksByAFieldThatThePoliceKeep(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		create(t, g, record.Draft{Kind: "case", Title: "Case", OwnerBody: "council", Area: "W1", Marking: "official", Fields: record.Fields{"intelligence": "named"}})
		constable, member := gatetest.As("pc", "constable", "police", "snt", "W1"), gatetest.As("mo", "member", "council", "")
		for name, ask := range map[string]func(*gate.View, []string) error{
			"list": func(v *gate.View, k []string) error {
				_, err := v.List(gate.Query{Kinds: k, Fields: map[string]string{"intelligence": "named"}})
				return err
			},
			"count": func(v *gate.View, k []string) error {
				_, err := v.Count(gate.Query{Kinds: k, Fields: map[string]string{"intelligence": "named"}})
				return err
			},
			"total": func(v *gate.View, k []string) error {
				_, err := v.Total(gate.Query{Kinds: k, Fields: map[string]string{"intelligence": "named"}})
				return err
			},
			"tally": func(v *gate.View, k []string) error {
				_, err := v.Tally(gate.Query{Verb: "count", Kinds: k, Fields: map[string]string{"intelligence": "named"}}, "area")
				return err
			},
			"cross": func(v *gate.View, k []string) error {
				_, err := v.Cross(gate.Query{Verb: "count", Kinds: k}, "area", "intelligence")
				return err
			},
		} {
			for _, kinds := range [][]string{nil, {"case"}, {"patrol", "case"}} {
				for _, who := range []access.Principal{north, member, access.Public()} {
					if err := g.Read(ctx, who, func(v *gate.View) error { return ask(v, kinds) }); !errors.Is(err, fault.ErrForbidden) {
						t.Errorf("%s of %v as %s: %v", name, kinds, who.Name, err)
					}
				}
				if err := g.Read(ctx, constable, func(v *gate.View) error { return ask(v, kinds) }); err != nil {
					t.Errorf("%s of %v as the police: %v", name, kinds, err)
				}
			}
		}
		if err := g.Read(ctx, north, func(v *gate.View) error {
			_, err := v.List(gate.Query{Kinds: []string{"patrol"}, Fields: map[string]string{"method": "foot"}})
			return err
		}); err != nil {
			t.Errorf("a field that the police do not keep: %v", err)
		}
	})
}

func TestWhoMayOnlyReadSaysNeitherWhoSentARecordNorThatItsReporterSpoke(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, aReport("W1"))
		reader := gatetest.As("own", "own", "council", "north")
		if err := amend(t, g, access.System("test"), ref, func(_ *change.Unit, e *change.Edit) error { return e.Assign("council", "north", "own", "") }); err != nil {
			t.Fatal(err)
		}
		for name, act := range map[string]func(*change.Edit) error{"sent": func(e *change.Edit) error { return e.Sent("police") }, "heard from": (*change.Edit).HeardFrom} {
			if err := amend(t, g, reader, ref, func(_ *change.Unit, e *change.Edit) error { return act(e) }); !errors.Is(err, fault.ErrForbidden) {
				t.Errorf("%s: %v", name, err)
			}
			if err := amend(t, g, north, ref, func(_ *change.Unit, e *change.Edit) error { return act(e) }); err != nil {
				t.Errorf("%s by who may: %v", name, err)
			}
		}
		w, err := open(t, g, north, ref)
		if err != nil || w.Fields.Text("what") == "" {
			t.Fatal(w, err)
		}
		if mine, err := open(t, g, access.Reporter(w.ID), ref); err != nil || len(mine.Fields) > 0 {
			t.Errorf("the reporter is given fields: %v, %v", mine, err)
		}
	})
}
