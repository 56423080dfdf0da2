package clock

import (
	_ "embed" // the bank holidays
	"encoding/csv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Holiday is one bank holiday, with the source that makes the day one.
type Holiday struct {
	Day    when.Date
	Name   string
	Source string
}

// The instruments that make an ordinary bank holiday of England and Wales.
const (
	sourceAct    = "Banking and Financial Dealings Act 1971, Schedule 1"
	sourceCustom = "common law holiday"
	sourceRoyal  = "Royal Proclamation under section 1(3) of the Banking and Financial Dealings Act 1971"
)

// bankHolidays are the days off as they were proclaimed and published by GOV.UK. A year is added when its days are out.
//
//go:embed bank-holidays.csv
var bankHolidays string

// proclaimed are the bank holidays of the data, in order.
var proclaimed = readHolidays(bankHolidays)

func readHolidays(text string) []Holiday {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic(err) // the file is in the binary; a broken one is a broken build
	}
	days := make([]Holiday, len(rows)-1)
	for i, row := range rows[1:] {
		day, err := when.ParseDate(row[0])
		if err != nil {
			panic(err)
		}
		days[i] = Holiday{day, row[1], row[2]}
	}
	return days
}

// ordinary gives the eight bank holidays of a year by rule: what is counted by until that year is proclaimed. In order.
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
