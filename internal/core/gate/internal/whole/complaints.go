package whole

import (
	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/gate/internal/sight"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// complaints reads what bodies hold, of an application for a case review. Other records have none.
func complaints(v *sight.Reader, w *record.Whole) error {
	if w.Kind != pack.KindCaseReview {
		return nil
	}
	return v.Rows(store.SQL("SELECT id, sort, body, behaviour, made, about, reference, done, said, at, by FROM complaint WHERE record = ? ORDER BY at, id", w.ID), func(s row.Scanner) error {
		var c record.Complaint
		err := s.Scan(&c.ID, &c.Sort, &c.Body, &c.Behaviour, &c.Made, &c.About, &c.Reference, &c.Done, &c.Said, &c.At, &c.By)
		w.Complaints = append(w.Complaints, c)
		return err
	})
}
