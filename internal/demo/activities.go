package demo

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
)

// record keeps an activity as an officer of the team.
func (s *story) record(team string, d record.Draft) error {
	who := s.by(team)
	d.Team, d.OwnerBody, d.Occurred = team, who.Posts[0].Body, s.now
	return s.allowed(s.gate.Write(s.ctx, who, func(u *gate.Unit) error {
		_, err := u.Create(d)
		return err
	}))
}

func at(d record.Draft, where spot) record.Draft {
	d.Area, d.Place, d.Point = where.area, where.street, &where.at
	d.Title += ", " + where.street
	return d
}

func (s *story) count(most int) float64 { return float64(s.random.IntN(most + 1)) }

// patrol is officers on the street.
func (s *story) patrol() error {
	team := pick(s, []string{"theos", "theos", "theos", "ptf", "snt-whitechapel"})
	why := pick(s, []string{"tasking", "hotspot", "nitrous-oxide", "reports", "routine"})
	f := record.Fields{"team": team, "why": why, "officers": float64(2 + s.random.IntN(4)), "minutes": float64(45 + 15*s.random.IntN(8)),
		"engaged": s.count(14), "support_offers": s.count(4), "warnings": s.count(2), "outreach": s.chance(0.3)}
	if why == "nitrous-oxide" {
		f["canisters"] = s.count(120)
	}
	if s.chance(0.05) {
		f["weapons"] = 1.0
	}
	return s.record(team, at(record.Draft{Kind: "patrol", Title: "Patrol", Fields: f}, s.somewhere()))
}

func (s *story) detection() error {
	sort := pick(s, []string{"incident", "incident", "incident", "asb", "wanted-vehicle", "fly-tipping"})
	f := record.Fields{"sort": sort, "what": "Seen on camera and passed on at once.", "told_police": true, "camera": fmt.Sprintf("TH%03d", s.random.IntN(350))}
	if s.chance(0.18) {
		f["arrests"] = 1.0
	}
	return s.record("cctv-control", at(record.Draft{Kind: "cctv-detection", Title: "CCTV detection", Fields: f}, s.somewhere()))
}

func (s *story) sighting() error {
	f := record.Fields{"canisters": float64(5 + s.random.IntN(200)), "seen_by": "theos", "people": s.chance(0.4), "cleared": s.chance(0.5)}
	return s.record("theos", at(record.Draft{Kind: "canister-sighting", Title: "Canisters", Fields: f}, s.somewhere()))
}

func (s *story) sweep() error {
	found := s.count(3)
	f := record.Fields{"team": "ptf", "officers": float64(4 + s.random.IntN(8)), "residents": s.count(9), "weapons": found}
	if found > 0 {
		f["weapon_kinds"] = []string{"knife"}
	}
	return s.record("ptf", at(record.Draft{Kind: "weapons-sweep", Title: "Weapons sweep", Fields: f}, s.somewhere()))
}

func (s *story) training() error {
	f := record.Fields{"subject": pick(s, []string{"prevent", "hate", "vawg", "ask-for-angela"}), "audience": pick(s, []string{"staff", "school", "venues"}), "attended": float64(8 + s.random.IntN(40))}
	return s.record("hate-crime", record.Draft{Kind: "training-session", Title: "Training session", Fields: f})
}

func (s *story) walkabout() error {
	issues := 3 + s.random.IntN(9)
	f := record.Fields{"lead": "asb-north-west", "residents": s.count(12), "issues": float64(issues), "done": float64(s.random.IntN(issues + 1))}
	return s.record("theos", at(record.Draft{Kind: "walkabout", Title: "Walkabout", State: "walked", Fields: f}, s.somewhere()))
}

// taskingMeeting proposes one to three problem locations and agrees them; the teams accept, and say what came of it.
func (s *story) taskingMeeting() error {
	desk := s.by("tasking-desk")
	for range 1 + s.random.IntN(3) {
		where, team := s.somewhere(), pick(s, []string{"ptf", "theos", "theos"})
		ref, err := s.tasking.Propose(s.ctx, desk, tasking.Asked{Title: "Problem location, " + where.street, Reason: "Reports and police figures have risen here for two months.",
			Action: pick(s, []string{"High-visibility patrol at the named times", "Joint operation with outreach", "Test purchase and warning", "Camera for four weeks"}),
			Team:   team, Problem: pick(s, []string{"asb", "drugs", "nitrous-oxide", "violence", "vehicles"}), Due: s.gate.Calendar().AddWorkingDays(s.now.Date(), 10),
			Area: where.area, Place: where.street, Point: &where.at, Times: "Thursday to Saturday, 20:00 to 01:00"})
		if err != nil {
			return s.allowed(err)
		}
		if err := s.allowed(s.tasking.Move(s.ctx, desk, ref, 0, tasking.Agreed, "")); err != nil {
			return err
		}
		s.later(s.workday(1+s.random.IntN(2)), func() error { return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.Accepted, "")) })
		s.later(s.workday(5+s.random.IntN(9)), func() error { return s.endTasking(ref, team) })
	}
	return nil
}

func (s *story) endTasking(ref, team string) error {
	if s.chance(0.15) {
		return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.NotDone, "The officers were called to a larger incident on both evenings."))
	}
	return s.allowed(s.tasking.Move(s.ctx, s.by(team), ref, 0, tasking.Done, "Patrolled on three evenings; people moved on, two warned, one offer of treatment taken."))
}
