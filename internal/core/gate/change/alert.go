package change

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
)

// give gives a new record of a kind that declares its owners to the first of them whose rule holds, or to whoever answers for
// that team now: not so where somebody of that very team makes it, who is there.
func (u *Unit) give(kind *pack.Kind, r *record.Record, d record.Draft) {
	if owner, ok := u.g.ownerOf(kind, r); ok && !(u.r.Principal.System && d.Team != "") {
		team := owner
		if !slices.Contains(u.r.Principal.Teams(), owner.ID) {
			team = u.g.Answering(owner)
		}
		if r.Team != team.ID {
			r.Assignee = ""
		}
		r.Team, r.OwnerBody = team.ID, team.Body
	}
}

func (g Writer) ownerOf(kind *pack.Kind, r *record.Record) (*pack.Team, bool) {
	for _, o := range kind.Owners {
		if o.When.Holds(r.Vars(kind, g.core.Now().Date())) {
			return g.core.Pack.Team(o.Team)
		}
	}
	return nil, false
}

// Alert tells a team at once of a record that is made or moved in this unit: it makes a record of the pack's kind of alert, linked to
// the other, with an owner and clocks of its own. No right is asked for it, since the pack's routes decide that it is made.
func (u *Unit) Alert(about *Edit, team *pack.Team, fields record.Fields, why string) (*Edit, error) {
	if !about.isNew && !about.moved {
		return nil, fmt.Errorf("%s was made before and is where it was, so that it alerts nobody now: %w", about.rec.Reference, fault.ErrForbidden)
	}
	u.alerting = true
	defer func() { u.alerting = false }()
	r := about.rec
	return u.CreateFrom(about, record.Draft{Kind: u.r.Core.Pack.Partnership.Alert, Title: r.Title, Category: r.Category, Risk: r.Risk, Channel: r.Channel,
		OwnerBody: team.Body, SenderBody: r.OwnerBody, Team: team.ID, Area: r.Area, Place: r.Place, Point: r.Point, Occurred: r.Occurred,
		OccurredTo: r.OccurredTo, Opened: r.Opened, LastWord: r.LastWord, Fields: fields}, why)
}

// Overdue writes down what was promised and missed, and asks the duty post for what nobody answered in time and for recordings that nobody has
// heard by their day.
func (e *Edit) Overdue() error { return errors.Join(e.NoteMissed(), e.unheard(), e.Escalate()) }

// Escalate asks the duty post to see to a record that nobody answered in time: it sets it an action on the record, once for each
// clock that has run out.
func (e *Edit) Escalate() error {
	runs, err := e.running()
	if err != nil {
		return err
	}
	for _, run := range runs {
		if run.DueAt.IsZero() || !run.Stopped.IsZero() || !run.Escalated.IsZero() || run.DueAt.After(e.unit.r.Moment) {
			continue
		}
		run.Escalated = e.unit.r.Moment
		e.setClock(run)
		if err := e.askDuty(run); err != nil {
			return err
		}
	}
	return nil
}

func (e *Edit) askDuty(run record.ClockRun) error {
	p := e.unit.r.Core.Pack
	duty, ok := p.Team(p.Duty)
	for _, c := range e.kind.Clocks {
		if c.ID != run.Clock || !c.Escalates || !ok || e.Forbids(duty.Body) {
			continue
		}
		asked := "Nobody"
		if t, ok := p.Team(e.rec.Team); ok {
			asked = "Nobody of " + t.Name
		}
		what := fmt.Sprintf("%s answered “%s” by %s. Reach them, or take it on yourself", asked, strings.ToLower(c.Name), run.DueAt.London().Format("15:04"))
		_, err := e.setAction(record.Action{What: what, Body: duty.Body, Team: duty.ID, Due: e.unit.r.Moment.Date(), Seal: record.ForStaff})
		return err
	}
	return nil
}
