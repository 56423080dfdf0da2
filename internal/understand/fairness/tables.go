package fairness

import (
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/analysis/disparity"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
)

// outcomes adds the outcome test: do searches of each group find as often?
func (s *stops) outcomes(f *finding.Finding) error {
	study := disparity.OutcomeStudy{Reference: reference, Found: "an outcome other than no further action"}
	for i, name := range Groups() {
		study.Groups = append(study.Groups, disparity.Finds{Name: name, Found: s.found[i], Searches: s.judged[i]})
	}
	if s.judged[reference] < fewest {
		return nil
	}
	report, err := disparity.Outcomes(study)
	if err != nil {
		return fmt.Errorf("stop and search: %w", err)
	}
	c := &figure.Chart{Form: figure.Dots, Title: "Searches that led to something, of each 100", First: "Group", Places: 1, Unit: "%", Series: []figure.Series{{Name: "Found something"}}}
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: "Group"}, {Name: "Searches with a known outcome", Format: figure.Count}, {Name: "Led to something", Format: figure.Count},
		{Name: "Share", Format: figure.Share}, {Name: "Difference to White groups, 95% interval"}}}}
	for i, r := range report.Rates {
		if r.Withheld {
			t.Rows = append(t.Rows, figure.Row{figure.T(r.Name), withheld(s.judged[i]), withheld(fewest), withheld(fewest), figure.T("")})
			continue
		}
		between := "compared with"
		if d := r.Difference; d != nil {
			between = fmt.Sprintf("%+.1f to %+.1f percentage points", 100*d.Low, 100*d.High)
		}
		t.Rows = append(t.Rows, figure.Row{figure.T(r.Name), figure.N(s.judged[i]), figure.N(s.found[i]), figure.N(r.Share.Value), figure.T(between)})
		c.Labels, c.Series[0].Values = append(c.Labels, r.Name), append(c.Series[0].Values, figure.Of(100*r.Share.Value).Within(100*r.Share.Low, 100*r.Share.High))
	}
	words := fmt.Sprintf("If every group were searched on equally good grounds, about the same share should find something (p = %s that they are alike).", figure.Of(report.P).In(figure.Chance))
	f.Caveats = append(f.Caveats, report.Caveats...)
	f.Sections = append(f.Sections, finding.Section{ID: "outcomes", Heading: "Do searches find as much?", Words: words, Chart: c, Table: t})
	return nil
}

// monthly is stops by group and month; months that are not held are gaps, and so are those in which few of a group were stopped.
func (s *stops) monthly(f *finding.Finding) error {
	c := &figure.Chart{Form: figure.Line, Title: "Stops by month, " + s.p.Area.Name}
	shown, err := suppress.Apply(suppress.Table{Counts: s.months, RowTotals: true}, suppress.Options{Threshold: fewest})
	if err != nil {
		return fmt.Errorf("stop and search: %w", err)
	}
	held := s.p.HeldMonths()
	for i, m := range s.p.Months() {
		c.Labels = append(c.Labels, choice.Short(m))
		for g := range shown.Cells {
			if !held[i] {
				shown.Cells[g][i] = figure.Figure{}
			}
		}
	}
	for g, name := range Groups() {
		c.Series = append(c.Series, figure.Series{Name: name, Values: shown.Cells[g]})
	}
	f.Sections = append(f.Sections, finding.Section{ID: "months", Heading: "Month by month", Words: "Gaps are months that the publisher gave nothing for, and numbers that are too small to show.", Chart: c})
	return nil
}

// cross counts objects, outcomes or ages by group, largest first. What is small is hidden, and as much more as protects it from who
// knows the totals of both.
func (s *stops) cross(id, heading, first string, m map[string]*tally, finds bool) func(*finding.Finding) error {
	t := &finding.Table{Table: figure.Table{Columns: []figure.Column{{Name: first}, {Name: "All", Format: figure.Count}}}}
	for _, g := range append(Groups(), "Not known") {
		t.Columns = append(t.Columns, figure.Column{Name: g, Format: figure.Count})
	}
	if finds {
		t.Columns = append(t.Columns, figure.Column{Name: "Led to something", Format: figure.Share})
	}
	var names []string
	for name := range m {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := m[names[i]], m[names[j]]
		return a.all > b.all || a.all == b.all && names[i] < names[j]
	})
	counts := suppress.Table{RowTotals: true, ColumnTotals: true, GrandTotal: true}
	for _, name := range names {
		counts.Counts = append(counts.Counts, m[name].by)
	}
	return func(f *finding.Finding) error {
		shown, err := suppress.Apply(counts, suppress.Options{Threshold: fewest})
		if err != nil {
			return fmt.Errorf("stop and search: %w", err)
		}
		for i, name := range names {
			row := figure.Row{figure.T(name), figure.F(shown.RowTotals[i])}
			for _, n := range shown.Cells[i] {
				row = append(row, figure.F(n))
			}
			if finds {
				row = append(row, m[name].share())
			}
			t.Rows = append(t.Rows, row)
		}
		f.Sections = append(f.Sections, finding.Section{ID: id, Heading: heading, Table: t})
		return nil
	}
}

// leastJudged is of how many searches a share is worth showing.
const leastJudged = 20

// share is how many of the searches with a known outcome led to something.
func (t *tally) share() figure.Cell {
	if t.judged < leastJudged {
		return figure.F(figure.Figure{})
	}
	return figure.N(float64(t.found) / float64(t.judged))
}

// few stands for a count that is too small to show.
var few = figure.Suppressed("").Cell(fmt.Sprintf("fewer than %d", fewest))

// withheld stands for a group that is not shown: it is small, or it would give a small one away.
func withheld(n int) figure.Cell {
	if n < fewest {
		return figure.F(few)
	}
	return figure.F(figure.Suppressed("").Cell("not shown"))
}
