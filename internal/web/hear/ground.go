package hear

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/page"
)

// The ground is the same for everybody and says nothing of anybody, so a browser may keep it for an hour; it is private because
// the answer may stand beside a session's cookie.
func keepAnHour(w http.ResponseWriter, kind string) {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=3600")
}

// ground gives the shapes under every map: water, parks, main roads and stations.
func (s *screens) ground(w http.ResponseWriter, _ *http.Request) error {
	shapes, err := s.shapes()
	if err != nil {
		return err
	}
	keepAnHour(w, "application/geo+json")
	_, err = w.Write(shapes)
	return err
}

// shapes are the features of all files of the pack's ground that hold shapes.
func (s *screens) shapes() ([]byte, error) {
	var all []json.RawMessage
	for _, g := range s.pack().Ground {
		if g.Holds != pack.GroundShapes {
			continue
		}
		raw, err := fs.ReadFile(s.pack().FS, g.File)
		if err != nil {
			return nil, fmt.Errorf("the ground %s: %w", g.ID, err)
		}
		var c struct{ Features []json.RawMessage }
		if err := json.Unmarshal(raw, &c); err != nil {
			return nil, fmt.Errorf("the ground %s: %w", g.ID, err)
		}
		all = append(all, c.Features...)
	}
	return json.Marshal(map[string]any{"type": "FeatureCollection", "features": append([]json.RawMessage{}, all...)})
}

// streets gives the names of the streets, each at a point on it, which maps write when they are near enough to be read.
func (s *screens) streets(w http.ResponseWriter, _ *http.Request) error {
	var b bytes.Buffer
	b.WriteString(`{"type":"FeatureCollection","features":[`)
	for i, e := range s.desk.Atlas().OfKind(place.KindStreet) {
		name, err := json.Marshal(e.Name)
		if err != nil {
			return err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		at := place.Central(e.Points)
		fmt.Fprintf(&b, `{"type":"Feature","properties":{"name":%s},"geometry":{"type":"Point","coordinates":[%.5f,%.5f]}}`, name, at.Lon, at.Lat)
	}
	b.WriteString("]}")
	keepAnHour(w, "application/geo+json")
	_, err := w.Write(b.Bytes())
	return err
}

// still is the ground as a picture, for a map on a page that runs no scripts.
func (s *screens) still(w http.ResponseWriter, r *http.Request) error {
	box, err := boxOf(r.URL.Query().Get("box"))
	if err != nil {
		return page.Wrap(page.BadRequest, err)
	}
	shapes, err := s.shapes()
	if err != nil {
		return err
	}
	wards, err := s.wardShapes()
	if err != nil {
		return err
	}
	drawn, err := mapview.Still(wards, shapes, box)
	if err != nil {
		return err
	}
	keepAnHour(w, "image/svg+xml")
	_, err = w.Write(drawn)
	return err
}

// boxOf reads west, south, east and north; nothing is everything.
func boxOf(text string) (box [4]float64, err error) {
	if text == "" {
		return box, nil
	}
	parts := strings.Split(text, ",")
	if len(parts) != 4 {
		return box, fmt.Errorf("a box is west, south, east and north, and this is %q", shorten(text, 60))
	}
	for i, part := range parts {
		if box[i], err = strconv.ParseFloat(part, 64); err != nil || math.IsNaN(box[i]) || math.Abs(box[i]) > 180 {
			return box, fmt.Errorf("a box is four numbers of degrees, and %q is none", shorten(part, 20))
		}
	}
	if box[0] >= box[2] || box[1] >= box[3] {
		return box, fmt.Errorf("the west of a box lies west of its east, and its south below its north")
	}
	return box, nil
}
