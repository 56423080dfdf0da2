package answer

import (
	"cmp"
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/answer/board"
	"github.com/wardmote/wardmote/internal/answer/plan"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/understand/product"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type boardsPage struct {
	page.Page
	Top         *boardCard
	Responsible []*pack.Body
	Subgroups   []boardCard
	Alongside   []boardCard
	Others      []boardCard
	MayRecord   bool
	Hidden      bool // the reader's post opens no meetings
}

// boardCard is a board as it stands in a list.
type boardCard struct {
	*board.Board
	Chair, Often, Members string
	From                  template.HTML // where its paper names it
	Href                  string
}

// howOften writes how often a board meets: what its entry in the register says, else what the papers say.
func (s *screens) howOften(b *board.Board) string {
	if b.Entry != nil {
		if kind, ok := s.desk.Pack().Kind(board.KindBoard); ok {
			if f, ok := kind.Field("how_often"); ok && b.Entry.Fields[f.ID] != nil {
				return record.Words(f, b.Entry.Fields[f.ID])
			}
		}
	}
	if b.Body.Meets != "" {
		return b.Body.Meets
	}
	return "Not stated"
}

func (s *screens) cards(list []*board.Board) []boardCard {
	out := make([]boardCard, len(list))
	for i, b := range list {
		out[i] = s.boardCard(b)
	}
	return out
}

func (s *screens) boardCard(b *board.Board) boardCard {
	c := boardCard{Board: b, Often: s.howOften(b), Members: b.Body.Members, From: s.source(b.Body.Source), Href: "/boards/" + b.Body.ID}
	if b.Entry != nil {
		c.Chair = b.Entry.Fields.Text("chair")
		if members := s.bodyNames(b.Entry.Fields.List("members")); members != "" {
			c.Members = members
		}
	}
	return c
}

// boards is the partnership's structure: the board, the responsible authorities, the subgroups and the rest.
func (s *screens) boards(w http.ResponseWriter, r *http.Request) error {
	x, ok := plan.InForce(s.desk.Pack(), s.today())
	if !ok {
		return page.Fail(page.NotFound, "There is no plan yet, and it is the plan that says which boards there are.")
	}
	chart := board.ChartOf(s.desk.Pack(), x)
	if err := s.read(r, func(v *gate.View) error { return board.Fill(v, chart.All(), s.today()) }); err != nil {
		return err
	}
	rules, who := s.desk.Gate.Rules(), desk.Who(r)
	screen := &boardsPage{Page: page.Page{Title: "Boards", Wide: true}, Responsible: chart.Responsible, Subgroups: s.cards(chart.Subgroups),
		Alongside: s.cards(chart.Alongside), Others: s.cards(chart.Others), MayRecord: rules.Anywhere(who, pack.Create, board.KindMeeting),
		Hidden: !rules.Anywhere(who, pack.View, board.KindMeeting)}
	if chart.Top != nil {
		top := s.boardCard(chart.Top)
		screen.Top = &top
	}
	return s.pages.Write(w, r, "boards.html", screen)
}

type boardPage struct {
	page.Page
	Card     boardCard
	Facts    govuk.SummaryList
	Meetings govuk.Table
	Actions  govuk.Table
	Entry    string
	Convene  string
	Hidden   bool
	Products []govuk.Link
}

// board opens one board: what it answers for, who sits on it, its meetings and its actions.
func (s *screens) board(w http.ResponseWriter, r *http.Request) error {
	body, ok := s.desk.Pack().Body(r.PathValue("id"))
	if !ok {
		return page.Fail(page.NotFound, "There is no such board.")
	}
	b := &board.Board{Body: body}
	if x, ok := plan.InForce(s.desk.Pack(), s.today()); ok {
		for _, c := range board.ChartOf(s.desk.Pack(), x).All() {
			if c.Body.ID == body.ID {
				b = c
			}
		}
	}
	var log []gate.Assigned
	var names map[string]string
	var meetings []record.Record
	err := s.read(r, func(v *gate.View) (err error) {
		if err = board.Fill(v, []*board.Board{b}, s.today()); err != nil {
			return err
		}
		if meetings, err = board.Joint(v, body.ID, s.today().AddMonths(-12), s.today().AddMonths(12)); err != nil {
			return err
		}
		if log, err = board.Log(v, body.ID, ""); err != nil {
			return err
		}
		names, err = ownersOf(v, log)
		return err
	})
	if err != nil {
		return err
	}
	screen := &boardPage{Page: page.Page{Title: body.Name, Wide: true, Breadcrumbs: []govuk.Link{{Text: "Boards", Href: "/boards"}, {Text: body.Name}}},
		Card: s.boardCard(b), Meetings: s.meetingTable(meetings, false), Actions: s.actionTable(log, names, false),
		Hidden: !s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.View, board.KindMeeting)}
	screen.Facts = s.boardFacts(screen.Card)
	if s.desk.Gate.Rules().Anywhere(desk.Who(r), pack.Create, board.KindMeeting) {
		screen.Convene = "/boards/" + body.ID + "/convene"
	}
	if b.Entry != nil {
		screen.Entry = "/record/" + b.Entry.Reference
	}
	if screen.Products, err = s.products(r, product.Query{Board: body.ID}); err != nil {
		return err
	}
	return s.pages.Write(w, r, "board.html", screen)
}

func (s *screens) boardFacts(c boardCard) govuk.SummaryList {
	var l govuk.SummaryList
	add := func(key, value string) {
		if value != "" {
			l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: value}})
		}
	}
	add("Answers for", c.Body.Does)
	for _, p := range c.Drives {
		add("Drives", "Priority: "+p.Name)
	}
	if parent, ok := s.desk.Pack().Body(c.Body.Parent); ok {
		add("Reports to", parent.Name)
	}
	add("Chair", cmp.Or(c.Chair, "Not stated"))
	add("Members", cmp.Or(c.Members, "Not stated"))
	add("Meets", c.Often)
	if c.Next != nil {
		add("Next meeting", page.DateTime(c.Next.Occurred))
	}
	add("Note", c.Body.Note)
	l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: "Source"}, Value: govuk.SummaryText{HTML: c.From}})
	return l
}
