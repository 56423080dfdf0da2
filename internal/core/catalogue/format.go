package catalogue

import (
	"strconv"
	"time"

	"golang.org/x/text/number"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Date writes 22 November 2026; nothing where it is not set.
func (c *Catalogue) Date(d when.Date) string { return c.day("date.long", "date.month.", d) }

// ShortDate writes 22 Nov 2026, for tables.
func (c *Catalogue) ShortDate(d when.Date) string { return c.day("date.short", "date.abbreviated.", d) }

// Month writes November 2026.
func (c *Catalogue) Month(d when.Date) string { return c.day("date.monthOf", "date.month.", d) }

func (c *Catalogue) day(key, months string, d when.Date) string {
	if d.IsZero() {
		return ""
	}
	return c.Say(key, "day", strconv.Itoa(d.DayOfMonth()), "month", c.Say(months+strconv.Itoa(int(d.Month()))), "year", strconv.Itoa(d.Year()))
}

// Clock writes 9:30am, midday or midnight.
func (c *Catalogue) Clock(at when.Instant) string {
	if at.IsZero() {
		return ""
	}
	return c.Time(at.London())
}

// Time writes the time of a day.
func (c *Catalogue) Time(t time.Time) string {
	switch t.Format("15:04") {
	case "00:00":
		return c.Say("time.midnight")
	case "12:00":
		return c.Say("time.midday")
	}
	key, short := "time.am", t.Format("3")
	if t.Hour() >= 12 {
		key = "time.pm"
	}
	if t.Minute() != 0 {
		short = t.Format("3:04")
	}
	return c.Say(key, "time", short, "full", t.Format("15:04"))
}

// DateTime writes 22 November 2026 at 9:30am.
func (c *Catalogue) DateTime(at when.Instant) string {
	if at.IsZero() {
		return ""
	}
	return c.Say("date.at", "date", c.Date(at.Date()), "time", c.Clock(at))
}

// Number writes a whole number with its thousands marked, as 1,820,334.
func (c *Catalogue) Number(n int64) string { return c.printer.Sprint(n) }

// Decimal writes a number with so many places.
func (c *Catalogue) Decimal(places int, value float64) string {
	return c.printer.Sprint(number.Decimal(value, number.Scale(places)))
}

// Or joins a list of which one is meant.
func (c *Catalogue) Or(all []string) string { return c.list("list.or", all) }

// And joins a list of which all are meant.
func (c *Catalogue) And(all []string) string { return c.list("list.and", all) }

func (c *Catalogue) list(last string, all []string) string {
	if len(all) == 0 {
		return ""
	}
	text := all[0]
	for i, next := range all[1:] {
		key := "list.comma"
		if i == len(all)-2 {
			key = last
		}
		text = c.Say(key, "before", text, "next", next)
	}
	return text
}
