package gate_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// crowd puts people on cases of the wards of both teams, and gives the case and the card of each by name.
func crowd(t *testing.T, g *gate.Gate, people map[string][]record.Person) (cases, cards map[string]string) {
	t.Helper()
	cases, cards = map[string]string{}, map[string]string{}
	for _, area := range []string{"W1", "W3"} {
		for _, p := range people[area] {
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				e, err := u.Create(record.Draft{Kind: "case", Title: "Shouting", OwnerBody: "council", Area: area})
				if err != nil {
					return err
				}
				id, err := u.AddPerson(p)
				if err != nil {
					return err
				}
				cases[p.Name], cards[p.Name] = e.Record().Reference, id
				return e.AddParty("victim", id, "")
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	return cases, cards
}

func namesOf[P any](people []P, name func(P) string) (all []string) {
	for _, p := range people {
		all = append(all, name(p))
	}
	slices.Sort(all)
	return all
}

// TestPeopleAreFoundByAnythingOnTheirCardAndOnlyWhereTheyMayBeSeen looks for two people of one name, of whom an officer sees one.
func TestPeopleAreFoundByAnythingOnTheirCardAndOnlyWhereTheyMayBeSeen(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		cases, cards := crowd(t, g, map[string][]record.Person{
			"W1": {{Name: "Ayesha Rehman-Khan", Phone: "+44 20 7946 0018", Email: "a.rehman@example.org", Address: "12 Nonsuch House, E1 6AN", Born: when.Day(1990, 3, 12)}},
			"W3": {{Name: "Aisha Rahman Khan", Phone: "020 7946 0018", Email: "a.rehman@example.org", Address: "12 Nonsuch House, E1 6AN", Born: when.Day(1990, 3, 12)}}})
		err := change.Of(g).Write(ctx, north, func(u *change.Unit) error {
			e, err := u.Edit(cases["Ayesha Rehman-Khan"], 0)
			if err != nil {
				return err
			}
			return e.KnownAs(cards["Ayesha Rehman-Khan"], "Ayesha Teacup", record.FormerName, when.Date{}, "She said so")
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, typed := range []string{"rehman", "khan", "AYESHA", "teacup", "ayesha teacup", "(020) 7946-0018", "a.rehman@example.org", "e16an", "nonsuch house"} {
			err := g.Read(ctx, north, func(v *gate.View) error {
				found, err := v.People(typed, 10)
				if names := namesOf(found, func(p record.Person) string { return p.Name }); !slices.Equal(names, []string{"Ayesha Rehman-Khan"}) {
					t.Errorf("%q finds %v", typed, names)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, like := range []struct {
			p    record.Person
			want string
		}{
			{record.Person{Name: "Aisha Rahman Khan"}, "a name that sounds alike"}, {record.Person{Name: "Khan Ayesha Rehman"}, ""}, {record.Person{Name: "Teacup Ayesha"}, "the same names in another order"},
			{record.Person{Name: "Somebody", Phone: "0044 20 7946 0018"}, "the same telephone number"}, {record.Person{Name: "Khan", Born: when.Day(1990, 12, 3)}, "a part of the name is the same, a date of birth near theirs"},
			{record.Person{Name: "Khan"}, "nobody"}, {record.Person{Name: "Bramble Lantern", Born: when.Day(1990, 3, 12)}, "nobody"},
		} {
			err := g.Read(ctx, north, func(v *gate.View) error {
				found, err := v.Alike(like.p, 10)
				switch {
				case like.want == "nobody" && len(found) > 0, like.want != "nobody" && len(found) != 1:
					t.Errorf("%+v is like %+v", like.p, found)
				case len(found) == 1 && !strings.Contains(strings.Join(found[0].Why, ", "), like.want):
					t.Errorf("%+v is like them because of %v; want %q", like.p, found[0].Why, like.want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestTwoCardsAreLinkedAndPartedAndNeverMerged links every pair, by everybody, and holds what is shown of it to who may see the other card.
func TestTwoCardsAreLinkedAndPartedAndNeverMerged(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		cases, cards := crowd(t, g, map[string][]record.Person{"W1": {{Name: "Willow Teacup"}, {Name: "Wilow Teacup"}}, "W3": {{Name: "Willow Hidden"}}})
		edit := func(who access.Principal, do func(*change.Edit) error) error {
			return change.Of(g).Write(ctx, who, func(u *change.Unit) error {
				e, err := u.Edit(cases["Willow Teacup"], 0)
				if err != nil {
					return err
				}
				return do(e)
			})
		}
		var bad fault.Invalid
		for other, reason := range map[string]string{"Willow Hidden": "hidden", "nobody": "hidden", "Willow Teacup": "itself", "Wilow Teacup": ""} {
			if err := edit(north, func(e *change.Edit) error { return e.SamePerson(cards["Willow Teacup"], cards[other], reason) }); !errors.As(err, &bad) {
				t.Errorf("linked with %s: %v", other, err)
			}
		}
		for _, other := range []string{"Wilow Teacup", "Willow Hidden"} {
			if err := edit(access.System("test"), func(e *change.Edit) error { return e.SamePerson(cards["Willow Teacup"], cards[other], "She said so") }); err != nil {
				t.Fatal(err)
			}
		}
		same := func() (all []record.SamePerson) {
			err := g.Read(ctx, north, func(v *gate.View) (err error) {
				all, err = v.Same(cards["Willow Teacup"])
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return all
		}
		linked := same()
		if len(linked) != 1 || linked[0].Name != "Wilow Teacup" || linked[0].Reason != "She said so" {
			t.Fatalf("an officer sees the links %+v", linked)
		}
		if err := edit(north, func(e *change.Edit) error { return e.NotSamePerson(linked[0].ID, "Another flat") }); err != nil {
			t.Fatal(err)
		}
		if now := same(); len(now) != 1 || now[0].Ended.IsZero() || now[0].EndFor != "Another flat" {
			t.Errorf("the parted cards are shown as %+v", now)
		}
		err := g.Read(ctx, access.System("test"), func(v *gate.View) error {
			for name, id := range cards {
				if p, err := v.Person(id); err != nil || p.Name != name {
					t.Errorf("the card of %s is %+v, %v", name, p, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

const patrolKnown = `
kind: visit
name: Visit
plural: Visits
archetype: case
purpose: for tests
prefix: VIS
known: true
source: test
states: [{id: open, name: Open, initial: true}, {id: closed, name: Closed, closed: true}]
transitions: [{from: [open], to: closed, verb: Close}, {from: [closed], to: open, verb: Re-open}]
fields: [{id: what, name: What, type: text, max: 100}]
parties: [{id: victim, name: Victim}]
`

// TestWhoElseKnowsSomebodyIsSaidOfKindsThatOptInAlone puts somebody on a hidden record of every kind, marking and state: the bodies to ring
// are those of open records of the lowest marking of a kind that opts in, and everything else is as in a world without the record.
func TestWhoElseKnowsSomebodyIsSaidOfKindsThatOptInAlone(t *testing.T) {
	gatetest.EachOf(t, gatetest.PackWith(t, "kinds/visit.yaml", patrolKnown), func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		_, cards := crowd(t, g, map[string][]record.Person{"W1": {{Name: "Willow Teacup"}}})
		world := func() (text string, bodies []string) {
			err := g.Read(ctx, north, func(v *gate.View) (err error) {
				p, err := v.Person(cards["Willow Teacup"])
				if err != nil {
					return err
				}
				like, err := v.Alike(record.Person{Name: "Willow Teacup"}, 10)
				if err != nil {
					return err
				}
				same, err := v.Same(p.ID)
				if err != nil {
					return err
				}
				bodies, err = v.Knows(p.ID)
				text = fmt.Sprintf("%+v %+v %+v", p, like, same)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return text, bodies
		}
		before, none := world()
		if len(none) > 0 {
			t.Fatalf("%v know somebody who is on one record", none)
		}
		told := false
		rapid.Check(t, func(rt *rapid.T) {
			kind, marking, closed := rapid.SampledFrom([]string{"report", "case", "visit"}).Draw(rt, "kind"), rapid.SampledFrom([]string{"official", "official-sensitive", "secret"}).Draw(rt, "marking"), rapid.Bool().Draw(rt, "closed")
			err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
				d := record.Draft{Kind: kind, Title: "Elsewhere", OwnerBody: "police", Area: "W3", Marking: marking}
				if closed {
					d.State = "closed"
				}
				e, err := u.Create(d)
				if err != nil {
					return err
				}
				role := map[bool]string{true: "reporter", false: "victim"}[kind == "report"]
				return e.AddParty(role, cards["Willow Teacup"], "")
			})
			if err != nil {
				rt.Fatal(err)
			}
			told = told || kind == "visit" && marking == "official" && !closed
			after, bodies := world()
			if after != before || told != slices.Equal(bodies, []string{"police"}) || !told && len(bodies) > 0 {
				rt.Fatalf("after a %s %s (closed: %v) the bodies to ring are %v; want them told: %v\n%s\n%s", marking, kind, closed, bodies, told, before, after)
			}
		})
	})
}
