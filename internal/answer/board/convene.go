package board

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
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

// convened is the name of the act that calls a meeting at short notice.
const convened = "convene"

// Convene calls a meeting at short notice and gives its reference. Telling each member is an action of whoever calls it, due
// today, so that it is on their home page until they have said that the member was told, and how.
func Convene(ctx context.Context, acts *act.Acts, who access.Principal, c Call) (string, error) {
	var members []string
	for _, m := range c.Members {
		members = append(members, m.ID)
	}
	answers := act.Answers{"board": c.Board.ID, "why": c.Why}
	if !c.At.IsZero() {
		answers["time"] = c.At
	}
	if len(members) > 0 {
		answers["members"] = members
	}
	out, err := acts.Run(ctx, who, act.Call{Kind: KindMeeting, Act: convened, Answers: answers, Key: c.Key})
	return out.Record.Reference, err
}

// Acts are those of the boards: a meeting is called that cannot wait.
func Acts(_ *pack.Pack, k *pack.Kind) []act.Act {
	if k.ID != KindMeeting {
		return nil
	}
	return []act.Act{{ID: convened, Part: act.NewRecord, Verb: pack.Create, Asks: askMeeting, Do: convene, Title: "Call a meeting", Done: "The meeting is called"}}
}

// late is said of a meeting that would have begun.
const late = "The meeting must be later than now"

func askMeeting(s *act.Scene) []act.Question {
	var bodies []pack.Option
	for _, b := range s.Pack.Bodies {
		bodies = append(bodies, pack.Option{ID: b.ID, Name: b.Name})
	}
	return []act.Question{
		{Missing: "Select the board", Field: pack.Field{ID: "board", Name: "Board", Type: pack.BodyRef, Required: true, Options: bodies}},
		{Missing: late, Field: pack.Field{ID: "time", Name: "When it begins", Type: act.Moment, Required: true}},
		act.Needed(act.Text("why", "Why it cannot wait", "", 2000), "Enter why it cannot wait for the next meeting"),
		{Missing: "Select who is told", Field: pack.Field{ID: "members", Name: "Who is told", Type: pack.Choices, Required: true, Options: bodies}},
	}
}

func convene(d *act.Doing) error {
	at, why := d.Answers.Moment("time"), d.Answers.Text("why")
	if !at.After(d.Unit.Now()) {
		return fault.Invalid{"time": late}
	}
	b, _ := d.Pack.Body(d.Answers.Text("board")) // one of those that askMeeting offers
	err := d.Make(act.Filled{Title: b.Name + ", at short notice", Occurred: at, Fields: record.Fields{"body": b.ID, "short_notice": true, "short_notice_why": why, "agenda": why}})
	if err != nil {
		return err
	}
	members, _ := d.Answers["members"].([]string)
	for _, id := range members {
		m, _ := d.Pack.Body(id)
		if _, err := d.Edit.AddAction(record.Action{What: "Tell " + m.Name + " of the meeting", Owner: d.Who.Account, Body: id, Due: d.Today}); err != nil {
			return err
		}
	}
	return nil
}
