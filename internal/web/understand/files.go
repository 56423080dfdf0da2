package understand

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/understand/finding"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// hidden are the fields of a question for a form.
func hidden(a inquiry.Ask) []pair {
	values, err := url.ParseQuery(strings.TrimPrefix(queryOf(a), "?"))
	if err != nil {
		return nil // queryOf writes what ParseQuery reads
	}
	var out []pair
	for name, list := range values {
		for _, v := range list {
			out = append(out, pair{name, v})
		}
	}
	return out
}

// asked answers the question of an address.
func (s *screens) answered(r *http.Request) (*finding.Finding, error) {
	if id := r.PathValue("run"); id != "" {
		run, err := s.Inquiry.Run(r.Context(), desk.Who(r), id)
		if err != nil {
			return nil, err
		}
		return run.Finding, nil
	}
	q, err := s.inquiry(r)
	if err != nil {
		return nil, err
	}
	if q.Long {
		return nil, page.Fail(page.NotFound, "This question is answered in the background; open the answer that was kept.")
	}
	query := page.ReadQuery(r)
	a, err := s.Inquiry.Answer(r.Context(), desk.Who(r), readAsk(q.ID, query))
	if err != nil {
		return nil, err
	}
	return a.Finding, nil
}

// noted keeps in the audit that figures leave the system, before they do.
func (s *screens) noted(r *http.Request, f *finding.Finding, rows int, what string) error {
	return s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error {
		return v.NoteAnalysis(f.Analysis, rows, what+": "+f.Title)
	})
}

func (s *screens) csv(w http.ResponseWriter, r *http.Request) error {
	f, err := s.answered(r)
	if err != nil {
		return err
	}
	id := strings.TrimSuffix(r.PathValue("section"), ".csv")
	sec, ok := f.Section(id)
	if !ok {
		return page.Fail(page.NotFound, "There is no such table in this answer.")
	}
	if err := s.noted(r, f, len(sec.Figures(page.Words(r)).Rows), "CSV of "+id); err != nil {
		return err
	}
	w.Header().Set("Content-Type", sheet.Media)
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-%s.csv"`, f.Analysis, id))
	return f.WriteCSV(w, page.Words(r), sec)
}

func (s *screens) runCSV(w http.ResponseWriter, r *http.Request) error { return s.csv(w, r) }

// layer is a layer of the map on the page; what is shown is not taken out.
func (s *screens) layer(w http.ResponseWriter, r *http.Request) error {
	f, err := s.answered(r)
	if err != nil {
		return err
	}
	l, ok := f.Map.Layer(strings.TrimSuffix(r.PathValue("layer"), ".geojson"))
	if !ok {
		return page.Fail(page.NotFound, "There is no such map in this answer.")
	}
	w.Header().Set("Cache-Control", "private, max-age=60")
	return packed(w, r, "application/geo+json", func(to io.Writer) error { return finding.WriteDrawing(to, l) })
}

func (s *screens) runLayer(w http.ResponseWriter, r *http.Request) error { return s.layer(w, r) }

// geojson takes the whole map out.
func (s *screens) geojson(w http.ResponseWriter, r *http.Request) error {
	f, err := s.answered(r)
	if err != nil {
		return err
	}
	if f.Map == nil {
		return page.Fail(page.NotFound, "There is no map in this answer.")
	}
	var layers []*finding.Layer
	rows := 0
	for i := range f.Map.Layers {
		layers = append(layers, &f.Map.Layers[i])
		rows += len(f.Map.Layers[i].Features)
	}
	if err := s.noted(r, f, rows, "GeoJSON"); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s.geojson"`, f.Analysis))
	return packed(w, r, "application/geo+json", func(to io.Writer) error { return finding.WriteGeoJSON(to, layers...) })
}

// boundaries are the wards of the pack, for every map.
func (s *screens) boundaries(w http.ResponseWriter, r *http.Request) error {
	type shape struct {
		Type       string         `json:"type"`
		Properties map[string]any `json:"properties"`
		Geometry   map[string]any `json:"geometry"`
	}
	shapes := []shape{}
	for _, ward := range s.Inquiry.Areas.Shapes(r.URL.Query().Get("area")) {
		shapes = append(shapes, shape{"Feature", map[string]any{"name": ward.Name, "label": ward.Name, "code": ward.Code.String(), "chosen": ward.Chosen},
			map[string]any{"type": "MultiPolygon", "coordinates": ward.Polygons}})
	}
	w.Header().Set("Cache-Control", "private, max-age=3600")
	return packed(w, r, "application/geo+json", func(to io.Writer) error {
		return json.NewEncoder(to).Encode(map[string]any{"type": "FeatureCollection", "features": shapes})
	})
}

// packed writes in gzip to whoever reads it: a map is a tenth of its size.
func packed(w http.ResponseWriter, r *http.Request, sort string, write func(io.Writer) error) error {
	w.Header().Set("Content-Type", sort)
	w.Header().Add("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		return write(w)
	}
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	if err := write(z); err != nil {
		return err
	}
	return z.Close()
}
