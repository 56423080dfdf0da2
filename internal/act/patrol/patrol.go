// Package patrol keeps what officers on the street did and counted, and ties it to the tasking that sent them (ledger rows 40,
// 58, 59). A patrol is written once, when it is over; while it is under way its counts are a saved form, so that a phone that
// loses its connection loses nothing.
package patrol

import (
	"context"
	"errors"
	"fmt"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Kind is the pack's kind of record that a patrol is.
const Kind = "patrol"

// Patrols works on the patrols of one partnership.
type Patrols struct{ Acts *act.Acts }

// Over is a patrol that has ended. Fields are the kind's own; Form is the saved form that it was kept in, Key that of the
// form, so that a second sending makes no second patrol.
type Over struct {
	Title   string
	Area    string
	Place   string
	Point   *record.Point
	From    when.Instant
	Until   when.Instant
	Fields  record.Fields
	Tasking string // reference of the tasking that it answers
	Result  string // what it brought; ends the tasking where it is given
	Form    string
	Key     string
}

// Counts are the fields of a patrol that count something, in the order of the kind.
func Counts(p *pack.Pack) []pack.Field {
	var out []pack.Field
	k, _ := p.Kind(Kind)
	if k == nil {
		return nil
	}
	for _, f := range k.Fields {
		if f.Type == pack.Number && f.Measure != "" {
			out = append(out, f)
		}
	}
	return out
}

// Finish keeps the patrol, links it to its tasking and, where a result is given, says there that it was done. All of it
// happens or none.
func (p *Patrols) Finish(ctx context.Context, who access.Principal, o Over) (string, error) {
	filled := act.Filled{Title: o.Title, Area: o.Area, Place: o.Place, Point: o.Point, Occurred: o.From, To: o.Until, Fields: o.Fields}
	out, err := p.Acts.Run(ctx, who, act.Call{Kind: Kind, Act: finished, Key: o.Key,
		Answers: act.Answers{"patrol": filled, "tasking": o.Tasking, "result": o.Result, "saved": o.Form}})
	return out.Record.Reference, err
}

// finished is the name of the act that keeps a patrol that is over.
const finished = "finish"

// Acts are those of the patrol beside what every kind has: it is kept once it is over.
func Acts(_ *pack.Pack, k *pack.Kind) []act.Act {
	if k.ID != Kind {
		return nil
	}
	return []act.Act{{ID: finished, Part: act.NewRecord, Verb: pack.Create, Asks: askOver, Do: finish, Title: "Finish a patrol", Done: "The patrol is kept"}}
}

func askOver(*act.Scene) []act.Question {
	over := act.Question{Missing: "Enter what was counted", Field: pack.Field{ID: "patrol", Name: "What was counted", Type: act.Form, Required: true}}
	return []act.Question{over, act.Text("tasking", "Reference of the tasking", "", 40), act.Text("result", "What it brought", "", 2000), act.Text("saved", "The saved form of it", "", 0)}
}

func finish(d *act.Doing) error {
	filled, _ := d.Answers["patrol"].(act.Filled)
	if err := d.Make(filled); err != nil {
		return err
	}
	if err := answer(d.Unit, d.Edit, d.Answers.Text("tasking"), d.Answers.Text("result")); err != nil {
		return err
	}
	if saved := d.Answers.Text("saved"); saved != "" {
		return d.Unit.DropForm(saved)
	}
	return nil
}

// answer ties the patrol to the tasking that sent it.
func answer(u *change.Unit, e *change.Edit, task, result string) error {
	if task == "" {
		return nil
	}
	t, err := tasking.Edit(u, task, 0)
	if errors.Is(err, fault.ErrNotFound) {
		return fault.Invalid{"tasking": "There is no tasking " + task + " that you may see"}
	}
	if err != nil {
		return err
	}
	if err := u.Link(e, t, tasking.PatrolLink); err != nil {
		return err
	}
	if result == "" {
		return nil
	}
	if !tasking.Deployable(t.Record()) {
		return fault.Invalid{"result": fmt.Sprintf("%s is not waiting to be done any more. Leave this empty", t.Record().Reference)}
	}
	return tasking.Finish(t, result)
}
