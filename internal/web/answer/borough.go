package answer

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type boroughPage struct {
	page.Page
	Groups []profileGroup
	Areas  []areaGroup
}

type profileGroup struct {
	Name, Note string
	Table      govuk.Table
}

// areaGroup is a named group of wards with why it was chosen.
type areaGroup struct {
	Name, Why, Note, Period string
	Source                  template.HTML
	Wards                   []govuk.Link
}

// borough is the profile of the borough: each figure with its period and its source.
func (s *screens) borough(w http.ResponseWriter, r *http.Request) error {
	p := s.desk.Pack()
	screen := &boroughPage{Page: page.Page{Title: page.Say(r, "borough.title"), Robots: true, Wide: true}}
	for _, g := range p.Profile {
		screen.Groups = append(screen.Groups, profileGroup{Name: g.Name, Note: g.Note, Table: s.figureTable(page.Words(r), g.Name, s.figuresOf(g))})
	}
	for _, g := range p.AreaGroups {
		x := areaGroup{Name: g.Name, Why: g.Why, Note: g.Note, Source: s.source(g.Source)}
		if !g.From.IsZero() {
			x.Period = page.Say(r, "borough.from", "from", g.From)
			if !g.To.IsZero() {
				x.Period = page.Say(r, "borough.span", "from", g.From, "to", g.To)
			}
		}
		for _, code := range g.Areas {
			if a, ok := p.Area(code); ok {
				x.Wards = append(x.Wards, govuk.Link{Text: a.Name, Href: "/wards/" + code})
			}
		}
		screen.Areas = append(screen.Areas, x)
	}
	return s.pages.Write(w, r, "borough.html", screen)
}

// figuresOf are the figures of a heading of the profile.
func (s *screens) figuresOf(g pack.ProfileGroup) []*pack.Figure {
	var list []*pack.Figure
	for _, id := range g.Figures {
		if f, ok := s.desk.Pack().Figure(id); ok {
			list = append(list, f)
		}
	}
	return list
}
