package answer

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// broken is an indicator's count by the options of a field, over time.
type broken struct {
	Heading string
	Words   string
	None    string // what to say where there is no row
	Chart   *chart.Drawing
	Table   govuk.Table
}

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
		return publicBreakdown(page.Words(r), ind, b), nil
	}
	book, err := s.Indicators.Get(r.Context())
	if err != nil {
		return nil, err
	}
	return staffBreakdown(ind, book.Value.Breakdowns[ind.ID]), nil
}

func many(say *catalogue.Catalogue, is bool) string {
	if is {
		return " " + say.Say("breakdown.many")
	}
	return ""
}

func publicBreakdown(say *catalogue.Catalogue, ind *pack.Indicator, b *publish.Breakdown) *broken {
	out := &broken{Heading: say.Say("breakdown.option"), None: say.Say("breakdown.none")}
	if b.Field != "" {
		out.Heading = say.Say("breakdown.by", "field", indicator.Lower(b.Field))
	}
	out.Words = ind.Definition + ". " + say.Say("breakdown.once") + many(say, b.Many) + " " + say.Say("breakdown.hidden")
	if len(b.Columns) == 0 {
		return out
	}
	var periods []indicator.Period
	for _, c := range b.Columns {
		periods = append(periods, c.Period)
	}
	out.table(say, ind, b.Field, periods, b.Lines())
	return out
}

func staffBreakdown(ind *pack.Indicator, b indicator.Breakdown) *broken {
	out := &broken{Heading: "By " + indicator.Lower(b.Field), Words: ind.Definition + "." + many(catalogue.English(), b.Many) + " These are the counts as they are, for staff: small ones must not leave the partnership. The public sees what was published.",
		None: "None has been recorded yet."}
	if periods, lines := publish.AsItIs(b); len(lines) > 0 {
		out.table(catalogue.English(), ind, b.Field, periods, lines)
	}
	return out
}

// table draws the lines as a table and as bars.
func (b *broken) table(say *catalogue.Catalogue, ind *pack.Indicator, field string, periods []indicator.Period, lines []publish.Line) {
	table, bars := publish.ByOption(say, ind, field, periods, lines)
	b.Table = chart.Table(say, table)
	b.Table.Caption, b.Table.CaptionClasses = b.Heading, "govuk-visually-hidden"
	b.Chart = &chart.Drawing{Chart: bars, ID: "by-option-chart", HeadingTag: 3}
}

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
		screen.PartsOf = s.table(page.Words(r), page.Say(r, "indicator.parts"), list)
	}
	return err
}

type numbersPage struct{ page.Page }

// numbers says how numbers are made public.
func (s *screens) numbers(w http.ResponseWriter, r *http.Request) error {
	return s.pages.Write(w, r, "numbers.html", &numbersPage{page.Page{Title: page.Say(r, "numbers.title"), Robots: true, Breadcrumbs: []govuk.Link{{Text: page.Say(r, "nav.ward"), Href: "/wards"}, {Text: page.Say(r, "numbers.title")}}}})
}
