package chart

import (
	"math"

	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page/catalogue"
)

// Bar compares categories: a row of one bar for each label, or, Stacked, of one bar cut into the series. Several series
// that are not stacked lie under one another. Negative values are drawn to the left of zero unless stacked.
type Bar struct {
	Head
	Labels   []string
	Series   []Series
	Stacked  bool
	RowTitle string // head of the table's first column; "Category" where empty
}

const barThickness, barGap, barTop = 20.0, 12.0, 10.0

func (b Bar) head() Head { return b.Head }

// rowHeight is that of one label with all of its bars.
func (b Bar) rowHeight() float64 {
	if b.Stacked || len(b.Series) < 2 {
		return barThickness + barGap
	}
	return float64(len(b.Series))*barThickness*0.7 + barGap
}

func (b Bar) size() (float64, float64) {
	return b.width(), barTop + float64(max(1, len(b.Labels)))*b.rowHeight() + 30
}

// labelWidth leaves room for the longest label, up to a third of the picture.
func (b Bar) labelWidth() float64 {
	longest := 4
	for _, text := range b.Labels {
		longest = max(longest, len([]rune(text)))
	}
	return min(b.width()/3, float64(longest)*7+10)
}

func (b Bar) legend() []entry {
	var out []entry
	for i, s := range b.Series {
		out = append(out, entry{s.Name, func(c *canvas) {
			c.id += "-" + fill(i)
			c.hatches(len(b.Series))
			c.filled(i, 0, 0, 34, 14)
		}})
	}
	return out
}

func (b Bar) totals() []float64 {
	out := make([]float64, len(b.Labels))
	for i := range b.Labels {
		for _, s := range b.Series {
			if v := valueAt(s.Values, i); !math.IsNaN(v) {
				out[i] += v
			}
		}
	}
	return out
}

func (b Bar) draw(c *canvas) {
	c.hatches(len(b.Series))
	var low, high float64
	if b.Stacked {
		low, high = span(b.totals())
	} else {
		lists := make([][]float64, len(b.Series))
		for i, s := range b.Series {
			lists[i] = s.Values
		}
		low, high = span(lists...)
	}
	marks := ticks(min(0, low), max(0, high), b.steps(5))
	left := b.labelWidth()
	_, height := b.size()
	x := scale{marks[0], marks[len(marks)-1], left, b.width() - left - 60}
	for _, v := range marks {
		class := "wm-chart__grid"
		if v == 0 {
			class = "wm-chart__axis"
		}
		c.line(class, x.at(v), barTop-4, x.at(v), height-24)
		c.text("", "middle", x.at(v), height-8, label(v, marks[1]-marks[0]))
	}
	for i, text := range b.Labels {
		top := barTop + float64(i)*b.rowHeight()
		lines, middle := twoLines(text, int((left-8)/7)), top+(b.rowHeight()-barGap)/2+5
		for n, part := range lines {
			c.text("", "end", left-8, middle+14*(float64(n)-float64(len(lines)-1)/2), part)
		}
		if b.Stacked {
			b.stack(c, x, i, top)
		} else {
			b.rows(c, x, i, top)
		}
	}
}

func (b Bar) stack(c *canvas, x scale, i int, top float64) {
	at := 0.0
	for n, s := range b.Series {
		v := valueAt(s.Values, i)
		if math.IsNaN(v) || v <= 0 {
			continue
		}
		c.filled(n, x.at(at), top, x.at(at+v)-x.at(at), barThickness)
		at += v
	}
	c.text("", "start", x.at(at)+6, top+barThickness/2+5, b.text(b.totals()[i]))
}

func (b Bar) rows(c *canvas, x scale, i int, top float64) {
	thick := barThickness
	if len(b.Series) > 1 {
		thick *= 0.7
	}
	for n, s := range b.Series {
		v := valueAt(s.Values, i)
		y := top + float64(n)*thick
		if math.IsNaN(v) {
			c.text("", "start", x.at(0)+6, y+thick/2+5, s.gap(i))
			continue
		}
		c.filled(n, min(x.at(0), x.at(v)), y, math.Abs(x.at(v)-x.at(0)), thick)
		c.text("", "start", max(x.at(0), x.at(v))+6, y+thick/2+5, b.text(v))
	}
}

// twoLines breaks a text that is longer than most letters at a space, and shortens what still is.
func twoLines(text string, most int) []string {
	if len([]rune(text)) <= most {
		return []string{text}
	}
	at := -1
	for i, r := range text {
		if r == ' ' && len([]rune(text[:i])) <= most {
			at = i
		}
	}
	if at < 0 {
		return []string{shorten(text, most)}
	}
	return []string{text[:at], shorten(text[at+1:], most)}
}

func shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= max(4, most) {
		return text
	}
	return string(runes[:max(4, most)-1]) + "…"
}

func (b Bar) table() govuk.Table {
	first := b.RowTitle
	if first == "" {
		first = catalogue.Say("chart.category")
	}
	t := govuk.Table{Head: []govuk.Cell{{Text: first}}}
	for _, s := range b.Series {
		t.Head = append(t.Head, b.column(s.Name))
	}
	totals := b.totals()
	if b.Stacked {
		t.Head = append(t.Head, b.column(catalogue.Say("chart.total")))
	}
	for i, text := range b.Labels {
		row := []govuk.Cell{{Text: text}}
		for _, s := range b.Series {
			row = append(row, b.valueCell(s, i))
		}
		if b.Stacked {
			row = append(row, b.cell(totals[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
