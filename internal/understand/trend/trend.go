// Package trend answers "is it getting worse, is this month unusual, and what is usual for the time of year?" for one choice
// of events.
//
// # What is computed
//
// The control chart of individual months (XmR: Shewhart 1931, Wheeler 1993) with a published set of rules, named on the page;
// the trend, by a test that keeps its level and its power where months resemble the month before (analysis/series, Sieve);
// the mean of each month of the year; the last twelve months against the twelve before, with an interval that allows for
// counts that vary more than Poisson's; and the same comparison by ward and by type. Months that are not held are gaps.
package trend

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// fewest is the months that a chart, and half of those that a comparison with the year before, cannot do without.
const fewest = 12

// RuleSet is a published set of rules for a control chart.
type RuleSet struct {
	ID    string
	Name  string
	Rules []series.Rule
	Alarm string // how often a quiet chart of 24 months signals, as analysis/series measures it
}

// RuleSets are the sets that may be chosen, the default first.
func RuleSets() []RuleSet {
	return []RuleSet{
		{"nhs", "NHS England, Making Data Count", series.NHSEngland(), "about 18 in 100"},
		{"shewhart", "Shewhart: a month outside the limits", series.Shewhart(), "about 6 in 100"},
		{"western-electric", "Western Electric", series.WesternElectric(), "about 14 in 100"},
		{"wheeler", "Wheeler", series.Wheeler(), "more than Shewhart's"},
	}
}

// Params is the question.
type Params struct {
	choice.Choice
	Rules string // id of a RuleSet; the first where empty
}

// Run answers it.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return nil, fmt.Errorf("trend: %w", err)
	}
	set, err := ruleSet(p.Rules)
	if err != nil {
		return nil, err
	}
	s := newSeries(p.Choice)
	f := &finding.Finding{Analysis: "trend", Title: "Trend of " + p.What() + ", " + p.Area.Name, Source: p.Source(), Events: s.total, Caveats: p.Caveats(s.total)}
	if len(s.values) < fewest {
		f.Trend = &finding.Trend{Direction: finding.None, P: figure.Figure{}, Slope: figure.Figure{}}
		f.Summary = fmt.Sprintf("%d %s are held for %s, %s. A trend needs at least %d months, and this is %d.", s.total, p.What(), p.Area.Name, p.Period(), fewest, len(s.values))
		return f, nil
	}
	if err := s.control(f, p, set); err != nil {
		return nil, err
	}
	if err := s.direction(f, p); err != nil {
		return nil, err
	}
	f.Sections = append(f.Sections, s.season(p.Choice))
	if err := breakdown(ctx, f, p.Choice); err != nil {
		return nil, err
	}
	f.Caveats = append(f.Caveats, fmt.Sprintf("Rules: %s. A chart on which nothing has changed signals in %s stretches of 24 months, and every further chart is another chance of a false alarm.", set.Name, set.Alarm))
	return f, ctx.Err()
}

func ruleSet(id string) (RuleSet, error) {
	for _, s := range RuleSets() {
		if s.ID == id || id == "" {
			return s, nil
		}
	}
	return RuleSet{}, fmt.Errorf("there is no set of rules %q", id)
}

// monthly is a series with its gaps taken out.
type monthly struct {
	months []incident.Month // that are held
	values []float64
	all    []figure.Figure // with gaps, one for each month of the period
	at     []int           // position in all of each value
	total  int
}

func newSeries(c choice.Choice) *monthly {
	s := &monthly{all: c.Monthly()}
	for i, m := range c.Months() {
		if n, held := s.all[i].Value(); held {
			s.months, s.values, s.at = append(s.months, m), append(s.values, n), append(s.at, i)
			s.total += int(n)
		}
	}
	return s
}

// control adds the chart and the list of its signals.
func (s *monthly) control(f *finding.Finding, p Params, set RuleSet) error {
	chart, err := series.XmR(s.values, series.XmROptions{Rules: set.Rules, NonNegative: true})
	if err != nil {
		return fmt.Errorf("trend: %w", err)
	}
	n := len(s.all)
	limits := &figure.Limits{Centre: repeat(chart.Centre, n), Lower: repeat(chart.Lower, n), Upper: repeat(chart.Upper, n), Signals: map[int]string{}}
	table := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Signal"}, {Name: "From"}, {Name: "To"}, {Name: "Direction"}}}}
	for _, sig := range chart.Signals {
		for i := sig.From; i <= sig.To; i++ {
			if limits.Signals[s.at[i]] == "" {
				limits.Signals[s.at[i]] = sig.Rule.String()
			}
		}
		way := "lower"
		if sig.High {
			way = "higher"
		}
		table.Rows = append(table.Rows, figure.Row{figure.T(sig.Rule.String()), figure.T(choice.Month(s.months[sig.From])), figure.T(choice.Month(s.months[sig.To])), figure.T(way)})
	}
	var labels []string
	for _, m := range p.Months() {
		labels = append(labels, choice.Short(m))
	}
	words := "No month signals: what is seen is what this area usually does, and a single rise or fall within the limits is no news."
	if len(chart.Signals) > 0 {
		words = fmt.Sprintf("%d signals: something other than the usual ups and downs happened. Ringed months belong to one.", len(chart.Signals))
	}
	f.Sections = append(f.Sections, finding.Section{ID: "months", Heading: "Month by month", Words: words, Chart: &figure.Chart{Form: figure.Line,
		Title: p.What() + " by month, " + p.Area.Name, Labels: labels, Series: []figure.Series{{Name: "Recorded", Values: s.all}}, Limits: limits,
		Words: fmt.Sprintf("The average is %s a month; usual variation runs from %s to %s.", figure.Of(chart.Centre).In(figure.Decimal), figure.Of(chart.Lower).In(figure.Decimal), figure.Of(chart.Upper).In(figure.Decimal))}})
	if len(table.Rows) > 0 {
		f.Sections = append(f.Sections, finding.Section{ID: "signals", Heading: "What signals", Words: "Rules of " + set.Name + ".", Table: table})
	}
	return nil
}

func repeat(v float64, n int) []figure.Figure {
	out := make([]figure.Figure, n)
	for i := range out {
		out[i] = figure.Of(v)
	}
	return out
}

// direction words the summary: rising, falling or neither, and the last year against the one before.
func (s *monthly) direction(f *finding.Finding, p Params) error {
	found, err := s.trend()
	if err != nil {
		return err
	}
	f.Trend = &found
	way := "There is no clear trend over the whole time"
	switch found.Direction {
	case finding.Rising:
		way = fmt.Sprintf("They rose over the whole time, by about %s a month each year", found.Slope.Times(12).In(figure.Decimal))
	case finding.Falling:
		way = fmt.Sprintf("They fell over the whole time, by about %s a month each year", found.Slope.Times(-12).In(figure.Decimal))
	}
	f.Summary = fmt.Sprintf("%s %s were recorded in %s, %s. %s (p = %s).", figure.Of(s.total).In(figure.Count), p.What(), p.Area.Name, p.Period(), way, found.P.In(figure.Chance))
	last, before, ok := s.years()
	if !ok {
		return nil
	}
	words, err := yearWords(last, before, s.dispersion())
	if err != nil {
		return err
	}
	f.Summary += " " + words
	return nil
}

// years are the counts of the last twelve months of the period and of the twelve before; false where one of them is not held.
func (s *monthly) years() (last, before float64, ok bool) {
	n := len(s.all)
	if n < 2*fewest {
		return 0, 0, false
	}
	for i := n - 2*fewest; i < n; i++ {
		v, held := s.all[i].Value()
		if !held {
			return 0, 0, false
		}
		if i < n-fewest {
			before += v
		} else {
			last += v
		}
	}
	return last, before, last+before > 0
}

// dispersion is how many times Poisson's the months vary about their own year's mean, so that a change of level between
// years is not taken for noise.
func (s *monthly) dispersion() float64 {
	sum, n := 0.0, 0.0
	for at := len(s.values); at >= fewest; at -= fewest {
		year := s.values[at-fewest : at]
		total := 0.0
		for _, v := range year {
			total += v
		}
		if total == 0 {
			continue
		}
		if d, err := effect.Dispersion(year); err == nil {
			sum, n = sum+d, n+1
		}
	}
	if n == 0 {
		return 1
	}
	return math.Max(1, sum/n)
}

func yearWords(last, before, dispersion float64) (string, error) {
	r, err := ratio(last, before, dispersion)
	if err != nil {
		return "", err
	}
	sure := "which is within what such months vary by anyway"
	if r.Low > 1 || r.High < 1 {
		sure = "which is more than such months vary by"
	}
	if before == 0 {
		return fmt.Sprintf("In the last twelve months there were %.0f, and none in the twelve before.", last), nil
	}
	return fmt.Sprintf("The last twelve months had %s against %s in the twelve before (%s, 95%% interval %s to %s), %s.",
		figure.Of(last).In(figure.Count), figure.Of(before).In(figure.Count), change(r.Value), change(r.Low), change(r.High), sure), nil
}

// change writes a ratio as what changed in per cent, with its sign where there is one.
func change(ratio float64) string {
	percent := math.Round(100 * (ratio - 1))
	if percent == 0 {
		return "0%"
	}
	return fmt.Sprintf("%+.0f%%", percent)
}

func ratio(last, before, dispersion float64) (effect.Ratio, error) {
	r, err := effect.RateRatioOverdispersed(effect.Rate{Events: last, Exposure: 12}, effect.Rate{Events: before, Exposure: 12}, dispersion, 0.95)
	if err != nil {
		return r, fmt.Errorf("trend: %w", err)
	}
	return r, nil
}

// season is the mean of each month of the year.
func (s *monthly) season(c choice.Choice) finding.Section {
	var sum, n [12]float64
	for i, m := range s.months {
		sum[m.OfYear()-1] += s.values[i]
		n[m.OfYear()-1]++
	}
	labels, values := make([]string, 12), make([]figure.Figure, 12)
	for i := range labels {
		labels[i], values[i] = time.Month(i+1).String(), figure.Figure{}
		if n[i] > 0 {
			values[i] = figure.Of(sum[i] / n[i])
		}
	}
	return finding.Section{ID: "season", Heading: "Time of year", Words: "The mean of each month of the year over the years that are held. With few years a single bad month looks like a season.",
		Chart: &figure.Chart{Form: figure.Bar, Title: "Mean by month of the year, " + c.Area.Name, Labels: labels, Places: figure.PlacesOf(sum[0] / max(1, n[0])), Series: []figure.Series{{Name: "Mean", Values: values}}}}
}
