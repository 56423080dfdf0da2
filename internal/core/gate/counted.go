package gate

import (
	"fmt"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/store"
)

// counts keeps what was counted until something is written: the figures on the tabs of everybody's every page are most
// of the work of a page, and most pages are opened while nothing changes.
type counts struct {
	changes atomic.Int64 // writes of this process that have ended
	shared  bool         // other processes write to the same database
	known   *lru.Cache[string, count]
}

// count was taken from a view that began after so many changes. due is of the actions that a home page shows: somebody may be
// to do a thousand things on records that they may not see, each of which is opened for nothing.
type count struct {
	n     int
	over  bool // of a total: there are more
	due   []DueAction
	sums  Added // of what a list counted; nobody changes it
	after int64
	at    time.Time
}

const (
	countsKept  = 8192
	countsStand = 2 * time.Second // of what another process may have changed
)

func newCounts(db *store.DB) *counts {
	return &counts{shared: db.Engine() == store.Postgres, known: remembered[count](countsKept)}
}

// question names a count: the same query of somebody with the same posts has the same answer.
func question[Q Query | ActionQuery](who access.Principal, q Q, most int) (string, error) {
	return asking(fmt.Sprintf("%T", q), who, q, most)
}

func (c *counts) get(question string) (count, bool) {
	k, ok := c.known.Get(question)
	if !ok || k.after != c.changes.Load() || c.shared && time.Since(k.at) > countsStand {
		return count{}, false
	}
	return k, true
}

func (c *counts) keep(question string, k count, after int64) {
	k.after, k.at = after, time.Now()
	c.known.Add(question, k)
}
