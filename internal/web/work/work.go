// Package work is the screen of whoever does the work all day: one list of every report, case and action that waits for them or their team, a
// preview beside it, and the commonest acts without leaving it.
//
// What belongs in a list and what comes first is internal/act/work; what may be done is the acts' own.
package work

import (
	"embed"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/wardmote/wardmote/internal/act/work"
	"github.com/wardmote/wardmote/internal/core/account"
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

//go:embed *.html
var templates embed.FS

// shown is how many of a list stand on one page.
const shown = 25

type screens struct {
	desk  *desk.Desk
	pages *page.Set
	words words.Words
}

// Register puts the screens on the mux.
func Register(mux page.Mux, d *desk.Desk) {
	s := &screens{desk: d, pages: d.Site.MustSet(templates), words: words.Words{Pack: d.Pack()}}
	mux.Handle("/work", d.Staff(s.work))
	mux.Handle("POST /saved-lists", d.Staff(s.saved))
}

type workPage struct {
	page.Page
	Lists   []listLink
	Teams   []listLink
	Saved   []listLink
	Here    string // the address of the list as it stands
	List    string
	Name    string
	Says    string
	Empty   string
	Total   string
	Rows    []row
	Pages   govuk.Pagination
	Filters []govuk.Select
	Narrow  bool // a filter is on
	Save    govuk.Input
	Assign  govuk.Select
	Assigns bool // the reader may give work to somebody
	Preview *preview
}

// listLink leads to a list, with how much is in it.
type listLink struct {
	Text, Href, Count string
	Current           bool
	ID                string // of one that the reader saved, by which it is forgotten
}

// asked is what the reader asked for.
type asked struct {
	list   work.List
	filter work.Filter
	from   int
	at     string // reference of the record that is looked at
}

// work is the queue.
func (s *screens) work(w http.ResponseWriter, r *http.Request) error {
	if len(work.Kinds(s.desk.Pack(), s.desk.Gate.Rules(), desk.Who(r))) == 0 {
		return page.Fail(page.Forbidden, "Your post works on no reports and no cases. What waits for you is on your home page.")
	}
	if r.Method == http.MethodPost {
		return s.do(w, r)
	}
	holders, err := s.desk.Acts.Held(r.Context())
	if err != nil {
		return err
	}
	saved, err := s.desk.Accounts.SavedLists(r.Context(), desk.Who(r))
	if err != nil {
		return err
	}
	screen := &workPage{Page: page.Page{Title: "Work", Wide: true}}
	err = s.desk.Gate.Read(r.Context(), desk.Who(r), func(v *gate.View) error {
		x := &view{s: s, r: r, v: v, holders: holders, today: s.desk.Gate.Now().Date(),
			queue: &work.Queue{View: v, Pack: s.desk.Pack(), Rules: s.desk.Gate.Rules(), Today: s.desk.Gate.Now().Date()}}
		return x.fill(screen, saved)
	})
	if err != nil {
		return err
	}
	if screen.Assign, err = s.toAssign(r); err != nil {
		return err
	}
	return s.pages.Write(w, r, "work.html", screen)
}

// view is a queue as its page is drawn from.
type view struct {
	s       *screens
	r       *http.Request
	v       *gate.View
	queue   *work.Queue
	holders []account.Holder
	today   when.Date
	asked   asked
}

func (x *view) fill(screen *workPage, saved []account.SavedList) error {
	in := page.ReadQuery(x.r)
	x.ask(in, screen)
	if screen.Errors = in.Errors; len(in.Errors) > 0 {
		screen.Empty = "Nothing was listed, because what was asked could not be read."
		return nil
	}
	waiting, err := x.queue.In(x.asked.list, x.asked.filter)
	if err != nil {
		return err
	}
	screen.List, screen.Name, screen.Says, screen.Empty = x.asked.list.ID, x.asked.list.Name, x.asked.list.Says, x.asked.list.Empty
	screen.Title = "Work: " + x.asked.list.Name
	screen.Total, screen.Here = counted(waiting), x.href(nil)
	screen.Assigns = x.mayAssign()
	screen.Narrow = x.asked.filter != (work.Filter{})
	if screen.Narrow {
		screen.Empty = "Nothing here fits what you chose."
	}
	if err := x.links(screen, waiting, saved); err != nil {
		return err
	}
	from := min(x.asked.from, len(waiting.Items))
	page := waiting.Items[from:min(from+shown, len(waiting.Items))]
	x.paging(screen, from, len(waiting.Items))
	if err := x.rows(screen, page); err != nil {
		return err
	}
	x.v.Together("the queue: " + x.asked.list.Name)
	return nil
}

// counted is how much waits, as far as it was read.
func counted(w work.Waiting) string {
	n := figure.Of(len(w.Items))
	if w.More {
		n = n.As("over " + n.Text())
	}
	return n.Text()
}

// ask reads what the reader asked for, and draws the filters as they stand.
func (x *view) ask(in *page.Form, screen *workPage) {
	lists := x.queue.Lists()
	ids := make([]string, len(lists))
	for i, l := range lists {
		ids[i] = l.ID
	}
	x.asked.list = lists[max(0, slices.Index(ids, in.Choice("list", ids, "")))]
	x.asked.at = in.Text("at", 60)
	if from := in.Text("from", 6); from != "" {
		n, err := strconv.Atoi(from)
		if err != nil || n < 0 {
			in.Errors.Add("from", "There is no such page of the list. Open the list again")
		}
		x.asked.from = max(n, 0)
	}
	p := x.s.desk.Pack()
	f := &x.asked.filter
	choose := func(name, label, all string, to *string, options []govuk.Option) {
		items := append([]govuk.Option{{Value: "", Text: all}}, options...)
		values := make([]string, len(items))
		for i, o := range items {
			values[i], _ = o.Value.(string)
		}
		*to = in.Choice(name, values, "")
		screen.Filters = append(screen.Filters, govuk.Select{Name: name, Label: govuk.Label{Text: label}, Value: *to, Items: items})
	}
	var kinds, wards, risks, groups []govuk.Option
	for _, id := range x.queue.Kinds() {
		kinds = append(kinds, govuk.Option{Value: id, Text: x.s.words.Kind(id)})
	}
	for _, a := range p.Wards() {
		wards = append(wards, govuk.Option{Value: a.Code, Text: a.Name})
	}
	for _, b := range p.Risks {
		risks = append(risks, govuk.Option{Value: b.ID, Text: b.Name})
	}
	for _, c := range p.Categories {
		groups = append(groups, govuk.Option{Value: c.ID, Text: c.Name})
	}
	choose("kind", "What", "Everything", &f.Kind, kinds)
	choose("ward", "Ward", "Every ward", &f.Area, wards)
	choose("risk", "Risk", "Any", &f.Risk, risks)
	choose("category", "Category", "Every category", &f.Category, groups)
}

// href is the address of the list with some things changed; what is empty is left out.
func (x *view) href(change map[string]string) string {
	f := x.asked.filter
	all := map[string]string{"list": x.asked.list.ID, "kind": f.Kind, "ward": f.Area, "risk": f.Risk, "category": f.Category, "from": ""}
	if x.asked.from > 0 {
		all["from"] = strconv.Itoa(x.asked.from)
	}
	for k, v := range change {
		all[k] = v
	}
	query := url.Values{}
	for k, v := range all {
		if v != "" {
			query.Set(k, v)
		}
	}
	return "/work?" + query.Encode()
}

// links lead to the lists, each with how much is in it.
func (x *view) links(screen *workPage, here work.Waiting, saved []account.SavedList) error {
	for _, l := range x.queue.Lists() {
		current := l.ID == x.asked.list.ID
		link := listLink{Text: l.Name, Href: "/work?list=" + l.ID, Current: current && !screen.Narrow, Count: counted(here)}
		if !link.Current {
			waiting, err := x.queue.In(l, work.Filter{})
			if err != nil {
				return err
			}
			link.Count = counted(waiting)
		}
		if l.Team {
			screen.Teams = append(screen.Teams, link)
		} else {
			screen.Lists = append(screen.Lists, link)
		}
	}
	for _, l := range saved {
		screen.Saved = append(screen.Saved, listLink{Text: l.Name, Href: "/work?" + l.Query, Current: "/work?"+l.Query == screen.Here, ID: l.ID})
	}
	screen.Save = govuk.Input{Name: "name", Label: govuk.Label{Text: "Keep this list under a name", Classes: "govuk-label--s"}, Classes: "govuk-input--width-20"}
	return nil
}

func (x *view) paging(screen *workPage, from, all int) {
	step := func(to int, text string) govuk.PageArrow {
		return govuk.PageArrow{Text: text, Href: x.href(map[string]string{"from": strconv.Itoa(to)})}
	}
	if from > 0 {
		screen.Pages.Previous = step(max(0, from-shown), "Previous page")
	}
	if from+shown < all {
		screen.Pages.Next = step(from+shown, "Next page")
	}
}

// rows are the items of the page, and the preview of the one that is looked at.
func (x *view) rows(screen *workPage, items []work.Item) error {
	ids := make([]string, len(items))
	for i := range items {
		ids[i] = items[i].ID
	}
	records, err := x.v.Records(slices.Compact(slices.Sorted(slices.Values(ids))))
	if err != nil {
		return err
	}
	beside, err := x.v.Beside(records)
	if err != nil {
		return err
	}
	by := make(map[string]*record.Record, len(records))
	for i := range records {
		by[records[i].ID] = &records[i]
	}
	for i := range items {
		if rec := by[items[i].ID]; rec != nil {
			screen.Rows = append(screen.Rows, x.row(&items[i], rec, beside[rec.ID]))
		}
	}
	if x.asked.at == "" && len(screen.Rows) > 0 {
		x.asked.at = screen.Rows[0].Ref
	}
	return x.look(screen)
}

// toAssign are the reader and who works in the reader's teams.
func (s *screens) toAssign(r *http.Request) (govuk.Select, error) {
	who := desk.Who(r)
	sel := govuk.Select{Name: "assignee", Label: govuk.Label{Text: "Assign ticked to"}, Items: []govuk.Option{{Value: who.Account, Text: "Me"}}}
	for _, t := range who.Teams() {
		holders, err := s.desk.Accounts.Team(r.Context(), t)
		if err != nil {
			return sel, err
		}
		for _, h := range holders {
			if !slices.ContainsFunc(sel.Items, func(o govuk.Option) bool { return o.Value == h.Account }) {
				sel.Items = append(sel.Items, govuk.Option{Value: h.Account, Text: h.Name})
			}
		}
	}
	return sel, nil
}

// mayAssign says that the reader may give work to somebody.
func (x *view) mayAssign() bool {
	return slices.ContainsFunc(x.queue.Kinds(), func(k string) bool { return x.queue.Rules.Anywhere(x.v.Who(), pack.Assign, k) })
}
