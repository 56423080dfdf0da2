package records

import (
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/cite"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type bodyPage struct {
	page.Page
	Said  govuk.SummaryList
	Links []govuk.Link
	Also  []found
}

// body is what the pack says of a body, a board, a post or an operation, and the records that name it as far as the reader may see them.
func (s *screens) body(w http.ResponseWriter, r *http.Request) error {
	p := s.desk.Pack()
	b, ok := p.Body(r.PathValue("id"))
	if !ok {
		return page.Fail(page.NotFound, "There is no body of that name here.")
	}
	screen := &bodyPage{Page: page.Page{Title: b.Name, Breadcrumbs: []govuk.Link{{Text: "Records", Href: "/records"}, {Text: b.Name}}}}
	var teams []string
	for _, t := range p.Teams {
		if t.Body == b.ID {
			teams = append(teams, t.Name)
		}
	}
	screen.Said = facts([][2]string{{"Short", b.Abbreviation}, {"Also called", strings.Join(b.Aliases, ", ")}, {"What it does", b.Does}, {"Part of", s.words.Body(b.Parent)},
		{"Meets", b.Meets}, {"Members", b.Members}, {"Teams", strings.Join(teams, "\n")}, {"What is not certain", b.Note}, {"Came after it", s.words.Body(b.Successor)}})
	screen.Said.Rows = append(screen.Said.Rows, words.Row("Where it is named", words.Prose(cite.Words(p, b.Source))))
	if b.Kind == pack.Board || b.Kind == pack.Subgroup {
		screen.Links = append(screen.Links, govuk.Link{Text: "Its meetings and actions", Href: "/boards/" + b.ID})
	}
	err := s.read(r, func(v *gate.View) error {
		hits, err := v.Search(b.Name, "", searchRows)
		for i := range hits.Hits {
			screen.Also = append(screen.Also, s.foundRecord(&hits.Hits[i].Record))
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "body.html", screen)
}
