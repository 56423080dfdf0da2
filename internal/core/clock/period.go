package clock

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/law"
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

// Excluded is a kind of London day whose hours a section disregards.
type Excluded string

// The days that sections disregard: Christmas Day alone for a closure (Anti-social Behaviour, Crime and Policing Act 2014
// s.80(4)); Christmas Day, Good Friday and any Sunday for an arrest under an injunction (s.9).
const (
	ChristmasDay Excluded = "christmas_day"
	GoodFriday   Excluded = "good_friday"
	Sundays      Excluded = "sundays"
	Weekends     Excluded = "weekends"
	BankHolidays Excluded = "bank_holidays"
)

// ExcludedDays are all that a period may leave out.
var ExcludedDays = []Excluded{ChristmasDay, GoodFriday, Sundays, Weekends, BankHolidays}

func (x Excluded) holds(c *Calendar, day when.Date) bool {
	switch x {
	case ChristmasDay:
		return day.Month() == time.December && day.DayOfMonth() == 25
	case GoodFriday:
		return day == easterSunday(day.Year()).AddDays(-2)
	case Sundays:
		return day.Weekday() == time.Sunday
	case Weekends:
		return weekend(day)
	case BankHolidays:
		_, holiday := c.Holiday(day)
		return holiday
	}
	return false
}

// Period is a length of time and the way it is counted.
type Period struct {
	N         int
	Unit      Unit
	Mode      Mode
	Excluding []Excluded // for hours: London days whose hours do not count
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
		for _, x := range p.Excluding {
			if !slices.Contains(ExcludedDays, x) {
				return fmt.Errorf("%q is no day that hours can leave out: use one of %v", x, ExcludedDays)
			}
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
	due, _ := Clock{Start: event, Target: p}.moment(c, event)
	return due, nil
}

func (p Period) excludes(c *Calendar, day when.Date) bool {
	return slices.ContainsFunc(p.Excluding, func(x Excluded) bool { return x.holds(c, day) })
}

// String is the period in one line that ParsePeriod reads: "21 days beginning_with", "48 hours hours_after christmas_day".
func (p Period) String() string {
	if p.Unit == "" {
		return ""
	}
	parts := []string{strconv.Itoa(p.N), string(p.Unit), string(p.Mode)}
	for _, x := range p.Excluding {
		parts = append(parts, string(x))
	}
	return strings.Join(parts, " ")
}

// ParsePeriod reads what String wrote; nothing is the period that is none.
func ParsePeriod(text string) (p Period, err error) {
	parts := strings.Fields(text)
	if len(parts) == 0 {
		return p, nil
	}
	if len(parts) < 3 {
		return p, fmt.Errorf("%q is no period such as 21 days beginning_with", text)
	}
	if p.N, err = strconv.Atoi(parts[0]); err != nil {
		return p, fmt.Errorf("%q is no period: it begins with no number", text)
	}
	p.Unit, p.Mode = Unit(parts[1]), Mode(parts[2])
	for _, x := range parts[3:] {
		p.Excluding = append(p.Excluding, Excluded(x))
	}
	if p.N == 0 {
		return p, nil
	}
	return p, p.Check()
}

// Of is the period of a rule of law; an error where the rule is no period, or the law does not say how it is counted.
func Of(r law.Rule) (Period, error) {
	if r.Count == "" {
		return Period{}, fmt.Errorf("%s is %s: no period with a first day of its own, so that nothing can be counted", r.Key, r.Words())
	}
	p := Period{N: r.Value, Unit: Unit(r.Unit), Mode: Mode(r.Count)}
	for _, x := range r.Excluding {
		p.Excluding = append(p.Excluding, Excluded(x))
	}
	return p, p.Check()
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
