package desk

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/act/work"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Viewer is the reader as the layout needs to know them: their name, post and the sections that their posts open.
func (d *Desk) Viewer(r *http.Request) page.Viewer {
	who := Who(r)
	if len(who.Posts) == 0 {
		return page.Viewer{Onward: []page.Link{{Text: page.Say(r, "nav.report"), Href: "/report"}, {Text: page.Say(r, "nav.follow"), Href: "/track"}, {Text: page.Say(r, "nav.start"), Href: "/"}}, Nav: []page.NavItem{
			{Text: page.Say(r, "nav.report"), Href: "/report"}, {Text: page.Say(r, "nav.follow"), Href: "/track"},
			{Text: page.Say(r, "nav.help"), Href: "/directory"}, {Text: page.Say(r, "nav.ward"), Href: "/wards"}, {Text: page.Say(r, "nav.plan"), Href: "/plan"},
		}}
	}
	post := who.Posts[0].Role
	if role, ok := d.Pack().Role(post); ok {
		post = role.Name
	}
	onward := []page.Link{{Text: "What needs you now", Href: "/home"}}
	if d.sees(who) {
		onward = append(onward, page.Link{Text: "Search for a record", Href: "/search"})
	}
	return page.Viewer{SignedIn: true, Name: who.Name, Post: post, Nav: d.sections(who), Onward: onward}
}

func (d *Desk) sections(who access.Principal) []page.NavItem {
	rules := d.Gate.Rules()
	report := d.Pack().Partnership.Report
	nav := []page.NavItem{{Text: "Home", Href: "/home"}, {Text: "Inbox", Href: "/inbox"}}
	add := func(may bool, text, href string) {
		if may {
			nav = append(nav, page.NavItem{Text: text, Href: href})
		}
	}
	add(len(work.Kinds(d.Pack(), rules, who)) > 0, "Work", "/work")
	add(rules.Anywhere(who, pack.Edit, report), "Reports", "/triage")
	add(d.sees(who), "Records", "/records")
	add(rules.Anywhere(who, pack.View, "tasking"), "Tasking", "/tasking")
	add(rules.Anywhere(who, pack.Analyse, ""), "Analysis", "/analysis")
	add(d.sees(who), "Search", "/search")
	nav = append(nav, page.NavItem{Text: "Plan", Href: "/plan"}, page.NavItem{Text: "Directory", Href: "/directory"})
	add(rules.Anywhere(who, pack.Audit, ""), "Audit", "/audit")
	add(rules.Anywhere(who, pack.SignLaw, ""), "Law", "/law")
	add(rules.Anywhere(who, pack.Admin, ""), "Accounts", "/accounts")
	add(rules.Anywhere(who, pack.Admin, ""), "Outbox", "/outbox")
	return nav
}

// sees says that the principal may open records of some kind.
func (d *Desk) sees(who access.Principal) bool { return len(d.Kinds(who, pack.View)) > 0 }

// Kinds are the kinds of record on which the principal has a verb somewhere, in the order of the pack.
func (d *Desk) Kinds(who access.Principal, verb pack.Verb) []pack.Kind {
	var kinds []pack.Kind
	for _, k := range d.Pack().Kinds {
		if d.Gate.Rules().Anywhere(who, verb, k.ID) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}
