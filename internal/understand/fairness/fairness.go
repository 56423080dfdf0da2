// Package fairness shows stop and search as the Community Monitoring Group reads it: who is stopped, as the officer saw them
// or as they described themselves, against a stated benchmark; for what; what was found; and how it went over time.
//
// # What is computed
//
// Rates and ratios of groups against a benchmark population with intervals and bounds for those whose group is not known, and
// the outcome test (package analysis/disparity). A disparity is a difference that calls for an explanation; none of these
// figures is one. Groups are described, never a person. A group or a cell with few stops is not shown.
package fairness

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/wardmote/wardmote/analysis/disparity"
	"github.com/wardmote/wardmote/analysis/effect"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// How the group of a person is known.
const (
	ByOfficer = "officer" // as the officer saw them; nearly complete
	BySelf    = "self"    // as they described themselves; often not stated
)

// Groups are the groups that are told apart, in the order of a benchmark. People of mixed groups are with the others, because
// officers record no mixed group.
func Groups() []string { return []string{"Asian", "Black", "White", "Mixed or other"} }

// reference is the group that the others are compared with.
const reference = 2

// fewest is the least count that a table shows.
const fewest = 5

// Benchmark is the people that stops are measured against, by group, with what they are in words.
type Benchmark struct {
	People []float64 // parallel to Groups
	Words  string    // "residents, Census 2021 (ONS)"
}

// Params is the question; the kind of the choice is incident.Stop.
type Params struct {
	choice.Choice
	By        string     // ByOfficer where empty, or BySelf
	Benchmark *Benchmark // nil: no rates, and the page says so
}

// column is the place of a text in incident.StopTexts.
func column(name string) int {
	for i, c := range incident.StopTexts() {
		if c == name {
			return i
		}
	}
	return -1
}

// GroupOf is the position in Groups of what was recorded, and -1 where it is not known.
func GroupOf(recorded string) int {
	words := strings.ToLower(strings.TrimSpace(recorded))
	switch {
	case words == "", strings.Contains(words, "not stated"):
		return -1
	case strings.HasPrefix(words, "asian"), strings.Contains(words, "chinese"):
		return 0
	case strings.HasPrefix(words, "black"):
		return 1
	case strings.HasPrefix(words, "white"):
		return 2
	}
	return 3
}

// stops are the chosen stops with what is asked of each.
type stops struct {
	p       Params
	total   int
	by      []int // group → stops
	unknown int
	found   []int // group → stops that found something, of those with a known outcome
	judged  []int
	months  [][]int // group → month of the period
	objects map[string]*tally
	results map[string]*tally
	ages    map[string]*tally
}

// tally is the stops of one object, outcome or age, by group; the last is the unknown.
type tally struct {
	all, found, judged int
	by                 []int
}

// Run answers it.
func Run(ctx context.Context, p Params) (*finding.Finding, error) {
	p.Kind = incident.Stop
	var err error
	if p.Choice, err = p.Settle(); err != nil {
		return nil, fmt.Errorf("stop and search: %w", err)
	}
	if p.By == "" {
		p.By = ByOfficer
	}
	if p.By != ByOfficer && p.By != BySelf {
		return nil, fmt.Errorf("the group is that which the officer saw (%s) or which the person stated (%s), not %q", ByOfficer, BySelf, p.By)
	}
	s := count(p)
	f := &finding.Finding{Analysis: "fairness", Title: "Stop and search, " + p.Area.Name, Source: p.Source(), Events: s.total, Caveats: p.Caveats(s.total)}
	if s.total == 0 {
		f.Summary = fmt.Sprintf("No stop and search is held for %s, %s.", p.Area.Name, p.Period())
		return f, nil
	}
	f.Summary = s.sentence()
	for _, add := range []func(*finding.Finding) error{s.rates, s.outcomes, s.monthly,
		s.cross("objects", "What the search was for", "Object of search", s.objects, true),
		s.cross("results", "What came of it", "Outcome", s.results, false), s.cross("ages", "How old they were", "Age", s.ages, true)} {
		if err := add(f); err != nil {
			return nil, err
		}
	}
	f.Caveats = append(f.Caveats, fmt.Sprintf("Counts below %d are not shown, nor others that would give one away, so that nobody can be picked out: [c] stands for them.", fewest),
		"People who are stopped need not live here, and groups differ in age and in the time that they spend in the street.")
	f.Caveats = append(f.Caveats, s.thin()...)
	return f, ctx.Err()
}

func count(p Params) *stops {
	n := len(Groups())
	s := &stops{p: p, by: make([]int, n), found: make([]int, n), judged: make([]int, n), objects: map[string]*tally{}, results: map[string]*tally{}, ages: map[string]*tally{}}
	for range n {
		s.months = append(s.months, make([]int, len(p.Months())))
	}
	e := p.Events()
	if len(e.Text) == 0 {
		return s
	}
	who := column("officer_defined_ethnicity")
	if p.By == BySelf {
		who = column("self_defined_ethnicity")
	}
	text := func(c, row int) string { return e.Words[c][e.Text[c][row]] }
	object, outcome, age := column("object_of_search"), column("outcome"), column("age_range")
	p.Each(func(row int) {
		s.total++
		g := GroupOf(text(who, row))
		found, judged := Found(text(outcome, row))
		if g < 0 {
			s.unknown++
		} else {
			s.by[g]++
			s.months[g][e.Month[row]-p.From]++
			if judged {
				s.judged[g]++
				if found {
					s.found[g]++
				}
			}
		}
		for _, in := range []struct {
			m    map[string]*tally
			name string
		}{{s.objects, text(object, row)}, {s.results, text(outcome, row)}, {s.ages, text(age, row)}} {
			add(in.m, in.name, g, found, judged)
		}
	})
	return s
}

func add(m map[string]*tally, name string, group int, found, judged bool) {
	if name == "" {
		name = "Not recorded"
	}
	t := m[name]
	if t == nil {
		t = &tally{by: make([]int, len(Groups())+1)}
		m[name] = t
	}
	t.all++
	if group < 0 {
		group = len(Groups())
	}
	t.by[group]++
	if judged {
		t.judged++
	}
	if found {
		t.found++
	}
}

// Found says whether a stop led to anything, and whether that is known: an outcome other than no further action.
func Found(outcome string) (found, known bool) {
	words := strings.ToLower(outcome)
	if words == "" {
		return false, false
	}
	return !strings.Contains(words, "no further action"), true
}

func (s *stops) sentence() string {
	found, judged := 0, 0
	for _, t := range s.results {
		found, judged = found+t.found, judged+t.judged
	}
	held := 0
	for _, h := range s.p.HeldMonths() {
		if h {
			held++
		}
	}
	return fmt.Sprintf("%s people or vehicles were stopped and searched in %s in the %d months that are held between %s. %s of the searches with a known outcome led to something; the group of %s is not known.",
		figure.Of(s.total).In(figure.Count), s.p.Area.Name, held, strings.Replace(s.p.Period(), " to ", " and ", 1), share(found, judged), share(s.unknown, s.total))
}

func share(n, of int) string {
	if of == 0 {
		return "none"
	}
	return figure.Of(float64(n) / float64(of)).In(figure.Share)
}

// thin names the months with far fewer stops than is usual: most likely they were not published in full.
func (s *stops) thin() []string {
	total := make([]float64, len(s.p.Months()))
	for _, g := range s.months {
		for i, n := range g {
			total[i] += float64(n)
		}
	}
	held := s.p.HeldMonths()
	sum, n := 0.0, 0.0
	for i, h := range held {
		if h {
			sum, n = sum+total[i], n+1
		}
	}
	var names []string
	for i, m := range s.p.Months() {
		if held[i] && total[i] < 0.1*sum/math.Max(1, n) {
			names = append(names, choice.Month(m))
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{"These months hold under a tenth of the usual number and were most likely not published in full: " + strings.Join(names, ", ") + "."}
}

// rates adds how often groups are stopped against the benchmark.
func (s *stops) rates(f *finding.Finding) error {
	if s.p.Benchmark == nil {
		f.Sections = append(f.Sections, s.shares())
		return nil
	}
	study := disparity.Study{Reference: reference, Unknown: s.unknown, Benchmark: s.p.Benchmark.Words, Dispersion: s.dispersion()}
	for i, name := range Groups() {
		if i >= len(s.p.Benchmark.People) || !(s.p.Benchmark.People[i] > 0) {
			return fmt.Errorf("the benchmark has no people of the group %s", name)
		}
		study.Groups = append(study.Groups, disparity.Group{Name: name, Searches: s.by[i], People: s.p.Benchmark.People[i]})
	}
	report, err := disparity.Rates(study)
	if err != nil {
		return fmt.Errorf("stop and search: %w", err)
	}
	c := &figure.Chart{Form: figure.Dots, Title: "How many times as often as people of White groups", First: "Group", Places: 2, Series: []figure.Series{{Name: "Ratio"}}, Reference: figure.Of(1), Meaning: "As often as White groups"}
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Group"}, {Name: "Stops", Format: figure.Count}, {Name: "People of the benchmark", Format: figure.Count}, {Name: "Stops for each 1,000 people", Format: figure.Decimal},
		{Name: "Times as often", Format: figure.Ratio}, {Name: "95% interval"}, {Name: "Wherever the unknown belong"}}}}
	var words []string
	for i, r := range report.Rates {
		row := figure.Row{figure.T(r.Name), figure.N(r.Searches), figure.N(study.Groups[i].People), figure.N(r.Per1000), figure.F(figure.Figure{}), figure.T(""), figure.T("")}
		switch {
		case r.Withheld:
			row[1], row[3] = withheld(s.by[i]), withheld(fewest)
		case r.Ratio == nil:
			row[4], row[5] = figure.N(1), figure.T("compared with")
		default:
			row[4], row[5], row[6] = figure.N(r.Ratio.Value), figure.T(fmt.Sprintf("%.2f to %.2f", r.Ratio.Low, r.Ratio.High)), figure.T(fmt.Sprintf("%.2f to %.2f", r.Least, r.Most))
			c.Labels, c.Series[0].Values = append(c.Labels, r.Name), append(c.Series[0].Values, figure.Of(r.Ratio.Value).Within(r.Ratio.Low, r.Ratio.High))
			words = append(words, r.Sentence)
		}
		t.Rows = append(t.Rows, row)
	}
	f.Caveats = append(f.Caveats, report.Caveats...)
	f.Sections = append(f.Sections, finding.Section{ID: "rates", Heading: "Who is stopped", Words: strings.Join(words, " ") + " Measured against " + s.p.Benchmark.Words + ".", Chart: c, Table: t})
	return nil
}

// shares are the groups without a benchmark.
func (s *stops) shares() finding.Section {
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Group"}, {Name: "Stops", Format: figure.Count}, {Name: "Share of those known", Format: figure.Share}}}}
	for i, name := range Groups() {
		n := figure.Of(s.by[i])
		if s.by[i] < fewest {
			n = few
		}
		t.Rows = append(t.Rows, figure.Row{figure.T(name), figure.F(n), figure.F(figure.Quotient(1, n, figure.Of(max(1, s.total-s.unknown))))})
	}
	return finding.Section{ID: "rates", Heading: "Who is stopped", Table: t,
		Words: "No benchmark is given, so these are shares and not rates: whether a group is stopped more than its share needs the number of its people, which the question takes with its source."}
}

// dispersion is how many times Poisson's the monthly stops vary about the mean of their year.
func (s *stops) dispersion() float64 {
	var values []float64
	for _, f := range s.p.Monthly() {
		if n, held := f.Value(); held {
			values = append(values, n)
		}
	}
	sum, n := 0.0, 0.0
	for at := 12; at <= len(values); at += 12 {
		if d, err := effect.Dispersion(values[at-12 : at]); err == nil {
			sum, n = sum+d, n+1
		}
	}
	if n == 0 {
		return 1
	}
	return math.Max(1, sum/n)
}
