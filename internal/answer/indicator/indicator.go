// Package indicator computes the plan's indicators from records, activities and imported facts by the formula that the pack
// declares, and rates a value against its aim by a written rule.
//
// A value always carries what it was counted from: the period, the numerator and the denominator with their words, and how
// to list the rows behind it. A value that cannot be known is said to be unknown, with the reason; it is never zero.
package indicator

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Facts counts imported facts. Covered is false where no import covers the whole period, so that a missing month is not
// read as a fall in crime.
type Facts interface {
	Count(ctx context.Context, q FactsQuery) (n int, covered bool, err error)
}

// FactsQuery asks for facts of a dataset ("crimes" or "stops") in [From, Until) in some wards; empty lists do not filter.
type FactsQuery struct {
	Dataset     string
	Types       []string
	Areas       []string
	From, Until when.Date
}

// Value is one computed value.
type Value struct {
	Period  Period
	Value   float64
	Known   bool
	Why     string // why it is not known
	Parts   []Part // what it was counted from, in the order of the formula
	Formula string // in words
}

// Part is one count within a value.
type Part struct {
	Words string // "Patrols that were done"
	Count float64
	Kind  string // kind of record behind it; empty for facts and residents
}

// Computer computes indicators of one pack.
type Computer struct {
	Pack  *pack.Pack
	Facts Facts // nil where no facts can be had
}

// Compute is an indicator's value for a period, in some wards (all where none is named), as the view's principal may count.
func (c *Computer) Compute(ctx context.Context, v *gate.View, ind *pack.Indicator, p Period, areas []string) (Value, error) {
	out := Value{Period: p}
	if ind.Formula == nil {
		out.Why = "The values of this indicator are entered by hand."
		return out, nil
	}
	run := &run{computer: c, ctx: ctx, view: v, every: ind.Every, areas: areas, out: &out}
	n, known, err := run.eval(ind.Formula, p)
	out.Value, out.Known, out.Formula = n, known, Words(c.Pack, ind.Formula)
	if !known && out.Why == "" {
		out.Why = "There is nothing to count it from in this period."
	}
	return out, err
}

// run is the computing of one value.
type run struct {
	computer *Computer
	ctx      context.Context
	view     *gate.View
	every    pack.Every
	areas    []string
	out      *Value
}

func (r *run) eval(f *pack.Formula, p Period) (float64, bool, error) {
	switch f.Form() {
	case "count":
		return r.count(f, p)
	case "sum":
		return r.sum(f, p)
	case "facts":
		return r.facts(f, p)
	case "share":
		return r.quotient(f.Share, f.Of, 100, p)
	case "ratio":
		return r.quotient(f.Ratio, f.Of, 1, p)
	case "rate":
		return r.rate(f, p)
	case "change":
		return r.change(f, p)
	}
	return 0, false, fmt.Errorf("the formula has no form")
}

func (r *run) part(words, kind string, n float64) {
	r.out.Parts = append(r.out.Parts, Part{Words: words, Count: n, Kind: kind})
}

func (r *run) count(f *pack.Formula, p Period) (float64, bool, error) {
	date := f.Date
	kind, ok := r.computer.Pack.Kind(f.Count)
	if !ok {
		return 0, false, fmt.Errorf("the pack declares no kind %q", f.Count)
	}
	if date == "" {
		date = "opened"
	}
	q := gate.Query{Verb: pack.Count, Kinds: []string{f.Count}, Areas: r.areas, Date: date, From: p.From.Start(), Until: p.Until.Start()}
	n := 0
	if f.Where == nil {
		by, err := r.view.Tally(q, "kind")
		if err != nil {
			return 0, false, err
		}
		n = by[f.Count]
	} else {
		err := r.view.All(q, func(rec *record.Record) error {
			if f.Where.Holds(rec.Vars(kind, p.Until)) {
				n++
			}
			return nil
		})
		if err != nil {
			return 0, false, err
		}
	}
	r.part(Words(r.computer.Pack, f), f.Count, float64(n))
	return float64(n), true, nil
}

func (r *run) sum(f *pack.Formula, p Period) (float64, bool, error) {
	sums, err := r.view.Sum(f.Sum, f.In, p.From, p.Until)
	if err != nil {
		return 0, false, err
	}
	total := 0.0
	for area, n := range sums {
		if len(r.areas) == 0 || contains(r.areas, area) {
			total += n
		}
	}
	kind := ""
	if len(f.In) == 1 {
		kind = f.In[0]
	}
	r.part(Words(r.computer.Pack, f), kind, total)
	return total, true, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func (r *run) facts(f *pack.Formula, p Period) (float64, bool, error) {
	if r.computer.Facts == nil {
		r.out.Why = "No police data has been imported."
		return 0, false, nil
	}
	n, covered, err := r.computer.Facts.Count(r.ctx, FactsQuery{Dataset: f.Facts, Types: f.Types, Areas: r.areas, From: p.From, Until: p.Until})
	if err != nil {
		return 0, false, err
	}
	if !covered {
		r.out.Why = "The imported data does not cover the whole of " + p.Name + "."
		return 0, false, nil
	}
	r.part(Words(r.computer.Pack, f), "", float64(n))
	return float64(n), true, nil
}

func (r *run) quotient(over, under *pack.Formula, times float64, p Period) (float64, bool, error) {
	a, knownA, err := r.eval(over, p)
	if err != nil {
		return 0, false, err
	}
	b, knownB, err := r.eval(under, p)
	if err != nil || !knownA || !knownB {
		return 0, false, err
	}
	if b == 0 {
		r.out.Why = "There is nothing to divide by in this period."
		return 0, false, nil
	}
	return times * a / b, true, nil
}

func (r *run) rate(f *pack.Formula, p Period) (float64, bool, error) {
	n, known, err := r.eval(f.Rate, p)
	if err != nil || !known {
		return 0, false, err
	}
	base := 0
	for _, w := range r.computer.Pack.Wards() {
		if len(r.areas) > 0 && !contains(r.areas, w.Code) {
			continue
		}
		if f.Base == "households" {
			base += w.Households
		} else {
			base += w.Residents
		}
	}
	if base == 0 {
		r.out.Why = "The number of " + f.Base + " is not known."
		return 0, false, nil
	}
	r.part(f.Base, "", float64(base))
	per := f.Per
	if per == 0 {
		per = 1000
	}
	return per * n / float64(base), true, nil
}

func (r *run) change(f *pack.Formula, p Period) (float64, bool, error) {
	now, known, err := r.eval(f.Change, p)
	if err != nil || !known {
		return 0, false, err
	}
	before, known, err := r.eval(f.Change, p.YearBefore(r.every))
	if err != nil || !known {
		return 0, false, err
	}
	if before == 0 {
		r.out.Why = "There were none in the same period one year before."
		return 0, false, nil
	}
	return 100 * (now - before) / before, true, nil
}
