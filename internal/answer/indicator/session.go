package indicator

import (
	"context"
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Session is one computing of many values. It remembers when recording began for each kind, and for a count or sum with a
// condition what each day brought, so that the records of a kind are read once for all periods and not once for each.
type Session struct {
	computer *Computer
	ctx      context.Context
	view     *gate.View
	areas    []string
	today    when.Date
	began    map[string]when.Date
	series   map[*pack.Formula]series
}

// series is what a formula with a condition counted, by day, in the order of the days.
type series struct {
	days   []when.Date
	amount []float64 // running total up to and including the day
}

func (s series) between(from, until when.Date) float64 {
	before := func(day when.Date) float64 {
		i := sort.Search(len(s.days), func(i int) bool { return !s.days[i].Before(day) })
		if i == 0 {
			return 0
		}
		return s.amount[i-1]
	}
	return before(until) - before(from)
}

// read makes the series of the indicator's conditional parts over all the periods, and over those one year before where
// the formula compares with them.
func (s *Session) read(ind *pack.Indicator, periods []Period) error {
	if ind.Formula == nil || len(periods) == 0 {
		return nil
	}
	from, until := periods[0].From, periods[0].Until
	for _, p := range periods {
		if p.From.Before(from) {
			from = p.From
		}
		if p.Until.After(until) {
			until = p.Until
		}
	}
	return s.readParts(ind, ind.Formula, from, until)
}

func (s *Session) readParts(ind *pack.Indicator, f *pack.Formula, from, until when.Date) error {
	if f == nil {
		return nil
	}
	if f.Change != nil {
		from = from.AddMonths(-12)
	}
	if f.Where != nil {
		if _, done := s.series[f]; done {
			return nil
		}
		made, err := s.daily(ind, f, from, until)
		s.series[f] = made
		return err
	}
	for _, inner := range []*pack.Formula{f.Share, f.Ratio, f.Rate, f.Change, f.Of} {
		if err := s.readParts(ind, inner, from, until); err != nil {
			return err
		}
	}
	return nil
}

// daily reads the records of the formula's kind once and counts those that meet its condition by day.
func (s *Session) daily(ind *pack.Indicator, f *pack.Formula, from, until when.Date) (series, error) {
	id := f.Count
	if id == "" && len(f.In) == 1 {
		id = f.In[0]
	}
	kind, ok := s.computer.Pack.Kind(id)
	if !ok {
		return series{}, fmt.Errorf("the pack declares no kind %q", id)
	}
	perDay := map[string]float64{}
	q := gate.Query{Verb: pack.Count, Kinds: []string{id}, Areas: s.areas, Date: dateOf(f), From: from.Start(), Until: until.Start()}
	err := s.view.All(q, func(r *record.Record) error {
		day := momentOf(r, dateOf(f)).Date()
		if !f.Where.Holds(r.Vars(kind, PeriodOf(ind.Every, day).Until.AddDays(-1))) {
			return nil
		}
		amount := 1.0
		if f.Sum != "" {
			amount = record.Measured(kind, r.Fields)[f.Sum]
		}
		perDay[day.String()] += amount
		return nil
	})
	if err != nil {
		return series{}, err
	}
	return running(perDay)
}

func running(perDay map[string]float64) (series, error) {
	days := make([]string, 0, len(perDay))
	for day := range perDay {
		days = append(days, day)
	}
	sort.Strings(days)
	out, total := series{}, 0.0
	for _, text := range days {
		day, err := when.ParseDate(text)
		if err != nil {
			return series{}, err
		}
		total += perDay[text]
		out.days, out.amount = append(out.days, day), append(out.amount, total)
	}
	return out, nil
}

// dateOf is which of a record's dates falls in the period: the day it was opened for a count, the day it happened for a sum,
// where the formula does not say.
func dateOf(f *pack.Formula) string {
	switch {
	case f.Date != "":
		return f.Date
	case f.Sum != "":
		return "occurred"
	}
	return "opened"
}

func momentOf(r *record.Record, date string) when.Instant {
	switch date {
	case "occurred":
		return r.Occurred
	case "closed":
		return r.Closed
	}
	return r.Opened
}

// earliest bounds the search for the first record of a kind.
var earliest = when.Day(2000, 1, 1)

// beginning is the day of the first record of a kind by one of its dates; zero where there is none. It halves the years in
// between with counts that stop at the first thousand, so that its cost does not grow with the store.
func (s *Session) beginning(kind, date string) (when.Date, error) {
	key := kind + "/" + date
	if day, known := s.began[key]; known {
		return day, nil
	}
	until := func(day when.Date) (int, error) {
		return s.view.Count(gate.Query{Verb: pack.Count, Kinds: []string{kind}, Date: date, From: earliest.Start(), Until: day.Start()})
	}
	low, high := earliest, s.today.AddDays(2)
	n, err := until(high)
	if err != nil || n == 0 {
		s.began[key] = when.Date{}
		return when.Date{}, err
	}
	for high.Sub(low) > 1 { // no record before low, some before high
		middle := low.AddDays(high.Sub(low) / 2)
		if n, err = until(middle); err != nil {
			return when.Date{}, err
		}
		if n > 0 {
			high = middle
		} else {
			low = middle
		}
	}
	s.began[key] = low
	return low, nil
}
