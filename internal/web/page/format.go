package page

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/page/catalogue"
)

// formats are how dates, times and figures are written, after the GOV.UK style guide, in a language.
func formats(c *catalogue.Catalogue) template.FuncMap {
	return template.FuncMap{
		"date": onDay(c.Date), "shortDate": onDay(c.ShortDate), "month": onDay(c.Month), "dateTime": c.DateTime, "clock": c.Clock,
		"number": Number, "decimal": Decimal, "percent": Percent, "money": Money, "plural": Plural, "count": Count,
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
		return thousands(int64(v)), nil
	case int64:
		return thousands(v), nil
	case int32:
		return thousands(int64(v)), nil
	case uint32:
		return thousands(int64(v)), nil
	case float64:
		return thousands(int64(math.Round(v))), nil
	}
	return "", fmt.Errorf("a number cannot be written from %T", value)
}

func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Decimal writes a figure with that many places, and a dash for what cannot be worked out.
func Decimal(places int, value float64) string {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return "–"
	}
	text := strconv.FormatFloat(math.Abs(value), 'f', places, 64)
	whole, rest, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return text
	}
	out := thousands(n)
	if rest != "" {
		out += "." + rest
	}
	if value < 0 && strings.Trim(text, "0.") != "" {
		out = "-" + out
	}
	return out
}

// Percent writes a share, 0.257 as 25.7%.
func Percent(places int, share float64) string {
	text := Decimal(places, share*100)
	if text == "–" {
		return text
	}
	return text + "%"
}

// Money writes pence as £1,234 or £1,234.50.
func Money(pence int64) string {
	sign := ""
	if pence < 0 {
		sign, pence = "-", -pence
	}
	text := sign + "£" + thousands(pence/100)
	if pence%100 != 0 {
		text += fmt.Sprintf(".%02d", pence%100)
	}
	return text
}

// Plural is the word for n things.
func Plural(n int, one, other string) string {
	if n == 1 {
		return one
	}
	return other
}

// Count writes the number and the word: 1 report, 2,431 reports.
func Count(n int, one, other string) string { return thousands(int64(n)) + " " + Plural(n, one, other) }
