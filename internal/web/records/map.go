package records

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// mapRows bounds what one map shows; a map of more says so and asks for a filter.
const mapRows = 500

type mapPage struct {
	page.Page
	Filter   govuk.Filter
	Narrowed bool
	Map      mapview.Map
	Table    govuk.SortableTable
	Full     bool
	List     string
}

// mapped is the records of a kind on a map, with the same records as a table beside it.
func (s *screens) mapped(w http.ResponseWriter, r *http.Request) error {
	k, err := s.kind(r, pack.View)
	if err != nil {
		return err
	}
	if !k.Map {
		return page.Fail(page.NotFound, "%s have no places to show on a map.", k.Plural)
	}
	f, err := s.readable(r, k)
	if err != nil {
		return err
	}
	found, err := s.points(r, f)
	if err != nil {
		return err
	}
	names, err := s.names(r, assignees(found.Records))
	if err != nil {
		return err
	}
	path := "/records/" + k.ID
	screen := &mapPage{Page: page.Page{Title: k.Plural + " on the map", Wide: true, Map: true, Exit: k.Sensitive, Breadcrumbs: s.crumbs(r, k, govuk.Link{Text: "Map"})},
		Filter: f.panel(path + "/map"), Full: found.Next != "", List: path + f.with("after", "")}
	screen.Narrowed = len(screen.Filter.Selected) > 0
	screen.Table = s.table(f, found.Records, names)
	for i := range screen.Table.Head {
		screen.Table.Head[i].Href, screen.Table.Head[i].Direction = "", ""
	}
	screen.Map = mapview.Map{ID: "map", Title: page.Count(len(found.Records), words.Lower(k.Name), words.Lower(k.Plural)), Tall: true, Bounds: s.bounds(), Beside: "records",
		Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: "Ward", URL: "/places/wards.geojson"},
			{ID: "points", Kind: mapview.Points, Text: k.Name, URL: path + "/points.geojson" + f.with("after", "")}}}
	return s.pages.Write(w, r, "map.html", screen)
}

func (s *screens) points(r *http.Request, f *filter) (gate.List, error) {
	q := f.asked
	q.HasPoint, q.Limit, q.After = true, mapRows, ""
	var found gate.List
	err := s.read(r, func(v *gate.View) (err error) {
		found, err = v.List(q)
		return err
	})
	return found, err
}

// pointsGeoJSON is what the map draws: the same records as the table beside it.
func (s *screens) pointsGeoJSON(w http.ResponseWriter, r *http.Request) error {
	k, err := s.kind(r, pack.View)
	if err != nil {
		return err
	}
	f, err := s.readable(r, k)
	if err != nil {
		return err
	}
	found, err := s.points(r, f)
	if err != nil {
		return err
	}
	features := make([]feature, 0, len(found.Records))
	for i := range found.Records {
		features = append(features, s.mapFeature(&found.Records[i]))
	}
	left := ""
	if found.Next != "" {
		left = fmt.Sprintf("records beyond the first %d of the list; narrow it to see them", mapRows)
	}
	return writeFeatures(w, features, left, "no-store")
}

func (s *screens) mapFeature(r *record.Record) feature {
	d, _ := page.ShortDate(dayOf(r))
	return feature{Type: "Feature", Geometry: pointGeometry{"Point", [2]float64{r.Point.Lon, r.Point.Lat}},
		Properties: map[string]any{"label": r.Reference + ", " + d + ", " + r.Title, "href": "/record/" + r.Reference, "count": 1}}
}

// writeFeatures writes a collection (RFC 7946), with a member of its own that says so where something was left out.
func writeFeatures(w http.ResponseWriter, features []feature, left, cache string) error {
	out := map[string]any{"type": "FeatureCollection", "features": features}
	if left != "" {
		out["leftOut"] = left
	}
	body, err := json.Marshal(out)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/geo+json")
	w.Header().Set("Cache-Control", cache)
	_, _ = w.Write(body) // a reader that has gone away is not our fault
	return nil
}

// wardsGeoJSON is the boundaries of the wards, which are public.
func (s *screens) wardsGeoJSON(w http.ResponseWriter, _ *http.Request) error {
	var features []feature
	for _, a := range s.desk.Atlas().Areas(s.desk.Pack().Partnership.Wards, when.Date{}) {
		features = append(features, feature{Type: "Feature", Properties: map[string]any{"name": a.Name, "code": a.Code, "label": a.Name},
			Geometry: map[string]any{"type": "MultiPolygon", "coordinates": a.Rings()}})
	}
	return writeFeatures(w, features, "", "private, max-age=3600")
}
