package handover

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// HandOver gives on a record, and an action of it as the part ToDo.
const (
	HandOver = "hand-over"
	ToDo     = "to-do" // the part of an action that is given on
)

// Acts are those of every kind: what somebody has is given to another of its team, or left to the team.
func Acts(*pack.Pack, *pack.Kind) []act.Act {
	return []act.Act{
		{ID: HandOver, Verb: pack.Assign, Asks: askRecord, Do: giveRecord, Button: "Hand over", Title: "Hand over", Done: "It is handed over", Many: true},
		{ID: HandOver, Part: ToDo, Verb: pack.Edit, Asks: askAction, Do: giveAction, Button: "Give to somebody else", Title: "Give an action to somebody else", Done: "It is handed over"},
	}
}

// people asks for somebody who holds a post today. What is no account of one is refused in the act, with its own words.
func people(s *act.Scene, id, name string, fits func(account.Holder) bool) act.Question {
	q := act.Question{Any: true, Field: pack.Field{ID: id, Name: name, Type: pack.Choice}}
	for _, h := range s.Holders {
		if fits(h) && !slices.ContainsFunc(q.Options, func(o pack.Option) bool { return o.ID == h.Account }) {
			q.Options = append(q.Options, pack.Option{ID: h.Account, Name: h.Name})
		}
	}
	return q
}

func why() act.Question {
	return act.Needed(act.Text("reason", "Why", "", 2000), "Enter why the work is handed over")
}

func inTeam(s *act.Scene) func(account.Holder) bool {
	return func(h account.Holder) bool { return s.Record.Team != "" && h.Team == s.Record.Team }
}

func askRecord(s *act.Scene) []act.Question {
	from := act.Question{Any: true, Held: s.Record.Assignee, Field: pack.Field{ID: "from", Name: "Who has it", Type: pack.Choice, Required: s.Record.Assignee != ""}}
	to := people(s, "to", "Who takes it on", inTeam(s))
	to.None = "Nobody: leave it with the team"
	return []act.Question{from, to, why()}
}

// giveRecord gives a record to somebody of its team, or leaves it there.
func giveRecord(d *act.Doing) error {
	r, to := d.Edit.Record(), d.Answers.Text("to")
	if to != "" && !slices.ContainsFunc(d.Holders, func(h account.Holder) bool { return h.Account == to && inTeam(d.Scene)(h) }) {
		return fault.Invalid{"to": "that person does not work in the team that has it"}
	}
	if r.Assignee != d.Answers.Text("from") {
		return act.Not("somebody else has it by now")
	}
	return d.Edit.Assign(r.OwnerBody, r.Team, to, d.Answers.Text("reason"))
}

func askAction(s *act.Scene) []act.Question {
	return []act.Question{people(s, "to", "Who does it", opens(s)), why()}
}

func opens(s *act.Scene) func(account.Holder) bool {
	return func(h account.Holder) bool {
		return s.Rules.May(h.Principal(), pack.View, gate.Subject(&s.Record.Record))
	}
}

func giveAction(d *act.Doing) error {
	to := d.Answers.Text("to")
	if to == "" {
		return fault.Invalid{"to": "an action is somebody's: select a person for it"}
	}
	if !slices.ContainsFunc(d.Holders, func(h account.Holder) bool { return h.Account == to && opens(d.Scene)(h) }) {
		return fault.Invalid{"to": "that person may not open the record"}
	}
	return d.Edit.GiveAction(d.Part, to, d.Answers.Text("reason"))
}
