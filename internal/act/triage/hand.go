package triage

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// accept takes a report on for its team: whoever accepts owns it from now on, for the body that was asked, and the alerts that follow
// from it and went to the same team are accepted with it.
func accept(d *act.Doing) error {
	if err := takeOn(d.Edit, d.Scene); err != nil {
		return err
	}
	return acceptAlerts(d)
}

// worked refuses to leave the report to a team whose people do not work on such reports: it would stand on nobody's home.
func worked(s *act.Scene, team *pack.Team, body string) error {
	then := gate.Subject(&s.Record.Record)
	then.OwnerBody, then.Assignee = body, ""
	has := slices.ContainsFunc(s.Holders, func(h account.Holder) bool { return h.Team == team.ID })
	if !has || act.WorkedIn(s.Rules, s.Holders, team.ID, then) {
		return nil
	}
	return fault.Invalid{"team": fmt.Sprintf("Nobody of %s works on such reports: send it to another team", team.Name)}
}

func takeOn(e *change.Edit, s *act.Scene) error {
	if err := e.Move(Accepted, "", ""); err != nil {
		return err
	}
	body, holder := e.Record().OwnerBody, s.Who.Account
	if team, ok := s.Pack.Team(e.Record().Team); ok {
		body = team.Body
		if !slices.Contains(s.Who.Teams(), team.ID) {
			holder = "" // whoever accepts for a team they do not work in leaves it to the team
			if err := worked(s, team, body); err != nil {
				return err
			}
		}
	}
	if before := e.Record().OwnerBody; before != body {
		if err := e.Sent(before); err != nil {
			return err
		}
	}
	return e.Assign(body, e.Record().Team, holder, "accepted")
}

// acceptAlerts accepts the alerts that follow from the report and were sent to the team that accepts it.
func acceptAlerts(d *act.Doing) error {
	p := d.Pack
	if p.Partnership.Alert == "" || !d.Rules.Anywhere(d.Who, pack.Edit, p.Partnership.Alert) {
		return nil
	}
	k, _ := p.Kind(p.Partnership.Alert)
	for _, l := range d.Record.Links {
		if l.Kind != k.ID {
			continue
		}
		a, err := d.Unit.Edit(l.Reference, 0)
		if err != nil {
			return err
		}
		if r := a.Record(); r.Team != d.Edit.Record().Team || r.State != k.Initial().ID {
			continue
		}
		for _, m := range k.Moves(k.Initial().ID) {
			if m.Takes {
				if err := a.Move(m.To, "", ""); err != nil {
					return err
				}
				break
			}
		}
	}
	return nil
}

func askReason(*act.Scene) []act.Question {
	return []act.Question{act.Needed(act.Text("reason", "Reason", "Staff read it in the history", 2000), "Enter a reason")}
}

// refuse gives a report back to intake, which owns it from now on: the person does not report again.
func refuse(d *act.Doing) error {
	reason := d.Answers.Text("reason")
	if err := d.Edit.Move(Refused, reason, ""); err != nil {
		return err
	}
	team, _ := d.Pack.Team(d.Pack.Partnership.Intake)
	return d.Edit.Assign(team.Body, team.ID, "", "refused: "+reason)
}

// askTeam offers the teams in which somebody could take the report on, the ones of its ward first.
func askTeam(s *act.Scene) []act.Question {
	r := &s.Record.Record
	var local, rest []pack.Option
	teams := s.Teams(func(team pack.Team) access.Subject {
		then := gate.Subject(r)
		then.Team = team.ID
		return then
	})
	for _, team := range teams {
		if team.ID == r.Team && r.State == Received || s.Forbids(team.Body) {
			continue
		}
		o := pack.Option{ID: team.ID, Name: team.Name}
		if b, ok := s.Pack.Body(team.Body); ok {
			o.Name += " (" + b.Name + ")"
		}
		if team.Locality && len(team.Areas) > 0 && team.Covers(r.Area) {
			o.Name += ", for this ward"
			local = append(local, o)
			continue
		}
		rest = append(rest, o)
	}
	team := act.Question{None: "Select a team", Missing: "Select the team to send it to",
		Field: pack.Field{ID: "team", Name: "Team", Type: pack.Choice, Required: true, Options: append(local, rest...)}}
	return []act.Question{team, act.Needed(act.Text("reason", "Why it goes to them", "They and the history show it", 2000), "Enter why it goes to that team")}
}

// sendOn asks another team to take the report on. Who owned it owns it until that team accepts: nothing is ownerless on its way.
func sendOn(d *act.Doing) error {
	e, reason := d.Edit, d.Answers.Text("reason")
	to, _ := d.Pack.Team(d.Answers.Text("team")) // one of those that askTeam offers
	if e.Record().State != Received {
		if err := e.Move(Received, reason, ""); err != nil {
			return err
		}
	}
	if to.Body != e.Record().OwnerBody {
		if err := e.Sent(e.Record().OwnerBody); err != nil {
			return err
		}
	}
	return e.Assign(e.Record().OwnerBody, to.ID, "", reason)
}

func saysTeam(d *act.Doing) string {
	team, _ := d.Pack.Team(d.Edit.Record().Team)
	return d.Edit.Record().Reference + " is sent to " + team.Name
}

func start(d *act.Doing) error { return d.Edit.Move(InProgress, "", "") }

// askAssign offers the people of the report's team: to give it to another team it is sent on.
func askAssign(s *act.Scene) []act.Question {
	person := act.Question{Held: s.Record.Assignee, Missing: "Select somebody of the team", Field: pack.Field{ID: "assignee", Name: "Assign to", Type: pack.Choice, Required: true,
		Hint: "People of " + teamName(s) + ". To give it to another team, send it on"}}
	if s.Record.Team == "" || s.Who.System || slices.Contains(s.Who.Teams(), s.Record.Team) {
		person.Options = append(person.Options, pack.Option{ID: s.Who.Account, Name: "Me"})
	}
	for _, o := range s.Colleagues(s.Record.Team) {
		if o.ID != s.Who.Account {
			person.Options = append(person.Options, o)
		}
	}
	person.Options = append(person.Options, pack.Option{ID: Nobody, Name: "Nobody: leave it with the team"})
	return []act.Question{person}
}

func teamName(s *act.Scene) string {
	if t, ok := s.Pack.Team(s.Record.Team); ok {
		return t.Name
	}
	return s.Record.Team
}

// assign gives the report to somebody of its team, or leaves it to the team. Body and team stay.
func assign(d *act.Doing) error {
	account := d.Answers.Text("assignee")
	if account == Nobody {
		account = ""
	}
	return d.Edit.Assign(d.Edit.Record().OwnerBody, d.Edit.Record().Team, account, "")
}
