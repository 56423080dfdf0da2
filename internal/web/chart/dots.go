package chart

import (
	"math"

	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page/catalogue"
)

// Dot is a value with the interval that it is known within; Low and High are NaN, or equal, where there is none.
type Dot struct {
	Label     string
	Value     float64
	Low, High float64
}

// Dots compare estimates: a dot on its interval for each row, with a line of reference such as "no difference".
type Dots struct {
	Head
	Items         []Dot
	Reference     float64 // NaN for none
	ReferenceName string
	Interval      string // head of the interval's column, such as "95% interval"
	RowTitle      string // head of the table's first column; "Group" where empty
}

const dotRow = 28.0

func (d Dots) head() Head { return d.Head }
func (d Dots) size() (float64, float64) {
	return d.width(), barTop + float64(max(1, len(d.Items)))*dotRow + 34
}

func (d Dots) legend() []entry {
	out := []entry{{catalogue.Say("chart.estimateWith", "interval", d.interval()), func(c *canvas) {
		c.line("wm-chart__interval", 0, 7, 34, 7)
		c.mark(0, 17, 7)
	}}}
	if !math.IsNaN(d.Reference) && d.ReferenceName != "" {
		out = append(out, entry{d.ReferenceName, func(c *canvas) { c.line("wm-chart__reference", 17, 0, 17, 14) }})
	}
	return out
}

func (d Dots) interval() string {
	if d.Interval == "" {
		return catalogue.Say("chart.interval")
	}
	return d.Interval
}

func (d Dots) draw(c *canvas) {
	var all []float64
	labels := Bar{Head: d.Head}
	for _, item := range d.Items {
		all = append(all, item.Value, item.Low, item.High)
		labels.Labels = append(labels.Labels, item.Label)
	}
	if !math.IsNaN(d.Reference) {
		all = append(all, d.Reference)
	}
	low, high := span(all)
	marks := ticks(low, high, d.steps(6))
	left := labels.labelWidth()
	_, height := d.size()
	x := scale{marks[0], marks[len(marks)-1], left, d.width() - left - 30}
	for _, v := range marks {
		c.line("wm-chart__grid", x.at(v), barTop-4, x.at(v), height-28)
		c.text("", "middle", x.at(v), height-10, label(v, marks[1]-marks[0]))
	}
	if !math.IsNaN(d.Reference) {
		c.line("wm-chart__reference", x.at(d.Reference), barTop-8, x.at(d.Reference), height-26)
	}
	for i, item := range d.Items {
		y := barTop + (float64(i)+.5)*dotRow
		c.text("", "end", left-8, y+5, shorten(item.Label, int(left/7)))
		if item.High > item.Low {
			c.line("wm-chart__interval", x.at(item.Low), y, x.at(item.High), y)
			c.line("wm-chart__interval", x.at(item.Low), y-5, x.at(item.Low), y+5)
			c.line("wm-chart__interval", x.at(item.High), y-5, x.at(item.High), y+5)
		}
		if !math.IsNaN(item.Value) {
			c.mark(0, x.at(item.Value), y)
		}
	}
}

func (d Dots) table() govuk.Table {
	first := d.RowTitle
	if first == "" {
		first = catalogue.Say("chart.group")
	}
	t := govuk.Table{Head: []govuk.Cell{{Text: first}, d.column(catalogue.Say("chart.estimate")), {Text: d.interval(), Format: "numeric"}}}
	for _, item := range d.Items {
		between := "–"
		if item.High > item.Low {
			between = d.text(item.Low) + " to " + d.text(item.High)
		}
		t.Rows = append(t.Rows, []govuk.Cell{{Text: item.Label}, d.cell(item.Value), {Text: between, Format: "numeric"}})
	}
	return t
}
