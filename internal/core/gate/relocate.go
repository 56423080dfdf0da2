package gate

import (
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Relocation is where a record really was, and what follows from it.
type Relocation struct {
	Place  string
	Area   string
	Point  *record.Point
	Title  string // none keeps the title
	Team   string // the team that it goes to from there; none keeps the team
	Sender string // the body that sends it there, which keeps it until that team accepts
	Reason string // of the sending
}

// Relocate corrects where a record was and sends it on in one act. It is decided on the record as it stood: the right ward, or the
// team that it belongs to from there, may well be out of reach of who corrects it.
func (e *Edit) Relocate(to Relocation) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	sends := to.Team != "" && to.Team != e.rec.Team
	if sends {
		if err := e.mayAsStaff(pack.Assign); err != nil {
			return err
		}
	}
	if to.Title != "" {
		if err := e.Correct("title", to.Title, ""); err != nil {
			return err
		}
	}
	if err := e.Correct("place", to.Place, ""); err != nil {
		return err
	}
	if err := e.Put(to.Point); err != nil {
		return err
	}
	if e.rec.Area != to.Area {
		e.say("changed", "area", e.rec.Area, to.Area, "", record.ForStaff)
		e.rec.Area = to.Area
	}
	if !sends {
		return nil
	}
	if to.Sender != "" {
		e.Sent(to.Sender)
	}
	e.say("assigned", "team", e.rec.Team, to.Team, to.Reason, record.ForStaff)
	e.rec.Team = to.Team
	if e.rec.Assignee != "" {
		e.say("assigned", "assignee", e.rec.Assignee, "", to.Reason, record.ForStaff)
		e.rec.Assignee = ""
	}
	return nil
}
