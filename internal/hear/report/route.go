package report

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// Decision is where a report goes and why, whom else it tells at once, and whom it never tells.
type Decision struct {
	Route string
	Body  string
	Team  string
	Why   string
	// Marking is the least protective marking that the routes ask for; empty where they ask for none.
	Marking string
	Alerts  []Recipient
	Never   []string // bodies to which nothing of it goes, nor to any body under them
	Instead []string // contacts that are shown in their place
}

// Recipient is a team that is told at once, whoever owns the report.
type Recipient struct {
	Team string
	Why  string
}

// Answering is the team that answers for another one at the moment: gate.Gate has it.
type Answering func(*pack.Team) *pack.Team

// Always is Answering for a team that is there at any hour, for what is planned and not sent.
func Always(t *pack.Team) *pack.Team { return t }

// Decide tries the pack's routes in their order; the first that holds decides who owns the report. Every other one that holds
// may add a team that is told at once and forbid bodies: who is in danger is not helped by a team that answers on Monday, and a
// complaint about the police is not for the police. A pack ends with a route that always holds.
func Decide(p *pack.Pack, f *Filled, now Answering) Decision {
	var held []pack.Route
	vars := f.Vars(p)
	d := Decision{}
	for _, r := range p.Routes {
		if !r.When.Holds(vars) {
			continue
		}
		held = append(held, r)
		d.Never, d.Instead = append(d.Never, r.Never...), append(d.Instead, r.Instead...)
		if !r.Always() {
			d.Marking = pack.Higher(d.Marking, r.Marking)
		}
	}
	owner := slices.IndexFunc(held, func(r pack.Route) bool { return !d.Forbids(p, r.Body) })
	to := intake(p)
	if owner >= 0 {
		r := held[owner]
		to = Decision{Route: r.ID, Body: r.Body, Team: p.TeamAt(r.Team, r.Body, f.Area), Why: r.Why, Marking: r.Marking}
	}
	d.Route, d.Body, d.Team, d.Why, d.Marking = to.Route, to.Body, to.Team, to.Why, pack.Higher(d.Marking, to.Marking)
	for _, r := range held {
		d.alert(p, f, r, now)
	}
	return d
}

// alert adds the team that a route tells at once, or the one that answers for it now.
func (d *Decision) alert(p *pack.Pack, f *Filled, r pack.Route, now Answering) {
	team, ok := p.Team(p.TeamAt(r.Alerts, r.Body, f.Area))
	if r.Alerts == "" || !ok {
		return
	}
	team = now(team)
	if d.Forbids(p, team.Body) {
		return
	}
	if i := slices.IndexFunc(d.Alerts, func(a Recipient) bool { return a.Team == team.ID }); i >= 0 {
		d.Alerts[i].Why += " " + r.Why
		return
	}
	d.Alerts = append(d.Alerts, Recipient{Team: team.ID, Why: r.Why})
}

// Forbids says that nothing of the report may go to a body.
func (d *Decision) Forbids(p *pack.Pack, body string) bool {
	return p.UnderAny(body, d.Never)
}

// intake owns what no route takes.
func intake(p *pack.Pack) Decision {
	t, _ := p.Team(p.Partnership.Intake)
	return Decision{Body: t.Body, Team: t.ID, Why: "No rule says who takes this. The intake team finds out."}
}
