package program

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/web/accounts"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/hear"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/signin"
)

// Handler is every screen.
func (p *Program) Handler() (http.Handler, error) {
	d := &desk.Desk{Gate: p.Gate, Acts: p.Acts, Accounts: p.Accounts, Sessions: p.sessions(), Atlas: p.Atlas, Queue: p.Queue, Post: p.Post, Demo: p.Config.Demo, Loads: desk.NewLoads()}
	spool, err := page.NewSpool(filepath.Join(p.Config.Data, "forms"))
	if err != nil {
		return nil, err
	}
	words, problems := languages(p.Pack)
	if err := unusable(problems); err != nil {
		return nil, err
	}
	d.Site = &page.Site{
		Languages:     words,
		Brand:         page.Brand{Name: p.Pack.Partnership.Name, Short: p.Pack.Partnership.Short, Colour: p.Pack.Partnership.Colour},
		Demonstration: p.Config.Demo, SignIn: "/sign-in", SignOut: "/sign-out", Log: p.Config.Log,
		Spool: spool, Proxies: p.Config.Proxies, HSTS: p.Config.HSTS, Viewer: d.Viewer, Classify: []func(error) (page.Kind, bool){desk.Classify}, Tell: desk.Tell,
		GivesBack: d.GivesBack, ExitURL: hear.ExitPath,
		Footer: []page.Link{{Text: "accessibility.title", Href: "/accessibility"}, {Text: "privacy.title", Href: "/privacy"}, {Text: "sources.title", Href: "/sources"},
			{Text: "stops.title", Href: "/stop-and-search"}, {Text: "about.title", Href: "/contact"}},
	}
	d.Sessions.ErrorFunc = d.Site.Failure // as where the store cannot be reached
	if err := d.Site.Prepare(); err != nil {
		return nil, fmt.Errorf("prepare the screens: %w", err)
	}
	var patterns []string
	mux := &routes{ServeMux: http.NewServeMux(), patterns: &patterns}
	d.Site.Register(mux)
	screens := &routes{ServeMux: http.NewServeMux(), patterns: &patterns}
	if err := signin.Register(screens, d); err != nil {
		return nil, err
	}
	if err := accounts.Register(screens, d); err != nil {
		return nil, err
	}
	p.register(screens, d)
	pages := d.Sessions.LoadAndSave(d.Identify(d.Site.Routed(screens.ServeMux)))
	mux.HandleFunc("GET /healthz", p.health(pages))
	mux.HandleFunc("GET /readyz", p.ready)
	mux.ServeMux.Handle("/", pages)
	p.routes.Store(&patterns)
	return d.Site.Middleware(mux.ServeMux), nil
}

// routes is a mux that remembers what was registered on it.
type routes struct {
	*http.ServeMux
	patterns *[]string
}

func (m *routes) Handle(pattern string, h http.Handler) {
	*m.patterns = append(*m.patterns, pattern)
	m.ServeMux.Handle(pattern, h)
}

func (m *routes) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	m.Handle(pattern, http.HandlerFunc(h))
}

// Routes are the patterns of everything that the program answers to, once Handler was asked for. A test holds each of them
// to who may reach it.
func (p *Program) Routes() []string {
	if patterns := p.routes.Load(); patterns != nil {
		return slices.Clone(*patterns)
	}
	return nil
}

func (p *Program) sessions() *scs.SessionManager {
	m := scs.New()
	m.Store, m.Codec = account.NewSessions(p.Store, p.Config.Now), desk.Codec{}
	m.Lifetime = 12 * time.Hour // and account.Idle
	m.HashTokenInStore = true
	m.Cookie.Name, m.Cookie.HttpOnly, m.Cookie.SameSite = "wardmote", true, http.SameSiteLaxMode
	m.Cookie.Persist = false
	return m
}
