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
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Kind is the pack's kind of record that a patrol is.
const Kind = "patrol"

// Patrols works on the patrols of one partnership.
type Patrols struct{ Gate *gate.Gate }

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
	var ref string
	err := change.Of(p.Gate).Write(ctx, who, func(u *change.Unit) error {
		made, err := u.Once(o.Key, func() (*change.Edit, error) { return finish(u, o) })
		if err == nil {
			ref = made.Reference
		}
		return err
	})
	return ref, err
}

func finish(u *change.Unit, o Over) (*change.Edit, error) {
	e, err := u.Create(record.Draft{Kind: Kind, Title: o.Title, Team: o.Fields.Text("team"), Area: o.Area, Place: o.Place, Point: o.Point,
		Occurred: o.From, OccurredTo: o.Until, Fields: o.Fields})
	if err != nil {
		return nil, err
	}
	if err := answer(u, e, o); err != nil {
		return nil, err
	}
	if o.Form == "" {
		return e, nil
	}
	return e, u.DropForm(o.Form)
}

// answer ties the patrol to the tasking that sent it.
func answer(u *change.Unit, e *change.Edit, o Over) error {
	if o.Tasking == "" {
		return nil
	}
	t, err := tasking.Edit(u, o.Tasking, 0)
	if errors.Is(err, fault.ErrNotFound) {
		return fault.Invalid{"tasking": "There is no tasking " + o.Tasking + " that you may see"}
	}
	if err != nil {
		return err
	}
	if err := u.Link(e, t, tasking.PatrolLink); err != nil {
		return err
	}
	if o.Result == "" {
		return nil
	}
	if !tasking.Deployable(t.Record()) {
		return fault.Invalid{"result": fmt.Sprintf("%s is not waiting to be done any more. Leave this empty", t.Record().Reference)}
	}
	return tasking.Finish(t, o.Result)
}
