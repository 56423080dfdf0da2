package fairness

import (
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/analysis/disparity"
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
	c := &finding.Chart{Form: finding.Dots, Title: "Searches that led to something, of each 100", First: "Group", Places: 1, Unit: "%", Series: []finding.Series{{Name: "Found something"}}}
	t := &finding.Table{Columns: []finding.Column{{Name: "Group"}, {Name: "Searches with a known outcome", Format: finding.Count}, {Name: "Led to something", Format: finding.Count},
		{Name: "Share", Format: finding.Share}, {Name: "Difference to White groups, 95% interval"}}}
	for i, r := range report.Rates {
		if r.Withheld {
			t.Rows = append(t.Rows, finding.Row{finding.T(r.Name), withheld(s.judged[i]), finding.T(""), finding.T(""), finding.T("")})
			continue
		}
		between := "compared with"
		if d := r.Difference; d != nil {
			between = fmt.Sprintf("%+.1f to %+.1f percentage points", 100*d.Low, 100*d.High)
		}
		t.Rows = append(t.Rows, finding.Row{finding.T(r.Name), finding.N(s.judged[i]), finding.N(s.found[i]), finding.N(r.Share.Value), finding.T(between)})
		c.Labels, c.Series[0].Values = append(c.Labels, r.Name), append(c.Series[0].Values, finding.Number(100*r.Share.Value))
		c.Low, c.High = append(c.Low, finding.Number(100*r.Share.Low)), append(c.High, finding.Number(100*r.Share.High))
	}
	words := fmt.Sprintf("If every group were searched on equally good grounds, about the same share should find something (p = %s that they are alike).", finding.Chance.In(finding.N(report.P)))
	f.Caveats = append(f.Caveats, report.Caveats...)
	f.Sections = append(f.Sections, finding.Section{ID: "outcomes", Heading: "Do searches find as much?", Words: words, Chart: c, Table: t})
	return nil
}

// monthly is stops by group and month; months that are not held are gaps.
func (s *stops) monthly() finding.Section {
	c := &finding.Chart{Form: finding.Line, Title: "Stops by month, " + s.p.Area.Name}
	held := s.p.HeldMonths()
	for _, m := range s.p.Months() {
		c.Labels = append(c.Labels, choice.Short(m))
	}
	for g, name := range Groups() {
		values := make([]finding.Number, len(held))
		for i := range values {
			values[i] = finding.Unknown()
			if held[i] {
				values[i] = finding.Number(s.months[g][i])
			}
		}
		c.Series = append(c.Series, finding.Series{Name: name, Values: values})
	}
	return finding.Section{ID: "months", Heading: "Month by month", Words: "Gaps are months that the publisher gave nothing for.", Chart: c}
}

// cross counts objects, outcomes or ages by group, largest first.
func (s *stops) cross(id, heading, first string, m map[string]*tally, finds bool) finding.Section {
	t := &finding.Table{Columns: []finding.Column{{Name: first}, {Name: "All", Format: finding.Count}}}
	for _, g := range append(Groups(), "Not known") {
		t.Columns = append(t.Columns, finding.Column{Name: g, Format: finding.Count})
	}
	if finds {
		t.Columns = append(t.Columns, finding.Column{Name: "Led to something", Format: finding.Share})
	}
	var names []string
	for name := range m {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := m[names[i]], m[names[j]]
		return a.all > b.all || a.all == b.all && names[i] < names[j]
	})
	for _, name := range names {
		t.Rows = append(t.Rows, row(name, m[name], finds))
	}
	return finding.Section{ID: id, Heading: heading, Table: t}
}

// row hides counts below the least that is shown; where only one is hidden the next smallest is too, since the row's total
// would give it away.
func row(name string, t *tally, finds bool) finding.Row {
	few := finding.T(fmt.Sprintf("fewer than %d", fewest))
	out := finding.Row{finding.T(name), shown(t.all, few)}
	hide, next := -1, -1
	hidden := 0
	for i, n := range t.by {
		if n > 0 && n < fewest {
			hidden, hide = hidden+1, i
		} else if n > 0 && (next < 0 || n < t.by[next]) {
			next = i
		}
	}
	for i, n := range t.by {
		switch {
		case hidden == 1 && i == next && hide >= 0:
			out = append(out, finding.T("not shown"))
		default:
			out = append(out, shown(n, few))
		}
	}
	if finds {
		v := finding.N(finding.Unknown())
		if t.judged >= 20 {
			v = finding.N(float64(t.found) / float64(t.judged))
		}
		out = append(out, v)
	}
	return out
}

// withheld says why a group is not shown: it is small, or it would give a small one away.
func withheld(n int) finding.Value {
	if n < fewest {
		return finding.T(fmt.Sprintf("fewer than %d", fewest))
	}
	return finding.T("not shown")
}

func shown(n int, few finding.Value) finding.Value {
	if n > 0 && n < fewest {
		return few
	}
	return finding.N(n)
}
