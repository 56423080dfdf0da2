package change

import (
	"cmp"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Relocation is where a record really was, and what follows from it.
type Relocation struct {
	Place   string
	Area    string
	Point   *record.Point
	Title   string // none keeps the title
	Marking string // the least protective that it may have there; none keeps the marking
	Team    string // the team that it goes to from there; none keeps the team
	Sender  string // the body that sends it there, which keeps it until that team accepts
	Body    string // the body that has it at once, where the one that has it must not keep it
	Reason  string // of the sending
}

// Relocate corrects where a record was and sends it on in one act. It is decided on the record as it stood: the right ward, or the
// team that it belongs to from there, may well be out of reach of who corrects it.
func (e *Edit) Relocate(to Relocation) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	e.moved = true
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
		if err := e.fixed("area"); err != nil {
			return err
		}
		e.say("changed", "area", e.rec.Area, to.Area, "", record.ForStaff)
		e.rec.Area = to.Area
	}
	if higher := pack.Higher(e.rec.Marking, to.Marking); higher != e.rec.Marking {
		e.say("changed", "marking", e.rec.Marking, higher, to.Reason, record.ForStaff)
		e.rec.Marking = higher
	}
	if !sends {
		return nil
	}
	then := *e.rec
	then.Team, then.OwnerBody, then.Assignee = to.Team, cmp.Or(to.Body, e.rec.OwnerBody), ""
	if err := e.unit.settle(e.kind, &then); err != nil {
		return err
	}
	to.Team = then.Team
	e.sendOn(to)
	return nil
}

// sendOn gives the record to another team, once it was decided that the principal may.
func (e *Edit) sendOn(to Relocation) {
	sender := cmp.Or(to.Sender, e.rec.SenderBody)
	if to.Body != "" {
		sender = ""
	}
	for _, c := range []struct {
		verb, field string
		at          *string
		to          string
	}{{"sent", "sender_body", &e.rec.SenderBody, sender}, {"assigned", "owner_body", &e.rec.OwnerBody, cmp.Or(to.Body, e.rec.OwnerBody)},
		{"assigned", "team", &e.rec.Team, to.Team}, {"assigned", "assignee", &e.rec.Assignee, ""}} {
		if *c.at != c.to {
			e.say(c.verb, c.field, *c.at, c.to, to.Reason, record.ForStaff)
			*c.at = c.to
		}
	}
}
