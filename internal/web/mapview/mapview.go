// Package mapview draws maps: boundaries, cells of a grid, points and lines from GeoJSON that our own server gives, on a
// ground of our own (water, parks, main roads, stations, and the names of streets when it is near enough), with no tile server outside.
// Who has no scripts sees the ground as a picture. Beside every map stand the same facts as a table, in the page itself or
// named by Beside: who sees no map, or has no scripts, loses nothing.
//
// The GeoJSON is WGS84. Properties that the map reads: "label" is shown when a feature is pressed, "name" is written on a
// boundary, "level" is the class of a cell (1 to 3, or "cold"), "count", or "size" where it is given, sets the size of a point. Cells differ by
// hatching as well as by colour.
//
// A Pick turns the map into a way to fill two inputs with a place; the inputs themselves are the way by keyboard, and
// moving the map with the arrow keys under its cross and pressing Enter is another.
//
// A page with a map sets page.Page.Map, which loads the map's bundle.
package mapview

import (
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

// Where the ground of every map is: its shapes, the names of its streets, and both as a picture (Still) of "box", the west, south, east
// and north of what is shown.
const (
	GroundPath  = "/map/ground.geojson"
	StreetsPath = "/map/streets.geojson"
	StillPath   = "/map/still.svg"
)

// Kind is how a layer is drawn.
type Kind string

// The kinds of layer.
const (
	Boundaries Kind = "boundary" // outlines with their names
	Cells      Kind = "cell"     // areas shaded and hatched by "level"
	Points     Kind = "point"    // dots sized by "count"
	Lines      Kind = "line"     // ways, such as "along this road"
)

// Level is one class of Cells in the legend: Value is "1", "2", "3" or "cold".
type Level struct {
	Value string
	Text  string
}

// Layer is one GeoJSON source. Layers are drawn in order, the last on top.
type Layer struct {
	ID     string
	Kind   Kind
	Text   string // in the legend
	URL    string // of the GeoJSON, on our own server
	Levels []Level
}

// Pick names the inputs that a press on the map fills, in degrees.
type Pick struct {
	LonID string
	LatID string
	Text  string // on the button that takes the place under the cross, such as "Use the place under the cross"
}

// Map is a figure with a map. ID must be unique on the page.
type Map struct {
	ID          string
	Title       string
	Description string
	Source      string
	Bounds      [4]float64 // west, south, east, north in degrees; all zero fits the data
	Layers      []Layer
	Pick        *Pick
	Tall        bool
	Table       govuk.Table          // the same facts; its caption is the map's title where it has none
	Words       *catalogue.Catalogue // of the reader's language; English where nil
	Beside      string               // id of a table elsewhere on the page that shows the same facts, where Table is empty
}

// Funcs are the functions of a template in a language.
func Funcs(c *catalogue.Catalogue) template.FuncMap {
	return template.FuncMap{"map": func(m Map) (template.HTML, error) {
		m.Words = c
		return m.HTML()
	}}
}

// config is what the script reads.
type config struct {
	Title  string      `json:"title"`
	Bounds *[4]float64 `json:"bounds,omitempty"`
	Layers []layer     `json:"layers"`
	Ground string      `json:"ground"`
	Street string      `json:"streets"`
	Lon    string      `json:"lon,omitempty"`
	Lat    string      `json:"lat,omitempty"`
	Failed string      `json:"failed"`
	Picked string      `json:"picked,omitempty"` // with {lat} and {lon} in it
}

type layer struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	URL  string `json:"url"`
}

// HTML draws the figure. A map without a table, without a Beside and without a Pick is an error: some readers would get
// nothing at all.
func (m Map) HTML() (template.HTML, error) {
	if len(m.Table.Rows) == 0 && m.Beside == "" && m.Pick == nil {
		return "", fmt.Errorf("map %s: give it the table of its facts, or name the one beside it", m.ID)
	}
	settings, err := json.Marshal(m.config())
	if err != nil {
		return "", fmt.Errorf("map %s: %w", m.ID, err)
	}
	var b strings.Builder
	esc := template.HTMLEscapeString
	id, tall := esc(m.ID), ""
	if m.Tall {
		tall = " wm-map__canvas--tall"
	}
	fmt.Fprintf(&b, `<figure class="wm-map" id="%s" aria-labelledby="%[1]s-caption"><figcaption id="%[1]s-caption"><span class="govuk-heading-s wm-chart__title">%[2]s</span>`, id, esc(m.Title))
	if m.Description != "" {
		b.WriteString(`<p class="govuk-body-s">` + esc(m.Description) + `</p>`)
	}
	b.WriteString("</figcaption>")
	fmt.Fprintf(&b, `<div class="wm-map__canvas%s" id="%s-canvas" data-wm-map="%s"></div><p class="govuk-body-s wm-map__status" id="%[2]s-status" role="status"></p>`, tall, id, esc(string(settings)))
	if m.Pick != nil {
		b.WriteString(`<div class="wm-map__pick wm-script-only">` + string(govuk.HTML(govuk.Button{Type: "button", Text: m.Pick.text(m.words()), Classes: "govuk-button--secondary",
			Attributes: govuk.Attributes{"data-wm-pick": m.ID}})) + `</div>`)
	}
	b.WriteString(`<noscript><img class="wm-map__still" src="` + esc(m.still()) + `" alt="` + esc(m.words().Say("map.still")) + `"><p class="govuk-body-s">` + esc(m.words().Say("map.noScript")) + `</p></noscript>`)
	m.writeLegend(&b)
	b.WriteString(string(m.facts()))
	if m.Source != "" {
		b.WriteString(`<p class="govuk-body-s">` + esc(m.words().Say("chart.source", "source", m.Source)) + `</p>`)
	}
	b.WriteString("</figure>")
	return template.HTML(b.String()), nil //nolint:gosec // every text in it was escaped above
}

func (m Map) words() *catalogue.Catalogue {
	if m.Words == nil {
		return catalogue.English()
	}
	return m.Words
}

// still is where the picture of what the map shows is.
func (m Map) still() string {
	if m.Bounds == ([4]float64{}) {
		return StillPath
	}
	return fmt.Sprintf("%s?box=%.4f,%.4f,%.4f,%.4f", StillPath, m.Bounds[0], m.Bounds[1], m.Bounds[2], m.Bounds[3])
}

func (p Pick) text(say *catalogue.Catalogue) string {
	if p.Text == "" {
		return say.Say("map.use")
	}
	return p.Text
}

func (m Map) config() config {
	c := config{Title: m.Title, Layers: make([]layer, 0, len(m.Layers)), Ground: GroundPath, Street: StreetsPath, Failed: m.words().Say("map.failed")}
	if m.Bounds != ([4]float64{}) {
		c.Bounds = &m.Bounds
	}
	if m.Pick != nil {
		c.Lon, c.Lat, c.Picked = m.Pick.LonID, m.Pick.LatID, m.words().Say("map.pickedAt")
	}
	for _, l := range m.Layers {
		c.Layers = append(c.Layers, layer{l.ID, l.Kind, l.URL})
	}
	return c
}

func (m Map) facts() template.HTML {
	if len(m.Table.Rows) == 0 {
		if m.Beside == "" {
			return ""
		}
		return template.HTML(`<p class="govuk-body-s wm-no-print"><a class="govuk-link" href="#` + template.HTMLEscapeString(m.Beside) + `">` + template.HTMLEscapeString(m.words().Say("map.asTable")) + `</a></p>`) //nolint:gosec // escaped
	}
	t := m.Table
	if t.Caption == "" {
		t.Caption, t.CaptionClasses = m.Title, "govuk-visually-hidden"
	}
	return `<div class="wm-scroll" tabindex="0" role="group" aria-label="` + template.HTML(template.HTMLEscapeString(m.words().Say("chart.table", "title", m.Title))) + `">` + govuk.HTML(t) + `</div>` //nolint:gosec // escaped
}

// hatching of the classes of a cell, the same that the script draws.
var hatching = map[string]string{"1": "M0 9L9 0", "2": "M0 0L9 9M0 9L9 0", "3": "M0 4.5H9M4.5 0V9", "cold": "M0 4.5H9"}

// groundSwatch shows in the legend how the ground is drawn.
var groundSwatch = map[string]string{
	"water":   `<rect class="wm-m-water" width="26" height="18"/>`,
	"park":    `<rect class="wm-m-park" width="26" height="18"/>`,
	"road":    `<path class="wm-m-road" d="M0 13L26 5"/><path class="wm-m-road-top" d="M0 13L26 5"/>`,
	"station": `<circle class="wm-m-station" cx="13" cy="9" r="5"/>`,
}

func (m Map) writeLegend(b *strings.Builder) {
	b.WriteString(`<ul class="wm-map__legend govuk-body-s">`)
	item := func(swatch, text string) {
		if text != "" {
			b.WriteString(`<li><svg viewBox="0 0 26 18" aria-hidden="true" focusable="false">` + swatch + `</svg>` + template.HTMLEscapeString(text) + `</li>`)
		}
	}
	for _, l := range m.Layers {
		switch l.Kind {
		case Boundaries:
			item(`<rect class="wm-map__shape wm-m-boundary" x="3" y="3" width="20" height="12"/>`, l.Text)
		case Points:
			item(`<circle class="wm-m-point" cx="13" cy="9" r="6"/>`, l.Text)
		case Lines:
			item(`<path class="wm-map__shape" d="M2 14L10 5L24 9"/>`, l.Text)
		case Cells:
			for _, level := range l.Levels {
				item(m.swatch(l.ID, level.Value), level.Text)
			}
		}
	}
	for _, g := range [][2]string{{"water", "map.water"}, {"park", "map.park"}, {"road", "map.road"}, {"station", "map.station"}} {
		item(groundSwatch[g[0]], m.words().Say(g[1]))
	}
	if m.Pick != nil {
		item(`<circle class="wm-m-picked" cx="13" cy="9" r="5"/>`, m.words().Say("map.picked"))
	}
	b.WriteString("</ul>")
}

func (m Map) swatch(layer, value string) string {
	d, ok := hatching[value]
	if !ok {
		return ""
	}
	class := "wm-m-line"
	if value == "3" {
		class += " wm-m-line--light"
	}
	id := template.HTMLEscapeString(m.ID + "-" + layer + "-" + value)
	return fmt.Sprintf(`<defs><pattern id="%s" width="9" height="9" patternUnits="userSpaceOnUse"><path class="%s" d="%s"/></pattern></defs>`+
		`<rect class="wm-m-%s" width="26" height="18"/><rect width="26" height="18" fill="url(#%[1]s)"/>`, id, class, d, value)
}
