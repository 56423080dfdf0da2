package demo

import (
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// registers enters the boards of the partnership and plans a year of quarterly meetings.
func (s *story) registers(first when.Date) error {
	return s.gate.Write(s.ctx, access.System("demonstration"), func(u *gate.Unit) error {
		for _, b := range s.pack.Bodies {
			if b.Kind != pack.Board && b.Kind != pack.Subgroup {
				continue
			}
			f := record.Fields{"body": b.ID, "answers_for": b.Does, "how_often": "quarterly"}
			if b.Parent != "" {
				f["reports_to"] = b.Parent
			}
			if _, err := u.Create(record.Draft{Kind: "board", Title: b.Name, OwnerBody: "council", Opened: first.Start(), Fields: f}); err != nil {
				return err
			}
			if b.Kind == pack.Subgroup {
				if err := s.meetings(u, b, first); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

func (s *story) meetings(u *gate.Unit, b pack.Body, first when.Date) error {
	for quarter := range 5 {
		day := s.gate.Calendar().AddWorkingDays(first.AddMonths(3*quarter), 5+s.random.IntN(10))
		d := record.Draft{Kind: "meeting", Title: fmt.Sprintf("%s, %s", b.Name, day.Words()), State: "planned", OwnerBody: "council", Team: office, Opened: first.Start(), Occurred: day.Start().Add(14 * time.Hour),
			Fields: record.Fields{"body": b.ID, "agenda": "Actions from the last meeting. Indicators of the quarter. One problem in depth. Any other business."}}
		e, err := u.Create(d)
		if err != nil {
			return err
		}
		ref := e.Record().Reference
		s.later(day.Start().Add(16*time.Hour), func() error { return s.meet(ref) })
	}
	return nil
}

// office is the team that keeps the boards and their papers.
const office = "partnership-office"

// meet is a meeting that was held: who came, what was said and what somebody is to do before the next one.
func (s *story) meet(ref string) error {
	err := s.edit(ref, func(u *gate.Unit, e *gate.Edit) error {
		if err := e.Set("attended", float64(7+s.random.IntN(9))); err != nil {
			return err
		}
		if err := e.Set("minutes", "The indicators of the quarter were read. Two actions were set and one was closed."); err != nil {
			return err
		}
		_, err := e.AddAction(record.Action{What: "Bring figures by ward to the next meeting", Owner: u.Who().Account, Body: "council", Due: s.gate.Calendar().AddWorkingDays(s.now.Date(), 40)})
		if err != nil {
			return err
		}
		return e.Move("held", "", "")
	})
	if err != nil {
		return err
	}
	s.later(s.workday(5+s.random.IntN(5)), func() error {
		return s.edit(ref, func(u *gate.Unit, e *gate.Edit) error { return e.Move("agreed", "", "") })
	})
	s.later(s.workday(20+s.random.IntN(22)), func() error {
		r, err := s.look(ref)
		if err != nil {
			return err
		}
		return s.change(r, func(u *gate.Unit, e *gate.Edit) error {
			return e.EndActions(func(record.Action) (string, string) {
				return record.ActionDone, "The figures went out with the papers."
			})
		})
	})
	return nil
}
