package demo

import (
	"testing"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/program"
)

// TestWhateverIsReportedSomebodyOfItsTeamMaySeeIt: a report that is routed to a team whose people may not open it would be
// read by nobody, however well it was marked.
func TestWhateverIsReportedSomebodyOfItsTeamMaySeeIt(t *testing.T) {
	p, err := program.LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	rules := access.NewRules(p)
	for _, c := range p.Categories {
		for flags := range 8 {
			for _, ward := range []string{"", p.Wards()[0].Code, p.Wards()[19].Code} {
				f := &report.Filled{Category: c.ID, What: "x", Area: ward, Danger: flags&1 > 0, BecauseOfWho: flags&2 > 0, Repeat: flags&4 > 0}
				to := report.Decide(p, f)
				d := f.Draft(p, to, access.Public())
				s := access.Subject{Kind: d.Kind, OwnerBody: d.OwnerBody, SenderBody: d.SenderBody, Team: d.Team, Area: d.Area, Marking: marked(d.Marking)}
				if !rules.May(handOf(p, to.Team), pack.Edit, s) {
					t.Errorf("%s in %q (danger %v, because of who %v): nobody of %s may take on a %s report", c.ID, ward, f.Danger, f.BecauseOfWho, to.Team, d.Marking)
				}
			}
		}
	}
}

// TestHateIsReadByTheHateCrimeTeamAndNobodyElse is what the notice promises to somebody who reports hate.
func TestHateIsReadByTheHateCrimeTeamAndNobodyElse(t *testing.T) {
	p, err := program.LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	rules := access.NewRules(p)
	for _, f := range []*report.Filled{{Category: "hate", Area: p.Wards()[3].Code}, {Category: "noise", BecauseOfWho: true, Area: p.Wards()[3].Code}, {Category: "hate", Danger: true}} {
		d := f.Draft(p, report.Decide(p, f), access.Public())
		for _, team := range p.Teams {
			s := access.Subject{Kind: d.Kind, OwnerBody: d.OwnerBody, SenderBody: d.SenderBody, Team: d.Team, Area: d.Area, Marking: marked(d.Marking)}
			if may := rules.May(handOf(p, team.ID), pack.View, s); may != (team.ID == "hate-crime") {
				t.Errorf("%+v: the team %s may see it: %v", f, team.ID, may)
			}
		}
	}
}

// handOf is somebody who works in a team: a demonstration user, else the officer whom the demonstration invents for it.
func handOf(p *pack.Pack, team string) access.Principal {
	t, _ := p.Team(team)
	post := access.Post{Role: roleFor(p, *t), Body: t.Body, Team: t.ID, Since: when.Day(2020, 1, 1)}
	for _, u := range p.Users {
		if u.Team == team {
			post.Role, post.Areas = u.Role, u.Areas
			break
		}
	}
	return access.Principal{Account: "x", Posts: []access.Post{post}}
}

func marked(m string) string {
	if m == "" {
		return pack.Markings[0]
	}
	return m
}
