package records

import (
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/reference"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// searchRows bounds each part of what a search shows.
const searchRows = 20

type searchPage struct {
	page.Page
	Query   govuk.Input
	Asked   bool
	Records []found
	Next    string
	Short   bool // what the next page leads to was not looked through yet
	People  []found
	Places  []found
}

// found is one thing that a search found.
type found struct{ Href, Title, Hint string }

// search finds records by words or by their reference however it was typed, people by name, and places.
func (s *screens) search(w http.ResponseWriter, r *http.Request) error {
	in := page.ReadQuery(r)
	typed := in.Text("q", 200)
	screen := &searchPage{Page: page.Page{Title: "Search", Errors: in.Errors}, Asked: typed != ""}
	screen.Query = govuk.Input{ID: "q", Name: "q", Label: govuk.Label{Text: "Search", Classes: "govuk-label--s"}, Value: typed, Classes: "govuk-input--width-20",
		Hint: govuk.Hint{Text: "A reference, words of a title, a person or a place"}, ErrorMessage: in.Errors.For("q")}
	if typed == "" || len(in.Errors) > 0 {
		return s.pages.Write(w, r, "search.html", screen)
	}
	err := s.read(r, func(v *gate.View) error { return s.find(screen, v, typed, in.Text("after", 200)) })
	if err != nil {
		return err
	}
	for _, m := range s.desk.Atlas().Search(typed, when.Date{}, 8).Matches {
		if id, ok := s.placeID(m.ID); ok && m.Score > 0.5 {
			screen.Places = append(screen.Places, found{Href: "/places/" + id, Title: m.Name, Hint: words.Capital(s.placeKind(m.Kind))})
		}
	}
	return s.pages.Write(w, r, "search.html", screen)
}

func (s *screens) find(screen *searchPage, v *gate.View, typed, after string) error {
	words := typed
	if ref, err := reference.Parse(typed); err == nil {
		words = ref.String()
	}
	list, err := v.List(gate.Query{Words: words, Limit: searchRows, After: after, Bare: true})
	if err != nil {
		return err
	}
	for i := range list.Records {
		screen.Records = append(screen.Records, s.foundRecord(&list.Records[i]))
	}
	screen.Short = list.Short
	if list.Next != "" {
		screen.Next = "/search?" + query("q", typed, "after", list.Next)
	}
	people, err := v.People(typed, searchRows)
	for _, p := range people {
		screen.People = append(screen.People, found{Href: "/person/" + p.ID, Title: p.Name})
	}
	return err
}

func (s *screens) foundRecord(r *record.Record) found {
	k, _ := s.desk.Pack().Kind(r.Kind)
	state, _ := k.State(r.State)
	d, _ := page.ShortDate(r.Opened)
	hint := k.Name + ", " + words.Lower(state.Name) + ", recorded " + d
	if where := s.words.Area(r.Area); where != "" {
		hint += ", " + where
	}
	return found{Href: "/record/" + r.Reference, Title: r.Reference + " " + r.Title, Hint: hint}
}

type personPage struct {
	page.Page
	Card    govuk.SummaryList
	Records []found
	Next    string
}

// person is what is known of somebody, and the records that they are on, as far as the reader may see them.
func (s *screens) person(w http.ResponseWriter, r *http.Request) error {
	screen := &personPage{}
	err := s.read(r, func(v *gate.View) error {
		p, err := v.Person(r.PathValue("id"))
		if err != nil {
			return err
		}
		screen.Page = page.Page{Title: p.Name, Breadcrumbs: []govuk.Link{{Text: "Records", Href: "/records"}, {Text: p.Name}}}
		screen.Card = personCard(p)
		list, err := v.List(gate.Query{Person: p.ID, Limit: searchRows, After: r.URL.Query().Get("after")})
		if err != nil {
			return err
		}
		for i := range list.Records {
			screen.Records = append(screen.Records, s.foundRecord(&list.Records[i]))
		}
		if list.Next != "" {
			screen.Next = "/person/" + p.ID + "?" + query("after", list.Next)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "person.html", screen)
}

// personCard shows first how it is safe to reach them.
func personCard(p *record.Person) govuk.SummaryList {
	var list govuk.SummaryList
	for _, x := range [][2]string{{"Safe contact", strings.Join(p.SafeContact.Lines(), "\n")}, {"Needs", p.Needs}, {"Telephone", p.Phone}, {"Email", p.Email}, {"Address", p.Address}} {
		if x[1] != "" {
			list.Rows = append(list.Rows, words.Row(x[0], words.Prose(x[1])))
		}
	}
	return list
}
