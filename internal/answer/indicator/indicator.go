// Package indicator computes the plan's indicators from records, activities and imported facts by the formula that the pack
// declares, and rates a value against its aim by a written rule.
//
// A value always carries what it was counted from: the period, the numerator and the denominator with their words, and how
// to list the rows behind it. A value that cannot be known is said to be unknown, with the reason; it is never zero. So a
// month that no import covers is not a fall in crime, and a quarter before the first record was kept is not a quiet one.
package indicator

import (
	"context"
	"encoding/json"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
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

// Value is one computed value. It is suppressed where it is known and not published: a public page never says then that there is
// none.
type Value struct {
	Period Period
	Figure figure.Figure
	Note   string    `json:",omitempty"` // the key of what a reader must know beside it: the period still runs, or why it is withheld
	Began  when.Date `json:",omitzero"`  // when recording began, where that was within the period
	Parts  []Part    // what it was counted from, in the order of the formula
	// Apart is how many of the reports counted are in sensitive categories, which the tables of the wards leave out: who
	// subtracts those tables from this value gets it.
	Apart int `json:",omitempty"`
}

// UnmarshalJSON reads too what earlier versions kept: what was published once stays as it is.
func (v *Value) UnmarshalJSON(raw []byte) error {
	type plain Value
	in := struct {
		*plain
		Value, Of     float64
		Known         *bool
		Why, Withheld string
	}{plain: (*plain)(v)}
	if err := json.Unmarshal(raw, &in); err != nil || in.Known == nil {
		return err
	}
	switch {
	case *in.Known:
		v.Figure = figure.Of(in.Value).OutOf(in.Of)
	case in.Withheld != "":
		v.Figure, v.Note = figure.Suppressed(in.Withheld), in.Why
	default:
		v.Figure = figure.Unknown(in.Why)
	}
	return nil
}

// Part is one count within a value.
type Part struct {
	Leaf   int // its place among the counts of the formula (leaves); peopleLeaf for those whom a rate is by
	Count  figure.Figure
	Kind   string // kind of record behind it; empty for facts and residents
	Period Period // over which it was counted; a change on the year before has two
}

// Whole says that the value is of a period that has ended and was recorded throughout, so that it may be rated.
func (v Value) Whole() bool { return v.Figure.Known() && v.Note == "" }

// Computer computes indicators of one pack.
type Computer struct {
	Pack  *pack.Pack
	Facts Facts // nil where no facts can be had
}

// Compute is an indicator's value for a period, in some wards (all where none is named), as the view's principal may count.
// For many values open a Session: it reads the records of each kind once.
func (c *Computer) Compute(ctx context.Context, v *gate.View, ind *pack.Indicator, p Period, areas []string) (Value, error) {
	values, err := c.Session(ctx, v, areas, p.Until.AddDays(-1)).Values(ind, []Period{p})
	if err != nil {
		return Value{Period: p}, err
	}
	return values[0], nil
}

// Session is one computing of many values for the same wards as of a day.
func (c *Computer) Session(ctx context.Context, v *gate.View, areas []string, today when.Date) *Session {
	return &Session{computer: c, ctx: ctx, view: v, areas: areas, today: today, began: map[string]when.Date{}, series: map[*pack.Formula]series{}}
}

// Values are the values of an indicator over periods, in their order.
func (s *Session) Values(ind *pack.Indicator, periods []Period) ([]Value, error) {
	out := make([]Value, len(periods))
	if err := s.read(ind, periods); err != nil {
		return nil, err
	}
	for i, p := range periods {
		out[i] = Value{Period: p}
		if ind.Formula == nil {
			out[i].Figure = figure.Unknown("value.byHand")
			continue
		}
		run := &run{Session: s, ind: ind, out: &out[i]}
		f, err := run.eval(ind.Formula, p)
		if err != nil {
			return nil, err
		}
		out[i].Figure = f
		if f.Known() && p.Until.After(s.today.AddDays(1)) {
			out[i].Note = "value.running"
		}
	}
	return out, nil
}
