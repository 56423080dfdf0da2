package answer

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// figuresPerPage is how many figures stand on one page of the list.
const figuresPerPage = 50

type figuresPage struct {
	page.Page
	Query govuk.Input
	Paper govuk.Select
	Type  govuk.Select
	Found int
	Asked bool
	Table govuk.Table
	Pager page.Pager
}

// figures lists every published figure of the pack, found by words, paper and type.
func (s *screens) figures(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	words, paper, sort := strings.TrimSpace(q.Get("q")), q.Get("paper"), q.Get("type")
	var found []*pack.Figure
	var types []string
	for i := range s.desk.Pack().Figures {
		f := &s.desk.Pack().Figures[i]
		if f.Type != "" && !slices.Contains(types, f.Type) {
			types = append(types, f.Type)
		}
		if s.figureFits(f, words, paper) && (sort == "" || f.Type == sort) {
			found = append(found, f)
		}
	}
	slices.Sort(types)
	screen := &figuresPage{Page: page.Page{Title: page.Say(r, "figures.title"), Robots: true, Wide: true, Breadcrumbs: []govuk.Link{{Text: page.Say(r, "nav.plan"), Href: "/plan"}, {Text: page.Say(r, "figures.title")}}},
		Found: len(found), Asked: words+paper+sort != "", Pager: page.NewPager("/figures", q, figuresPerPage, len(found))}
	screen.Query = govuk.Input{ID: "q", Name: "q", Value: words, Label: govuk.Label{Text: page.Say(r, "figures.words")}, Classes: "govuk-input--width-20"}
	screen.Paper = govuk.Select{ID: "paper", Name: "paper", Value: paper, Label: govuk.Label{Text: page.Say(r, "figures.paper")}, Items: []govuk.Option{{Value: "", Text: page.Say(r, "figures.paper.any")}}}
	for _, p := range s.desk.Pack().Papers {
		screen.Paper.Items = append(screen.Paper.Items, govuk.Option{Value: p.ID, Text: p.Called()})
	}
	screen.Type = govuk.Select{ID: "type", Name: "type", Value: sort, Label: govuk.Label{Text: page.Say(r, "figures.type")}, Items: []govuk.Option{{Value: "", Text: page.Say(r, "figures.type.any")}}}
	for _, t := range types {
		screen.Type.Items = append(screen.Type.Items, govuk.Option{Value: t, Text: upperFirst(t)})
	}
	shown := found[screen.Pager.Offset():screen.Pager.To()]
	screen.Table = s.figureTable(page.Words(r), page.Say(r, "figures.title"), shown)
	return s.pages.Write(w, r, "figures.html", screen)
}

// figureFits says that a figure has every word, in its name, definition, period or area, and comes from the paper where one is
// asked for.
func (s *screens) figureFits(f *pack.Figure, words, paper string) bool {
	text := strings.ToLower(strings.Join([]string{f.ID, f.Name, f.Definition, f.Base, f.Text, f.Unit, f.Period, f.Geography, f.Gist}, " "))
	for _, word := range strings.Fields(strings.ToLower(words)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return paper == "" || slices.ContainsFunc(s.desk.Pack().Citations(f.Source), func(c pack.Citation) bool { return c.Paper != nil && c.Paper.ID == paper })
}

// figureTable lists figures with what each counts and among whom, its period, area and source.
func (s *screens) figureTable(say *catalogue.Catalogue, caption string, list []*pack.Figure) govuk.Table {
	t := govuk.Table{Caption: caption, CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "wm-stack",
		Head: []govuk.Cell{{Text: say.Say("figures.figure")}, {Text: say.Say("figures.value")}, {Text: say.Say("figures.among")}, {Text: say.Say("figures.period")}, {Text: say.Say("figures.area")}, {Text: say.Say("figures.source")}}}
	for _, f := range list {
		name := link("/figures/"+f.ID, f.Name) + ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(f.Definition) + `</span>`
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: name}, {Text: indicator.Printed(say, f).TextIn(say)}, {Text: upperFirst(f.Base)}, {Text: f.Period}, {Text: f.Geography}, {HTML: s.source(f.Source)}})
	}
	return t
}

type figurePage struct {
	page.Page
	Value string
	Facts govuk.SummaryList
	Used  []template.HTML
}

// figure is the page of one published figure: what it counts, among whom, for when and where, and whence it comes.
func (s *screens) figure(w http.ResponseWriter, r *http.Request) error {
	f, ok := s.desk.Pack().Figure(r.PathValue("id"))
	if !ok {
		return &page.Error{Kind: page.NotFound, Message: page.Say(r, "figures.none"), Link: govuk.Link{Text: page.Say(r, "figures.none.all"), Href: "/figures"}}
	}
	screen := &figurePage{Page: page.Page{Title: f.Name, Robots: true, Breadcrumbs: []govuk.Link{{Text: page.Say(r, "nav.plan"), Href: "/plan"}, {Text: page.Say(r, "figures.title"), Href: "/figures"}, {Text: f.Name}}}, Value: indicator.Printed(page.Words(r), f).TextIn(page.Words(r))}
	add := func(key string, value template.HTML) {
		if value != "" {
			screen.Facts.Rows = append(screen.Facts.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{HTML: value}})
		}
	}
	add(page.Say(r, "figures.counts"), esc(f.Definition))
	add(page.Say(r, "figures.whom"), esc(upperFirst(f.Base)))
	add(page.Say(r, "figures.period"), esc(upperFirst(f.Period)))
	add(page.Say(r, "figures.area"), esc(f.Geography))
	add(page.Say(r, "figures.compared"), esc(f.Baseline))
	add(page.Say(r, "figures.rating"), esc(string(f.Rating)))
	add(page.Say(r, "figures.type"), esc(upperFirst(f.Type)))
	add(page.Say(r, "figures.source"), s.source(f.Source))
	for i := range s.desk.Pack().Plans {
		x := &s.desk.Pack().Plans[i]
		for j := range x.Priorities {
			p := &x.Priorities[j]
			used := false
			for _, list := range [][]pack.Statement{p.Approach, p.Focus, p.Why, p.Aims, p.Outcomes, p.Activities} {
				eachStatement(list, func(st pack.Statement) { used = used || slices.Contains(st.Figures, f.ID) })
			}
			if used {
				screen.Used = append(screen.Used, link("/plan/"+x.ID+"/"+p.ID, p.Name)+esc(" ("+x.Name+")"))
			}
		}
	}
	for _, g := range s.desk.Pack().Profile {
		if slices.Contains(g.Figures, f.ID) {
			screen.Used = append(screen.Used, link("/borough", page.Say(r, "borough.title"))+esc(": "+g.Name))
		}
	}
	return s.pages.Write(w, r, "figure.html", screen)
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
