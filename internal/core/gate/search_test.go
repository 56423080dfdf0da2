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
	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

var vocabulary = []string{"noise", "noises", "drug", "dealing", "brick", "lane", "road", "roman", "é-tage", "42"}

// titled makes records of many sorts whose titles are of few words, then moves, renames and closes some of them.
func titled(t *testing.T, g *gate.Gate) []record.Record {
	t.Helper()
	var refs []string
	err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		refs = nil
		for i := range 72 {
			word := func(n int) string { return vocabulary[(i*i+n*i/3+n)%len(vocabulary)] }
			e, err := u.Create(record.Draft{Kind: []string{"report", "case", "patrol"}[i%3], Title: word(1) + " " + word(2) + ", " + word(5), Place: word(7), Marking: pack.Markings[i/3%3],
				OwnerBody: []string{"council", "police"}[i%2], SenderBody: []string{"", "police", "council"}[i%5%3], Team: []string{"north", "south", "snt", ""}[i%4],
				Assignee: []string{"ann", "bob", ""}[i/2%3], Area: []string{"W1", "W2", "W3", ""}[i/3%4], Risk: []string{"", "low", "high"}[i%7%3], Category: []string{"music", "fire"}[i/5%2],
				Opened: g.Now().Add(-time.Duration(i/4) * 36 * time.Hour), Fields: record.Fields{}})
			if err != nil {
				return err
			}
			refs = append(refs, e.Record().Reference)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var all []record.Record
	for i, ref := range refs {
		err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(ref, 0)
			if err != nil {
				return err
			}
			if i%5 == 0 {
				err = errors.Join(err, e.Assign("police", "snt", "", "theirs"))
			}
			if i%7 == 0 {
				err = errors.Join(err, e.Correct("title", vocabulary[i%len(vocabulary)]+" again", ""), e.Correct("area", "W2", ""))
			}
			if i%6 == 0 {
				err = errors.Join(err, e.Set("what", "x"), e.Move("closed", "done", "done"))
			}
			all = append(all, *e.Record())
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// says looks for what was asked in what is written of a record.
func says(ask find.Ask, texts ...string) bool {
	tokens := find.Tokens(texts...)
	for _, term := range ask.Terms {
		if !slices.ContainsFunc(term, func(way []string) bool {
			return !slices.ContainsFunc(way, func(begins string) bool {
				return !slices.ContainsFunc(tokens, func(w string) bool { return strings.HasPrefix(w, begins) })
			})
		}) {
			return false
		}
	}
	return !ask.Empty()
}

// TestASearchFindsWhatReadingEveryRecordWouldFind compares every way of searching and of walking through a list, with bounds
// so small that each is taken, with a look at each record.
func TestASearchFindsWhatReadingEveryRecordWouldFind(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		all := titled(t, g)
		rapid.Check(t, func(rt *rapid.T) {
			bound := func(name string, of ...int) int { return rapid.SampledFrom(of).Draw(rt, name) }
			g.Hurry(bound("few", 1, 5, 2000))
			who := access.Principal{Account: "ann"}
			for range rapid.IntRange(0, 2).Draw(rt, "posts") {
				who.Posts = append(who.Posts, access.Post{Role: rapid.SampledFrom([]string{"officer", "constable", "member", "own"}).Draw(rt, "role"),
					Body: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "body"), Team: rapid.SampledFrom([]string{"north", "snt", ""}).Draw(rt, "team"),
					Areas: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"W1", "W2", "W3"}), 0, 2, rapid.ID).Draw(rt, "areas"), Since: when.Day(2020, 1, 1)})
			}
			if rapid.IntRange(0, 3).Draw(rt, "system") == 0 {
				who = access.System("test")
			}
			q := gate.Query{Limit: bound("limit", 3, 50), Kinds: rapid.SampledFrom([][]string{nil, {"report"}, {"case"}, {"report", "patrol"}}).Draw(rt, "kinds"),
				Words: rapid.SampledFrom([]string{"", "noise", "dr", "ro la", "noise drug", "brick lane road", "rep-26-0000", "asb", "é-t", "etage", "42", "zebra", "lane zebra"}).Draw(rt, "words"),
				Risk:  rapid.SampledFrom([]string{"", "high"}).Draw(rt, "risk"), Team: rapid.SampledFrom([]string{"", "", "snt"}).Draw(rt, "asked team"),
				ByDue: rapid.Bool().Draw(rt, "by due")}
			if rapid.Bool().Draw(rt, "open") {
				yes := rapid.Bool().Draw(rt, "is open")
				q.Open = &yes
			}
			if rapid.Bool().Draw(rt, "more") {
				q.Areas = rapid.SampledFrom([][]string{nil, {"W1"}, {"W1", "W2"}}).Draw(rt, "asked areas")
				q.OwnerBody = rapid.SampledFrom([]string{"", "police"}).Draw(rt, "asked body")
				q.Category = rapid.SampledFrom([][]string{nil, {"fire"}}).Draw(rt, "asked category")
				q.States = rapid.SampledFrom([][]string{nil, {"closed"}, {"received", "open"}}).Draw(rt, "asked states")
				q.Assignee = rapid.SampledFrom([]string{"", "ann"}).Draw(rt, "asked assignee")
				q.Assignees = rapid.SampledFrom([][]string{nil, {"ann", "ben"}}).Draw(rt, "asked assignees")
				q.Until = g.Now().Add(-rapid.SampledFrom([]time.Duration{0, 500 * time.Hour}).Draw(rt, "until"))
			}
			var got []string
			counted, total := 0, gate.Total{}
			err := g.Read(ctx, who, func(v *gate.View) (err error) {
				got = nil
				for pages := 0; ; pages++ {
					list, err := v.List(q)
					if err != nil {
						return err
					}
					for _, r := range list.Records {
						got = append(got, r.Reference)
					}
					if q.After = list.Next; q.After == "" {
						break
					}
					if len(list.Records) == 0 && !list.Short || pages > 500 {
						return fmt.Errorf("page %d is empty and is not the last", pages)
					}
				}
				if counted, err = v.Count(q); err != nil {
					return err
				}
				total, err = v.Total(q)
				return err
			})
			if err != nil {
				rt.Fatal(err)
			}
			want := wanted(g, all, who, q)
			if !slices.Equal(got, want) {
				rt.Fatalf("%+v asks for %+v:\n got %v\nwant %v", who, q, got, want)
			}
			if total.N > len(want) || !total.Over && total.N != len(want) {
				rt.Fatalf("a total of %+v is said and %d are there for %+v", total, len(want), q)
			}
			if counted > len(want) {
				rt.Fatalf("%d are counted and %d there for %+v", counted, len(want), q)
			}
		})
	})
}

// wanted is what a look at each record finds, in the order of the list.
func wanted(g *gate.Gate, all []record.Record, who access.Principal, q gate.Query) (refs []string) {
	var out []record.Record
	for _, r := range all {
		may := g.Rules().May(who, pack.View, access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: r.OwnerBody, SenderBody: r.SenderBody, Team: r.Team, Assignee: r.Assignee, Area: r.Area, Marking: r.Marking})
		if may && asksFor(q, r) && (q.Words == "" || says(find.Read(q.Words), r.Title, r.Place, r.Reference, r.Fields.Text("what"))) && (q.Open == nil || *q.Open == r.Open) && (q.Risk == "" || q.Risk == r.Risk) && (q.Team == "" || q.Team == r.Team) &&
			(q.Category == nil || slices.Contains(q.Category, r.Category)) && (q.Until.IsZero() || r.Opened.Before(q.Until)) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b record.Record) int {
		if q.ByDue && a.Due.IsZero() != b.Due.IsZero() { // those without a day stand last
			return map[bool]int{true: 1, false: -1}[a.Due.IsZero()]
		}
		if q.ByDue && a.Due != b.Due {
			return strings.Compare(a.Due.String(), b.Due.String())
		}
		if q.ByDue {
			return strings.Compare(a.ID, b.ID)
		}
		if a.Opened != b.Opened {
			return b.Opened.Time().Compare(a.Opened.Time())
		}
		return strings.Compare(b.ID, a.ID)
	})
	for _, r := range out {
		refs = append(refs, r.Reference)
	}
	return refs
}
