package clock

import (
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Holiday is one bank holiday, with the source that makes the day one.
type Holiday struct {
	Day    when.Date
	Name   string
	Source string
}

// The instruments that make a bank holiday of England and Wales.
const (
	sourceAct      = "Banking and Financial Dealings Act 1971, Schedule 1"
	sourceCustom   = "common law holiday"
	sourceRoyal    = "Royal Proclamation under section 1(3) of the Banking and Financial Dealings Act 1971"
	sourceMovedDay = "Royal Proclamation under section 1(2) and (3) of the Banking and Financial Dealings Act 1971"
)

// change is a departure from the rules of ordinary years: a day added or, where From is set, a day moved.
type change struct {
	From when.Date
	Holiday
}

// changes are the proclamations since 2010. A new one is a new row; nothing else changes.
var changes = []change{
	{Holiday: Holiday{when.Day(2011, time.April, 29), "Wedding of Prince William", sourceRoyal}},
	{From: when.Day(2012, time.May, 28), Holiday: Holiday{when.Day(2012, time.June, 4), "Spring bank holiday", sourceMovedDay}},
	{Holiday: Holiday{when.Day(2012, time.June, 5), "Queen's Diamond Jubilee", sourceRoyal}},
	{From: when.Day(2020, time.May, 4), Holiday: Holiday{when.Day(2020, time.May, 8), "Early May bank holiday (VE Day)", sourceMovedDay}},
	{From: when.Day(2022, time.May, 30), Holiday: Holiday{when.Day(2022, time.June, 2), "Spring bank holiday", sourceMovedDay}},
	{Holiday: Holiday{when.Day(2022, time.June, 3), "Queen's Platinum Jubilee", sourceRoyal}},
	{Holiday: Holiday{when.Day(2022, time.September, 19), "State funeral of Queen Elizabeth II", sourceRoyal}},
	{Holiday: Holiday{when.Day(2023, time.May, 8), "Coronation of King Charles III", sourceRoyal}},
}

// ordinary gives the eight bank holidays of a year by rule, before any proclamation for that year, in order.
func ordinary(year int) []Holiday {
	easter := easterSunday(year)
	days := []Holiday{
		newYear(year),
		{easter.AddDays(-2), "Good Friday", sourceCustom},
		{easter.AddDays(1), "Easter Monday", sourceAct},
		{monday(year, time.May, 1), "Early May bank holiday", sourceRoyal},
		{monday(year, time.May, 25), "Spring bank holiday", sourceAct},
		{monday(year, time.August, 25), "Summer bank holiday", sourceAct},
	}
	return append(days, christmas(year)...)
}

func newYear(year int) Holiday {
	day := when.Day(year, time.January, 1)
	moved := weekdayOnOrAfter(day)
	if moved == day {
		return Holiday{day, "New Year's Day", sourceRoyal}
	}
	return Holiday{moved, "New Year's Day (substitute day)", sourceRoyal}
}

// christmas gives Christmas Day and Boxing Day. A day of the two that falls at a weekend is kept on the next free weekday:
// Christmas Day on a Sunday moves past Boxing Day to the Tuesday.
func christmas(year int) []Holiday {
	xmas, boxing := when.Day(year, time.December, 25), when.Day(year, time.December, 26)
	first := Holiday{xmas, "Christmas Day", sourceCustom}
	second := Holiday{boxing, "Boxing Day", sourceAct}
	switch xmas.Weekday() {
	case time.Friday: // Boxing Day is a Saturday
		second = Holiday{boxing.AddDays(2), "Boxing Day (substitute day)", sourceRoyal}
	case time.Saturday:
		first = Holiday{xmas.AddDays(2), "Christmas Day (substitute day)", sourceAct}
		second = Holiday{boxing.AddDays(2), "Boxing Day (substitute day)", sourceRoyal}
	case time.Sunday:
		return []Holiday{second, {xmas.AddDays(2), "Christmas Day (substitute day)", sourceAct}}
	}
	return []Holiday{first, second}
}

// easterSunday is Western Easter by the anonymous Gregorian algorithm (Nature, 20 April 1876; Meeus, Astronomical
// Algorithms, 2nd ed., ch. 8), the rule of the Calendar (New Style) Act 1750.
func easterSunday(year int) when.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30 // age of the paschal moon
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7 // days to the Sunday
	m := (a + 11*h + 19*l) / 433      // the two exceptions of the Church's table
	month := (h + l - 7*m + 90) / 25
	day := (h + l - 7*m + 33*month + 19) % 32
	return when.Day(year, time.Month(month), day)
}

// monday is the first Monday on or after a day of the month.
func monday(year int, month time.Month, from int) when.Date {
	day := when.Day(year, month, from)
	return day.AddDays((int(time.Monday) - int(day.Weekday()) + 7) % 7)
}

func weekdayOnOrAfter(day when.Date) when.Date {
	switch day.Weekday() {
	case time.Saturday:
		return day.AddDays(2)
	case time.Sunday:
		return day.AddDays(1)
	}
	return day
}
