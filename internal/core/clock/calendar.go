// Package clock counts the time that law and service targets give: working days of England and Wales, legal periods in
// their three modes, and clocks that run, pause and stop on a record.
//
// A working day is a London day that is neither a Saturday, a Sunday nor a bank holiday. Bank holidays are dated data, each with
// its source, up to the last year that is proclaimed; after it the ordinary rule counts on, and Proclaimed says so. A
// partnership may add days on which its offices are shut.
//
// The package is pure: the moment it is asked about is always a parameter.
package clock

import (
	"slices"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// The years that a Calendar knows. Proclamations before FirstYear are not in it.
const (
	FirstYear = 2010
	LastYear  = 2099
)

// ProclaimedTo is the last year whose bank holidays are in the data; those of later years are what the ordinary rule gives.
var ProclaimedTo = proclaimed[len(proclaimed)-1].Day.Year()

// Proclaimed says that the bank holidays up to a day are known, and not only expected.
func Proclaimed(day when.Date) bool { return day.Year() <= ProclaimedTo }

// Calendar says which days are working days. It is immutable and safe for concurrent use.
type Calendar struct {
	holidays []Holiday
	closed   map[int32]int // day key → index in holidays
}

// EnglandAndWales is the calendar of the law of England and Wales.
var EnglandAndWales = NewCalendar()

// NewCalendar is England and Wales with further days on which a partnership does not work. A further day that is already
// a holiday or a weekend changes nothing.
func NewCalendar(closed ...Holiday) *Calendar {
	days := slices.Clone(proclaimed)
	for year := ProclaimedTo + 1; year <= LastYear; year++ {
		days = append(days, ordinary(year)...)
	}
	days = append(days, closed...)
	slices.SortStableFunc(days, func(a, b Holiday) int { return a.Day.Sub(b.Day) })
	days = slices.CompactFunc(days, func(a, b Holiday) bool { return a.Day == b.Day })
	c := &Calendar{holidays: days, closed: make(map[int32]int, len(days))}
	for i, h := range days {
		c.closed[key(h.Day)] = i
	}
	return c
}

// key is the day as one number, cheap to look up.
func key(d when.Date) int32 {
	return int32(d.Year()*10000 + int(d.Month())*100 + d.DayOfMonth())
}

// Holidays are the bank holidays, and days closed, from one day to another, both included.
func (c *Calendar) Holidays(from, to when.Date) []Holiday {
	var found []Holiday
	for _, h := range c.holidays {
		if !h.Day.Before(from) && !h.Day.After(to) {
			found = append(found, h)
		}
	}
	return found
}

// Holiday is the holiday on a day, and false where the day is none.
func (c *Calendar) Holiday(day when.Date) (Holiday, bool) {
	i, ok := c.closed[key(day)]
	if !ok {
		return Holiday{}, false
	}
	return c.holidays[i], true
}

// IsWorkingDay says that offices work on the day.
func (c *Calendar) IsWorkingDay(day when.Date) bool {
	if weekend(day) {
		return false
	}
	_, closed := c.closed[key(day)]
	return !closed
}

func weekend(day when.Date) bool {
	w := day.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// AddWorkingDays is the nth working day after a day (before it where n is negative): day 1 is the first working day that
// follows, so the day itself never counts. With n of 0 it is the day itself, or the next working day where it is none.
func (c *Calendar) AddWorkingDays(day when.Date, n int) when.Date {
	if n == 0 {
		for !c.IsWorkingDay(day) {
			day = day.AddDays(1)
		}
		return day
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		day = day.AddDays(step)
		if c.IsWorkingDay(day) {
			n--
		}
	}
	return day
}

// WorkingDaysBetween is the number of working days after from, up to and including to: the n for which
// AddWorkingDays(from, n) is to, where to is a working day. It is negative where to lies before from: minus the number of
// working days from to up to the day before from.
func (c *Calendar) WorkingDaysBetween(from, to when.Date) int {
	if from.After(to) {
		return -c.workingDays(to.AddDays(-1), from.AddDays(-1))
	}
	return c.workingDays(from, to)
}

// workingDays counts those after from, up to and including to, by weeks and the holidays in them: lists ask it of what has
// been overdue for years.
func (c *Calendar) workingDays(from, to when.Date) int {
	days := to.Sub(from)
	n := days / 7 * 5
	for i := range days % 7 {
		if !weekend(to.AddDays(-i)) {
			n++
		}
	}
	for _, h := range c.holidays[c.behind(from):c.behind(to)] {
		if !weekend(h.Day) {
			n--
		}
	}
	return n
}

// behind is the first of the holidays that is after a day.
func (c *Calendar) behind(day when.Date) int {
	i, _ := slices.BinarySearchFunc(c.holidays, day, func(h Holiday, day when.Date) int {
		if h.Day.After(day) {
			return 1
		}
		return -1
	})
	return i
}
