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

// world is a partnership of drawn roles, agreements and kinds, sealed and declared or not, somebody with drawn posts, and a circle of each sort.
type world struct {
	pack    *pack.Pack
	rules   *access.Rules
	who     access.Principal
	circles []access.Circle
}

func some[T any](rt *rapid.T, label string, least, most int, of ...T) []T {
	var out []T
	for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(of)-1), least, most, rapid.ID).Draw(rt, label) {
		out = append(out, of[i])
	}
	return out
}

var (
	verbs  = []pack.Verb{pack.View, pack.Edit, pack.Count, pack.Export}
	scopes = []pack.Scope{pack.Assigned, pack.OwnTeam, pack.OwnArea, pack.OwnBody, pack.Everyone}
)

// declared is a whole declaration, or one from which a point is missing.
func declared(rt *rapid.T) pack.Declaration {
	d := pack.Declaration{Controllers: []string{"council"}, Regime: pack.UKGDPR, People: []pack.PersonOfData{pack.Victim}, Basis: pack.PublicTask}
	switch rapid.IntRange(0, 9).Draw(rt, "declared") {
	case 0:
		d.Controllers = nil
	case 1:
		d.Regime = pack.UnknownRegime
	case 2:
		d.People = []pack.PersonOfData{pack.UnknownPerson}
	case 3:
		d.Basis = ""
	case 4:
		d.Basis, d.Voluntary = pack.Consent, true
	}
	return d
}

func agreements(rt *rapid.T) (all []pack.Agreement) {
	for range rapid.IntRange(0, 4).Draw(rt, "agreements") {
		from := when.Day(2026, 1, 1).AddDays(rapid.IntRange(0, 4).Draw(rt, "from"))
		all = append(all, pack.Agreement{Of: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "of"), With: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "with"),
			Roles: some(rt, "roles", 1, 2, "one", "two"), Verbs: some(rt, "agreed verbs", 1, 3, verbs...), Kinds: some(rt, "agreed kinds", 1, 2, "*", "report", "case", "patrol"),
			Marking: rapid.SampledFrom(append([]string{""}, pack.Markings...)).Draw(rt, "up to"), Areas: rapid.SampledFrom([][]string{{"W1"}, {"W3"}, nil}).Draw(rt, "agreed areas"),
			From: from, Until: from.AddDays(rapid.IntRange(0, 3).Draw(rt, "for")), Basis: rapid.SampledFrom([]pack.LawfulBasis{pack.PublicTask, pack.PublicTask, pack.UnknownBasis}).Draw(rt, "basis")})
	}
	return all
}

func draw(rt *rapid.T, p *pack.Pack) world {
	for i := range p.Kinds {
		p.Kinds[i].Sealed, p.Kinds[i].Declared = rapid.Bool().Draw(rt, "sealed"), declared(rt)
	}
	p.Agreements = agreements(rt)
	p.Roles = nil
	for _, id := range []string{"one", "two"} {
		role := pack.Role{ID: id}
		for range rapid.IntRange(0, 2).Draw(rt, "grants") {
			role.Grants = append(role.Grants, pack.Grant{Kinds: some(rt, "kinds", 0, 2, "*", "report", "case", "patrol"), Verbs: some(rt, "verbs", 0, 3, verbs...),
				Scope: rapid.SampledFrom(scopes).Draw(rt, "scope"), Markings: some(rt, "markings", 0, 2, pack.Markings...)})
		}
		p.Roles = append(p.Roles, role)
	}
	w := world{pack: p, rules: access.NewRules(p), who: access.Principal{Account: rapid.SampledFrom([]string{"ann", "bob"}).Draw(rt, "account")}}
	if rapid.IntRange(0, 5).Draw(rt, "dated") > 0 {
		w.who.Day = when.Day(2026, 1, 1).AddDays(rapid.IntRange(-1, 9).Draw(rt, "day"))
	}
	for range rapid.IntRange(0, 3).Draw(rt, "posts") {
		w.who.Posts = append(w.who.Posts, access.Post{Role: rapid.SampledFrom([]string{"one", "two", "none"}).Draw(rt, "role"), Body: rapid.SampledFrom([]string{"council", "police"}).Draw(rt, "body"),
			Team: rapid.SampledFrom([]string{"", "north", "snt"}).Draw(rt, "team"), Areas: some(rt, "areas", 0, 2, "W1", "W3"), Since: when.Day(2020, 1, 1)})
	}
	for _, kind := range []string{"report", "case", "patrol", "gone"} {
		for _, marking := range pack.Markings {
			for n := range 2 * 2 * 3 * 3 {
				c := access.Circle{ID: int64(len(w.circles) + 1), Kind: kind, Marking: marking, OwnerBody: []string{"council", "police"}[n%2], SenderBody: []string{"", "police"}[n/2%2],
					Team: []string{"", "north", "snt"}[n/4%3], Area: []string{"", "W1", "W3"}[n/12%3]}
				if len(w.circles)%5 == 0 {
					c.Excluded = []string{"ann"}
				}
				if len(w.circles)%7 == 0 {
					c.Invited = []access.Invitation{{Account: "ann", From: when.Day(2026, 1, 2), Until: when.Day(2026, 1, 4)}}
				}
				w.circles = append(w.circles, c)
			}
		}
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

// agreed is the table of the agreements: what one says of a record on the day.
func (w world) agreed(verb pack.Verb, s access.Subject) bool {
	k, known := w.pack.Kind(s.Kind)
	if !known || w.who.Day.IsZero() {
		return false
	}
	d := k.Declared
	whole := len(d.Controllers) > 0 && d.Regime == pack.UKGDPR && d.People[0] == pack.Victim && d.Basis == pack.PublicTask
	for _, post := range w.who.Posts {
		for _, a := range w.pack.Agreements {
			lasts := !w.who.Day.Before(a.From) && !w.who.Day.After(a.Until)
			named := slices.Contains(a.Kinds, s.Kind) || slices.Contains(a.Kinds, "*") && !k.Sealed
			marked := s.Marking == pack.Markings[0] || slices.Index(pack.Markings, s.Marking) <= slices.Index(pack.Markings, a.Marking)
			if lasts && named && marked && whole && a.Basis == pack.PublicTask && post.Body == a.With && slices.Contains(a.Roles, post.Role) && slices.Contains(a.Verbs, verb) &&
				s.OwnerBody == a.Of && (len(a.Areas) == 0 || slices.Contains(a.Areas, s.Area)) {
				return true
			}
		}
	}
	return false
}

// invited says that an invitation lets the record be seen on the day.
func (w world) invited(verb pack.Verb, s access.Subject) bool {
	day := w.who.Day
	return verb == pack.View && len(s.Invited) > 0 && w.who.Account == "ann" && len(w.who.Posts) > 0 && (day == when.Day(2026, 1, 2) || day == when.Day(2026, 1, 3) || day == when.Day(2026, 1, 4))
}

// TestARuleAndItsSetAreTheTableOfGrantsAndAgreements asks of every circle, assigned and not, what the grants and on some day the agreements
// and invitations say of it: for one record, for the set of all circles, for the ways to it and for menus. What is on every kind is on no sealed one, and
// an agreement gives nothing of a kind of which a point of sharing is unknown or which each person consents to.
func TestARuleAndItsSetAreTheTableOfGrantsAndAgreements(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := draw(rt, gatetest.Pack(t))
		for _, verb := range verbs {
			set, may := w.rules.Among(w.who, verb, w.circles), w.rules.Judge(w.who, verb)
			ways, led := map[string][]access.Way{}, map[string]bool{}
			for _, kind := range w.pack.Kinds {
				ways[kind.ID] = w.rules.Ways(w.who, verb, []string{kind.ID})
			}
			for _, c := range w.circles {
				for _, assignee := range []string{"", w.who.Account} {
					s := c.Subject()
					s.Assignee = assignee
					want := (w.granted(verb, s) || w.agreed(verb, s) || w.invited(verb, s)) && !slices.Contains(c.Excluded, w.who.Account)
					in := slices.Contains(set.Circles, c.ID) || assignee == set.Account && slices.Contains(set.Assigned, c.ID)
					if one := may(s); one != want || in != want {
						rt.Fatalf("%s of %+v: the table says %v, the rule %v, the set %v", verb, s, want, one, in)
					}
					if want = want && !w.invited(verb, s); want && len(ways[s.Kind]) > 0 && !slices.ContainsFunc(ways[s.Kind], func(x access.Way) bool { return leads(x, s) }) {
						rt.Fatalf("%s of %+v is granted, and none of the ways %v leads to it", verb, s, ways[s.Kind])
					}
					led[s.Kind] = led[s.Kind] || want
				}
			}
			for kind := range led {
				if led[kind] && !w.rules.Anywhere(w.who, verb, kind) {
					rt.Fatalf("%s of a %s is granted and no menu leads to it", verb, kind)
				}
			}
		}
	})
}

func leads(x access.Way, s access.Subject) bool {
	return x.Value == map[string]string{"owner_body": s.OwnerBody, "sender_body": s.SenderBody, "team": s.Team, "area": s.Area, "assignee": s.Assignee}[x.Column]
}
