package sight

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate/internal/row"
	"github.com/wardmote/wardmote/internal/core/store"
)

// auditEvery is how soon after one write of the audit the next may follow. Every write to the disk has SQLite's readers
// forget what they hold of the database; so readings that come together are written together, and each page still waits
// until its own are on disk. A reading that comes alone waits for nothing.
const auditEvery = 4 * time.Millisecond

// Auditor writes the readings of pages that are opened at the same time in one transaction.
type Auditor struct {
	db   *store.DB
	mu   sync.Mutex
	next *auditing
	last time.Time // when the last write began
}

// NewAuditor writes to a store.
func NewAuditor(db *store.DB) *Auditor { return &Auditor{db: db} }

// auditing is one transaction's readings.
type auditing struct {
	readings []Reading
	done     chan struct{}
	err      error
}

// Keep returns when the readings are on disk. The first page of a transaction writes it, for itself and for those that come
// while it waits for its turn.
func (a *Auditor) Keep(ctx context.Context, readings []Reading) error {
	a.mu.Lock()
	mine, first := a.next, a.next == nil
	if first {
		mine = &auditing{done: make(chan struct{})}
		a.next = mine
	}
	mine.readings = append(mine.readings, readings...)
	turn := a.last.Add(auditEvery)
	a.mu.Unlock()
	if !first {
		<-mine.done
		return mine.err
	}
	time.Sleep(time.Until(turn))
	a.mu.Lock()
	a.next, a.last = nil, time.Now()
	a.mu.Unlock()
	defer close(mine.done)
	ctx = context.WithoutCancel(ctx) // the readings of others are among them
	mine.err = a.db.Write(ctx, func(tx store.Tx) error { return KeepReadings(ctx, tx, mine.readings) })
	return mine.err
}

// KeepReadings writes readings in a transaction, each once however often it is written.
func KeepReadings(ctx context.Context, tx store.Tx, readings []Reading) error {
	all := row.Rows{Into: "reading (id, at, actor, actor_name, post, verb, subject, record, rows, detail, records)", Unless: " ON CONFLICT (id) DO NOTHING"}
	for _, r := range readings {
		all.Add(r.ID, r.At, r.Actor, r.Name, r.Post, r.Verb, r.Subject, r.Record, r.Rows, r.Detail, strings.Join(r.Records, " "))
	}
	if err := all.Insert(ctx, tx); err != nil {
		return fmt.Errorf("keep the audit: %w", err)
	}
	return nil
}
