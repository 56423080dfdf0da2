package queue

import (
	"context"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/store"
)

// Patience is how long a job may be due, and nobody have taken it up, before the queue counts as standing.
const Patience = 5 * time.Minute

// Moving says that no job has been due for longer than Patience without anybody at it. A job that is being worked on may hold up
// those behind it as long as it renews its lease.
func (q *Queue) Moving(ctx context.Context) error {
	n, now := 0, q.now()
	err := q.db.Read(ctx, func(tx store.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM job j WHERE j.ended IS NULL AND j.run_at < $1 AND (j.leased IS NULL OR j.leased < $1)
 AND NOT EXISTS (SELECT 1 FROM job w WHERE w.queue = j.queue AND w.ended IS NULL AND w.leased > $2)`, now.Add(-Patience), now).Scan(&n)
	})
	if err == nil && n > 0 {
		err = fmt.Errorf("%d jobs have waited for more than %d minutes and nobody works at them", n, int(Patience.Minutes()))
	}
	return err
}
