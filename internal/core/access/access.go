// Package access decides who may do what to which record. A rule is one value that answers for a single record and writes
// the same answer as a condition on the record table, so that a list can never show what a page would refuse; a property
// test proves that the two agree. What no grant allows is refused.
package access

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Post is a role that an account holds at a body from one day to another.
type Post struct {
	ID    string
	Role  string
	Body  string
	Team  string
	Areas []string // codes of wards or ids of area groups; empty means the areas of the team
	Since when.Date
	Until when.Date    // last day; zero while it is held
	Ended when.Instant // when it was ended at once; zero where its days alone count
}

// Held says that the post is held on the day.
func (p Post) Held(day when.Date) bool {
	return p.Ended.IsZero() && !day.Before(p.Since) && (p.Until.IsZero() || !day.After(p.Until))
}

// Principal is who asks. The zero Principal is nobody and may do nothing.
type Principal struct {
	Account string
	Name    string
	Posts   []Post // those held today
	Record  string // a reporter's own report, reached with reference and PIN
	Public  bool   // a resident who has not said who they are
	System  bool   // the program itself: demonstration, migration, clocks
}

// Public is a resident at the public pages.
func Public() Principal { return Principal{Account: "public", Name: "Resident", Public: true} }

// Reporter is the resident who holds the reference and PIN of a report.
func Reporter(record string) Principal {
	return Principal{Account: "reporter", Name: "Reporter", Record: record}
}

// System is the program itself, doing what is named.
func System(what string) Principal { return Principal{Account: "system", Name: what, System: true} }

// Post is the principal's post in words for the history: role at body.
func (p Principal) Post() string {
	if len(p.Posts) == 0 {
		return ""
	}
	return p.Posts[0].Role + "@" + p.Posts[0].Body
}

// Bodies are the bodies at which the principal holds a post.
func (p Principal) Bodies() []string {
	var bodies []string
	for _, post := range p.Posts {
		if !slices.Contains(bodies, post.Body) {
			bodies = append(bodies, post.Body)
		}
	}
	return bodies
}

// Teams are the teams of the principal's posts.
func (p Principal) Teams() []string {
	var teams []string
	for _, post := range p.Posts {
		if post.Team != "" && !slices.Contains(teams, post.Team) {
			teams = append(teams, post.Team)
		}
	}
	return teams
}

// HasRole says that one of the principal's posts is of one of the roles.
func (p Principal) HasRole(roles ...string) bool {
	return slices.ContainsFunc(p.Posts, func(post Post) bool { return slices.Contains(roles, post.Role) })
}

// Subject is what a decision about a record depends on.
type Subject struct {
	ID, Kind, OwnerBody, SenderBody, Team, Assignee, Area, Marking string
}

// Rules are the grants of a pack.
type Rules struct {
	pack *pack.Pack
}

// NewRules are the access rules of a pack.
func NewRules(p *pack.Pack) *Rules { return &Rules{pack: p} }

// reach is one grant as it applies to one post.
type reach struct {
	kinds    []string // nil means every kind
	markings []string
	scope    pack.Scope
	column   string   // of the record table, for team, area and assignee
	values   []string // that the column may hold
}

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
		return slices.ContainsFunc(reaches, func(g reach) bool { return g.holds(s) })
	}
}

// Where is the same decision as a condition on the record table (alias r).
func (r *Rules) Where(p Principal, verb pack.Verb) store.Clause {
	if p.System {
		return store.And()
	}
	if p.Record != "" && (verb == pack.View || verb == pack.Edit) {
		return store.SQL("r.id = ?", p.Record)
	}
	if p.Public || p.Record != "" {
		return store.Or()
	}
	var any []store.Clause
	for _, g := range r.reaches(p, verb) {
		any = append(any, g.clause())
	}
	return store.Or(any...)
}

// WhereOf is Where for a list of some kinds alone: grants on other kinds are left out, because what they say of a record is
// worked out for every record that is looked at. The caller's condition on the kinds stands beside it.
func (r *Rules) WhereOf(p Principal, verb pack.Verb, kinds []string) store.Clause {
	if len(kinds) == 0 || p.System || p.Public || p.Record != "" {
		return r.Where(p, verb)
	}
	var any []store.Clause
	for _, g := range r.reaches(p, verb) {
		if !g.touches(kinds) {
			continue
		}
		if len(kinds) == 1 {
			g.kinds = nil // it is the one that the list is of
		}
		any = append(any, g.clause())
	}
	return store.Or(any...)
}

// Way is a part of the records that a principal may reach. Column is the one of the record table by whose Value they are
// found, and empty where they are so many of all that looking for them is no quicker than passing over the others.
type Way struct {
	Column, Value string
	Clause        store.Clause
}

// wideShare is the share of the wards from which on an area is no quicker found than the records of all.
const wideShare = 10

// Ways are the parts of WhereOf: a record is in one of them, or in several, exactly where WhereOf holds. Where one part is
// wide there is no other.
func (r *Rules) Ways(p Principal, verb pack.Verb, kinds []string) []Way {
	whole := []Way{{Clause: r.WhereOf(p, verb, kinds)}}
	if p.System || p.Public || p.Record != "" {
		return whole
	}
	var ways []Way
	wards := len(r.pack.Wards())
	for _, g := range r.reaches(p, verb) {
		if !g.touches(kinds) {
			continue
		}
		if g.column == "" || g.scope == pack.OwnArea && len(g.values)*wideShare > wards {
			return whole
		}
		for _, value := range g.values {
			narrow := g
			narrow.values = []string{value}
			ways = append(ways, Way{g.column, value, narrow.clause()})
			if g.scope == pack.OwnBody {
				ways = append(ways, Way{"sender_body", value, narrow.clause()})
			}
		}
	}
	return ways
}

// ByAssignee says that the principal may have the verb on some records for no other reason than that they are theirs.
func (r *Rules) ByAssignee(p Principal, verb pack.Verb, kinds []string) bool {
	return slices.ContainsFunc(r.reaches(p, verb), func(g reach) bool { return g.scope == pack.Assigned && g.touches(kinds) })
}

// Anywhere says that the verb is granted on some record of the kind, for menus and for what has no record yet. The kind ""
// asks after what is not a record: facts, audit, accounts. A kind that the pack does not declare has no records: a grant on
// every kind is none on that one, and no menu leads to it.
func (r *Rules) Anywhere(p Principal, verb pack.Verb, kind string) bool {
	if _, declared := r.pack.Kind(kind); kind != "" && !declared {
		return false
	}
	if p.System {
		return true
	}
	if p.Public {
		return verb == pack.Create && r.pack.Public(kind)
	}
	return r.granted(p, verb, func(_ Post, g pack.Grant) bool {
		return kind == "" || slices.Contains(g.Kinds, "*") || slices.Contains(g.Kinds, kind)
	})
}

// Home says that one of the principal's posts has one of the home screens, for acts that belong to a desk and not to a record.
func (r *Rules) Home(p Principal, homes ...string) bool {
	return p.System || slices.ContainsFunc(p.Posts, func(post Post) bool {
		role, ok := r.pack.Role(post.Role)
		return ok && slices.Contains(homes, role.Home)
	})
}

// Police says that the principal holds a post at a police body, who alone see fields that the police keep (ledger I19).
func (r *Rules) Police(p Principal) bool {
	if p.System {
		return true
	}
	return slices.ContainsFunc(p.Posts, func(post Post) bool { return r.pack.IsPolice(post.Body) })
}

// Keeps says that the principal may see and set a field: one marked police is of posts at a police body, and of the roles that the
// pack names beside them.
func (r *Rules) Keeps(p Principal, f pack.Field) bool {
	return !f.Police || r.Police(p) || p.HasRole(f.Also...)
}

func (r *Rules) reaches(p Principal, verb pack.Verb) []reach {
	var out []reach
	r.granted(p, verb, func(post Post, g pack.Grant) bool {
		out = append(out, r.reach(p, post, g))
		return false
	})
	return out
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
		out.kinds = nil
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

// areas are the wards of a post: its own, else its team's. A post with neither covers no ward: who is to see the whole
// partnership is given a role that says so, and is not given it by what somebody left out.
func (r *Rules) areas(post Post) []string {
	areas := post.Areas
	if len(areas) == 0 {
		if team, ok := r.pack.Team(post.Team); ok {
			areas = team.Areas
		}
	}
	var codes []string
	for _, a := range areas {
		if group, ok := r.pack.AreaGroup(a); ok {
			codes = append(codes, group.Areas...)
			continue
		}
		codes = append(codes, a)
	}
	return codes
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// touches says that the grant is on one of the kinds, or that none is named.
func (g reach) touches(kinds []string) bool {
	return len(kinds) == 0 || g.kinds == nil || slices.ContainsFunc(g.kinds, func(k string) bool { return slices.Contains(kinds, k) })
}

func (g reach) holds(s Subject) bool {
	if g.kinds != nil && !slices.Contains(g.kinds, s.Kind) || !slices.Contains(g.markings, s.Marking) {
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
	}
	return false
}

func (g reach) clause() store.Clause {
	parts := []store.Clause{store.SQL("r.marking IN ?", g.markings)}
	if g.kinds != nil {
		parts = append(parts, store.SQL("r.kind IN ?", g.kinds))
	}
	switch g.scope {
	case pack.Everyone:
	case pack.OwnBody:
		parts = append(parts, store.Or(store.SQL("r.owner_body IN ?", g.values), store.SQL("r.sender_body IN ?", g.values)))
	case pack.Assigned, pack.OwnTeam, pack.OwnArea:
		parts = append(parts, store.SQL("r."+g.column+" IN ?", g.values))
	default:
		return store.Or()
	}
	return store.And(parts...)
}
