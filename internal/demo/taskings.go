package demo

import (
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/when"
)

// askedOf are what is asked of a team; a patrol where a team has nothing of its own.
var askedOf = map[string][]string{
	"cctv-control": {"Camera for four weeks", "Watch the yard from 20:00 and tell the patrol"},
	"thh-housing":  {"Mend the street door and look at who has a fob", "Visit every flat of the block with the ward's police team"},
}

var askedOfOthers = []string{"High-visibility patrol at the named times", "Joint operation with outreach", "Test purchase and warning", "Plain-clothes watch on two evenings"}

var reasons = []string{"Reports and police figures have risen here for two months.", "Four reports in three weeks, all between ten and two at night.",
	"A hot spot that has lasted for three quarters, and more than chance.", "The school and two shops asked for it. Canisters are swept up every morning.",
	"Residents say on walkabouts that they avoid it after dark.", "It came back six weeks after the last operation."}

// propose proposes a problem location to the next tasking meeting, for a team and by a day.
func (s *story) propose(team string, where spot, due when.Date) (string, error) {
	asked := askedOf[team]
	if asked == nil {
		asked = askedOfOthers
	}
	return s.tasking.Propose(s.ctx, s.by("tasking-desk"), tasking.Asked{Reason: pick(s, reasons),
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
	if err := s.allowed(s.move(s.by("tasking-desk"), ref, tasking.Agreed, nil)); err != nil {
		return err
	}
	s.later(s.workday(1+s.random.IntN(2)), func() error { return s.allowed(s.move(s.by(team), ref, tasking.Accepted, nil)) })
	s.later(s.workday(4+s.random.IntN(9)), func() error { return s.endTasking(ref, team) })
	return nil
}

// cameOf is what a team that does not patrol says came of its taskings.
var cameOf = map[string][]string{
	"cctv-control": {"The camera was up for four weeks. Three incidents were passed to the police at once, and it has been quieter since.", "Watched on six evenings; one wanted vehicle was seen and stopped."},
	"thh-housing":  {"The street door was mended and twelve fobs that nobody could account for were cancelled.", "All flats were visited. Two tenants were warned about their visitors."},
}

var found = []string{"The group moved on when we came and did not come back that night.", "Quiet on both evenings.", "Two cars with balloons left as we came.", "People were using drugs in the stairwell; outreach came with us.",
	"Shopkeepers say that it is better since the last patrol."}

var notDone = []string{"The officers were called to a larger incident on both evenings.", "Half of the team was ill that week, and the street was quiet when it was looked at after.", "Roadworks closed the street. Proposed again for when it is open."}

// endTasking is what came of it. A team that patrols records the patrol with its counts, and the tasking says the same.
func (s *story) endTasking(ref, team string) error {
	switch {
	case s.chance(0.15):
		return s.allowed(s.move(s.by(team), ref, tasking.NotDone, act.Answers{"words": pick(s, notDone)}))
	case cameOf[team] != nil:
		return s.allowed(s.move(s.by(team), ref, tasking.Done, act.Answers{"words": pick(s, cameOf[team])}))
	}
	return s.allowed(change.Of(s.gate).Write(s.ctx, s.by(team), func(u *change.Unit) error {
		e, err := tasking.Edit(u, ref, 0)
		if err != nil || e.Record().State != tasking.Accepted {
			return err
		}
		t := e.Record()
		d := at(s.onPatrol(team, "tasking"), spot{street: t.Place, area: t.Area, at: *t.Point})
		d.Team, d.OwnerBody, d.Occurred = team, u.Who().Posts[0].Body, s.now
		p, err := u.Create(d)
		if err != nil {
			return err
		}
		if err := u.Link(p, e, "The patrol for this tasking"); err != nil {
			return err
		}
		n := func(id string) int { return int(d.Fields.Number(id)) }
		return tasking.Finish(e, fmt.Sprintf("%s %d officers were there for %d minutes. People spoken with: %d. Warned: %d. Offers of support: %d.",
			pick(s, found), n("officers"), n("minutes"), n("engaged"), n("warnings"), n("support_offers")))
	}))
}
