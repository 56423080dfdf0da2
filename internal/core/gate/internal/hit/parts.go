package hit

import (
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/store"
)

// IndexOf says in which way records and people are indexed; another number has all of them indexed anew (Reproject).
const IndexOf = "1"

// Passage is a text that hangs on a record and is read by whoever opens it.
type Passage struct{ Record, Where, Text string }

// Hanging are the notes, the names of files and the actions of records, each in its order.
func Hanging(v *sight.Reader, records []string) (out []Passage, err error) {
	for _, q := range []struct{ where, text string }{
		{"A note", "SELECT record, body FROM note WHERE record IN ? ORDER BY at, id"},
		{"A file", "SELECT record, name FROM file WHERE record IN ? ORDER BY at, id"},
		{"An action", "SELECT record, CASE WHEN outcome = '' THEN what ELSE what || '. ' || outcome END FROM action WHERE record IN ? ORDER BY set_at, id"},
	} {
		err := v.Rows(store.SQL(q.text, records), func(s row.Scanner) error {
			p := Passage{Where: q.where}
			err := s.Scan(&p.Record, &p.Text)
			out = append(out, p)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
