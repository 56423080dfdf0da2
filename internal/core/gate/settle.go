package gate

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/when"
)

const (
	promisesMost = 4096                   // that may wait: what is sent beyond them is made into a record at once
	promisesOnce = 32                     // records made in one transaction, so that a sender hardly waits for it
	quiet        = 20 * time.Millisecond  // without a sending, after which promises are kept
	quietAtMost  = 500 * time.Millisecond // that promises are left lying while more and more are sent
)

// promises are what a gate knows of the promises in its store.
type promises struct {
	waiting atomic.Int64  // from which no record was made; before the store was looked into, one more
	sent    atomic.Int64  // by this process
	last    atomic.Int64  // when the last one was sent, in nanoseconds since 1970
	bell    chan struct{} // rings when one was given

	one    sync.Mutex // at a time makes records of them
	rounds atomic.Int64
	looked atomic.Bool

	mu     sync.Mutex
	traces map[string]when.Instant // of the senders of those that wait
}

func (p *promises) init() {
	p.waiting.Store(1)
	p.traces = map[string]when.Instant{}
	p.bell = make(chan struct{}, 1)
	p.bell <- struct{}{}
}

func (p *promises) given(all []*Promise) {
	p.mu.Lock()
	p.waiting.Add(int64(len(all)))
	for _, one := range all {
		for _, t := range one.Traces {
			p.traces[t] = one.at
		}
	}
	p.sent.Add(int64(len(all)))
	p.mu.Unlock()
	p.last.Store(time.Now().UnixNano())
	select {
	case p.bell <- struct{}{}:
	default:
	}
}

func (p *promises) kept(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.waiting.Add(-int64(n)) == 0 {
		clear(p.traces)
	}
}

// none says that there was no promise in the store when so many had been sent. Another process on the same store, a command
// beside the server, may have kept what this one counts.
func (p *promises) none(sent int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.sent.Load() == sent {
		p.waiting.Store(0)
		clear(p.traces)
	}
}

// traced says that somebody who left the trace was promised a record since a moment, which is not yet made.
func (p *promises) traced(trace string, since when.Instant) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, ok := p.traces[trace]
	return ok && !at.Before(since)
}

// settle makes the records of all promises that were given before it was called, unless it is called for a resident, who
// sees no records.
func (g *Gate) settle(ctx context.Context, who access.Principal) error {
	p := &g.promises
	if who.Public || p.waiting.Load() == 0 {
		return nil
	}
	if err := g.look(ctx); err != nil {
		return err
	}
	before := p.rounds.Load()
	p.one.Lock()
	defer p.one.Unlock()
	if p.rounds.Load() > before {
		return nil // somebody else's round began after this call, and has ended
	}
	p.rounds.Add(1)
	n, err := g.keepPromises(ctx, promisesMost*2)
	p.kept(n)
	return err
}

// look keeps, once, what an earlier process promised before it ended, and gives what could not be kept another try.
func (g *Gate) look(ctx context.Context) error {
	p := &g.promises
	if p.looked.Load() {
		return nil
	}
	p.one.Lock()
	defer p.one.Unlock()
	if p.looked.Load() {
		return nil
	}
	before := p.sent.Load()
	err := g.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE promise SET failure = '' WHERE failure <> ''")
		return err
	})
	if err == nil {
		_, err = g.keepPromises(ctx, promisesMost*2)
	}
	if err != nil {
		return fmt.Errorf("look for what was sent: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting.Store(p.sent.Load() - before)
	p.looked.Store(true)
	return nil
}

// KeepPromises makes records of promises until ctx ends: when nobody sends, and now and then while very many do. Readers do
// not depend on it; without it a report would be made into a record when somebody looks for records.
func (g *Gate) KeepPromises(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-g.promises.bell:
		}
		err := g.look(ctx)
		for err == nil && ctx.Err() == nil && g.promises.waiting.Load() > 0 {
			g.promises.calm(ctx)
			g.promises.one.Lock()
			n := 0
			n, err = g.keepPromises(ctx, promisesOnce)
			g.promises.kept(n)
			g.promises.one.Unlock()
		}
		if err != nil && ctx.Err() == nil {
			slog.Error("make records of what was sent", "error", err)
		}
	}
}

// calm waits until nobody has sent anything for a while, though not for ever.
func (p *promises) calm(ctx context.Context) {
	for begin := time.Now(); time.Since(begin) < quietAtMost && ctx.Err() == nil; {
		left := quiet - time.Since(time.Unix(0, p.last.Load()))
		if left <= 0 {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(left):
		}
	}
}

// keepPromises makes the records of the oldest promises and gives their number. The caller holds promises.one.
func (g *Gate) keepPromises(ctx context.Context, most int) (n int, err error) {
	sent := g.promises.sent.Load()
	all, err := g.oldPromises(ctx, most)
	if err != nil {
		return 0, err
	}
	if len(all) == 0 {
		g.promises.none(sent)
	}
	for group := range slices.Chunk(all, promisesOnce) {
		if g.keepTogether(ctx, group) != nil { // one of them cannot be kept, and must not hold up the others
			for _, p := range group {
				if err := g.keepAlone(ctx, p); err != nil {
					return n, err
				}
			}
		}
		n += len(group)
	}
	return n, nil
}

func (g *Gate) keepTogether(ctx context.Context, group []*Promise) error {
	return g.write(ctx, access.Public(), func(u *Unit) error {
		for _, p := range group {
			if err := u.keep(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepAlone keeps one promise, or writes down why it cannot be kept: it stays in the store, and is tried again when the
// program starts, perhaps with the pack that it was given under.
func (g *Gate) keepAlone(ctx context.Context, p *Promise) error {
	cause := g.keepTogether(ctx, []*Promise{p})
	if cause == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	slog.Error("a report that was sent cannot be made into a record: it is kept and tried again at the next start", "reference", p.Reference, "error", cause)
	return g.db.Write(ctx, func(tx store.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE promise SET failure = $1 WHERE id = $2", cause.Error(), p.id)
		return err
	})
}
