package effect

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

func (p Params) table(s effect.Study) finding.Section {
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Area"}, {Name: "Before", Format: figure.Count}, {Name: "After", Format: figure.Count}, {Name: "Change", Format: figure.Share}}}}
	add := func(name string, a *effect.Area) {
		if a == nil {
			return
		}
		change := math.NaN()
		if a.Before > 0 {
			change = a.After/a.Before - 1
		}
		t.Rows = append(t.Rows, figure.Row{figure.T(name), figure.N(a.Before), figure.N(a.After), figure.N(change)})
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
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Measure"}, {Name: "Value", Format: figure.Ratio}, {Name: "Interval"}, {Name: "What it says"}}}}
	add := func(name string, value, low, high float64, words string) {
		t.Rows = append(t.Rows, figure.Row{figure.T(name), figure.N(value), figure.T(fmt.Sprintf("%.2f to %.2f", low, high)), figure.T(words)})
	}
	add("Treated area, after over before", f.Change.Value, f.Change.Low, f.Change.High, "Below 1 is a fall. It says nothing of why.")
	if e := f.Expected; e != nil {
		t.Rows = append(t.Rows, figure.Row{figure.T("Expected after, with nothing done"), figure.N(e.Events), figure.T(fmt.Sprintf("%.0f to %.0f", e.Low, e.High)),
			figure.T(fmt.Sprintf("By how %d other places of the kind went on: of what sets one apart it keeps about %s by itself.", e.Others, figure.Of(math.Max(0, math.Min(1, e.Kept))).In(figure.Share)))})
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
		t.Rows = append(t.Rows, figure.Row{figure.T("Weighted displacement quotient"), figure.N(f.Quotient.Value), figure.T(""), figure.T(f.Quotient.Meaning)})
	}
	return finding.Section{ID: "measures", Heading: "What may be said", Table: t}
}

func (p Params) monthly(counts [zones][]float64) finding.Section {
	c := &figure.Chart{Form: figure.Line, Title: p.What() + " by month", Words: "The operation begins in " + choice.Month(p.Change) + "."}
	for _, m := range p.Months() {
		c.Labels = append(c.Labels, choice.Short(m))
	}
	c.Series = append(c.Series, figure.Series{Name: "Treated", Values: figure.List(counts[treated])})
	if p.Comparison != nil {
		c.Series = append(c.Series, figure.Series{Name: "Comparison", Values: figure.List(counts[comparison])})
	}
	if p.Buffer != nil || p.Circle != nil && p.Circle.Ring > 0 {
		c.Series = append(c.Series, figure.Series{Name: "Buffer", Values: figure.List(counts[buffer])})
	}
	return finding.Section{ID: "months", Heading: "Month by month", Chart: c}
}
