package gate

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Earlier counts the other reports since a moment whose sender left the same trace as that of a record; ten at most, since
// it only tells whether there is a right to a review.
func (v *View) Earlier(id string, since when.Instant) (int, error) {
	n := 0
	err := v.r.Tx.QueryRowContext(v.r.Ctx, `SELECT count(*) FROM (SELECT DISTINCT o.record FROM reporter_trace m
 JOIN reporter_trace o ON o.trace = m.trace AND o.record <> m.record
 JOIN record r ON r.id = o.record WHERE m.record = $1 AND r.opened >= $2 LIMIT 10) x`, id, since).Scan(&n)
	return n, err
}

// Traced says that somebody who left one of the traces sent a report since a moment. Each trace is a part of the statement,
// which is a walk along two indexes; all in one condition would have SQLite build a table of them for every report that is
// sent.
func (v *View) Traced(traces []string, since when.Instant) (bool, error) {
	if len(traces) == 0 {
		return false, nil
	}
	parts, args := make([]string, len(traces)), []any{since}
	for i, t := range traces {
		args = append(args, t)
		parts[i] = fmt.Sprintf("SELECT 1 FROM reporter_trace o JOIN record r ON r.id = o.record WHERE o.trace = $%d AND r.opened >= $1", len(args))
	}
	var one int
	err := v.r.Tx.QueryRowContext(v.r.Ctx, strings.Join(parts, " UNION ALL ")+" LIMIT 1", args...).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
