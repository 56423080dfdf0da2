package accounts

import (
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type ownPage struct {
	page.Page
	Open []ownLine
	Seen govuk.Table
}

type ownLine struct {
	ID, Name, What, At string
	Second             bool // made a second account
}

// own is what others who give posts gave to themselves, and where the reader says that they have looked at it.
func (s *screens) own(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	if r.Method == http.MethodPost {
		in, err := page.ReadForm(w, r, 0)
		if err != nil {
			return err
		}
		if err := s.desk.Accounts.Look(r.Context(), who, in.Text("id", 60)); err != nil {
			return err
		}
		return page.Redirect(w, r, "/accounts/own", "It is kept that you have looked at it")
	}
	all, err := s.desk.Accounts.OwnGifts(r.Context(), who, true)
	if err != nil {
		return err
	}
	screen := &ownPage{Page: page.Page{Title: "What administrators did that somebody else looks at", Back: "/home"}}
	screen.Seen = govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Caption: "Looked at", CaptionClasses: "govuk-table__caption--m",
		Head: []govuk.Cell{{Text: "Who"}, {Text: "What"}, {Text: "When"}, {Text: "Looked at by"}}}
	for _, g := range all {
		if g.Seen.IsZero() {
			screen.Open = append(screen.Open, ownLine{g.ID, g.Name, g.What, page.DateTime(g.At), g.Second()})
			continue
		}
		screen.Seen.Rows = append(screen.Seen.Rows, []govuk.Cell{{Text: g.Name}, {Text: g.What}, {Text: page.DateTime(g.At)}, {Text: g.SeenBy + ", " + page.DateTime(g.Seen)}})
	}
	return s.pages.Write(w, r, "own.html", screen)
}

// watched says who is told of what the reader gives to themselves.
func (s *screens) watched(r *http.Request) (string, error) {
	watchers, err := s.desk.Accounts.Watchers(r.Context(), desk.Who(r).Account)
	if err != nil {
		return "", err
	}
	var names []string
	for _, h := range watchers {
		names = append(names, h.Name)
	}
	if len(names) == 0 {
		return "Nobody else could be told of a post that you give to yourself: nobody else administers, reads the audit or is on duty. It waits until somebody does.", nil
	}
	return "A post that you give to yourself is told at once to " + strings.Join(names, ", ") + ", and stays on their home page until one of them has looked at it.", nil
}
