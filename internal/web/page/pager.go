package page

import (
	"html/template"
	"net/url"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Pager moves through a long list. Page counts from 1. Query is that of the list, whose filters the links keep.
type Pager struct {
	Page    int
	PerPage int
	Total   int
	Path    string
	Query   url.Values
}

// NewPager reads the page from the query ("page"), brings it into the list, and keeps the rest of the query.
func NewPager(path string, query url.Values, perPage, total int) Pager {
	p := Pager{PerPage: max(1, perPage), Total: max(0, total), Path: path, Query: query}
	asked, err := strconv.Atoi(query.Get("page"))
	if err != nil {
		asked = 1
	}
	p.Page = min(max(1, asked), p.Pages())
	return p
}

// PageOf is the page that a query asks for, at least 1, for a list whose total is not known yet.
func PageOf(query url.Values) int {
	n, err := strconv.Atoi(query.Get("page"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

// Pages is the number of pages, at least 1.
func (p Pager) Pages() int { return max(1, (p.Total+p.PerPage-1)/p.PerPage) }

// Offset is the number of rows before this page.
func (p Pager) Offset() int { return (p.Page - 1) * p.PerPage }

// From is the number of the first row on this page; 0 where there is none.
func (p Pager) From() int { return min(p.Offset()+1, p.Total) }

// To is the number of the last row on this page.
func (p Pager) To() int { return min(p.Offset()+p.PerPage, p.Total) }

func (p Pager) href(n int) string {
	query := url.Values{}
	for name, values := range p.Query {
		query[name] = values
	}
	query.Set("page", strconv.Itoa(n))
	return p.Path + "?" + query.Encode()
}

// Links are the numbered links: the first, the last and those about this page, with gaps between (GOV.UK pagination).
func (p Pager) Links() govuk.Pagination {
	var out govuk.Pagination
	if p.Pages() < 2 {
		return out
	}
	if p.Page > 1 {
		out.Previous = govuk.PageArrow{Href: p.href(p.Page - 1)}
	}
	if p.Page < p.Pages() {
		out.Next = govuk.PageArrow{Href: p.href(p.Page + 1)}
	}
	last := 0
	for n := 1; n <= p.Pages(); n++ {
		if n != 1 && n != p.Pages() && (n < p.Page-1 || n > p.Page+1) {
			continue
		}
		if n > last+1 {
			out.Items = append(out.Items, govuk.PageLink{Ellipsis: true})
		}
		out.Items = append(out.Items, govuk.PageLink{Number: strconv.Itoa(n), Href: p.href(n), Current: n == p.Page})
		last = n
	}
	return out
}

// pager draws where the reader is in the list and the links to the rest of it.
func (p Pager) draw(c *catalogue.Catalogue, parts *govuk.Words) template.HTML {
	if p.Total == 0 {
		return `<p class="govuk-body">` + c.HTML("pager.none") + `</p>`
	}
	html := `<p class="govuk-body wm-pager">` + c.HTML("pager.showing", "from", p.From(), "to", p.To(), "total", p.Total) + `</p>`
	links := p.Links()
	if len(links.Items) == 0 {
		return html
	}
	links.LandmarkLabel = c.Say("pager.label")
	return html + parts.HTML(links)
}

// Further leads to the next page of a list that goes on behind a cursor ("after"), and back to its first.
func Further(here *url.URL, next string) govuk.Pagination {
	var p govuk.Pagination
	q := here.Query()
	if q.Get("after") != "" {
		first := here.Query()
		first.Del("after")
		p.Previous = govuk.PageArrow{Href: here.Path + "?" + first.Encode(), Text: "First page"}
	}
	if next != "" {
		q.Set("after", next)
		p.Next = govuk.PageArrow{Href: here.Path + "?" + q.Encode(), Text: "Next page"}
	}
	return p
}
