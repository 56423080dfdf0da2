// Package chart draws figures on the server: lines with control limits, bars, stacked bars, sparklines, a grid of hours
// by weekdays, and dots with intervals. Each is an SVG with a title and a description that a screen reader reads, and the
// same numbers as a table under it, so that nobody depends on the picture.
//
// The picture carries no inline style (the content policy blocks it) and no meaning by colour alone: lines differ by dash
// and marker, stacked bars by hatching, the grid writes its numbers in, signals have a ring of their own. It prints.
//
// A chart is a struct; HTML draws it, {{chart .Trend}} in a template. Values that are not a number are gaps, written as a
// dash in the table. A chart is deterministic: the same struct gives the same bytes.
package chart

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page/catalogue"
)

// Head is what every chart has. ID must be unique on the page.
type Head struct {
	ID          string
	Title       string // what the figure shows, with place and period
	Description string // what a reader should see in it, in a sentence or two
	Source      string // where the figures come from; none where empty
	Places      int    // decimal places of the values
	Unit        string // after each value in the table's head, such as "reports"
	OpenTable   bool   // show the table without a click
	HeadingTag  int    // level of the caption as a heading; a plain caption where 0

	narrow bool // drawn for a telephone
}

// narrowed is a chart that can be drawn for a telephone too: half as wide, with its letters as large.
type narrowed interface{ forTelephone() Chart }

func (l Line) forTelephone() Chart { l.narrow = true; return l }
func (b Bar) forTelephone() Chart  { b.narrow = true; return b }
func (d Dots) forTelephone() Chart { d.narrow = true; return d }

// width is the picture's, in its own units.
func (h Head) width() float64 {
	if h.narrow {
		return lineWidth / 2
	}
	return lineWidth
}

// steps are how many marks an axis along the width has.
func (h Head) steps(want int) int {
	if h.narrow {
		return max(2, want/2)
	}
	return want
}

// Chart is any figure of this package.
type Chart interface {
	head() Head
	legend() []entry
	size() (width, height float64)
	draw(*canvas)
	table() govuk.Table
}

// Funcs are the functions of a template.
func Funcs() template.FuncMap { return template.FuncMap{"chart": HTML, "sparkline": Spark.HTML} }

// HTML draws a chart with its caption, its legend and its table.
func HTML(c Chart) template.HTML {
	h := c.head()
	var b strings.Builder
	esc := template.HTMLEscapeString
	fmt.Fprintf(&b, `<figure class="wm-chart" id="%s" aria-labelledby="%[1]s-caption"><figcaption id="%[1]s-caption">`, esc(h.ID))
	b.WriteString(caption(h) + "</figcaption>")
	writeLegend(&b, h.ID, c.legend())
	fmt.Fprintf(&b, `<div class="wm-chart__plot" tabindex="0" role="group" aria-label="%s">`, esc(h.Title))
	if small, ok := c.(narrowed); ok {
		writePicture(&b, c, h.ID, ` class="wm-chart__wide"`)
		writePicture(&b, small.forTelephone(), h.ID+"-small", ` class="wm-chart__small-screen"`)
	} else {
		writePicture(&b, c, h.ID, "")
	}
	b.WriteString("</div>")
	b.WriteString(string(tableOf(h, c.table())))
	if h.Source != "" {
		b.WriteString(`<p class="govuk-body-s">` + esc(catalogue.Say("chart.source", "source", h.Source)) + `</p>`)
	}
	b.WriteString("</figure>")
	return template.HTML(b.String()) //nolint:gosec // every text in it was escaped above or by canvas
}

// writePicture draws the picture; of the one for a wide screen and the one for a telephone the style sheet shows one, and
// hides the other from a screen reader too.
func writePicture(b *strings.Builder, c Chart, id, class string) {
	h, esc := c.head(), template.HTMLEscapeString
	w, ht := c.size()
	svg := canvas{id: id}
	c.draw(&svg)
	fmt.Fprintf(b, `<svg%s viewBox="0 0 %s %s" role="img" aria-labelledby="%[4]s-title %[4]s-desc">`, class, num(w), num(ht), esc(id))
	fmt.Fprintf(b, `<title id="%s-title">%s</title><desc id="%[1]s-desc">%[3]s</desc>`, esc(id), esc(h.Title), esc(h.Description))
	b.WriteString(svg.b.String() + "</svg>")
}

func caption(h Head) string {
	tag := "span"
	if h.HeadingTag >= 1 && h.HeadingTag <= 6 {
		tag = "h" + strconv.Itoa(h.HeadingTag)
	}
	out := "<" + tag + ` class="govuk-heading-s wm-chart__title">` + template.HTMLEscapeString(h.Title) + "</" + tag + ">"
	if h.Description != "" {
		out += `<p class="govuk-body-s">` + template.HTMLEscapeString(h.Description) + "</p>"
	}
	return out
}

func tableOf(h Head, t govuk.Table) template.HTML {
	t.Caption, t.CaptionClasses, t.FirstCellIsHeader = h.Title, "govuk-visually-hidden", true
	t.Classes = "govuk-table--small-text-until-tablet"
	body := `<div class="wm-scroll" tabindex="0" role="group" aria-label="` + template.HTML(template.HTMLEscapeString(catalogue.Say("chart.table", "title", h.Title))) + `">` + govuk.HTML(t) + `</div>` //nolint:gosec // escaped
	if h.OpenTable {
		return body
	}
	hidden := template.HTML(`<span class="govuk-visually-hidden">: ` + template.HTMLEscapeString(h.Title) + `</span>`) //nolint:gosec // escaped
	return govuk.HTML(govuk.Details{SummaryHTML: template.HTML(template.HTMLEscapeString(catalogue.Say("chart.asTable"))) + hidden, HTML: body, Classes: "wm-chart__figures"})
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

// text is a value as the table writes it.
func (h Head) text(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	return grouped(strconv.FormatFloat(v, 'f', h.Places, 64))
}

func (h Head) cell(v float64) govuk.Cell { return govuk.Cell{Text: h.text(v), Format: "numeric"} }

// valueCell is a series' value in the table, or what stands where there is none.
func (h Head) valueCell(s Series, i int) govuk.Cell {
	v := valueAt(s.Values, i)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return govuk.Cell{Text: s.gap(i), Format: "numeric"}
	}
	return h.cell(v)
}

func (h Head) column(name string) govuk.Cell {
	if h.Unit != "" && !strings.Contains(name, h.Unit) {
		name += " (" + h.Unit + ")"
	}
	return govuk.Cell{Text: name, Format: "numeric"}
}

func grouped(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, rest, _ := strings.Cut(digits, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return sign + whole
}
