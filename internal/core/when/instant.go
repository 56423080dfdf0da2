// Package when is the only home of time in Wardmote. A stored moment is an Instant: UTC, to the microsecond, in one
// text form that sorts as it runs, so that a row written in British Summer Time and one written in UTC compare rightly on
// both databases. A period of law or a service target counts London days, which are Dates.
package when

import (
	"database/sql/driver"
	"fmt"
	"time"
	_ "time/tzdata" // the borough's clock must not depend on what the host has installed
)

// layout is fixed-width, so that text order is time order in SQLite.
const layout = "2006-01-02T15:04:05.000000Z"

// London is the zone of every screen and of every period that law counts in days.
var London = mustLoad("Europe/London")

func mustLoad(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // the zone is embedded in the binary; failing is a broken build
	}
	return zone
}

// Instant is a moment in UTC with microsecond precision. The zero Instant means "not set" and is stored as NULL.
type Instant struct{ t time.Time }

// At makes an Instant of a time.Time.
func At(t time.Time) Instant {
	if t.IsZero() {
		return Instant{}
	}
	return Instant{t.UTC().Truncate(time.Microsecond)}
}

// Time is the moment as a time.Time in UTC.
func (i Instant) Time() time.Time { return i.t }

// London is the moment on the borough's clock.
func (i Instant) London() time.Time { return i.t.In(London) }

// IsZero says that the moment is not set.
func (i Instant) IsZero() bool { return i.t.IsZero() }

// Before says that i is earlier than other.
func (i Instant) Before(other Instant) bool { return i.t.Before(other.t) }

// After says that i is later than other.
func (i Instant) After(other Instant) bool { return i.t.After(other.t) }

// Add is the moment d later.
func (i Instant) Add(d time.Duration) Instant { return At(i.t.Add(d)) }

// Date is the London day that holds the moment.
func (i Instant) Date() Date { return DateOf(i.t) }

// String is the stored form; empty where not set.
func (i Instant) String() string {
	if i.IsZero() {
		return ""
	}
	return i.t.Format(layout)
}

// Stated is the moment as a file that leaves the program says it: the London time with its distance from UTC, or the day alone
// where the clock stands at midnight, because then somebody gave a day and no time. In UTC a summer's day would be the day before.
// Empty where not set.
func (i Instant) Stated() string {
	if i.IsZero() {
		return ""
	}
	t := i.London()
	if hour, minute, second := t.Clock(); hour == 0 && minute == 0 && second == 0 && t.Nanosecond() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05-07:00")
}

// Value stores the moment: NULL where not set.
func (i Instant) Value() (driver.Value, error) {
	if i.IsZero() {
		return nil, nil
	}
	return i.String(), nil
}

// Scan reads a stored moment from text (SQLite) or a timestamp (PostgreSQL).
func (i *Instant) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*i = Instant{}
	case time.Time:
		*i = At(v)
	case string:
		return i.parse(v)
	case []byte:
		return i.parse(string(v))
	default:
		return fmt.Errorf("a moment cannot be read from %T", src)
	}
	return nil
}

// MarshalText is the stored form, for JSON.
func (i Instant) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads the stored form.
func (i *Instant) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*i = Instant{}
		return nil
	}
	return i.parse(string(text))
}

// parse reads the stored form, which is one of RFC 3339 and quickest read as that, and those of PostgreSQL and SQLite.
func (i *Instant) parse(s string) error {
	for _, form := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999-07"} {
		if t, err := time.Parse(form, s); err == nil {
			*i = At(t)
			return nil
		}
	}
	return fmt.Errorf("%q is not a moment such as 2026-11-22T09:30:00Z", s)
}
