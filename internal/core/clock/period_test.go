package clock

import (
	"testing"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"pgregory.net/rapid"
)

func TestPeriodsOfTheActEndOnTheDayOfTheWorkedExamples(t *testing.T) {
	for _, c := range []struct {
		name, event string
		period      Period
		last, after string
	}{
		{"appeal against a community protection notice, s.46(2)", "2026-11-02", Period{N: 21, Unit: Days, Mode: BeginningWith}, "2026-11-22", "2026-11-23"},
		{"challenge to a public spaces protection order, s.66(3)", "2026-11-02", Period{N: 6, Unit: Weeks, Mode: BeginningWith}, "2026-12-13", "2026-12-14"},
		{"payment of a fixed penalty, ss.52(5) and 68(4)", "2026-11-02", Period{N: 14, Unit: Days, Mode: Following}, "2026-11-16", "2026-11-17"},
		{"appeal against a closure order, s.84", "2026-11-02", Period{N: 21, Unit: Days, Mode: BeginningWith}, "2026-11-22", "2026-11-23"},
		{"item surrendered under a dispersal, s.37", "2026-11-02", Period{N: 28, Unit: Days, Mode: BeginningWith}, "2026-11-29", "2026-11-30"},
		{"complaint for a case review, s.104(11)", "2026-03-10", Period{N: 1, Unit: Months, Mode: BeginningWith}, "2026-04-09", "2026-04-10"},
		{"month of the calendar", "2026-03-01", Period{N: 1, Unit: Months, Mode: BeginningWith}, "2026-03-31", "2026-04-01"},
		{"no corresponding date", "2026-01-31", Period{N: 1, Unit: Months, Mode: BeginningWith}, "2026-02-28", "2026-03-01"},
		{"Dodds v Walker: four months after 30 September", "1978-09-30", Period{N: 4, Unit: Months, Mode: Following}, "1979-01-30", "1979-01-31"},
		{"last day of a short month", "2027-10-31", Period{N: 4, Unit: Months, Mode: Following}, "2028-02-29", "2028-03-01"},
		{"public spaces order of three years", "2026-11-02", Period{N: 3, Unit: Years, Mode: BeginningWith}, "2029-11-01", "2029-11-02"},
		{"freedom of information, 20 working days", "2026-12-01", Period{N: 20, Unit: WorkingDays, Mode: Following}, "2026-12-31", "2027-01-01"},
		{"working days beginning with", "2026-12-01", Period{N: 20, Unit: WorkingDays, Mode: BeginningWith}, "2026-12-30", "2026-12-31"},
	} {
		last, err := c.period.LastDay(EnglandAndWales, day(t, c.event))
		if err != nil || last.String() != c.last {
			t.Errorf("%s: last day is %s (%v), want %s", c.name, last, err, c.last)
		}
		if after, err := c.period.FirstDayAfter(EnglandAndWales, day(t, c.event)); err != nil || after.String() != c.after {
			t.Errorf("%s: over from %s (%v), want %s", c.name, after, err, c.after)
		}
	}
}

func london(t testing.TB, s string) when.Instant {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, when.London)
	if err != nil {
		t.Fatal(err)
	}
	return when.At(at)
}

func TestHoursOfAClosureLeaveOutChristmasDayAndNothingElse(t *testing.T) {
	for _, c := range []struct {
		name, event string
		hours       int
		want        string
	}{
		{"hearing within 48 hours of service on Christmas Eve", "2026-12-24 10:00", 48, "2026-12-27 10:00"},
		{"72 hours", "2026-12-24 10:00", 72, "2026-12-28 10:00"},
		{"a weekend counts", "2026-11-20 16:00", 48, "2026-11-22 16:00"},
		{"served on Christmas Day", "2026-12-25 09:00", 24, "2026-12-27 00:00"},
		{"the spring change of clocks", "2026-03-28 12:00", 24, "2026-03-29 13:00"},
		{"the autumn change of clocks", "2026-10-24 12:00", 24, "2026-10-25 11:00"},
	} {
		p := Period{N: c.hours, Unit: Hours, Mode: HoursAfter, Excluding: []Excluded{ChristmasDay}}
		got, err := p.Ends(EnglandAndWales, london(t, c.event))
		if err != nil || got != london(t, c.want) {
			t.Errorf("%s: ends %s (%v), want %s", c.name, got.London(), err, c.want)
		}
	}
}

func TestAPeriodOfDaysEndsAtTheMidnightInLondonOfItsLastDay(t *testing.T) {
	p := Period{N: 14, Unit: Days, Mode: Following}
	got, err := p.Ends(EnglandAndWales, london(t, "2026-06-02 23:30"))
	if err != nil || got != london(t, "2026-06-17 00:00") {
		t.Errorf("ends %s, %v", got.London(), err)
	}
}

func TestAPeriodThatCannotBeCountedSaysWhy(t *testing.T) {
	for _, p := range []Period{
		{N: 0, Unit: Days, Mode: Following}, {N: -1, Unit: Days, Mode: Following},
		{N: 1, Unit: Days, Mode: HoursAfter}, {N: 1, Unit: Hours, Mode: Following},
		{N: 1, Unit: "fortnights", Mode: BeginningWith}, {N: 1, Unit: Days, Mode: "since"}, {},
	} {
		if _, err := p.LastDay(EnglandAndWales, day(t, "2026-11-02")); err == nil {
			t.Errorf("%+v was counted", p)
		}
		if _, err := p.Ends(EnglandAndWales, london(t, "2026-11-02 10:00")); err == nil {
			t.Errorf("%+v was counted", p)
		}
	}
	if _, err := (Period{N: 48, Unit: Hours, Mode: HoursAfter}).LastDay(EnglandAndWales, day(t, "2026-11-02")); err == nil {
		t.Error("hours have no last day")
	}
}

func TestFollowingIsOneDayLongerThanBeginningWithAndHoursAreReal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		event, n := anyDay(t, "event"), rapid.IntRange(1, 400).Draw(t, "n")
		for _, unit := range []Unit{Days, Weeks} {
			with, _ := Period{N: n, Unit: unit, Mode: BeginningWith}.LastDay(EnglandAndWales, event)
			after, _ := Period{N: n, Unit: unit, Mode: Following}.LastDay(EnglandAndWales, event)
			if with.AddDays(1) != after {
				t.Fatalf("%d %s from %s: %s and %s", n, unit, event, with, after)
			}
		}
		at := event.Start().Add(time.Duration(rapid.IntRange(0, 86_399).Draw(t, "s")) * time.Second)
		ends, _ := Period{N: n, Unit: Hours, Mode: HoursAfter}.Ends(EnglandAndWales, at)
		if ends.Time().Sub(at.Time()) != time.Duration(n)*time.Hour {
			t.Fatalf("%d hours from %s end at %s", n, at, ends)
		}
		skipping, _ := Period{N: n, Unit: Hours, Mode: HoursAfter, Excluding: []Excluded{ChristmasDay}}.Ends(EnglandAndWales, at)
		if skipping.Before(ends) || skipping.After(ends.Add(24*time.Hour)) {
			t.Fatalf("leaving out one day moved %s to %s", ends, skipping)
		}
	})
}

func TestMonthsBeginningWithSuccessiveDaysNeverEndOutOfOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		event, n := anyDay(t, "event"), rapid.IntRange(1, 40).Draw(t, "n")
		for _, mode := range []Mode{BeginningWith, Following} {
			p := Period{N: n, Unit: Months, Mode: mode}
			first, _ := p.LastDay(EnglandAndWales, event)
			next, _ := p.LastDay(EnglandAndWales, event.AddDays(1))
			if next.Before(first) || first.Before(event.AddDays(27*n)) {
				t.Fatalf("%d months %s: %s ends %s, the day after ends %s", n, mode, event, first, next)
			}
		}
	})
}
