package board

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Call is a meeting outside a board's usual dates.
type Call struct {
	Board   *pack.Body
	At      when.Instant
	Why     string
	Members []pack.Body // who is told
	Key     string      // of the form that it was sent with: sent twice it is one meeting
}

// Convene calls a meeting at short notice and gives its reference. Telling each member is an action of whoever calls it, due
// today, so that it is on their home page until they have said that the member was told, and how.
func Convene(ctx context.Context, g *gate.Gate, who access.Principal, c Call) (string, error) {
	bad := fault.Invalid{}
	if !c.At.After(g.Now()) {
		bad.Add("time", "The meeting must be later than now")
	}
	if c.Why == "" {
		bad.Add("why", "Enter why it cannot wait for the next meeting")
	}
	if len(c.Members) == 0 {
		bad.Add("members", "Select who is told")
	}
	if err := bad.OrNil(); err != nil {
		return "", err
	}
	key := ""
	if c.Key != "" {
		key = who.Account + ":convene:" + c.Key
	}
	var ref string
	err := change.Of(g).Write(ctx, who, func(u *change.Unit) error {
		made, err := u.Once(key, func() (*change.Edit, error) { return c.make(u, g.Now().Date()) })
		if err == nil {
			ref = made.Reference
		}
		return err
	})
	return ref, err
}

func (c Call) make(u *change.Unit, today when.Date) (*change.Edit, error) {
	e, err := u.Create(record.Draft{Kind: KindMeeting, Title: c.Board.Name + ", at short notice", Occurred: c.At,
		Fields: record.Fields{"body": c.Board.ID, "short_notice": true, "short_notice_why": c.Why, "agenda": c.Why}})
	if err != nil {
		return nil, err
	}
	for _, m := range c.Members {
		action := record.Action{What: "Tell " + m.Name + " of the meeting", Owner: u.Who().Account, Body: m.ID, Due: today}
		if _, err := e.AddAction(action); err != nil {
			return nil, err
		}
	}
	return e, nil
}
