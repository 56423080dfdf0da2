package demo

import (
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
)

var caseActions = []string{"Visit those affected and agree how often to ring", "Ask the landlord for the tenancy file", "Put up two deployable cameras for a month",
	"Write to all flats of the block", "Joint visit with the ward's police team", "Offer support by street outreach", "Ask for better lighting in the passage",
	"Agree an acceptable behaviour contract", "Give a written warning"}

var supportActions = []string{"Ring at the time that is safe and ask how the week was", "Refer to Victim Support, if the person agrees", "Agree with the person whom else to tell",
	"Put the case before the hate incident panel", "Go with the person to give their statement"}

// actions sets some different actions on a case for the officer of its team.
func (s *story) actions(e *change.Edit, from []string, most int) error {
	order := s.random.Perm(len(from))
	for _, i := range order[:1+s.random.IntN(most)] {
		a := record.Action{What: from[i], Owner: s.by(e.Record().Team).Account, Due: s.gate.Calendar().AddWorkingDays(s.now.Date(), 5+s.random.IntN(15))}
		if _, err := e.AddAction(a); err != nil {
			return err
		}
	}
	return nil
}

// edit changes an open case as the officer of its team; a closed one is left as it is.
func (s *story) edit(ref string, fn func(u *change.Unit, e *change.Edit) error) error {
	r, err := s.look(ref)
	if err != nil || !r.Open {
		return err
	}
	return s.change(r, fn)
}

// change changes a record as the officer of its team.
func (s *story) change(r *record.Record, fn func(u *change.Unit, e *change.Edit) error) error {
	ref := r.Reference
	return s.allowed(change.Of(s.gate).Write(s.ctx, s.by(r.Team), func(u *change.Unit) error {
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
	err := s.edit(ref, func(_ *change.Unit, e *change.Edit) error {
		if err := e.Contact(record.Contact{How: "visit"}); err != nil {
			return err
		}
		if e.Record().Kind == "hate-incident" {
			if err := s.actions(e, supportActions, 2); err != nil {
				return err
			}
			if err := s.refer(e); err != nil {
				return err
			}
		}
		if e.Record().Kind != "asb-case" {
			return s.begin(e)
		}
		if err := e.Join(record.Person{Name: victim, Email: "affected@demo.example", SafeContact: pick(s, []record.SafeContact{{}, {}, {Rule: record.ContactOnly, By: []string{record.ByText}, From: "18:00", Until: "21:00", Neutral: true}})}, "victim"); err != nil {
			return err
		}
		if err := e.Set("victim_needs", pick(s, []string{"Sleeps badly and wants to know when somebody comes.", "Is afraid to use the stairwell. Wants a lock on the street door.", "Wants one person to ring, not five."})); err != nil {
			return err
		}
		if err := s.actions(e, caseActions, 3); err != nil {
			return err
		}
		return e.Move("investigating", "", "")
	})
	if err != nil {
		return err
	}
	if err := s.assess(ref); err != nil {
		return err
	}
	s.later(s.workday(6+s.random.IntN(15)), func() error { return s.workCase(ref) })
	return nil
}

// workCase ends some actions and moves the case on, until it can be closed. About a fifth stay open for long.
func (s *story) workCase(ref string) error {
	closing := false
	err := s.edit(ref, func(u *change.Unit, e *change.Edit) error {
		err := e.EndActions(func(a record.Action) (string, string) {
			switch {
			case a.Due.After(s.now.Date()) && s.chance(0.3):
				return "", ""
			case s.chance(0.12):
				return record.ActionNotDone, "The landlord did not answer in time."
			}
			return record.ActionDone, "Done as agreed."
		})
		if err != nil {
			return err
		}
		switch e.Record().State {
		case "reopened":
			return s.begin(e)
		case "investigating":
			return e.Move("action", "", "")
		case "action":
			return e.Move("monitoring", "", "")
		case "supporting":
			if s.complex(e) {
				return e.Move("panel", "The landlord, the school and the police are all needed.", "")
			}
			closing = s.chance(0.4)
		case "panel":
			return s.reviewed(e)
		default:
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
		wait += 20
	}
	s.later(s.workday(wait), func() error { return s.workCase(ref) })
	return nil
}
