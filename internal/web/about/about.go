// Package about is what the website says of itself, to people and to machines: how the partnership is reached and told what is
// wrong with it, the small picture of a browser's tab, and the files that robots and security researchers look for.
package about

import (
	"embed"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type screens struct {
	desk  *desk.Desk
	pages *page.Set
}

// Register puts the pages and files on the mux.
func Register(mux page.Mux, d *desk.Desk) {
	s := &screens{desk: d, pages: d.Site.MustSet(templates)}
	for pattern, h := range map[string]page.Handler{
		"GET /contact":                  s.contact,
		"GET /robots.txt":               s.robots,
		"GET /favicon.svg":              s.favicon,
		"GET /favicon.ico":              s.oldFavicon,
		"GET /.well-known/security.txt": s.security,
		"GET /security.txt":             s.security,
	} {
		mux.Handle(pattern, d.Open(h))
	}
}

type contactPage struct {
	page.Page
	Name, Phone, Email, Web, Feedback string
}

// contact says how the partnership is reached, where feedback on the website goes and who looks at complaints.
func (s *screens) contact(w http.ResponseWriter, r *http.Request) error {
	p := s.desk.Pack().Partnership
	return s.pages.Write(w, r, "contact.html", &contactPage{Page: page.Page{Title: page.Say(r, "about.title"), Robots: true}, Name: p.Name, Phone: p.Phone, Email: p.Email, Web: p.Web, Feedback: p.Feedback})
}

// closed are the parts of the site that no robot has anything to find in: forms, a reporter's own page and the desks of staff.
var closed = []string{"/report/", "/track", "/sign-in", "/home", "/triage", "/records", "/record/", "/search", "/cases", "/tasking", "/patrol", "/boards", "/performance",
	"/analysis", "/accounts", "/audit", "/import"}

// robots is robots.txt (RFC 9309).
func (s *screens) robots(w http.ResponseWriter, _ *http.Request) error {
	return text(w, "User-agent: *\nDisallow: "+strings.Join(closed, "\nDisallow: ")+"\n")
}

// security is security.txt (RFC 9116): where somebody who finds a hole tells of it. It ends after half a year, as the standard
// asks, counted from when it is read: what it says is the pack's, which is read at each start.
func (s *screens) security(w http.ResponseWriter, r *http.Request) error {
	p := s.desk.Pack().Partnership
	contact := ""
	switch {
	case p.Email != "":
		contact = "mailto:" + p.Email
	case p.Phone != "":
		contact = "tel:" + strings.ReplaceAll(p.Phone, " ", "-")
	case p.Web != "":
		contact = "https://" + p.Web
	default:
		return page.Refuse(r, page.NotFound, "about.noHoles")
	}
	return text(w, fmt.Sprintf("Contact: %s\nExpires: %s\nPreferred-Languages: en\n", contact, s.desk.Gate.Now().Add(180*24*time.Hour).Time().UTC().Format(time.RFC3339)))
}

func text(w http.ResponseWriter, body string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := w.Write([]byte(body))
	return err
}

// favicon is a square in the partnership's colour with a ring, as of people who meet.
func (s *screens) favicon(w http.ResponseWriter, _ *http.Request) error {
	colour := s.desk.Pack().Partnership.Colour
	if colour == "" {
		colour = "#1d70b8"
	}
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="%s"/><circle cx="16" cy="16" r="8" fill="none" stroke="#fff" stroke-width="4"/></svg>`, colour)
	return err
}

// oldFavicon leads a browser that asks by habit to the picture.
func (s *screens) oldFavicon(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, "/favicon.svg", http.StatusMovedPermanently)
	return nil
}
