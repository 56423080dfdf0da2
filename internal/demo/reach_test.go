package demo

import (
	"slices"
	"testing"

	"github.com/wardmote/wardmote/internal/act/casework"
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
				to := report.Decide(p, f, report.Always)
				d := f.Draft(p, to, access.Public())
				s := access.Subject{Kind: d.Kind, OwnerBody: d.OwnerBody, SenderBody: d.SenderBody, Team: d.Team, Area: d.Area, Marking: marked(d.Marking)}
				if !rules.May(handOf(p, to.Team), pack.Edit, s) {
					t.Errorf("%s in %q (danger %v, because of who %v): nobody of %s may take on a %s report", c.ID, ward, f.Danger, f.BecauseOfWho, to.Team, d.Marking)
				}
			}
		}
	}
}

// TestATeamThatIsTaskedMayAcceptItsTaskings: what the tasking meeting agrees has to reach somebody who may take it on.
func TestATeamThatIsTaskedMayAcceptItsTaskings(t *testing.T) {
	p, err := program.LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	rules := access.NewRules(p)
	k, _ := p.Kind("tasking")
	for _, team := range p.Teams {
		if !team.Tasked {
			continue
		}
		s := access.Subject{Kind: k.ID, OwnerBody: team.Body, Team: team.ID, Marking: k.Marking, Area: p.Wards()[0].Code}
		for _, verb := range []pack.Verb{pack.View, pack.Edit, pack.Close} {
			if !rules.May(handOf(p, team.ID), verb, s) {
				t.Errorf("nobody of %s may %s a tasking that it was given", team.ID, verb)
			}
		}
	}
}

// TestWhoeverClosesACaseMayRecordWhatThoseAffectedSay: closing a case sets its officer the action of asking them.
func TestWhoeverClosesACaseMayRecordWhatThoseAffectedSay(t *testing.T) {
	p, err := program.LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range p.Roles {
		closes, records := false, false
		for _, g := range role.Grants {
			for _, k := range p.Kinds {
				asked := k.Archetype == pack.Case && !k.Sensitive && k.ID != p.Partnership.Report && asksAffected(&k)
				closes = closes || asked && slices.Contains(g.Kinds, k.ID) && slices.Contains(g.Verbs, pack.Close)
			}
			records = records || slices.Contains(g.Kinds, "satisfaction") && slices.Contains(g.Verbs, pack.Create)
		}
		if closes && !records {
			t.Errorf("the %s closes cases and may not record a satisfaction answer", role.Name)
		}
	}
}

// asksAffected says that casework closes cases of a kind, and so has those affected asked.
func asksAffected(k *pack.Kind) bool {
	for _, s := range k.States {
		if _, ok := casework.Closing(k, s.ID); ok {
			return true
		}
	}
	return false
}

// TestHateIsReadByTheHateCrimeTeamAndNobodyElse is what the notice promises to somebody who reports hate.
func TestHateIsReadByTheHateCrimeTeamAndNobodyElse(t *testing.T) {
	p, err := program.LoadPack("")
	if err != nil {
		t.Fatal(err)
	}
	rules := access.NewRules(p)
	for _, f := range []*report.Filled{{Category: "hate", Area: p.Wards()[3].Code}, {Category: "noise", BecauseOfWho: true, Area: p.Wards()[3].Code}, {Category: "hate", Danger: true}} {
		d := f.Draft(p, report.Decide(p, f, report.Always), access.Public())
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
