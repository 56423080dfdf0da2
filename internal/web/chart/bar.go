package chart

import (
	"math"
)

// bar compares categories: a row of one bar for each label, or, stacked, of one bar cut into the series. Several series
// that are not stacked lie under one another. Negative values are drawn to the left of zero unless stacked.
type bar struct{ frame }

const barThickness, barGap, barTop = 20.0, 12.0, 10.0

// rowHeight is that of one label with all of its bars.
func (b bar) rowHeight() float64 {
	if b.Stacked || len(b.Series) < 2 {
		return barThickness + barGap
	}
	return float64(len(b.Series))*barThickness*0.7 + barGap
}

func (b bar) size() (float64, float64) {
	return b.width(), barTop + float64(max(1, len(b.Labels)))*b.rowHeight() + 30
}

// labelWidth leaves room for the longest label, up to a third of the picture.
func (b bar) labelWidth() float64 {
	longest := 4
	for _, text := range b.Labels {
		longest = max(longest, len([]rune(text)))
	}
	return min(b.width()/3, float64(longest)*7+10)
}

func (b bar) legend() []entry {
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

func (b bar) draw(c *canvas) {
	c.hatches(len(b.Series))
	var low, high float64
	if b.Stacked {
		low, high = span(b.lengths())
	} else {
		low, high = span(b.rows()...)
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
		c.text("", "middle", x.at(v), height-8, b.label(v, marks[1]-marks[0]))
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
			b.beside(c, x, i, top)
		}
	}
}

// lengths are how long the stacked bars are: as much as is shown of each.
func (b bar) lengths() []float64 {
	out := make([]float64, len(b.Labels))
	for i := range out {
		for _, s := range b.Series {
			v, _ := s.At(i).Value()
			out[i] += max(0, v)
		}
	}
	return out
}

func (b bar) stack(c *canvas, x scale, i int, top float64) {
	at := 0.0
	for n, s := range b.Series {
		v, ok := s.At(i).Value()
		if !ok || v <= 0 {
			continue
		}
		c.filled(n, x.at(at), top, x.at(at+v)-x.at(at), barThickness)
		at += v
	}
	c.text("", "start", x.at(at)+6, top+barThickness/2+5, b.written(b.Totals()[i]))
}

func (b bar) beside(c *canvas, x scale, i int, top float64) {
	thick := barThickness
	if len(b.Series) > 1 {
		thick *= 0.7
	}
	for n, s := range b.Series {
		v, ok := s.At(i).Value()
		y := top + float64(n)*thick
		if !ok {
			c.text("", "start", x.at(0)+6, y+thick/2+5, b.written(s.At(i)))
			continue
		}
		c.filled(n, min(x.at(0), x.at(v)), y, math.Abs(x.at(v)-x.at(0)), thick)
		c.text("", "start", max(x.at(0), x.at(v))+6, y+thick/2+5, b.written(s.At(i)))
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
