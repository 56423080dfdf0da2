package answer

import (
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/answer/plan"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/understand/product"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type priorityPage struct {
	page.Page
	Plan     *pack.Plan
	Priority *pack.Priority
	From     template.HTML // its source
	Board    string
	BoardRef string
	Lists    []statements
	Table    govuk.Table
	Rows     int
	Count    rated
	At       when.Instant
	Products []govuk.Link
	Previous *govuk.Link
	Next     *govuk.Link
}

// priority shows one priority of a plan: focus, why, aims, outcomes, activities with their state, and its indicators.
func (s *screens) priority(w http.ResponseWriter, r *http.Request) error {
	x, ok := s.desk.Pack().Plan(r.PathValue("plan"))
	if !ok {
		return page.Refuse(r, page.NotFound, "plan.noSuch")
	}
	i := priorityAt(x, r.PathValue("part"))
	if i < 0 {
		return page.Refuse(r, page.NotFound, "priority.none")
	}
	priority := &x.Priorities[i]
	screen := &priorityPage{Page: page.Page{Title: page.Say(r, "priority.title", "number", priority.Number, "name", priority.Name), Robots: true, Wide: true,
		Breadcrumbs: []govuk.Link{{Text: page.Say(r, "nav.plan"), Href: "/plan"}, {Text: x.Name, Href: "/plan/" + x.ID}, {Text: page.Say(r, "plan.priority", "number", priority.Number)}}},
		Plan: x, Priority: priority, From: s.source(priority.Source), Previous: neighbour(page.Words(r), x, i-1), Next: neighbour(page.Words(r), x, i+1)}
	list, err := s.standings(r, plan.Under(s.desk.Pack(), x.ID, priority.ID))
	if err != nil {
		return err
	}
	screen.Table, screen.Rows, screen.Count = s.table(page.Words(r), page.Say(r, "priority.table"), list), len(list), countRatings(list)
	if len(list) > 0 {
		screen.At = list[0].At
	}
	if b, ok := s.desk.Pack().Body(priority.Board); ok {
		screen.Board = b.Name
		if !public(r) {
			screen.BoardRef = "/boards/" + b.ID
		}
	}
	for _, part := range []struct {
		heading string
		list    []pack.Statement
	}{{page.Say(r, "priority.approach"), priority.Approach}, {page.Say(r, "priority.focus"), priority.Focus}, {page.Say(r, "priority.why"), priority.Why}, {page.Say(r, "priority.aims"), priority.Aims},
		{page.Say(r, "priority.outcomes"), priority.Outcomes}, {page.Say(r, "priority.activities"), priority.Activities}} {
		if len(part.list) > 0 {
			screen.Lists = append(screen.Lists, statements{part.heading, "", s.statementTable(page.Words(r), part.heading, x, s.forReader(r, part.list))})
		}
	}
	if screen.Products, err = s.products(r, product.Query{Priority: priority.ID}); err != nil {
		return err
	}
	return s.pages.Write(w, r, "priority.html", screen)
}

// forReader leaves out links to indicators that are not public for a reader who has not signed in.
func (s *screens) forReader(r *http.Request, list []pack.Statement) []pack.Statement {
	if !public(r) {
		return list
	}
	out := make([]pack.Statement, len(list))
	for i, st := range list {
		out[i] = st
		out[i].Indicators = nil
		for _, id := range st.Indicators {
			if ind, ok := s.desk.Pack().Indicator(id); ok && ind.Public {
				out[i].Indicators = append(out[i].Indicators, id)
			}
		}
	}
	return out
}

func priorityAt(x *pack.Plan, id string) int {
	for i := range x.Priorities {
		if x.Priorities[i].ID == id {
			return i
		}
	}
	return -1
}

func neighbour(say *catalogue.Catalogue, x *pack.Plan, i int) *govuk.Link {
	if i < 0 || i >= len(x.Priorities) {
		return nil
	}
	p := x.Priorities[i]
	return &govuk.Link{Text: say.Say("priority.title", "number", p.Number, "name", p.Name), Href: "/plan/" + x.ID + "/" + p.ID}
}

// bodyNames are the names of bodies in a row.
func (s *screens) bodyNames(ids []string) string {
	var names []string
	for _, id := range ids {
		if b, ok := s.desk.Pack().Body(id); ok {
			names = append(names, b.Name)
		}
	}
	return strings.Join(names, ", ")
}

// themeNames are what a statement cuts across, each without what is said after its colon.
func themeNames(x *pack.Plan, ids []string) string {
	themes := plan.Themes(x)
	var names []string
	for _, id := range ids {
		if t, ok := themes[id]; ok {
			name, _, _ := strings.Cut(t.Text, ":")
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
