package list

import (
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Assigned is an action with the record it was set on, open or ended, on a record that is open or closed: what a board set
// itself to do outlives the meeting.
type Assigned struct {
	record.Action
	Kind      string
	Reference string
	Title     string
	Subject   string // value of the record's field "body", where its kind filters by one
}

// Actions are the actions on the records of a query, the soonest due first; state "" means any. The reading is audited.
func (v *Lists) Actions(q Query, state string, most int) ([]Assigned, error) {
	where, err := v.where(q)
	if err != nil {
		return nil, err
	}
	where = store.And(where, v.r.Opened("a.seal"))
	if state != "" {
		where = store.And(where, store.SQL("a.state = ?", state))
	}
	text := store.SQL(`SELECT a.id, a.record, a.what, a.body, a.owner, a.due, a.state, a.outcome, a.set_at, a.ended, a.seal, r.kind, r.reference, r.title,
 coalesce((SELECT min(x.value) FROM record_value x WHERE x.record = r.id AND x.field = 'body'), '')
 FROM action a JOIN record r ON r.id = a.record WHERE `+where.Text+` ORDER BY a.due, a.id`+store.Limit(min(max(most, 1), pageMost)), where.Args...)
	var out []Assigned
	err = v.r.Rows(text, func(s row.Scanner) error {
		var a Assigned
		err := s.Scan(&a.ID, &a.Record, &a.What, &a.Body, &a.Owner, &a.Due, &a.State, &a.Outcome, &a.SetAt, &a.Ended, &a.Seal, &a.Kind, &a.Reference, &a.Title, &a.Subject)
		out = append(out, a)
		return err
	})
	v.r.NoteReading(string(q.verb()), strings.Join(q.Kinds, " "), "", len(out), "actions")
	return out, err
}
