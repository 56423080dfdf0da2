package answer

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type calendarPage struct {
	page.Page
	Coming govuk.Table
	Past   govuk.Table
	Hidden bool
	New    string
	Entry  string // link to put something else into the calendar
}

// calendar is every board's meetings, launches of strategies and steps of work plans in one list.
func (s *screens) calendar(w http.ResponseWriter, r *http.Request) error {
	var past, coming []record.Record
	err := s.read(r, func(v *gate.View) (err error) {
		if coming, err = board.Joint(v, "", s.today(), s.today().AddMonths(12)); err != nil {
			return err
		}
		past, err = board.Joint(v, "", s.today().AddMonths(-12), s.today())
		return err
	})
	if err != nil {
		return err
	}
	for i, j := 0, len(past)-1; i < j; i, j = i+1, j-1 {
		past[i], past[j] = past[j], past[i]
	}
	rules, who := s.desk.Gate.Rules(), desk.Who(r)
	screen := &calendarPage{Page: page.Page{Title: "Calendar of the boards", Wide: true, Breadcrumbs: boardsWay("Calendar of the boards")},
		Coming: s.meetingTable(coming, true), Past: s.meetingTable(past, true), Hidden: !rules.Anywhere(who, pack.View, board.KindMeeting)}
	if rules.Anywhere(who, pack.Create, board.KindMeeting) {
		screen.New = "/records/" + board.KindMeeting + "/new"
	}
	if rules.Anywhere(who, pack.Create, board.KindEntry) {
		screen.Entry = "/records/" + board.KindEntry + "/new"
	}
	return s.pages.Write(w, r, "calendar.html", screen)
}

func boardsWay(here string) []govuk.Link {
	return []govuk.Link{{Text: "Boards", Href: "/boards"}, {Text: here}}
}

// meetingTable lists meetings and what else stands in the calendar; each of all boards names its board.
func (s *screens) meetingTable(list []record.Record, all bool) govuk.Table {
	t := govuk.Table{Caption: "Meetings", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "wm-stack",
		Head: []govuk.Cell{{Text: "When"}, {Text: "What"}, {Text: "State"}, chart.Column("People who came")}}
	if all {
		t.Head = slices.Insert(t.Head, 2, govuk.Cell{Text: "Board"})
	}
	for i := range list {
		m := &list[i]
		kind, _ := s.desk.Pack().Kind(m.Kind)
		state := m.State
		if st, ok := kind.State(m.State); ok {
			state = st.Name
		}
		at, what := page.DateTime(m.Occurred), kind.Name
		if m.Kind == board.KindEntry {
			at, what = m.Occurred.Date().Words(), m.Title
			if f, ok := kind.Field("sort"); ok {
				what = record.Words(f, m.Fields["sort"]) + ": " + m.Title
			}
		} else if m.Fields.Yes("short_notice") {
			what += " at short notice"
		}
		came := figure.Unknown("not recorded")
		if n, ok := m.Fields["attended"].(float64); ok {
			came = figure.Of(n)
		}
		row := []govuk.Cell{{Text: at}, {HTML: link("/record/"+m.Reference, what)}, {Text: state}, chart.Cell(catalogue.English(), came, figure.Count)}
		if all {
			name := m.Title
			if b, ok := s.desk.Pack().Body(m.Fields.Text("body")); ok {
				name = b.Name
			}
			row = slices.Insert(row, 2, govuk.Cell{Text: name})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

type actionsPage struct {
	page.Page
	Late   govuk.Table
	Open   govuk.Table
	Ended  govuk.Table
	Hidden bool
}

// actions is the log of what every board set itself to do.
func (s *screens) actions(w http.ResponseWriter, r *http.Request) error {
	var open, ended []gate.Assigned
	var names map[string]string
	err := s.read(r, func(v *gate.View) (err error) {
		if open, err = board.Log(v, "", record.ActionOpen); err != nil {
			return err
		}
		for _, state := range []string{record.ActionDone, record.ActionNotDone} {
			list, err := board.Log(v, "", state)
			if err != nil {
				return err
			}
			ended = append(ended, list...)
		}
		names, err = ownersOf(v, open, ended)
		return err
	})
	if err != nil {
		return err
	}
	var late, coming []gate.Assigned
	for _, a := range open {
		if a.Due.Before(s.today()) {
			late = append(late, a)
		} else {
			coming = append(coming, a)
		}
	}
	screen := &actionsPage{Page: page.Page{Title: "Actions of the boards", Wide: true, Breadcrumbs: boardsWay("Actions")},
		Late: s.actionTable(late, names, true), Open: s.actionTable(coming, names, true), Ended: s.actionTable(ended, names, true),
		Hidden: !s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, board.KindMeeting)}
	return s.pages.Write(w, r, "actions.html", screen)
}

// actionStates are an action's states in words.
var actionStates = map[string]string{record.ActionOpen: "To do", record.ActionDone: "Done", record.ActionNotDone: "Not done"}

// ownersOf are the names of those who are to do some actions.
func ownersOf(v *gate.View, lists ...[]gate.Assigned) (map[string]string, error) {
	var ids []string
	for _, a := range slices.Concat(lists...) {
		ids = append(ids, a.Owner)
	}
	return v.AccountNames(ids)
}

// actionTable names who is to do each action: the person, else the body.
func (s *screens) actionTable(list []gate.Assigned, names map[string]string, all bool) govuk.Table {
	t := govuk.Table{Caption: "Actions", CaptionClasses: "govuk-visually-hidden", FirstCellIsHeader: true, Classes: "wm-stack",
		Head: []govuk.Cell{{Text: "What"}, {Text: "Who"}, {Text: "Due"}, {Text: "State"}, {Text: "Set at"}}}
	for _, a := range list {
		who := names[a.Owner]
		if b, ok := s.desk.Pack().Body(a.Body); ok && who == "" {
			who = b.Name
		}
		due, _ := page.ShortDate(a.Due)
		state := actionStates[a.State]
		if a.State == record.ActionOpen && a.Due.Before(s.today()) {
			state = "To do, overdue"
		}
		if a.Outcome != "" {
			state += ": " + a.Outcome
		}
		set := a.Title
		if b, ok := s.desk.Pack().Body(a.Subject); ok && all {
			set = b.Name
		}
		t.Rows = append(t.Rows, []govuk.Cell{{Text: a.What}, {Text: cmp.Or(who, "Nobody is named")}, {Text: due}, {Text: state}, {HTML: link("/record/"+a.Reference, set)}})
	}
	return t
}
