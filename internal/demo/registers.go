package demo

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// registers enters the boards of the partnership with a year of quarterly meetings.
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
		held := day.Before(s.end.Date())
		d := record.Draft{Kind: "meeting", Title: fmt.Sprintf("%s, %s", b.Name, day.Words()), State: "planned", OwnerBody: "council", Opened: first.Start(), Occurred: day.Start().Add(14 * 3600e9),
			Fields: record.Fields{"body": b.ID, "agenda": "Actions from the last meeting. Indicators of the quarter. One problem in depth. Any other business."}}
		if held {
			d.State = "agreed"
			d.Fields["minutes"] = "The indicators of the quarter were read. Two actions were set and one was closed."
			d.Fields["attended"] = float64(7 + s.random.IntN(9))
		}
		e, err := u.Create(d)
		if err != nil {
			return err
		}
		if !held {
			continue
		}
		if _, err := e.AddAction(record.Action{What: "Bring figures by ward to the next meeting", Body: "council", Due: day.AddMonths(2)}); err != nil {
			return err
		}
	}
	return nil
}
