package indicator

import (
	"fmt"
	"time"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Period is the span of days that one value of an indicator is for: from its first day up to, not including, Until.
type Period struct {
	ID    string // 2020-09, 2020-Q3 (calendar quarters), 2019-20 (financial year)
	Name  string // September 2020, July to September 2020, April 2019 to March 2020
	From  when.Date
	Until when.Date
}

// PeriodOf is the period of that length which holds the day.
func PeriodOf(every pack.Every, day when.Date) Period {
	switch every {
	case pack.Monthly:
		from := when.Day(day.Year(), day.Month(), 1)
		return Period{ID: fmt.Sprintf("%04d-%02d", from.Year(), int(from.Month())), Name: fmt.Sprintf("%s %d", from.Month(), from.Year()), From: from, Until: from.AddMonths(1)}
	case pack.Quarterly:
		q := (int(day.Month()) - 1) / 3
		from := when.Day(day.Year(), time.Month(q*3+1), 1)
		return Period{ID: fmt.Sprintf("%04d-Q%d", from.Year(), q+1), Name: fmt.Sprintf("%s to %s %d", from.Month(), from.AddMonths(2).Month(), from.Year()), From: from, Until: from.AddMonths(3)}
	default: // financial years, April to March, are what boards and grants count by
		year := day.Year()
		if day.Month() < time.April {
			year--
		}
		from := when.Day(year, time.April, 1)
		return Period{ID: fmt.Sprintf("%04d-%02d", year, (year+1)%100), Name: fmt.Sprintf("April %d to March %d", year, year+1), From: from, Until: from.AddMonths(12)}
	}
}

// Recent are the n periods up to and including the one that holds the day, oldest first.
func Recent(every pack.Every, day when.Date, n int) []Period {
	out := make([]Period, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = PeriodOf(every, day)
		day = out[i].From.AddDays(-1)
	}
	return out
}

// YearBefore is the same period one year earlier.
func (p Period) YearBefore(every pack.Every) Period { return PeriodOf(every, p.From.AddMonths(-12)) }
