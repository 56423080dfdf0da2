package records

import (
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/find"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// searchRows bounds each part of what a search shows, and besideRows what is found beside records and people.
const (
	searchRows = 20
	besideRows = 8
)

type searchPage struct {
	page.Page
	Query    govuk.Input
	Asked    bool
	Filling  string // that the index is not whole yet
	Sections []searchSection
}

// searchSection is one kind of things that were found.
type searchSection struct {
	Title string
	Found []found
	Next  string
	Short bool // so many were looked at that others may fit too
}

// Any says that something was found.
func (p *searchPage) Any() bool {
	return slices.ContainsFunc(p.Sections, func(s searchSection) bool { return len(s.Found) > 0 })
}

// found is one thing that a search found.
type found struct {
	Href, Title, Hint string
	Where             string      // what the passage is of
	Passage           []find.Span // about what was asked for, where the title does not say it
}

// search finds records, people, places, bodies, the plan and its figures, and help, by anything that is written of them and that the reader may
// see.
func (s *screens) search(w http.ResponseWriter, r *http.Request) error {
	in := page.ReadQuery(r)
	typed, after := in.Text("q", 200), in.Text("after", 200)
	screen := &searchPage{Page: page.Page{Title: "Search", Errors: in.Errors}, Asked: typed != ""}
	screen.Query = govuk.Input{ID: "q", Name: "q", Label: govuk.Label{Text: "Search", Classes: "govuk-label--s"}, Value: typed, Classes: "govuk-input--width-20",
		Hint: govuk.Hint{Text: "A reference, a person or a place, or any words, telephone number, email address or postcode"}, ErrorMessage: in.Errors.For("q")}
	if typed == "" || len(in.Errors) > 0 {
		return s.pages.Write(w, r, "search.html", screen)
	}
	ask := find.Read(typed)
	err := s.read(r, func(v *gate.View) error { return s.find(screen, v, ask, after) })
	if err != nil {
		return err
	}
	if after == "" {
		s.findBeside(screen, r, ask)
	}
	return s.pages.Write(w, r, "search.html", screen)
}

// find finds what the store holds.
func (s *screens) find(screen *searchPage, v *gate.View, ask find.Ask, after string) error {
	page, err := v.Search(ask.Typed, after, searchRows)
	if err != nil {
		return err
	}
	records := searchSection{Title: "Records", Short: page.Short}
	for i := range page.Hits {
		h := &page.Hits[i]
		f := s.foundRecord(&h.Record)
		f.Where, f.Passage = h.Where, h.Passage
		records.Found = append(records.Found, f)
	}
	if page.Next != "" {
		records.Next = "/search?" + query("q", ask.Typed, "after", page.Next)
	}
	people, err := s.findPeople(v, ask, after)
	if err != nil {
		return err
	}
	screen.Sections = []searchSection{records, people}
	if screen.Filling, err = s.filling(v); err != nil {
		return err
	}
	return nil
}

func (s *screens) findPeople(v *gate.View, ask find.Ask, after string) (searchSection, error) {
	out := searchSection{Title: "People"}
	if after != "" {
		return out, nil
	}
	people, err := v.People(ask.Typed, searchRows)
	for _, p := range people {
		f := found{Href: "/person/" + p.ID, Title: p.Name}
		var other []string
		for _, n := range p.Names {
			other = append(other, n.Name)
		}
		if len(other) > 0 {
			f.Hint = "Also known as " + strings.Join(other, ", ")
		}
		for _, line := range [][2]string{{"Telephone", p.Phone}, {"Email", p.Email}, {"Address", p.Address}} {
			if spans, n := ask.Snippet(line[1]); n > 0 {
				f.Where, f.Passage = line[0], spans
			}
		}
		out.Found = append(out.Found, f)
	}
	return out, err
}

// filling says of which kinds records may be missing, because the index is being made anew.
func (s *screens) filling(v *gate.View) (string, error) {
	kinds, err := v.Unindexed()
	if err != nil || len(kinds) == 0 {
		return "", err
	}
	var names []string
	for _, id := range kinds {
		if k, ok := s.desk.Pack().Kind(id); ok && s.may(v.Who(), pack.View, id) {
			names = append(names, words.Lower(k.Plural))
		}
	}
	if len(names) == 0 {
		return "", nil
	}
	return "Records are being indexed anew, and some may not be found yet: " + strings.Join(names, ", ") + ".", nil
}

// findBeside finds what everybody may read beside the records.
func (s *screens) findBeside(screen *searchPage, r *http.Request, ask find.Ask) {
	shown := map[string]bool{}
	section := func(title string, shelf *find.Shelf) *searchSection {
		out := searchSection{Title: title}
		for _, e := range shelf.Find(ask, besideRows) {
			if kind, is := strings.CutPrefix(e.Href, "/records/"); is && !s.may(desk.Who(r), pack.View, kind) {
				continue
			}
			f := found{Href: e.Href, Title: e.Title, Hint: e.Kind}
			if _, in := ask.Snippet(e.Title); in < len(ask.Terms) {
				f.Passage, _ = ask.Snippet(e.Text)
			}
			shown[e.Href] = true
			out.Found = append(out.Found, f)
		}
		screen.Sections = append(screen.Sections, out)
		return &screen.Sections[len(screen.Sections)-1]
	}
	places := section("Places", &s.shelves.places)
	for _, m := range s.desk.Atlas().Search(ask.Typed, when.Date{}, besideRows).Matches {
		if id, ok := s.placeID(m.ID); ok && m.Score > 0.5 && !shown["/places/"+id] {
			places.Found = append(places.Found, found{Href: "/places/" + id, Title: m.Name, Hint: words.Capital(s.placeKind(m.Kind))})
		}
	}
	section("Bodies, teams and operations", &s.shelves.bodies)
	section("The plan and its figures", &s.shelves.plan)
	section("Services and what is recorded", &s.shelves.help)
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
