package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// line shows how values run over time, from zero, with the control limits of the first series (Shewhart 1931): each signal has a
// ring, and a word in the table.
type line struct{ frame }

const (
	lineWidth, lineHeight         = 720.0, 300.0
	plotLeft, plotTop, plotBottom = 56.0, 12.0, 262.0
)

// right is where the plot ends.
func (f frame) right() float64 { return f.width() - 14 }

func (l line) size() (float64, float64) { return l.width(), lineHeight }

func (l line) legend() []entry {
	var out []entry
	for i, s := range l.Series {
		out = append(out, entry{s.Name, func(c *canvas) {
			c.line("wm-chart__line "+stroke(i), 0, 7, 34, 7)
			c.mark(i, 17, 7)
		}})
	}
	if l.Limits != nil {
		out = append(out, entry{l.say.Say("chart.average"), func(c *canvas) { c.line("wm-chart__centre", 0, 7, 34, 7) }},
			entry{l.say.Say("chart.limits"), func(c *canvas) { c.line("wm-chart__limit", 0, 7, 34, 7) }},
			entry{l.say.Say("chart.signals"), func(c *canvas) { c.ring(17, 7) }})
	}
	return out
}

func (l line) draw(c *canvas) {
	rows := l.rows()
	lists := rows
	if l.Limits != nil {
		lists = append(slices.Clone(rows), numbers(l.Limits.Lower), numbers(l.Limits.Upper), numbers(l.Limits.Centre))
	}
	low, high := span(lists...)
	y := l.yAxis(c, min(low, 0), max(high, 0))
	x := scale{0, float64(max(1, len(l.Labels)-1)), plotLeft + 8, l.right() - plotLeft - 16}
	l.xLabels(c, x)
	if l.Limits != nil {
		l.drawLimits(c, x, y)
	}
	for i, values := range rows {
		c.path("wm-chart__line "+stroke(i), trace(values, x, y))
	}
	for i, values := range rows {
		for at, v := range values {
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

func (l line) drawLimits(c *canvas, x, y scale) {
	n := len(l.Labels)
	for _, limit := range []struct {
		class  string
		values []figure.Figure
	}{{"wm-chart__limit", l.Limits.Lower}, {"wm-chart__limit", l.Limits.Upper}, {"wm-chart__centre", l.Limits.Centre}} {
		c.path(limit.class, trace(numbers(figure.Spread(limit.values, n)), x, y))
	}
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
func (l line) yAxis(c *canvas, low, high float64) scale {
	marks := ticks(low, high, 5)
	y := scale{marks[0], marks[len(marks)-1], plotBottom, plotTop - plotBottom}
	for _, v := range marks {
		class := "wm-chart__grid"
		if v == 0 {
			class = "wm-chart__axis"
		}
		c.line(class, plotLeft, y.at(v), l.right(), y.at(v))
		c.text("", "end", plotLeft-6, y.at(v)+4, l.label(v, marks[1]-marks[0]))
	}
	return y
}

// xLabels writes as many labels as stand side by side.
func (l line) xLabels(c *canvas, x scale) {
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
