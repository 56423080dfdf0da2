// Package understand is the analyst's screens: bringing police data in, the questions that can be asked of it, the answers
// with their charts, tables and maps, and the answers that were kept.
//
// Every answer is a finding.Finding, so one page shows them all: a sentence, caveats, and sections that each hold a chart, a
// table or both, with a CSV. What takes long runs as a job with a page that says how far it is. Whoever opens these
// screens needs the verb analyse, and to bring data in the verb import; what leaves the system is kept in the audit.
package understand

import (
	"embed"
	"net/http"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/segment"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/intake"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

//go:embed *.html
var templates embed.FS

// Services are what the screens show.
type Services struct {
	Inquiry *inquiry.Desk
	Intake  *intake.Desk
	Depot   segment.Depot
}

type screens struct {
	Services
	desk  *desk.Desk
	pages *page.Set
}

// Register puts the screens on the mux.
func Register(mux page.Mux, d *desk.Desk, services Services) {
	s := &screens{Services: services, desk: d, pages: d.Site.MustSet(templates)}
	for pattern, h := range map[string]page.Handler{
		"GET /analysis":                            s.index,
		"GET /analysis/{id}":                       s.study,
		"POST /analysis/{id}/keep":                 s.keep,
		"POST /analysis/{id}/run":                  s.begin,
		"GET /analysis/{id}/table/{section}":       s.csv,
		"GET /analysis/{id}/map/{layer}":           s.layer,
		"GET /analysis/{id}/take/map.geojson":      s.geojson,
		"GET /analysis/runs":                       s.runs,
		"GET /analysis/runs/{run}":                 s.run,
		"POST /analysis/runs/{run}/replay":         s.replay,
		"GET /analysis/runs/{run}/table/{section}": s.runCSV,
		"GET /analysis/runs/{run}/map/{layer}":     s.runLayer,
		"GET /documents/{run}":                     s.document,
		"GET /documents/{run}/file":                s.documentFile,
		"/documents/{run}/product":                 s.makeProduct,
		"GET /analysis/jobs/{job}":                 s.job,
		"POST /analysis/jobs/{job}/stop":           s.stopJob,
		"GET /analysis/wards.geojson":              s.boundaries,
	} {
		mux.Handle(pattern, d.Staff(s.needs(pack.Analyse, h)))
	}
	mux.Handle("GET /products", d.Staff(s.products))
	mux.Handle("GET /stop-and-search", d.Open(s.stopAndSearch))
	mux.Handle("GET /stop-and-search/table/{section}", d.Open(s.stopTable))
	for pattern, h := range map[string]page.Handler{
		"GET /import":                     s.imports,
		"POST /import":                    s.upload,
		"GET /import/{job}":               s.imported,
		"POST /import/{job}/stop":         s.stopImport,
		"GET /import/{job}/not-taken.csv": s.notTaken,
		"GET /imports/{id}":               s.oneImport,
		"POST /imports/{id}/accept":       s.acceptImport,
		"POST /imports/{id}/drop":         s.dropImport,
		"POST /imports/{id}/back":         s.takeImportBack,
	} {
		mux.Handle(pattern, d.Staff(s.needs(pack.Import, h)))
	}
}

// needs refuses those whose posts lack a verb on what is not a record.
func (s *screens) needs(verb pack.Verb, h page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := s.desk.Gate.May(desk.Who(r), verb); err != nil {
			return err
		}
		return h(w, r)
	}
}
