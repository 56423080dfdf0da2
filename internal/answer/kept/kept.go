// Package kept holds what is costly to work out and asked for often, such as the indicators of a plan or the public tables
// of all wards, with the moment at which it was worked out. A reader never waits for a fresh one while an older stands.
//
// What was worked out is in the store too, so that the first reader after a restart has it at once, with its date. A
// background worker looks every few minutes whether what it rests on has changed (a record, the imported facts, the pack,
// the day) and only then works it out again; of several processes one does, and the others take it from the store.
package kept

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Result is a value as it was worked out at a moment.
type Result[T any] struct {
	Value T
	At    when.Instant
	basis string
}

// Kept is one such value. Make works it out; the time before the very first is filled by whoever asks first.
type Kept[T any] struct {
	Name  string // in the store and in the log
	Make  func(ctx context.Context) (T, error)
	Now   func() when.Instant
	Gate  *gate.Gate                                // to the store; nil where memory is enough
	Basis func(ctx context.Context) (string, error) // changes when what it rests on does; nil where it always may have

	making sync.Mutex
	latest atomic.Pointer[Result[T]]
}

// Get is the newest result, from memory, else from the store. Only before the first one is there anything to wait for.
func (k *Kept[T]) Get(ctx context.Context) (Result[T], error) {
	if r := k.latest.Load(); r != nil {
		return *r, nil
	}
	k.making.Lock()
	defer k.making.Unlock()
	if r := k.latest.Load(); r != nil {
		return *r, nil
	}
	if r, ok, err := k.load(ctx); err != nil || ok {
		return r, err
	}
	return k.make(ctx)
}

// Refresh works it out now. Two who ask at once both get one that is younger than their asking.
func (k *Kept[T]) Refresh(ctx context.Context) (Result[T], error) {
	k.making.Lock()
	defer k.making.Unlock()
	return k.make(ctx)
}

// Renew works it out again where what it rests on has changed, and says whether it did.
func (k *Kept[T]) Renew(ctx context.Context) (bool, error) {
	k.making.Lock()
	defer k.making.Unlock()
	if k.Basis != nil {
		basis, err := k.Basis(ctx)
		if err != nil {
			return false, err
		}
		if r := k.latest.Load(); r != nil && r.basis == basis {
			return false, nil
		}
		if r, ok, err := k.load(ctx); err != nil || ok && r.basis == basis {
			return false, err
		}
	}
	_, err := k.make(ctx)
	return err == nil, err
}

func (k *Kept[T]) make(ctx context.Context) (r Result[T], err error) {
	r.At = k.Now()
	if k.Basis != nil {
		if r.basis, err = k.Basis(ctx); err != nil { // before it is worked out: what changes meanwhile is seen the next time
			return r, err
		}
	}
	if r.Value, err = k.Make(ctx); err != nil {
		return Result[T]{}, err
	}
	if err := k.save(ctx, r); err != nil {
		return Result[T]{}, err
	}
	k.latest.Store(&r)
	return r, nil
}

// program is who keeps figures.
func (k *Kept[T]) program() access.Principal { return access.System("keep " + k.Name) }

func (k *Kept[T]) save(ctx context.Context, r Result[T]) error {
	if k.Gate == nil {
		return nil
	}
	doc, err := json.Marshal(r.Value)
	if err != nil {
		return fmt.Errorf("keep %s: %w", k.Name, err)
	}
	return k.Gate.Keep(ctx, k.program(), func(u *gate.Notebook) error {
		return u.KeepFigures(gate.Figures{Name: k.Name, Basis: r.basis, Value: doc, At: r.At})
	})
}

// load takes what is in the store into memory. What another version of the program wrote and this one cannot read counts as
// none.
func (k *Kept[T]) load(ctx context.Context) (r Result[T], ok bool, err error) {
	if k.Gate == nil {
		return r, false, nil
	}
	var f gate.Figures
	err = k.Gate.Read(ctx, k.program(), func(v *gate.View) error {
		f, ok, err = v.Figures(k.Name, "")
		return err
	})
	if err != nil || !ok {
		return r, false, err
	}
	if err := json.Unmarshal(f.Value, &r.Value); err != nil {
		slog.Warn("figures that cannot be read are worked out again", "name", k.Name, "error", err)
		return Result[T]{}, false, nil
	}
	r.At, r.basis = f.At, f.Basis
	k.latest.Store(&r)
	return r, true, nil
}

// Keep renews it now and then every so often, until ctx ends. An error leaves the older result standing. It is worked out
// while turn is held, so that several do not crowd out the pages.
func (k *Kept[T]) Keep(ctx context.Context, every time.Duration, turn sync.Locker) {
	for {
		turn.Lock()
		began := time.Now()
		_, err := k.Renew(ctx)
		turn.Unlock()
		if err != nil && ctx.Err() == nil {
			slog.Error("work out figures", "name", k.Name, "error", err)
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
