package change

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/gate/internal/whole"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Edit is a record open for change within a Unit. Each method decides access, checks its values and keeps the event; the
// whole is written once, at the end of the Unit, with the record's version one higher.
type Edit struct {
	unit    *Unit
	kind    *pack.Kind
	rec     *record.Record
	stored  []any        // the columns as they are in the store
	isNew   bool         // made in this unit
	moved   bool         // its place was corrected in this unit
	follows bool         // opened because of an act on another record, and not by the principal
	when    when.Instant // the moment that the next state counts from, where that was before it is written down
	leaving string       // why it is closed although something stands open
	dirty   bool
	told    bool // something was done of which everybody who opens it may know
	events  []record.Event
	clocks  clocks
	said    bool            // somebody spoke in this unit
	asked   *record.Closing // what was asked to close it, and is ended in this unit
}

// Record is the record as it stands now in the unit. Callers read it and change it only through the methods.
func (e *Edit) Record() *record.Record {
	e.rec.Mirror(e.kind)
	return e.rec
}

// may decides a verb on the record as it now stands.
func (e *Edit) may(verb pack.Verb) error {
	if e.isNew || e.unit.r.May(verb, e.rec) {
		return nil
	}
	return fmt.Errorf("your post does not let you %s %s: %w", verb, e.rec.Reference, fault.ErrForbidden)
}

// mayAsStaff is may for acts that a reporter never does.
func (e *Edit) mayAsStaff(verb pack.Verb) error {
	if e.unit.r.Principal.Record != "" {
		return fmt.Errorf("only staff can do this: %w", fault.ErrForbidden)
	}
	return e.may(verb)
}

func (e *Edit) say(verb, field, before, after, reason, seal string) {
	who := e.unit.r.Principal
	e.dirty, e.told = true, e.told || !pack.Narrower(seal)
	e.events = append(e.events, record.Event{ID: row.NewID(), At: e.unit.r.Moment, Actor: who.Account, ActorName: who.Name, Post: who.Post(),
		Record: e.rec.ID, Verb: verb, Field: field, Before: before, After: after, Reason: reason, Seal: seal})
}

// Set changes one of the kind's own fields; nil empties it. The value is of the type that record.Parse gives.
func (e *Edit) Set(id string, value any) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if err := e.unit.checkField(e.kind, id, value); err != nil {
		return fault.Invalid{id: err.Error()}
	}
	if err := e.unit.standing(e.kind, id, value, dayOf(e.rec)); err != nil {
		return fault.Invalid{id: err.Error()}
	}
	f, _ := e.kind.Field(id)
	if f.Reference && value == sight.AnotherRecord {
		return nil // as it was shown to who may not know which: it stays what it is
	}
	before, after := record.Show(f, e.Record().Fields[id]), record.Show(f, value)
	if before == after {
		return nil
	}
	if f.Stated {
		if err := e.fixed(id); err != nil {
			return err
		}
	}
	if f.Column() != "" {
		return e.setColumn(f.Column(), value)
	}
	if person, ok := value.(string); ok && f.Type == pack.Person {
		if err := e.unit.known(id, person); err != nil {
			return err
		}
	}
	if value == nil {
		delete(e.rec.Fields, id)
	} else {
		e.rec.Fields[id] = value
	}
	e.say("changed", id, before, after, "", record.ForStaff)
	return nil
}

// The columns that Correct may change, each the same for every kind.
var correctable = []string{"title", "category", "area", "place", "channel", "marking"}

// Correct changes a common column.
func (e *Edit) Correct(column, value, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if !slices.Contains(correctable, column) {
		return fault.Invalid{column: "cannot be changed here"}
	}
	at := map[string]*string{"title": &e.rec.Title, "category": &e.rec.Category, "area": &e.rec.Area, "place": &e.rec.Place,
		"channel": &e.rec.Channel, "marking": &e.rec.Marking}[column]
	if column == "marking" && !slices.Contains(pack.Markings, value) {
		return fault.Invalid{column: "select a marking from the list"}
	}
	if column == "title" && (strings.TrimSpace(value) == "" || len(value) > longestTitle) {
		return fault.Invalid{column: fmt.Sprintf("Enter a title of %d characters or fewer", longestTitle)}
	}
	if *at == value {
		return nil
	}
	if slices.Contains([]string{"title", "area", "place"}, column) {
		if err := e.fixed(column); err != nil {
			return err
		}
	}
	e.say("changed", column, *at, value, reason, record.ForStaff)
	*at = value
	return nil
}

// setColumn changes a column that the kind asks as a field of its own. The team of a case is whose it is, and who gives that to others needs
// the right to; that of what was done says who did it, and is corrected.
func (e *Edit) setColumn(column string, value any) error {
	text, _ := value.(string)
	switch {
	case column == "repeat_victim":
		yes, said := value.(bool)
		if delete(e.rec.Fields, column); said && !yes {
			e.rec.Fields[column] = false
		}
		if yes == e.rec.RepeatVictim {
			e.say("changed", column, "", record.Show(pack.Field{Type: pack.YesNo}, value), "", record.ForStaff)
		}
		return e.Repeat(yes, "")
	case column != "team":
		return e.Correct(column, text, "")
	}
	team, ok := e.unit.r.Core.Pack.Team(text)
	if ok && e.kind.Archetype == pack.Case {
		return e.Assign(team.Body, team.ID, "", "")
	}
	then := *e.rec
	if then.Team = text; e.kind.Archetype == pack.Case {
		return fault.Invalid{column: "Select a team"}
	}
	if err := e.unit.checkOpened(e.kind, &then); err != nil {
		return err
	}
	e.say("changed", column, e.rec.Team, text, "", record.ForStaff)
	e.rec.Team = text
	return nil
}

// Put moves the record to a point on the ground; nil takes the point away.
func (e *Edit) Put(p *record.Point) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	show := func(p *record.Point) string {
		if p == nil {
			return ""
		}
		return fmt.Sprintf("%.6f, %.6f", p.Lon, p.Lat)
	}
	if show(p) != show(e.rec.Point) {
		if err := e.fixed("point"); err != nil {
			return err
		}
		e.say("changed", "point", show(e.rec.Point), show(p), "", record.ForStaff)
		e.rec.Point = p
	}
	return nil
}

// Happened says when it was, from and to; a zero to means that only the beginning is known.
func (e *Edit) Happened(from, to when.Instant) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if !to.IsZero() && to.Before(from) {
		return fault.Invalid{"occurred_to": "The end must be after the beginning"}
	}
	for id, v := range e.Record().Fields {
		if err := e.unit.standing(e.kind, id, v, from.Date()); err != nil && !from.IsZero() {
			return fault.Invalid{"occurred": err.Error()}
		}
	}
	if e.rec.Occurred != from || e.rec.OccurredTo != to {
		if err := e.fixed("occurred"); err != nil {
			return err
		}
	}
	if e.rec.Occurred != from {
		e.say("changed", "occurred", e.rec.Occurred.String(), from.String(), "", record.ForStaff)
	}
	if e.rec.OccurredTo != to {
		e.say("changed", "occurred_to", e.rec.OccurredTo.String(), to.String(), "", record.ForStaff)
	}
	e.rec.Occurred, e.rec.OccurredTo = from, to
	return nil
}

// Assess sets the risk band of a record that is assessed by no matrix (AssessBy), with the reason for it. Clocks that depend on it start
// again from the record's opening.
func (e *Edit) Assess(band, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if _, _, ok := e.matrix(); ok {
		return fault.Invalid{"risk": "The risk of this is assessed by its questions, and not set"}
	}
	if _, ok := e.unit.r.Core.Pack.Risk(band); !ok {
		return fault.Invalid{"risk": "select a risk band from the list"}
	}
	if band == e.rec.Risk {
		return nil
	}
	if e.rec.Risk != "" && strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter why the risk has changed"}
	}
	e.say("assessed", "risk", e.rec.Risk, band, reason, record.ForStaff)
	e.rec.Risk = band
	return e.resetClocks()
}

// Assign gives the record to a body, a team and a person; an empty person leaves it with the team.
func (e *Edit) Assign(body, team, account, reason string) error {
	if err := e.mayAsStaff(pack.Assign); err != nil {
		return err
	}
	if body == "" {
		return fault.Invalid{"owner_body": "a record is never without a body that owns it"}
	}
	then := *e.rec
	then.OwnerBody, then.Team, then.Assignee = body, team, account
	if err := e.unit.checkOpened(e.kind, &then); err != nil {
		return err
	}
	for _, c := range []struct {
		field string
		at    *string
		to    string
	}{{"owner_body", &e.rec.OwnerBody, body}, {"team", &e.rec.Team, team}, {"assignee", &e.rec.Assignee, account}} {
		if *c.at != c.to {
			e.say("assigned", c.field, *c.at, c.to, reason, record.ForStaff)
			*c.at = c.to
		}
	}
	return nil
}

// Sent says which body sent the record; it stays an owner's charge until the receiver accepts. It goes before Assign, for who
// gave a record away may have nothing more to say on it.
func (e *Edit) Sent(by string) error {
	if err := e.mayAsStaff(pack.Assign); err != nil {
		return err
	}
	if e.rec.SenderBody != by {
		e.say("sent", "sender_body", e.rec.SenderBody, by, "", record.ForStaff)
		e.rec.SenderBody = by
	}
	return nil
}

// Repeat marks or unmarks a repeat victim.
func (e *Edit) Repeat(yes bool, reason string) error {
	if err := e.mayAsStaff(pack.Edit); err != nil {
		return err
	}
	if e.rec.RepeatVictim != yes {
		e.say("changed", "repeat_victim", fmt.Sprint(e.rec.RepeatVictim), fmt.Sprint(yes), reason, record.ForStaff)
		e.rec.RepeatVictim = yes
	}
	return nil
}

// Whole is the record with everything on it as it now stands in the unit, for the rules of an act: as the principal may see it, and no
// reading of theirs, for nothing of it leaves the unit.
func (e *Edit) Whole() (*record.Whole, error) {
	w := &record.Whole{Record: *e.rec}
	w.Fields = maps.Clone(e.Record().Fields)
	if err := whole.Attachments(e.unit.r, w); err != nil {
		return nil, fmt.Errorf("open %s: %w", e.rec.Reference, err)
	}
	return w, whole.Redact(e.unit.r, w)
}
