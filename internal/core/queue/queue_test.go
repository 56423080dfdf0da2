package queue_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

// clock runs with the real time, plus what a test adds to it.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() when.Instant {
	return when.At(time.Now().Add(time.Duration(c.ahead.Load())))
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never happened: %s", what)
		}
	}
}

func TestEachJobIsDoneOnceThoughSeveralWorkersTakeThem(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		c := &clock{}
		q := queue.New(db, c.now)
		var done [20]atomic.Int32
		for i := range done {
			if _, err := q.Add(ctx, "count", "", i); err != nil {
				t.Fatal(err)
			}
		}
		for range 3 {
			go q.Work(ctx, "count", func(_ context.Context, j *queue.Job, _ func(any)) error {
				n := 0
				for _, digit := range j.Payload {
					n = n*10 + int(digit-'0')
				}
				done[n].Add(1)
				return nil
			})
		}
		until(t, "every job done", func() bool {
			for i := range done {
				if done[i].Load() == 0 {
					return false
				}
			}
			return true
		})
		for i := range done {
			if n := done[i].Load(); n != 1 {
				t.Errorf("job %d was done %d times", i, n)
			}
		}
	})
}

func TestAJobWhoseProcessDiedIsTakenUpWhenItsLeaseRunsOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c := &clock{}
		q := queue.New(db, c.now)
		id, err := q.Add(context.Background(), "import", "ann", "file")
		if err != nil {
			t.Fatal(err)
		}
		dying, die := context.WithCancel(context.Background())
		begun := make(chan struct{})
		go q.Work(dying, "import", func(ctx context.Context, _ *queue.Job, _ func(any)) error {
			close(begun)
			<-ctx.Done() // the process ends here
			return ctx.Err()
		})
		<-begun
		die()
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		tries := make(chan int, 1)
		c.ahead.Store(int64(2 * queue.Lease))
		go q.Work(ctx, "import", func(_ context.Context, j *queue.Job, _ func(any)) error {
			tries <- j.Tries
			return nil
		})
		if n := <-tries; n != 2 {
			t.Errorf("the second process saw try %d", n)
		}
		until(t, "job ended", func() bool { j, err := q.Job(ctx, id); return err == nil && !j.Ended.IsZero() && j.Failure == "" })
	})
}

func TestACancelledJobStopsAndSaysSo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		q := queue.New(db, (&clock{}).now)
		id, err := q.Add(ctx, "long", "ann", nil)
		if err != nil {
			t.Fatal(err)
		}
		go q.Work(ctx, "long", func(ctx context.Context, _ *queue.Job, report func(any)) error {
			report(map[string]int{"read": 5})
			<-ctx.Done()
			return ctx.Err()
		})
		until(t, "progress shown", func() bool { j, err := q.Job(ctx, id); return err == nil && j.Progress != "" })
		if err := q.Stop(ctx, id); err != nil {
			t.Fatal(err)
		}
		until(t, "job ended", func() bool { j, err := q.Job(ctx, id); return err == nil && j.Failure == "cancelled" })
	})
}

func TestAJobThatFailsIsTriedAgainAndOneWithWrongInputIsNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		c := &clock{}
		q := queue.New(db, c.now)
		shaky, err := q.Add(ctx, "shaky", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		wrong, err := q.Add(ctx, "wrong", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		go q.Work(ctx, "shaky", func(_ context.Context, j *queue.Job, _ func(any)) error {
			c.ahead.Add(int64(time.Minute))
			if j.Tries < 3 {
				return errors.New("the disk was busy")
			}
			return nil
		})
		go q.Work(ctx, "wrong", func(context.Context, *queue.Job, func(any)) error { return fault.Invalid{"file": "is not a CSV"} })
		until(t, "third try", func() bool { j, err := q.Job(ctx, shaky); return err == nil && !j.Ended.IsZero() && j.Tries == 3 })
		until(t, "refused", func() bool {
			j, err := q.Job(ctx, wrong)
			return err == nil && j.Tries == 1 && j.Failure == "file: is not a CSV"
		})
	})
}
