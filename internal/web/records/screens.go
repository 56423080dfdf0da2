// Package records is the screens that make a kind of record work with no Go of its own (design, decision 4): the list of
// kinds, a list with filters, a form built from the declared fields, the page of one record with everything that hangs on
// it and every act that its states allow, map, CSV and GeoJSON, search, people and places.
//
// Nothing here knows a kind by name, but for the way to the screens of the few moves that have rules of their own. What a kind is called, asks, counts, allows and hides is read from the pack; what the
// reader may see and do is decided by the gate, and these screens only leave out the buttons that it would refuse.
//
// Every form carries the version of the record that its reader saw; a lost race becomes the conflict page. A form that
// makes something carries a key, so that a second click, the back button or a replay finds what the first sending made.
package records

import (
	"embed"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/photo"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

//go:embed *.html
var templates embed.FS

type screens struct {
	desk    *desk.Desk
	pages   *page.Set
	photos  *photo.Cleaner
	words   words.Words
	shelves *shelves // what the pack holds to be found
}

// Register puts the record screens on the mux.
func Register(mux page.Mux, d *desk.Desk) {
	s := &screens{desk: d, pages: d.Site.MustSet(templates), photos: photo.NewCleaner(photo.Limits{}), words: words.Words{Pack: d.Pack()}, shelves: newShelves(d.Pack())}
	for pattern, h := range map[string]page.Handler{
		"GET /records":                       s.kinds,
		"GET /records/{kind}/map":            s.mapped,
		"GET /records/{kind}/points.geojson": s.pointsGeoJSON,
		"GET /records/{kind}/export.csv":     s.csv,
		"GET /records/{kind}/export.geojson": s.geoJSON,
		"GET /records/{kind}/ranked":         s.ranked,
		"GET /search":                        s.search,
		"GET /person/{id}":                   s.person,
		"GET /bodies/{id}":                   s.body,
		"GET /places":                        s.places,
		"GET /places/{id}":                   s.placed,
		"GET /places/wards.geojson":          s.wardsGeoJSON,
		"GET /records/{kind}":                s.list,
		"POST /records/{kind}/bulk":          s.bulk,
		"/records/{kind}/new":                s.create,
		"GET /record/{ref}":                  s.record,
		"GET /record/{ref}/history":          s.history,
		"GET /record/{ref}/assessments":      s.assessments,
		"GET /record/{ref}/file/{id}":        s.file,
		"/record/{ref}/edit":                 s.edit,
		"/record/{ref}/{act}":                s.act,
		"/record/{ref}/{act}/{id}":           s.act,
	} {
		mux.Handle(pattern, d.Staff(h))
	}
}

// kind is the kind that the address names, where the reader has one of the verbs on it somewhere.
func (s *screens) kind(r *http.Request, verbs ...pack.Verb) (*pack.Kind, error) {
	k, ok := s.desk.Pack().Kind(r.PathValue("kind"))
	if !ok {
		return nil, page.Fail(page.NotFound, "There is no kind of record of that name.")
	}
	for _, verb := range verbs {
		if s.may(desk.Who(r), verb, k.ID) {
			return k, nil
		}
	}
	return nil, page.Fail(page.Forbidden, "Your post does not open %s. Ask the person who manages access in your organisation.", k.Plural)
}

func (s *screens) may(who access.Principal, verb pack.Verb, kind string) bool {
	return s.desk.Gate.Rules().Anywhere(who, verb, kind)
}

func (s *screens) read(r *http.Request, fn func(*gate.View) error) error {
	return s.desk.Gate.Read(r.Context(), desk.Who(r), fn)
}
