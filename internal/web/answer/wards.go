package answer

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/suppress"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/page"
)

type wardsPage struct {
	page.Page
	From, To when.Date
	Table    govuk.Table
	Map      mapview.Map
	At       when.Instant
	Police   publish.Police
	PoliceTo when.Date
}

// wards lists the wards with what was reported and what was done in each.
func (s *screens) wards(w http.ResponseWriter, r *http.Request) error {
	tables, err := s.Wards.Get(r.Context())
	if err != nil {
		return err
	}
	x := tables.Value
	screen := &wardsPage{Page: page.Page{Title: "Your ward", Robots: true, Wide: true, Map: true}, From: x.From, To: x.Until.AddDays(-1), At: tables.At, Police: x.Police}
	if x.Police.Known {
		screen.PoliceTo = x.Police.Until.AddDays(-1)
	}
	t := govuk.Table{Caption: "The wards, with what was reported and done", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true,
		Attributes: govuk.Attributes{"id": "ward-table"}, Classes: "govuk-table--small-text-until-tablet",
		Head: []govuk.Cell{{Text: "Ward"}, {Text: "Reports to us", Format: "numeric"}}}
	for _, a := range x.Done {
		t.Head = append(t.Head, govuk.Cell{Text: a.Plural, Format: "numeric"})
	}
	if x.Police.Known {
		t.Head = append(t.Head, govuk.Cell{Text: "Recorded by the police", Format: "numeric"})
	}
	for i, ward := range s.desk.Pack().Wards() {
		row := []govuk.Cell{{HTML: link("/wards/"+ward.Code, ward.Name)}, countCell(x.Reported.RowTotals[i])}
		for _, a := range x.Done {
			row = append(row, plainCell(a.Times[i]))
		}
		if x.Police.Known {
			row = append(row, plainCell(x.Police.Total[i]))
		}
		t.Rows = append(t.Rows, row)
	}
	screen.Table = t
	screen.Map = mapview.Map{ID: "wards", Title: "The wards of the borough", Description: "Press a ward to read its name. The table beside the map leads to each.",
		Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: "Ward", URL: "/wards/shapes.geojson"}}, Beside: "ward-table", Source: s.wardSource()}
	return s.pages.Write(w, r, "wards.html", screen)
}

func (s *screens) wardSource() string {
	if set, ok := s.desk.Pack().AreaSet(s.desk.Pack().Partnership.Wards); ok {
		return set.Source
	}
	return ""
}

// countCell is a published count: what is hidden says so to a screen reader too.
func countCell(c suppress.Cell) govuk.Cell {
	if c.Hidden {
		return govuk.Cell{HTML: `<abbr title="hidden, because it is small or protects a small one">[c]</abbr>`, Format: "numeric"}
	}
	return plainCell(c.Value)
}

func plainCell(n int) govuk.Cell {
	text, err := page.Number(n)
	if err != nil {
		text = strconv.Itoa(n)
	}
	return govuk.Cell{Text: text, Format: "numeric"}
}

type wardPage struct {
	page.Page
	Ward        *pack.Area
	From, To    when.Date
	Groups      []string // names of the groups of wards it is in
	Total       suppress.Cell
	Reported    govuk.Table
	Months      govuk.Table
	Trend       chart.Chart
	Came        govuk.Table
	CameSome    bool
	Done        []doneLine
	Police      govuk.Table
	PoliceFrom  when.Date
	PoliceTo    when.Date
	PoliceTotal int
	PoliceWhy   string
	PoliceBars  chart.Chart
	Residents   string
	At          when.Instant
}

// doneLine is one kind of thing that was done in the ward, in a sentence.
type doneLine struct {
	Name    string
	Text    string
	Results []string
}

// ward is one ward's public page: what was reported, what came of it, what was done, and what the police recorded.
func (s *screens) ward(w http.ResponseWriter, r *http.Request) error {
	tables, err := s.Wards.Get(r.Context())
	if err != nil {
		return err
	}
	x := tables.Value
	i, ok := x.Row(r.PathValue("code"))
	if !ok {
		return page.Fail(page.NotFound, "There is no such ward. The list of wards is at /wards.")
	}
	ward, _ := s.desk.Pack().Area(r.PathValue("code"))
	screen := &wardPage{Page: page.Page{Title: ward.Name, Robots: true, Wide: true, Breadcrumbs: []govuk.Link{{Text: "Your ward", Href: "/wards"}, {Text: ward.Name}}},
		Ward: ward, From: x.From, To: x.Until.AddDays(-1), Total: x.Reported.RowTotals[i], At: tables.At}
	screen.Reported = rowTable("Reports by what they were about", "About", x.Reported, i)
	screen.Months = rowTable("Reports by month", "Month", x.Months, i)
	screen.Trend = monthTrend(ward.Name, x.Months, i)
	if len(x.Came.Columns) > 0 {
		screen.Came = rowTable("What came of the reports that were closed", "What came of it", x.Came, i)
		screen.CameSome = x.Came.RowTotals[i].Hidden || x.Came.RowTotals[i].Value > 0
	}
	screen.Done = doneIn(x, i)
	s.policeIn(screen, x, i)
	s.about(screen, ward)
	return s.pages.Write(w, r, "ward.html", screen)
}

// rowTable is a ward's row of a public table, a line for each column that has something in it.
func rowTable(caption, head string, t publish.Table, i int) govuk.Table {
	out := govuk.Table{Caption: caption, CaptionClasses: "govuk-table__caption--m", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: head}, {Text: "Reports", Format: "numeric"}}}
	for j, name := range t.Columns {
		out.Rows = append(out.Rows, []govuk.Cell{{Text: name}, countCell(t.Cells[i][j])})
	}
	out.Rows = append(out.Rows, []govuk.Cell{{Text: "In all"}, countCell(t.RowTotals[i])})
	return out
}

// doneIn says in sentences what the partnership did in a ward.
func doneIn(x *publish.Wards, i int) []doneLine {
	var out []doneLine
	for _, a := range x.Done {
		if a.Times[i] == 0 {
			continue
		}
		line := doneLine{Name: a.Plural, Text: page.Count(a.Times[i], lowerFirst(a.Name), lowerFirst(a.Plural))}
		for _, c := range a.Results {
			switch cell := c.Cells[i]; {
			case cell.Hidden:
				line.Results = append(line.Results, c.Name+": a small number, which we do not publish")
			case cell.Value > 0:
				n, _ := page.Number(cell.Value)
				line.Results = append(line.Results, c.Name+": "+n)
			}
		}
		out = append(out, line)
	}
	return out
}

func (s *screens) policeIn(screen *wardPage, x *publish.Wards, i int) {
	if !x.Police.Known {
		screen.PoliceWhy = x.Police.Why
		return
	}
	p := x.Police
	screen.PoliceFrom, screen.PoliceTo, screen.PoliceTotal = p.From, p.Until.AddDays(-1), p.Total[i]
	bars := chart.Bar{Head: chart.Head{ID: "police", Title: "Recorded by the police in " + screen.Ward.Name, Unit: "incidents", HeadingTag: 3, OpenTable: true,
		Description: fmt.Sprintf("%s to %s, by type.", p.From.Words(), screen.PoliceTo.Words()), Source: "data.police.uk (Open Government Licence v3.0)"}, RowTitle: "Type", Labels: p.Types}
	values := make([]float64, len(p.Types))
	for j := range p.Types {
		values[j] = float64(p.Cells[i][j])
	}
	bars.Series = []chart.Series{{Name: "Incidents", Values: values}}
	screen.PoliceBars = bars
}

func (s *screens) about(screen *wardPage, ward *pack.Area) {
	p := s.desk.Pack()
	for _, id := range p.GroupsOf(ward.Code) {
		if g, ok := p.AreaGroup(id); ok {
			screen.Groups = append(screen.Groups, g.Name)
		}
	}
	if set, ok := p.AreaSet(ward.Set); ok && set.People != nil && ward.Residents > 0 {
		n, _ := page.Number(ward.Residents)
		screen.Residents = n + " residents (" + set.People.Period + "; " + set.People.Source + ")"
	}
}

// shapes are the outlines of the wards.
func (s *screens) shapes(w http.ResponseWriter, _ *http.Request) error {
	type feature struct {
		Type       string         `json:"type"`
		Properties map[string]any `json:"properties"`
		Geometry   map[string]any `json:"geometry"`
	}
	features := []feature{}
	for _, a := range s.desk.Atlas().Areas(s.desk.Pack().Partnership.Wards, when.Date{}) {
		features = append(features, feature{"Feature", map[string]any{"name": a.Name, "label": a.Name, "code": a.Code},
			map[string]any{"type": "MultiPolygon", "coordinates": a.Rings()}})
	}
	body, err := json.Marshal(map[string]any{"type": "FeatureCollection", "features": features})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/geo+json")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	_, err = w.Write(body)
	return err
}
