package clock

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"pgregory.net/rapid"
)

// working is a target of working days, as nearly all of a partnership's own are.
func working(n int) Period { return Period{N: n, Unit: WorkingDays, Mode: Following} }

func TestAFirstContactClockThroughItsLife(t *testing.T) {
	c := Clock{Start: london(t, "2026-11-19 16:50"), Target: working(2)} // Thursday: due Monday
	for _, want := range []struct {
		at    string
		state State
		days  int
		words string
	}{
		{"2026-11-19 16:00", NotStarted, 0, "not started"},
		{"2026-11-19 17:00", Running, 2, "2 working days left, due 23 November 2026"},
		{"2026-11-20 09:00", Running, 1, "1 working day left, due 23 November 2026"},
		{"2026-11-22 09:00", Running, 1, "1 working day left, due 23 November 2026"},
		{"2026-11-23 23:59", DueToday, 0, "due today"},
		{"2026-11-24 00:00", Overdue, 1, "overdue by 1 working day"},
		{"2026-11-29 12:00", Overdue, 4, "overdue by 4 working days"},
	} {
		got := c.At(EnglandAndWales, london(t, want.at))
		if got.State != want.state || got.Days != want.days || got.Words() != want.words {
			t.Errorf("at %s: %+v %q, want %+v", want.at, got, got.Words(), want)
		}
	}
}

func TestAStoppedClockKeepsItsVerdict(t *testing.T) {
	c := Clock{Start: london(t, "2026-11-19 16:50"), Target: working(2), Stop: london(t, "2026-11-23 23:30")}
	if got := c.At(EnglandAndWales, london(t, "2027-05-01 09:00")); got.State != StoppedInTime {
		t.Errorf("stopped on the due day: %+v", got)
	}
	if got := c.At(EnglandAndWales, london(t, "2026-11-20 09:00")); got.State != Running {
		t.Errorf("before it stopped it ran: %+v", got)
	}
	c.Stop = london(t, "2026-11-26 09:00")
	if got := c.At(EnglandAndWales, london(t, "2027-05-01 09:00")); got.State != StoppedLate || got.Days != 3 || !got.State.Late() {
		t.Errorf("stopped three days late: %+v", got)
	}
	due := Clock{Start: london(t, "2026-11-19 09:00"), Target: working(1), Stop: london(t, "2026-11-21 09:00")}
	if got := due.At(EnglandAndWales, london(t, "2026-12-01 09:00")); got.Words() != "done late, due 20 November 2026" {
		t.Errorf("stopped on the Saturday after a Friday: %q", got.Words())
	}
}

func TestAPauseMovesTheDueDayByTheWorkingDaysThatEndInIt(t *testing.T) {
	c := Clock{Start: london(t, "2026-11-16 09:00"), Target: working(5)} // Monday: due the next Monday
	c.Pauses = []Pause{{From: london(t, "2026-11-17 10:00"), To: london(t, "2026-11-17 15:00"), Reason: "access agreed"}}
	if got := c.Due(EnglandAndWales, london(t, "2026-11-18 09:00")); got.String() != "2026-11-23" {
		t.Errorf("a pause within a day costs nobody a day, due %s", got)
	}
	c.Pauses = append(c.Pauses, Pause{From: london(t, "2026-11-18 10:00"), Reason: "waiting for the landlord"})
	reading := c.At(EnglandAndWales, london(t, "2026-11-30 09:00"))
	if reading.State != Paused || !reading.Due.IsZero() || reading.Words() != "paused with 4 working days left" {
		t.Errorf("while paused: %+v %q", reading, reading.Words())
	}
	c.Pauses[1].To = london(t, "2026-11-20 09:00")
	if got := c.Due(EnglandAndWales, london(t, "2026-11-20 09:00")); got.String() != "2026-11-25" {
		t.Errorf("Wednesday and Thursday ended in the pause, due %s, want 2026-11-25", got)
	}
	late := Clock{Start: london(t, "2026-11-16 09:00"), Target: working(1), Pauses: []Pause{{From: london(t, "2026-11-18 09:00")}}}
	if got := late.At(EnglandAndWales, london(t, "2026-11-19 09:00")); got.State != Overdue {
		t.Errorf("a pause after the due day does not make it good: %+v", got)
	}
	gone := Clock{Start: london(t, "2026-11-16 09:00"), Target: working(3), Stop: london(t, "2026-11-20 09:00"), Pauses: []Pause{{From: london(t, "2026-11-17 09:00")}}}
	if got := gone.At(EnglandAndWales, london(t, "2026-12-20 09:00")); got.State != StoppedInTime {
		t.Errorf("stopped in a pause: %+v", got)
	}
}

func TestATargetOfNoDaysIsTheSameDayOrTheNextThatIsWorked(t *testing.T) {
	c := Clock{Start: london(t, "2026-11-21 09:00")} // Saturday
	if got := c.At(EnglandAndWales, c.Start); got.State != Running || got.Due.String() != "2026-11-23" {
		t.Errorf("%+v", got)
	}
	c.Start = london(t, "2026-11-23 09:00")
	if got := c.At(EnglandAndWales, c.Start); got.State != DueToday {
		t.Errorf("%+v", got)
	}
}

func TestAClockThatCannotBeReadSaysWhy(t *testing.T) {
	good := Clock{Start: london(t, "2026-11-19 16:50"), Target: working(2)}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	backwards := good
	backwards.Pauses = []Pause{{From: london(t, "2026-11-20 10:00"), To: london(t, "2026-11-20 09:00")}}
	negative := good
	negative.Target.N = -1
	for _, c := range []Clock{{}, backwards, negative} {
		if c.Check() == nil {
			t.Errorf("%+v passed", c)
		}
	}
}

func drawClock(t *rapid.T) (Clock, when.Instant) {
	base := anyDay(t, "start").Start()
	hour := func(name string) time.Duration {
		return time.Duration(rapid.IntRange(0, 24*40).Draw(t, name)) * time.Hour
	}
	c := Clock{Start: base.Add(hour("into")), Target: working(rapid.IntRange(0, 15).Draw(t, "target"))}
	for at, n := c.Start, rapid.IntRange(0, 3).Draw(t, "pauses"); n > 0; n-- {
		from := at.Add(hour("from"))
		at = from.Add(hour("lasts"))
		c.Pauses = append(c.Pauses, Pause{From: from, To: at})
	}
	if rapid.Bool().Draw(t, "stops") {
		c.Stop = c.Start.Add(hour("stop"))
	}
	return c, c.Start.Add(hour("now"))
}

func TestAReadingDependsOnThePastOnlyAndPausesNeverBringTheDayForward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, now := drawClock(t)
		got := c.At(EnglandAndWales, now)
		known := c
		known.Pauses = nil
		for _, p := range c.Pauses {
			if p.From.After(now) {
				continue
			}
			if p.To.After(now) {
				p.To = when.Instant{}
			}
			known.Pauses = append(known.Pauses, p)
		}
		if c.Stop.After(now) {
			known.Stop = when.Instant{}
		}
		if again := known.At(EnglandAndWales, now); again != got {
			t.Fatalf("knowing the future %+v, not knowing it %+v", got, again)
		}
		plain := EnglandAndWales.AddWorkingDays(c.Start.Date(), c.Target.N)
		if !got.Due.IsZero() && (got.Due.Before(plain) || !EnglandAndWales.IsWorkingDay(got.Due)) {
			t.Fatalf("due %s, without pauses %s", got.Due, plain)
		}
		if len(known.Pauses) == 0 && got.Due != plain {
			t.Fatalf("due %s, want %s", got.Due, plain)
		}
		if got.Days < 0 || got.Words() == "" {
			t.Fatalf("%+v", got)
		}
		if got.State.Late() != (!got.Due.IsZero() && readAt(c, now).Date().After(got.Due)) {
			t.Fatalf("%+v at %s", got, now)
		}
	})
}

// readAt is the moment that decides: the stop where it has come, else now.
func readAt(c Clock, now when.Instant) when.Instant {
	if !c.Stop.IsZero() && !c.Stop.After(now) {
		return c.Stop
	}
	return now
}
