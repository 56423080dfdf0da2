package understand

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
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
	Chart              *chart.Drawing
	Table              govuk.Table
	More               string // of a table that the page shows in part
	CSV                string
}

// address is where an answer's files lie: under the analysis, with its question, or under the run.
type address struct{ path, query string }

func (a address) to(what string) string { return a.path + what + a.query }

func (s *screens) present(say *catalogue.Catalogue, f *finding.Finding, ask inquiry.Ask, at address) *answer {
	out := &answer{Summary: f.Summary, Caveats: f.Caveats, Source: f.Source, Terms: termsOf(f.Analysis)}
	for i := range f.Sections {
		sec := &f.Sections[i]
		p := section{ID: sec.ID, Heading: sec.Heading, Words: sec.Words, CSV: at.to("/table/" + sec.ID + ".csv")}
		if sec.Chart != nil {
			p.Chart = drawn(sec, f.Source)
		}
		if sec.Table != nil {
			p.Table = tableOf(say, sec.Table, ask)
			if n := len(sec.Table.Rows); n > rowsShown {
				p.More = fmt.Sprintf("These are the first %d of %s rows. The CSV has all of them.", rowsShown, figure.Of(n).In(figure.Count))
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
func tableOf(say *catalogue.Catalogue, t *finding.Table, ask inquiry.Ask) govuk.Table {
	shown := figure.Table{Columns: t.Columns, Rows: t.Rows[:min(len(t.Rows), rowsShown)]}
	out := chart.Table(say, &shown)
	out.Classes += " wm-dense"
	if len(t.Targets) == 0 {
		return out
	}
	out.Head = append(out.Head, govuk.Cell{Classes: "wm-act", HTML: `<span class="govuk-visually-hidden">Act on it</span>`})
	for i := range out.Rows {
		out.Rows[i] = append(out.Rows[i], govuk.Cell{Classes: "wm-act", HTML: taskLink(t.Targets[i], ask)})
	}
	return out
}

// taskLink leads to a tasking that is filled in with what was found.
func taskLink(t finding.Target, ask inquiry.Ask) template.HTML {
	q := url.Values{"lon": {strconv.FormatFloat(t.Lon, 'f', 6, 64)}, "lat": {strconv.FormatFloat(t.Lat, 'f', 6, 64)}, "area": {t.Area}, "place": {t.Place}, "ground": {t.Ground},
		"observed": {digits(t.Observed)}, "period": {periodWords(ask)}, "types": {strings.Join(ask.Types, ",")}}
	if t.Expected > 0 { // some analyses expect nothing in particular
		q.Set("expected", digits(t.Expected))
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

func digits(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// drawn is a section's chart.
func drawn(sec *finding.Section, source string) *chart.Drawing {
	c := *sec.Chart
	c.Title, c.Source = capital(c.Title), source
	return &chart.Drawing{Chart: &c, ID: "chart-" + sec.ID}
}

// capital begins a caption.
func capital(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
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
