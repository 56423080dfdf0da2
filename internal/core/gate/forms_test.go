package gate_test

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
)

func form(clock *gatetest.Clock, id string, n int) gate.SavedForm {
	return gate.SavedForm{ID: id, Form: "report", Data: []byte(strconv.Itoa(n)), Expiry: clock.Now().Add(time.Hour)}
}

func saved(g *gate.Gate, fn func(*change.Unit) error) error {
	return change.Of(g).Write(ctx, resident, fn)
}

func TestAFormUnderWayIsReadAsItIsNow(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		shows := func(when, want string, files int) {
			t.Helper()
			f, err := g.SavedForm(ctx, resident, "token")
			if want == "" && errors.Is(err, fault.ErrNotFound) {
				return
			}
			if err != nil || string(f.Data) != want || f.Files != files {
				t.Errorf("%s: %q with %d files, %v", when, f.Data, f.Files, err)
			}
		}
		step := func(fn func(*change.Unit) error) {
			t.Helper()
			if err := saved(g, fn); err != nil {
				t.Fatal(err)
			}
		}
		shows("before it was begun", "", 0)
		step(func(u *change.Unit) error { return u.SaveForm(form(clock, "token", 1)) })
		shows("begun", "1", 0)
		step(func(u *change.Unit) error {
			ours, err := u.ChangeForm(form(clock, "token", 1), form(clock, "token", 2))
			if !ours {
				t.Error("another answer is refused")
			}
			return err
		})
		shows("answered", "2", 0)
		step(func(u *change.Unit) error {
			_, err := u.SaveFormFile("token", gate.FormFile{Name: "photo", Content: []byte{1}})
			return err
		})
		shows("with a photo", "2", 1)
		refused := errors.New("refused")
		if err := saved(g, func(u *change.Unit) error { return errors.Join(u.SaveForm(form(clock, "token", 9)), refused) }); !errors.Is(err, refused) {
			t.Fatal(err)
		}
		shows("after an answer that was undone", "2", 1)
		step(func(u *change.Unit) error { return u.DropForm("token") })
		shows("abandoned", "", 0)
		step(func(u *change.Unit) error { return u.SaveForm(form(clock, "token", 3)) })
		shows("begun again", "3", 0)
		clock.Set(clock.Now().Add(2 * time.Hour))
		shows("expired", "", 0)
	})
}

// Two windows of one browser, and readers meanwhile: whoever was told that an answer is kept reads that one or a later one.
func TestNobodyReadsAFormOlderThanTheAnswerTheyWereToldIsKept(t *testing.T) {
	gatetest.Each(t, func(t *testing.T, g *gate.Gate, clock *gatetest.Clock) {
		if err := saved(g, func(u *change.Unit) error { return u.SaveForm(form(clock, "token", 0)) }); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 25 {
					kept := 0
					err := saved(g, func(u *change.Unit) error {
						was, err := u.SavedForm("token")
						if err != nil {
							return err
						}
						n, err := strconv.Atoi(string(was.Data))
						if err != nil {
							return err
						}
						kept = n + 1
						ours, err := u.ChangeForm(was, form(clock, "token", kept))
						if err == nil && !ours {
							return fault.ErrConflict // on PostgreSQL another came between
						}
						return err
					})
					if err != nil && !errors.Is(err, fault.ErrConflict) {
						t.Error(err)
					}
					f, readErr := g.SavedForm(ctx, resident, "token")
					if n, wrong := strconv.Atoi(string(f.Data)); err == nil && (readErr != nil || wrong != nil || n < kept) {
						t.Error(fmt.Errorf("kept %d and read %q: %w", kept, f.Data, readErr))
					}
				}
			})
		}
		wg.Wait()
	})
}
