package act

import (
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/act/handover"
	"github.com/wardmote/wardmote/internal/act/work"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/web/chart"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type colleaguesPage struct {
	page.Page
	Table govuk.Table
}

// sharers are the colleagues of a reader who shares out work; for anybody else the page is refused.
func (s *screens) sharers(r *http.Request) ([]account.Colleague, error) {
	if !s.desk.SharesOut(r) {
		return nil, page.Fail(page.Forbidden, "Your post does not share out work. Ask the leader of your team.")
	}
	return s.desk.Colleagues(r)
}

// colleagues lists who works, or worked, where the reader shares out work, with how much of it each has open.
func (s *screens) colleagues(w http.ResponseWriter, r *http.Request) error {
	people, err := s.sharers(r)
	if err != nil {
		return err
	}
	screen := &colleaguesPage{Page: page.Page{Title: "Who has what", Back: "/home", Wide: true}}
	screen.Table = govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack wm-dense", Head: []govuk.Cell{{Text: "Person"}, {Text: "Now"}, chart.Column("Open"), chart.Column("High risk"),
		chart.Column("Late"), chart.Column("Promise missed"), chart.Column("Risk out of date"), {Text: "Oldest opened"}}}
	err = s.read(r, func(v *gate.View) error {
		q := &work.Queue{View: v, Pack: s.pack(), Rules: s.desk.Gate.Rules(), Today: s.desk.Gate.Now().Date()}
		if teams := desk.Who(r).Teams(); len(teams) > 0 {
			load, err := q.Caseload(gate.Query{Kinds: q.Kinds(), Teams: teams, Unowned: true, ByDue: true})
			if err != nil {
				return err
			}
			screen.Table.Rows = append(screen.Table.Rows, s.caseload(govuk.Cell{HTML: words.Link("/work?list=unowned", "Nobody yet")}, "With your teams", load))
		}
		for _, p := range people {
			load, err := q.Caseload(gate.Query{Assignee: p.Account, ByDue: true})
			if err != nil {
				return err
			}
			if p.Active || load.Open > 0 {
				screen.Table.Rows = append(screen.Table.Rows, s.caseload(govuk.Cell{HTML: words.Link("/colleagues/"+p.Account, p.Name)}, presence(p), load))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "colleagues.html", screen)
}

// caseload is a row of the board.
func (s *screens) caseload(who govuk.Cell, now string, load work.Caseload) []govuk.Cell {
	cell := func(n int) govuk.Cell {
		f := figure.Of(n)
		if load.More {
			f = f.As(f.Text() + " or more")
		}
		return chart.Cell(catalogue.English(), f, figure.Count)
	}
	oldest := "Nothing is open"
	if !load.Oldest.IsZero() {
		oldest = words.Age(load.Oldest, s.desk.Gate.Now().Date())
	}
	return []govuk.Cell{who, {Text: now}, cell(load.Open), cell(load.High), cell(load.Late), cell(load.Missed), cell(load.Stale), {Text: oldest}}
}

func presence(p account.Colleague) string {
	if p.Active {
		return "Works here"
	}
	return "Has left or cannot sign in"
}

type colleaguePage struct {
	page.Page
	Name, Presence, Path string
	Total                string
	Records, Actions     govuk.Table
	To                   govuk.Select
	Reason               string
	Most                 int
	Handed               bool
	Done, Not            int
	Outcomes             govuk.Table
}

// colleague is one person's open work, and the step that hands all of it over.
func (s *screens) colleague(w http.ResponseWriter, r *http.Request) error {
	people, err := s.sharers(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(people, func(p account.Colleague) bool { return p.Account == r.PathValue("account") })
	if i < 0 {
		return page.Fail(page.NotFound, "Nobody of that name works where you share out work.")
	}
	person, h := people[i], &handover.Handover{Gate: s.desk.Gate, Acts: s.desk.Acts}
	screen := &colleaguePage{Page: page.Page{Title: person.Name + ": open work", Back: "/colleagues", Wide: true}, Name: person.Name, Presence: presence(person), Path: r.URL.Path, Most: handover.Most}
	to := s.receivers(r, people, person)
	if r.Method == http.MethodPost {
		in, err := page.ReadForm(w, r, 0)
		if err != nil {
			return err
		}
		given := in.Choice("to", values(to), "Select who takes the work on")
		screen.Reason = in.Needed("reason", 1000, "Enter why the work is handed over")
		if screen.Errors = in.Errors; len(in.Errors) == 0 {
			return s.handOver(w, r, h, screen, person, given)
		}
	}
	return s.showColleague(w, r, h, screen, person, to)
}

func (s *screens) showColleague(w http.ResponseWriter, r *http.Request, h *handover.Handover, screen *colleaguePage, person account.Colleague, to []govuk.Option) error {
	var work handover.Work
	err := s.read(r, func(v *gate.View) (err error) {
		work, err = h.Of(v, person.Account, inboxPage)
		return err
	})
	if err != nil {
		return err
	}
	screen.Total, screen.Records = counted(work.Total).Text(), s.caseTable(work.Records)
	screen.Records.Head[0].Text = "Record"
	screen.Actions = govuk.Table{FirstCellIsHeader: true, Classes: "wm-stack", Head: []govuk.Cell{{Text: "Action"}, {Text: "On"}, {Text: "Due"}}}
	cal, today := s.desk.Gate.Calendar(), s.desk.Gate.Now().Date()
	for _, a := range work.Actions {
		screen.Actions.Rows = append(screen.Actions.Rows, []govuk.Cell{{Text: a.What}, {HTML: words.Link("/record/"+a.Reference, a.Reference)}, {HTML: words.DueDay(cal, a.Due, today)}})
	}
	screen.To = govuk.Select{ID: "to", Name: "to", Label: govuk.Label{Text: "Who takes it on"}, Items: to, ErrorMessage: screen.Errors.For("to"),
		Hint: govuk.Hint{Text: "A record goes to a person where they work in its team. What does not fit stays, and you are told."}}
	return s.pages.Write(w, r, "colleague.html", screen)
}

// nobody is the choice that leaves records with their teams.
const nobody = "-"

// receivers are who may take work on: the reader, those who work here, or nobody of the team yet.
func (s *screens) receivers(r *http.Request, people []account.Colleague, from account.Colleague) []govuk.Option {
	who := desk.Who(r)
	out := []govuk.Option{{Value: "", Text: "Choose"}, {Value: nobody, Text: "Nobody yet: leave each record with its team"}, {Value: who.Account, Text: who.Name + " (you)"}}
	for _, p := range people {
		if p.Active && p.Account != from.Account {
			out = append(out, govuk.Option{Value: p.Account, Text: p.Name})
		}
	}
	return out
}

func (s *screens) handOver(w http.ResponseWriter, r *http.Request, h *handover.Handover, screen *colleaguePage, person account.Colleague, to string) error {
	if to == nobody {
		to = ""
	}
	outcomes, err := h.Give(r.Context(), desk.Who(r), person.Account, to, screen.Reason)
	if err != nil {
		return err
	}
	screen.Handed, screen.Title = true, "What was handed over"
	screen.Outcomes = govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Record"}, {Text: "What"}, {Text: "Outcome"}}}
	for _, o := range outcomes {
		text, done, err := desk.Outcome(o.Err, "Handed over", "record")
		if err != nil {
			return err
		}
		if done {
			screen.Done++
		} else {
			screen.Not++
		}
		screen.Outcomes.Rows = append(screen.Outcomes.Rows, []govuk.Cell{{HTML: words.Link("/record/"+o.Reference, o.Reference)}, {Text: o.What}, {Text: text}})
	}
	return s.pages.Write(w, r, "colleague.html", screen)
}

// gone are the accounts of those who have left or cannot sign in, where the reader shares out work.
func (s *screens) gone(r *http.Request) ([]string, error) {
	if !s.desk.SharesOut(r) {
		return nil, nil
	}
	people, err := s.desk.Colleagues(r)
	gone := []string{}
	for _, p := range people {
		if !p.Active {
			gone = append(gone, p.Account)
		}
	}
	return gone, err
}

// left are the open records of those who have left: nobody looks at them but who shares out the work.
func (h *home) left() error {
	if h.gone == nil {
		return nil
	}
	h.button("Who has what", "/colleagues")
	if len(h.gone) == 0 {
		return nil
	}
	return h.records(homeSection{ID: "left", Title: "Open work of people who have left", Empty: "Nobody who has left has open work.", More: "/colleagues", MoreText: "Hand it over"},
		gate.Query{Assignees: h.gone, Open: new(true), ByDue: true})
}
