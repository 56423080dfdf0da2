package chart

import (
	"github.com/wardmote/wardmote/internal/core/figure"
)

// dots compare estimates: a dot on its interval for each label, with a line of reference such as "no difference".
type dots struct{ frame }

const dotRow = 28.0

func (d dots) size() (float64, float64) {
	return d.width(), barTop + float64(max(1, len(d.Labels)))*dotRow + 34
}

func (d dots) legend() []entry {
	out := []entry{{d.say.Say("chart.estimateWith", "interval", d.say.Say("chart.interval")), func(c *canvas) {
		c.line("wm-chart__interval", 0, 7, 34, 7)
		c.mark(0, 17, 7)
	}}}
	if d.Reference.Known() && d.Meaning != "" {
		out = append(out, entry{d.Meaning, func(c *canvas) { c.line("wm-chart__reference", 17, 0, 17, 14) }})
	}
	return out
}

// points are the estimates.
func (d dots) points() figure.Series {
	if len(d.Series) == 0 {
		return figure.Series{}
	}
	return d.Series[0]
}

func (d dots) draw(c *canvas) {
	all := numbers(append([]figure.Figure{d.Reference}, d.points().Values...))
	for _, f := range d.points().Values {
		if low, high, ok := f.Interval(); ok {
			all = append(all, low, high)
		}
	}
	low, high := span(all)
	marks := ticks(low, high, d.steps(6))
	left := bar(d).labelWidth()
	_, height := d.size()
	x := scale{marks[0], marks[len(marks)-1], left, d.width() - left - 30}
	for _, v := range marks {
		c.line("wm-chart__grid", x.at(v), barTop-4, x.at(v), height-28)
		c.text("", "middle", x.at(v), height-10, d.label(v, marks[1]-marks[0]))
	}
	if at, ok := d.Reference.Value(); ok {
		c.line("wm-chart__reference", x.at(at), barTop-8, x.at(at), height-26)
	}
	for i, text := range d.Labels {
		y := barTop + (float64(i)+.5)*dotRow
		c.text("", "end", left-8, y+5, shorten(text, int(left/7)))
		f := d.points().At(i)
		if low, high, ok := f.Interval(); ok {
			c.line("wm-chart__interval", x.at(low), y, x.at(high), y)
			c.line("wm-chart__interval", x.at(low), y-5, x.at(low), y+5)
			c.line("wm-chart__interval", x.at(high), y-5, x.at(high), y+5)
		}
		if v, ok := f.Value(); ok {
			c.mark(0, x.at(v), y)
		} else {
			c.text("wm-chart__small", "start", left+6, y+5, d.written(f))
		}
	}
}
