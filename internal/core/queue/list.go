package queue

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Recent are the newest jobs of a queue that have not ended, for a list of what is under way.
func (q *Queue) Recent(ctx context.Context, name string, most int) (jobs []Job, err error) {
	err = q.db.Read(ctx, func(tx store.Tx) error {
		jobs = nil
		rows, err := tx.QueryContext(ctx, "SELECT "+jobColumns+" FROM job WHERE queue = $1 AND ended IS NULL ORDER BY id DESC"+store.Limit(min(max(most, 1), 100)), name)
		if err != nil {
			return err
		}
		defer rows.Close() //nolint:errcheck // Err below tells of a broken read
		for rows.Next() {
			var j Job
			if err := rows.Scan(&j.ID, &j.Queue, &j.Payload, &j.Tries, &j.Ended, &j.Failure, &j.Progress, &j.Cancel, &j.Owner); err != nil {
				return err
			}
			jobs = append(jobs, j)
		}
		return rows.Err()
	})
	return jobs, err
}
