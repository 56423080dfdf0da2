package kept

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

func TestReadersShareOneResultAndAFailureLeavesTheOlderStanding(t *testing.T) {
	var made atomic.Int64
	var fail atomic.Bool
	k := &Kept[int64]{Name: "a test", Now: func() when.Instant { return when.At(time.Unix(1_000_000+made.Load(), 0)) }, Make: func(context.Context) (int64, error) {
		if fail.Load() {
			return 0, errors.New("the disk is away")
		}
		return made.Add(1), nil
	}}
	var wait sync.WaitGroup
	for range 20 {
		wait.Go(func() {
			if r, err := k.Get(t.Context()); err != nil || r.Value != 1 {
				t.Errorf("first result: %+v, %v", r, err)
			}
		})
	}
	wait.Wait()
	if made.Load() != 1 {
		t.Errorf("it was worked out %d times for twenty readers", made.Load())
	}
	if r, err := k.Refresh(t.Context()); err != nil || r.Value != 2 || r.At != when.At(time.Unix(1_000_001, 0)) {
		t.Errorf("after a refresh: %+v, %v", r, err)
	}
	fail.Store(true)
	if _, err := k.Refresh(t.Context()); err == nil {
		t.Error("a failure was hidden from who asked for a refresh")
	}
	if r, err := k.Get(t.Context()); err != nil || r.Value != 2 {
		t.Errorf("the older result is gone: %+v, %v", r, err)
	}
}

func TestTheWorkerEndsWithItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	made := make(chan struct{}, 100)
	k := &Kept[int]{Name: "a test", Now: func() when.Instant { return when.At(time.Now()) }, Make: func(context.Context) (int, error) {
		made <- struct{}{}
		return 1, nil
	}}
	done := make(chan struct{})
	go func() { k.Keep(ctx, time.Millisecond, new(sync.Mutex)); close(done) }()
	<-made
	<-made
	stop()
	<-done
}

func TestFiguresOutlastTheProgramAndAreMadeAgainOnlyWhereSomethingChanged(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		made, basis := 0, "a"
		open := func() *Kept[map[string]int] {
			return &Kept[map[string]int]{Name: "test figures", Now: clock.Now, Gate: g, Basis: func(context.Context) (string, error) { return basis, nil },
				Make: func(context.Context) (map[string]int, error) { made++; return map[string]int{"made": made}, nil }}
		}
		first := clock.Now()
		if _, err := open().Get(t.Context()); err != nil {
			t.Fatal(err)
		}
		clock.Set(first.Add(time.Hour))
		again := open() // as after a restart
		r, err := again.Get(t.Context())
		if err != nil || made != 1 || r.Value["made"] != 1 || r.At != first {
			t.Errorf("after a restart: made %d times, %+v, %v; want the first, with its moment", made, r, err)
		}
		if renewed, err := again.Renew(t.Context()); err != nil || renewed {
			t.Errorf("nothing changed and it was worked out again: %v", err)
		}
		basis = "b"
		if renewed, err := again.Renew(t.Context()); err != nil || !renewed || made != 2 {
			t.Errorf("something changed: renewed %v, %v", renewed, err)
		}
		other := open() // another process, which finds it done
		if renewed, err := other.Renew(t.Context()); err != nil || renewed || made != 2 {
			t.Errorf("a second process worked it out too: %v", err)
		}
		if r, _ := other.Get(t.Context()); r.Value["made"] != 2 || r.At != first.Add(time.Hour) {
			t.Errorf("the second process has %+v", r)
		}
	})
}
