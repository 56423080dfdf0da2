package lapse

import (
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// The acts by which the program hands on what a body that has ended held.
const (
	Take   = "take-from-ended"   // a record, or what the body sent
	Charge = "charge-from-ended" // its open actions
)

// Acts are those of every kind, and the program's alone.
func Acts(*pack.Pack, *pack.Kind) []act.Act {
	by := []act.Caller{act.Program}
	return []act.Act{
		{ID: Take, By: by, Asks: askEnded, Do: take, Title: "What a body that has ended held", Many: true},
		{ID: Charge, By: by, Asks: askEnded, Do: charge, Title: "What a body that has ended was to do", Many: true},
	}
}

// askEnded offers the bodies that have ended.
func askEnded(s *act.Scene) []act.Question {
	q := act.Question{Missing: "Select a body that has ended", Field: pack.Field{ID: "body", Name: "Body", Type: pack.BodyRef, Required: true}}
	for _, b := range s.Pack.Bodies {
		if b.Life().Ended(s.Today) {
			q.Options = append(q.Options, pack.Option{ID: b.ID, Name: b.Name})
		}
	}
	return []act.Question{q}
}

// ending is the body that has ended, and who takes what it held.
func ending(d *act.Doing) (*pack.Body, heir, error) {
	b, _ := d.Pack.Body(d.Answers.Text("body")) // one of those that askEnded offers
	h, err := heirOf(d.Pack, b, d.Today)
	return b, h, err
}

// take gives a record to the heir, and what the body only sent to be answered for by the heir.
func take(d *act.Doing) error {
	b, h, err := ending(d)
	if err != nil {
		return err
	}
	r, team := d.Edit.Record(), h.teamFor(d.Pack, d.Edit)
	if r.SenderBody == b.ID {
		if err := d.Edit.Sent(team.Body); err != nil {
			return err
		}
	}
	if r.OwnerBody != b.ID {
		return nil
	}
	assignee := r.Assignee
	if !h.known {
		assignee = "" // their post has ended with the body
	}
	return d.Edit.Assign(team.Body, team.ID, assignee, h.reason)
}

func charge(d *act.Doing) error {
	b, h, err := ending(d)
	if err != nil {
		return err
	}
	to := h.body
	if d.Edit.Forbids(to) {
		to = h.intake.Body
	}
	return d.Edit.PassActions(b.ID, to, h.reason)
}
