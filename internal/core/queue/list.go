package queue

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Recent are the newest jobs of a queue that have not ended, for a list of what is under way.
func (q *Queue) Recent(ctx context.Context, name string, most int) ([]Job, error) {
	return q.recent(ctx, store.SQL("queue = ?", name), most)
}

// RecentOf is Recent for all queues whose names begin so, which servers of one store have each for itself.
func (q *Queue) RecentOf(ctx context.Context, begins string, most int) ([]Job, error) {
	return q.recent(ctx, store.SQL("substr(queue, 1, ?) = ?", len(begins), begins), most)
}

func (q *Queue) recent(ctx context.Context, of store.Clause, most int) (jobs []Job, err error) {
	err = q.db.Read(ctx, func(tx store.Tx) error {
		jobs = nil
		text, args := store.Number(store.SQL("SELECT "+jobColumns+" FROM job WHERE"), of, store.SQL("AND ended IS NULL ORDER BY id DESC"+store.Limit(min(max(most, 1), 100))))
		rows, err := tx.QueryContext(ctx, text, args...)

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
