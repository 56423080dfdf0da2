// Package answer is the screens in which the partnership answers for its work: the plan and its indicators, the boards with
// their meetings and actions, the public pages of the wards and the borough, and the desk of the performance officer.
//
// No screen counts anything itself. Indicators and the tables of wards are worked out in the background and kept with the
// moment at which that was done (internal/answer/kept); the screens say which moment. A figure is shown with its period,
// definition, base and source. A rating is a word and a sign, and its colour only repeats them. What the public sees of
// counted records has gone through core/suppress, or is withheld.
package answer

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/kept"
	"github.com/wardmote/wardmote/internal/answer/publish"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/cite"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

//go:embed *.html
var templates embed.FS

// Parts are what the screens show beside records.
type Parts struct {
	Indicators *kept.Kept[indicator.Book]
	Wards      *kept.Kept[*publish.Tables]
}

type screens struct {
	Parts
	desk  *desk.Desk
	pages *page.Set
}

// Register puts the screens on the mux.
func Register(mux page.Mux, d *desk.Desk, parts Parts) {
	s := &screens{Parts: parts, desk: d, pages: d.Site.MustSet(templates)}
	for pattern, h := range map[string]page.Handler{
		"GET /plan":                 s.planNow,
		"GET /plan/{plan}":          s.planVersion,
		"GET /plan/{plan}/{part}":   s.priority,
		"GET /indicators/{id}":      s.indicator,
		"GET /wards":                s.wards,
		"GET /wards/{code}":         s.ward,
		"GET /wards/shapes.geojson": s.shapes,
		"GET /borough":              s.borough,
		"GET /figures":              s.figures,
		"GET /figures/{id}":         s.figure,
		"GET /sources/numbers":      s.numbers,
		"GET /sources/{paper}":      s.paper,
	} {
		mux.Handle(pattern, d.Open(h))
	}
	for pattern, h := range map[string]page.Handler{
		"/indicators/{id}/enter":    s.enter,
		"POST /performance/compute": s.compute,
		"GET /performance":          s.performance,
		"GET /boards":               s.boards,
		"GET /boards/calendar":      s.calendar,
		"GET /boards/actions":       s.actions,
		"GET /boards/{id}":          s.board,
		"/boards/{id}/convene":      s.convene,
	} {
		mux.Handle(pattern, d.Staff(h))
	}
}

func (s *screens) today() when.Date { return s.desk.Gate.Now().Date() }

// public says that nobody has signed in.
func public(r *http.Request) bool { return len(desk.Who(r).Posts) == 0 }

// mayEnter says that the reader keeps the indicators.
func (s *screens) mayEnter(r *http.Request) bool {
	return s.desk.Gate.Rules().Home(desk.Who(r), "performance", "admin")
}

// mayWatch says that the desk of the plan's performance is for the reader.
func (s *screens) mayWatch(r *http.Request) bool {
	return s.desk.Gate.Rules().Home(desk.Who(r), "performance", "board", "admin")
}

// mayCount says that the reader's post counts reports, or opens them.
func (s *screens) mayCount(r *http.Request) bool {
	rules, report := s.desk.Gate.Rules(), s.desk.Pack().Partnership.Report
	return rules.Anywhere(desk.Who(r), pack.Count, report) || rules.Anywhere(desk.Who(r), pack.View, report)
}

// read runs fn with what the reader may see.
func (s *screens) read(r *http.Request, fn func(*gate.View) error) error {
	return s.desk.Gate.Read(r.Context(), desk.Who(r), fn)
}

// signInFirst leads a reader to the sign-in page and back.
func signInFirst(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/sign-in?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
	return nil
}

// source is where something comes from, with links to the pages about the partnership's papers.
func (s *screens) source(source string) template.HTML { return cite.HTML(s.desk.Pack(), source) }

// ratings are drawn with a sign, the words and a colour; the words say it all.
var ratings = map[pack.Rating]struct{ sign, colour string }{
	pack.Achieved:      {"✓", "green"},
	pack.NeedsMoreWork: {"●", "yellow"},
	pack.NotAchieved:   {"✗", "red"},
}

// ratingTag is a rating as it stands in a table or a page.
func ratingTag(say *catalogue.Catalogue, r string) template.HTML {
	look, ok := ratings[pack.Rating(r)]
	if !ok {
		return say.HTML("rating.none")
	}
	return govuk.HTML(govuk.Tag{Classes: "govuk-tag--" + look.colour,
		HTML: template.HTML(`<span aria-hidden="true">`+look.sign+`</span> `) + esc(ratingWords(say, r))}) //nolint:gosec // look comes from the table above
}

// ratingWords are a rating as people read it.
func ratingWords(say *catalogue.Catalogue, r string) string {
	switch pack.Rating(r) {
	case pack.Achieved:
		return say.Say("rating.achieved")
	case pack.NeedsMoreWork:
		return say.Say("rating.needs")
	case pack.NotAchieved:
		return say.Say("rating.not")
	}
	return r
}

// esc is a text in the HTML of a cell.
func esc(text string) template.HTML {
	return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped
}

// link is a link as a cell of a table.
func link(href, text string) template.HTML {
	return template.HTML(`<a class="govuk-link" href="` + template.HTMLEscapeString(href) + `">` + template.HTMLEscapeString(text) + `</a>`) //nolint:gosec // escaped
}

// goodWords say which way is better.
func goodWords(say *catalogue.Catalogue, g pack.Good) string {
	switch g {
	case pack.Up:
		return say.Say("good.up")
	case pack.Down:
		return say.Say("good.down")
	}
	return say.Say("good.neither")
}

// everyWords say how often a value is taken.
func everyWords(say *catalogue.Catalogue, e pack.Every) string {
	if e == "" {
		return ""
	}
	return say.Say("every." + string(e))
}
