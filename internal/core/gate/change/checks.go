package change

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// answered are the acts after which the answers of a record are looked at together. A note on an old record that broke a rule before
// the pack had it is not refused.
var answered = []string{"created", "changed", "moved"}

// holds refuses a record whose answers contradict each other, by the checks of its kind, or that says that something has happened which
// lies ahead. Every write ends here, so no form, bulk change or program walks round a rule.
func (e *Edit) holds() error {
	if e.unit.taken || !e.isNew && !slices.ContainsFunc(e.events, func(ev record.Event) bool { return slices.Contains(answered, ev.Verb) }) {
		return nil
	}
	bad := fault.Invalid{}
	today := e.unit.r.Moment.Date()
	if opened := e.rec.Opened.Date(); today.Before(opened) { // what the program keeps of earlier days comes in any order
		today = opened
	}
	state, _ := e.kind.State(e.rec.State)
	if state.Past && !e.rec.Occurred.IsZero() && today.Before(e.rec.Occurred.Date()) {
		bad.Add("occurred", "It is recorded as done, so its day cannot be after today")
	}
	e.holdContact(bad)
	vars := e.Record().Vars(e.kind, today)
	for _, c := range e.kind.Checks {
		if !c.That.Holds(vars) {
			bad.Add(c.Field, "%s", c.Else)
		}
	}
	return bad.OrNil()
}

// holdContact keeps the times at which it is safe to contact somebody as times of the day, and refuses ways that contradict each other.
func (e *Edit) holdContact(bad fault.Invalid) {
	if !record.AsksSafeContact(e.kind) {
		return
	}
	for _, id := range []string{"contact_from", "contact_until"} {
		if typed := e.rec.Fields.Text(id); typed != "" && typed != record.ClockTime(typed) {
			e.rec.Fields[id], e.dirty = record.ClockTime(typed), true
		}
	}
	for key, message := range record.ReadSafeContact(e.rec.Fields).Check() {
		bad.Add("contact_"+key, "%s", message)
	}
}

// ahead refuses a day by which something is to be done that has passed already.
func (u *Unit) ahead(field string, day when.Date) error {
	if !day.IsZero() && day.Before(u.r.Moment.Date()) {
		return fault.Invalid{field: "The day by which it is to be done cannot be in the past"}
	}
	return nil
}
