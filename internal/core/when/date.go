package when

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a London calendar day. The zero Date means "not set" and is stored as NULL; otherwise as YYYY-MM-DD.
type Date struct{ t time.Time } // midnight UTC of that calendar day, so that days add without clock changes

// DateOf is the London day that holds t.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.In(London).Date()
	return Day(y, m, d)
}

// Day makes a Date of its parts; parts beyond the calendar roll over as in time.Date.
func Day(year int, month time.Month, day int) Date {
	return Date{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is not a date such as 2026-11-22", s)
	}
	return Date{t}, nil
}

// IsZero says that the day is not set.
func (d Date) IsZero() bool { return d.t.IsZero() }

// Before says that d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.t.Before(other.t) }

// After says that d is a later day than other.
func (d Date) After(other Date) bool { return d.t.After(other.t) }

// AddDays is the day n days later.
func (d Date) AddDays(n int) Date { return Date{d.t.AddDate(0, 0, n)} }

// AddMonths is the day n months later; the last day of a short month where the day does not exist.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.t.Date()
	last := time.Date(y, m+time.Month(n)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return Day(y, m+time.Month(n), min(day, last))
}

// Sub is the number of days from other to d.
func (d Date) Sub(other Date) int { return int(d.t.Sub(other.t).Hours() / 24) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.t.Weekday() }

// Year, Month and DayOfMonth are the parts of the day.
func (d Date) Year() int { return d.t.Year() }

// Month is the month of the year.
func (d Date) Month() time.Month { return d.t.Month() }

// DayOfMonth is the day of the month, from 1.
func (d Date) DayOfMonth() int { return d.t.Day() }

// Start is the moment at which the London day begins.
func (d Date) Start() Instant {
	y, m, day := d.t.Date()
	return At(time.Date(y, m, day, 0, 0, 0, 0, London))
}

// At is a time of day on the London day: the clock that people read, also on the days on which it is changed.
func (d Date) At(of time.Duration) Instant {
	t := d.Start().London()
	return At(time.Date(t.Year(), t.Month(), t.Day(), int(of.Hours()), int(of.Minutes())%60, 0, 0, London))
}

// End is the moment at which the London day ends and the next begins.
func (d Date) End() Instant { return d.AddDays(1).Start() }

// String is YYYY-MM-DD; empty where not set.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// Words is the day as GOV.UK writes it: 22 November 2026.
func (d Date) Words() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format("2 January 2006")
}

// Value stores the day: NULL where not set.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a stored day.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	case time.Time:
		*d = Date{v.UTC().Truncate(24 * time.Hour)}
	default:
		return fmt.Errorf("a date cannot be read from %T", src)
	}
	return nil
}

// MarshalText is YYYY-MM-DD.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD, or nothing for "not set".
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}
