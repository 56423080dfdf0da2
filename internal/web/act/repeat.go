package act

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// How many of the newest reports are looked at for places that keep coming back, and from how many on a place is shown.
const (
	repeatLooked = 500
	repeatLeast  = 3
)

type repeatPage struct {
	page.Page
	Victims   govuk.Table
	Locations govuk.Table
	Places    govuk.Table
	Looked    int
	Pages     govuk.Pagination
}

// repeat lists open cases of people and of places to whom it keeps happening (ledger row 16), and the places that the newest
// reports come from again and again, whether or not a case is open there.
func (s *screens) repeat(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	kinds := s.caseKinds(who, pack.View)
	if len(kinds) == 0 {
		return page.Fail(page.Forbidden, "Your post does not open cases. Ask the person who manages access in your organisation.")
	}
	screen := &repeatPage{Page: page.Page{Title: "Repeat victims and places", Back: "/home", Wide: true}}
	yes := true
	err := s.read(r, func(v *gate.View) error {
		victims, err := v.List(gate.Query{Kinds: kinds, Open: &yes, Repeat: true, After: page.ReadQuery(r).Text("after", 300), Limit: inboxPage})
		if err != nil {
			return err
		}
		screen.Victims, screen.Pages = s.caseTable(victims.Records), page.Further(r.URL, victims.Next)
		locations, err := v.List(gate.Query{Kinds: kinds, Open: &yes, Fields: map[string]string{"repeat_location": "yes"}, Limit: inboxPage})
		if err != nil {
			return err
		}
		screen.Locations = s.caseTable(locations.Records)
		newest, err := v.List(gate.Query{Kinds: []string{s.reportKind()}, Limit: repeatLooked})
		screen.Places, screen.Looked = s.placesTable(newest.Records), len(newest.Records)
		return err
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "repeat.html", screen)
}

func (s *screens) caseTable(records []record.Record) govuk.Table {
	t := govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Case"}, {Text: "Where"}, {Text: "Risk"}, {Text: "Due"}, {Text: "First contact"}, {Text: "State"}}}
	cal, today := s.desk.Gate.Calendar(), s.desk.Gate.Now().Date()
	for i := range records {
		rec := &records[i]
		contact := "Not yet"
		if !rec.Contacted.IsZero() {
			contact = words.Age(rec.Contacted.Date(), today)
		}
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: words.Link("/record/"+rec.Reference, rec.Reference) + "<br>" + words.Prose(rec.Title)}, {Text: s.words.Where(rec)},
			{HTML: s.words.RiskOf(rec, today)}, {HTML: words.DueDay(cal, rec.Due, today) + words.Asked(rec)}, {Text: contact}, {HTML: s.words.State(rec.Kind, rec.State)}})
	}
	return t
}

// placesTable counts the newest reports by place, the most first.
func (s *screens) placesTable(records []record.Record) govuk.Table {
	type at struct {
		where, newest string
		n, open       int
	}
	byPlace := map[string]*at{}
	var order []*at
	for i := range records {
		rec := &records[i]
		if rec.Place == "" {
			continue
		}
		key := rec.Place + "|" + rec.Area
		if byPlace[key] == nil {
			byPlace[key] = &at{where: s.words.Where(rec), newest: rec.Reference}
			order = append(order, byPlace[key])
		}
		byPlace[key].n++
		if rec.Open {
			byPlace[key].open++
		}
	}
	order = slices.DeleteFunc(order, func(a *at) bool { return a.n < repeatLeast })
	slices.SortStableFunc(order, func(a, b *at) int { return cmp.Compare(b.n, a.n) })
	t := govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Place"}, chart.Column("Reports"), chart.Column("Open"), {Text: "Newest"}}}
	for _, a := range order[:min(len(order), 20)] {
		t.Rows = append(t.Rows, []govuk.Cell{{Text: a.where}, chart.Count(a.n), chart.Count(a.open), {HTML: words.Link("/triage/"+a.newest, a.newest)}})
	}
	return t
}
