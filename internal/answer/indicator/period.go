package indicator

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Period is the span of days that one value of an indicator is for: from its first day up to, not including, Until.
type Period struct {
	ID    string // 2020-09, 2020-Q3 (calendar quarters), 2019-20 (financial year)
	From  when.Date
	Until when.Date
}

// Words are the period as a person says it: September 2020, July to September 2020, April 2019 to March 2020, up to September 2020.
func (p Period) Words(say *catalogue.Catalogue) string {
	last := say.Month(p.Last())
	switch {
	case p.From == earliest && p.Until.After(earliest.AddMonths(1)):
		return say.Say("period.upTo", "month", last)
	case p.Until == p.From.AddMonths(1):
		return last
	case p.From.Year() == p.Last().Year():
		return say.Say("period.span", "from", say.Say("date.month."+strconv.Itoa(int(p.From.Month()))), "to", last)
	}
	return say.Say("period.span", "from", say.Month(p.From), "to", last)
}

// String is the period in English, for errors and for staff.
func (p Period) String() string { return p.Words(catalogue.English()) }

// Short is the label of a chart: Sep 20, Jul–Sep 20, 2019–20.
func (p Period) Short(say *catalogue.Catalogue) string {
	brief := func(d when.Date) string { return say.Say("date.abbreviated." + strconv.Itoa(int(d.Month()))) }
	year := fmt.Sprintf("%02d", p.Last().Year()%100)
	switch {
	case p.From == earliest || p.Until == p.From.AddMonths(1):
		return say.Say("period.short.month", "month", brief(p.Last()), "year", year)
	case p.From.Year() == p.Last().Year():
		return say.Say("period.short.quarter", "from", brief(p.From), "to", brief(p.Last()), "year", year)
	}
	return fmt.Sprintf("%d–%s", p.From.Year(), year)
}

// Last is the last day of the period.
func (p Period) Last() when.Date { return p.Until.AddDays(-1) }

// PeriodOf is the period of that length which holds the day.
func PeriodOf(every pack.Every, day when.Date) Period {
	switch every {
	case pack.Monthly:
		return month(day)
	case pack.Quarterly:
		return quarter(day)
	case pack.ToDate:
		return toDate(day)
	default: // financial years, April to March, are what boards and grants count by
		return financialYear(day)
	}
}

func month(day when.Date) Period {
	from := when.Day(day.Year(), day.Month(), 1)
	return Period{ID: fmt.Sprintf("%04d-%02d", from.Year(), int(from.Month())), From: from, Until: from.AddMonths(1)}
}

// toDate is everything up to the end of the day's month.
func toDate(day when.Date) Period {
	p := month(day)
	p.From = earliest
	return p
}

func quarter(day when.Date) Period {
	q := (int(day.Month()) - 1) / 3
	from := when.Day(day.Year(), time.Month(q*3+1), 1)
	return Period{ID: fmt.Sprintf("%04d-Q%d", from.Year(), q+1), From: from, Until: from.AddMonths(3)}
}

func financialYear(day when.Date) Period {
	year := day.Year()
	if day.Month() < time.April {
		year--
	}
	from := when.Day(year, time.April, 1)
	return Period{ID: fmt.Sprintf("%04d-%02d", year, (year+1)%100), From: from, Until: from.AddMonths(12)}
}

// Recent are the n periods up to and including the one that holds the day, oldest first.
func Recent(every pack.Every, day when.Date, n int) []Period {
	out := make([]Period, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = PeriodOf(every, day)
		day = out[i].dayBefore(every)
	}
	return out
}

// dayBefore is a day of the period before.
func (p Period) dayBefore(every pack.Every) when.Date {
	if every == pack.ToDate { // each begins with the first record, and they end a month apart
		return p.Until.AddMonths(-1).AddDays(-1)
	}
	return p.From.AddDays(-1)
}

// Named is the period that an id of PeriodOf stands for, and false where the text is a period in somebody's own words.
func Named(every pack.Every, id string) (Period, bool) {
	var year, part int
	day := when.Date{}
	switch {
	case every == pack.Quarterly && strings.Contains(id, "-Q"):
		if n, _ := fmt.Sscanf(id, "%4d-Q%1d", &year, &part); n == 2 && part >= 1 && part <= 4 {
			day = when.Day(year, time.Month(part*3), 1)
		}
	case every == pack.Monthly || every == pack.ToDate:
		if n, _ := fmt.Sscanf(id, "%4d-%2d", &year, &part); n == 2 && part >= 1 && part <= 12 {
			day = when.Day(year, time.Month(part), 1)
		}
	default:
		if n, _ := fmt.Sscanf(id, "%4d-%2d", &year, &part); n == 2 {
			day = when.Day(year, time.April, 1)
		}
	}
	if day.IsZero() {
		return Period{}, false
	}
	p := PeriodOf(every, day)
	return p, p.ID == id
}

// YearBefore is the same period one year earlier.
func (p Period) YearBefore(every pack.Every) Period { return PeriodOf(every, p.From.AddMonths(-12)) }
