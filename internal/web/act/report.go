package act

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type reportPage struct {
	page.Page
	Ref      string
	Version  int64
	Identity govuk.IdentityBar
	Now      string      // what the state asks for
	Cases    []page.Link // that answer it, where it is worked on
	Direct   []govuk.Button
	Others   []govuk.Button
	Words    govuk.SummaryList
	Person   govuk.SummaryList
	Safety   template.HTML
	Route    govuk.SummaryList
	Owner    govuk.SummaryList
	Photos   []photo
	Said     []remark
	Links    govuk.SummaryList
	Near     nearby
	Map      *mapview.Map
	Review   bool
	Earlier  int
	Timeline govuk.Timeline
}

type photo struct{ Name, Href string }

type remark struct {
	Who, When string
	Text      template.HTML
	Reporter  bool   // written by the reporter
	ForThem   bool   // the reporter can read it
	Kept      string // in which compartment it is
}

// reportView is a report as its pages are drawn from.
type reportView struct {
	s     *screens
	r     *http.Request
	v     *gate.View
	whole *record.Whole
	kind  *pack.Kind
	names map[string]string
	scene *act.Scene
}

// open reads a report; other records have pages of their own.
func (s *screens) openReport(r *http.Request, v *gate.View, holders []account.Holder) (*reportView, error) {
	whole, err := v.Open(r.PathValue("ref"))
	if err != nil {
		return nil, err
	}
	if err := s.notReport(whole); err != nil {
		return nil, err
	}
	ids := []string{whole.Assignee}
	for _, e := range whole.Events {
		ids = append(ids, e.Accounts()...)
	}
	names, err := v.AccountNames(ids)
	return &reportView{s: s, r: r, v: v, whole: whole, kind: s.pack().ReportKind(), names: names, scene: s.desk.Acts.Scene(v.Who(), whole, "", holders)}, err
}

// report is everything that a decision on a report needs, and the decisions.
func (s *screens) report(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodGet {
		return page.Fail(page.NotAllowed, "Open the report and choose what to do there.")
	}
	holders, err := s.desk.Acts.Held(r.Context())
	if err != nil {
		return err
	}
	screen := &reportPage{}
	err = s.read(r, func(v *gate.View) error {
		x, err := s.openReport(r, v, holders)
		if err != nil {
			return err
		}
		return x.fill(screen)
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "report.html", screen)
}

func (x *reportView) fill(screen *reportPage) error {
	rec := &x.whole.Record
	c, _ := x.s.pack().Category(rec.Category)
	screen.Page = page.Page{Title: rec.Title, Back: "/triage", Exit: c != nil && c.Sensitive, Map: rec.Point != nil, Wide: true}
	screen.Ref, screen.Version = rec.Reference, rec.Version
	screen.Identity, screen.Now = x.identity(), x.now()
	for _, id := range atTriage {
		a := x.s.desk.Acts.Find(rec.Kind, id, "")
		if a == nil || a.Possible(x.scene) != nil {
			continue
		}
		if len(a.Questions(x.scene)) == 0 {
			screen.Direct = append(screen.Direct, govuk.Button{Text: a.Button, Name: "act", Value: a.ID, PreventDoubleClick: govuk.On})
			continue
		}
		screen.Others = append(screen.Others, govuk.Button{Text: a.Button, Href: "/triage/" + rec.Reference + "/" + a.ID, Classes: "govuk-button--secondary"})
	}
	screen.Words, screen.Safety = x.told(), safety(x.whole)
	screen.Person, screen.Owner, screen.Route = x.person(), x.owner(), x.route()
	for _, f := range x.whole.Files {
		screen.Photos = append(screen.Photos, photo{f.Name, "/record/" + rec.Reference + "/file/" + f.ID})
	}
	screen.Said, screen.Links, screen.Cases = x.conversation(), x.links(), x.cases()
	screen.Timeline = x.timeline()
	var err error
	if screen.Near, err = x.near(); err != nil {
		return err
	}
	screen.Map = x.placeMap()
	screen.Earlier, screen.Review, err = x.review()
	return err
}

// nows is what each state asks of the reader.
var nows = map[string]string{
	triage.Received:   "Accept it for your team, refuse it with a reason, or send it to the right team. Until a team accepts, the body that sent it owns it.",
	triage.Refused:    "A team said no. Intake owns it: find the right team and send it on.",
	triage.Accepted:   "Contact the person if that is safe, then start work, or open a case, or join one.",
	triage.InProgress: "Answer the person when it is done, or open a case where it needs a plan.",
	triage.CaseOpened: "A case deals with it. Keep the person told what happens, and close the report when the case is closed.",
	triage.Reopened:   "It was not solved. Look at it afresh, and contact the person.",
	triage.Closed:     "It is closed. Re-open it where it goes on.",
}

func (x *reportView) now() string {
	if x.whole.State == triage.Received && !triage.Receives(x.s.pack(), desk.Who(x.r), &x.whole.Record) {
		return "It waits for " + x.s.words.Team(x.whole.Team) + " to accept it. Until then " + x.s.words.Body(x.whole.OwnerBody) + " owns it."
	}
	return nows[x.whole.State]
}

func (x *reportView) identity() govuk.IdentityBar {
	rec, s := &x.whole.Record, x.s
	bar := govuk.IdentityBar{Title: rec.Reference, Facts: []govuk.Fact{{Key: "State", HTML: s.words.State(rec.Kind, rec.State)}, {Key: "Risk", HTML: s.words.Risk(rec.Risk)}}}
	if !rec.Due.IsZero() {
		bar.Facts = append(bar.Facts, govuk.Fact{Key: "Due", HTML: words.DueDay(s.desk.Gate.Calendar(), rec.Due, s.desk.Gate.Now().Date()) + words.Asked(rec)})
	}
	badge := func(yes bool, text, classes string) {
		if yes {
			bar.Badges = append(bar.Badges, govuk.Badge{Text: text, Classes: classes})
		}
	}
	safe := record.ReadSafeContact(rec.Fields).Short()
	badge(safe != "", safe, "moj-badge--red")
	badge(rec.RepeatVictim, "Happened before", "moj-badge--red")
	badge(rec.Fields.Yes("because_of_who"), "Hate", "moj-badge--purple")
	badge(spokeAgain(rec), "Reporter spoke last", "")
	badge(rec.Fields.Yes("anonymous"), "No name given", "moj-badge--grey")
	badge(rec.Demo, "Invented", "moj-badge--grey")
	return bar
}

// told are the report's own words: what, where, when, who it hurts.
func (x *reportView) told() govuk.SummaryList {
	var list govuk.SummaryList
	rec := &x.whole.Record
	add := func(key, text string) {
		if text != "" {
			list.Rows = append(list.Rows, words.Row(key, words.Prose(text)))
		}
	}
	add("What happened", rec.Fields.Text("what"))
	add("About", x.s.words.Category(rec.Category))
	where := x.s.words.Where(rec)
	if typed := rec.Fields.Text("place_words"); typed != "" && typed != rec.Place {
		where += "\n“" + typed + "”"
	}
	if rec.Fields.Yes("along") {
		where += "\nAlong the whole road"
	}
	add("Where", where)
	for _, id := range []string{"from_day", "to_day", "at_time", "how_often", "affected", "channel", "barrier", "police_reference", "outcome"} {
		if f, ok := x.kind.Field(id); ok && rec.Fields[id] != nil {
			add(f.Name, record.Words(f, rec.Fields[id]))
		}
	}
	return list
}

// safety is what must be known before anybody rings.
func safety(w *record.Whole) template.HTML {
	lines := record.ReadSafeContact(w.Fields).Lines()
	if len(lines) == 0 {
		return ""
	}
	return words.Prose(strings.Join(lines, "\n"))
}

func (x *reportView) person() govuk.SummaryList {
	var list govuk.SummaryList
	if x.whole.Fields.Yes("anonymous") {
		return govuk.SummaryList{Rows: []govuk.SummaryRow{words.Row("Name", "Not given. Your message on the report’s page reaches them if they come back to it.")}}
	}
	for _, id := range []string{"reporter_name", "phone", "email", "needs"} {
		if f, ok := x.kind.Field(id); ok && x.whole.Fields.Text(id) != "" {
			name := map[string]string{"reporter_name": "Name", "phone": "Phone", "email": "Email", "needs": "Help to talk with us"}[id]
			list.Rows = append(list.Rows, words.Row(cmp.Or(name, f.Name), words.Prose(x.whole.Fields.Text(id))))
		}
	}
	contacted := "Not yet"
	if !x.whole.Contacted.IsZero() {
		contacted = page.DateTime(x.whole.Contacted)
	}
	list.Rows = append(list.Rows, words.Row("First contact", words.Prose(contacted)))
	return list
}

func (x *reportView) owner() govuk.SummaryList {
	rec, w := &x.whole.Record, x.s.words
	rows := []govuk.SummaryRow{words.Row("Owned by", words.Prose(w.Body(rec.OwnerBody))), words.Row("Team", words.Prose(w.Team(rec.Team))),
		words.Row("Assigned to", words.Prose(cmp.Or(x.names[rec.Assignee], "Nobody yet")))}
	if rec.SenderBody != "" && rec.SenderBody != rec.OwnerBody {
		rows = append(rows, words.Row("Sent by", words.Prose(w.Body(rec.SenderBody))))
	}
	rows = append(rows, words.Row("Received", words.Prose(page.DateTime(rec.Opened))))
	return govuk.SummaryList{Rows: rows}
}

// route is why the report came to its team: the pack's rule, and the last reason that a person gave.
func (x *reportView) route() govuk.SummaryList {
	rec := &x.whole.Record
	d := report.Decide(x.s.pack(), report.Recorded(rec), x.s.desk.Gate.Answering)
	rows := []govuk.SummaryRow{words.Row("The rule sends it to", words.Prose(x.s.words.Team(d.Team)+", "+x.s.words.Body(d.Body))), words.Row("Because", words.Prose(d.Why))}
	i := slices.IndexFunc(x.whole.Events, func(e record.Event) bool { return e.Field == "team" && e.Reason != "" })
	if i >= 0 {
		e := x.whole.Events[i]
		rows = append(rows, words.Row("Since then", words.Prose(e.ActorName+" sent it to "+x.s.words.Team(e.After)+": "+e.Reason)))
	}
	return govuk.SummaryList{Rows: rows}
}

// conversation is what was written about the report, the latest first.
func (x *reportView) conversation() []remark {
	var out []remark
	for _, n := range slices.Backward(x.whole.Notes) {
		out = append(out, remark{Who: n.Author, When: page.DateTime(n.At), Text: words.Prose(n.Body), Reporter: n.FromReporter(), ForThem: n.Seal == record.ForReporter, Kept: x.s.words.Kept(n.Seal)})
	}
	return out
}

func (x *reportView) links() govuk.SummaryList {
	var list govuk.SummaryList
	for _, l := range x.whole.Links {
		href := "/record/" + l.Reference
		if l.Kind == x.s.reportKind() {
			href = "/triage/" + l.Reference
		}
		list.Rows = append(list.Rows, words.Row(x.s.words.Kind(l.Kind), words.Link(href, l.Reference)+" "+words.Prose(l.Title)+"<br>"+words.Prose(l.Reason)))
	}
	return list
}

// cases are those that answer the report, as far as the reader may see them: a report and its case are one place, and that is the case's.
func (x *reportView) cases() (out []page.Link) {
	for _, l := range x.whole.Links {
		if k, ok := x.s.pack().Kind(l.Kind); ok && k.Archetype == pack.Case && k.ID != x.s.reportKind() && x.whole.State == triage.CaseOpened {
			out = append(out, page.Link{Text: l.Reference + ": " + l.Title, Href: "/record/" + l.Reference})
		}
	}
	return out
}
