package demo

import (
	"time"

	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// calendar is what stands in the calendar of the boards beside their meetings: launches, reviews and steps of work plans, some
// behind and some ahead of the day on which the demonstration is made.
func (s *story) calendar(u *change.Unit) error {
	for _, x := range []struct {
		title, body, sort, state string
		months                   int
	}{
		{"Violence against women and girls strategy", "csp-board", "review", "done", -4},
		{"Strategic needs assessment to every board", "hwb", "work-plan", "done", -1},
		{"Community cohesion strategy", "pcg", "launch", "planned", 1},
		{"Joint work plan of the safeguarding boards", "thscp", "work-plan", "planned", 2},
		{"Substance misuse strategy", "hwb", "consultation", "planned", 3},
	} {
		if _, ok := s.pack.Body(x.body); !ok {
			continue
		}
		day := s.gate.Calendar().AddWorkingDays(s.end.Date().AddMonths(x.months), 0)
		if _, err := u.Create(record.Draft{Kind: board.KindEntry, Title: x.title, State: x.state, OwnerBody: "council", Team: office, Opened: s.now, Occurred: day.Start(),
			Fields: record.Fields{"title": x.title, "body": x.body, "sort": x.sort}}); err != nil {
			return err
		}
	}
	return nil
}

// calledTogether is a meeting of those who watch tension that could not wait for the quarter.
func (s *story) calledTogether() error {
	body, ok := s.pack.Body("tmg")
	if !ok {
		return nil
	}
	var members []pack.Body
	for _, id := range []string{"th-police", "lfb", "probation"} {
		if m, ok := s.pack.Body(id); ok {
			members = append(members, *m)
		}
	}
	day := s.gate.Calendar().AddWorkingDays(s.end.Date(), 1)
	_, err := board.Convene(s.ctx, s.acts, s.posts["performance-officer"], board.Call{Board: body, At: day.At(15 * time.Hour), Members: members,
		Why: "Leaflets against one community were put through doors in two wards. Agree who speaks with whom, and what is said in public."})
	return err
}
