package gate_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestAListShowsExactlyWhatThePagesWouldOpen is the property that Primero lacked: whoever asks, a list, a count and the
// page of each record agree, because one rule decides them.
func TestAListShowsExactlyWhatThePagesWouldOpen(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		all := everySort(t, g)
		accounts, teams, areas := []string{"ann", "bob", ""}, []string{"north", "south", "snt", ""}, []string{"W1", "W2", "W3"}
		rapid.Check(t, func(rt *rapid.T) {
			who := access.Principal{Account: rapid.SampledFrom(accounts).Draw(rt, "account")}
			for range rapid.IntRange(0, 2).Draw(rt, "posts") {
				who.Posts = append(who.Posts, access.Post{
					Role:  rapid.SampledFrom([]string{"officer", "constable", "member", "protector", "unknown"}).Draw(rt, "role"),
					Body:  rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "body"),
					Team:  rapid.SampledFrom(teams).Draw(rt, "team"),
					Areas: rapid.SliceOfNDistinct(rapid.SampledFrom(areas), 0, 2, rapid.ID).Draw(rt, "areas"),
					Since: when.Day(2020, 1, 1),
				})
			}
			if rapid.Bool().Draw(rt, "reporter") {
				who = access.Reporter(rapid.SampledFrom(all).Draw(rt, "record").ID)
			}
			q := gate.Query{Kinds: rapid.SampledFrom([][]string{nil, {"report"}, {"case"}, {"patrol", "case"}, {"report", "case", "patrol"}}).Draw(rt, "kinds")}
			if rapid.Bool().Draw(rt, "narrowed") {
				q.Teams = rapid.SampledFrom([][]string{nil, {"north"}, {"north", "south"}, {}}).Draw(rt, "asked teams")
				q.Assignee = rapid.SampledFrom([]string{"", "ann"}).Draw(rt, "asked assignee")
				q.Areas = rapid.SampledFrom([][]string{nil, {"W1"}, {"W1", "W2"}}).Draw(rt, "asked areas")
				q.OwnerBody = rapid.SampledFrom([]string{"", "police"}).Draw(rt, "asked body")
				q.States = rapid.SampledFrom([][]string{nil, {all[0].State}}).Draw(rt, "asked states")
			}
			listed, counted := map[string]bool{}, 0
			err := g.Read(ctx, who, func(v *gate.View) (err error) {
				last := when.Instant{}
				err = v.All(q, func(r *record.Record) error {
					if listed[r.ID] || !last.IsZero() && r.Opened.After(last) {
						rt.Fatalf("%s comes twice or out of its order", r.Reference)
					}
					listed[r.ID], last = true, r.Opened
					return nil
				})
				if err == nil {
					counted, err = v.Count(q)
				}
				return err
			})
			if err != nil {
				rt.Fatal(err)
			}
			if counted != len(listed) {
				rt.Fatalf("%d are counted and %d listed for %+v", counted, len(listed), q)
			}
			for _, r := range all {
				may := g.Rules().May(who, pack.View, gate.Subject(&r))
				if asked := may && asksFor(q, r); asked != listed[r.ID] {
					rt.Fatalf("%+v: the page says %v and the list %v to %+v, who asks for %+v", r, may, listed[r.ID], who, q)
				}
			}
		})
	})
}

// asksFor says that the query is for the record, whoever asks.
func asksFor(q gate.Query, r record.Record) bool {
	return (q.Kinds == nil || slices.Contains(q.Kinds, r.Kind)) && (q.Teams == nil || slices.Contains(q.Teams, r.Team)) &&
		(q.Assignee == "" || q.Assignee == r.Assignee) && (q.Assignees == nil || slices.Contains(q.Assignees, r.Assignee)) && (q.Areas == nil || slices.Contains(q.Areas, r.Area)) &&
		(q.OwnerBody == "" || q.OwnerBody == r.OwnerBody) && (q.States == nil || slices.Contains(q.States, r.State))
}

// everySort makes records of every kind, team, area and marking, some of which are kept from ann or from bob.
func everySort(t *testing.T, g *gate.Gate) []record.Record {
	t.Helper()
	var all []record.Record
	err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		all = nil
		for i, kind := range slices.Repeat([]string{"report", "case", "patrol"}, 12) {
			e, err := u.Create(record.Draft{Kind: kind, Title: "x", Marking: pack.Markings[i/3%3], OwnerBody: []string{"council", "police"}[i%2],
				SenderBody: []string{"", "police", "council"}[i%3], Team: []string{"north", "south", "snt", ""}[i%4],
				Assignee: []string{"ann", "bob", ""}[i/2%3], Area: []string{"W1", "W2", "W3", ""}[i/3%4], Fields: record.Fields{}})
			if err != nil {
				return err
			}
			if from := []string{"ann", "bob"}[i%2]; i%3 == 0 && from != e.Record().Assignee {
				if err := e.Exclude(from, "they are related"); err != nil {
					return err
				}
			}
			all = append(all, *e.Record())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAHistoryDoesNotTellWhatThePoliceAloneMaySee(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		ref := create(t, g, record.Draft{Kind: "case", Title: "Fights", OwnerBody: "council", Area: "W1", Marking: "official", Fields: record.Fields{}})
		var version int64
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			version = e.Record().Version
			return errors.Join(e.Set("intelligence", "a source says so"), e.Set("outcome", "solved"))
		})
		if err != nil {
			t.Fatal(err)
		}
		tells := func(events []record.Event) (intelligence, outcome bool) {
			for _, e := range events {
				intelligence = intelligence || e.Field == "intelligence"
				outcome = outcome || e.Field == "outcome"
			}
			return intelligence, outcome
		}
		constable := gatetest.As("pia", "constable", "police", "snt", "W1")
		for name, c := range map[string]struct {
			who  access.Principal
			sees bool
		}{"council": {north, false}, "police": {constable, true}} {
			err := g.Read(ctx, c.who, func(v *gate.View) error {
				w, err := v.Open(ref)
				if err != nil {
					return err
				}
				paged, err := v.History(ref, g.Now().Add(time.Hour), 50)
				for part, events := range map[string][]record.Event{"page": w.Events, "history": paged} {
					if police, rest := tells(events); police != c.sees || !rest {
						t.Errorf("%s, %s: police field %v, other field %v", name, part, police, rest)
					}
				}
				return err
			})
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		var lost *gate.Conflict
		err = change.Of(g).Write(ctx, north, func(u *change.Unit) error { _, err := u.Edit(ref, version); return err })
		if !errors.As(err, &lost) {
			t.Fatalf("a lost race is %v", err)
		}
		if police, _ := tells(lost.Since); police {
			t.Error("the page of a lost race tells of the police's field")
		}
	})
}
