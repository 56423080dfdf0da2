package gate_test

import (
	"io/fs"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/packs"
)

// sheet is what the pack's files say of posts, read here by their words alone and not by the code that decides.
type sheet struct {
	Roles []struct {
		ID     string
		Grants []struct {
			Kinds, Verbs, Markings []string
			Scope                  string
		}
	}
	Teams []struct {
		ID, Body string
		Areas    []string
	}
	AreaGroups []struct {
		ID    string
		Areas []string
	} `yaml:"area_groups"`
	Users []struct {
		ID, Role, Body, Team string
		Areas                []string
	}
	Kind   string
	Sealed bool
	sealed map[string]bool // kinds that a grant on every kind is not on
}

func readSheet(t *testing.T) (all sheet) {
	t.Helper()
	kinds, err := fs.Glob(packs.TowerHamlets(), "kinds/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all.sealed = map[string]bool{}
	for _, name := range append(kinds, "roles.yaml", "teams.yaml", "areas/areas.yaml", "demo-users.yaml") {
		text, err := fs.ReadFile(packs.TowerHamlets(), name)
		var one sheet
		if err == nil {
			err = yaml.Unmarshal(text, &one)
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all.Roles, all.Teams = append(all.Roles, one.Roles...), append(all.Teams, one.Teams...)
		all.sealed[one.Kind] = one.Sealed
		all.AreaGroups, all.Users = append(all.AreaGroups, one.AreaGroups...), append(all.Users, one.Users...)
	}
	return all
}

// wards are those of a user's post: its own, else those of its team; a group stands for its wards.
func (s sheet) wards(user int) (codes []string) {
	areas := s.Users[user].Areas
	if len(areas) == 0 {
		for _, t := range s.Teams {
			if t.ID == s.Users[user].Team {
				areas = t.Areas
			}
		}
	}
	for _, area := range areas {
		codes = append(codes, area)
		for _, g := range s.AreaGroups {
			if g.ID == area {
				codes = append(codes, g.Areas...)
			}
		}
	}
	return codes
}

// may is the table: what a grant of the post says of a record that stands as it does.
func (s sheet) may(user int, verb string, r *record.Record, shutOut bool) bool {
	u := s.Users[user]
	for _, role := range s.Roles {
		for _, g := range role.Grants {
			markings := g.Markings
			if len(markings) == 0 {
				markings = []string{"official"}
			}
			related := map[string]bool{
				"all": true, "assigned": r.Assignee == u.ID, "team": u.Team != "" && r.Team == u.Team,
				"body": r.OwnerBody == u.Body || r.SenderBody == u.Body, "area": slices.Contains(s.wards(user), r.Area),
			}[g.Scope]
			named := slices.Contains(g.Kinds, "*") && !s.sealed[r.Kind] || slices.Contains(g.Kinds, r.Kind)
			if role.ID == u.Role && slices.Contains(g.Verbs, verb) && named && slices.Contains(markings, r.Marking) && related && !shutOut {
				return true
			}
		}
	}
	return false
}

// TestTheMatrixOfThePackIsWhatEachPostFinds asks for every post, verb and circle: kinds, markings, and records with the post's own team,
// body and ward, with those of others, sent by either, assigned, and kept from the post; on both databases.
func TestTheMatrixOfThePackIsWhatEachPostFinds(t *testing.T) {
	said := readSheet(t)
	p := gatetest.TowerHamlets(t)
	gatetest.EachOf(t, p, func(t *testing.T, g *gate.Gate, _ *gatetest.Clock) {
		records, shut := circlesOf(t, g, p, said)
		for i, u := range said.Users {
			who := access.Principal{Account: u.ID, Name: u.ID, Posts: []access.Post{{ID: u.ID, Role: u.Role, Body: u.Body, Team: u.Team, Areas: u.Areas, Since: when.Day(2020, 1, 1)}}}
			for _, verb := range []pack.Verb{pack.View, pack.Edit, pack.Assign, pack.Close, pack.Export, pack.Count, pack.Create} {
				found := map[string]bool{}
				err := g.Read(ctx, who, func(v *gate.View) error {
					return v.All(gate.Query{Verb: verb, Bare: true}, func(r *record.Record) error { found[r.ID] = true; return nil })
				})
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range records {
					want := said.may(i, string(verb), r, shut[r.ID] == u.ID)
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
func circlesOf(t *testing.T, g *gate.Gate, p *pack.Pack, said sheet) (all []*record.Record, shut map[string]string) {
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
