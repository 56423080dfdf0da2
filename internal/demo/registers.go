package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// registers enters the boards of the partnership and plans a year of meetings, on invented days.
func (s *story) registers(first when.Date) error {
	return change.Of(s.gate).Write(s.ctx, access.System("demonstration"), func(u *change.Unit) error {
		for i, b := range s.pack.Bodies {
			if err := s.register(u, b, first, i%3); err != nil {
				return err
			}
		}
		if err := s.calendar(u); err != nil {
			return err
		}
		return s.grants(u, first)
	})
}

// invented says of a grant that no paper knows it.
const invented = "Invented for this demonstration: no paper names it."

// grants are the bids that the papers name, each with the funder, holder and amount that they give it and no outcome, for they
// give none, and two that are invented and say so, so that a bid that waits and one that was lost can be seen too.
func (s *story) grants(u *change.Unit, first when.Date) error {
	for _, g := range []struct {
		title, funder, holder, place, state, purpose string
		pounds                                       int64
	}{
		{"Crime reduction initiatives", "mopac", "council", "The whole borough", "won",
			"Money of the Violence Reduction Unit by way of the London Crime Prevention Fund; many of the initiatives are to reduce violence.", 1_300_000},
		{"My Ends", "vru", "thicn", "Isle of Dogs", "won", "Work at one place to tackle violence, by a group of voluntary partners.", 750_000},
		{"Project ADDER", "home-office", "council", "The whole borough", "won",
			"Addiction, disruption, diversion, enforcement and recovery. One page of the paper has £1m a year for two years, from Public Health England and the Home Office; another has nearly £1m for one year.", 1_000_000},
		{"Lights and gates for the passages behind the market", "mopac", "council", "Whitechapel", "bid", invented, 85_000},
		{"Night-time safety hub", "home-office", "council", "Shoreditch", "lost", invented, 120_000},
	} {
		f := record.Fields{"title": g.title, "funder": g.funder, "holder": g.holder, "place": g.place, "amount": g.pounds * 100, "purpose": g.purpose}
		if _, err := u.Create(record.Draft{Kind: "grant", Title: g.title, State: g.state, OwnerBody: "council", Team: office, Opened: first.Start(), Due: first.AddMonths(14), Fields: f}); err != nil {
			return err
		}
	}
	return nil
}

// register enters a board, and plans the meetings of those that meet: the subgroups, and a panel that has a team of its own.
// The months are those by which its quarters lag, for boards do not all meet in the same weeks.
func (s *story) register(u *change.Unit, b pack.Body, first when.Date, months int) error {
	if b.Kind == pack.Board || b.Kind == pack.Subgroup {
		f := record.Fields{"body": b.ID, "answers_for": b.Does, "how_often": cadence(b.Meets)}
		if b.Parent != "" {
			f["reports_to"] = b.Parent
		}
		if _, err := u.Create(record.Draft{Kind: "board", Title: b.Name, OwnerBody: "council", Opened: first.Start(), Fields: f}); err != nil {
			return err
		}
	}
	if i := slices.IndexFunc(s.pack.Teams, func(t pack.Team) bool { return t.Body == b.ID }); i >= 0 && b.Kind == pack.Panel {
		return s.meetings(u, b, first.AddMonths(months), b.ID, s.pack.Teams[i].ID)
	}
	if b.Kind != pack.Subgroup {
		return nil
	}
	return s.meetings(u, b, first.AddMonths(months), "council", office)
}

// cadence is how often a board meets as the register keeps it, from the words of its paper. Where they give no interval the
// register says so: what the papers do not say is not invented.
func cadence(meets string) string {
	interval, _, _ := strings.Cut(meets, ";")
	switch strings.TrimSpace(interval) {
	case "every three months", "quarterly":
		return "quarterly"
	case "annually", "every year":
		return "yearly"
	case "every month", "monthly":
		return "monthly"
	}
	return "not-stated"
}

// meetings plans a year of a body's meetings; who keeps them is a team of a body.
func (s *story) meetings(u *change.Unit, b pack.Body, first when.Date, owner, team string) error {
	for quarter := range 5 {
		day := s.gate.Calendar().AddWorkingDays(first.AddMonths(3*quarter), 5+s.random.IntN(10))
		d := record.Draft{Kind: "meeting", Title: fmt.Sprintf("%s, %s", b.Name, day.Words()), State: "planned", OwnerBody: owner, Team: team, Opened: s.now, Occurred: day.Start().Add(14 * time.Hour),
			Fields: record.Fields{"body": b.ID, "agenda": "Actions from the last meeting. Indicators of the quarter. One problem in depth. Any other business."}}
		e, err := u.Create(d)
		if err != nil {
			return err
		}
		ref := e.Record().Reference
		s.later(day.Start().Add(16*time.Hour), func() error { return s.meet(ref) })
		if day.After(s.end.Date()) && day.Before(s.end.Date().AddDays(60)) {
			s.later(s.ago(3, 9), func() error { return s.papers(ref, day) })
		}
	}
	return nil
}

// papers sets whoever keeps a meeting that is to come the action of sending out what will be read there.
func (s *story) papers(ref string, day when.Date) error {
	return s.edit(ref, func(u *change.Unit, e *change.Edit) error {
		_, err := e.AddAction(record.Action{What: "Send out the papers of the meeting", Owner: u.Who().Account, Due: s.gate.Calendar().AddWorkingDays(day, -3)})
		return err
	})
}

// office is the team that keeps the boards and their papers.
const office = "partnership-office"

// setAtMeetings is what boards set: whose it is, by role or by body, and what came of it.
var setAtMeetings = []struct{ role, body, what, came string }{
	{"performance-officer", "", "Bring the figures by ward to the next meeting", "The figures went out with the papers."},
	{"performance-officer", "", "Ask every partner for its part of the plan’s review", "All but one have sent theirs; the last was rung."},
	{"tasking-coordinator", "", "Put the two worst streets to the tasking meeting", "Both were agreed as taskings."},
	{"panel-chair", "", "Write to the schools about who comes to the meetings", "Four schools will send somebody."},
	{"", "th-police", "Bring the numbers of officers by ward", "The numbers were given and are in the minutes."},
	{"", "council", "Say by when the doors of the three blocks are mended", "Two are mended; the third is ordered."},
	{"", "council", "Find out what the lighting of the passage would cost", "It costs less than was thought and is in the budget."},
}

// meet is a meeting that was held: who came, what was said and what somebody is to do before the next one.
func (s *story) meet(ref string) error {
	err := s.edit(ref, func(u *change.Unit, e *change.Edit) error {
		if err := e.Set("attended", float64(7+s.random.IntN(9))); err != nil {
			return err
		}
		if err := e.Set("minutes", "The indicators of the quarter were read, and what was set at the last meeting. New actions were set; each has somebody and a day."); err != nil {
			return err
		}
		for range 1 + s.random.IntN(3) {
			if err := s.setAction(u, e); err != nil {
				return err
			}
		}
		return e.Move("held", "", "")
	})
	if err != nil {
		return err
	}
	s.later(s.workday(5+s.random.IntN(5)), func() error {
		return s.edit(ref, func(u *change.Unit, e *change.Edit) error { return e.Move("agreed", "", "") })
	})
	return nil
}

// setAction sets the next of what boards set, and ends it: most in time, some late, a few not at all. Of what was due in the
// last two months one in three is still open; nothing older is. They are counted and not drawn, so that a demonstration of any
// day shows each of these.
func (s *story) setAction(u *change.Unit, e *change.Edit) error {
	n := s.set
	s.set++
	set, ref, owner := setAtMeetings[n%len(setAtMeetings)], e.Record().Reference, ""
	if set.role != "" {
		owner = s.posts[set.role].Account
	}
	if e.Record().OwnerBody != "council" {
		owner, set.body = u.Who().Account, "" // a panel of residents sets its actions itself
	}
	takes := 15 + s.random.IntN(30)
	due := s.gate.Calendar().AddWorkingDays(s.now.Date(), takes)
	id, err := e.AddAction(record.Action{What: set.what, Owner: owner, Body: set.body, Due: due})
	if err != nil || due.After(s.end.Date().AddDays(-60)) && n%3 == 0 {
		return err
	}
	state, came, ends := record.ActionDone, set.came, takes-s.random.IntN(12)
	switch {
	case n%10 == 4:
		state, came = record.ActionNotDone, "Nobody could be found for it before the next meeting. It was set again."
	case n%6 == 1:
		ends = takes + s.random.IntN(10)
	}
	s.later(s.workday(ends), func() error {
		r, err := s.look(ref)
		if err != nil {
			return err
		}
		return s.change(r, func(_ *change.Unit, e *change.Edit) error {
			return e.EndActions(func(a record.Action) (string, string) {
				if a.ID != id {
					return "", ""
				}
				return state, came
			})
		})
	})
	return nil
}
