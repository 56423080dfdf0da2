package indicator

import (
	"fmt"
	"maps"
	"slices"
	"sort"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

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

// part is a part of an indicator's formula that has a condition, with the days for which it is asked.
type part struct {
	formula     *pack.Formula
	every       pack.Every
	from, until when.Date
}

// read makes the series of the conditional parts of an indicator over all the periods, and over those one year before where
// the formula compares with them.
func (s *Session) read(ind *pack.Indicator, periods []Period) error {
	return s.readParts(s.parts(ind, periods))
}

func (s *Session) parts(ind *pack.Indicator, periods []Period) []part {
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
	return s.partsOf(ind.Formula, part{every: ind.Every, from: from, until: until})
}

func (s *Session) partsOf(f *pack.Formula, asked part) []part {
	if f == nil {
		return nil
	}
	if f.Change != nil {
		asked.from = asked.from.AddMonths(-12)
	}
	if f.Where != nil {
		asked.formula = f
		return []part{asked}
	}
	var out []part
	for _, inner := range []*pack.Formula{f.Share, f.Ratio, f.Rate, f.Change, f.Of} {
		out = append(out, s.partsOf(inner, asked)...)
	}
	return out
}

// source is what a part reads: the records of a kind by one of their dates.
type source struct{ kind, date string }

func sourceOf(f *pack.Formula) source {
	kind := f.Count
	if kind == "" && len(f.In) == 1 {
		kind = f.In[0]
	}
	return source{kind, dateOf(f)}
}

// readParts makes the series of many parts, and reads the records of each source once for all of them.
func (s *Session) readParts(parts []part) error {
	of := map[source][]part{}
	var order []source
	for _, p := range parts {
		if _, done := s.series[p.formula]; done {
			continue
		}
		from := sourceOf(p.formula)
		if of[from] == nil {
			order = append(order, from)
		}
		of[from] = append(of[from], p)
	}
	for _, from := range order {
		if err := s.daily(from, of[from]); err != nil {
			return err
		}
	}
	return nil
}

// daily reads the records of a source once and counts, for each part, those that meet its condition, by day.
func (s *Session) daily(of source, parts []part) error {
	kind, ok := s.computer.Pack.Kind(of.kind)
	if !ok {
		return fmt.Errorf("the pack declares no kind %q", of.kind)
	}
	from, until := parts[0].from, parts[0].until
	counted := make([]map[when.Date]float64, len(parts))
	for i, p := range parts {
		counted[i] = map[when.Date]float64{}
		if p.from.Before(from) {
			from = p.from
		}
		if p.until.After(until) {
			until = p.until
		}
	}
	q := gate.Query{Verb: pack.Count, Kinds: []string{of.kind}, Areas: s.areas, Date: of.date, From: from.Start(), Until: until.Start()}
	last := lastDays{}
	err := s.view.All(q, func(r *record.Record) error {
		day, vars := momentOf(r, of.date).Date(), r.Vars(kind, when.Date{})
		for i, p := range parts {
			if day.Before(p.from) || !day.Before(p.until) {
				continue
			}
			vars["today"] = last.of(p.every, day) // a period is counted as it was known on its last day
			if !p.formula.Where.Holds(vars) {
				continue
			}
			amount := 1.0
			if p.formula.Sum != "" {
				amount = record.Measured(kind, r.Fields)[p.formula.Sum]
			}
			counted[i][day] += amount
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i, p := range parts {
		s.series[p.formula] = running(counted[i])
	}
	return nil
}

// lastDays remembers the last day of the period that a day is in.
type lastDays map[dayOf]when.Date

type dayOf struct {
	every pack.Every
	day   when.Date
}

func (l lastDays) of(every pack.Every, day when.Date) when.Date {
	key := dayOf{every, day}
	last, known := l[key]
	if !known {
		last = PeriodOf(every, day).Until.AddDays(-1)
		l[key] = last
	}
	return last
}

func running(perDay map[when.Date]float64) series {
	out, total := series{days: slices.SortedFunc(maps.Keys(perDay), when.Date.Sub)}, 0.0
	for _, day := range out.days {
		total += perDay[day]
		out.amount = append(out.amount, total)
	}
	return out
}
