// Package board reads the partnership's boards: who sits on what and answers to whom, when they meet, and which of their
// actions are still to be done. Who they are comes from the pack and from the register of boards; meetings and actions are
// records, seen only by those whose post lets them.
package board

import (
	"slices"
	"sort"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// The kinds of record that boards keep.
const (
	KindBoard   = "board"
	KindMeeting = "meeting"
	KindEntry   = "calendar-entry" // the launch or review of a strategy, or a step of a board's work plan
)

// Board is one board with what is recorded of it.
type Board struct {
	Body   *pack.Body
	Entry  *record.Record  // its entry in the register; nil where there is none, or where the reader may not see it
	Next   *record.Record  // its next meeting
	Recent []record.Record // its last meetings, newest first
	Drives []pack.Priority // priorities of the plan that it drives
}

// Chart is the structure of the partnership under a plan.
type Chart struct {
	Top         *Board
	Responsible []*pack.Body // the responsible authorities (Crime and Disorder Act 1998 s.5)
	Subgroups   []*Board
	Alongside   []*Board
	Others      []*Board // the other boards, panels and forums of the pack
}

// ChartOf is the structure that a plan declares, without records.
func ChartOf(p *pack.Pack, x *pack.Plan) Chart {
	var c Chart
	placed := []string{x.Body}
	if b, ok := p.Body(x.Body); ok {
		c.Top = newBoard(x, b)
	}
	for _, id := range x.Responsible {
		if b, ok := p.Body(id); ok {
			c.Responsible = append(c.Responsible, b)
		}
	}
	list := func(ids []string) (out []*Board) {
		for _, id := range ids {
			if b, ok := p.Body(id); ok {
				out = append(out, newBoard(x, b))
				placed = append(placed, b.ID)
			}
		}
		return out
	}
	c.Subgroups, c.Alongside = list(x.Subgroups), list(x.Alongside)
	for i := range p.Bodies {
		b := &p.Bodies[i]
		if slices.Contains([]pack.BodyKind{pack.Board, pack.Subgroup, pack.Panel, pack.Forum}, b.Kind) && !slices.Contains(placed, b.ID) {
			c.Others = append(c.Others, newBoard(x, b))
		}
	}
	sort.SliceStable(c.Others, func(i, j int) bool { return c.Others[i].Body.Name < c.Others[j].Body.Name })
	return c
}

func newBoard(x *pack.Plan, b *pack.Body) *Board {
	out := &Board{Body: b}
	for _, p := range x.Priorities {
		if p.Board == b.ID {
			out.Drives = append(out.Drives, p)
		}
	}
	return out
}

// All are the boards of the chart, the top one first.
func (c Chart) All() []*Board {
	var out []*Board
	if c.Top != nil {
		out = append(out, c.Top)
	}
	return slices.Concat(out, c.Subgroups, c.Alongside, c.Others)
}

// mostMeetings bounds the calendar, and mostActions the log.
const (
	mostMeetings = 200
	mostActions  = 200
)

// Fill adds what is recorded of the boards, as far as the reader may see it: their entries in the register and their
// meetings from a year before the day to a year after it.
func Fill(v *gate.View, boards []*Board, today when.Date) error {
	by := map[string]*Board{}
	for _, b := range boards {
		by[b.Body.ID] = b
	}
	entries, err := v.List(gate.Query{Kinds: []string{KindBoard}, Limit: mostMeetings})
	if err != nil {
		return err
	}
	for i := range entries.Records {
		if b := by[entries.Records[i].Fields.Text("body")]; b != nil && b.Entry == nil {
			b.Entry = &entries.Records[i]
		}
	}
	meetings, err := Calendar(v, "", today.AddMonths(-12), today.AddMonths(12))
	if err != nil {
		return err
	}
	for i := range meetings {
		b := by[meetings[i].Fields.Text("body")]
		switch {
		case b == nil || meetings[i].State == "cancelled":
		case !meetings[i].Occurred.Date().Before(today):
			if b.Next == nil {
				b.Next = &meetings[i]
			}
		default:
			b.Recent = append([]record.Record{meetings[i]}, b.Recent...)
		}
	}
	return nil
}

// Calendar is the meetings of a body (of all where body is empty) in [from, until), soonest first.
func Calendar(v *gate.View, body string, from, until when.Date) ([]record.Record, error) {
	return dates(v, []string{KindMeeting}, body, from, until)
}

// Joint is the meetings together with what else the boards have put into their calendar.
func Joint(v *gate.View, body string, from, until when.Date) ([]record.Record, error) {
	return dates(v, []string{KindMeeting, KindEntry}, body, from, until)
}

func dates(v *gate.View, kinds []string, body string, from, until when.Date) ([]record.Record, error) {
	q := gate.Query{Kinds: kinds, Date: "occurred", From: from.Start(), Until: until.Start(), Limit: mostMeetings}
	if body != "" {
		q.Fields = map[string]string{"body": body}
	}
	list, err := v.List(q)
	if err != nil {
		return nil, err
	}
	sort.SliceStable(list.Records, func(i, j int) bool { return list.Records[i].Occurred.Before(list.Records[j].Occurred) })
	return list.Records, nil
}

// Log is the actions set at meetings and on boards' entries, the soonest due first. Body "" means every board; state "" means
// any, else record.ActionOpen, ActionDone or ActionNotDone.
func Log(v *gate.View, body, state string) ([]gate.Assigned, error) {
	q := gate.Query{Kinds: []string{KindMeeting, KindBoard}}
	if body != "" {
		q.Fields = map[string]string{"body": body}
	}
	return v.Actions(q, state, mostActions)
}
