package act

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

const inboxPage = 40

// box is one list of the inbox.
type box struct {
	id, name, says, empty string
	byDue                 bool
	query                 func(who access.Principal, q *gate.Query)
}

var boxes = []box{
	{"waiting", "Waiting for us", "Sent to your teams. Accept each, or refuse it with a reason.", "Nothing waits for your teams to accept it.", true,
		func(who access.Principal, q *gate.Query) { q.Teams, q.States = teams(who), []string{triage.Received} }},
	{"mine", "Mine", "Assigned to you.", "No report is assigned to you. Take one from your team's list.", false,
		func(who access.Principal, q *gate.Query) { q.Assignee = who.Account }},
	{"team", "My team's", "With your teams, whoever works on them.", "Your teams have no open report.", false,
		func(who access.Principal, q *gate.Query) { q.Teams = teams(who) }},
	{"unowned", "Nobody's yet", "With your teams and assigned to nobody. The body owns them; a person should.", "Every report of your teams has somebody.", false,
		func(who access.Principal, q *gate.Query) { q.Teams, q.Unowned = teams(who), true }},
	{"overdue", "Overdue", "A target has passed, the oldest first.", "Nothing is overdue.", true, nil},
	{"word", "Reporter spoke last", "The person who reported it has said more and has no answer yet.", "Everybody has an answer.", false,
		func(_ access.Principal, q *gate.Query) { q.LastWord, q.Again = "reporter", true }},
	{"returned", "Refused", "The team that was asked said no. Find the right one and send it on.", "No report was refused and left.", true,
		func(_ access.Principal, q *gate.Query) { q.States = []string{triage.Refused} }},
	{"all", "All by ward", "Every open report that you may see.", "No open report fits.", false, func(access.Principal, *gate.Query) {}},
}

// teams are the principal's teams; somebody without a team has a list that is empty, and not everybody's.
func teams(who access.Principal) []string {
	if t := who.Teams(); t != nil {
		return t
	}
	return []string{}
}

func (s *screens) boxQuery(b box, who access.Principal) gate.Query {
	yes := true
	q := gate.Query{Kinds: []string{s.reportKind()}, Open: &yes, ByDue: b.byDue, Limit: inboxPage}
	if b.query == nil {
		q.DueBefore = s.desk.Gate.Now().Date()
		return q
	}
	b.query(who, &q)
	return q
}

type inboxPageView struct {
	page.Page
	Box     string
	Says    string
	Empty   string
	Tabs    govuk.SubNavigation
	Table   govuk.BulkTable
	After   govuk.Table // said something after their report was closed
	Pages   govuk.Pagination
	Filter  bool
	Ward    govuk.Select
	Risk    govuk.Select
	Assign  govuk.Select
	MayBulk bool
	Sorts   []govuk.NavigationItem
	Log     bool
	Here    string
}

// inbox is the reports that wait for the reader, in lists by why they wait.
func (s *screens) inbox(w http.ResponseWriter, r *http.Request) error {
	who := desk.Who(r)
	rules := s.desk.Gate.Rules()
	if !rules.Anywhere(who, pack.Edit, s.reportKind()) {
		return page.Fail(page.Forbidden, "Your post does not open reports. Ask the person who manages access in your organisation.")
	}
	if r.Method == http.MethodPost {
		return s.bulk(w, r)
	}
	in := page.ReadQuery(r)
	b := asked(in)
	screen := &inboxPageView{Page: page.Page{Title: "Reports: " + lowerFirst(b.name), Wide: true}, Box: b.id, Says: b.says, Empty: b.empty,
		MayBulk: rules.Anywhere(who, pack.Assign, s.reportKind()), Log: rules.Anywhere(who, pack.Create, s.reportKind()), Here: r.URL.RequestURI()}
	q := s.boxQuery(b, who)
	s.narrow(screen, b, in, &q)
	if screen.Errors = in.Errors; len(in.Errors) > 0 {
		screen.Empty = "Nothing was listed, because what was asked could not be read."
		return s.pages.Write(w, r, "inbox.html", screen)
	}
	var list gate.List
	err := s.read(r, func(v *gate.View) error {
		var err error
		if list, err = v.List(q); err != nil {
			return err
		}
		if b.id == "word" {
			if err := s.afterTheEnd(v, screen); err != nil {
				return err
			}
		}
		return s.tabs(v, who, b, screen)
	})
	if err != nil {
		return err
	}
	names, err := s.names(r, assignees(list.Records)...)
	if err != nil {
		return err
	}
	screen.Table = s.inboxTable(list.Records, names)
	screen.Pages = page.Further(r.URL, list.Next)
	if screen.MayBulk {
		if screen.Assign, err = s.toAssign(r, who); err != nil {
			return err
		}
	}
	return s.pages.Write(w, r, "inbox.html", screen)
}

// asked is the list that the reader asked for; the first where none is named.
func asked(in *page.Form) box {
	ids := make([]string, len(boxes))
	for i, b := range boxes {
		ids[i] = b.id
	}
	return boxes[max(0, slices.Index(ids, readable(in, "list", ids)))]
}

// readable is what the reader asked of a list, one of the values that there are: what cannot be read is an error and not left out, for
// the list would then show something else than was asked for.
func readable(in *page.Form, name string, offered []string) string {
	value := in.Choice(name, offered, "")
	if in.Errors.Has(name) {
		in.Errors = slices.DeleteFunc(in.Errors, func(e page.FieldError) bool { return e.Field == name })
		in.Errors.Add(name, "There is no such "+map[string]string{"list": "list", "sort": "order", "ward": "ward", "risk": "risk"}[name]+". Choose again")
	}
	return value
}

// narrow applies what the reader asked of the list.
func (s *screens) narrow(screen *inboxPageView, b box, in *page.Form, q *gate.Query) {
	q.After = in.Text("after", 300)
	if sort := readable(in, "sort", []string{"due", "new"}); sort != "" {
		q.ByDue = sort == "due"
	}
	base := url.Values{"list": {b.id}}
	for _, o := range []struct {
		id, text string
		on       bool
	}{{"due", "Nearest due first", q.ByDue}, {"new", "Newest first", !q.ByDue}} {
		base.Set("sort", o.id)
		screen.Sorts = append(screen.Sorts, govuk.NavigationItem{Text: o.text, Href: "/triage?" + base.Encode(), Current: o.on})
	}
	if b.id != "all" {
		return
	}
	screen.Filter = true
	wards, risks := []govuk.Option{{Value: "", Text: "Every ward"}}, []govuk.Option{{Value: "", Text: "Any"}}
	for _, a := range s.pack().Wards() {
		wards = append(wards, govuk.Option{Value: a.Code, Text: a.Name})
	}
	for _, x := range s.pack().Risks {
		risks = append(risks, govuk.Option{Value: x.ID, Text: x.Name})
	}
	ward, risk := readable(in, "ward", values(wards)), readable(in, "risk", values(risks))
	screen.Ward = govuk.Select{Name: "ward", Label: govuk.Label{Text: "Ward"}, Value: ward, Items: wards}
	screen.Risk = govuk.Select{Name: "risk", Label: govuk.Label{Text: "Risk"}, Value: risk, Items: risks}
	if ward != "" {
		q.Areas = []string{ward}
	}
	q.Risk = risk
}

func values(options []govuk.Option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = fmt.Sprint(o.Value)
	}
	return out
}

func (s *screens) tabs(v *gate.View, who access.Principal, here box, screen *inboxPageView) error {
	screen.Tabs = govuk.SubNavigation{Label: "Lists of reports"}
	for _, b := range boxes {
		item := govuk.NavigationItem{Text: b.name, Href: "/triage?list=" + b.id, Current: b.id == here.id}
		if b.id != "all" {
			q := s.boxQuery(b, who)
			total, err := v.Total(q)
			if err != nil {
				return err
			}
			item.Text += " (" + counted(total).Text() + ")"
		}
		screen.Tabs.Items = append(screen.Tabs.Items, item)
	}
	return nil
}

// counted is a total as far as it was counted.
func counted(t gate.Total) figure.Figure {
	n := figure.Of(t.N)
	switch {
	case t.Over && t.N >= gate.CountMost:
		return n.As("over " + n.Text())
	case t.Over:
		return n.As(n.Text() + " or more")
	}
	return n
}

// afterTheEnd are the closed reports whose reporter has said something since.
func (s *screens) afterTheEnd(v *gate.View, screen *inboxPageView) error {
	no := false
	list, err := v.List(gate.Query{Kinds: []string{s.reportKind()}, Open: &no, LastWord: "reporter", Limit: 20})
	if err != nil || len(list.Records) == 0 {
		return err
	}
	screen.After = govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Report"}, {Text: "Where"}, {Text: "They wrote"}}}
	for i := range list.Records {
		rec := &list.Records[i]
		screen.After.Rows = append(screen.After.Rows, []govuk.Cell{{HTML: words.Link("/triage/"+rec.Reference, rec.Reference)},
			{Text: s.words.Where(rec)}, {Text: page.DateTime(rec.LastWordAt)}})
	}
	return nil
}

func (s *screens) inboxTable(records []record.Record, names map[string]string) govuk.BulkTable {
	t := govuk.BulkTable{ID: "reports", Caption: "Reports", Name: "pick", Classes: "wm-stack wm-inbox",
		Head: []govuk.SortHead{{Text: "Report"}, {Text: "Where"}, {Text: "Sent"}, {Text: "Due"}, {Text: "Risk"}, {Text: "Take care"}, {Text: "State"}, {Text: "With"}}}
	cal, today := s.desk.Gate.Calendar(), s.desk.Gate.Now().Date()
	for i := range records {
		rec := &records[i]
		with := s.words.Team(rec.Team)
		if name := names[rec.Assignee]; name != "" {
			with = name
		}
		t.Rows = append(t.Rows, govuk.BulkRow{Value: fmt.Sprintf("%s|%d", rec.Reference, rec.Version), Label: rec.Reference, Cells: []govuk.Cell{
			{HTML: words.Link("/triage/"+rec.Reference, rec.Reference) + "<br>" + words.Prose(s.words.Category(rec.Category))},
			{Text: s.words.Where(rec)},
			{Text: words.Age(rec.Opened.Date(), today)},
			{HTML: words.DueDay(cal, rec.Due, today) + words.Asked(rec)},
			{HTML: s.words.Risk(rec.Risk)},
			{HTML: flags(rec)},
			{HTML: s.words.State(rec.Kind, rec.State)},
			{Text: with},
		}})
	}
	return t
}

// spokeAgain says that the reporter said something since they sent it, and nobody has answered.
func spokeAgain(rec *record.Record) bool {
	return rec.LastWord == "reporter" && rec.LastWordAt.After(rec.Opened)
}

// flags are what nobody who picks the report up may miss.
func flags(rec *record.Record) template.HTML {
	var out []string
	add := func(yes bool, text string) {
		if yes {
			out = append(out, template.HTMLEscapeString(text))
		}
	}
	safe := record.ReadSafeContact(rec.Fields).Short()
	add(safe != "", safe)
	add(rec.RepeatVictim, "Happened before")
	add(rec.Fields.Yes("because_of_who"), "Hate")
	add(spokeAgain(rec), "Reporter spoke last")
	add(rec.Fields.Yes("anonymous"), "No name given")
	return template.HTML(strings.Join(out, "<br>")) //nolint:gosec // escaped
}

// toAssign are the people of the reader's teams, to assign to.
func (s *screens) toAssign(r *http.Request, who access.Principal) (govuk.Select, error) {
	sel := govuk.Select{Name: "assignee", Label: govuk.Label{Text: "Assign to"}, Items: []govuk.Option{{Value: who.Account, Text: "Me"}}}
	seen := map[string]bool{who.Account: true}
	for _, t := range who.Teams() {
		holders, err := s.desk.Accounts.Team(r.Context(), t)
		if err != nil {
			return sel, err
		}
		for _, h := range holders {
			if !seen[h.Account] && len(sel.Items) < 200 {
				seen[h.Account] = true
				sel.Items = append(sel.Items, govuk.Option{Value: h.Account, Text: h.Name})
			}
		}
	}
	sel.Items = append(sel.Items, govuk.Option{Value: triage.Nobody, Text: "Nobody: leave it with the team"})
	return sel, nil
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
