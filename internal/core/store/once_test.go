package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
)

func TestWhatIsDoneOnceIsNotDoneAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		runs := 0
		for range 3 {
			if err := db.Once(ctx, "a year of casework", func() error { runs++; return nil }); err != nil {
				t.Fatal(err)
			}
		}
		if runs != 1 {
			t.Errorf("it ran %d times", runs)
		}
	})
}

func TestWhatWasCutOffIsNotTakenForDone(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		lightning := errors.New("lightning")
		if err := db.Once(ctx, "a year of casework", func() error { return lightning }); !errors.Is(err, lightning) {
			t.Fatalf("the run that failed: %v", err)
		}
		if err := db.Once(ctx, "a year of casework", func() error { return nil }); !errors.Is(err, store.ErrCutOff) {
			t.Errorf("the run after it: %v", err)
		}
	})
}

func TestOfTwoProcessesOnOnePostgreSQLOneDoesIt(t *testing.T) {
	url := storetest.Postgres(t)
	var runs int
	var both sync.WaitGroup
	for range 2 {
		db := storetest.Open(t, store.Config{URL: url})
		both.Go(func() {
			if err := db.Once(context.Background(), "a year of casework", func() error { runs++; return nil }); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if runs != 1 {
		t.Errorf("it ran %d times", runs)
	}
}
