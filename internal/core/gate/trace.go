package gate

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

// KeepTrace remembers by which ways the sender of a report can be reached, each as a keyed hash: a second report of one
// person can be told, and nobody can be looked up by an address that they did not give.
func (u *Unit) KeepTrace(e *Edit, traces ...string) error {
	for _, t := range traces {
		if _, err := u.exec("INSERT INTO reporter_trace (trace, record) VALUES ($1, $2) ON CONFLICT (trace, record) DO NOTHING", t, e.rec.ID); err != nil {
			return fmt.Errorf("keep the trace of the reporter: %w", err)
		}
	}
	return nil
}

// Earlier counts the other reports since a moment whose sender left the same trace as that of a record; ten at most, since
// it only tells whether there is a right to a review.
func (v *View) Earlier(id string, since when.Instant) (int, error) {
	return v.traced(store.SQL("o.trace IN (SELECT m.trace FROM reporter_trace m WHERE m.record = ?) AND o.record <> ?", id, id), since, 10)
}

// Traced says that somebody who left one of the traces sent a report since a moment.
func (v *View) Traced(traces []string, since when.Instant) (bool, error) {
	if len(traces) == 0 {
		return false, nil
	}
	n, err := v.traced(store.SQL("o.trace IN ?", traces), since, 1)
	return n > 0, err
}

func (v *View) traced(of store.Clause, since when.Instant, most int) (n int, err error) {
	text, args := store.Number(store.SQL(`SELECT count(*) FROM (SELECT DISTINCT o.record FROM reporter_trace o JOIN record r ON r.id = o.record
 WHERE `+of.Text+` AND r.opened >= ? LIMIT ?) x`, append(of.Args, since, most)...))
	err = v.tx.QueryRowContext(v.ctx, text, args...).Scan(&n)
	return n, err
}
