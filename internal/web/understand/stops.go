package understand

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/sheet"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type stopPage struct {
	page.Page
	Answer  *answer
	Asked   string
	Defined string
	Record  string // the form of those who may record a concern themselves
	List    string
	Others  []window
	Concern *concern // nil: the page has its own words about it, above the figures
	Watch   watch
}

// window is a period that the figures can be shown for.
type window struct {
	Text, Href string
	Current    bool
}

// windows are the periods that can be asked for: the last twelve months that are held, or all of them. There is no choice of a
// ward or a month: what the police publish is open, and small tables of it would still point at somebody.
var windows = map[string]string{"": "stops.year", "all": "stops.months"}

// stopAndSearch is the public page of stop and search (ledger 142): what the police published for the borough, and the way to
// record a concern. Nothing on it is the partnership's own record.
func (s *screens) stopAndSearch(w http.ResponseWriter, r *http.Request) error {
	screen := &stopPage{Page: page.Page{Title: page.Say(r, "stops.title"), Robots: true, Wide: true}, Watch: watchOf(s.desk.Pack())}
	who := desk.Who(r)
	stopConcern := s.desk.Pack().Partnership.StopConcern
	if stopConcern != "" && s.desk.Gate.Rules().Anywhere(who, pack.Create, stopConcern) {
		screen.Record = "/records/" + stopConcern + "/new"
	}
	if stopConcern != "" && s.desk.Gate.Rules().Anywhere(who, pack.View, stopConcern) {
		screen.List = "/records/" + stopConcern
	}
	chosen := r.URL.Query().Get("months")
	if _, ok := windows[chosen]; !ok {
		chosen = ""
	}
	for _, id := range []string{"", "all"} {
		href := "/stop-and-search"
		if id != "" {
			href += "?months=" + id
		}
		screen.Others = append(screen.Others, window{page.Say(r, windows[id]), href, id == chosen})
	}
	a, err := s.stops(r, chosen)
	if err != nil {
		return err
	}
	if a != nil {
		at := address{"/stop-and-search", ""}
		if chosen != "" {
			at.query = "?months=" + chosen
		}
		screen.Answer, screen.Asked, screen.Defined = s.present(page.Words(r), onPaper(a.Finding), a.Ask, at), s.asked(a.Ask), s.counted(a.Ask)
	}
	return s.pages.Write(w, r, "stop-and-search.html", screen)
}

// stops are the figures, as the program itself asks for them; nil where none are held.
func (s *screens) stops(r *http.Request, months string) (*inquiry.Answer, error) {
	facts, err := s.Inquiry.Facts.Facts(r.Context())
	if err != nil {
		return nil, err
	}
	from, to, err := facts.Coverage(incident.Stop).Span()
	if err != nil {
		return nil, nil // none is held; the page says so
	}
	if months == "" && to-from > 11 {
		from = to - 11
	}
	return s.Inquiry.Answer(r.Context(), access.System("public figures of stop and search"), inquiry.Ask{Analysis: "fairness", Source: inquiry.Stops, From: from.String(), To: to.String()})
}

// stopTable is one table of the page as a CSV.
func (s *screens) stopTable(w http.ResponseWriter, r *http.Request) error {
	a, err := s.stops(r, r.URL.Query().Get("months"))
	if err != nil {
		return err
	}
	id := strings.TrimSuffix(r.PathValue("section"), ".csv")
	if a != nil {
		if sec, ok := a.Finding.Section(id); ok {
			w.Header().Set("Content-Type", sheet.Media)
			w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="stop-and-search-%s.csv"`, id))
			return a.Finding.WriteCSV(w, page.Words(r), sec)
		}
	}
	return page.Refuse(r, page.NotFound, "stops.noTable")
}
