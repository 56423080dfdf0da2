package understand

import (
	"fmt"
	"html/template"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
)

// answer is a finding as the page draws it.
type answer struct {
	Summary  string
	Caveats  []string
	Source   string
	Map      *mapview.Map
	GeoJSON  string
	Sections []section
	Terms    []term
}

type section struct {
	ID, Heading, Words string
	Chart              chart.Chart
	Table              govuk.Table
	More               string // of a table that the page shows in part
	CSV                string
}

// address is where an answer's files lie: under the analysis, with its question, or under the run.
type address struct{ path, query string }

func (a address) to(what string) string { return a.path + what + a.query }

func (s *screens) present(f *finding.Finding, ask inquiry.Ask, at address) *answer {
	out := &answer{Summary: f.Summary, Caveats: f.Caveats, Source: f.Source, Terms: termsOf(f.Analysis)}
	for i := range f.Sections {
		sec := &f.Sections[i]
		p := section{ID: sec.ID, Heading: sec.Heading, Words: sec.Words, CSV: at.to("/table/" + sec.ID + ".csv")}
		if sec.Chart != nil {
			p.Chart = drawn(sec, f.Source)
		}
		if sec.Table != nil {
			p.Table = tableOf(sec.Table, ask)
			if n := len(sec.Table.Rows); n > rowsShown {
				p.More = fmt.Sprintf("These are the first %d of %s rows. The CSV has all of them.", rowsShown, finding.Count.In(finding.N(n)))
			}
		}
		out.Sections = append(out.Sections, p)
	}
	if f.Map != nil {
		out.Map, out.GeoJSON = s.mapOf(f.Map, ask, at), at.to("/take/map.geojson")
	}
	return out
}

func (s *screens) mapOf(m *finding.Map, ask inquiry.Ask, at address) *mapview.Map {
	out := &mapview.Map{ID: "map", Title: m.Title, Description: m.Words, Beside: m.Beside, Tall: true,
		Source: "boundaries: ONS and Ordnance Survey (Open Government Licence v3.0)"}
	if box, err := s.Inquiry.Areas.Bounds(ask.Area); err == nil {
		out.Bounds = box // of an area that is no longer there the map shows all that there is
	}
	for _, l := range m.Layers {
		layer := mapview.Layer{ID: l.ID, Kind: mapview.Cells, Text: l.Text, URL: at.to("/map/" + l.ID + ".geojson")}
		if l.Points {
			layer.Kind = mapview.Points
		}
		for _, level := range l.Levels {
			layer.Levels = append(layer.Levels, mapview.Level{Value: level.Value, Text: level.Text})
		}
		if l.Outline {
			layer.Kind = mapview.Boundaries
		}
		out.Layers = append(out.Layers, layer)
	}
	// Boundaries have a ground of their own, so they lie under everything else.
	wards := mapview.Layer{ID: "wards", Kind: mapview.Boundaries, Text: "Wards", URL: "/analysis/wards.geojson?" + url.Values{"area": {ask.Area}}.Encode()}
	out.Layers = append([]mapview.Layer{wards}, out.Layers...)
	return out
}

// rowsShown is how many rows of a table a page or a document shows: London has 630 wards.
const rowsShown = 50

// tableOf draws the first rows of a table; rows that stand for a place carry the link that makes a tasking of it.
func tableOf(t *finding.Table, ask inquiry.Ask) govuk.Table {
	out := govuk.Table{FirstCellIsHeader: true, Classes: "govuk-table--small-text-until-tablet wm-dense"}
	for _, c := range t.Columns {
		if c.Format != finding.Hidden {
			out.Head = append(out.Head, govuk.Cell{Text: c.Name, Format: numeric(c.Format)})
		}
	}
	if len(t.Targets) > 0 {
		out.Head = append(out.Head, govuk.Cell{Classes: "wm-act", HTML: `<span class="govuk-visually-hidden">Act on it</span>`})
	}
	for i, r := range t.Rows[:min(len(t.Rows), rowsShown)] {
		var cells []govuk.Cell
		for j, v := range r {
			if f := t.Columns[j].Format; f != finding.Hidden {
				cells = append(cells, govuk.Cell{Text: f.In(v), Format: numeric(f)})
			}
		}
		if len(t.Targets) > 0 {
			cells = append(cells, govuk.Cell{Classes: "wm-act", HTML: taskLink(t.Targets[i], ask)})
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func numeric(f finding.Format) string {
	if f == finding.Words || f == finding.Hidden {
		return ""
	}
	return "numeric"
}

// taskLink leads to a tasking that is filled in with what was found.
func taskLink(t finding.Target, ask inquiry.Ask) template.HTML {
	q := url.Values{"lon": {strconv.FormatFloat(t.Lon, 'f', 6, 64)}, "lat": {strconv.FormatFloat(t.Lat, 'f', 6, 64)}, "area": {t.Area}, "place": {t.Place}, "ground": {t.Ground},
		"observed": {figure(t.Observed)}, "period": {periodWords(ask)}, "types": {strings.Join(ask.Types, ",")}}
	if t.Expected > 0 { // some analyses expect nothing in particular
		q.Set("expected", figure(t.Expected))
	}
	return template.HTML(`<a class="govuk-link" href="/tasking/new?` + template.HTMLEscapeString(q.Encode()) + `">Make this a tasking<span class="govuk-visually-hidden">: ` + //nolint:gosec // escaped
		template.HTMLEscapeString(t.Place) + `</span></a>`)
}

// periodWords is the months of a question as people say them.
func periodWords(ask inquiry.Ask) string {
	from, err1 := monthWords(ask.From)
	to, err2 := monthWords(ask.To)
	switch {
	case err1 != nil || err2 != nil:
		return ask.From + " to " + ask.To
	case from == to:
		return from
	}
	return from + " to " + to
}

func figure(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// drawn is a section's chart.
func drawn(sec *finding.Section, source string) chart.Chart {
	c := sec.Chart
	head := chart.Head{ID: "chart-" + sec.ID, Title: capital(c.Title), Description: c.Words, Source: source, Places: c.Places, Unit: c.Unit}
	series := make([]chart.Series, len(c.Series))
	for i, s := range c.Series {
		series[i] = chart.Series{Name: s.Name, Values: floats(s.Values)}
	}
	switch c.Form {
	case finding.Bar:
		return chart.Bar{Head: head, Labels: c.Labels, Series: series, Stacked: c.Stacked, RowTitle: c.First}
	case finding.Heat:
		h := chart.Heat{Head: head, Columns: c.Labels, RowTitle: c.First}
		for _, s := range series {
			h.Rows, h.Values = append(h.Rows, s.Name), append(h.Values, s.Values)
		}
		return h
	case finding.Dots:
		d := chart.Dots{Head: head, Reference: math.NaN(), ReferenceName: c.Meaning, RowTitle: c.First}
		if c.Reference != nil {
			d.Reference = float64(*c.Reference)
		}
		for i, label := range c.Labels {
			d.Items = append(d.Items, chart.Dot{Label: label, Value: series[0].Values[i], Low: float64(c.Low[i]), High: float64(c.High[i])})
		}
		return d
	}
	l := chart.Line{Head: head, Labels: c.Labels, Series: series, XTitle: c.First}
	if c.Limits != nil {
		l.Limits = &chart.Limits{Centre: floats(c.Limits.Centre), Lower: floats(c.Limits.Lower), Upper: floats(c.Limits.Upper), Signals: c.Limits.Signals}
	}
	return l
}

// capital begins a caption.
func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func floats(values []finding.Number) []float64 {
	out := make([]float64, len(values))
	for i, v := range values {
		out[i] = float64(v)
	}
	return out
}

// asked says in words what was asked, for a kept run and a printed page.
func (s *screens) asked(ask inquiry.Ask) string {
	var words []string
	if len(ask.Types) > 0 {
		words = append(words, typeNames(ask.Types))
	} else if ask.Source == inquiry.Stops {
		words = append(words, "Stop and search")
	} else if k, ok := s.desk.Pack().Kind(ask.Source); ok {
		words = append(words, k.Plural)
	} else {
		words = append(words, "All types")
	}
	if area, err := s.Inquiry.Areas.Find(ask.Area); err == nil {
		words = append(words, area.Name)
	}
	if ask.Change != "" {
		if change, err := monthWords(ask.Change); err == nil {
			words = append(words, "operation from "+change)
		}
		return strings.Join(words, "; ")
	}
	if ask.From != "" && ask.To != "" {
		words = append(words, periodWords(ask))
	}
	return strings.Join(words, "; ")
}

func monthWords(text string) (string, error) {
	m, err := parseMonth(text)
	if err != nil {
		return "", err
	}
	return choice.Month(m), nil
}

// typeNames are the publisher's names of the types that a link names by slug.
func typeNames(slugs []string) string {
	names := make([]string, len(slugs))
	for i, slug := range slugs {
		names[i] = slug
		if code, err := incident.ParseType(slug); err == nil {
			names[i] = incident.Types()[code]
		}
	}
	return strings.Join(names, ", ")
}
