package gate_test

import (
	"errors"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/gate/change"
	"github.com/wardmote/wardmote/internal/core/gate/gatetest"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
	"github.com/wardmote/wardmote/internal/core/store/storetest"
	"github.com/wardmote/wardmote/internal/core/when"
)

func TestABankHolidayThatAnOperatorAddsMovesRunningClocksAndNoOthers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		c, p := gatetest.NewClock(), gatetest.Pack(t)
		begin := func() *gate.Gate {
			holidays, err := gate.Holidays(ctx, db)
			if err != nil {
				t.Fatal(err)
			}
			return gate.New(gate.Config{DB: db, Pack: p, Now: c.Now, Holidays: holidays})
		}
		g := begin()
		due := func(ref string) when.Date {
			w, err := open(t, g, access.System("test"), ref)
			if err != nil {
				t.Fatal(err)
			}
			return w.Clocks[0].Due
		}
		running, stopped, own := create(t, g, aReport("W1")), create(t, g, aReport("W1")), create(t, g, aReport("W1"))
		if err := change.Of(g).Write(ctx, access.System("test"), func(u *change.Unit) error {
			e, err := u.Edit(stopped, 0)
			if err == nil {
				err = e.Contact(record.Contact{How: "by telephone"})
			}
			if err != nil {
				return err
			}
			if e, err = u.Edit(own, 0); err != nil {
				return err
			}
			return e.DueBy(c.Now().Date().AddDays(1), "it was asked for")
		}); err != nil {
			t.Fatal(err)
		}
		day := g.Calendar().AddWorkingDays(c.Now().Date(), 1) // on which the clock runs
		before, after := due(running), g.Calendar().AddWorkingDays(due(running), 1)
		if err := gate.AddHoliday(ctx, db, clock.Holiday{Day: day, Name: "Coronation", Source: "gov.uk/bank-holidays"}, c.Now()); err != nil {
			t.Fatal(err)
		}
		g = begin()
		if n, err := change.Of(g).MoveClocks(ctx); err != nil || n != 2 {
			t.Fatalf("%d records moved, %v", n, err)
		}
		if got := due(running); got != after {
			t.Errorf("the clock is due on %s, was on %s and belongs on %s", got, before, after)
		}
		if got := due(stopped); got != before {
			t.Errorf("a clock that has stopped was moved to %s", got)
		}
		w, err := open(t, g, access.System("test"), own)
		if err != nil || w.Due != c.Now().Date().AddDays(1) {
			t.Errorf("a day that was set for one record alone was moved to %s, %v", w.Due, err)
		}
		if w, err = open(t, g, access.System("test"), running); err != nil || w.Events[0].Verb != "clock moved" || w.Events[0].Seal != record.ForStaff || w.Due != after {
			t.Errorf("the history does not say why: %+v, %v", w.Events[0], err)
		}
		if n, err := change.Of(begin()).MoveClocks(ctx); err != nil || n != 0 {
			t.Errorf("a second start moved %d, %v", n, err)
		}
	})
}

func TestAHolidayIsAddedWithItsDayItsNameAndWhereItWasPublished(t *testing.T) {
	db := storetest.Open(t, store.Config{Dir: t.TempDir()})
	for field, h := range map[string]clock.Holiday{
		"name": {Day: when.Day(2027, 5, 10), Source: "x"}, "source": {Day: when.Day(2027, 5, 10), Name: "x"}, "day": {Day: when.Day(2027, 12, 27), Name: "x", Source: "x"}} {
		var bad fault.Invalid
		if err := gate.AddHoliday(ctx, db, h, when.At(time.Now())); !errors.As(err, &bad) || bad[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
}
