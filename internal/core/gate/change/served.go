package change

import (
	"errors"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// fixed refuses a change of what was served: the notice in somebody's hand and the record of it say the same for good.
func (e *Edit) fixed(what string) error {
	if e.isNew || e.kind.Drafted(e.rec.State) {
		return nil
	}
	return fault.Invalid{what: "It stands on what was served, and can no longer be changed. What is wrong is put right by a new one"}
}

// Since has the next state of the record count from a moment that lies before now: a notice that is written down on the day after it was served
// was served on its day. One that is later counts from now.
func (e *Edit) Since(at when.Instant) { e.when = at }

// Youngest is the age on a day of the youngest person in a role of the record whose day of birth is known; false where none is.
func (e *Edit) Youngest(role string, day when.Date) (age int, known bool, err error) {
	err = e.unit.r.Rows(store.SQL("SELECT x.born FROM party p JOIN person x ON x.id = p.person WHERE p.record = ? AND p.role = ? AND p.ended IS NULL AND x.born IS NOT NULL", e.rec.ID, role), func(s row.Scanner) error {
		var born when.Date
		if err := s.Scan(&born); err != nil || born.IsZero() {
			return err
		}
		if old := yearsBetween(born, day); !known || old < age {
			age, known = old, true
		}
		return nil
	})
	return age, known, err
}

// yearsBetween are the whole years from a birth to a day. Who was born on 29 February is a year older on 1 March of other years.
func yearsBetween(born, day when.Date) int {
	years := day.Year() - born.Year()
	if day.Month() < born.Month() || day.Month() == born.Month() && day.DayOfMonth() < born.DayOfMonth() {
		years--
	}
	return years
}

// Notice is another record that a served one rests on, as this unit has it: the warning before a notice, the order that a penalty was issued
// under, the contact at which support was offered. It is found by who may see it alone.
func (u *Unit) Notice(ref string) (*record.Record, error) {
	e, err := u.Edit(ref, 0)
	switch {
	case errors.Is(err, fault.ErrNotFound):
		return nil, fault.ErrNotFound
	case err != nil:
		return nil, err
	}
	return e.Record(), nil
}
