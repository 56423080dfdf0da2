package records

import (
	"html/template"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

type recordPage struct {
	page.Page
	Ref      string
	Identity govuk.IdentityBar
	Parts    govuk.SubNavigation
	IsReport bool
	LastWord *lastWord
	Closing  *closing
	Review   *reviewPart
	Purpose  string
	Moves    []govuk.Button
	MayEdit  bool
	Needs    govuk.SummaryList
	Details  govuk.SummaryList
	Owner    govuk.SummaryList
	Parties  govuk.SummaryList
	HasParty bool
	Actions  []actionLine
	Notes    []noteLine
	Files    govuk.SummaryList
	Links    govuk.SummaryList
	Clocks   govuk.SummaryList
	Risk     *riskPanel
	Marks    []markedLine
	Timeline govuk.Timeline
}

// view is what the sections of a record's page are drawn from.
type view struct {
	s     *screens
	r     *http.Request
	v     *gate.View
	kind  *pack.Kind
	whole *record.Whole
	names map[string]string // accounts by id
	edit  bool

	holders []account.Holder
}

// record is the page of one record.
func (s *screens) record(w http.ResponseWriter, r *http.Request) error {
	screen, of := &recordPage{}, &casePage{}
	var x *view
	holders, err := s.desk.Acts.Held(r.Context())
	if err != nil {
		return err
	}
	err = s.read(r, func(v *gate.View) error {
		whole, err := v.Open(r.PathValue("ref"))
		if err != nil {
			return err
		}
		kind, _ := s.desk.Pack().Kind(whole.Kind)
		x = &view{s: s, r: r, v: v, kind: kind, whole: whole, edit: v.May(pack.Edit, &whole.Record), holders: holders}
		if x.names, err = v.AccountNames(accounts(whole)); err != nil {
			return err
		}
		if x.isCase() {
			return x.fillCase(of)
		}
		return x.fill(screen)
	})
	if err != nil {
		return err
	}
	return s.writeRecord(w, r, x, screen, of)
}

// timelineMost is how much of what happened and of what people were told stands on the page of a record.
const timelineMost = 16

// accounts are everybody whom the record names by account.
func accounts(w *record.Whole) []string {
	ids := append(words.Addressees(w.Messages), append([]string{w.Assignee}, w.Excluded...)...)
	for _, i := range w.Invited {
		ids = append(ids, i.Account)
	}
	for _, a := range w.Actions {
		ids = append(ids, a.Owner)
	}
	for _, e := range w.Events {
		ids = append(ids, e.Accounts()...)
	}
	return ids
}

func (s *screens) names(r *http.Request, ids []string) (map[string]string, error) {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
	if len(ids) == 0 {
		return map[string]string{}, nil
	}
	return s.desk.Accounts.Names(r.Context(), ids)
}

func (x *view) fill(screen *recordPage) error {
	rec := &x.whole.Record
	screen.Page = page.Page{Title: rec.Title, Exit: x.kind.Sensitive, Breadcrumbs: x.s.crumbs(x.r, x.kind, govuk.Link{Text: rec.Reference})}
	screen.Ref, screen.MayEdit, screen.Purpose = rec.Reference, x.edit, x.kind.Purpose
	screen.IsReport = x.kind.ID == x.s.desk.Pack().Partnership.Report
	screen.Identity = x.identity()
	screen.Moves = x.offered()
	var err error
	if screen.Needs, screen.Details, err = x.details(); err != nil {
		return err
	}
	if screen.LastWord, err = x.lastWord(); err != nil {
		return err
	}
	screen.Closing, screen.Review = x.closing(), x.review()
	screen.Owner = x.owner()
	screen.HasParty = len(x.kind.Parties) > 0
	screen.Parties = x.parties()
	screen.Actions, screen.Notes = x.actions(), x.notes()
	screen.Files, screen.Links, screen.Clocks = x.files(), x.links(), x.clocks()
	screen.Timeline = x.s.timeline(x.kind, x.whole.Events[:min(10, len(x.whole.Events))], x.names)
	screen.Timeline.Items = x.s.words.Told(screen.Timeline.Items, x.whole.Messages, x.names, timelineMost)
	screen.Risk, screen.Marks = x.riskPanel(), x.marks()
	screen.Parts = x.parts(screen)
	return nil
}

// identity is what nobody who works on the record may miss.
func (x *view) identity() govuk.IdentityBar {
	rec := &x.whole.Record
	bar := govuk.IdentityBar{Title: rec.Reference, Facts: []govuk.Fact{{Key: "State", HTML: x.s.words.State(x.kind.ID, rec.State)}}}
	add := func(key string, html template.HTML) {
		if html != "" {
			bar.Facts = append(bar.Facts, govuk.Fact{Key: key, HTML: html})
		}
	}
	if x.kind.Archetype == pack.Case {
		add("Risk", x.s.words.RiskOf(rec, x.s.desk.Gate.Now().Date()))
	}
	add("Marking", template.HTML(template.HTMLEscapeString(words.Marking(rec.Marking)))) //nolint:gosec // escaped
	if rec.Open && !rec.Due.IsZero() {
		add("Due", words.DueDay(x.s.desk.Gate.Calendar(), rec.Due, x.s.desk.Gate.Now().Date())+words.Asked(rec))
	}
	if !rec.ContactMiss.IsZero() {
		bar.Badges = append(bar.Badges, govuk.Badge{Text: "Promised contact missed", Classes: "moj-badge--red"})
	}
	if rec.RepeatVictim {
		bar.Badges = append(bar.Badges, govuk.Badge{Text: "Repeat victim", Classes: "moj-badge--red"})
	}
	if rec.LastWord == "reporter" && rec.Open {
		bar.Badges = append(bar.Badges, govuk.Badge{Text: "Reporter spoke last"})
	}
	if rec.Demo {
		bar.Badges = append(bar.Badges, govuk.Badge{Text: "Invented", Classes: "moj-badge--grey"})
	}
	return bar
}

// parts lead to the sections of the page that are there.
func (x *view) parts(screen *recordPage) govuk.SubNavigation {
	nav := govuk.SubNavigation{Label: "Parts of " + screen.Ref}
	add := func(shown bool, text, id string) {
		if shown {
			nav.Items = append(nav.Items, govuk.NavigationItem{Text: text, Href: "#" + id})
		}
	}
	add(true, "Details", "details")
	add(screen.HasParty, "People", "people")
	add(screen.Risk != nil, "Risk", "risk")
	add(true, "Actions", "actions")
	add(true, "Notes", "notes")
	add(true, "Files", "files")
	add(true, "Links", "links")
	add(true, "History", "history")
	return nav
}
