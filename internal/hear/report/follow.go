package report

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

func timeOfDay(hour int) time.Duration { return time.Duration(hour) * time.Hour }

// Admit is the id of the report that a reference and PIN open. A wrong PIN and a reference that is not there are told alike.
func (d *Desk) Admit(ctx context.Context, reference, pin string) (string, error) {
	wrong := fault.Invalid{"reference": "The reference or the PIN is not right. They are on the page you saw after you sent your report"}
	var id string
	err := d.Gate.Read(ctx, access.System("reporter's door"), func(v *gate.View) error {
		found, hash, err := d.Gate.PIN(v, reference)
		if err != nil {
			return wrong
		}
		w, err := v.Open(found)
		if err != nil {
			return err
		}
		if ok, _ := d.PINs.Verify(hash, w.Reference, pin); !ok {
			return wrong
		}
		id = found
		return nil
	})
	return id, err
}

// Progress is what the reporter is told: where the report stands, who has it, what happens next, and what was said.
type Progress struct {
	Reference string
	Category  string
	State     pack.State
	Owner     string // body and team by name
	Sent      when.Instant
	Due       when.Date // by when somebody answers; not set where nothing is promised
	Steps     []Step
	Photos    []record.File
	Version   int64
	Closed    bool
}

// Step is one line of the reporter's timeline, oldest first.
type Step struct {
	At   when.Instant
	Text string
	From string // who said it; empty for a change of state
	Mine bool
}

// Progress is the reporter's own view of a report.
func (d *Desk) Progress(ctx context.Context, who access.Principal) (*Progress, error) {
	p := d.Gate.Pack()
	var out *Progress
	err := d.Gate.Read(ctx, who, func(v *gate.View) error {
		w, err := v.Open(who.Record)
		if err != nil {
			return err
		}
		state, _ := p.ReportKind().State(w.State)
		out = &Progress{Reference: w.Reference, State: state, Owner: ownerName(p, &w.Record), Sent: w.Opened, Due: w.Due, Photos: w.Files,
			Version: w.Version, Closed: !w.Open, Steps: steps(p, w)}
		if c, ok := p.Category(w.Category); ok {
			out.Category = c.Name
		}
		return nil
	})
	return out, err
}

// ownerName is who has the report now, in words.
func ownerName(p *pack.Pack, r *record.Record) string {
	body := r.OwnerBody
	if b, ok := p.Body(body); ok {
		body = b.Name
	}
	if t, ok := p.Team(r.Team); ok {
		return t.Name + ", " + body
	}
	return body
}

// steps joins the changes of state and the messages in the order in which they happened.
func steps(p *pack.Pack, w *record.Whole) []Step {
	var out []Step
	notes := w.Notes
	for i := len(w.Events) - 1; i >= 0; i-- { // events come newest first
		e := w.Events[i]
		for len(notes) > 0 && notes[0].At.Before(e.At) {
			out, notes = append(out, said(notes[0])), notes[1:]
		}
		switch e.Verb {
		case "created":
			out = append(out, Step{At: e.At, Text: "You sent your report."})
		case "moved":
			if s, ok := p.ReportKind().State(e.After); ok && s.Public != "" {
				out = append(out, Step{At: e.At, Text: s.Public})
			}
		case "contacted":
			out = append(out, Step{At: e.At, Text: "Somebody spoke with you."})
		}
	}
	for _, n := range notes {
		out = append(out, said(n))
	}
	return out
}

func said(n record.Note) Step {
	return Step{At: n.At, Text: n.Body, From: n.Author, Mine: n.Author == "Reporter"}
}

// Recur adds that it happened again, on a day, in the reporter's words. A report that was closed opens again: harm that
// goes on is not finished with.
func (d *Desk) Recur(ctx context.Context, who access.Principal, day when.Date, words string) error {
	bad := fault.Invalid{}
	if strings.TrimSpace(words) == "" {
		bad.Add("words", "Enter what happened")
	}
	if day.IsZero() || day.After(d.Gate.Now().Date()) {
		bad.Add("day", "Enter the day it happened, today or in the past")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	return d.say(ctx, who, fmt.Sprintf("It happened again on %s. %s", day.Words(), words), "it happened again")
}

// NotSolved opens a closed report again because the reporter says that it is not solved.
func (d *Desk) NotSolved(ctx context.Context, who access.Principal, words string) error {
	if strings.TrimSpace(words) == "" {
		return fault.Invalid{"words": "Enter what is not solved"}
	}
	return d.say(ctx, who, "It is not solved. "+words, "the reporter says that it is not solved")
}

// Reply adds what the reporter has to say.
func (d *Desk) Reply(ctx context.Context, who access.Principal, words string) error {
	return d.say(ctx, who, words, "")
}

// say adds the reporter's words and, where why is given, opens a closed report again. The opening is the program's act on
// the reporter's behalf: their own principal changes no state.
func (d *Desk) say(ctx context.Context, who access.Principal, words, why string) error {
	closed := false
	err := d.Gate.Write(ctx, who, func(u *gate.Unit) error {
		e, err := u.Edit(who.Record, 0)
		if err != nil {
			return err
		}
		closed = !e.Record().Open
		return e.Note(words, record.ForReporter)
	})
	if err != nil || !closed || why == "" {
		return err
	}
	return d.Gate.Write(ctx, access.System("Reporter"), func(u *gate.Unit) error {
		e, err := u.Edit(who.Record, 0)
		if err != nil || e.Record().Open {
			return err
		}
		for _, t := range d.Gate.Pack().ReportKind().Moves(e.Record().State) {
			if to, ok := d.Gate.Pack().ReportKind().State(t.To); ok && !to.Closed {
				if err := e.Move(to.ID, why, ""); err != nil {
					return err
				}
				e.HeardFrom()
				return nil
			}
		}
		return nil
	})
}
