package demo

import (
	"slices"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
)

var caseActions = []string{"Visit those affected and agree how often to ring", "Ask the landlord for the tenancy file", "Put up two deployable cameras for a month",
	"Write to all flats of the block", "Joint visit with the ward's police team", "Offer support by street outreach", "Ask for better lighting in the passage",
	"Agree an acceptable behaviour contract", "Give a written warning"}

// edit changes a case as the officer of its team.
func (s *story) edit(ref string, fn func(u *gate.Unit, e *gate.Edit) error) error {
	r, err := s.look(ref)
	if err != nil || !r.Open {
		return err
	}
	return s.allowed(s.gate.Write(s.ctx, s.by(r.Team), func(u *gate.Unit) error {
		e, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		return fn(u, e)
	}))
}

// planCase is the first contact with those affected and the action plan.
func (s *story) planCase(ref string) error {
	victim := pick(s, inventedNames)
	err := s.edit(ref, func(u *gate.Unit, e *gate.Edit) error {
		if err := e.Contact("visit"); err != nil {
			return err
		}
		if e.Record().Kind != "asb-case" {
			return e.Move("supporting", "", "")
		}
		person, err := u.AddPerson(record.Person{Name: victim, Email: "affected@demo.example", SafeContact: pick(s, []string{"", "", "Text only, after 6pm"})})
		if err != nil {
			return err
		}
		if err := e.AddParty("victim", person, ""); err != nil {
			return err
		}
		if err := e.Set("victim_needs", pick(s, []string{"Sleeps badly and wants to know when somebody comes.", "Is afraid to use the stairwell. Wants a lock on the street door.", "Wants one person to ring, not five."})); err != nil {
			return err
		}
		for range 1 + s.random.IntN(3) {
			if _, err := e.AddAction(record.Action{What: pick(s, caseActions), Owner: s.by(e.Record().Team).Account, Due: s.gate.Calendar().AddWorkingDays(s.now.Date(), 5+s.random.IntN(15))}); err != nil {
				return err
			}
		}
		return e.Move("investigating", "", "")
	})
	if err != nil {
		return err
	}
	s.later(s.workday(6+s.random.IntN(15)), func() error { return s.workCase(ref) })
	return nil
}

// workCase ends some actions and moves the case on, until it can be closed. About a fifth stay open for long.
func (s *story) workCase(ref string) error {
	closing := false
	err := s.edit(ref, func(u *gate.Unit, e *gate.Edit) error {
		w, err := u.Open(ref)
		if err != nil {
			return err
		}
		for _, a := range w.Actions {
			if a.State != record.ActionOpen || s.chance(0.25) {
				continue
			}
			state, outcome := record.ActionDone, "Done as agreed."
			if s.chance(0.12) {
				state, outcome = record.ActionNotDone, "The landlord did not answer in time."
			}
			if err := e.EndAction(a.ID, state, outcome); err != nil {
				return err
			}
		}
		switch e.Record().State {
		case "investigating":
			return e.Move("action", "", "")
		case "action":
			return e.Move("monitoring", "", "")
		case "monitoring", "supporting":
			closing = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	if closing {
		return s.closeCase(ref)
	}
	wait := 8 + s.random.IntN(20)
	if s.chance(0.2) {
		wait += 60
	}
	s.later(s.workday(wait), func() error { return s.workCase(ref) })
	return nil
}

// closeCase ends what is still to be done, and then the case with the reports that it answers.
func (s *story) closeCase(ref string) error {
	end := casework.End{Fields: record.Fields{"outcome": "supported"}, Reason: "Quiet for a month.",
		Message: "It has been quiet for a month and you agreed that we close the case. If it starts again, tell us and we open it again."}
	var who access.Principal
	err := s.edit(ref, func(u *gate.Unit, e *gate.Edit) error {
		who = u.Who()
		if e.Record().Kind == "asb-case" {
			end.Fields["outcome"] = pick(s, []string{"stopped", "stopped", "reduced", "moved", "enforced"})
			end.Fields["powers_considered"] = "Warning given. A community protection warning was considered and not needed once it had stopped; an injunction would not have been proportionate."
			if s.chance(0.4) {
				end.Fields["warnings"] = float64(1 + s.random.IntN(2))
			}
		}
		w, err := u.Open(ref)
		if err != nil {
			return err
		}
		for _, a := range w.Actions {
			if a.State != record.ActionOpen {
				continue
			}
			if err := e.EndAction(a.ID, record.ActionDone, "Done before the case was closed."); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || who.Account == "" {
		return err
	}
	answered, err := s.casework.Close(s.ctx, who, ref, 0, end)
	if err := s.allowed(err); err != nil {
		return err
	}
	for _, report := range answered {
		if err := s.perhapsNotSolved(report); err != nil {
			return err
		}
	}
	if report := s.origin[ref]; report != "" && !slices.Contains(answered, report) {
		s.later(s.workday(1), func() error { return s.answer(report) }) // it is with a team that the officer may not close for
	}
	return nil
}
