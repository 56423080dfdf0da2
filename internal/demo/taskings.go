package demo

import (
	"time"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/when"
)

// proposeTasking proposes a problem location to the next tasking meeting, which agrees it; the team accepts, and says what came
// of it.
func (s *story) proposeTasking() error {
	desk := s.by("tasking-desk")
	where, team := s.somewhere(), pick(s, []string{"ptf", "ptf", "theos", "theos", "theos", "thh-housing", "asb-north-west", "cctv-control"})
	ref, err := s.tasking.Propose(s.ctx, desk, tasking.Asked{Title: "Problem location, " + where.street, Reason: "Reports and police figures have risen here for two months.",
		Action: pick(s, []string{"High-visibility patrol at the named times", "Joint operation with outreach", "Test purchase and warning", "Camera for four weeks"}),
		Team:   team, Problem: pick(s, []string{"asb", "drugs", "nitrous-oxide", "violence", "vehicles"}), Due: s.gate.Calendar().AddWorkingDays(s.now.Date(), 15),
		Area: where.area, Place: where.street, Point: &where.at, Times: "Thursday to Saturday, 20:00 to 01:00"})
	if err != nil {
		return s.allowed(err)
	}
	s.later(nextMeeting(s.now.Date()), func() error { return s.agreeTasking(ref, team) })
	return nil
}

// nextMeeting is the tasking meeting that follows a day: Tuesday at ten.
func nextMeeting(day when.Date) when.Instant {
	for {
		if day = day.AddDays(1); day.Weekday() == time.Tuesday {
			return day.Start().Add(10 * time.Hour)
		}
	}
}

func (s *story) agreeTasking(ref, team string) error {
	if err := s.allowed(s.tasking.Move(s.ctx, s.by("tasking-desk"), ref, 0, tasking.Agreed, "")); err != nil {
		return err
	}
	s.later(s.workday(1+s.random.IntN(2)), func() error { return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.Accepted, "")) })
	s.later(s.workday(4+s.random.IntN(9)), func() error { return s.endTasking(ref, team) })
	return nil
}

func (s *story) endTasking(ref, team string) error {
	if s.chance(0.15) {
		return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.NotDone, "The officers were called to a larger incident on both evenings."))
	}
	return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.Done, "Patrolled on three evenings; people moved on, two warned, one offer of treatment taken."))
}
