package queue_test

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/queue"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

func TestAFailureThatMayPassNeverEndsAJobHoweverOftenItComes(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		c := &clock{}
		q := queue.New(db, c.now)
		id, err := q.Add(ctx, "full", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		passing := []error{fmt.Errorf("keep the upload: %w", syscall.ENOSPC), fault.PassingError(errors.New("the database is locked")), store.ErrClosed, context.DeadlineExceeded}
		tried := 0
		go q.Work(ctx, "full", func(_ context.Context, j *queue.Job, _ func(any)) error {
			c.ahead.Add(int64(2 * time.Minute))
			if j.Tries > 1 {
				t.Errorf("a failure that may pass was counted: try %d", j.Tries)
			}
			if tried++; tried <= 8 {
				if err := passing[tried%4]; !errors.Is(err, store.ErrClosed) {
					return err
				}
				return fault.PassingError(store.ErrClosed)
			}
			return nil
		})
		until(t, "done once it passed", func() bool {
			j, err := q.Job(ctx, id)
			return err == nil && !j.Ended.IsZero() && j.Failure == ""
		})
	})
}

func TestAQueueAtWhichNobodyWorksDoesNotMove(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		c := &clock{}
		q := queue.New(db, c.now)
		if _, err := q.Add(ctx, "import-a", "", nil); err != nil {
			t.Fatal(err)
		}
		if err := q.Moving(ctx); err != nil {
			t.Errorf("a new job stands already: %v", err)
		}
		c.ahead.Store(int64(queue.Patience + time.Minute))
		if err := q.Moving(ctx); err == nil {
			t.Error("a job that nobody takes up is not told")
		}
		if jobs, err := q.RecentOf(ctx, "import-", 10); err != nil || len(jobs) != 1 {
			t.Errorf("%d jobs of all imports, %v", len(jobs), err)
		}
		begun, end := make(chan struct{}), make(chan struct{})
		go q.Work(ctx, "import-a", func(context.Context, *queue.Job, func(any)) error {
			close(begun)
			<-end
			return nil
		})
		<-begun
		if _, err := q.Add(ctx, "import-a", "", nil); err != nil {
			t.Fatal(err)
		}
		if err := q.Moving(ctx); err != nil {
			t.Errorf("a job that is worked at: %v", err)
		}
		close(end)
	})
}
