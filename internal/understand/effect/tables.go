package effect

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

func (p Params) table(s effect.Study) finding.Section {
	t := &finding.Table{Columns: []finding.Column{{Name: "Area"}, {Name: "Before", Format: finding.Count}, {Name: "After", Format: finding.Count}, {Name: "Change", Format: finding.Share}}}
	add := func(name string, a *effect.Area) {
		if a == nil {
			return
		}
		change := math.NaN()
		if a.Before > 0 {
			change = a.After/a.Before - 1
		}
		t.Rows = append(t.Rows, finding.Row{finding.T(name), finding.N(a.Before), finding.N(a.After), finding.N(change)})
	}
	add("Treated: "+p.name(), &s.Treated)
	if p.Comparison != nil {
		add("Comparison: "+p.Comparison.Name, s.Comparison)
	}
	ring := "Buffer"
	if p.Buffer != nil {
		ring += ": " + p.Buffer.Name
	} else if p.Circle != nil {
		ring += fmt.Sprintf(": %.0f m round it", p.Circle.Ring)
	}
	add(ring, s.Buffer)
	return finding.Section{ID: "counts", Heading: "Before and after", Table: t,
		Words: fmt.Sprintf("%d months before %s against %d months from it on.", p.Span, choice.Month(p.Change), p.Span)}
}

func (p Params) measures(f effect.Finding) finding.Section {
	t := &finding.Table{Columns: []finding.Column{{Name: "Measure"}, {Name: "Value", Format: finding.Ratio}, {Name: "Interval"}, {Name: "What it says"}}}
	add := func(name string, value, low, high float64, words string) {
		t.Rows = append(t.Rows, finding.Row{finding.T(name), finding.N(value), finding.T(fmt.Sprintf("%.2f to %.2f", low, high)), finding.T(words)})
	}
	add("Treated area, after over before", f.Change.Value, f.Change.Low, f.Change.High, "Below 1 is a fall. It says nothing of why.")
	if e := f.Expected; e != nil {
		t.Rows = append(t.Rows, finding.Row{finding.T("Expected after, with nothing done"), finding.N(e.Events), finding.T(fmt.Sprintf("%.0f to %.0f", e.Low, e.High)),
			finding.T(fmt.Sprintf("By how %d other places of the kind went on: of what sets one apart it keeps about %s by itself.", e.Others, finding.Share.In(finding.N(math.Max(0, math.Min(1, e.Kept))))))})
	}
	if f.Relative != nil {
		words := "Above 1: the treated area did better than the comparison area."
		if p.Chosen != Otherwise {
			words += " A place chosen because it was high does so by itself, so nothing is claimed from it."
		}
		add("Against the comparison area", f.Relative.Value, f.Relative.Low, f.Relative.High, words)
	}
	if f.Buffer != nil {
		add("Buffer against the comparison area", f.Buffer.Value, f.Buffer.Low, f.Buffer.High, "Below 1 points to displacement, above 1 to a benefit that spread.")
	}
	if f.Difference != nil {
		add("Events more or fewer than expected", f.Difference.Total, f.Difference.Low, f.Difference.High, "Below 0: so many were prevented, in the treated area and the buffer together.")
	}
	if f.Quotient != nil {
		t.Rows = append(t.Rows, finding.Row{finding.T("Weighted displacement quotient"), finding.N(f.Quotient.Value), finding.T(""), finding.T(f.Quotient.Meaning)})
	}
	return finding.Section{ID: "measures", Heading: "What may be said", Table: t}
}

func (p Params) monthly(counts [zones][]float64) finding.Section {
	c := &finding.Chart{Form: finding.Line, Title: p.What() + " by month", Words: "The operation begins in " + choice.Month(p.Change) + "."}
	for _, m := range p.Months() {
		c.Labels = append(c.Labels, choice.Short(m))
	}
	c.Series = append(c.Series, finding.Series{Name: "Treated", Values: finding.Numbers(counts[treated])})
	if p.Comparison != nil {
		c.Series = append(c.Series, finding.Series{Name: "Comparison", Values: finding.Numbers(counts[comparison])})
	}
	if p.Buffer != nil || p.Circle != nil && p.Circle.Ring > 0 {
		c.Series = append(c.Series, finding.Series{Name: "Buffer", Values: finding.Numbers(counts[buffer])})
	}
	return finding.Section{ID: "months", Heading: "Month by month", Chart: c}
}
