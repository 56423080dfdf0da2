package indicator

import (
	"fmt"
	"slices"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
)

// run is the computing of one value.
type run struct {
	*Session
	ind *pack.Indicator
	out *Value
}

func (r *run) eval(f *pack.Formula, p Period) (figure.Figure, error) {
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
	return figure.Figure{}, fmt.Errorf("the formula has no form")
}

func (r *run) part(leaf int, kind string, n float64, p Period) {
	r.out.Parts = append(r.out.Parts, Part{Leaf: leaf, Count: figure.Of(n), Kind: kind, Period: p})
}

// leaf is the place of a count among those of the formula.
func (r *run) leaf(f *pack.Formula) int { return slices.Index(leaves(r.ind.Formula), f) }

// recorded says why the period cannot be counted from the kinds at all, and notes where recording began within it.
func (r *run) recorded(kinds []string, date string, p Period) (why string, err error) {
	began := p.Until
	some := false
	for _, kind := range kinds {
		day, err := r.beginning(kind, date)
		if err != nil {
			return "", err
		}
		if day.IsZero() && date == "occurred" { // a case may have no day on which it happened; its results count by its opening
			if day, err = r.beginning(kind, "opened"); err != nil {
				return "", err
			}
		}
		if day.IsZero() {
			continue
		}
		some = true
		if day.Before(began) {
			began = day
		}
	}
	switch {
	case !some:
		return "value.none", nil
	case !began.Before(p.Until):
		return "value.before", nil
	case began.After(p.From):
		r.out.Note, r.out.Began = "value.began", began
	}
	return "", nil
}

func (r *run) count(f *pack.Formula, p Period) (figure.Figure, error) {
	if why, err := r.recorded([]string{f.Count}, dateOf(f), p); err != nil || why != "" {
		return figure.Unknown(why), err
	}
	n := 0.0
	if f.Where != nil {
		n = r.series[f].between(p.From, p.Until)
	} else {
		q := gate.Query{Verb: pack.Count, Kinds: []string{f.Count}, Areas: r.areas, Date: dateOf(f), From: p.From.Start(), Until: p.Until.Start()}
		by, err := r.view.Tally(q, "category")
		if err != nil {
			return figure.Figure{}, err
		}
		for category, count := range by {
			n += float64(count)
			if c, ok := r.computer.Pack.Category(category); ok && c.Sensitive && f.Count == r.computer.Pack.Partnership.Report {
				r.out.Apart += count
			}
		}
	}
	r.part(r.leaf(f), f.Count, n, p)
	return figure.Of(n), nil
}

func (r *run) sum(f *pack.Formula, p Period) (figure.Figure, error) {
	kinds := f.In
	if len(kinds) == 0 {
		kinds = holders(r.computer.Pack, f.Sum)
	}
	if why, err := r.recorded(kinds, dateOf(f), p); err != nil || why != "" {
		return figure.Unknown(why), err
	}
	total := 0.0
	if f.Where != nil {
		total = r.series[f].between(p.From, p.Until)
	} else {
		sums, err := r.view.Sum(f.Sum, f.In, p.From, p.Until)
		if err != nil {
			return figure.Figure{}, err
		}
		for area, n := range sums {
			if len(r.areas) == 0 || slices.Contains(r.areas, area) {
				total += n
			}
		}
	}
	kind := ""
	if len(kinds) == 1 {
		kind = kinds[0]
	}
	r.part(r.leaf(f), kind, total, p)
	return figure.Of(total), nil
}

// holders are the kinds that have a field counted as the measure.
func holders(p *pack.Pack, measure string) []string {
	var out []string
	for _, k := range p.Kinds {
		if slices.ContainsFunc(k.Fields, func(f pack.Field) bool { return f.Measure == measure }) {
			out = append(out, k.ID)
		}
	}
	return out
}

func (r *run) facts(f *pack.Formula, p Period) (figure.Figure, error) {
	if r.computer.Facts == nil {
		return figure.Unknown("value.noPolice"), nil
	}
	n, covered, err := r.computer.Facts.Count(r.ctx, FactsQuery{Dataset: f.Facts, Types: f.Types, Areas: r.areas, From: p.From, Until: p.Until})
	if err != nil {
		return figure.Figure{}, err
	}
	if !covered {
		return figure.Unknown("value.uncovered"), nil
	}
	r.part(r.leaf(f), "", float64(n), p)
	return figure.Of(n), nil
}

func (r *run) quotient(over, under *pack.Formula, times float64, p Period) (figure.Figure, error) {
	a, err := r.eval(over, p)
	if err != nil || !a.Known() {
		return a, err
	}
	b, err := r.eval(under, p)
	switch of, _ := b.Value(); {
	case err != nil || !b.Known():
		return b, err
	case of == 0:
		return figure.Unknown("value.nothing"), nil
	case times == 100:
		return figure.Quotient(times, a, b).OutOf(of), nil
	}
	return figure.Quotient(times, a, b), nil
}

func (r *run) rate(f *pack.Formula, p Period) (figure.Figure, error) {
	n, err := r.eval(f.Rate, p)
	if err != nil || !n.Known() {
		return n, err
	}
	base := 0
	for _, w := range r.computer.Pack.Wards() {
		if len(r.areas) > 0 && !slices.Contains(r.areas, w.Code) {
			continue
		}
		if f.Base == "households" {
			base += w.Households
		} else {
			base += w.Residents
		}
	}
	if base == 0 {
		return figure.Unknown("value." + f.Base), nil
	}
	r.part(peopleLeaf, "", float64(base), p)
	return figure.Quotient(per(f), n, figure.Of(base)), nil
}

func per(f *pack.Formula) float64 {
	if f.Per == 0 {
		return 1000
	}
	return f.Per
}

func (r *run) change(f *pack.Formula, p Period) (figure.Figure, error) {
	now, err := r.eval(f.Change, p)
	if err != nil || !now.Known() {
		return now, err
	}
	before, err := r.eval(f.Change, p.YearBefore(r.ind.Every))
	switch {
	case err != nil || !before.Known():
		return before, err
	case before.Is(0):
		return figure.Unknown("value.noneBefore"), nil
	}
	return figure.Change(before, now), nil
}
