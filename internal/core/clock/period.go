package clock

import (
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Mode is how a period of law is counted. The Acts use all three and they give different days.
type Mode string

// The modes of counting.
const (
	BeginningWith Mode = "beginning_with" // day 1 is the day of the event
	Following     Mode = "following"      // day 1 is the day after the event
	HoursAfter    Mode = "hours_after"    // real hours from the moment of the event, the excluded days left out
)

// Unit is what a period is counted in.
type Unit string

// The units. Months end on the day of the same number, or on the last day of a month that is too short (Dodds v Walker
// [1981] 1 WLR 1027).
const (
	Hours       Unit = "hours"
	Days        Unit = "days"
	WorkingDays Unit = "working_days"
	Weeks       Unit = "weeks"
	Months      Unit = "months"
	Years       Unit = "years"
)

// YearDay is a day that comes back each year, such as Christmas Day.
type YearDay struct {
	Month time.Month
	Day   int
}

// ChristmasDay is the day that the closure sections disregard (Anti-social Behaviour, Crime and Policing Act 2014 s.80(4)).
var ChristmasDay = YearDay{time.December, 25}

// Period is a length of time and the way it is counted.
type Period struct {
	N        int
	Unit     Unit
	Mode     Mode
	Excluded []YearDay // for hours: London days whose hours do not count
}

// Check says what is wrong with a period that cannot be counted.
func (p Period) Check() error {
	if p.N < 1 {
		return fmt.Errorf("a period of %d %s: the number must be 1 or more", p.N, p.Unit)
	}
	switch p.Mode {
	case HoursAfter:
		if p.Unit != Hours {
			return fmt.Errorf("a period in %s cannot be counted %s: hours_after counts hours", p.Unit, p.Mode)
		}
		return nil
	case BeginningWith, Following:
		switch p.Unit {
		case Days, WorkingDays, Weeks, Months, Years:
			return nil
		}
		return fmt.Errorf("a period in %q cannot be counted %s: use days, working_days, weeks, months or years", p.Unit, p.Mode)
	}
	return fmt.Errorf("%q is not a way to count: use beginning_with, following or hours_after", p.Mode)
}

// LastDay is the last day of a period of days counted from the day of an event. Where an office is shut on that day case
// law may allow the next; the statutes are silent, so it is not computed. See Calendar.IsWorkingDay to warn.
func (p Period) LastDay(c *Calendar, event when.Date) (when.Date, error) {
	if err := p.Check(); err != nil {
		return when.Date{}, err
	}
	if p.Mode == HoursAfter {
		return when.Date{}, fmt.Errorf("a period of hours ends at a moment, not with a day")
	}
	switch p.Unit {
	case Weeks:
		return lastOfDays(p.Mode, event, 7*p.N), nil
	case WorkingDays:
		return c.lastOfWorkingDays(p.Mode, event, p.N), nil
	case Months:
		return lastOfMonths(p.Mode, event, p.N), nil
	case Years:
		return lastOfMonths(p.Mode, event, 12*p.N), nil
	}
	return lastOfDays(p.Mode, event, p.N), nil
}

// FirstDayAfter is the day on which a period of days is over: proceedings may start, an item may be disposed of.
func (p Period) FirstDayAfter(c *Calendar, event when.Date) (when.Date, error) {
	last, err := p.LastDay(c, event)
	if err != nil {
		return when.Date{}, err
	}
	return last.AddDays(1), nil
}

// Ends is the moment at which a period is over, counted from the moment of an event: for hours to the microsecond, for
// days the midnight in London that ends the last day.
func (p Period) Ends(c *Calendar, event when.Instant) (when.Instant, error) {
	if err := p.Check(); err != nil {
		return when.Instant{}, err
	}
	if p.Mode != HoursAfter {
		last, err := p.LastDay(c, event.Date())
		if err != nil {
			return when.Instant{}, err
		}
		return last.End(), nil
	}
	return p.hoursAfter(event), nil
}

// hoursAfter spends the hours day by day. A London day of 23 or 25 hours gives as many: the hours are real ones.
func (p Period) hoursAfter(event when.Instant) when.Instant {
	left, at := time.Duration(p.N)*time.Hour, event
	for {
		end := at.Date().End()
		if !p.excludes(at.Date()) {
			room := end.Time().Sub(at.Time())
			if left <= room {
				return at.Add(left)
			}
			left -= room
		}
		at = end
	}
}

func (p Period) excludes(day when.Date) bool {
	for _, x := range p.Excluded {
		if day.Month() == x.Month && day.DayOfMonth() == x.Day {
			return true
		}
	}
	return false
}

func lastOfDays(mode Mode, event when.Date, n int) when.Date {
	if mode == BeginningWith {
		n--
	}
	return event.AddDays(n)
}

func (c *Calendar) lastOfWorkingDays(mode Mode, event when.Date, n int) when.Date {
	if mode == BeginningWith {
		event = event.AddDays(-1)
	}
	return c.AddWorkingDays(event, n)
}

// lastOfMonths keeps the corresponding-date rule. A month beginning with the 10th ends on the 9th; one beginning with the
// 1st ends with its month; one beginning with 31 January ends with February.
func lastOfMonths(mode Mode, event when.Date, n int) when.Date {
	end := event.AddMonths(n)
	if mode == BeginningWith && end.DayOfMonth() == event.DayOfMonth() {
		return end.AddDays(-1)
	}
	return end
}
