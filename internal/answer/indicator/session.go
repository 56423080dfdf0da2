package indicator

import (
	"context"

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

// beginning is the day of the first record of a kind by one of its dates; zero where there is none.
func (s *Session) beginning(kind, date string) (when.Date, error) {
	key := kind + "/" + date
	if day, known := s.began[key]; known {
		return day, nil
	}
	first, err := s.view.First(gate.Query{Verb: pack.Count, Kinds: []string{kind}, Date: date, From: earliest.Start(), Until: s.today.AddDays(2).Start()})
	if err != nil {
		return when.Date{}, err
	}
	day := when.Date{}
	if !first.IsZero() {
		day = first.Date()
	}
	s.began[key] = day
	return day, nil
}
