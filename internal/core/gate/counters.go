package gate

import (
	"context"

	"github.com/wardmote/wardmote/internal/core/store"
)

// counters give the numbers of references to the writes of one commit: the store counts on once for all of them. A number is
// used once and none is left out, for all writes of a commit happen or are counted anew.
type counters struct{ given map[string]numbered }

// numbered is how far a count was kept in the store, and how far it has gone since.
type numbered struct{ kept, last int64 }

func newCounters() *counters { return &counters{map[string]numbered{}} }

// next is the next number under a name, from 1.
func (c *counters) next(ctx context.Context, tx store.Tx, name string) (int64, error) {
	n, known := c.given[name]
	if !known {
		err := tx.QueryRowContext(ctx, `INSERT INTO counter (name, n) VALUES ($1, 1)
 ON CONFLICT (name) DO UPDATE SET n = counter.n + 1 RETURNING n`, name).Scan(&n.kept)
		if err != nil {
			return 0, err
		}
		n.last = n.kept - 1
	}
	n.last++
	c.given[name] = n
	return n.last, nil
}

// End keeps how far each count went.
func (c *counters) End(ctx context.Context, tx store.Tx) error {
	for name, n := range c.given {
		if n.last == n.kept {
			continue
		}
		if _, err := tx.ExecContext(ctx, "UPDATE counter SET n = $1 WHERE name = $2", n.last, name); err != nil {
			return err
		}
	}
	return nil
}
