package change

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// markedMost is for how many months a marker for the safety of staff may stand before it is looked at again (local setting).
const markedMost = 12

// Mark puts on the card of somebody on the record what whoever deals with them has to know. The history of the record says of what sort it
// is and not what: that stands on the card.
func (e *Edit) Mark(m record.Mark) error {
	if err := e.about(m.Person); err != nil {
		return err
	}
	today, bad := e.unit.r.Moment.Date(), fault.Invalid{}
	if !slices.ContainsFunc(record.MarkSorts, func(s struct{ ID, Words, Hint string }) bool { return s.ID == m.Sort }) {
		bad.Add("sort", "Select what it is")
	}
	if strings.TrimSpace(m.Words) == "" {
		bad.Add("words", "Enter what people have to know")
	}
	if strings.TrimSpace(m.Source) == "" {
		bad.Add("source", "Enter how it is known")
	}
	switch {
	case m.Sort == record.StaffSafety && m.Review.IsZero():
		bad.Add("review", "Enter the day by which it is looked at again: it ends on that day by itself")
	case !m.Review.IsZero() && !m.Review.After(today):
		bad.Add("review", "The review day must be after today")
	case m.Sort == record.StaffSafety && m.Review.After(today.AddMonths(markedMost)):
		bad.Add("review", "A marker for the safety of staff is looked at again within %d months", markedMost)
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	u := e.unit
	_, err := u.r.Exec("INSERT INTO person_mark (id, person, sort, words, source, at, by, review) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		row.NewID(), m.Person, m.Sort, strings.TrimSpace(m.Words), strings.TrimSpace(m.Source), u.r.Moment, u.r.Principal.Name, m.Review)
	if err != nil {
		return fmt.Errorf("keep the mark: %w", err)
	}
	return e.sayOf(m.Person, "person marked", m.Sort)
}

// ReviewMark looks again at a mark of somebody on the record: it is kept on until another day, as a new one beside the old, or ended with the reason.
func (e *Edit) ReviewMark(m record.Mark, until when.Date, reason string) error {
	if err := e.about(m.Person); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return fault.Invalid{"reason": "Enter a reason"}
	}
	u := e.unit
	n, err := u.r.Exec("UPDATE person_mark SET ended = $1, ended_by = $2, end_reason = $3 WHERE id = $4 AND person = $5 AND ended IS NULL", u.r.Moment, u.r.Principal.Name, reason, m.ID, m.Person)
	if err != nil {
		return fmt.Errorf("end the mark: %w", err)
	}
	if n == 0 {
		return sight.NotFound("mark")
	}
	if until.IsZero() {
		return e.sayOf(m.Person, "person unmarked", m.Sort)
	}
	m.Review, m.Source = until, reason
	return e.Mark(m)
}

// sayOf writes into the history what was done about somebody on the record, under the seal by which they are on it.
func (e *Edit) sayOf(person, verb, field string) error {
	seal := ""
	for _, p := range []string{record.ForStaff, ""} {
		text, args := "SELECT seal FROM party WHERE record = $1 AND person = $2 AND ended IS NULL", []any{e.rec.ID, person}
		if p != "" {
			text, args = text+" AND seal = $3", append(args, p)
		}
		if err := e.unit.r.Tx.QueryRowContext(e.unit.r.Ctx, text+" LIMIT 1", args...).Scan(&seal); err == nil {
			break
		}
	}
	if seal == "" || !pack.Narrower(seal) {
		seal = record.ForStaff
	}
	e.say(verb, field, "", "", "", seal)
	return nil
}
