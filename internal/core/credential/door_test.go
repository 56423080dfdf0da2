package credential

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
)

var errElsewhere = errors.New("the store does not answer")

// testDoor waits for nothing and adds up what it would have waited.
func testDoor() (*Door, *time.Duration) {
	d, waited := NewDoor(10_000), new(time.Duration)
	d.pause = func(_ context.Context, t time.Duration) error { *waited += t; return nil }
	return d, waited
}

func TestTheRightSecretIsNeverRefusedForWhatOthersTried(t *testing.T) {
	d, waited := testDoor()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	try := func(name, address string, right bool) Tried {
		t.Helper()
		got, err := d.Try(context.Background(), name, address, now, func(context.Context) (bool, error) { return right, nil })
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for i := range 500 {
		if got := try("wren", "192.0.2.1", false); got.Right || got.Often != (i >= Free) {
			t.Fatalf("wrong try %d: %+v", i+1, got)
		}
		try("wren", fmt.Sprintf("198.51.100.%d", i), false)
	}
	if *waited < 500*slowest {
		t.Errorf("a thousand wrong tries waited %s", *waited)
	}
	for _, from := range []string{"192.0.2.1", "203.0.113.5"} { // the same office, and elsewhere
		*waited = 0
		if got := try("wren", from, true); !got.Right || *waited > slowest {
			t.Errorf("the right one from %s: %+v after %s", from, got, *waited)
		}
	}
	*waited = 0
	if try("bramble", "192.0.2.77", true); *waited != 0 {
		t.Errorf("somebody else elsewhere waited %s", *waited)
	}
}

func TestOnlyFailuresCountAndAreForgiven(t *testing.T) {
	d, waited := testDoor()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for range 500 {
		if got, err := d.Try(context.Background(), "wren", "192.0.2.1", now, func(context.Context) (bool, error) { return true, nil }); err != nil || !got.Right {
			t.Fatal(got, err)
		}
		if _, err := d.Try(context.Background(), "wren", "192.0.2.1", now, func(context.Context) (bool, error) { return false, errElsewhere }); !errors.Is(err, errElsewhere) {
			t.Fatal(err)
		}
	}
	if *waited != 0 {
		t.Errorf("500 right ones waited %s", *waited)
	}
	wrong := func(context.Context) (bool, error) { return false, nil }
	for range Free + 3 {
		_, _ = d.Try(context.Background(), "wren", "192.0.2.1", now, wrong)
	}
	if got, _ := d.Try(context.Background(), "wren", "192.0.2.1", now.Add(20*forgiven), wrong); got.Often {
		t.Error("wrong tries are never forgiven")
	}
}

// Many tries at the same time find no more room than one after the other: each counts before it is known to be wrong.
func TestAFloodAtOneNameStandsInLineAndItsMemoryIsBounded(t *testing.T) {
	d, _ := testDoor()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	hold, entered, refused := make(chan struct{}), make(chan struct{}, 500), make(chan error, 500)
	var all sync.WaitGroup
	for range 500 {
		all.Go(func() {
			_, err := d.Try(context.Background(), "wren", "192.0.2.1", now, func(context.Context) (bool, error) {
				entered <- struct{}{}
				<-hold
				return false, nil
			})
			if err != nil {
				refused <- err
			}
		})
	}
	for range 500 - Free - lineLength {
		if err := <-refused; !errors.Is(err, fault.ErrTooMany) {
			t.Fatal(err)
		}
	}
	for range Free + lineWidth {
		<-entered
	}
	if n := len(entered); n > 0 {
		t.Errorf("%d more are tried at the same time", n)
	}
	close(hold)
	all.Wait()
	if len(d.lines) != 0 {
		t.Errorf("%d lines are kept with nobody in them", len(d.lines))
	}
	for i := range 50_000 {
		_, _ = d.Try(context.Background(), fmt.Sprint(i), "192.0.2.1", now, func(context.Context) (bool, error) { return false, nil })
	}
	if d.wrong.Len() > 10_000 {
		t.Errorf("%d keys are kept", d.wrong.Len())
	}
}
