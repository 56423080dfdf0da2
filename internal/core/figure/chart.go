package figure

import (
	"encoding/json"
	"math"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
)

// Form is how a chart is drawn.
type Form string

// The forms of a chart.
const (
	Line Form = "line" // over time
	Bar  Form = "bar"  // by category
	Heat Form = "heat" // days by hours: one series a row
	Dots Form = "dots" // estimates with intervals
)

// Chart is figures to draw: one of each series for each label. It says all that a picture shows and nothing of how it is drawn, so a
// page, a paper and a file show the same.
type Chart struct {
	Form      Form     `json:"form"`
	Title     string   `json:"title"`            // what it shows, with place and period
	Words     string   `json:"words,omitempty"`  // what a reader should see in it, also where the picture is not seen
	Source    string   `json:"source,omitempty"` // where the figures come from
	Unit      string   `json:"unit,omitempty"`
	Places    int      `json:"places,omitempty"` // decimal places of the figures
	First     string   `json:"first,omitempty"`  // head of the first column of its table
	Labels    []string `json:"labels"`
	Series    []Series `json:"series"`
	Limits    *Limits  `json:"limits,omitempty"`
	Stacked   bool     `json:"stacked,omitempty"`  // of Bar: one bar cut into the series
	Reference Figure   `json:"reference,omitzero"` // of Dots: the line of no difference
	Meaning   string   `json:"meaning,omitempty"`  // of the reference
}

// Series is one line, one colour of bars, or one row of a heat map.
type Series struct {
	Name   string   `json:"name"`
	Values []Figure `json:"values"`
}

// At is the figure of a label; not known where the series has none.
func (s Series) At(i int) Figure { return at(s.Values, i) }

// Known is how many numbers the series has.
func (s Series) Known() (n int) {
	for _, f := range s.Values {
		if _, ok := f.Value(); ok {
			n++
		}
	}
	return n
}

// Limits are a control chart's, one for each label or a single one for all, with the labels that signal and why (Shewhart 1931).
type Limits struct {
	Centre  []Figure       `json:"centre"`
	Lower   []Figure       `json:"lower"`
	Upper   []Figure       `json:"upper"`
	Signals map[int]string `json:"signals,omitempty"`
}

// PlacesOf is how many decimal places a mean of about that size is worth: of thousands none.
func PlacesOf(size float64) int {
	if math.Abs(size) >= 1000 {
		return 0
	}
	return 1
}

// firstOf are the keys of the first column where a chart does not name it.
var firstOf = map[Form]string{Line: "chart.month", Bar: "chart.category", Heat: "chart.day", Dots: "chart.group"}

// Totals are what the series of a stacked chart add up to, hidden where one of them is.
func (c *Chart) Totals() []Figure {
	out := make([]Figure, len(c.Labels))
	for i := range c.Labels {
		parts := make([]Figure, len(c.Series))
		for j, s := range c.Series {
			parts[j] = s.At(i)
		}
		out[i] = Sum(parts...)
	}
	return out
}

// Table is the figures of the chart as rows, with the heads of its own columns in a language.
func (c *Chart) Table(say *catalogue.Catalogue) *Table {
	first := c.First
	if first == "" {
		first = say.Say(firstOf[c.Form])
	}
	t := &Table{Columns: []Column{{Name: first}}, Rows: []Row{}}
	if c.Form == Heat {
		for i, label := range c.Labels {
			t.add(Column{Name: label, Format: Places(c.Places)}, len(c.Series), func(j int) Cell { return F(c.Series[j].At(i)) })
		}
		return t.labelled(slices.Collect(names(c.Series)))
	}
	n := len(c.Labels)
	for _, s := range c.Series {
		t.add(c.column(s.Name), n, func(i int) Cell { return F(s.At(i)) })
		if c.Form == Dots {
			t.add(Column{Name: say.Say("chart.interval"), Format: Between(Places(c.Places))}, n, func(i int) Cell { return F(s.At(i)) })
		}
	}
	if c.Stacked {
		totals := c.Totals()
		t.add(c.column(say.Say("chart.total")), n, func(i int) Cell { return F(totals[i]) })
	}
	if l := c.Limits; l != nil {
		for _, x := range []struct {
			key    string
			values []Figure
		}{{"chart.average", l.Centre}, {"chart.limits.lower", l.Lower}, {"chart.limits.upper", l.Upper}} {
			t.add(c.column(say.Say(x.key)), n, func(i int) Cell { return F(at(Spread(x.values, n), i)) })
		}
		t.add(Column{Name: say.Say("chart.signal")}, n, func(i int) Cell { return T(l.Signals[i]) })
	}
	return t.labelled(c.Labels)
}

func names(list []Series) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, s := range list {
			if !yield(s.Name) {
				return
			}
		}
	}
}

// add puts a column of n cells at the end.
func (t *Table) add(c Column, n int, cell func(i int) Cell) {
	t.Columns = append(t.Columns, c)
	for i := range n {
		if len(t.Rows) == i {
			t.Rows = append(t.Rows, Row{{}})
		}
		t.Rows[i] = append(t.Rows[i], cell(i))
	}
}

// labelled writes the first cells of the rows.
func (t *Table) labelled(labels []string) *Table {
	for i, label := range labels {
		if len(t.Rows) == i {
			t.Rows = append(t.Rows, Row{{}})
		}
		t.Rows[i][0] = T(label)
	}
	return t
}

// column is the column of a series, whose head says the unit and whose name in a file does not.
func (c *Chart) column(name string) Column {
	out := Column{Name: name, Format: Places(c.Places)}
	if c.Unit != "" && !strings.Contains(name, c.Unit) {
		out.Key, out.Name = out.key(), name+" ("+c.Unit+")"
	}
	return out
}

// Spread repeats a single figure for all labels.
func Spread(values []Figure, n int) []Figure {
	if len(values) == 1 {
		return slices.Repeat(values, n)
	}
	return values
}

func at(values []Figure, i int) Figure {
	if i >= len(values) {
		return Figure{}
	}
	return values[i]
}

// plain is a chart without its methods, and rows is it as JSON has it: the intervals of Dots in rows of their own.
type (
	plain Chart
	rows  struct {
		*plain
		Low  []Figure `json:"low,omitempty"`
		High []Figure `json:"high,omitempty"`
	}
)

// MarshalJSON writes the intervals beside the figures that they belong to.
func (c Chart) MarshalJSON() ([]byte, error) {
	out := rows{plain: (*plain)(&c)}
	if c.Form == Dots && len(c.Series) > 0 {
		points := slices.Clone(c.Series[0].Values)
		for i, f := range points {
			low, high := f.ends()
			out.Low, out.High = append(out.Low, low), append(out.High, high)
			points[i].low, points[i].high = 0, 0
		}
		c.Series = append([]Series{{c.Series[0].Name, points}}, c.Series[1:]...)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Chart) UnmarshalJSON(raw []byte) error {
	in := rows{plain: (*plain)(c)}
	if err := json.Unmarshal(raw, &in); err != nil || len(c.Series) == 0 {
		return err
	}
	for i, f := range c.Series[0].Values {
		c.Series[0].Values[i] = f.Within(at(in.Low, i).value, at(in.High, i).value)
	}
	return nil
}
