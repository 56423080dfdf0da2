package inquiry

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/understand/finding"
)

func TestAPageItsMapAndItsFilesShareOneAnswerUnderWay(t *testing.T) {
	d, begun, release := &Desk{}, make(chan struct{}, 9), make(chan struct{})
	run := func(context.Context) (*finding.Finding, error) {
		begun <- struct{}{}
		<-release
		return &finding.Finding{Title: "one"}, nil
	}
	var all sync.WaitGroup
	for range 5 {
		all.Go(func() {
			if f, err := d.fly(t.Context(), "trend", run); err != nil || f.Title != "one" {
				t.Errorf("%v %v", f, err)
			}
		})
	}
	waiting := func() int {
		d.mu.Lock()
		defer d.mu.Unlock()
		if f := d.flights["trend"]; f != nil {
			return f.waiting
		}
		return 0
	}
	for <-begun; waiting() < 5; {
		runtime.Gosched()
	}
	close(release)
	all.Wait()
	if len(begun) > 0 || len(d.flights) > 0 {
		t.Errorf("it was asked %d times more; %d are under way", len(begun), len(d.flights))
	}
}

func TestAnAnswerEndsWhenNobodyWaitsForItAnyMore(t *testing.T) {
	d, ended := &Desk{}, make(chan error, 1)
	ctx, leave := context.WithCancel(t.Context())
	_, err := d.fly(ctx, "trend", func(on context.Context) (*finding.Finding, error) {
		leave()
		<-on.Done()
		ended <- on.Err()
		return nil, on.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the work ended with %v", err)
	}
}

func TestAnAnalysisThatBreaksIsAnErrorAndNotTheEndOfTheProgram(t *testing.T) {
	d := &Desk{}
	if _, err := d.fly(t.Context(), "trend", func(context.Context) (*finding.Finding, error) { panic("a hole in the ground") }); err == nil || !strings.Contains(err.Error(), "a hole in the ground") {
		t.Errorf("%v", err)
	}
}
