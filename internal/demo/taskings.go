package demo

import (
	"cmp"
	"time"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/when"
)

// askedOf are what is asked of a team; a patrol where a team has nothing of its own.
var askedOf = map[string][]string{
	"cctv-control": {"Camera for four weeks", "Watch the yard from 20:00 and tell the patrol"},
	"thh-housing":  {"Mend the street door and look at who has a fob", "Visit every flat of the block with the ward's police team"},
}

var askedOfOthers = []string{"High-visibility patrol at the named times", "Joint operation with outreach", "Test purchase and warning", "Plain-clothes watch on two evenings"}

// propose proposes a problem location to the next tasking meeting, for a team and by a day.
func (s *story) propose(team string, where spot, due when.Date) (string, error) {
	asked := askedOf[team]
	if asked == nil {
		asked = askedOfOthers
	}
	return s.tasking.Propose(s.ctx, s.by("tasking-desk"), tasking.Asked{Title: "Problem location, " + where.street, Reason: "Reports and police figures have risen here for two months.",
		Action: pick(s, asked), Team: team, Problem: pick(s, []string{"asb", "drugs", "nitrous-oxide", "violence", "vehicles"}), Due: due,
		Area: where.area, Place: where.street, Point: &where.at, Times: "Thursday to Saturday, 20:00 to 01:00"})
}

// proposeTasking proposes one, which the meeting agrees; the team accepts, and says what came of it.
func (s *story) proposeTasking() error {
	team := pick(s, []string{"ptf", "ptf", "theos", "theos", "theos", "thh-housing", "asb-north-west", "cctv-control"})
	ref, err := s.propose(team, s.somewhere(), s.gate.Calendar().AddWorkingDays(s.now.Date(), 15))
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

// cameOf is what a team says came of its taskings; the others patrol.
var cameOf = map[string]string{
	"cctv-control": "The camera was up for four weeks. Three incidents were passed to the police at once, and it has been quieter since.",
	"thh-housing":  "The street door was mended and twelve fobs that nobody could account for were cancelled.",
}

func (s *story) endTasking(ref, team string) error {
	if s.chance(0.15) {
		return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.NotDone, "The officers were called to a larger incident on both evenings."))
	}
	return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.Done,
		cmp.Or(cameOf[team], "Patrolled on three evenings; people moved on, two warned, one offer of treatment taken.")))
}
