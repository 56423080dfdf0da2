package demo

import (
	"slices"

	"github.com/wardmote/wardmote/internal/act/casework"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
)

// endOf is how the officer of a case words its end, by its kind, and what they fill in before.
func (s *story) endOf(r *record.Record) (end act.Answers, before record.Fields) {
	end = act.Answers{"outcome": "supported", "reason": "Quiet for a month.",
		"message": "It has been quiet for a month and you agreed that we close the case. If it starts again, tell us and we open it again."}
	before = record.Fields{}
	switch r.Kind {
	case "asb-case":
		end["outcome"] = pick(s, []string{"stopped", "stopped", "reduced", "moved", "enforced"})
		end["powers_considered"] = "Warning given. A community protection warning was considered and not needed once it had stopped; an injunction would not have been proportionate."
		if s.chance(0.4) {
			before["warnings"] = float64(1 + s.random.IntN(2))
		}
	case "stop-concern":
		answer := "The police showed the group the record of the stop and its reason. The group asked that reasons are given in full, and the police agreed."
		end["outcome"], end["answer"] = pick(s, []string{"explained", "looked-into", "changed", "not-upheld"}), answer
		before["police_answer"] = "The stop was recorded with its reason; the officers were spoken to about giving it in full."
		end["reason"], end["message"] = "The police have answered the group.", answer
	}
	return end, before
}

// closeCase ends what is still to be done, and then the case with the reports that it answers.
func (s *story) closeCase(ref string) error {
	r, err := s.look(ref)
	if err != nil || !r.Open {
		return err
	}
	if err := s.assess(ref); err != nil { // before it is closed
		return err
	}
	end, before := s.endOf(r)
	contacted := true
	err = s.edit(ref, func(u *change.Unit, e *change.Edit) error {
		contacted = !e.Record().Contacted.IsZero()
		for id, v := range before {
			if err := e.Set(id, v); err != nil {
				return err
			}
		}
		return e.EndActions(func(record.Action) (string, string) { return record.ActionDone, "Done before the case was closed." })
	})
	if err != nil {
		return err
	}
	if r.Kind == "concern" {
		return s.answerConcern(r)
	}
	if k, _ := s.pack.Kind(r.Kind); !contacted && gate.PromisesContact(s.pack, k) {
		end["leaving"] = "They were spoken to by the partner who works with them."
	}
	out, err := s.do(s.by(r.Team), ref, casework.Close, end)
	if k, _ := s.pack.Kind(r.Kind); err == nil && k.Agrees() {
		return s.leaderAnswers(ref)
	}
	if err := s.allowed(err); err != nil {
		return err
	}
	return s.closed(ref, out.With)
}

// leaderAnswers is whoever agrees closings looking at what was asked, within some working days. One in fifteen is returned, and some wait: they
// are what stands on the leader's home.
func (s *story) leaderAnswers(ref string) error {
	s.later(s.workday(2+s.random.IntN(3)), func() error {
		if s.chance(0.07) {
			_, err := s.do(s.posts["asb-team-leader"], ref, act.Return, act.Answers{"reason": "Ring those affected once more, and say which day it was last quiet."})
			if err == nil {
				s.later(s.workday(3), func() error { return s.closeCase(ref) })
			}
			return s.allowed(err)
		}
		out, err := s.do(s.posts["asb-team-leader"], ref, act.Agree, nil)
		if err != nil {
			return s.allowed(err)
		}
		return s.closed(ref, out.With)
	})
	return nil
}

// closed is what follows when a case is closed: those affected are asked how it is, and some of whom were answered come back.
func (s *story) closed(ref string, answered []string) error {
	s.later(s.workday(s.tillAsked()), func() error { return s.askAffected(ref) })
	for _, report := range answered {
		if err := s.comesBack(report); err != nil {
			return err
		}
	}
	if !slices.Contains(answered, s.origin[ref]) {
		s.answerOrigin(ref) // it is with a team that the officer may not close for
	}
	return nil
}

// answerOrigin answers the report that a case was opened from, the working day after.
func (s *story) answerOrigin(ref string) {
	if report := s.origin[ref]; report != "" {
		s.later(s.workday(1), func() error { return s.answer(report) })
	}
}

// tillAsked is after how many working days the officer asks those affected how it is: within the twenty that they have, and
// one in eight later than that.
func (s *story) tillAsked() int {
	if s.chance(0.12) {
		return 21 + s.random.IntN(15)
	}
	return 6 + s.random.IntN(14)
}

// askAffected is the officer asking those affected by a closed case, some days later; what they say is a satisfaction answer.
func (s *story) askAffected(ref string) error {
	r, err := s.look(ref)
	if err != nil || r.Open {
		return err
	}
	solved := s.chance(0.82)
	err = s.change(r, func(u *change.Unit, e *change.Edit) error {
		state, outcome := record.ActionDone, "Spoke with those affected by telephone. It has stayed quiet."
		switch {
		case s.chance(0.15):
			state, outcome = record.ActionNotDone, "Rang on three days and wrote; nobody answered."
		case !solved:
			outcome = "Spoke with those affected by telephone. It has begun again on some evenings."
		}
		if state == record.ActionDone {
			if err := s.satisfied(u, e, solved); err != nil {
				return err
			}
		} else {
			solved = true
		}
		return e.EndActions(func(record.Action) (string, string) { return state, outcome })
	})
	if err == nil && !solved && r.Kind == "asb-case" {
		err = s.allowed(s.move(s.by(r.Team), ref, "reopened", act.Answers{"reason": "Those affected say that it has begun again."}))
	}
	if err == nil && !solved {
		s.later(s.workday(1+s.random.IntN(4)), func() error { return s.workCase(ref) })
	}
	return err
}

// satisfied records what those affected answer, as the officer who asked.
func (s *story) satisfied(u *change.Unit, e *change.Edit, solved bool) error {
	r := e.Record()
	_, err := u.CreateFrom(e, record.Draft{Kind: "satisfaction", Title: "Satisfaction answer", Category: r.Category, OwnerBody: r.OwnerBody, Team: r.Team, Area: r.Area,
		Occurred: s.now, Fields: record.Fields{"about": r.Reference, "solved": solved, "rating": s.rating(solved), "informed": s.chance(0.75)}}, "What those affected said after it was closed")
	return err
}

// rating draws how satisfied somebody is.
func (s *story) rating(solved bool) string {
	if solved {
		return pick(s, []string{"very-satisfied", "very-satisfied", "very-satisfied", "satisfied", "satisfied", "satisfied", "satisfied", "neither", "neither", "dissatisfied"})
	}
	return pick(s, []string{"satisfied", "neither", "neither", "dissatisfied", "dissatisfied", "dissatisfied", "very-dissatisfied"})
}
