package gate_test

import (
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/access/accesstest"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// TestTheMatrixOfThePackIsWhatEachPostFinds asks for every post, verb and circle: kinds, markings, and records with the post's own team,
// body and ward, with those of others, sent by either, assigned, and kept from the post; on both databases.
func TestTheMatrixOfThePackIsWhatEachPostFinds(t *testing.T) {
	said := accesstest.Read(t)
	p := gatetest.TowerHamlets(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		records, shut := circlesOf(t, g, p, said)
		for _, u := range said.Users {
			who := access.Principal{Account: u.ID, Name: u.ID, Posts: []access.Post{{ID: u.ID, Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas, Since: when.Day(2020, 1, 1)}}}
			holder := accesstest.Holder{Account: u.ID, Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas}
			for _, verb := range []pack.Verb{pack.View, pack.Edit, pack.Assign, pack.Close, pack.Export, pack.Count, pack.Create} {
				found := map[string]bool{}
				err := g.Read(ctx, who, func(v *gate.View) error {
					return v.All(gate.Query{Verb: verb, Bare: true}, func(r *record.Record) error { found[r.ID] = true; return nil })
				})
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range records {
					want := said.May(holder, string(verb), r, accesstest.Seal{ShutOut: shut[r.ID] == u.ID})
					if one := g.Rules().May(who, verb, gate.Subject(r)); found[r.ID] != want || one != want {
						t.Errorf("%s (%s): %s of a %s %s of %s, team %s, ward %s, sent by %q, assigned to %q, kept from %q: the pack says %v, the list %v, the page %v", u.ID, u.Role, verb, r.Marking, r.Kind,
							r.OwnerBody, r.Team, r.Area, r.SenderBody, r.Assignee, shut[r.ID], want, found[r.ID], one)
					}
				}
			}
		}
	})
}

// circlesOf makes a record of each kind and marking for teams of several bodies, in turn with another ward, sender, assignee and somebody who
// is shut out.
func circlesOf(t *testing.T, g *gate.Gate, p *pack.Pack, said accesstest.Sheet) (all []*record.Record, shut map[string]string) {
	t.Helper()
	var teams []*pack.Team
	for _, u := range said.Users {
		if team, ok := p.Team(u.Team); ok && !slices.Contains(teams, team) {
			teams = append(teams, team)
		}
	}
	wards := p.Wards()
	err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
		all, shut = nil, map[string]string{}
		n := 0
		for _, kind := range p.Kinds {
			for _, marking := range pack.Markings {
				for i := range 4 {
					n++
					team := teams[(n*5)%len(teams)]
					d := record.Draft{Kind: kind.ID, Title: "x", Marking: marking, OwnerBody: team.Body, Team: team.ID, Area: wards[(n*3)%len(wards)].Code, Fields: record.Fields{}}
					if i == 1 {
						d.SenderBody = teams[(n*7)%len(teams)].Body
					}
					if i == 2 {
						d.Assignee = said.Users[n%len(said.Users)].ID
					}
					e, err := u.Create(d)
					if err != nil {
						return err
					}
					if i == 3 {
						from := said.Users[(n/4)%len(said.Users)].ID
						if err := e.Exclude(from, "they are related"); err != nil {
							return err
						}
						shut[e.Record().ID] = from
					}
					all = append(all, e.Record())
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, shut
}
