package records

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// query is an address's query of names and values.
func query(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return q.Encode()
}

// placeID is the id under which a match of the atlas has a page: a place of the pack, a ward, or a street.
func (s *screens) placeID(id string) (string, bool) {
	if _, ok := s.desk.Pack().Place(id); ok {
		return id, true
	}
	if _, ok := s.desk.Pack().Area(id); ok {
		return id, true
	}
	return id, strings.HasPrefix(id, "street:")
}

func (s *screens) placeKind(kind string) string {
	if k, ok := s.desk.Pack().PlaceKind(kind); ok {
		return k.Name
	}
	return kind
}

type placesPage struct {
	page.Page
	Query  govuk.Input
	Asked  bool
	Found  []found
	Groups []placeGroup
}

type placeGroup struct {
	Title  string
	Places []found
}

// places are every ward and every place that the partnership's documents name, and a search among them and the streets.
func (s *screens) places(w http.ResponseWriter, r *http.Request) error {
	in := page.ReadQuery(r)
	typed := in.Text("q", 200)
	screen := &placesPage{Page: page.Page{Title: "Places", Errors: in.Errors, Breadcrumbs: []govuk.Link{{Text: "Records", Href: "/records"}, {Text: "Places"}}}, Asked: typed != ""}
	screen.Query = govuk.Input{ID: "q", Name: "q", Label: govuk.Label{Text: "Find a place", Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: "A ward, street, estate, park or station"}, Value: typed,
		Classes: "govuk-input--width-20", ErrorMessage: in.Errors.For("q")}
	for _, m := range s.desk.Atlas().Search(typed, when.Date{}, 20).Matches {
		if id, ok := s.placeID(m.ID); ok {
			screen.Found = append(screen.Found, found{Href: "/places/" + id, Title: m.Name, Hint: matchHint(s, m)})
		}
	}
	if typed == "" {
		screen.Groups = s.placeGroups()
	}
	return s.pages.Write(w, r, "places.html", screen)
}

func matchHint(s *screens, m place.Match) string {
	hint := words.Capital(s.placeKind(m.Kind))
	for _, a := range m.Areas {
		if a.Name != m.Name {
			hint += ", " + a.Name
		}
	}
	return hint
}

func (s *screens) placeGroups() []placeGroup {
	wards := placeGroup{Title: "Wards"}
	for _, a := range s.desk.Pack().Wards() {
		wards.Places = append(wards.Places, found{Href: "/places/" + a.Code, Title: a.Name})
	}
	by := map[string]*placeGroup{}
	for _, p := range s.desk.Pack().Places {
		kind := s.placeKind(p.Kind)
		if by[kind] == nil {
			by[kind] = &placeGroup{Title: kind}
		}
		by[kind].Places = append(by[kind].Places, found{Href: "/places/" + p.ID, Title: p.Name, Hint: s.words.Area(p.Area)})
	}
	groups := []placeGroup{wards}
	for _, g := range by {
		slices.SortFunc(g.Places, func(a, b found) int { return cmp.Compare(a.Title, b.Title) })
		groups = append(groups, *g)
	}
	slices.SortFunc(groups[1:], func(a, b placeGroup) int { return cmp.Compare(a.Title, b.Title) })
	return groups
}

type placePage struct {
	page.Page
	Said    govuk.SummaryList
	Records []found
	Next    string
	Also    []found
}

// placed shows one place: what the pack says of it, and what is recorded there as far as the reader may see it
// (ledger row 160).
func (s *screens) placed(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	q := gate.Query{Place: id, Limit: searchRows, After: r.URL.Query().Get("after")}
	screen := &placePage{Page: page.Page{Title: s.words.Place(id)}}
	if p, ok := s.desk.Pack().Place(id); ok {
		screen.Said = s.placeFacts(p.ID)
	} else if a, ok := s.desk.Pack().Area(id); ok {
		screen.Title, q.Place, q.Areas = a.Name, "", []string{a.Code}
		screen.Said = s.wardFacts(a.Code)
	} else if found := s.desk.Atlas().Search(screen.Title, when.Date{}, 20).Matches; !slices.ContainsFunc(found, func(m place.Match) bool { return m.ID == id }) {
		return page.Fail(page.NotFound, "There is no place of that name here.")
	}
	screen.Breadcrumbs = []govuk.Link{{Text: "Records", Href: "/records"}, {Text: "Places", Href: "/places"}, {Text: screen.Title}}
	err := s.read(r, func(v *gate.View) error { return s.recordedAt(screen, v, q) })
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "place.html", screen)
}

// recordedAt fills in the records of a place, the kinds among them, and those elsewhere that name it.
func (s *screens) recordedAt(screen *placePage, v *gate.View, q gate.Query) error {
	list, err := v.List(q)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for i := range list.Records {
		seen[list.Records[i].ID] = true
		screen.Records = append(screen.Records, s.foundRecord(&list.Records[i]))
	}
	if list.Next != "" {
		screen.Next = "?" + query("after", list.Next)
	}
	if q.After != "" {
		return nil
	}
	also, err := v.List(gate.Query{Words: screen.Title, Limit: searchRows})
	for i := range also.Records {
		if !seen[also.Records[i].ID] {
			screen.Also = append(screen.Also, s.foundRecord(&also.Records[i]))
		}
	}
	return err
}

// placeFacts is what the pack says of a place of its gazetteer.
func (s *screens) placeFacts(id string) govuk.SummaryList {
	p, _ := s.desk.Pack().Place(id)
	rows := [][2]string{{"What it is", s.placeKind(p.Kind)}, {"Ward", s.words.Area(p.Area)}, {"Part of", s.words.Place(p.Part)},
		{"Also called", strings.Join(p.Aliases, ", ")}, {"About", p.About}, {"Where it is named", p.Source}}
	if g, ok := s.desk.Pack().AreaGroup(p.Group); ok {
		rows = append(rows, [2]string{"Wards", s.areaNames(g.Areas)})
	}
	return facts(rows)
}

func (s *screens) areaNames(codes []string) string {
	var names []string
	for _, c := range codes {
		names = append(names, s.words.Area(c))
	}
	return strings.Join(names, ", ")
}

func (s *screens) wardFacts(code string) govuk.SummaryList {
	a, _ := s.desk.Pack().Area(code)
	set, _ := s.desk.Pack().AreaSet(a.Set)
	residents, _ := page.Number(a.Residents)
	rows := [][2]string{{"What it is", words.Capital(set.Singular)}, {"Code", a.Code}}
	if a.Residents > 0 && set.People != nil {
		rows = append(rows, [2]string{"Residents", residents + " (" + set.People.Period + ")"})
	}
	for _, g := range s.desk.Pack().AreaGroups {
		if slices.Contains(g.Areas, code) {
			rows = append(rows, [2]string{"Part of", g.Name})
		}
	}
	for _, t := range s.desk.Pack().Teams {
		if t.Locality && slices.Contains(t.Areas, code) {
			rows = append(rows, [2]string{"Team", t.Name})
		}
	}
	return facts(rows)
}

func facts(rows [][2]string) govuk.SummaryList {
	var list govuk.SummaryList
	for _, x := range rows {
		if x[1] != "" {
			list.Rows = append(list.Rows, words.Row(x[0], words.Prose(x[1])))
		}
	}
	return list
}
