package chart

import (
	"fmt"
	"html/template"
	"math"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// Spark is a line without axes in a row of a table, whose other cells hold the numbers. Words say what it shows to those
// who do not see it, such as "Rising from 12 to 31 over 12 months".
type Spark struct {
	Values []figure.Figure
	Words  string
}

// HTML draws the line with a dot at its end.
func (s Spark) HTML() template.HTML {
	const w, h, pad = 110.0, 28.0, 4.0
	values := numbers(s.Values)
	low, high := span(values)
	x := scale{0, float64(max(1, len(values)-1)), pad, w - 2*pad}
	y := scale{min(0, low), high, h - pad, -(h - 2*pad)}
	c := canvas{}
	c.path("wm-chart__line "+stroke(0), trace(values, x, y))
	for i := len(values) - 1; i >= 0; i-- {
		if !math.IsNaN(values[i]) {
			c.mark(0, x.at(float64(i)), y.at(values[i]))
			break
		}
	}
	words := template.HTMLEscapeString(s.Words)
	return template.HTML(fmt.Sprintf(`<span class="wm-spark wm-chart"><svg viewBox="0 0 %s %s" role="img" aria-label="%s">%s</svg></span>`, //nolint:gosec // escaped
		num(w), num(h), words, c.b.String()))
}
