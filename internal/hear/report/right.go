package report

import (
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/message"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// tellInPerson is what somebody of the staff does where no way is known to be safe, and tellWithin how many working days it may take.
const (
	tellInPerson = "Tell them that they can ask for a case review: they have reported more than once in six months. No way to write to them is known to be safe, so do it when you speak with them"
	tellWithin   = 5
)

// tellRight tells whoever reports a second time within six months of the right to a case review, once in that time (Home Office, statutory
// guidance of 2025: every victim who does). It goes by the way that they called safe, in the words of the pack and from its teller; where no way
// is known to be safe it is an action for whoever has the report. How it was told stays on the report, where it is counted.
//
// By their own word that they reported before, or because staff who take it down may know: what a sender's own report does must not depend on
// whether somebody of the same address reported, for whoever types another's address must not learn of it. Who says nothing of it is told by whoever
// answers them, to whom the earlier reports are shown.
func (s *sending) tellRight(u *change.Unit, e *change.Edit) error {
	if !s.desk.Gate.Pack().TellsRights() || s.f.Anonymous || len(s.traces) == 0 || !s.staff && !s.f.Repeat {
		return nil
	}
	since := s.desk.since(reviewMonths)
	if told, err := u.Traced(s.rights, since); err != nil || told {
		return err
	}
	again, err := u.Traced(s.traces, since)
	if err != nil || !again && !s.f.Repeat {
		return err
	}
	if err := u.KeepTrace(e, s.rights...); err != nil {
		return err
	}
	contact, _ := message.ContactOf(e.Record())
	if message.WayTo(contact, u.Now()).Channel != "" {
		return e.Set(pack.ReviewTold, pack.ToldByMessage)
	}
	if err := e.Set(pack.ReviewTold, pack.ToldByTask); err != nil {
		return err
	}
	r := e.Record()
	_, err = e.AddAction(record.Action{What: tellInPerson, Team: r.Team, Body: r.OwnerBody, Due: s.desk.Gate.Calendar().AddWorkingDays(u.Now().Date(), tellWithin)})
	return err
}
