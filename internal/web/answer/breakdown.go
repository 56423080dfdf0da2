package answer

import (
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// broken is an indicator's count by the options of a field, over time.
type broken struct {
	Heading string
	Words   string
	None    string // what to say where there is no row
	Chart   chart.Chart
	Table   govuk.Table
}

// periodsShown is how many periods of a breakdown stand side by side.
const periodsShown = 6

// broken is the breakdown of an indicator as the reader may see it: what was published, or for staff the counts as they are.
func (s *screens) broken(r *http.Request, ind *pack.Indicator) (*broken, error) {
	if _, _, ok := indicator.BrokenDown(s.desk.Pack(), ind); !ok {
		return nil, nil
	}
	if public(r) {
		tables, err := s.Wards.Get(r.Context())
		if err != nil {
			return nil, err
		}
		b := tables.Value.Breakdowns[ind.ID]
		if b == nil {
			b = &publish.Breakdown{}
		}
		return publicBreakdown(ind, b), nil
	}
	book, err := s.Indicators.Get(r.Context())
	if err != nil {
		return nil, err
	}
	return staffBreakdown(ind, book.Value.Breakdowns[ind.ID]), nil
}

func many(is bool) string {
	if is {
		return " One record may have several, and is then counted under each, so the rows add up to more than the records."
	}
	return ""
}

func publicBreakdown(ind *pack.Indicator, b *publish.Breakdown) *broken {
	out := &broken{Heading: "By " + lowerFirst(b.Field), None: "No period has been published yet. A period is published two weeks after it has ended."}
	if b.Field == "" {
		out.Heading = "By option"
	}
	out.Words = ind.Definition + ". A period is published once, two weeks after it has ended, and is not changed afterwards." + many(b.Many) +
		" [c] stands for a number that is too small to publish, or that would give a small one away."
	if len(b.Columns) == 0 {
		return out
	}
	var periods []indicator.Period
	for _, c := range b.Columns {
		periods = append(periods, c.Period)
	}
	out.table(ind, b.Field, periods, b.Lines())
	return out
}

func staffBreakdown(ind *pack.Indicator, b indicator.Breakdown) *broken {
	out := &broken{Heading: "By " + lowerFirst(b.Field), Words: ind.Definition + "." + many(b.Many) + " These are the counts as they are, for staff: small ones must not leave the partnership. The public sees what was published.",
		None: "None has been recorded yet."}
	from := max(0, len(b.Periods)-periodsShown)
	total := publish.Line{Name: "In all", Cells: make([]suppress.Cell, len(b.Periods)-from)}
	var lines []publish.Line
	for _, l := range b.Lines {
		line := publish.Line{Name: l.Name}
		for i, n := range l.Counts[from:] {
			line.Cells = append(line.Cells, suppress.Cell{Value: n})
			line.Sum.Value += n
			total.Cells[i].Value += n
			total.Sum.Value += n
		}
		lines = append(lines, line)
	}
	if total.Sum.Value > 0 {
		out.table(ind, b.Field, b.Periods[from:], append(lines, total))
	}
	return out
}

// table draws the lines, the total last, as a table and as bars without the total.
func (b *broken) table(ind *pack.Indicator, field string, periods []indicator.Period, lines []publish.Line) {
	b.Table = govuk.Table{Caption: b.Heading, CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet", Head: []govuk.Cell{{Text: field}}}
	bars := chart.Bar{Head: chart.Head{ID: "by-option-chart", Title: ind.Name + ", by " + lowerFirst(field), Unit: ind.Unit, HeadingTag: 3, Source: indicator.Origin(ind),
		Description: "[c] in place of a bar is a number that is not published, and no nought."}, RowTitle: field}
	for _, p := range periods {
		b.Table.Head = append(b.Table.Head, govuk.Cell{Text: p.Short, Format: "numeric"})
		bars.Series = append(bars.Series, chart.Series{Name: p.Name})
	}
	if len(bars.Series) > barsMost { // the newest, so that the colours can be told apart
		bars.Series = bars.Series[len(bars.Series)-barsMost:]
	}
	b.Table.Head = append(b.Table.Head, govuk.Cell{Text: "In all", Format: "numeric"})
	for i, l := range lines {
		row := []govuk.Cell{{Text: l.Name}}
		for _, c := range l.Cells {
			row = append(row, countCell(c))
		}
		b.Table.Rows = append(b.Table.Rows, append(row, countCell(l.Sum)))
		if i == len(lines)-1 {
			break
		}
		bars.Labels = append(bars.Labels, l.Name)
		for j := range bars.Series {
			put(&bars.Series[j], l.Cells[len(l.Cells)-len(bars.Series)+j])
		}
	}
	b.Chart = bars
}

// barsMost is how many periods the bars of a breakdown show.
const barsMost = 3

// partsOf lists the indicators that are each a part of this one, or names the whole that this one is a part of.
func (s *screens) partsOf(r *http.Request, ind *pack.Indicator, screen *indicatorPage) error {
	if whole, ok := s.desk.Pack().Indicator(ind.PartOf); ok && (whole.Public || !public(r)) {
		screen.Whole = &govuk.Link{Text: whole.Name, Href: "/indicators/" + whole.ID}
	}
	var parts []*pack.Indicator
	for i := range s.desk.Pack().Indicators {
		if p := &s.desk.Pack().Indicators[i]; p.PartOf == ind.ID {
			parts = append(parts, p)
		}
	}
	list, err := s.standings(r, parts)
	if err == nil && len(list) > 0 {
		screen.PartsOf = s.table("Measured part by part", list)
	}
	return err
}

type numbersPage struct{ page.Page }

// numbers says how numbers are made public.
func (s *screens) numbers(w http.ResponseWriter, r *http.Request) error {
	return s.pages.Write(w, r, "numbers.html", &numbersPage{page.Page{Title: "How numbers are made public", Robots: true, Breadcrumbs: []govuk.Link{{Text: "Your ward", Href: "/wards"}, {Text: "How numbers are made public"}}}})
}

// lowerFirst begins a name in lower case, but for an abbreviation.
func lowerFirst(s string) string {
	if s == "" || len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}
