// Package chart draws figures on the server: lines with control limits, bars, stacked bars, sparklines, a grid of hours
// by weekdays, and dots with intervals. What a chart shows is a figure.Chart, made below the screens; here is how it is drawn on a
// page: an SVG with a title and a description that a screen reader reads, and the same figures as a table under it, so that nobody
// depends on the picture. Tables of figures that have no picture are drawn here too.
//
// The picture carries no inline style (the content policy blocks it) and no meaning by colour alone: lines differ by dash
// and marker, stacked bars by hatching, the grid writes its numbers in, signals have a ring of their own. It prints.
//
// What has no number leaves a gap in the picture, and in the table and beside a bar stands what it has in its place; it moves no
// axis. A drawing is deterministic: the same chart gives the same bytes.
package chart

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Drawing is a chart with its place on a page. ID must be unique on the page.
type Drawing struct {
	*figure.Chart
	ID         string
	OpenTable  bool // show the table without a click
	HeadingTag int  // level of the caption as a heading; a plain caption where 0
}

// frame is a drawing at one of its two sizes.
type frame struct {
	*Drawing
	say    *catalogue.Catalogue
	narrow bool // drawn for a telephone
}

// width is the picture's, in its own units; for a telephone it is half as wide, with its letters as large.
func (f frame) width() float64 {
	if f.narrow {
		return lineWidth / 2
	}
	return lineWidth
}

// steps are how many marks an axis along the width has.
func (f frame) steps(want int) int {
	if f.narrow {
		return max(2, want/2)
	}
	return want
}

// shape is one way to draw a chart.
type shape interface {
	legend() []entry
	size() (width, height float64)
	draw(*canvas)
}

func (f frame) shape() shape {
	switch f.Form {
	case figure.Bar:
		return bar{f}
	case figure.Heat:
		return heat{f}
	case figure.Dots:
		return dots{f}
	}
	return line{f}
}

// Funcs are the functions of a template in a language.
func Funcs(say *catalogue.Catalogue) template.FuncMap {
	return template.FuncMap{"chart": func(d *Drawing) template.HTML { return HTML(say, d) }, "sparkline": Spark.HTML}
}

// HTML draws a chart with its caption, its legend and its table, in a language.
func HTML(say *catalogue.Catalogue, of *Drawing) template.HTML {
	d, b := frame{Drawing: of, say: say}, strings.Builder{}
	esc := template.HTMLEscapeString
	fmt.Fprintf(&b, `<figure class="wm-chart" id="%s" aria-labelledby="%[1]s-caption"><figcaption id="%[1]s-caption">`, esc(d.ID))
	b.WriteString(d.caption() + "</figcaption>")
	writeLegend(&b, d.ID, d.shape().legend())
	fmt.Fprintf(&b, `<div class="wm-chart__plot" tabindex="0" role="group" aria-label="%s">`, esc(d.Title))
	if d.Form == figure.Heat {
		d.writePicture(&b, false, d.ID, "")
	} else {
		d.writePicture(&b, false, d.ID, ` class="wm-chart__wide"`)
		d.writePicture(&b, true, d.ID+"-small", ` class="wm-chart__small-screen"`)
	}
	b.WriteString("</div>")
	b.WriteString(string(d.table()))
	if d.Source != "" {
		b.WriteString(`<p class="govuk-body-s">` + esc(say.Say("chart.source", "source", d.Source)) + `</p>`)
	}
	b.WriteString("</figure>")
	return template.HTML(b.String()) //nolint:gosec // every text in it was escaped above or by canvas
}

// writePicture draws the picture; of the one for a wide screen and the one for a telephone the style sheet shows one, and
// hides the other from a screen reader too.
func (f frame) writePicture(b *strings.Builder, narrow bool, id, class string) {
	f.narrow = narrow
	esc, shape := template.HTMLEscapeString, f.shape()
	w, ht := shape.size()
	svg := canvas{id: id}
	shape.draw(&svg)
	fmt.Fprintf(b, `<svg%s viewBox="0 0 %s %s" role="img" aria-labelledby="%[4]s-title %[4]s-desc">`, class, num(w), num(ht), esc(id))
	fmt.Fprintf(b, `<title id="%s-title">%s</title><desc id="%[1]s-desc">%[3]s</desc>`, esc(id), esc(f.Title), esc(f.Words))
	b.WriteString(svg.b.String() + "</svg>")
}

func (d *Drawing) caption() string {
	tag := "span"
	if d.HeadingTag >= 1 && d.HeadingTag <= 6 {
		tag = "h" + strconv.Itoa(d.HeadingTag)
	}
	out := "<" + tag + ` class="govuk-heading-s wm-chart__title">` + template.HTMLEscapeString(d.Title) + "</" + tag + ">"
	if d.Words != "" {
		out += `<p class="govuk-body-s">` + template.HTMLEscapeString(d.Words) + "</p>"
	}
	return out
}

func (f frame) table() template.HTML {
	t := Table(f.say, f.Chart.Table(f.say))
	t.Caption, t.CaptionClasses = f.Title, "govuk-visually-hidden"
	body := `<div class="wm-scroll" tabindex="0" role="group" aria-label="` + template.HTML(template.HTMLEscapeString(f.say.Say("chart.table", "title", f.Title))) + `">` + govuk.HTML(t) + `</div>` //nolint:gosec // escaped
	if f.OpenTable {
		return body
	}
	hidden := template.HTML(`<span class="govuk-visually-hidden">: ` + template.HTMLEscapeString(f.Title) + `</span>`) //nolint:gosec // escaped
	return govuk.HTML(govuk.Details{SummaryHTML: template.HTML(template.HTMLEscapeString(f.say.Say("chart.asTable"))) + hidden, HTML: body, Classes: "wm-chart__figures"})
}

// entry is one line of the legend: a series' name with the mark that draws it.
type entry struct {
	name string
	mark func(c *canvas) // in a box of 34 by 14
}

func writeLegend(b *strings.Builder, id string, entries []entry) {
	if len(entries) < 2 {
		return
	}
	b.WriteString(`<ul class="wm-chart__legend govuk-body-s">`)
	for _, e := range entries {
		c := canvas{id: id + "-key"}
		e.mark(&c)
		b.WriteString(`<li><svg viewBox="0 0 34 14" aria-hidden="true" focusable="false">` + c.b.String() + `</svg> ` + template.HTMLEscapeString(e.name) + "</li>")
	}
	b.WriteString("</ul>")
}

// numbers are the places of figures on a scale; what has no number is none.
func numbers(list []figure.Figure) []float64 {
	out := make([]float64, len(list))
	for i, f := range list {
		v, ok := f.Value()
		if out[i] = v; !ok {
			out[i] = math.NaN()
		}
	}
	return out
}

// rows are the numbers of all series.
func (f frame) rows() [][]float64 {
	out := make([][]float64, len(f.Series))
	for i, s := range f.Series {
		out[i] = numbers(s.Values)
	}
	return out
}

// written is a figure as the picture writes it.
func (f frame) written(x figure.Figure) string { return x.WrittenIn(f.say, figure.Places(f.Places)) }
