package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// dayOf is the day of what a record tells: the day on which it happened, else the day on which it was opened.
func dayOf(r *record.Record) when.Date {
	if !r.Occurred.IsZero() {
		return r.Occurred.Date()
	}
	return r.Opened.Date()
}

// standing refuses an order that was not in force on the day: nobody can be penalised under an order that has ended.
func (u *Unit) standing(kind *pack.Kind, id string, value any, day when.Date) error {
	f, ok := kind.Field(id)
	if !ok || f.From != "orders" {
		return nil
	}
	for _, chosen := range chosenOf(value) {
		order, ok := u.r.Core.Pack.Order(chosen)
		switch {
		case !ok:
		case order.Life().Ended(day):
			return fmt.Errorf("%s: “%s” ended on %s, before %s", f.Name, order.Name, order.To.Words(), day.Words())
		case !order.Life().Stands(day):
			return fmt.Errorf("%s: “%s” began on %s, after %s", f.Name, order.Name, order.From.Words(), day.Words())
		}
	}
	return nil
}

// chosenOf are the ids that a field of choice or of choices holds.
func chosenOf(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	}
	return nil
}
