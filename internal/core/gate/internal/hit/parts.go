package hit

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/store"
)

// IndexOf says in which way records and people are indexed; another number has all of them indexed anew (Reproject).
const IndexOf = "2"

// Passage is a text that hangs on a record and is read by whoever opens it and its seal.
type Passage struct{ Record, Where, Text, Seal string }

// Hanging are the notes, the names of files, the actions, the incidents and the contacts of records that the principal reads, each in its order.
func Hanging(v *sight.Reader, records []string) (out []Passage, err error) {
	read := v.Opened("seal")
	for _, q := range []struct{ where, text string }{
		{"A note", "SELECT record, body, seal FROM note WHERE record IN ? AND %s ORDER BY at, id"},
		{"A file", "SELECT record, name, seal FROM file WHERE record IN ? AND %s ORDER BY at, id"},
		{"An action", "SELECT record, CASE WHEN outcome = '' THEN what ELSE what || '. ' || outcome END, seal FROM action WHERE record IN ? AND %s ORDER BY set_at, id"},
		{"An incident", "SELECT record, CASE WHEN place = '' THEN what ELSE what || '. ' || place END, seal FROM incident WHERE record IN ? AND %s ORDER BY began, id"},
		{"A contact", "SELECT record, CASE WHEN said = '' THEN how ELSE how || '. ' || said END, seal FROM contact WHERE record IN ? AND %s ORDER BY at, id"},
	} {
		err := v.Rows(store.SQL(fmt.Sprintf(q.text, read.Text), append([]any{records}, read.Args...)...), func(s row.Scanner) error {
			p := Passage{Where: q.where}
			err := s.Scan(&p.Record, &p.Text, &p.Seal)
			out = append(out, p)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
