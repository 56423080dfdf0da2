package kept

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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
	go func() { k.Keep(ctx, time.Millisecond); close(done) }()
	<-made
	<-made
	stop()
	<-done
}
