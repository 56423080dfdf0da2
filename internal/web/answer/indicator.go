package answer

import (
	"fmt"
	"html/template"
	"math"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/plan"
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
	Trend    chart.Chart // nil where there is too little to draw
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
		return page.Fail(page.NotFound, "There is no such indicator.")
	}
	if public(r) && !ind.Public {
		return signInFirst(w, r)
	}
	list, err := s.standings(r, append([]*pack.Indicator{ind}, plan.Namesakes(s.desk.Pack(), ind)...))
	if err != nil {
		return err
	}
	now := list[0]
	screen := &indicatorPage{Page: page.Page{Title: ind.Name, Robots: true, Wide: true, Breadcrumbs: s.way(ind)}, Now: now, Twins: list[1:],
		Rating: ratingTag(now.Latest.Rating), Facts: s.indicatorFacts(ind), Trend: s.trend(now), Computed: s.valueTable(ind, "Computed values", now.Computed, false),
		Entered: s.valueTable(ind, "Values entered by hand", now.Entered, true)}
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

func (s *screens) way(ind *pack.Indicator) []govuk.Link {
	way := []govuk.Link{{Text: "Our plan", Href: "/plan"}}
	x, ok := s.desk.Pack().Plan(ind.Plan)
	if !ok {
		return append(way, govuk.Link{Text: ind.Name})
	}
	way = append(way, govuk.Link{Text: x.Name, Href: "/plan/" + x.ID})
	if i := priorityAt(x, ind.Priority); i >= 0 {
		way = append(way, *neighbour(x, i))
	}
	return append(way, govuk.Link{Text: ind.Name})
}

func (s *screens) indicatorFacts(ind *pack.Indicator) govuk.SummaryList {
	var l govuk.SummaryList
	add := func(key, value string) {
		if value != "" {
			l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: value}})
		}
	}
	add("Definition", ind.Definition)
	add("Base", ind.Base)
	add("Unit", ind.Unit)
	add("How often", everyWords(ind.Every))
	add("Which way is better", goodWords(ind.Good))
	add("Aim", s.aimFact(ind))
	if ind.Formula != nil {
		add("How it is computed", indicator.Words(s.desk.Pack(), ind.Formula))
		add("Where its values come from", indicator.Origin(ind))
	} else {
		add("How it is made", "Entered by hand from its source")
	}
	if b, ok := s.desk.Pack().Body(ind.Owner); ok {
		add("Kept by", b.Name)
	}
	add("Note", ind.Note)
	l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: "Where it is asked for"}, Value: govuk.SummaryText{HTML: s.source(ind.Source)}})
	return l
}

func (s *screens) aimFact(ind *pack.Indicator) string {
	if ind.Aim == nil {
		return ""
	}
	text := indicator.AimWords(ind)
	if ind.Aim.Margin > 0 && ind.Good != pack.Neither {
		text += fmt.Sprintf(". Within %s of it: needs more work", indicator.Amount(ind.Aim.Margin, ind.Unit))
	}
	return text + " (" + cite.Words(s.desk.Pack(), ind.Aim.Source) + ")"
}

// mostPoints bounds the points of a chart, so that its labels can be read.
const mostPoints = 40

// trend draws the values over time; the computed and the entered are two lines, never one.
func (s *screens) trend(x standing) chart.Chart {
	head := chart.Head{ID: "trend", Title: x.Name + " over time", Unit: chartUnit(x.Unit), Places: places(x), HeadingTag: 3, Source: indicator.Origin(x.Indicator)}
	line := chart.Line{Head: head, XTitle: "Period"}
	at := map[string]int{}
	computed := chart.Series{Name: "Computed"}
	for _, p := range x.Computed {
		if p.At == nil || (!p.Known && len(line.Labels) == 0) {
			continue // unknown periods before the first known one say nothing in a picture; the table lists them
		}
		at[p.At.ID] = len(line.Labels)
		if p.Withheld != "" {
			if computed.Gaps == nil {
				computed.Gaps = map[int]string{}
			}
			computed.Gaps[len(line.Labels)] = hiddenMark
		}
		line.Labels, computed.Values = append(line.Labels, p.At.Short), append(computed.Values, number(x, p))
	}
	if known(computed.Values) > 1 {
		line.Series = append(line.Series, computed)
		if entered, some := beside(x, at, len(line.Labels)); some {
			line.Series = append(line.Series, entered)
			line.Source += "; entered values: " + s.sourcesOf(x.Entered)
		}
		line.Description = "A gap is a period that is not known, or with [c] in the table one whose number is not published. The last period may still run."
		return line
	}
	line.Labels = nil
	entered := chart.Series{Name: "Entered"}
	for _, p := range x.Entered {
		if p.Numeric && len(line.Labels) < mostPoints {
			line.Labels, entered.Values = append(line.Labels, p.Period), append(entered.Values, number(x, p))
		}
	}
	if known(entered.Values) < 2 {
		return nil
	}
	line.Series, line.Source = []chart.Series{entered}, s.sourcesOf(x.Entered)
	return line
}

// sourcesOf are where entered values come from, each source once.
func (s *screens) sourcesOf(points []indicator.Point) string {
	var all []string
	for _, p := range points {
		if words := cite.Words(s.desk.Pack(), p.Source); words != "" && !slices.Contains(all, words) {
			all = append(all, words)
		}
	}
	return strings.Join(all, "; ")
}

// beside is the entered values of the periods that are drawn.
func beside(x standing, at map[string]int, n int) (chart.Series, bool) {
	s := chart.Series{Name: "Entered", Values: make([]float64, n)}
	for i := range s.Values {
		s.Values[i] = math.NaN()
	}
	some := false
	for _, p := range x.Entered {
		if p.At == nil || !p.Numeric {
			continue
		}
		if i, ok := at[p.At.ID]; ok {
			s.Values[i], some = number(x, p), true
		}
	}
	return s, some
}

func number(x standing, p indicator.Point) float64 {
	switch {
	case !p.Known || !p.Numeric:
		return math.NaN()
	case x.Unit == "pence":
		return p.Value / 100
	}
	return p.Value
}

func chartUnit(unit string) string {
	if unit == "pence" {
		return "£"
	}
	return unit
}

func places(x standing) int {
	for _, p := range append(append([]indicator.Point{}, x.Computed...), x.Entered...) {
		if p.Known && p.Numeric && p.Value != math.Trunc(p.Value) {
			return 1
		}
	}
	return 0
}

func known(values []float64) (n int) {
	for _, v := range values {
		if !math.IsNaN(v) {
			n++
		}
	}
	return n
}

// valueTable lists values, newest first for computed ones and in their order of entry, newest last, for the others.
func (s *screens) valueTable(ind *pack.Indicator, caption string, points []indicator.Point, entered bool) govuk.Table {
	t := govuk.Table{Caption: caption, CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true, Classes: "wm-stack",
		Head: []govuk.Cell{{Text: "Period"}, {Text: "Value"}, {Text: "Rating"}, {Text: "Note"}}}
	if entered {
		t.Head = append(t.Head, govuk.Cell{Text: "Source"}, govuk.Cell{Text: "Entered"})
	}
	for i := range points {
		p := points[i]
		if !entered {
			p = points[len(points)-1-i]
		}
		if !entered && noneBefore(points, len(points)-1-i) {
			t.Rows = append(t.Rows, []govuk.Cell{{Text: "Earlier periods"}, {Text: "not known"}, {Text: "Not rated"}, {Text: p.Why}})
			break
		}
		rating := ratingTag(p.Rating)
		if p.Rated != "" {
			rating += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(p.Rated) + `</span>`
		}
		note := p.Note
		if !p.Known {
			note = p.Why
		}
		value := p.TextIn(ind.Unit)
		if p.Withheld != "" {
			value = p.Withheld
		} else if p.Of > 0 {
			value += " of " + indicator.Number(p.Of, 0)
		}
		row := []govuk.Cell{{Text: p.Period}, {Text: value}, {HTML: rating}, {Text: note}}
		if entered {
			by := "With the plan"
			if !p.Entered.IsZero() {
				by = page.DateTime(p.Entered) + ", " + p.By
			}
			row = append(row, govuk.Cell{HTML: s.source(p.Source)}, govuk.Cell{Text: by})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// noneBefore says that nothing is known from the ith value back, and that there are several such periods.
func noneBefore(points []indicator.Point, i int) bool {
	for _, p := range points[:i+1] {
		if p.Known || p.Withheld != "" {
			return false
		}
	}
	return i > 0
}

// behind is what the newest known value was counted from, and where its rows are listed, as far as the reader may open them.
func (s *screens) behind(r *http.Request, x standing) (govuk.Table, []govuk.Link) {
	t := govuk.Table{Caption: "What it was counted from", CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Part"}, {Text: "Period"}, {Text: "Count", Format: "numeric"}}}
	var links []govuk.Link
	for i := len(x.Computed) - 1; i >= 0; i-- {
		p := x.Computed[i]
		if !p.Known {
			continue
		}
		seen := map[string]bool{}
		for _, part := range p.Parts {
			t.Rows = append(t.Rows, []govuk.Cell{{Text: part.Words}, {Text: part.Period.Name}, {Text: indicator.Number(part.Count, 2), Format: "numeric"}})
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
	for _, f := range []*pack.Formula{ind.Formula, ind.Formula.Share, ind.Formula.Of} {
		if f == nil || f.Where == nil || indicator.Words(s.desk.Pack(), f) != part.Words {
			continue
		}
		if m := oneField.FindStringSubmatch(f.Where.Source); m != nil {
			if field, ok := kind.Field(m[1]); ok && field.Filter {
				q.Set("f_"+m[1], m[2])
			}
		}
	}
	return govuk.Link{Text: fmt.Sprintf("%s, %s", kind.Plural, part.Period.Name), Href: "/records/" + kind.ID + "?" + q.Encode()}, true
}
