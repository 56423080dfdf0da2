package act

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"github.com/wardmote/wardmote/internal/act/tasking"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// columnMost bounds a column of the board.
const columnMost = 30

type boardPage struct {
	page.Page
	Columns []boardColumn
	Ended   govuk.Table
	Teams   govuk.Select
	New     bool
}

type boardColumn struct {
	ID, Title, Empty string
	Cards            []card
	More             bool
}

type card struct {
	Ref, Title, Team, Where string
	Due                     template.HTML
}

// columns are the states in which a tasking waits for somebody.
var columns = []boardColumn{
	{ID: tasking.Proposed, Title: "To agree", Empty: "Nothing is proposed."},
	{ID: tasking.Agreed, Title: "Agreed: the team accepts", Empty: "Every team has answered."},
	{ID: tasking.Accepted, Title: "Being done", Empty: "Nothing is being done."},
}

// board is the taskings by what they wait for.
func (s *screens) board(w http.ResponseWriter, r *http.Request) error {
	if err := s.opensTaskings(r); err != nil {
		return err
	}
	in := page.ReadQuery(r)
	team := in.Text("team", 60)
	screen := &boardPage{Page: page.Page{Title: "Tasking", Wide: true}, New: s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, taskingKind)}
	screen.Teams = s.taskedTeams("team", team, "Every team")
	err := s.read(r, func(v *gate.View) error {
		for _, c := range columns {
			q := gate.Query{Kinds: []string{taskingKind}, States: []string{c.ID}, Team: team, ByDue: true, Limit: columnMost}
			list, err := v.List(q)
			if err != nil {
				return err
			}
			c.More = list.Next != ""
			for i := range list.Records {
				c.Cards = append(c.Cards, s.card(&list.Records[i]))
			}
			screen.Columns = append(screen.Columns, c)
		}
		no := false
		list, err := v.List(gate.Query{Kinds: []string{taskingKind}, Open: &no, Team: team, Limit: 10})
		screen.Ended = s.endedTable(list.Records)
		return err
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "tasking.html", screen)
}

func (s *screens) opensTaskings(r *http.Request) error {
	if s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, taskingKind) {
		return nil
	}
	return page.Fail(page.Forbidden, "Your post does not open taskings. Ask the person who manages access in your organisation.")
}

func (s *screens) card(rec *record.Record) card {
	return card{Ref: rec.Reference, Title: rec.Title, Team: s.words.Team(rec.Team), Where: s.words.Where(rec),
		Due: words.DueTag(s.desk.Gate.Calendar(), rec.Due, s.desk.Gate.Now().Date()) + words.Asked(rec)}
}

func (s *screens) endedTable(records []record.Record) govuk.Table {
	t := govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Tasking"}, {Text: "Team"}, {Text: "Came to"}, {Text: "Result, or why not"}}}
	for i := range records {
		rec := &records[i]
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: words.Link("/tasking/"+rec.Reference, rec.Title)}, {Text: s.words.Team(rec.Team)},
			{HTML: s.words.State(rec.Kind, rec.State)}, {Text: rec.Fields.Text("result")}})
	}
	return t
}

// taskedTeams are the teams that may be given taskings.
func (s *screens) taskedTeams(name, value, none string) govuk.Select {
	tasked := slices.DeleteFunc(slices.Clone(s.pack().Teams), func(t pack.Team) bool { return !t.Tasked })
	return teamSelect(tasked, name, value, none)
}

func teamSelect(teams []pack.Team, name, value, none string) govuk.Select {
	sel := govuk.Select{Name: name, Value: value, Label: govuk.Label{Text: "Team", Classes: "govuk-label--s"}, Items: []govuk.Option{{Value: "", Text: none}}}
	for _, t := range teams {
		sel.Items = append(sel.Items, govuk.Option{Value: t.ID, Text: t.Name})
	}
	return sel
}

// proposable are the tasked teams for which the reader may propose a tasking in some ward, and in which somebody could accept it.
func (s *screens) proposable(r *http.Request) ([]pack.Team, error) {
	who, kind := desk.Who(r), taskingKind
	k, _ := s.pack().Kind(kind)
	as := func(t pack.Team, ward string) access.Subject {
		return access.Subject{Kind: kind, OwnerBody: who.Posts[0].Body, Team: t.ID, Area: ward, Marking: pack.Higher(pack.Markings[0], k.Marking)}
	}
	teams, err := s.desk.Teams(r.Context(), func(t pack.Team) access.Subject { return as(t, "") })
	wards := append([]pack.Area{{}}, s.pack().Wards()...)
	return slices.DeleteFunc(teams, func(t pack.Team) bool {
		return !t.Tasked || !slices.ContainsFunc(wards, func(w pack.Area) bool { return s.desk.Gate.Rules().May(who, pack.Create, as(t, w.Code)) })
	}), err
}

type taskingPage struct {
	page.Page
	Ref      string
	Version  int64
	Identity govuk.IdentityBar
	Lead     string
	Direct   []govuk.Button
	Others   []govuk.Button
	Deploy   string
	Asked    govuk.SummaryList
	Links    govuk.SummaryList
	History  []remark
}

// taskingNow is what each state waits for.
var taskingNow = map[string]string{
	tasking.Proposed: "The tasking meeting agrees it or declines it.",
	tasking.Agreed:   "The team accepts it, or says why it cannot be done.",
	tasking.Accepted: "Deploy: start a patrol from it, and say afterwards what it brought.",
	tasking.Done:     "It was done. Propose it again where the trouble is back.",
	tasking.NotDone:  "It was not done. The meeting hears why, and may propose it again.",
	tasking.Declined: "The meeting declined it.",
}

// task is one tasking: what is asked, where it stands and what can be done about it.
func (s *screens) task(w http.ResponseWriter, r *http.Request) error {
	screen := &taskingPage{}
	err := s.read(r, func(v *gate.View) error {
		t, err := s.openTasking(r, v)
		if err != nil {
			return err
		}
		s.fillTasking(r, v, t, screen)
		return nil
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "task.html", screen)
}

func (s *screens) openTasking(r *http.Request, v *gate.View) (*record.Whole, error) {
	whole, err := v.Open(r.PathValue("ref"))
	if err == nil {
		err = notTasking(whole)
	}
	return whole, err
}

func notTasking(w *record.Whole) error {
	if w.Kind == taskingKind {
		return nil
	}
	return page.Fail(page.NotFound, "%s is not a tasking. Find it under Records.", w.Reference)
}

func (s *screens) fillTasking(r *http.Request, v *gate.View, t *record.Whole, screen *taskingPage) {
	screen.Page = page.Page{Title: t.Title, Back: "/tasking"}
	screen.Ref, screen.Version, screen.Lead = t.Reference, t.Version, taskingNow[t.State]
	screen.Identity = govuk.IdentityBar{Title: t.Reference, Facts: []govuk.Fact{{Key: "State", HTML: s.words.State(t.Kind, t.State)}, {Key: "Team", Text: s.words.Team(t.Team)}}}
	if !t.Due.IsZero() {
		screen.Identity.Facts = append(screen.Identity.Facts, govuk.Fact{Key: "Due", HTML: words.DueDay(s.desk.Gate.Calendar(), t.Due, s.desk.Gate.Now().Date()) + words.Asked(&t.Record)})
	}
	scene := s.desk.Acts.Scene(v.Who(), t, "", nil)
	for _, a := range s.desk.Acts.Offered(scene) {
		move, isMove := scene.Transition(a.ID)
		switch {
		case a.Part != act.NewState || !isMove:
		case len(a.Questions(scene)) == 0:
			screen.Direct = append(screen.Direct, govuk.Button{Text: move.Verb, Value: a.ID, PreventDoubleClick: govuk.On})
		default:
			screen.Others = append(screen.Others, govuk.Button{Text: move.Verb, Href: "/tasking/" + t.Reference + "/" + a.ID, Classes: "govuk-button--secondary"})
		}
	}
	if tasking.Deployable(&t.Record) && s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, patrolKind) {
		screen.Deploy = "/patrol?tasking=" + t.Reference
	}
	if v.May(pack.Edit, &t.Record) {
		screen.Others = append(screen.Others, govuk.Button{Text: "Link a patrol", Href: "/tasking/" + t.Reference + "/patrol", Classes: "govuk-button--secondary"})
	}
	screen.Asked = s.asked(t)
	for _, l := range t.Links {
		screen.Links.Rows = append(screen.Links.Rows, words.Row(s.words.Kind(l.Kind), words.Link("/record/"+l.Reference, l.Reference)+" "+words.Prose(l.Title)))
	}
	for _, e := range t.Events {
		if e.Verb == "moved" || e.Verb == "created" {
			k, _ := s.pack().Kind(taskingKind)
			st, _ := k.State(e.After)
			screen.History = append(screen.History, remark{Who: e.ActorName, When: page.DateTime(e.At), Text: words.Prose(st.Name + ". " + e.Reason)})
		}
	}
}

// asked is what the tasking says, in the order in which an officer needs it.
func (s *screens) asked(t *record.Whole) govuk.SummaryList {
	var list govuk.SummaryList
	add := func(key, text string) {
		if text != "" {
			list.Rows = append(list.Rows, words.Row(key, words.Prose(text)))
		}
	}
	k, _ := s.pack().Kind(taskingKind)
	add("Action asked for", t.Fields.Text("asked_action"))
	add("Where", s.words.Where(&t.Record))
	add("When to be there", t.Fields.Text("times"))
	add("Why here", t.Fields.Text("reason"))
	if f, ok := k.Field("problem"); ok {
		add(f.Name, record.Words(f, t.Fields.Text("problem")))
	}
	add("Hotspot", t.Fields.Text("from_hotspot"))
	if n, ok := t.Fields["observed"].(float64); ok {
		text := figure.Number(n, 1) + " recorded"
		if m, ok := t.Fields["expected"].(float64); ok {
			text += ", where " + figure.Fixed(m, 1) + " would be expected by chance"
		}
		add("Recorded there", text)
	}
	came := "Result"
	if t.State == tasking.NotDone || t.State == tasking.Declined {
		came = "Why not"
	}
	add(came, t.Fields.Text("result"))
	return list
}

type meetingPage struct {
	page.Page
	Weeks  govuk.Select
	Groups []meetingGroup
	Since  when.Date
	Pages  govuk.Pagination
}

type meetingGroup struct {
	ID, Title, Empty string
	Rows             govuk.Table
}

// meeting is the paper of the tasking meeting: what was asked since the last, what of it was done or not and why, and what
// is to be agreed now (ledger rows 57 and 58).
func (s *screens) meeting(w http.ResponseWriter, r *http.Request) error {
	if err := s.opensTaskings(r); err != nil {
		return err
	}
	in := page.ReadQuery(r)
	weeks, ok := in.Int("weeks", 1, 12)
	if !ok {
		weeks = 2
	}
	since := s.desk.Gate.Now().Date().AddDays(-7 * weeks)
	screen := &meetingPage{Page: page.Page{Title: "Tasking meeting", Back: "/tasking", Wide: true}, Since: since}
	screen.Weeks = govuk.Select{Name: "weeks", Label: govuk.Label{Text: "Weeks since the last meeting"}, Value: strconv.Itoa(weeks)}
	for _, n := range []int{1, 2, 4, 8, 12} {
		screen.Weeks.Items = append(screen.Weeks.Items, govuk.Option{Value: strconv.Itoa(n), Text: strconv.Itoa(n)})
	}
	err := s.read(r, func(v *gate.View) error {
		for _, g := range []struct {
			id, title, empty string
			q                gate.Query
		}{
			{"agree", "To agree today", "Nothing is proposed.", gate.Query{States: []string{tasking.Proposed}}},
			{"done", "Asked and done", "Nothing was done in this time.", gate.Query{States: []string{tasking.Done}, Date: "closed", From: since.Start()}},
			{"not-done", "Asked and not done", "Everything that was asked was done.", gate.Query{States: []string{tasking.NotDone, tasking.Declined}, Date: "closed", From: since.Start()}},
			{"open", "Still with a team", "No team has a tasking open.", gate.Query{States: []string{tasking.Agreed, tasking.Accepted}, ByDue: true}},
		} {
			g.q.Kinds, g.q.Limit = []string{taskingKind}, 50
			list, err := v.List(g.q)
			if err != nil {
				return err
			}
			group, err := s.meetingRows(v, list.Records)
			if err != nil {
				return err
			}
			screen.Groups = append(screen.Groups, meetingGroup{g.id, g.title, g.empty, group})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "meeting.html", screen)
}

func (s *screens) meetingRows(v *gate.View, records []record.Record) (govuk.Table, error) {
	t := govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Tasking"}, {Text: "Asked"}, {Text: "Team"}, {Text: "Due or ended"}, {Text: "What came of it"}}}
	for i := range records {
		rec := &records[i]
		came, err := s.cameOfIt(v, rec)
		if err != nil {
			return t, err
		}
		due := words.DueDay(s.desk.Gate.Calendar(), rec.Due, s.desk.Gate.Now().Date()) + words.Asked(rec)
		if !rec.Open {
			due = template.HTML(template.HTMLEscapeString(rec.Closed.Date().Words())) //nolint:gosec // escaped
		}
		t.Rows = append(t.Rows, []govuk.Cell{{HTML: words.Link("/tasking/"+rec.Reference, rec.Title)}, {Text: rec.Fields.Text("asked_action")},
			{Text: s.words.Team(rec.Team)}, {HTML: due}, {Text: came}})
	}
	return t, nil
}

// cameOfIt is the result, or why there is none.
func (s *screens) cameOfIt(v *gate.View, rec *record.Record) (string, error) {
	if rec.Open || rec.State == tasking.Done {
		return rec.Fields.Text("result"), nil
	}
	events, err := v.History(rec.Reference, s.desk.Gate.Now().Add(1), 20)
	if err != nil {
		return "", err
	}
	for _, e := range events {
		if e.Verb == "moved" && e.After == rec.State {
			return e.Reason, nil
		}
	}
	return "", nil
}
