package access_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// world is a partnership of drawn roles and sealed kinds, somebody with drawn posts, and a circle of each sort.
type world struct {
	pack    *pack.Pack
	rules   *access.Rules
	who     access.Principal
	circles []access.Circle
}

func some[T any](rt *rapid.T, label string, most int, of ...T) []T {
	var out []T
	for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(of)-1), 0, most, rapid.ID).Draw(rt, label) {
		out = append(out, of[i])
	}
	return out
}

var (
	verbs  = []pack.Verb{pack.View, pack.Edit, pack.Count, pack.Export}
	scopes = []pack.Scope{pack.Assigned, pack.OwnTeam, pack.OwnArea, pack.OwnBody, pack.Everyone}
)

func draw(rt *rapid.T, p *pack.Pack) world {
	for i := range p.Kinds {
		p.Kinds[i].Sealed = rapid.Bool().Draw(rt, "sealed")
	}
	p.Roles = nil
	for _, id := range []string{"one", "two"} {
		role := pack.Role{ID: id}
		for range rapid.IntRange(0, 3).Draw(rt, "grants") {
			role.Grants = append(role.Grants, pack.Grant{Kinds: some(rt, "kinds", 2, "*", "report", "case", "patrol"), Verbs: some(rt, "verbs", 3, verbs...),
				Scope: rapid.SampledFrom(scopes).Draw(rt, "scope"), Markings: some(rt, "markings", 2, pack.Markings...)})
		}
		p.Roles = append(p.Roles, role)
	}
	w := world{pack: p, rules: access.NewRules(p), who: access.Principal{Account: rapid.SampledFrom([]string{"ann", "bob"}).Draw(rt, "account")}}
	for range rapid.IntRange(0, 2).Draw(rt, "posts") {
		w.who.Posts = append(w.who.Posts, access.Post{Role: rapid.SampledFrom([]string{"one", "two", "none"}).Draw(rt, "role"), Body: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "body"),
			Team: rapid.SampledFrom([]string{"", "north", "snt"}).Draw(rt, "team"), Areas: some(rt, "areas", 2, "W1", "W3"), Since: when.Day(2020, 1, 1)})
	}
	for i := range rapid.IntRange(1, 30).Draw(rt, "circles") {
		w.circles = append(w.circles, access.Circle{ID: int64(i + 1), Kind: rapid.SampledFrom([]string{"report", "case", "patrol", "gone"}).Draw(rt, "kind"),
			Marking: rapid.SampledFrom(pack.Markings).Draw(rt, "marking"), OwnerBody: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "owner"),
			SenderBody: rapid.SampledFrom([]string{"", "police"}).Draw(rt, "sender"), Team: rapid.SampledFrom([]string{"", "north", "snt"}).Draw(rt, "with"),
			Area: rapid.SampledFrom([]string{"", "W1", "W3"}).Draw(rt, "ward"), Excluded: some(rt, "shut out", 1, "ann", "bob")})
	}
	return w
}

// granted is the table: what a grant of a post says of a record, without the code that decides.
func (w world) granted(verb pack.Verb, s access.Subject) bool {
	for _, post := range w.who.Posts {
		for _, role := range w.pack.Roles {
			for _, g := range role.Grants {
				k, declared := w.pack.Kind(s.Kind)
				named := slices.Contains(g.Kinds, s.Kind) || slices.Contains(g.Kinds, "*") && declared && !k.Sealed
				markings := g.Markings
				if len(markings) == 0 {
					markings = pack.Markings[:1]
				}
				areas := post.Areas
				if team, ok := w.pack.Team(post.Team); ok && len(areas) == 0 {
					areas = team.Areas
				}
				related := map[pack.Scope]bool{pack.Everyone: true, pack.Assigned: s.Assignee == w.who.Account, pack.OwnTeam: post.Team != "" && post.Team == s.Team,
					pack.OwnArea: slices.Contains(areas, s.Area), pack.OwnBody: post.Body == s.OwnerBody || post.Body == s.SenderBody}
				if post.Role == role.ID && slices.Contains(g.Verbs, verb) && named && slices.Contains(markings, s.Marking) && related[g.Scope] {
					return true
				}
			}
		}
	}
	return false
}

// TestARuleAndItsSetAreTheTableOfTheGrants asks of every circle, assigned and not, what the grants say of it: for one record, for the set
// of all circles and for menus. A grant on every kind is none on a sealed one.
func TestARuleAndItsSetAreTheTableOfTheGrants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := draw(rt, gatetest.Pack(t))
		for _, verb := range verbs {
			set := w.rules.Among(w.who, verb, w.circles)
			for _, c := range w.circles {
				for _, assignee := range []string{"", w.who.Account} {
					s := c.Subject()
					s.Assignee = assignee
					want := w.granted(verb, s) && !slices.Contains(c.Excluded, w.who.Account)
					in := slices.Contains(set.Circles, c.ID) || assignee == set.Account && slices.Contains(set.Assigned, c.ID)
					if one := w.rules.May(w.who, verb, s); one != want || in != want {
						rt.Fatalf("%s of %+v: the grants say %v, the rule %v, the set %v", verb, s, want, one, in)
					}
					if want && !w.rules.Anywhere(w.who, verb, s.Kind) {
						rt.Fatalf("%s of a %s is granted and no menu leads to it", verb, s.Kind)
					}
				}
			}
		}
	})
}
