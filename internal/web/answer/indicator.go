package answer

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"regexp"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/plan"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/cite"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type indicatorPage struct {
	page.Page
	Now      standing
	Rating   template.HTML
	Facts    govuk.SummaryList
	Twins    []standing
	Trend    *chart.Drawing // nil where there is too little to draw
	Computed govuk.Table
	Entered  govuk.Table
	Broken   *broken     // by option, where the pack breaks it down
	PartsOf  govuk.Table // indicators that are each a part of this one
	Whole    *govuk.Link // that this one is a part of
	Parts    govuk.Table
	Behind   []govuk.Link
	Enter    string // link to the form, for who keeps the indicators
}

// indicator opens one indicator to what it is, how it is made and every value it had.
func (s *screens) indicator(w http.ResponseWriter, r *http.Request) error {
	ind, ok := s.desk.Pack().Indicator(r.PathValue("id"))
	if !ok {
		return page.Refuse(r, page.NotFound, "indicator.noSuch")
	}
	if public(r) && !ind.Public {
		return signInFirst(w, r)
	}
	list, err := s.standings(r, append([]*pack.Indicator{ind}, plan.Namesakes(s.desk.Pack(), ind)...))
	if err != nil {
		return err
	}
	now := list[0]
	screen := &indicatorPage{Page: page.Page{Title: ind.Name, Robots: true, Wide: true, Breadcrumbs: s.way(page.Words(r), ind)}, Now: now, Twins: list[1:],
		Rating: ratingTag(page.Words(r), now.Latest.Rating()), Facts: s.indicatorFacts(page.Words(r), ind), Trend: s.trend(now), Computed: s.valueTable(page.Words(r), page.Say(r, "indicator.computed"), now.Computed, false),
		Entered: s.valueTable(page.Words(r), page.Say(r, "indicator.entered"), now.Entered, true)}
	if screen.Broken, err = s.broken(r, ind); err != nil {
		return err
	}
	if err := s.partsOf(r, ind, screen); err != nil {
		return err
	}
	if !public(r) {
		screen.Parts, screen.Behind = s.behind(r, now)
	}
	if s.mayEnter(r) {
		screen.Enter = "/indicators/" + ind.ID + "/enter"
	}
	return s.pages.Write(w, r, "indicator.html", screen)
}

func (s *screens) way(say *catalogue.Catalogue, ind *pack.Indicator) []govuk.Link {
	way := []govuk.Link{{Text: say.Say("nav.plan"), Href: "/plan"}}
	x, ok := s.desk.Pack().Plan(ind.Plan)
	if !ok {
		return append(way, govuk.Link{Text: ind.Name})
	}
	way = append(way, govuk.Link{Text: x.Name, Href: "/plan/" + x.ID})
	if i := priorityAt(x, ind.Priority); i >= 0 {
		way = append(way, *neighbour(say, x, i))
	}
	return append(way, govuk.Link{Text: ind.Name})
}

func (s *screens) indicatorFacts(say *catalogue.Catalogue, ind *pack.Indicator) govuk.SummaryList {
	var l govuk.SummaryList
	add := func(key, value string) {
		if value != "" {
			l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: value}})
		}
	}
	add(say.Say("indicator.definition"), ind.Definition)
	add(say.Say("indicator.base"), ind.Base)
	add(say.Say("indicator.unit"), ind.Unit)
	add(say.Say("indicator.often"), everyWords(say, ind.Every))
	add(say.Say("indicator.good"), goodWords(say, ind.Good))
	add(say.Say("indicator.aim"), s.aimFact(say, ind))
	if ind.Formula != nil {
		add(say.Say("indicator.how"), indicator.Words(say, s.desk.Pack(), ind.Formula))
		add(say.Say("indicator.origin"), indicator.Origin(say, ind))
	} else {
		add(say.Say("indicator.made"), say.Say("indicator.byHand"))
	}
	if b, ok := s.desk.Pack().Body(ind.Owner); ok {
		add(say.Say("indicator.keeper"), b.Name)
	}
	add(say.Say("indicator.note"), ind.Note)
	l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: say.Say("indicator.askedIn")}, Value: govuk.SummaryText{HTML: s.source(ind.Source)}})
	return l
}

func (s *screens) aimFact(say *catalogue.Catalogue, ind *pack.Indicator) string {
	if ind.Aim == nil {
		return ""
	}
	text := indicator.AimWords(say, ind)
	if ind.Aim.Margin > 0 && ind.Good != pack.Neither {
		text += say.Say("indicator.aim.within", "margin", figure.AmountIn(say, ind.Aim.Margin, ind.Unit))
	}
	return text + " (" + cite.Words(s.desk.Pack(), ind.Aim.Source) + ")"
}

// trend draws the values over time; nil where there is too little to draw.
func (s *screens) trend(x standing) *chart.Drawing {
	c := indicator.Trend(x.say, x.Indicator, x.Computed, x.Entered, func(source string) string { return cite.Words(s.desk.Pack(), source) })
	if c == nil {
		return nil
	}
	return &chart.Drawing{Chart: c, ID: "trend", HeadingTag: 3}
}

// valueTable lists values, newest first for computed ones and in their order of entry, newest last, for the others.
func (s *screens) valueTable(say *catalogue.Catalogue, caption string, points []indicator.Point, entered bool) govuk.Table {
	t := govuk.Table{Caption: caption, CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true, Classes: "wm-stack",
		Head: []govuk.Cell{{Text: say.Say("indicator.period")}, {Text: say.Say("figures.value")}, {Text: say.Say("indicator.rating")}, {Text: say.Say("indicator.note")}}}
	if entered {
		t.Head = append(t.Head, govuk.Cell{Text: say.Say("figures.source")}, govuk.Cell{Text: say.Say("indicator.when")})
	}
	for i := range points {
		p := points[i]
		if !entered {
			p = points[len(points)-1-i]
		}
		if !entered && noneBefore(points, len(points)-1-i) {
			t.Rows = append(t.Rows, []govuk.Cell{{Text: say.Say("indicator.earlier")}, chart.Cell(say, p.Figure, figure.Words), {Text: say.Say("rating.none")}, {Text: p.WhyIn(say)}})
			break
		}
		rating := ratingTag(say, p.Rating())
		if p.RatedBy != "" {
			rating += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(p.RatedBy) + `</span>`
		}
		note := p.Note
		if !p.Known() && !p.Hidden() {
			note = p.WhyIn(say)
		}
		value := p.TextIn(say)
		if of, ok := p.Share(); ok {
			value = say.Say("indicator.valueOf", "value", value, "of", figure.NumberIn(say, of, 0))
		}
		row := []govuk.Cell{{Text: p.Period()}, {Text: value}, {HTML: rating}, {Text: note}}
		if entered {
			by := say.Say("indicator.withPlan")
			if !p.Entered.IsZero() {
				by = say.DateTime(p.Entered) + ", " + p.By
			}
			row = append(row, govuk.Cell{HTML: s.source(p.About().Source)}, govuk.Cell{Text: by})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// noneBefore says that nothing is known from the ith value back, and that there are several such periods.
func noneBefore(points []indicator.Point, i int) bool {
	for _, p := range points[:i+1] {
		if p.Known() || p.Hidden() {
			return false
		}
	}
	return i > 0
}

// behind is what the newest known value was counted from, and where its rows are listed, as far as the reader may open them.
func (s *screens) behind(r *http.Request, x standing) (govuk.Table, []govuk.Link) {
	t := govuk.Table{Caption: "What it was counted from", CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Part"}, {Text: "Period"}, chart.Column("Count")}}
	var links []govuk.Link
	for i := len(x.Computed) - 1; i >= 0; i-- {
		p := x.Computed[i]
		if !p.Known() {
			continue
		}
		seen := map[string]bool{}
		for _, part := range p.Parts {
			t.Rows = append(t.Rows, []govuk.Cell{{Text: part.Words(x.say, s.desk.Pack(), x.Indicator)}, {Text: part.Period.Words(x.say)}, chart.Cell(x.say, part.Count, figure.Exact)})
			if l, ok := s.rows(r, x.Indicator, part); ok && !seen[l.Href] {
				seen[l.Href] = true
				links = append(links, l)
			}
		}
		break
	}
	if indicator.FromFacts(x.Indicator) && s.desk.Gate.May(desk.Who(r), pack.Analyse) == nil {
		links = append(links, govuk.Link{Text: "Open the police data in the analysis", Href: "/analysis"})
	}
	return t, links
}

var oneField = regexp.MustCompile(`^fields\.(\w+) == "([^"]*)"$`)

// rows is the list of the records behind a part, where the reader may open records of that kind at all. The list shows
// those of them that the reader's post reaches.
func (s *screens) rows(r *http.Request, ind *pack.Indicator, part indicator.Part) (govuk.Link, bool) {
	kind, ok := s.desk.Pack().Kind(part.Kind)
	if !ok || !s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, part.Kind) {
		return govuk.Link{}, false
	}
	q := url.Values{"open": {"all"}, "from": {part.Period.From.String()}, "to": {part.Period.Last().String()}}
	if f := part.Counts(ind); f != nil && f.Where != nil {
		if m := oneField.FindStringSubmatch(f.Where.Source); m != nil {
			if field, ok := kind.Field(m[1]); ok && field.Filter {
				q.Set("f_"+m[1], m[2])
			}
		}
	}
	return govuk.Link{Text: fmt.Sprintf("%s, %s", kind.Plural, part.Period), Href: "/records/" + kind.ID + "?" + q.Encode()}, true
}
