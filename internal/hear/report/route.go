package report

import (
	"github.com/wardmote/wardmote/internal/core/pack"
)

// Decision is where a report goes and why.
type Decision struct {
	Route string
	Body  string
	Team  string
	Why   string
	// Marking is the least protective marking that the route asks for; empty where it asks for none.
	Marking string
}

// Decide tries the pack's routes in their order; the first that holds decides. A pack ends with a route that always holds.
func Decide(p *pack.Pack, f *Filled) Decision {
	vars := f.Vars(p)
	for _, r := range p.Routes {
		if r.When.Holds(vars) {
			return Decision{Route: r.ID, Body: r.Body, Team: teamOf(p, r, f.Area), Why: r.Why, Marking: r.Marking}
		}
	}
	return intake(p)
}

// intake owns what no route takes.
func intake(p *pack.Pack) Decision {
	t, _ := p.Team(p.Partnership.Intake)
	return Decision{Body: t.Body, Team: t.ID, Why: "No rule says who takes this. The intake team finds out."}
}

// teamOf is the route's team; "locality" stands for the body's team whose wards hold the report. Where the body has no such
// team, or the report no ward, the intake team finds the right one.
func teamOf(p *pack.Pack, r pack.Route, area string) string {
	if r.Team != "locality" {
		return r.Team
	}
	if teams := p.LocalityTeams(r.Body, area); area != "" && len(teams) > 0 {
		return teams[0].ID
	}
	return p.Partnership.Intake
}
