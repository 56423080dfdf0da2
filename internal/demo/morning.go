package demo

import (
	"time"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// whitechapel is the ward whose police team has a demonstration user, and their team.
const (
	whitechapel    = "E05009336"
	whitechapelSNT = "snt-whitechapel"
)

// morning is what the last days left on the desks: whatever chance made of the year, every user of the demonstration finds
// what needs them now.
func (s *story) morning() {
	s.unread()
	s.refused()
	for _, category := range []string{"hate", "child-worry"} {
		s.later(s.ago(1, 9), func() error { return s.untouched(category) })
	}
	s.later(s.ago(9, 10), s.shared)
	s.given()
	for _, at := range []when.Instant{s.ago(1, 20), s.ago(2, 21), s.ago(4, 19)} {
		s.later(at, func() error { return s.patrolBy(whitechapelSNT, s.inArea(whitechapel)) })
	}
	for _, at := range []when.Instant{s.ago(1, 13), s.ago(1, 22), s.ago(2, 23)} {
		s.later(at, func() error { return s.detectedAt(s.inArea(whitechapel)) })
	}
	s.later(s.ago(4, 11), s.draftProfile)
	s.later(s.ago(1, 9), s.calledTogether)
	s.diaries()
}

// ago is an hour of the day that lies some working days before the story's end.
func (s *story) ago(days, hour int) when.Instant {
	return s.gate.Calendar().AddWorkingDays(s.end.Date(), -days).Start().Add(time.Duration(hour) * time.Hour)
}

// unread are reports of the last working day that nobody has taken on: one for each of those who read what comes in.
func (s *story) unread() {
	for i, category := range []string{"drug-dealing", "robbery", "groups", "housing-repair", "fire-setting", "child-worry", "hate", "stop-search", "other", "other"} {
		s.later(s.ago(1, 9+i), func() error {
			where := s.inArea(whitechapel)
			if category == "other" {
				where = spot{} // the contact centre finds the place
			}
			_, err := s.report(category, where)
			return err
		})
	}
}

// refused is a report that came back to the intake, which has to place it.
func (s *story) refused() {
	s.later(s.ago(2, 15), func() error {
		ref, err := s.report("trespass", s.inArea(whitechapel))
		if err != nil {
			return err
		}
		s.later(s.ago(1, 12), func() error {
			r, err := s.look(ref)
			if err != nil {
				return err
			}
			_, err = s.do(s.by(r.Team), ref, triage.Refuse, act.Answers{"reason": "The roof belongs to the college. Its security should be asked first."})
			return s.allowed(err)
		})
		return nil
	})
}

// untouched is a case that was opened on the last working day and in which nobody has been spoken to.
func (s *story) untouched(category string) error {
	ref, err := s.report(category, s.somewhere())
	if err != nil {
		return err
	}
	s.later(s.ago(1, 15), func() error {
		_, err := s.opened(ref)
		return err
	})
	return nil
}

// opened accepts a report and opens the case of its category.
func (s *story) opened(ref string) (string, error) {
	r, err := s.look(ref)
	if err != nil {
		return "", err
	}
	who := s.by(r.Team)
	if _, err := s.do(who, ref, triage.Accept, nil); err != nil {
		return "", err
	}
	c, _ := s.pack.Category(r.Category)
	k, _ := s.pack.Kind(c.Kind)
	out, err := s.do(who, ref, triage.OpenCase, s.opening(k, r))
	return out.Made, err
}

// shared is a case at high risk on which the council and the police act together: each of its actions is somebody's.
func (s *story) shared() error {
	ref, err := s.report("threats", s.inArea(whitechapel))
	if err != nil {
		return err
	}
	s.later(s.ago(8, 10), func() error {
		kase, err := s.opened(ref)
		if err != nil {
			return err
		}
		if err := s.edit(ref, func(_ *change.Unit, e *change.Edit) error { return e.Contact(record.Contact{How: "telephone"}) }); err != nil {
			return err
		}
		if err := s.judgedHigh(kase); err != nil {
			return err
		}
		if err := s.markedAlleged(kase); err != nil {
			return err
		}
		if err := s.edit(kase, s.agreeTogether); err != nil {
			return err
		}
		s.later(s.ago(7, 11), func() error { // what the police know of it and the council does not read
			_, err := s.do(s.by(whitechapelSNT), kase, act.Note, act.Answers{"note": policeAlone, "audience": "police"})
			return err
		})
		return nil
	})
	return nil
}

// policeAlone is a note of the police on the shared case, under their seal.
const policeAlone = "One of the two men uses another name. A warrant is being asked for: nothing of it is said to the block before that."

func (s *story) agreeTogether(_ *change.Unit, e *change.Edit) error {
	if err := e.Contact(record.Contact{How: "visit"}); err != nil {
		return err
	}
	day := func(days int) when.Date { return s.gate.Calendar().AddWorkingDays(s.end.Date(), days) }
	if _, err := e.AddAction(record.Action{What: "Look at the fire doors of the block, and say what you found", Body: "lfb", Due: day(2)}); err != nil {
		return err
	}
	for _, a := range []struct {
		owner access.Principal
		what  string
		due   int
	}{
		{s.by(whitechapelSNT), "Say what the police know of the two men who were named", -1},
		{s.by(whitechapelSNT), "Joint visit to both households with the ASB officer", 1},
		{s.by("ptf"), "Plan a patrol of the block with the ward’s team", 2},
		{s.posts["asb-team-leader"], "Agree the plan with the police and the landlord, and who rings whom", 1},
		{s.posts["panel-chair"], "Put the case before the panel, with the landlord", 4},
		{s.by(e.Record().Team), "Put up a deployable camera at the street door", 3},
	} {
		if _, err := e.AddAction(record.Action{What: a.what, Owner: a.owner.Account, Due: day(a.due)}); err != nil {
			return err
		}
	}
	if err := e.Exclude(s.related.Account, "One of the two men is her cousin, as she told us herself."); err != nil {
		return err
	}
	return e.Move("investigating", "", "")
}

// given are taskings at every stage: agreed and not yet accepted, being done, and past their day.
func (s *story) given() {
	for _, t := range []struct {
		team     string
		days     int // agreed so many working days ago
		due      int
		accepted bool
	}{
		{whitechapelSNT, 6, 3, true}, {whitechapelSNT, 1, 8, false}, {"theos", 5, 2, true}, {"theos", 1, 7, false},
		{"thh-housing", 3, 6, true}, {"cctv-control", 6, 4, true}, {"asb-south-east", 2, 9, false}, {"ptf", 12, -1, true},
	} {
		s.later(s.ago(t.days+1, 15), func() error {
			where := s.somewhere()
			if team, _ := s.pack.Team(t.team); len(team.Areas) > 0 {
				where = s.inArea(team.Areas...)
			}
			ref, err := s.propose(t.team, where, s.gate.Calendar().AddWorkingDays(s.end.Date(), t.due))
			if err != nil {
				return err
			}
			s.later(s.ago(t.days, 10), func() error { return s.move(s.by("tasking-desk"), ref, tasking.Agreed, nil) })
			if t.accepted {
				s.later(s.ago(t.days, 16), func() error { return s.move(s.by(t.team), ref, tasking.Accepted, nil) })
			}
			return nil
		})
	}
}

// draftProfile is what the analyst is writing.
func (s *story) draftProfile() error {
	who := s.posts["analyst"]
	return change.Of(s.gate).Write(s.ctx, who, func(u *change.Unit) error {
		_, err := u.Create(record.Draft{Kind: "analytic-product", Title: "Nitrous oxide in the north-west, problem profile", State: "draft", OwnerBody: who.Posts[0].Body, Team: who.Posts[0].Team, Assignee: who.Account, Opened: s.now,
			Fields: record.Fields{"sort": "profile", "dated": s.now.Date(), "author": who.Name, "audience": "The tasking meeting", "priorities": []string{"P1"},
				"about_source": "Reports and canister sightings of a year; police data as published."}})
		return err
	})
}
