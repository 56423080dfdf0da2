// Package accounts is the administrator's screens: who may sign in, the posts that each holds from day to day, and the
// passwords. What a post opens is the pack's; nothing here opens a record.
package accounts

import (
	"cmp"
	"embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

//go:embed *.html
var templates embed.FS

type screens struct {
	desk   *desk.Desk
	pages  *page.Set
	hasher *credential.Hasher
}

// Register puts the administrator's screens on the mux.
func Register(mux page.Mux, d *desk.Desk) error {
	hasher, err := credential.NewHasher(credential.DefaultParams, 1)
	if err != nil {
		return err
	}
	s := &screens{desk: d, pages: d.Site.MustSet(templates), hasher: hasher}
	for pattern, h := range map[string]page.Handler{
		"GET /accounts":                           s.list,
		"GET /accounts/new":                       s.create,
		"POST /accounts/new":                      s.create,
		"GET /accounts/{id}":                      s.one,
		"/accounts/{id}/post":                     s.give,
		"/accounts/{id}/post/{post}":              s.end,
		"/accounts/{id}/compartment":              s.admit,
		"/accounts/{id}/compartment/{membership}": s.endMembership,
		"/accounts/{id}/authority":                s.authorise,
		"/accounts/{id}/authority/{authority}":    s.endAuthority,
		"/accounts/{id}/password":                 s.password,
		"POST /accounts/{id}/able/{able}":         s.able,
		"POST /accounts/{id}/sign-out":            s.signOut,
	} {
		mux.Handle(pattern, d.Staff(s.admin(h)))
	}
	for _, pattern := range []string{"GET /accounts/own", "POST /accounts/own"} {
		mux.Handle(pattern, d.Staff(s.own)) // for the data protection officer too, who gives no posts
	}
	mux.Handle("GET /authorities", d.Staff(s.mine))
	return nil
}

// admin refuses everybody but an administrator before a form is even read; the register of accounts asks again.
func (s *screens) admin(h page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := s.desk.Gate.May(desk.Who(r), pack.Admin); err != nil {
			return err
		}
		return h(w, r)
	}
}

type listPage struct {
	page.Page
	Table   govuk.Table
	Pager   page.Pager
	Watched string // who is told of what the reader gives to themselves
}

func (s *screens) list(w http.ResponseWriter, r *http.Request) error {
	all, err := s.desk.Accounts.List(r.Context(), desk.Who(r))
	if err != nil {
		return err
	}
	pager := page.NewPager("/accounts", r.URL.Query(), 50, len(all))
	screen := &listPage{Page: page.Page{Title: "Accounts"}, Pager: pager}
	screen.Table = govuk.Table{Caption: "Accounts, by name", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true,
		Head: []govuk.Cell{{Text: "Name"}, {Text: "User name"}, {Text: "Posts held today"}, {Text: "May sign in"}}}
	shown := all[pager.Offset():pager.To()]
	ids := make([]string, len(shown))
	for i, a := range shown {
		ids[i] = a.ID
	}
	held, err := s.desk.Accounts.Held(r.Context(), desk.Who(r), ids)
	if err != nil {
		return err
	}
	if screen.Watched, err = s.watched(r); err != nil {
		return err
	}
	for _, a := range shown {
		screen.Table.Rows = append(screen.Table.Rows, []govuk.Cell{
			{HTML: link("/accounts/"+a.ID, a.Name)}, {Text: a.Username, Classes: "wm-break"}, {HTML: s.holds(held[a.ID])}, {HTML: able(a)}})
	}
	return s.pages.Write(w, r, "list.html", screen)
}

// holds are the posts that somebody holds today, each with its team or, where it has none, its body.
func (s *screens) holds(posts []account.Holder) template.HTML {
	if len(posts) == 0 {
		return "None"
	}
	lines := make([]string, len(posts))
	for i, p := range posts {
		line := s.postLine(p)
		lines[i] = template.HTMLEscapeString(line.Role + ", " + cmp.Or(line.Team, line.Body))
	}
	return template.HTML(strings.Join(lines, "<br>")) //nolint:gosec // each line is escaped
}

func link(href, text string) template.HTML {
	return template.HTML(`<a class="govuk-link" href="` + template.HTMLEscapeString(href) + `">` + template.HTMLEscapeString(text) + `</a>`) //nolint:gosec // escaped
}

// able says in words whether the account may sign in.
func able(a account.Account) template.HTML {
	if a.Disabled {
		return govuk.HTML(govuk.Tag{Text: "Disabled", Classes: "govuk-tag--grey"})
	}
	return govuk.HTML(govuk.Tag{Text: "Yes", Classes: "govuk-tag--green"})
}
