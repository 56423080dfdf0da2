package gate_test

import (
	"errors"
	"fmt"
	"slices"
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

// said makes records of which words stand everywhere that words may stand: in titles, narratives, notes, files, actions and what the police
// keep.
func said(t *testing.T, g *gate.Gate) (refs []string) {
	t.Helper()
	err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		refs = nil
		for i := range 48 {
			word := func(n int) string { return vocabulary[(i*i+n*i/3+n)%len(vocabulary)] }
			kind := []string{"report", "case", "patrol"}[i%3]
			fields := record.Fields{}
			switch kind {
			case "report":
				fields["what"] = "They said " + word(3) + " again, call 020 7946 0" + fmt.Sprint(100+i)
			case "case":
				fields["intelligence"] = "Known for " + word(4) + " and zebras"
			}
			e, err := u.Create(record.Draft{Kind: kind, Title: word(1) + " " + word(2), Place: []string{"Brick Lane", "Roman Road", ""}[i/2%3], Marking: pack.Markings[i/3%3],
				OwnerBody: []string{"council", "police"}[i%2], Team: []string{"north", "south", "snt"}[i%3], Assignee: []string{"ann", "bob"}[i/2%2], Area: []string{"W1", "W2", "W3"}[i/3%3],
				Opened: g.Now().Add(-time.Duration(i) * time.Hour), Fields: fields})
			if err != nil {
				return err
			}
			if i%2 == 0 {
				err = errors.Join(err, e.Note("A neighbour wrote of "+word(6)+" to jo."+word(7)+"@example.org", record.ForStaff))
			}
			if i%5 == 0 {
				err = errors.Join(err, e.Attach(word(8)+" photo.jpg", "image/jpeg", []byte{byte(i)}, record.ForStaff))
				_, set := e.AddAction(record.Action{What: "Ask about " + word(9), Body: "council", Due: when.Day(2030, 1, 1)})
				err = errors.Join(err, set)
			}
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
	return refs
}

// shownBy are the records that a search shows, in its order, page by page.
func shownBy(v *gate.View, typed string, limit int) (hits []gate.Hit, err error) {
	for after := ""; ; {
		page, err := v.Search(typed, after, limit)
		if err != nil {
			return nil, err
		}
		hits = append(hits, page.Hits...)
		if after = page.Next; after == "" {
			return hits, nil
		}
	}
}

// openedBy are the records that the principal may open, as they are given.
func openedBy(v *gate.View, refs []string) (out []*record.Whole) {
	for _, ref := range refs {
		if w, err := v.Open(ref); err == nil {
			out = append(out, w)
		}
	}
	return out
}

// readingFinds is what reading every record finds, the newest first.
func readingFinds(opened []*record.Whole, typed string) []string {
	ask := find.Read(typed)
	var places [4][]string
	for _, w := range opened {
		ref := w.Reference
		texts, sealed := []string{w.Title, w.Place, w.Reference, w.Fields.Text("what")}, w.Fields.Text("intelligence")
		for _, n := range w.Notes {
			texts = append(texts, n.Body)
		}
		for _, f := range w.Files {
			texts = append(texts, f.Name)
		}
		for _, a := range w.Actions {
			texts = append(texts, a.What)
		}
		named := ask.Name != "" && (find.Name(w.Title) == ask.Name || find.Name(w.Place) == ask.Name)
		switch {
		case ask.Reference == ref:
			places[0] = append(places[0], ref)
		case named:
			places[1] = append(places[1], ref)
		case says(ask, texts[:3]...):
			places[2] = append(places[2], ref)
		case says(ask, texts...), sealed != "" && says(ask, w.Title, w.Place, sealed):
			places[3] = append(places[3], ref)
		}
	}
	return slices.Concat(places[:]...)
}

var someone = rapid.Custom(func(rt *rapid.T) access.Principal {
	if rapid.IntRange(0, 5).Draw(rt, "system") == 0 {
		return access.System("test")
	}
	who := access.Principal{Account: "ann"}
	for range rapid.IntRange(0, 2).Draw(rt, "posts") {
		who.Posts = append(who.Posts, access.Post{Role: rapid.SampledFrom([]string{"officer", "constable", "member", "own"}).Draw(rt, "role"),
			Body: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "body"), Team: rapid.SampledFrom([]string{"north", "snt", ""}).Draw(rt, "team"),
			Areas: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"W1", "W2", "W3"}), 0, 2, rapid.ID).Draw(rt, "areas"), Since: when.Day(2020, 1, 1)})
	}
	return who
})

var asked = rapid.SampledFrom([]string{"noise", "dr", "noise drug", "brick lane", "Brick Lane noise", "zebras", "zebra brick", "étage", "jo.lane@example.org", "(020) 7946 0112",
	"+44 20 7946 0100", "photo", "neighbour", "ask about", "REP-26-0000", "they said", "xylophone", "roman", "-", ""})

// TestASearchShowsExactlyWhatOpeningEveryRecordShows holds a search, by the index and by the records of somebody who sees few, to what its
// reader could read one record after the other, in every post and for both databases.
func TestASearchShowsExactlyWhatOpeningEveryRecordShows(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		refs, opened := said(t, g), map[string][]*record.Whole{}
		rapid.Check(t, func(rt *rapid.T) {
			g.HurrySearch(rapid.SampledFrom([]int{0, 3000}).Draw(rt, "few"))
			who, typed := someone.Draw(rt, "who"), asked.Draw(rt, "asked")
			if rapid.IntRange(0, 9).Draw(rt, "by reference") == 0 {
				typed = rapid.SampledFrom(refs).Draw(rt, "reference")
			}
			var got, want []string
			err := g.Read(ctx, who, func(v *gate.View) error {
				hits, err := shownBy(v, typed, rapid.SampledFrom([]int{2, 50}).Draw(rt, "limit"))
				key := fmt.Sprint(who)
				if opened[key] == nil {
					opened[key] = openedBy(v, refs)
				}
				got, want = nil, readingFinds(opened[key], typed)
				for _, h := range hits {
					got = append(got, h.Record.Reference)
				}
				return err
			})
			if err != nil || !slices.Equal(got, want) {
				rt.Fatalf("%+v asks for %q:\n got %v, %v\nwant %v", who, typed, got, err, want)
			}
		})
	})
}

// TestASearchIsTheSameInAWorldWithoutWhatIsHidden makes a record that an officer may not see, of the very words that are asked for: everything
// that a search gives stays as it was.
func TestASearchIsTheSameInAWorldWithoutWhatIsHidden(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		said(t, g)
		officer := access.Principal{Account: "ann", Posts: []access.Post{{Role: "officer", Body: "council", Team: "north", Since: when.Day(2020, 1, 1)}}}
		world := func(typed string) (text string) {
			err := g.Read(ctx, officer, func(v *gate.View) error {
				found, err := v.Search(typed, "", 5)
				text = fmt.Sprintf("%+v", found)
				list, more := v.List(gate.Query{Words: typed, Limit: 5})
				n, counted := v.Count(gate.Query{Words: typed})
				text += fmt.Sprintf("%+v %d", list, n)
				return errors.Join(err, more, counted)
			})
			if err != nil {
				t.Fatal(err)
			}
			return text
		}
		rapid.Check(t, func(rt *rapid.T) {
			typed := asked.Draw(rt, "asked")
			before := world(typed)
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Create(record.Draft{Kind: "case", Title: typed + " ", Place: typed, Marking: rapid.SampledFrom([]string{"secret", "official-sensitive"}).Draw(rt, "marking"), OwnerBody: "council", Team: "south", Area: "W3",
					Fields: record.Fields{"intelligence": typed + " ."}})
				if err != nil {
					return err
				}
				return e.Note(typed+" .", record.ForStaff)
			})
			if err != nil {
				rt.Fatal(err)
			}
			if after := world(typed); after != before {
				rt.Fatalf("a hidden record shows to who asks for %q:\nbefore %s\nafter  %s", typed, before, after)
			}
		})
	})
}

// TestARecordIsFoundByWhatItSaysNowAndWhereItStandsNow changes each thing that words come from, and who may see the record.
func TestARecordIsFoundByWhatItSaysNowAndWhereItStandsNow(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		north := access.Principal{Account: "ann", Posts: []access.Post{{Role: "officer", Body: "council", Team: "north", Since: when.Day(2020, 1, 1)}}}
		finds := func(typed string) bool {
			t.Helper()
			n := 0
			err := g.Read(ctx, north, func(v *gate.View) error {
				found, err := v.Search(typed, "", 5)
				n = len(found.Hits)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return n > 0
		}
		ref := ""
		amended := func(do func(*change.Edit) error) {
			t.Helper()
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				if ref == "" {
					e, err := u.Create(record.Draft{Kind: "report", Title: "Smoke", OwnerBody: "council", Team: "north", Area: "W1", Fields: record.Fields{"what": "Black smoke"}})
					if err == nil {
						ref = e.Record().Reference
					}
					return err
				}
				e, err := u.Edit(ref, 0)
				if err != nil {
					return err
				}
				return do(e)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		amended(nil)
		amended(func(e *change.Edit) error {
			return errors.Join(e.Set("what", "White fog"), e.Note("Seen by Mrs O’Neill-Kaur", record.ForStaff))
		})
		amended(func(e *change.Edit) error { return e.Attach("chimney.png", "image/png", []byte("x"), record.ForStaff) })
		for typed, want := range map[string]bool{"black": false, "fog": true, "oneill": true, "o'neill kaur": true, "CHIMNEY": true, "smoke fog kaur": true} {
			if finds(typed) != want {
				t.Errorf("%q is found: %v", typed, !want)
			}
		}
		amended(func(e *change.Edit) error { return e.Correct("area", "W3", "") })
		if finds("fog") {
			t.Error("a record is found that has left the reader's wards")
		}
	})
}

// TestTheIndexIsFilledFromWhatIsStored takes the index away, as from a store of an earlier version, and fills it in pieces with cuts between.
func TestTheIndexIsFilledFromWhatIsStored(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		said(t, g)
		found := func() (out []string) {
			err := g.Read(ctx, access.System("test"), func(v *gate.View) error {
				for _, typed := range []string{"noise", "brick lane", "zebras", "photo", "020 7946 0112"} {
					hits, err := shownBy(v, typed, 50)
					if err != nil {
						return err
					}
					for _, h := range hits {
						out = append(out, typed+" "+h.Record.Reference)
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		before := found()
		if err := gatetest.Unindex(ctx, g); err != nil {
			t.Fatal(err)
		}
		if none := found(); len(none) > 0 {
			t.Fatalf("an empty index finds %v", none)
		}
		if left, err := g.Unprojected(ctx); err != nil || len(left) == 0 {
			t.Errorf("nothing is said to be left: %v, %v", left, err)
		}
		g.HurryProjection(5)
		for _, kind := range []string{"case", "report"} {
			if _, err := change.Of(g).ReprojectSome(ctx, kind); err != nil { // and is cut off
				t.Fatal(err)
			}
		}
		if err := change.Of(g).Reproject(ctx); err != nil {
			t.Fatal(err)
		}
		if after := found(); !slices.Equal(after, before) {
			t.Errorf("found %v\nbefore %v", after, before)
		}
		if left, err := g.Unprojected(ctx); err != nil || len(left) > 0 {
			t.Errorf("%v are left, %v", left, err)
		}
	})
}
