package chart

import (
	"math"
	"strings"

	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page/catalogue"
)

// Series is a row of values, one for each label of the chart; NaN is a gap. Gaps are the words for gaps that are not for want of a
// value, such as [c] for a number that is hidden: they stand in the table and the picture where the number would.
type Series struct {
	Name   string
	Values []float64
	Gaps   map[int]string // index of the label: what stands in place of the number
}

// gap is what stands where a value is none: never a nought.
func (s Series) gap(i int) string {
	if words, ok := s.Gaps[i]; ok {
		return words
	}
	return "–"
}

// Limits are the centre and the control limits of the first series, one value for each label or a single one for all
// (Shewhart 1931). Signals are the places where the process is not merely varying; each has a ring and a word in the table.
type Limits struct {
	Centre  []float64
	Lower   []float64
	Upper   []float64
	Signals map[int]string // index of the label: why, such as "above the upper limit"
}

// Line shows how values run over time. From zero unless Loose.
type Line struct {
	Head
	Labels []string // of the points, in order
	Series []Series
	Limits *Limits
	XTitle string // head of the table's first column; "Month" where empty
	Loose  bool   // let the axis begin above zero
}

const (
	lineWidth, lineHeight         = 720.0, 300.0
	plotLeft, plotTop, plotBottom = 56.0, 12.0, 262.0
)

// right is where the plot ends.
func (h Head) right() float64 { return h.width() - 14 }

func (l Line) head() Head               { return l.Head }
func (l Line) size() (float64, float64) { return l.width(), lineHeight }

func (l Line) legend() []entry {
	var out []entry
	for i, s := range l.Series {
		out = append(out, entry{s.Name, func(c *canvas) {
			c.line("wm-chart__line "+stroke(i), 0, 7, 34, 7)
			c.mark(i, 17, 7)
		}})
	}
	if l.Limits != nil {
		out = append(out, entry{catalogue.Say("chart.average"), func(c *canvas) { c.line("wm-chart__centre", 0, 7, 34, 7) }},
			entry{catalogue.Say("chart.limits"), func(c *canvas) { c.line("wm-chart__limit", 0, 7, 34, 7) }},
			entry{catalogue.Say("chart.signals"), func(c *canvas) { c.ring(17, 7) }})
	}
	return out
}

func (l Line) draw(c *canvas) {
	lists := make([][]float64, 0, len(l.Series)+2)
	for _, s := range l.Series {
		lists = append(lists, s.Values)
	}
	if l.Limits != nil {
		lists = append(lists, l.Limits.Lower, l.Limits.Upper, l.Limits.Centre)
	}
	low, high := span(lists...)
	if !l.Loose {
		low, high = min(low, 0), max(high, 0)
	}
	y := l.yAxis(c, low, high)
	x := scale{0, float64(max(1, len(l.Labels)-1)), plotLeft + 8, l.right() - plotLeft - 16}
	l.xLabels(c, x)
	if l.Limits != nil {
		l.drawLimits(c, x, y)
	}
	for i, s := range l.Series {
		c.path("wm-chart__line "+stroke(i), trace(s.Values, x, y))
	}
	for i, s := range l.Series {
		for at, v := range s.Values {
			if math.IsNaN(v) {
				continue
			}
			if i == 0 && l.Limits != nil && l.Limits.Signals[at] != "" {
				c.ring(x.at(float64(at)), y.at(v))
			}
			if len(l.Labels) <= 40 {
				c.mark(i, x.at(float64(at)), y.at(v))
			}
		}
	}
}

func (l Line) drawLimits(c *canvas, x, y scale) {
	n := len(l.Labels)
	for _, limit := range []struct {
		class  string
		values []float64
	}{{"wm-chart__limit", l.Limits.Lower}, {"wm-chart__limit", l.Limits.Upper}, {"wm-chart__centre", l.Limits.Centre}} {
		c.path(limit.class, trace(spread(limit.values, n), x, y))
	}
}

// spread repeats a single value for all labels.
func spread(values []float64, n int) []float64 {
	if len(values) != 1 {
		return values
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = values[0]
	}
	return out
}

// trace is the path through values, broken at gaps.
func trace(values []float64, x, y scale) string {
	var b strings.Builder
	pen := "M"
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			pen = "M"
			continue
		}
		b.WriteString(pen + num(x.at(float64(i))) + " " + num(y.at(v)))
		pen = "L"
	}
	return b.String()
}

// yAxis draws the grid with its labels and gives the scale.
func (l Line) yAxis(c *canvas, low, high float64) scale {
	marks := ticks(low, high, 5)
	y := scale{marks[0], marks[len(marks)-1], plotBottom, plotTop - plotBottom}
	for _, v := range marks {
		class := "wm-chart__grid"
		if v == 0 {
			class = "wm-chart__axis"
		}
		c.line(class, plotLeft, y.at(v), l.right(), y.at(v))
		c.text("", "end", plotLeft-6, y.at(v)+4, label(v, marks[1]-marks[0]))
	}
	return y
}

// xLabels writes as many labels as stand side by side.
func (l Line) xLabels(c *canvas, x scale) {
	labels := l.Labels
	longest := 1
	for _, text := range labels {
		longest = max(longest, len([]rune(text)))
	}
	room := max(1, int((l.right()-plotLeft)/(float64(longest)*10+12))) // the first label begins at its mark and needs half as much again
	every := max(1, (len(labels)+room-1)/room)
	for i := 0; i < len(labels); i += every {
		c.line("wm-chart__axis", x.at(float64(i)), plotBottom, x.at(float64(i)), plotBottom+5)
		anchor := "middle"
		if i == 0 && len(labels) > 1 {
			anchor = "start"
		} else if l.narrow && i+every >= len(labels) {
			anchor = "end"
		}
		c.text("", anchor, x.at(float64(i)), plotBottom+20, labels[i])
	}
}

func (l Line) table() govuk.Table {
	first := l.XTitle
	if first == "" {
		first = catalogue.Say("chart.month")
	}
	t := govuk.Table{Head: []govuk.Cell{{Text: first}}}
	for _, s := range l.Series {
		t.Head = append(t.Head, l.column(s.Name))
	}
	if l.Limits != nil {
		t.Head = append(t.Head, l.column(catalogue.Say("chart.average")), l.column(catalogue.Say("chart.limits.lower")), l.column(catalogue.Say("chart.limits.upper")),
			govuk.Cell{Text: catalogue.Say("chart.signal")})
	}
	for i, text := range l.Labels {
		row := []govuk.Cell{{Text: text}}
		for _, s := range l.Series {
			row = append(row, l.valueCell(s, i))
		}
		if l.Limits != nil {
			row = append(row, l.cell(valueAt(spread(l.Limits.Centre, len(l.Labels)), i)), l.cell(valueAt(spread(l.Limits.Lower, len(l.Labels)), i)),
				l.cell(valueAt(spread(l.Limits.Upper, len(l.Labels)), i)), govuk.Cell{Text: l.Limits.Signals[i]})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func valueAt(values []float64, i int) float64 {
	if i >= len(values) {
		return math.NaN()
	}
	return values[i]
}
