package answer

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/page"
)

type wardsPage struct {
	page.Page
	Table    govuk.Table
	Map      mapview.Map
	At       when.Instant
	Span     string // of the editions that are shown
	Police   publish.Police
	PoliceTo when.Date
	// PoliceLeft are the types that the figures leave out, in words.
	PoliceLeft string
}

// span is the time from the first day of some editions to the last, in words.
func span(say *catalogue.Catalogue, editions []*publish.Edition) string {
	if len(editions) == 0 {
		return ""
	}
	return say.Say("wards.days", "from", editions[0].Period.From, "to", editions[len(editions)-1].Period.Last())
}

// wards lists the wards with what was reported and what was done in each.
func (s *screens) wards(w http.ResponseWriter, r *http.Request) error {
	tables, err := s.Wards.Get(r.Context())
	if err != nil {
		return err
	}
	x := tables.Value
	shown := publish.Summed(x.Shown())
	screen := &wardsPage{Page: page.Page{Title: page.Say(r, "nav.ward"), Robots: true, Wide: true, Map: true}, Span: span(page.Words(r), shown), At: tables.At, Police: x.Police}
	if x.Police.Known {
		screen.PoliceTo, screen.PoliceLeft = x.Police.Until.AddDays(-1), leftOut(x.Police.Left)
	}
	screen.Table = s.wardTable(page.Words(r), x, shown)
	screen.Map = mapview.Map{ID: "wards", Title: page.Say(r, "wards.map"), Description: page.Say(r, "wards.map.how"),
		Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: page.Say(r, "ward.ward"), URL: "/wards/shapes.geojson"}}, Beside: "ward-table", Source: s.wardSource()}
	return s.pages.Write(w, r, "wards.html", screen)
}

func (s *screens) wardTable(say *catalogue.Catalogue, x *publish.Tables, shown []*publish.Edition) govuk.Table {
	wards := s.desk.Pack().Wards()
	t := chart.Table(say, x.ByWard(say, wards, shown))
	t.Caption, t.CaptionClasses, t.Attributes = say.Say("wards.table"), "govuk-visually-hidden", govuk.Attributes{"id": "ward-table"}
	for i, ward := range wards {
		t.Rows[i][0] = govuk.Cell{HTML: link("/wards/"+ward.Code, ward.Name)}
	}
	return t
}

func (s *screens) wardSource() string {
	if set, ok := s.desk.Pack().AreaSet(s.desk.Pack().Partnership.Wards); ok {
		return set.Source
	}
	return ""
}

type wardPage struct {
	page.Page
	Ward        *pack.Area
	Groups      []string // names of the groups of wards it is in
	Editions    int
	Span        string
	Made        string // when the newest edition was made
	Reported    govuk.Table
	Trend       *chart.Drawing
	Came        govuk.Table
	CameSome    bool
	Done        []govuk.Table
	Police      govuk.Table
	PoliceFrom  when.Date
	PoliceTo    when.Date
	PoliceTotal string
	PoliceLeft  string // types that the figures leave out, in words
	PoliceWhy   string
	PoliceBars  *chart.Drawing
	Residents   string
	At          when.Instant
}

// ward is one ward's public page: what was reported, what came of it, what was done, and what the police recorded.
func (s *screens) ward(w http.ResponseWriter, r *http.Request) error {
	tables, err := s.Wards.Get(r.Context())
	if err != nil {
		return err
	}
	x := tables.Value
	i := slices.IndexFunc(s.desk.Pack().Wards(), func(a pack.Area) bool { return a.Code == r.PathValue("code") })
	if i < 0 {
		return &page.Error{Kind: page.NotFound, Message: page.Say(r, "wards.none"), Link: govuk.Link{Text: page.Say(r, "wards.none.all"), Href: "/wards"}}
	}
	ward, _ := s.desk.Pack().Area(r.PathValue("code"))
	shown := x.Shown()
	screen := &wardPage{Page: page.Page{Title: ward.Name, Robots: true, Wide: true, Breadcrumbs: []govuk.Link{{Text: page.Say(r, "nav.ward"), Href: "/wards"}, {Text: ward.Name}}},
		Ward: ward, Editions: len(shown), Span: span(page.Words(r), shown), At: tables.At}
	if len(shown) > 0 {
		screen.Made = page.Words(r).DateTime(shown[len(shown)-1].Made)
	}
	screen.Reported = lineTable(page.Words(r), page.Say(r, "ward.reported"), page.Say(r, "ward.about"), shown, publish.Reported(shown, ward.Code))
	if trend := publish.ByQuarter(page.Words(r), ward.Name, x.Editions, publish.Reported(x.Editions, ward.Code)); trend != nil {
		screen.Trend = &chart.Drawing{Chart: trend, ID: "quarters", HeadingTag: 3}
	}
	if came := publish.Came(shown, ward.Code); len(came) > 0 {
		screen.CameSome = came[len(came)-1].Some()
		screen.Came = lineTable(page.Words(r), page.Say(r, "ward.came"), page.Say(r, "ward.outcome"), shown, came)
	}
	for _, d := range publish.Doings(shown, ward.Code) {
		if d.Times.Some() {
			screen.Done = append(screen.Done, lineTable(page.Words(r), d.Plural, page.Say(r, "ward.counted"), shown, append([]publish.Line{d.Times}, d.Results...)))
		}
	}
	s.policeIn(page.Words(r), screen, x, i)
	s.about(page.Words(r), screen, ward)
	return s.pages.Write(w, r, "ward.html", screen)
}

func lineTable(say *catalogue.Catalogue, caption, head string, shown []*publish.Edition, lines []publish.Line) govuk.Table {
	t := chart.Table(say, publish.Side(say, head, shown, lines))
	t.Caption, t.CaptionClasses = caption, "govuk-table__caption--m"
	return t
}

// leftOut are the types that a total leaves out, in words.
func leftOut(types []string) string {
	var words []string
	for _, t := range types {
		words = append(words, strings.ToLower(t))
	}
	return strings.Join(words, ", ")
}

func (s *screens) policeIn(say *catalogue.Catalogue, screen *wardPage, x *publish.Tables, i int) {
	if !x.Police.Known {
		screen.PoliceWhy = say.Say(x.Police.Why)
		return
	}
	p := x.Police
	screen.PoliceFrom, screen.PoliceTo, screen.PoliceTotal, screen.PoliceLeft = p.From, p.Until.AddDays(-1), p.Total[i].WrittenIn(say, figure.Count), leftOut(p.Left)
	screen.PoliceBars = &chart.Drawing{Chart: p.ByType(say, i, screen.Ward.Name), ID: "police", HeadingTag: 3, OpenTable: true}
}

func (s *screens) about(say *catalogue.Catalogue, screen *wardPage, ward *pack.Area) {
	p := s.desk.Pack()
	for _, id := range p.GroupsOf(ward.Code) {
		if g, ok := p.AreaGroup(id); ok {
			screen.Groups = append(screen.Groups, g.Name)
		}
	}
	if set, ok := p.AreaSet(ward.Set); ok && set.People != nil && ward.Residents > 0 {
		screen.Residents = say.Say("ward.residents", "number", ward.Residents, "period", set.People.Period, "source", set.People.Source)
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
