package browsertest_test

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"github.com/wardmote/wardmote/internal/web/browsertest"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/page"
)

func TestMain(m *testing.M) { browsertest.Main(m) }

// gallery is a small program of pages that show everything.
type gallery struct {
	*httptest.Server
	mu     sync.Mutex
	drafts []string
	posts  []string
}

type partsPage struct {
	page.Page
	Parts []part
}

type formPage struct {
	page.Page
	What   govuk.Radios
	Detail govuk.CharacterCount
	When   govuk.DateInput
	Who    govuk.Checkboxes
}

type mapPage struct {
	page.Page
	Map, Pick mapview.Map
	Lon, Lat  govuk.Input
}

func open(t *testing.T) *gallery {
	t.Helper()
	site := &page.Site{Brand: page.Brand{Name: "Example Community Safety Partnership", Colour: "#4b2e83"}, Demonstration: true, SignOut: "/sign-out",
		Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Footer: []page.Link{{Text: "Accessibility statement", Href: "/accessibility"}},
		Attribution: `Contains public sector information licensed under the <a class="govuk-footer__link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Open Government Licence v3.0</a>.`,
		Viewer: func(*http.Request) page.Viewer {
			return page.Viewer{SignedIn: true, Name: "A. Officer", Post: "Locality officer", Nav: []page.NavItem{
				{Text: "Home", Href: "/home"}, {Text: "Cases", Href: "/gallery"}, {Text: "Hotspots", Href: "/map"}, {Text: "Plan", Href: "/plan"}}}
		}}
	if err := site.Prepare(); err != nil {
		t.Fatal(err)
	}
	if !site.Assets.Built() {
		t.Fatal("the bundles are not built: run `npm ci && go run ./tools/assets` in the root of the repository")
	}
	set, err := site.Set(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	g := &gallery{}
	mux := http.NewServeMux()
	site.Register(mux)
	for path, parts := range map[string][]part{"/gallery": components(), "/casework": casework(), "/charts": charts()} {
		mux.Handle("GET "+path, site.Handle(func(w http.ResponseWriter, r *http.Request) error {
			return set.Write(w, r, "gallery.html", &partsPage{Page: page.Page{Title: "Everything, once", Wide: path != "/gallery",
				Breadcrumbs: []govuk.Link{{Text: "Home", Href: "/home"}, {Text: "Gallery"}}}, Parts: parts})
		}))
	}
	mux.Handle("/form", site.Handle(func(w http.ResponseWriter, r *http.Request) error { return g.form(set, w, r) }))
	mux.Handle("POST /draft", site.Handle(g.draft))
	mux.Handle("GET /map", site.Handle(func(w http.ResponseWriter, r *http.Request) error { return set.Write(w, r, "map.html", maps()) }))
	mux.HandleFunc("GET /geo/{name}", geo)
	mux.HandleFunc("GET /map/{name}", func(w http.ResponseWriter, _ *http.Request) { // a small ground, for every map asks for one
		w.Header().Set("Content-Type", "application/geo+json")
		_, _ = w.Write([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"station","name":"Test"},"geometry":{"type":"Point","coordinates":[-0.03,51.515]}}]}`))
	})
	g.Server = httptest.NewServer(site.Middleware(mux))
	t.Cleanup(g.Close)
	return g
}

func (g *gallery) form(set *page.Set, w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	screen := &formPage{Page: page.Page{Title: "What happened?", Back: "/gallery", Exit: true}}
	if r.Method == http.MethodPost {
		g.mu.Lock()
		g.posts = append(g.posts, r.PostForm.Encode())
		g.mu.Unlock()
		form.Choice("what", []string{"noise", "drugs"}, "Choose what happened")
		form.Needed("detail", 200, "Describe what happened")
		form.Date("on", "The date it happened")
		if len(form.Errors) == 0 {
			return page.Redirect(w, r, "/form", "Your report was taken")
		}
		screen.Errors = form.Errors
	}
	screen.What = govuk.Radios{Name: "what", Value: form.Text("what", 0), ErrorMessage: form.Errors.For("what"),
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "What was it about?", Classes: "govuk-fieldset__legend--m"}},
		Items:    []govuk.Choice{{Value: "noise", Text: "Noise"}, {Value: "drugs", Text: "Drugs", Hint: govuk.Hint{Text: "Using or selling"}}}}
	screen.Detail = govuk.CharacterCount{Name: "detail", MaxLength: 200, Value: form.Text("detail", 0), Label: govuk.Label{Text: "What happened?"}, ErrorMessage: form.Errors.For("detail")}
	screen.When = govuk.DateInput{ID: "on", NamePrefix: "on", Values: form.DateValues("on"), Hint: govuk.Hint{Text: "For example, 27 3 2026"},
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "When did it happen?"}}}
	screen.Who = govuk.Checkboxes{Name: "who", Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Who is affected?"}}, Items: []govuk.Choice{{Value: "me", Text: "Me"}, {Value: "child", Text: "A child"}}}
	return set.Write(w, r, "form.html", screen)
}

func (g *gallery) draft(w http.ResponseWriter, r *http.Request) error {
	form, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	g.mu.Lock()
	g.drafts = append(g.drafts, form.Text("detail", 0))
	g.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func maps() *mapPage {
	box := [4]float64{-0.08, 51.48, 0.02, 51.55}
	facts := govuk.Table{Head: []govuk.Cell{{Text: "Place"}, {Text: "Reports", Format: "numeric"}}, Rows: [][]govuk.Cell{{{Text: "North"}, {Text: "31", Format: "numeric"}}, {{Text: "South"}, {Text: "12", Format: "numeric"}}}}
	return &mapPage{Page: page.Page{Title: "Hotspots", Map: true, Wide: true},
		Map: mapview.Map{ID: "spots", Title: "Hotspots of noise, 2018", Description: "Two cells are busier than chance.", Bounds: box, Table: facts, Source: "made up",
			Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: "Ward", URL: "/geo/wards"},
				{ID: "cells", Kind: mapview.Cells, URL: "/geo/cells", Levels: []mapview.Level{{Value: "1", Text: "Busier, 90% sure"}, {Value: "2", Text: "95% sure"}, {Value: "3", Text: "99% sure"}, {Value: "cold", Text: "Quieter"}}},
				{ID: "points", Kind: mapview.Points, Text: "Reports at the publisher's point", URL: "/geo/points"}}},
		Pick: mapview.Map{ID: "pick", Title: "Where did it happen?", Bounds: box, Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: "Ward", URL: "/geo/wards"}}, Pick: &mapview.Pick{LonID: "lon", LatID: "lat"}},
		Lon:  govuk.Input{Name: "lon", Label: govuk.Label{Text: "Longitude"}, Classes: "govuk-input--width-10"},
		Lat:  govuk.Input{Name: "lat", Label: govuk.Label{Text: "Latitude"}, Classes: "govuk-input--width-10"}}
}

func square(w, s, e, n float64, properties map[string]any) map[string]any {
	return map[string]any{"type": "Feature", "properties": properties, "geometry": map[string]any{"type": "Polygon",
		"coordinates": [][][]float64{{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}}
}

func geo(w http.ResponseWriter, r *http.Request) {
	var features []map[string]any
	switch r.PathValue("name") {
	case "wards":
		features = append(features, square(-0.08, 51.48, -0.03, 51.55, map[string]any{"name": "West Ward"}), square(-0.03, 51.48, 0.02, 51.55, map[string]any{"name": "St Katharine's & East"}))
	case "cells":
		for i, level := range []string{"1", "2", "3", "cold"} {
			x := -0.07 + float64(i)*0.02
			features = append(features, square(x, 51.50, x+0.015, 51.51, map[string]any{"level": level, "label": "12 reports, 5 expected"}))
		}
	case "points":
		features = append(features, map[string]any{"type": "Feature", "properties": map[string]any{"count": 9, "label": "9 reports"}, "geometry": map[string]any{"type": "Point", "coordinates": []float64{-0.01, 51.53}}})
	}
	w.Header().Set("Content-Type", "application/geo+json")
	_ = json.NewEncoder(w).Encode(map[string]any{"type": "FeatureCollection", "features": features})
}
