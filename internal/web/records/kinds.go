package records

import (
	"net/http"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type kindsPage struct {
	page.Page
	Groups []kindGroup
	Search bool
}

type kindGroup struct {
	Title, Hint string
	Kinds       []kindLine
}

type kindLine struct {
	Name, Purpose string
	List, New     string // links; empty where the reader may not
	One           string // "a patrol"
}

var archetypes = []struct {
	id          pack.Archetype
	title, hint string
}{
	{pack.Case, "Cases", "What somebody works on until it is finished"},
	{pack.Activity, "Activities", "What was done somewhere, on a day, and what it counted"},
	{pack.Register, "Registers", "What is kept and reviewed"},
}

// kinds is what the reader may see or record, by archetype.
func (s *screens) kinds(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	screen := &kindsPage{Page: page.Page{Title: "Records"}}
	for _, a := range archetypes {
		group := kindGroup{Title: a.title, Hint: a.hint}
		for _, k := range s.desk.Pack().Kinds {
			if k.Archetype != a.id {
				continue
			}
			line := kindLine{Name: k.Plural, Purpose: k.Purpose, One: words.Article(k.Name)}
			if s.may(who, pack.View, k.ID) {
				line.List, screen.Search = "/records/"+k.ID, true
			}
			if s.may(who, pack.Create, k.ID) {
				line.New = "/records/" + k.ID + "/new"
			}
			if line.List != "" || line.New != "" {
				group.Kinds = append(group.Kinds, line)
			}
		}
		if len(group.Kinds) > 0 {
			screen.Groups = append(screen.Groups, group)
		}
	}
	return s.pages.Write(w, r, "kinds.html", screen)
}
