// Package casework ends a case together with the reports that it answers: whoever told of the trouble is told what came of
// it, in the same step and in the same words, and every report that was part of the case is closed with it.
package casework

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Casework works on the cases of one partnership.
type Casework struct{ Gate *gate.Gate }

// End is how a case ends. Fields are those of the kind that its closing asks for, Message is what every reporter reads.
type End struct {
	Fields  record.Fields
	Reason  string
	Message string
	Leaving string // why it is closed although something stands open (gate.Standing), where something does
}

// byCase is what came of a report that a case has dealt with.
const byCase = "case"

// Closing is the transition that ends a case as it stands, and false where none does.
func Closing(k *pack.Kind, state string) (pack.Transition, bool) {
	for _, t := range k.Moves(state) {
		if to, ok := k.State(t.To); ok && to.Closed && t.Tells {
			return t, true
		}
	}
	return pack.Transition{}, false
}

// Asked are the fields that the closing of a case asks for, where its kind has them: what came of it, which powers were
// considered, and whatever else its closing is guarded by that is chosen or written.
func Asked(k *pack.Kind, closing pack.Transition) []pack.Field {
	var out []pack.Field
	ids := append([]string{"outcome", "powers_considered"}, closing.Guarded()...)
	for i, id := range ids {
		f, ok := k.Field(id)
		if ok && !f.Police && (f.Type == pack.Choice || f.Type == pack.Text) && !slices.Contains(ids[:i], id) {
			out = append(out, f)
		}
	}
	return out
}

// Reports are the open reports that a case answers and that the reader may see.
func Reports(p *pack.Pack, w *record.Whole) []string {
	var refs []string
	for _, l := range w.Links {
		if l.Kind == p.Partnership.Report && !slices.Contains(refs, l.Reference) {
			refs = append(refs, l.Reference)
		}
	}
	return refs
}

// Close ends a case and the reports that it answers, and gives the references of those reports. A report that is not, or no
// longer, part of the case's work, or that the principal may not close, is left as it is.
func (c *Casework) Close(ctx context.Context, who access.Principal, ref string, version int64, end End) (closed []string, err error) {
	err = c.Gate.Write(ctx, who, func(u *gate.Unit) error {
		closed = nil
		e, err := u.Edit(ref, version)
		if err != nil {
			return err
		}
		k, _ := c.Gate.Pack().Kind(e.Record().Kind)
		if k.Archetype != pack.Case || k.ID == c.Gate.Pack().Partnership.Report {
			return fmt.Errorf("%s is not a case: %w", e.Record().Reference, fault.ErrNotFound)
		}
		if err := endCase(k, e, end); err != nil {
			return err
		}
		if err := c.followUp(k, e); err != nil {
			return err
		}
		closed, err = c.endReports(u, e, end)
		return err
	})
	return closed, err
}

func endCase(k *pack.Kind, e *gate.Edit, end End) error {
	t, ok := Closing(k, e.Record().State)
	if !ok {
		return fault.Invalid{"": e.Record().Reference + " cannot be closed as it stands"}
	}
	bad := fault.Invalid{}
	for _, f := range Asked(k, t) {
		if slices.Contains(t.Needs(), f.ID) && !said(end.Fields[f.ID]) && !said(e.Record().Fields[f.ID]) {
			bad.Add(f.ID, "%s", missing(f))
		}
	}
	if strings.TrimSpace(end.Reason) == "" {
		bad.Add("reason", "Enter why the case is closed")
	}
	if strings.TrimSpace(end.Message) == "" {
		bad.Add("message", "Enter what to tell those who reported it")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	for id, v := range end.Fields {
		if err := e.Set(id, v); err != nil {
			return err
		}
	}
	e.Leaving(end.Leaving)
	return e.Move(t.To, end.Reason, end.Message)
}

// Reopen is what follows the re-opening of a case in the same step: the reports that were closed with it are open again, so that whoever
// sent one reads that somebody looks at it afresh. A report that the principal may not re-open is left as it is.
func Reopen(u *gate.Unit, p *pack.Pack, e *gate.Edit, reason string) error {
	k, _ := p.Kind(e.Record().Kind)
	if k.Archetype != pack.Case || k.ID == p.Partnership.Report || !e.Record().Open {
		return nil
	}
	w, err := u.Open(e.Record().ID)
	if err != nil {
		return err
	}
	for _, ref := range Reports(p, w) {
		r, err := u.Edit(ref, 0)
		if err != nil {
			return err
		}
		if r.Record().State != triage.Closed || r.Record().Fields.Text("outcome") != byCase || !u.May(pack.Close, r.Record()) || !u.May(pack.Edit, r.Record()) {
			continue
		}
		if err := r.Move(triage.Reopened, "The case "+e.Record().Reference+" is open again: "+reason, ""); err != nil {
			return err
		}
	}
	return nil
}

func said(v any) bool {
	text, isText := v.(string)
	return v != nil && (!isText || strings.TrimSpace(text) != "")
}

// missing says what to do about a field that the closing needs and does not have.
func missing(f pack.Field) string {
	if f.Type == pack.Choice {
		return "Select the " + record.Lower(f.Name)
	}
	return "Enter " + record.Lower(f.Name)
}

// satisfaction is the kind of record that keeps how satisfied people are; a pack without it does not ask. Whoever reported
// online is asked on their report's page; those who have no page are asked by whoever closed the case.
const satisfaction = "satisfaction"

// askThem is what to do after a case is closed, and askAfter how many working days it may take: those affected are asked when
// the quiet has had time to prove itself.
const (
	askThem  = "Ask those affected how it is now and how satisfied they are, and record what they say as a satisfaction answer"
	askAfter = 20
)

// followUp sets the action that asks those affected. Cases of sensitive kinds have their own way of keeping in touch.
func (c *Casework) followUp(k *pack.Kind, e *gate.Edit) error {
	if _, ok := c.Gate.Pack().Kind(satisfaction); !ok || k.Sensitive {
		return nil
	}
	_, err := e.AddAction(record.Action{What: askThem, Owner: e.Record().Assignee, Body: e.Record().OwnerBody, Due: c.Gate.Calendar().AddWorkingDays(c.Gate.Now().Date(), askAfter)})
	return err
}

func (c *Casework) endReports(u *gate.Unit, e *gate.Edit, end End) ([]string, error) {
	w, err := u.Open(e.Record().ID)
	if err != nil {
		return nil, err
	}
	var closed []string
	for _, ref := range Reports(c.Gate.Pack(), w) {
		r, err := u.Edit(ref, 0)
		if err != nil {
			return nil, err
		}
		if r.Record().State != triage.CaseOpened || !u.May(pack.Close, r.Record()) || !u.May(pack.Edit, r.Record()) {
			continue
		}
		if err := r.Set("outcome", byCase); err != nil {
			return nil, err
		}
		if err := r.Move(triage.Closed, "The case "+e.Record().Reference+" is closed: "+end.Reason, end.Message); err != nil {
			return nil, err
		}
		closed = append(closed, ref)
	}
	return closed, nil
}
