package chart

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// canvas writes SVG elements. Coordinates are rounded to a tenth: a finer one is not seen and makes pages heavy.
type canvas struct {
	id string
	b  strings.Builder
}

func num(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(&c.b, `<line class="%s" x1="%s" y1="%s" x2="%s" y2="%s"/>`, class, num(x1), num(y1), num(x2), num(y2))
}

func (c *canvas) rect(class string, x, y, w, h float64) {
	fmt.Fprintf(&c.b, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, num(x), num(y), num(max(0, w)), num(max(0, h)))
}

// filled is a rectangle with the hatching of a series over its colour.
func (c *canvas) filled(series int, x, y, w, h float64) {
	c.rect("wm-chart__bar "+fill(series), x, y, w, h)
	if series%6 > 0 {
		fmt.Fprintf(&c.b, `<rect x="%s" y="%s" width="%s" height="%s" fill="url(#%s-hatch-%d)"/>`, num(x), num(y), num(max(0, w)), num(max(0, h)),
			template.HTMLEscapeString(c.id), series%6)
	}
}

// hatches defines the hatching of the first n series; the first has none.
func (c *canvas) hatches(n int) {
	paths := []string{"", "M0 8L8 0", "M0 0L8 8", "M0 4H8", "M4 0V8", "M0 4H8M4 0V8"}
	c.b.WriteString("<defs>")
	for i := 1; i < min(n, 6); i++ {
		fmt.Fprintf(&c.b, `<pattern id="%s-hatch-%d" width="8" height="8" patternUnits="userSpaceOnUse"><path class="wm-chart__hatch" d="%s"/></pattern>`,
			template.HTMLEscapeString(c.id), i, paths[i])
	}
	c.b.WriteString("</defs>")
}

func (c *canvas) text(class, anchor string, x, y float64, words string) {
	if class != "" {
		class = ` class="` + class + `"`
	}
	fmt.Fprintf(&c.b, `<text%s x="%s" y="%s" text-anchor="%s">%s</text>`, class, num(x), num(y), anchor, template.HTMLEscapeString(words))
}

func (c *canvas) path(class, d string) {
	if d != "" {
		fmt.Fprintf(&c.b, `<path class="%s" d="%s"/>`, class, d)
	}
}

// mark is the shape of a series: circle, square, triangle, diamond, cross-bar, ring.
func (c *canvas) mark(series int, x, y float64) {
	const r = 4.5
	class := "wm-chart__mark " + fill(series)
	switch series % 6 {
	case 0:
		fmt.Fprintf(&c.b, `<circle class="%s" cx="%s" cy="%s" r="%s"/>`, class, num(x), num(y), num(r))
	case 1:
		c.rect(class, x-r, y-r, 2*r, 2*r)
	case 2:
		c.path(class, fmt.Sprintf("M%s %sL%s %sL%s %sZ", num(x), num(y-r-1), num(x+r+1), num(y+r), num(x-r-1), num(y+r)))
	case 3:
		c.path(class, fmt.Sprintf("M%s %sL%s %sL%s %sL%s %sZ", num(x), num(y-r-1), num(x+r+1), num(y), num(x), num(y+r+1), num(x-r-1), num(y)))
	case 4:
		c.rect(class, x-r-2, y-2, 2*r+4, 4)
	default:
		c.rect(class, x-2, y-r-2, 4, 2*r+4)
	}
}

func (c *canvas) ring(x, y float64) {
	fmt.Fprintf(&c.b, `<circle class="wm-chart__signal" cx="%s" cy="%s" r="6"/>`, num(x), num(y))
}

func stroke(series int) string { return "wm-s" + strconv.Itoa(series%6) }
func fill(series int) string   { return "wm-f" + strconv.Itoa(series%6) }

// scale maps values to a stretch of the picture.
type scale struct {
	low, high  float64 // values
	from, over float64 // coordinates: low lies at from, high at from+over
}

func (s scale) at(v float64) float64 {
	if s.high == s.low {
		return s.from
	}
	return s.from + (v-s.low)/(s.high-s.low)*s.over
}

// ticks are round steps that cover low to high, about want of them, of 1, 2, 2.5 or 5 times a power of ten.
func ticks(low, high float64, want int) []float64 {
	if !(high > low) {
		high = low + 1
	}
	raw := (high - low) / float64(max(1, want))
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * power
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= raw {
			step = m * power
			break
		}
	}
	first := math.Floor(low/step) * step
	var out []float64
	for i := 0; i < 100; i++ {
		v := first + float64(i)*step
		out = append(out, math.Round(v/step)*step)
		if v >= high-step*1e-9 {
			break
		}
	}
	return out
}

// label writes a tick with no more places than its step needs.
func (f frame) label(v, step float64) string {
	places := 0
	for s := step; places < 6 && math.Abs(s-math.Round(s)) > 1e-9; s *= 10 {
		places++
	}
	return figure.FixedIn(f.say, v, places)
}

// span is the range of values that are numbers; 0 to 1 where there are none.
func span(lists ...[]float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, list := range lists {
		for _, v := range list {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return 0, 1
	}
	return low, high
}
