// Package hear is the public side of hearing, and the desk where staff hear for somebody else: the start page, the report
// journey, the reporter's own page, the directory and advice; for staff, the log of a call and the counts by channel.
//
// The journey asks one thing per page and needs no JavaScript. Every answer is on the server before the next page is
// shown, sealed under a token that only the browser holds, so that a lost connection loses nothing and the store tells
// nobody what was typed. The right door is shown wherever one is better than ours, and every such page lets the person go
// on: there is no wrong door.
//
// Sending is idempotent by the form's token: a double click, the back button or a replay gives the first reference again.
// Nothing about the device is kept: limits on sending count hashes of addresses in memory, never in the store.
package hear

import (
	"embed"
	"net/http"
	"time"

	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/photo"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/hear/words"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type screens struct {
	desk    *desk.Desk
	reports *report.Desk
	pages   *page.Set
	asking  *page.Set // of journeys
	photos  *photo.Cleaner
	report  *journey.Form[*report.Filled]
	forms   *form.Desk
	asked   map[string]*journey.Form[*form.Filled] // forms of the pack, by id
	lexicon *words.Lexicon
	sending *credential.Limiter // public sendings per address
	tries   *credential.Door    // where reporters try reference and PIN
}

// Register puts the screens of hearing on the mux.
func Register(mux page.Mux, d *desk.Desk, reports *report.Desk) {
	s := &screens{desk: d, reports: reports, pages: d.Site.MustSet(templates), photos: photo.NewCleaner(photo.Limits{}),
		// Many residents share one address behind a provider's gateway or in a library, so the public limit is generous.
		sending: credential.NewLimiter(20*time.Second, 60, 50_000), tries: credential.NewDoor(150_000)}
	s.asking, s.lexicon = journey.Pages(d.Site), words.New(d.Pack())
	s.report, s.forms, s.asked = s.newReport(), &form.Desk{Gate: d.Gate, PINs: reports.PINs}, map[string]*journey.Form[*form.Filled]{}
	for _, f := range d.Pack().Forms {
		s.asked[f.ID] = s.newAsked(f.ID)
	}
	for pattern, h := range map[string]page.Handler{
		"GET /{$}":                             s.home,
		"GET /report":                          s.begin,
		"/report/{question}":                   s.question,
		"POST /report/save":                    s.autosave,
		"POST /report/clear":                   s.clear,
		"GET " + ExitPath:                      s.exit,
		"GET /report/doors":                    s.showDoors,
		"POST /report/doors":                   s.passDoors,
		"GET /report/photo/{id}":               s.formPhoto,
		"GET /report/sent":                     s.sent,
		"GET /report/wards.geojson":            s.wards,
		"GET " + mapview.GroundPath:            s.ground,
		"GET " + mapview.StreetsPath:           s.streets,
		"GET " + mapview.StillPath:             s.still,
		"GET " + askPath + "{form}":            s.beginAsked,
		askPath + "{form}/{page}":              s.askedPage,
		"POST " + askPath + "{form}/clear":     s.clearAsked,
		"GET " + askPath + "{form}/sent":       s.sentAsked,
		"GET " + askPath + "{form}/photo/{id}": s.askedPhoto,
		"/track":                               s.track,
		"/track/{act}":                         s.follow,
		"GET /track/photo/{id}":                s.reporterPhoto,
		"GET /directory":                       s.directory,
		"GET /directory/{id}":                  s.service,
		"GET /case-reviews":                    s.reviews,
		"GET /case-reviews/figures.csv":        s.reviewFigures,
		"GET /advice":                          s.advice,
		"GET /accessibility":                   s.reading("accessibility.title", "accessibility.html"),
		"GET /privacy":                         s.reading("privacy.title", "privacy.html"),
		"GET /sources":                         s.reading("sources.title", "sources.html"),
	} {
		mux.Handle(pattern, d.Open(h))
	}
	mux.Handle("GET /triage/log", d.Staff(s.log))
	mux.Handle("POST /triage/log", d.Staff(s.log))
	mux.Handle("GET /take/{form}", d.Staff(s.take))
	mux.Handle("POST /take/{form}", d.Staff(s.take))
	mux.Handle("GET /triage/channels", d.Staff(s.channels))
}

func (s *screens) pack() *pack.Pack { return s.desk.Pack() }

// allow takes one try of a limiter, and says in plain words that there were too many, and what stands in spite of that.
func (s *screens) allow(r *http.Request, l *credential.Limiter, key, stands string) error {
	ok, wait := l.Allow(key, s.desk.Gate.Now().Time())
	if ok {
		return nil
	}
	minutes := int(wait/time.Minute) + 1
	return &page.Error{Kind: page.TooMany, Err: fault.ErrTooMany, Wait: wait, Message: page.Say(r, "form.often", "count", minutes, "stands", stands)}
}
