package answer

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/cite"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type paperPage struct {
	page.Page
	Paper    *pack.Paper
	By       string
	Sections []paperSection
}

// paperSection is a section of a paper with what this website takes from it.
type paperSection struct {
	Anchor, Name string
	Taken        []template.HTML
}

// paper is the page about one of the partnership's papers: what it is, of when and by whom, and under each of its sections what
// the plan, the indicators, the figures and the list of bodies take from it.
func (s *screens) paper(w http.ResponseWriter, r *http.Request) error {
	p := s.desk.Pack()
	paper, ok := p.Paper(r.PathValue("paper"))
	if !ok {
		return &page.Error{Kind: page.NotFound, Message: page.Say(r, "paper.none"), Link: govuk.Link{Text: page.Say(r, "paper.none.all"), Href: "/sources"}}
	}
	screen := &paperPage{Page: page.Page{Title: paper.Name, Robots: true, Breadcrumbs: []govuk.Link{{Text: page.Say(r, "sources.title"), Href: "/sources"}, {Text: paper.Name}}}, Paper: paper}
	if b, ok := p.Body(paper.By); ok {
		screen.By = b.Name
	}
	for i, x := range paper.Sections {
		screen.Sections = append(screen.Sections, paperSection{Anchor: cite.Anchor(i), Name: x.Name})
	}
	seen := map[int]map[template.HTML]bool{}
	s.taken(r, func(source string, what template.HTML) {
		for _, c := range p.Citations(source) {
			if c.Paper != paper || c.Section < 0 || seen[c.Section][what] {
				continue
			}
			if seen[c.Section] == nil {
				seen[c.Section] = map[template.HTML]bool{}
			}
			seen[c.Section][what] = true
			screen.Sections[c.Section].Taken = append(screen.Sections[c.Section].Taken, what)
		}
	})
	return s.pages.Write(w, r, "paper.html", screen)
}

// taken goes over all that this website takes from papers, with its source and a link to where it stands.
func (s *screens) taken(r *http.Request, each func(source string, what template.HTML)) {
	p := s.desk.Pack()
	for i := range p.Figures {
		f := &p.Figures[i]
		each(f.Source, link("/figures/"+f.ID, f.Name)+esc(": "+indicator.Printed(page.Words(r), f).TextIn(page.Words(r))))
	}
	for i := range p.Indicators {
		ind := &p.Indicators[i]
		if public(r) && !ind.Public {
			continue
		}
		what := page.Words(r).HTML("paper.indicator", "link", link("/indicators/"+ind.ID, ind.Name))
		each(ind.Source, what)
		for _, v := range ind.Values {
			each(v.Source, what)
		}
	}
	for i := range p.Plans {
		x := &p.Plans[i]
		what := page.Words(r).HTML("paper.plan", "link", link("/plan/"+x.ID, x.Name))
		each(x.Source, what)
		for j := range x.Priorities {
			at := page.Words(r).HTML("paper.plan", "link", link("/plan/"+x.ID+"/"+x.Priorities[j].ID, x.Priorities[j].Name))
			each(x.Priorities[j].Source, at)
			for _, list := range [][]pack.Statement{x.Priorities[j].Approach, x.Priorities[j].Focus, x.Priorities[j].Why, x.Priorities[j].Aims, x.Priorities[j].Outcomes, x.Priorities[j].Activities} {
				eachStatement(list, func(st pack.Statement) { each(st.Source, at) })
			}
		}
		for _, list := range [][]pack.Statement{x.Aims, x.Themes, x.Principles, x.Drivers, x.LocalPriority, x.SharedAgendas, x.Confidence, x.Strategies, x.Legislation, x.Missing, x.Done} {
			eachStatement(list, func(st pack.Statement) { each(st.Source, what) })
		}
	}
	for i := range p.Bodies {
		each(p.Bodies[i].Source, page.Words(r).HTML("paper.body", "body", p.Bodies[i].Name))
	}
}

func eachStatement(list []pack.Statement, fn func(pack.Statement)) {
	for _, st := range list {
		fn(st)
		eachStatement(st.Children, fn)
	}
}
