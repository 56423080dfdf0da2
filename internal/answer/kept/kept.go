// Package kept holds what is costly to work out and asked for often, such as the indicators of a plan or the public tables
// of all wards, with the moment at which it was worked out. A reader never waits for a fresh one while an older stands: a
// background worker works it out again every few minutes, so that no page does work that grows with the store.
package kept

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Result is a value as it was worked out at a moment.
type Result[T any] struct {
	Value T
	At    when.Instant
}

// Kept is one such value. Make works it out; the zero time before the first is filled by whoever asks first.
type Kept[T any] struct {
	Name string // for the log
	Make func(ctx context.Context) (T, error)
	Now  func() when.Instant

	making sync.Mutex
	latest atomic.Pointer[Result[T]]
}

// Get is the newest result. Only before the first one is there anything to wait for.
func (k *Kept[T]) Get(ctx context.Context) (Result[T], error) {
	if r := k.latest.Load(); r != nil {
		return *r, nil
	}
	k.making.Lock()
	defer k.making.Unlock()
	if r := k.latest.Load(); r != nil {
		return *r, nil
	}
	return k.make(ctx)
}

// Refresh works it out now. Two who ask at once both get one that is younger than their asking.
func (k *Kept[T]) Refresh(ctx context.Context) (Result[T], error) {
	k.making.Lock()
	defer k.making.Unlock()
	return k.make(ctx)
}

func (k *Kept[T]) make(ctx context.Context) (Result[T], error) {
	at := k.Now()
	value, err := k.Make(ctx)
	if err != nil {
		return Result[T]{}, err
	}
	r := Result[T]{Value: value, At: at}
	k.latest.Store(&r)
	return r, nil
}

// Keep works it out once and then every so often, until ctx ends. An error leaves the older result standing.
func (k *Kept[T]) Keep(ctx context.Context, every time.Duration) {
	for {
		began := time.Now()
		if _, err := k.Refresh(ctx); err != nil && ctx.Err() == nil {
			slog.Error("work out "+k.Name, "error", err)
		}
		// What takes long is worked out less often, so that it never takes more than a tenth of the machine.
		pause := max(every, 9*time.Since(began))
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}
