package demo

import (
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/record"
)

// foundOnWalks is what walkabouts find, and who answers it.
var foundOnWalks = []struct{ what, body string }{
	{"Mend the gate of the car park", "council"}, {"Clear canisters and needles behind the shops", "council"}, {"Cut back the hedge along the path", "council"},
	{"Replace two lamps of the passage", "council"}, {"Speak with the shop about sales of nitrous oxide", "th-police"}, {"Paint over the tags at the entrance", "council"},
}

// walkabout is partners and residents walking a place; two weeks later they come back on an action day.
func (s *story) walkabout() error {
	where, who := s.somewhere(), s.by("theos")
	d := at(record.Draft{Kind: "walkabout", Title: "Walkabout", Team: "theos", OwnerBody: who.Posts[0].Body, Occurred: s.now, Fields: record.Fields{"lead": "asb-north-west", "residents": s.count(12)}}, where)
	return s.allowed(change.Of(s.gate).Write(s.ctx, who, func(u *change.Unit) error {
		e, err := u.Create(d)
		if err != nil {
			return err
		}
		return s.walked(e)
	}))
}

// walked notes what was found, an action for each issue, and sets the action day.
func (s *story) walked(e *change.Edit) error {
	issues, day := 2+s.random.IntN(4), s.gate.Calendar().AddWorkingDays(s.now.Date(), 10)
	if err := e.Set("issues", float64(issues)); err != nil {
		return err
	}
	if err := e.Move("walked", "", ""); err != nil {
		return err
	}
	order := s.random.Perm(len(foundOnWalks))
	for _, i := range order[:issues] {
		if _, err := e.AddAction(record.Action{What: foundOnWalks[i].what, Body: foundOnWalks[i].body, Due: day}); err != nil {
			return err
		}
	}
	if err := e.Set("action_day", day); err != nil {
		return err
	}
	ref := e.Record().Reference
	s.later(s.workday(10), func() error { return s.actionDay(ref) })
	return e.Move("action-day", "", "")
}

// actionDay is what was done on the day, and what was not and why.
func (s *story) actionDay(ref string) error {
	return s.edit(ref, func(_ *change.Unit, e *change.Edit) error {
		done, missed := 0.0, ""
		err := e.EndActions(func(a record.Action) (string, string) {
			if s.chance(0.25) {
				missed += a.What + ": the contractor did not come. "
				return record.ActionNotDone, "The contractor did not come."
			}
			done++
			return record.ActionDone, "Done on the action day."
		})
		if err != nil {
			return err
		}
		if err := e.Set("done", done); err != nil {
			return err
		}
		if missed != "" {
			if err := e.Set("not_done", missed); err != nil {
				return err
			}
		}
		return e.Move("answered", "", "")
	})
}
