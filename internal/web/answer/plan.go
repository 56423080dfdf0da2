package answer

import (
	"html/template"
	"net/http"

	"github.com/wardmote/wardmote/internal/answer/indicator"
	"github.com/wardmote/wardmote/internal/answer/plan"
	"github.com/wardmote/wardmote/internal/core/catalogue"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

type planPage struct {
	page.Page
	Plan       *pack.Plan
	Versions   []govuk.Link
	Draft      bool
	Cycle      plan.Cycle
	Facts      govuk.SummaryList
	Priorities []priorityCard
	Headings   []headed // indicators that stand under a heading of their own
	Themes     []themed
	Lists      []statements
	Volume     govuk.Table // the figures of the police's local priorities and of volume crime
	At         when.Instant
	Staff      bool
	Watches    bool // the desk of the plan's performance is theirs
}

// priorityCard is a priority on the plan's first page.
type priorityCard struct {
	*pack.Priority
	Href  string
	Open  bool // it has more than its indicators to show
	Board string
	Count rated
	listed
}

// listed are indicators as a long page shows them: those that have a rating, and folded under them those that have none.
type listed struct {
	Rated, Unrated govuk.Table
}

type headed struct {
	Heading string
	listed
}

type themed struct {
	pack.Statement
	Kind   string
	From   template.HTML // its source
	Marked []plan.Placed
	Plan   string
}

// statements is one list of the plan under a heading.
type statements struct {
	Heading string
	Intro   string
	Table   govuk.Table
}

func (s *screens) planNow(w http.ResponseWriter, r *http.Request) error {
	x, ok := plan.InForce(s.desk.Pack(), s.today())
	if !ok {
		return page.Refuse(r, page.NotFound, "plan.none")
	}
	return s.showPlan(w, r, x)
}

func (s *screens) planVersion(w http.ResponseWriter, r *http.Request) error {
	x, ok := s.desk.Pack().Plan(r.PathValue("plan"))
	if !ok {
		return page.Refuse(r, page.NotFound, "plan.noSuch")
	}
	return s.showPlan(w, r, x)
}

func (s *screens) showPlan(w http.ResponseWriter, r *http.Request, x *pack.Plan) error {
	p := s.desk.Pack()
	screen := &planPage{Page: page.Page{Title: x.Name, Robots: true, Wide: true}, Plan: x, Draft: x.State == "draft", Cycle: plan.CycleOf(x, s.today()), Staff: !public(r), Watches: s.mayWatch(r)}
	for _, v := range plan.Versions(p) {
		l := govuk.Link{Text: v.Name, Href: "/plan/" + v.ID}
		if v == x {
			l.Href = ""
		}
		screen.Versions = append(screen.Versions, l)
	}
	for i := range x.Priorities {
		card, err := s.card(r, x, &x.Priorities[i], screen)
		if err != nil {
			return err
		}
		screen.Priorities = append(screen.Priorities, card)
	}
	if err := s.headings(r, x, screen); err != nil {
		return err
	}
	screen.Themes = s.themesOf(page.Words(r), x)
	screen.Facts = s.planFacts(page.Words(r), x, screen.Cycle)
	screen.Lists = s.planLists(r, x)
	var err error
	if screen.Volume, err = s.volume(r, page.Say(r, "volume.title"), x.LocalPriority); err != nil {
		return err
	}
	return s.pages.Write(w, r, "plan.html", screen)
}

func (s *screens) card(r *http.Request, x *pack.Plan, priority *pack.Priority, screen *planPage) (priorityCard, error) {
	p := s.desk.Pack()
	list, err := s.standings(r, plan.Under(p, x.ID, priority.ID))
	if err != nil {
		return priorityCard{}, err
	}
	card := priorityCard{Priority: priority, Href: "/plan/" + x.ID + "/" + priority.ID, Count: countRatings(list),
		listed: s.listed(page.Words(r), page.Say(r, "plan.ofPriority", "number", priority.Number, "name", priority.Name), list),
		Open:   len(priority.Focus)+len(priority.Aims)+len(priority.Outcomes)+len(priority.Activities) > 0}
	if b, ok := p.Body(priority.Board); ok {
		card.Board = b.Name
	}
	if len(list) > 0 {
		screen.At = list[0].At
	}
	return card, nil
}

// headings are the indicators of the plan that have a heading and no priority.
func (s *screens) headings(r *http.Request, x *pack.Plan, screen *planPage) error {
	var order []string
	by := map[string][]*pack.Indicator{}
	for _, ind := range plan.Under(s.desk.Pack(), x.ID, "") {
		if len(by[ind.Theme]) == 0 {
			order = append(order, ind.Theme)
		}
		by[ind.Theme] = append(by[ind.Theme], ind)
	}
	for _, heading := range order {
		list, err := s.standings(r, by[heading])
		if err != nil {
			return err
		}
		name := heading
		if name == "" {
			name = page.Say(r, "plan.others")
		}
		if len(list) > 0 {
			screen.Headings = append(screen.Headings, headed{name, s.listed(page.Words(r), name, list)})
		}
	}
	return nil
}

func (s *screens) themesOf(say *catalogue.Catalogue, x *pack.Plan) []themed {
	var out []themed
	for _, group := range []struct {
		kind string
		list []pack.Statement
	}{{say.Say("plan.theme"), x.Themes}, {say.Say("plan.principle"), x.Principles}, {say.Say("plan.driver"), x.Drivers}} {
		for _, t := range group.list {
			out = append(out, themed{Statement: t, Kind: group.kind, From: s.source(t.Source), Marked: plan.Marked(x, t.ID), Plan: x.ID})
		}
	}
	return out
}

func (s *screens) planFacts(say *catalogue.Catalogue, x *pack.Plan, c plan.Cycle) govuk.SummaryList {
	var l govuk.SummaryList
	add := func(key, value string) {
		if value != "" {
			l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{Text: value}})
		}
	}
	add(say.Say("plan.runs"), say.Say("wards.days", "from", x.From, "to", x.To))
	add(say.Say("plan.state"), say.Say("plan.state."+x.State))
	if b, ok := s.desk.Pack().Body(x.Body); ok {
		add(say.Say("plan.body"), b.Name)
	}
	if c.Months > 0 {
		add(say.Say("plan.cycle"), say.Say("plan.years", "count", c.Months/12))
	}
	due := say.Say("borough.from", "from", c.NextDue)
	if c.Ended {
		due = say.Say("plan.wasDue", "from", c.NextDue)
	}
	if newer := s.newer(x); newer != nil {
		due = newer.Name
	}
	add(say.Say("plan.next"), due)
	if !c.Next.IsZero() {
		add(say.Say("plan.assessment"), say.Say("plan.by", "day", c.Next))
	} else if n := len(c.Reviews); n > 0 {
		add(say.Say("plan.assessments"), say.Say("plan.assessments.within", "number", n, "last", c.Reviews[n-1].By))
	}
	l.Rows = append(l.Rows, govuk.SummaryRow{Key: govuk.SummaryText{Text: say.Say("figures.source")}, Value: govuk.SummaryText{HTML: s.source(x.Source)}})
	return l
}

// newer is the plan that follows, where there is one.
func (s *screens) newer(x *pack.Plan) *pack.Plan {
	var next *pack.Plan
	for _, v := range plan.Versions(s.desk.Pack()) { // newest first
		if v.From.After(x.From) {
			next = v
		}
	}
	return next
}

// planLists are the rest of the plan's statements, each list as a table with its sources.
func (s *screens) planLists(r *http.Request, x *pack.Plan) []statements {
	var out []statements
	for _, list := range []struct {
		heading, intro string
		list           []pack.Statement
	}{
		{page.Say(r, "plan.aims"), "", x.Aims},
		{page.Say(r, "plan.done"), "", x.Done},
		{page.Say(r, "plan.local"), "", x.LocalPriority},
		{page.Say(r, "plan.confidence"), "", x.Confidence},
		{page.Say(r, "plan.shared"), "", x.SharedAgendas},
		{page.Say(r, "plan.strategies"), "", x.Strategies},
		{page.Say(r, "plan.law"), page.Say(r, "plan.law.intro"), x.Legislation},
		{page.Say(r, "plan.missing"), "", x.Missing},
	} {
		if len(list.list) > 0 {
			out = append(out, statements{list.heading, list.intro, s.statementTable(page.Words(r), list.heading, x, s.forReader(r, list.list))})
		}
	}
	return out
}

// statementTable lists statements with what each has: state, period, who does it, what marks it, indicators and source.
func (s *screens) statementTable(say *catalogue.Catalogue, caption string, x *pack.Plan, list []pack.Statement) govuk.Table {
	t := govuk.Table{Caption: caption, CaptionClasses: "govuk-visually-hidden", Classes: "govuk-table--small-text-until-tablet"}
	head := []string{say.Say("plan.what"), say.Say("plan.state"), say.Say("plan.who"), say.Say("plan.across"), say.Say("figures.source")}
	var rows [][]govuk.Cell
	var walk func(list []pack.Statement, depth int)
	walk = func(list []pack.Statement, depth int) {
		for _, st := range list {
			rows = append(rows, s.statementRow(say, x, st, depth))
			walk(st.Children, depth+1)
		}
	}
	walk(list, 0)
	used := make([]bool, len(head))
	for _, row := range rows {
		for j, c := range row {
			used[j] = used[j] || c.Text != "" || c.HTML != ""
		}
	}
	for j, h := range head {
		if used[j] {
			t.Head = append(t.Head, govuk.Cell{Text: h})
		}
	}
	for _, row := range rows {
		var keep []govuk.Cell
		for j, c := range row {
			if used[j] {
				keep = append(keep, c)
			}
		}
		t.Rows = append(t.Rows, keep)
	}
	return t
}

func (s *screens) statementRow(say *catalogue.Catalogue, x *pack.Plan, st pack.Statement, depth int) []govuk.Cell {
	what := esc(st.Text)
	if st.Period != "" {
		what += esc(" (" + st.Period + ")")
	}
	if depth > 0 {
		what = `<span aria-hidden="true">– </span>` + what
	}
	if st.Group != "" {
		what = `<span class="govuk-caption-m">` + esc(st.Group) + `</span> ` + what
	}
	for _, id := range st.Figures {
		if f, ok := s.desk.Pack().Figure(id); ok {
			what += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + s.figureWords(say, f) + `</span>`
		}
	}
	for _, id := range st.Indicators {
		if ind, ok := s.desk.Pack().Indicator(id); ok {
			what += ` <span class="govuk-!-display-block govuk-!-margin-top-2">` + link("/indicators/"+id, ind.Name) + `</span>`
		}
	}
	if st.Note != "" {
		what += ` <span class="govuk-hint govuk-!-margin-bottom-0">` + esc(st.Note) + `</span>`
	}
	return []govuk.Cell{{HTML: what}, {HTML: stateTag(say, st.State)}, {Text: s.bodyNames(st.Bodies)}, {Text: themeNames(x, st.Themes)}, {HTML: s.source(st.Source)}}
}

// figureWords are a published figure with its value and period; its page says what it counts and whence it comes.
func (s *screens) figureWords(say *catalogue.Catalogue, f *pack.Figure) template.HTML {
	return link("/figures/"+f.ID, f.Name) + esc(": "+indicator.Printed(say, f).TextIn(say)+" ("+f.Period+")")
}

// stateColours repeat the states of a statement.
var stateColours = map[string]string{"planned": "blue", "in-progress": "light-blue", "done": "green", "stopped": "grey", "in-force": "green", "bill": "yellow", "proposed": "grey"}

func stateTag(say *catalogue.Catalogue, state string) template.HTML {
	colour, ok := stateColours[state]
	if !ok {
		return esc(state)
	}
	return govuk.HTML(govuk.Tag{Text: say.Say("plan.statement." + state), Classes: "govuk-tag--" + colour})
}
