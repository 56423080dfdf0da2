// Package access decides who may do what to which record. It is pure: a rule answers for one record (Judge) and for all the
// circles of a store at once (Among), and a list asks the same set as a page, so that it can never show what the page would
// refuse; a property test proves that the two agree. What no grant allows is refused.
package access

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Subject is what a decision about a record depends on.
type Subject struct {
	ID, Kind, OwnerBody, SenderBody, Team, Assignee, Area, Marking string

	Excluded []string     // accounts for which the record is not there, whatever their posts
	Invited  []Invitation // who may see it, whatever their posts
}

// Invitation lets an account see one record from a day to a day, whatever its posts. Who holds no post any more is invited to nothing.
type Invitation struct {
	Account     string
	From, Until when.Date
}

// Stands says that the principal is invited on the day on which they ask.
func (i Invitation) Stands(p Principal) bool {
	return i.Account == p.Account && len(p.Posts) > 0 && !p.Day.IsZero() && !p.Day.Before(i.From) && !p.Day.After(i.Until)
}

// Invites says that the principal is invited to the record.
func (s Subject) Invites(p Principal) bool {
	return slices.ContainsFunc(s.Invited, func(i Invitation) bool { return i.Stands(p) })
}

// Circle holds the facts that many records share and by which seeing is decided, never who may: what a Subject holds but for the
// one record's own id and assignee. Many records are of one circle; a partnership has some hundreds.
type Circle struct {
	ID                                               int64
	Kind, Marking, OwnerBody, SenderBody, Team, Area string
	Seal                                             int64 // narrows it to fewer than its facts would; 0 where nothing does
	Excluded                                         []string
	Invited                                          []Invitation
}

// Subject is a record of the circle whose id and assignee are not known.
func (c Circle) Subject() Subject {
	return Subject{Kind: c.Kind, OwnerBody: c.OwnerBody, SenderBody: c.SenderBody, Team: c.Team, Area: c.Area, Marking: c.Marking, Excluded: c.Excluded, Invited: c.Invited}
}

// Set is what somebody may have one verb on: every record of some circles, those of other circles that are assigned to them, or one
// record alone. The zero Set is nothing.
type Set struct {
	All      bool    // every record, of circles that are not made yet too
	Circles  []int64 // in the order of their numbers
	Assigned []int64 // of these only what is assigned to Account
	Account  string
	Record   string // this one alone
}

// Rules are the grants of a pack, and the agreements between its bodies.
type Rules struct {
	pack *pack.Pack
}

// NewRules are the access rules of a pack.
func NewRules(p *pack.Pack) *Rules { return &Rules{pack: p} }

// reach is one grant or agreement as it applies to one post.
type reach struct {
	kinds    []string
	markings []string
	scope    pack.Scope
	column   string   // of the record table, for team, area and assignee
	values   []string // that the column may hold
	areas    []string // to which an agreement is narrowed; nil where it is on all
}

// agreed is the scope of an agreement: the records that one body owns, of some areas or of all.
const agreed pack.Scope = "agreed"

// May decides a verb on one record.
func (r *Rules) May(p Principal, verb pack.Verb, s Subject) bool { return r.Judge(p, verb)(s) }

// Works says that the principal may open a record and work on it.
func (r *Rules) Works(p Principal, s Subject) bool {
	return r.May(p, pack.View, s) && r.May(p, pack.Edit, s)
}

// Judge is May for the records of a list.
func (r *Rules) Judge(p Principal, verb pack.Verb) func(Subject) bool {
	switch {
	case p.System:
		return func(Subject) bool { return true }
	case p.Record != "":
		return func(s Subject) bool { return p.Record == s.ID && (verb == pack.View || verb == pack.Edit) }
	case p.Public:
		return func(s Subject) bool { return verb == pack.Create && r.pack.Public(s.Kind) }
	}
	reaches := r.reaches(p, verb)
	return func(s Subject) bool {
		return !slices.Contains(s.Excluded, p.Account) &&
			(slices.ContainsFunc(reaches, func(g reach) bool { return g.holds(s) }) || verb == pack.View && s.Invites(p))
	}
}

// Among is Judge asked of circles in place of records.
func (r *Rules) Among(p Principal, verb pack.Verb, circles []Circle) Set {
	switch {
	case p.System:
		return Set{All: true}
	case p.Record != "" && (verb == pack.View || verb == pack.Edit):
		return Set{Record: p.Record}
	case p.Record != "" || p.Public:
		return Set{}
	}
	set, may := Set{Account: p.Account}, r.Judge(p, verb)
	for _, c := range circles {
		s := c.Subject()
		if may(s) {
			set.Circles = append(set.Circles, c.ID)
			continue
		}
		if s.Assignee = p.Account; p.Account != "" && may(s) {
			set.Assigned = append(set.Assigned, c.ID)
		}
	}
	return set
}

// Way is a part of the records that a principal may reach: those by whose Value in a Column of the record table they are found.
type Way struct{ Column, Value string }

// wideShare is the share of the wards from which on an area is no quicker found than the records of all.
const wideShare = 10

// Ways are parts of the records on which the principal may have the verb, and all of those are in one of them or in several. There
// are none where they are so many of all that looking for them is no quicker than passing over the others.
func (r *Rules) Ways(p Principal, verb pack.Verb, kinds []string) []Way {
	if p.System || p.Public || p.Record != "" {
		return nil
	}
	var ways []Way
	wards := len(r.pack.Wards())
	for _, g := range r.reaches(p, verb) {
		if !g.touches(kinds) {
			continue
		}
		if g.column == "" || g.scope == pack.OwnArea && len(g.values)*wideShare > wards {
			return nil
		}
		for _, value := range g.values {
			ways = append(ways, Way{g.column, value})
			if g.scope == pack.OwnBody {
				ways = append(ways, Way{"sender_body", value})
			}
		}
	}
	return ways
}

// Anywhere says that the verb is granted on some record of the kind, for menus and for what has no record yet. The kind ""
// asks after what is not a record: facts, audit, accounts. A kind that the pack does not declare has no records: a grant on
// every kind is none on that one, and no menu leads to it.
func (r *Rules) Anywhere(p Principal, verb pack.Verb, kind string) bool {
	k, declared := r.pack.Kind(kind)
	if kind != "" && !declared {
		return false
	}
	if p.System {
		return true
	}
	if p.Public {
		return verb == pack.Create && r.pack.Public(kind)
	}
	return r.granted(p, verb, func(_ Post, g pack.Grant) bool { return kind == "" || g.On(k) }) ||
		kind != "" && slices.ContainsFunc(r.agreements(p, verb), func(a *pack.Agreement) bool { return a.On(k) })
}

// Home says that one of the principal's posts has one of the home screens, for acts that belong to a desk and not to a record.
func (r *Rules) Home(p Principal, homes ...string) bool {
	return p.System || slices.ContainsFunc(p.Posts, func(post Post) bool {
		role, ok := r.pack.Role(post.Role)
		return ok && slices.Contains(homes, role.Home)
	})
}

// Police says that the principal holds a post at a police body, as guards of the pack ask.
func (r *Rules) Police(p Principal) bool {
	if p.System {
		return true
	}
	return slices.ContainsFunc(p.Posts, func(post Post) bool { return r.pack.IsPolice(post.Body) })
}

func (r *Rules) reaches(p Principal, verb pack.Verb) []reach {
	var out []reach
	r.granted(p, verb, func(post Post, g pack.Grant) bool {
		out = append(out, r.reach(p, post, g))
		return false
	})
	for _, a := range r.agreements(p, verb) {
		g := reach{kinds: r.kinds(a.On), markings: a.Markings(), scope: agreed, column: "owner_body", values: []string{a.Of}}
		if len(a.Areas) > 0 {
			g.areas = r.pack.AreaCodes(a.Areas)
		}
		out = append(out, g)
	}
	return out
}

// agreements are those that give the verb to one of the principal's posts on the day on which they ask.
func (r *Rules) agreements(p Principal, verb pack.Verb) (in []*pack.Agreement) {
	for i := range r.pack.Agreements {
		a := &r.pack.Agreements[i]
		if a.InForce(p.Day) && slices.Contains(a.Verbs, verb) && slices.ContainsFunc(p.Posts, func(post Post) bool { return a.To(post.Role, post.Body) }) {
			in = append(in, a)
		}
	}
	return in
}

// granted says that one of the grants of a verb to the principal's posts is as asked.
func (r *Rules) granted(p Principal, verb pack.Verb, asked func(Post, pack.Grant) bool) bool {
	for _, post := range p.Posts {
		role, ok := r.pack.Role(post.Role)
		if !ok {
			continue
		}
		for _, g := range role.Grants {
			if slices.Contains(g.Verbs, verb) && asked(post, g) {
				return true
			}
		}
	}
	return false
}

func (r *Rules) reach(p Principal, post Post, g pack.Grant) reach {
	out := reach{kinds: g.Kinds, markings: g.Markings, scope: g.Scope}
	if slices.Contains(g.Kinds, "*") {
		out.kinds = r.kinds(g.On)
	}
	if len(out.markings) == 0 {
		out.markings = pack.Markings[:1]
	}
	switch g.Scope {
	case pack.Assigned:
		out.column, out.values = "assignee", nonEmpty(p.Account)
	case pack.OwnTeam:
		out.column, out.values = "team", nonEmpty(post.Team)
	case pack.OwnArea:
		out.column, out.values = "area", r.areas(post)
	case pack.OwnBody:
		out.column, out.values = "owner_body", nonEmpty(post.Body)
	}
	return out
}

// kinds are those of the pack that a grant or an agreement is on.
func (r *Rules) kinds(on func(*pack.Kind) bool) []string {
	var all []string
	for i := range r.pack.Kinds {
		if k := &r.pack.Kinds[i]; on(k) {
			all = append(all, k.ID)
		}
	}
	return all
}

// areas are the wards of a post: its own, else its team's. A post with neither covers no ward: who is to see the whole
// partnership is given a role that says so, and is not given it by what somebody left out.
func (r *Rules) areas(post Post) []string {
	areas := post.Areas
	if len(areas) == 0 {
		if team, ok := r.pack.Team(post.Team); ok {
			areas = team.Areas
		}
	}
	return r.pack.AreaCodes(areas)
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// touches says that the grant is on one of the kinds, or that none is named.
func (g reach) touches(kinds []string) bool {
	return len(kinds) == 0 || slices.ContainsFunc(g.kinds, func(k string) bool { return slices.Contains(kinds, k) })
}

func (g reach) holds(s Subject) bool {
	if !slices.Contains(g.kinds, s.Kind) || !slices.Contains(g.markings, s.Marking) {
		return false
	}
	switch g.scope {
	case pack.Everyone:
		return true
	case pack.Assigned:
		return slices.Contains(g.values, s.Assignee)
	case pack.OwnTeam:
		return slices.Contains(g.values, s.Team)
	case pack.OwnArea:
		return slices.Contains(g.values, s.Area)
	case pack.OwnBody:
		return slices.Contains(g.values, s.OwnerBody) || slices.Contains(g.values, s.SenderBody)
	case agreed:
		return slices.Contains(g.values, s.OwnerBody) && (g.areas == nil || slices.Contains(g.areas, s.Area))
	}
	return false
}
