// Package cite writes where something in the pack comes from so that a reader finds it: 004:L357 is the partnership plan of 1
// April 2021, under “Priorities 2021-2024”, with a link to the page about that paper (/sources/ID). What a source says in its
// own words stands as it is.
package cite

import (
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
)

// Href is the address of the page about a paper, at one of its sections; -1 is the whole paper.
func Href(paper *pack.Paper, section int) string {
	href := "/sources/" + url.PathEscape(paper.ID)
	if section >= 0 {
		href += "#" + Anchor(section)
	}
	return href
}

// Anchor is the id of a section on its paper's page.
func Anchor(section int) string { return "section-" + strconv.Itoa(section+1) }

// Words are a source as text, for a chart or a file: each paper with its date once, and its sections.
func Words(p *pack.Pack, source string) string {
	var b strings.Builder
	write(p, source, func(text string) { b.WriteString(text) }, func(c pack.Citation, text string) { b.WriteString(text) })
	return b.String()
}

// HTML is a source with a link for each section of a paper.
func HTML(p *pack.Pack, source string) template.HTML {
	var b strings.Builder
	esc := template.HTMLEscapeString
	write(p, source, func(text string) { b.WriteString(esc(text)) }, func(c pack.Citation, text string) {
		b.WriteString(`<a class="govuk-link" href="` + esc(Href(c.Paper, c.Section)) + `">` + esc(text) + `</a>`)
	})
	return template.HTML(b.String()) //nolint:gosec // every text in it was escaped
}

// write gives the pieces of a source in their order. A paper that was named just before is not named again: only its section is.
func write(p *pack.Pack, source string, words func(string), link func(pack.Citation, string)) {
	var last *pack.Paper
	for _, c := range p.Citations(source) {
		if c.Paper == nil {
			words(c.Text)
			if strings.Trim(c.Text, "; ,") != "" {
				last = nil
			}
			continue
		}
		section := ""
		if c.Section >= 0 {
			section = "“" + c.Paper.Sections[c.Section].Name + "”"
		}
		switch {
		case c.Paper == last && section != "":
			link(c, section)
		case section != "":
			link(c, c.Paper.Called()+" ("+c.Paper.Date+"), "+section)
		default:
			link(c, c.Paper.Called()+" ("+c.Paper.Date+")")
		}
		last = c.Paper
	}
}
