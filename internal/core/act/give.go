package act

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Colleagues are who may be named for a team: those who hold a post in it today, and the doer.
func (s *Scene) Colleagues(team string) []pack.Option {
	out := []pack.Option{{ID: s.Who.Account, Name: s.Who.Name + " (you)"}}
	for _, h := range s.Holders {
		if team != "" && h.Team == team && !slices.ContainsFunc(out, func(o pack.Option) bool { return o.ID == h.Account }) {
			out = append(out, pack.Option{ID: h.Account, Name: h.Name})
		}
	}
	return out
}

// Teams are those to which the record may be given, as it would then stand.
func (s *Scene) Teams(stands func(pack.Team) access.Subject) []pack.Team {
	return Teams(s.Pack, s.Rules, s.Holders, stands)
}

// Teams are those to which a record may be given: in each somebody works today who could open it and work on it. stands says how the
// record would stand with a team. What a form offers beside them would be read by nobody.
func Teams(p *pack.Pack, rules *access.Rules, holders []account.Holder, stands func(pack.Team) access.Subject) []pack.Team {
	var out []pack.Team
	for _, t := range p.Teams {
		then := stands(t)
		if WorkedIn(rules, holders, t.ID, then) {
			out = append(out, t)
		}
	}
	return out
}

// WorkedIn says that somebody works in a team today who could open a record that stands so, and work on it.
func WorkedIn(rules *access.Rules, holders []account.Holder, team string, then access.Subject) bool {
	return slices.ContainsFunc(holders, func(h account.Holder) bool { return h.Team == team && rules.Works(h.Principal(), then) })
}

// bodies are those of the partnership from which nothing of the record is kept.
func bodies(s *Scene) (out []pack.Option) {
	for _, b := range s.Pack.Bodies {
		if !s.Forbids(b.ID) {
			out = append(out, pack.Option{ID: b.ID, Name: b.Name})
		}
	}
	return out
}

// NoTeam is what stands where no team is chosen: what has to be worked on never goes without.
func NoTeam(k *pack.Kind) string {
	if k.Archetype == pack.Case {
		return "Select a team"
	}
	return "No team"
}

func askAction(s *Scene) []Question {
	return append([]Question{
		Needed(Text("what", "What is to be done", "", 1000), "Enter what is to be done"),
		{Held: s.Who.Account, Any: true, None: "Nobody by name", Field: pack.Field{ID: "owner", Name: "Who does it", Type: pack.Choice, Options: s.Colleagues(s.Record.Team)}},
		{None: "Choose", Field: pack.Field{ID: "body", Name: "Body (where it is nobody by name)", Type: pack.BodyRef, Options: bodies(s)}},
		day("due", "By when", "Enter the day by which it is to be done"),
	}, readers(s, false)...)
}

func doAction(d *Doing) error {
	if owner := d.Answers.Text("owner"); owner != "" && owner != d.Who.Account && !slices.ContainsFunc(d.Holders, func(h account.Holder) bool { return h.Account == owner }) {
		return fault.Invalid{"owner": "Select somebody of the team, or a body"}
	}
	_, err := d.Edit.AddAction(record.Action{What: d.Answers.Text("what"), Owner: d.Answers.Text("owner"), Body: d.Answers.Text("body"), Due: d.Answers.Day("due"), Seal: seal(d)})
	return err
}

// askAssign offers every team that could work on the record, and the people of all of them: who is chosen must be of the team that is.
func askAssign(s *Scene) []Question {
	r := &s.Record.Record
	team := Question{Held: r.Team, None: NoTeam(s.Kind), Missing: "Select a team", Field: pack.Field{ID: "team", Name: "Team", Type: pack.Choice, Required: s.Kind.Archetype == pack.Case}}
	person := Question{Held: r.Assignee, Any: true, None: "Nobody: leave it with the team", Field: pack.Field{ID: "assignee", Name: "Person", Type: pack.Choice,
		Hint: "Those of the team. To give it to somebody of another team, choose that team and nobody first", Options: s.Colleagues(r.Team)}}
	teams := s.Teams(func(t pack.Team) access.Subject {
		return access.Subject{ID: r.ID, Kind: r.Kind, OwnerBody: t.Body, SenderBody: r.OwnerBody, Team: t.ID, Area: r.Area, Marking: r.Marking, Excluded: r.Excluded}
	})
	if has, ok := s.Pack.Team(r.Team); ok && !slices.ContainsFunc(teams, func(t pack.Team) bool { return t.ID == has.ID }) {
		teams = append(teams, *has)
	}
	for _, t := range teams {
		if t.ID != r.Team && s.Forbids(t.Body) {
			continue
		}
		name := t.Name
		if b, ok := s.Pack.Body(t.Body); ok {
			name += ", " + b.Name
		}
		team.Options = append(team.Options, pack.Option{ID: t.ID, Name: name})
	}
	return []Question{team, person, Text("reason", "Why (optional)", "", longReason)}
}

func doAssign(d *Doing) error {
	r, account := d.Edit.Record(), d.Answers.Text("assignee")
	body := r.OwnerBody
	team, ok := d.Pack.Team(d.Answers.Text("team"))
	if ok {
		body = team.Body
	}
	if account != "" && !slices.ContainsFunc(d.Colleagues(d.Answers.Text("team")), func(o pack.Option) bool { return o.ID == account }) {
		return fault.Invalid{"assignee": "Select somebody of the team, or nobody"}
	}
	if r.OwnerBody != body {
		if err := d.Edit.Sent(r.OwnerBody); err != nil {
			return err
		}
	}
	return d.Edit.Assign(body, d.Answers.Text("team"), account, d.Answers.Text("reason"))
}
