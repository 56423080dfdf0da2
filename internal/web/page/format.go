package page

import (
	"fmt"
	"html/template"
	"time"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/when"
)

// formats are how dates, times and figures are written, after the GOV.UK style guide, in a language.
func formats(c *catalogue.Catalogue) template.FuncMap {
	return template.FuncMap{
		"date": onDay(c.Date), "shortDate": onDay(c.ShortDate), "month": onDay(c.Month), "dateTime": c.DateTime, "clock": c.Clock,
		"number": Number, "plural": Plural, "count": Count,
	}
}

// onDay writes the day of any kind of time that records and figures carry.
func onDay(write func(when.Date) string) func(any) (string, error) {
	return func(value any) (string, error) {
		d, err := day(value)
		return write(d), err
	}
}

// day takes the kinds of time that records and figures carry.
func day(value any) (when.Date, error) {
	switch v := value.(type) {
	case when.Date:
		return v, nil
	case when.Instant:
		return v.Date(), nil
	case time.Time:
		return when.DateOf(v), nil
	}
	return when.Date{}, fmt.Errorf("a date cannot be written from %T", value)
}

// Date writes 22 November 2026; nothing where it is not set.
func Date(value any) (string, error) { return onDay(catalogue.English().Date)(value) }

// ShortDate writes 22 Nov 2026, for tables.
func ShortDate(value any) (string, error) { return onDay(catalogue.English().ShortDate)(value) }

// Month writes November 2026.
func Month(value any) (string, error) { return onDay(catalogue.English().Month)(value) }

// Clock writes 9:30am, midday or midnight.
func Clock(value when.Instant) string { return catalogue.English().Clock(value) }

// DateTime writes 22 November 2026 at 9:30am.
func DateTime(value when.Instant) string { return catalogue.English().DateTime(value) }

// Number writes a count with its thousands marked: 1,820,334.
func Number(value any) (string, error) {
	switch v := value.(type) {
	case int:
		return figure.Fixed(float64(v), 0), nil
	case int64:
		return figure.Fixed(float64(v), 0), nil
	case int32:
		return figure.Fixed(float64(v), 0), nil
	case uint32:
		return figure.Fixed(float64(v), 0), nil
	case float64:
		return figure.Fixed(v, 0), nil
	}
	return "", fmt.Errorf("a number cannot be written from %T", value)
}

// Money writes pence as £1,234 or £1,234.50.
func Money(pence int64) string { return figure.Amount(float64(pence), "pence") }

// Plural is the word for n things.
func Plural(n int, one, other string) string {
	if n == 1 {
		return one
	}
	return other
}

// Count writes the number and the word: 1 report, 2,431 reports.
func Count(n int, one, other string) string {
	return figure.Fixed(float64(n), 0) + " " + Plural(n, one, other)
}
