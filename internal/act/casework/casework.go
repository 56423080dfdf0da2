// Package casework ends a case together with the reports that it answers: whoever told of the trouble is told what came of
// it, in the same step and in the same words, and every report that was part of the case is closed with it.
package casework

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// Close is the name of the act that ends a case with its reports.
const Close = "close"

// Acts are those of every kind of case but the report: the end of a case, where its kind tells those who reported it, takes its reports
// with it, and re-opening it takes them up again.
func Acts(p *pack.Pack, k *pack.Kind, generic []act.Act) []act.Act {
	if k.Archetype != pack.Case || k.ID == p.Partnership.Report || !tells(k) {
		return nil
	}
	out := []act.Act{{ID: Close, Verb: pack.Close, May: mayClose, Asks: askClose, Do: closeCase, Says: closed, Button: "Close", Title: "Close this case"}}
	if k.Agrees() {
		out[0].Button, out[0].Title = "Ask to close", "Ask to close this case"
	}
	for _, x := range generic {
		if x.Part == act.NewState {
			x = moving(x)
		}
		out = append(out, x)
	}
	return out
}

// tells says that a kind of case has an end of which those who reported it are told.
func tells(k *pack.Kind) bool {
	return slices.ContainsFunc(k.States, func(s pack.State) bool {
		_, ok := Closing(k, s.ID)
		return ok
	})
}

// moving is a move of a case: the one that ends it is Close, and one that opens it again opens its reports too.
func moving(x act.Act) act.Act {
	may, do := x.May, x.Do
	x.May = func(s *act.Scene) error {
		if err := may(s); errors.Is(err, fault.ErrForbidden) {
			return err
		}
		if t, ok := Ends(s.Kind, s.Record.State); ok && t.To == x.ID {
			return act.Not("It is closed together with the reports that it answers: choose " + t.Verb)
		}
		return may(s)
	}
	x.Do = func(d *act.Doing) error {
		wasOpen := d.Edit.Record().Open
		if err := do(d); err != nil || wasOpen {
			return err
		}
		return reopen(d, d.Answers.Text("reason"))
	}
	return x
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
		if ok && f.Compartment == "" && (f.Type == pack.Choice || f.Type == pack.Text) && !slices.Contains(ids[:i], id) {
			out = append(out, f)
		}
	}
	return out
}

// Ends is the transition by which Close ends a case as it stands. It is false where none does, or where its guard looks at more than
// Close asks: then the move asks for it.
func Ends(k *pack.Kind, state string) (pack.Transition, bool) {
	t, ok := Closing(k, state)
	if !ok {
		return t, false
	}
	asked := Asked(k, t)
	for _, name := range t.Guarded() {
		if !slices.ContainsFunc(asked, func(f pack.Field) bool { return f.ID == name }) {
			return t, false
		}
	}
	return t, true
}

func mayClose(s *act.Scene) error {
	t, ok := Ends(s.Kind, s.Record.State)
	if t = s.Stands(t); !ok {
		return act.Not(s.Record.Reference + " cannot be closed as it stands")
	}
	if !s.May(pack.Edit) {
		return fmt.Errorf("your post does not let you close %s: %w", s.Record.Reference, fault.ErrForbidden)
	}
	return s.MayMake(t)
}

func askClose(s *act.Scene) []act.Question {
	t, _ := Ends(s.Kind, s.Record.State)
	var out []act.Question
	for _, f := range Asked(s.Kind, t) {
		q := act.Question{Field: f, Held: s.Record.Fields[f.ID]}
		q.When, q.Spread, q.Options = nil, true, s.Pack.OptionsOf(f)
		if q.Required = slices.Contains(t.Needs(), f.ID) && !answered(q.Held); q.Required {
			q.Missing = missing(f)
		}
		out = append(out, q)
	}
	out = append(out, act.Needed(act.Text("reason", "Reason", "For staff", 2000), "Enter why the case is closed"),
		act.Needed(act.Text("message", "Message to those who reported it", "Everybody reads these words, and these alone, on their report’s page", 4000), "Enter what to tell those who reported it"))
	return append(out, act.Leaving(s, t.To)...)
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

// closeCase ends a case and the reports that it answers. A report that is not, or no longer, part of the case's work, that the principal may
// not close, or whose own closing somebody else has to agree, is left as it is.
func closeCase(d *act.Doing) error {
	t, _ := Ends(d.Kind, d.Edit.Record().State)
	return d.Closes(t, func() error { return end(d, t) })
}

func end(d *act.Doing, t pack.Transition) error {
	for _, f := range Asked(d.Kind, t) {
		if v, ok := d.Answers[f.ID]; ok {
			if err := d.Edit.Set(f.ID, v); err != nil {
				return err
			}
		}
	}
	d.Edit.Leaving(d.Answers.Text("leaving"))
	if err := d.Edit.Move(t.To, d.Answers.Text("reason"), d.Answers.Text("message")); err != nil {
		return err
	}
	if err := followUp(d); err != nil {
		return err
	}
	return endReports(d)
}

// closed says which reports were closed with the case.
func closed(d *act.Doing) string {
	out := d.Edit.Record().Reference + " is closed"
	if len(d.With) > 0 {
		out += ", and with it " + strings.Join(d.With, ", ")
	}
	return out
}

// reopen is what follows the re-opening of a case in the same step: the reports that were closed with it are open again, so that whoever
// sent one reads that somebody looks at it afresh. A report that the principal may not re-open is left as it is.
func reopen(d *act.Doing, reason string) error {
	if !d.Edit.Record().Open {
		return nil
	}
	for _, ref := range Reports(d.Pack, d.Record) {
		r, err := d.Unit.Edit(ref, 0)
		if err != nil {
			return err
		}
		if r.Record().State != triage.Closed || r.Record().Fields.Text("outcome") != byCase || !d.Unit.May(pack.Close, r.Record()) || !d.Unit.May(pack.Edit, r.Record()) {
			continue
		}
		if err := r.Move(triage.Reopened, "The case "+d.Edit.Record().Reference+" is open again: "+reason, ""); err != nil {
			return err
		}
	}
	return nil
}

func answered(v any) bool {
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
func followUp(d *act.Doing) error {
	if _, ok := d.Pack.Kind(satisfaction); !ok || d.Kind.Sensitive {
		return nil
	}
	r := d.Edit.Record()
	_, err := d.Edit.AddAction(record.Action{What: askThem, Owner: r.Assignee, Body: r.OwnerBody, Due: d.Calendar.AddWorkingDays(d.Today, askAfter)})
	return err
}

func endReports(d *act.Doing) error {
	for _, ref := range Reports(d.Pack, d.Record) {
		r, err := d.Unit.Edit(ref, 0)
		if err != nil {
			return err
		}
		if t, ok := d.Pack.ReportKind().Move(triage.CaseOpened, triage.Closed); !ok || len(t.Agree) > 0 || r.Record().State != triage.CaseOpened || !d.Unit.May(pack.Close, r.Record()) || !d.Unit.May(pack.Edit, r.Record()) {
			continue
		}
		if err := r.Set("outcome", byCase); err != nil {
			return err
		}
		if err := r.Move(triage.Closed, "The case "+d.Edit.Record().Reference+" is closed: "+d.Answers.Text("reason"), d.Answers.Text("message")); err != nil {
			return err
		}
		d.With = append(d.With, ref)
	}
	return nil
}
