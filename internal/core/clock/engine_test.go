package clock

import (
	"fmt"
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
	"pgregory.net/rapid"
)

func drawPeriod(t *rapid.T) Period {
	unit := rapid.SampledFrom([]Unit{Hours, Days, WorkingDays, Weeks, Months}).Draw(t, "unit")
	p := Period{N: rapid.IntRange(1, 12).Draw(t, "n"), Unit: unit, Mode: HoursAfter}
	if unit != Hours {
		p.Mode = rapid.SampledFrom([]Mode{BeginningWith, Following}).Draw(t, "mode")
		return p
	}
	p.N *= rapid.IntRange(1, 20).Draw(t, "times")
	for _, x := range ExcludedDays {
		if rapid.Bool().Draw(t, string(x)) {
			p.Excluding = append(p.Excluding, x)
		}
	}
	return p
}

// drawActs is a clock that was paused and went on, by moments in their order; the last pause may last yet.
func drawActs(t *rapid.T) (c Clock, now when.Instant) {
	c = Clock{Start: anyDay(t, "start").Start().Add(time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "minute")) * time.Minute), Target: drawPeriod(t)}
	now = c.Start
	for i := range rapid.IntRange(0, 4).Draw(t, "pauses") {
		now = now.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "runs")) * time.Hour)
		c = c.Pausing(now, fmt.Sprint("pause ", i))
		if i == 3 {
			break
		}
		now = now.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "rests")) * time.Hour)
		c = c.GoingOn(now, fmt.Sprint("pause ", i))
	}
	return c, now
}

// counted is what a clock has counted from its start up to a due day or moment, asked minute by minute or day by day: the
// textbook for the engine.
func counted(c Clock, r Reading) (n int) {
	if c.Target.Unit == Hours {
		for at := c.Start; at.Before(r.DueAt); at = at.Add(time.Minute) {
			if !c.standing(at) && !c.Target.excludes(EnglandAndWales, at.Date()) {
				n++
			}
		}
		return n
	}
	day := c.Start.Date()
	if c.Target.Mode == Following {
		day = day.AddDays(1)
	}
	for ; !day.After(r.Due); day = day.AddDays(1) {
		if c.counts(EnglandAndWales, day) && !c.standing(day.End().Add(-time.Microsecond)) {
			n++
		}
	}
	return n
}

func TestAPauseLengthensATargetByExactlyWhatItLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, now := drawActs(t)
		plain := Clock{Start: c.Start, Target: c.Target}
		want, got := counted(plain, plain.At(EnglandAndWales, now)), c.At(EnglandAndWales, now)
		if got.State == Paused {
			left := got.Days
			if c.Target.Unit == Hours {
				left = int(got.Left / time.Minute)
			}
			got.Due, got.DueAt = now.Date().AddDays(-1), now
			if n := counted(c, got); n+left != want {
				t.Fatalf("%s: %d counted and %d left, of %d", c.Target, n, left, want)
			}
			return
		}
		if n := counted(c, got); n != want {
			t.Fatalf("%s from %s: %d counted up to %s %s, of %d", c.Target, c.Start, n, got.Due, got.DueAt, want)
		}
	})
}

func TestATargetNeverEndsOnADayThatItLeavesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, now := drawActs(t)
		got := c.At(EnglandAndWales, now)
		switch {
		case got.State == Paused:
		case c.Target.Unit == WorkingDays && !EnglandAndWales.IsWorkingDay(got.Due):
			t.Fatalf("%s ends on %s, which is no working day", c.Target, got.Due)
		case c.Target.Unit == Hours && c.Target.excludes(EnglandAndWales, got.DueAt.Add(-time.Microsecond).Date()):
			t.Fatalf("%s runs out within %s, which it leaves out", c.Target, got.DueAt)
		}
	})
}

func TestWhatBeginsLaterOrLastsLongerNeverEndsEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, now := drawActs(t)
		if c.Target.Unit == Months { // of which two may end on one day, so that a pause before the later begins moves the earlier alone
			c.Pauses = nil
		}
		later, longer := c, c
		later.Start = c.Start.Add(time.Duration(rapid.IntRange(0, 300).Draw(t, "later")) * time.Hour)
		longer.Target.N += rapid.IntRange(0, 9).Draw(t, "longer")
		at := now
		if at.Before(later.Start) {
			at = later.Start
		}
		end := func(c Clock) when.Instant {
			r := c.At(EnglandAndWales, at)
			switch {
			case r.State == Paused:
				return when.Day(2200, 1, 1).Start()
			case r.DueAt.IsZero():
				return r.Due.End()
			}
			return r.DueAt
		}
		if end(later).Before(end(c)) {
			t.Fatalf("%s begun at %s ends %s, begun at %s it ends %s", c.Target, c.Start, end(c), later.Start, end(later))
		}
		if end(longer).Before(end(c)) {
			t.Fatalf("%s ends after %s", c.Target, longer.Target)
		}
	})
}

func TestStoppingEndsAPauseAndADayThatWasAskedForIsNeverMoved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, now := drawActs(t)
		stop := now.Add(time.Duration(rapid.IntRange(-300, 300).Draw(t, "stop")) * time.Hour)
		stopped := c.Stopping(stop)
		if err := stopped.Check(); err != nil {
			t.Fatal(err)
		}
		r := stopped.At(EnglandAndWales, now.Add(1000*time.Hour))
		if (r.State != StoppedInTime && r.State != StoppedLate) || stopped.Pausing(now, "again").standing(now.Add(2000*time.Hour)) {
			t.Fatalf("stopped at %s: %+v", stop, r)
		}
		c.Fixed = c.Start.Date().AddDays(rapid.IntRange(0, 60).Draw(t, "asked"))
		if got := c.Due(EnglandAndWales, now); got != c.Fixed {
			t.Fatalf("asked for %s, due %s", c.Fixed, got)
		}
	})
}

func TestAPeriodIsReadBackAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPeriod(t)
		if got, err := ParsePeriod(p.String()); err != nil || got.String() != p.String() {
			t.Fatalf("%s is read back as %s, %v", p, got, err)
		}
	})
	for _, text := range []string{"21", "x days following", "3 hours following", "2 hours hours_after easter"} {
		if p, err := ParsePeriod(text); err == nil {
			t.Errorf("%q was read as %s", text, p)
		}
	}
}

// What is left out comes from the sections: an arrest under an injunction disregards Christmas Day, Good Friday and any Sunday (s.9).
func TestHoursLeaveOutTheDaysThatASectionNames(t *testing.T) {
	p := Period{N: 24, Unit: Hours, Mode: HoursAfter, Excluding: []Excluded{ChristmasDay, GoodFriday, Sundays}}
	for event, want := range map[string]string{
		"2026-04-02 15:00": "2026-04-04 15:00", // over Good Friday
		"2026-11-21 12:00": "2026-11-23 12:00", // over a Sunday
		"2026-12-24 12:00": "2026-12-26 12:00", // over Christmas Day
		"2026-11-23 12:00": "2026-11-24 12:00",
	} {
		if got, err := p.Ends(EnglandAndWales, london(t, event)); err != nil || got != london(t, want) {
			t.Errorf("from %s: %s, %v", event, got.London(), err)
		}
	}
}

// Each row of the law that says how it is counted is counted, and one that does not is refused.
func TestEveryPeriodOfTheLawIsCounted(t *testing.T) {
	for _, r := range law.EnglandAndWales.Rules() {
		p, err := Of(r)
		if (err == nil) != (r.Count != "") {
			t.Errorf("%s: %v", r.Key, err)
		}
		if err != nil {
			continue
		}
		if end, err := p.Ends(EnglandAndWales, london(t, "2026-11-02 10:00")); err != nil || !end.After(london(t, "2026-11-02 10:00")) {
			t.Errorf("%s ends %s, %v", r.Key, end, err)
		}
	}
}
