package finding

import "math"

// Form is how a chart is drawn.
type Form string

// The forms of a chart.
const (
	Line Form = "line" // over time
	Bar  Form = "bar"  // by category
	Heat Form = "heat" // days by hours: one series a row
	Dots Form = "dots" // estimates with intervals
)

// Chart is figures to draw: one value of each series for each label.
type Chart struct {
	Form      Form     `json:"form"`
	Title     string   `json:"title"`
	Words     string   `json:"words,omitempty"` // what a reader should see in it
	Unit      string   `json:"unit,omitempty"`
	Places    int      `json:"places,omitempty"`
	First     string   `json:"first,omitempty"` // head of the first column of its table
	Labels    []string `json:"labels"`
	Series    []Series `json:"series"`
	Limits    *Limits  `json:"limits,omitempty"`
	Stacked   bool     `json:"stacked,omitempty"`
	Low       []Number `json:"low,omitempty"`       // of Dots
	High      []Number `json:"high,omitempty"`      // of Dots
	Reference *Number  `json:"reference,omitempty"` // of Dots: the line of no difference
	Meaning   string   `json:"meaning,omitempty"`   // of the reference
}

// Series is one line, one colour of bars, or one row of a heat map.
type Series struct {
	Name   string   `json:"name"`
	Values []Number `json:"values"`
}

// Limits are a control chart's, one for each label, with the labels that signal and why.
type Limits struct {
	Centre  []Number       `json:"centre"`
	Lower   []Number       `json:"lower"`
	Upper   []Number       `json:"upper"`
	Signals map[int]string `json:"signals,omitempty"`
}

// Places is how many decimal places a mean of about that size is worth: of thousands none.
func Places(size float64) int {
	if math.Abs(size) >= 1000 {
		return 0
	}
	return 1
}

// Table is the figures of a chart as rows.
func (c *Chart) Table() *Table {
	first := c.First
	if first == "" {
		first = "Month"
	}
	if c.Form == Heat {
		return c.heatTable(first)
	}
	t := &Table{Columns: []Column{{Name: first}}}
	for _, s := range c.Series {
		t.Columns = append(t.Columns, Column{Name: s.Name, Format: Decimal})
	}
	if c.Form == Dots {
		t.Columns = append(t.Columns, Column{Name: "Low", Format: Ratio}, Column{Name: "High", Format: Ratio})
	}
	if c.Limits != nil {
		t.Columns = append(t.Columns, Column{Name: "Average", Format: Decimal}, Column{Name: "Lower limit", Format: Decimal},
			Column{Name: "Upper limit", Format: Decimal}, Column{Name: "Signal"})
	}
	for i, label := range c.Labels {
		row := Row{T(label)}
		for _, s := range c.Series {
			row = append(row, N(at(s.Values, i)))
		}
		if c.Form == Dots {
			row = append(row, N(at(c.Low, i)), N(at(c.High, i)))
		}
		if l := c.Limits; l != nil {
			row = append(row, N(at(l.Centre, i)), N(at(l.Lower, i)), N(at(l.Upper, i)), T(l.Signals[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (c *Chart) heatTable(first string) *Table {
	t := &Table{Columns: []Column{{Name: first}}}
	for _, label := range c.Labels {
		t.Columns = append(t.Columns, Column{Name: label, Format: Decimal})
	}
	for _, s := range c.Series {
		row := Row{T(s.Name)}
		for i := range c.Labels {
			row = append(row, N(at(s.Values, i)))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func at(values []Number, i int) Number {
	if i >= len(values) {
		return Unknown()
	}
	return values[i]
}
