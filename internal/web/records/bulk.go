package records

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// option is one of several to choose from.
type option struct{ ID, Name string }

// bulkPage asks once what is to be done with the ticked records, and then says of each what came of it.
type bulkPage struct {
	page.Page
	Asked        bool
	Do, List     string
	Says, Button string
	Picked, Refs []string
	Parts        []template.HTML
	Table        govuk.Table
	Done, Not    int
}

// moving is the beginning of a deed that moves records to a state.
const moving = "move:"

// bulkDeeds are the acts of a kind that the reader may do with several records at once. A move that has a guard, tells the reporter or
// has a screen of its own is made on each record by itself.
func (s *screens) bulkDeeds(r *http.Request, k *pack.Kind) []option {
	var out []option
	who := desk.Who(r)
	named := []option{{act.Assign, "Assign to somebody"}, {act.SetDue, "Set a due date"}, {act.AddAction, "Add an action"}}
	for _, o := range named {
		if a := s.desk.Acts.Find(k.ID, o.ID, ""); a != nil && s.may(who, a.Verb, k.ID) {
			out = append(out, o)
		}
	}
	if !s.may(who, pack.Edit, k.ID) {
		return out
	}
	for _, a := range s.desk.Acts.Of(k.ID) {
		if a.Part != act.NewState || !a.Many || !s.mayMove(who, k, a.ID) {
			continue
		}
		to, _ := k.State(a.ID)
		out = append(out, option{moving + a.ID, "Move to “" + to.Name + "”"})
	}
	return out
}

// mayMove says that the reader may take records of a kind to a state by some way.
func (s *screens) mayMove(who access.Principal, k *pack.Kind, to string) bool {
	state, _ := k.State(to)
	if state.Closed && !s.may(who, pack.Close, k.ID) {
		return false
	}
	return slices.ContainsFunc(k.Transitions, func(t pack.Transition) bool {
		return t.To == to && (len(t.Roles) == 0 || who.HasRole(t.Roles...)) && s.deeper(k, "", t.From[0], to) == ""
	})
}

// ticked are the rows of a list with a box before each. A box holds the version that its reader sees.
func ticked(t govuk.SortableTable, records []record.Record) govuk.BulkTable {
	out := govuk.BulkTable{ID: t.ID, Name: "pick", Head: t.Head, Classes: "wm-stack wm-dense"}
	for i := range records {
		out.Rows = append(out.Rows, govuk.BulkRow{Value: fmt.Sprintf("%s|%d", records[i].Reference, records[i].Version), Label: records[i].Reference, Cells: t.Rows[i]})
	}
	return out
}

// bulk is a deed on several records under way.
type bulk struct {
	s      *screens
	r      *http.Request
	in     *page.Form
	kind   *pack.Kind
	deed   option
	people []option
	teams  map[string][]string // by account: the reader's own teams in which they work
	sent   bool
	due    when.Date
}

// bulk asks what is to be done with the ticked records of a list, and does it with each by itself: what one record does not
// allow, or somebody else has changed meanwhile, does not stop the others.
func (s *screens) bulk(w http.ResponseWriter, r *http.Request) error {
	k, err := s.kind(r, pack.Edit, pack.Assign)
	if err != nil {
		return err
	}
	in, err := page.ReadForm(w, r, 0)
	if err != nil {
		return err
	}
	list := desk.Next(in.Text("back", 1000), "/records/"+k.ID)
	picked := in.All("pick")
	deeds := s.bulkDeeds(r, k)
	i := slices.IndexFunc(deeds, func(o option) bool { return o.ID == in.Text("do", 100) })
	switch {
	case len(picked) == 0:
		return page.Redirect(w, r, list, "Tick the records first. Nothing was changed.")
	case len(picked) > listRows:
		return page.Fail(page.Unprocessable, "Tick %d records or fewer at once. Nothing was changed.", listRows)
	case i < 0:
		return page.Fail(page.BadRequest, "Choose what to do with the ticked records. Nothing was changed.")
	}
	b := &bulk{s: s, r: r, in: in, kind: k, deed: deeds[i], sent: in.Text("confirmed", 10) == "yes"}
	if err := b.colleagues(); err != nil {
		return err
	}
	if b.sent {
		b.check()
	}
	if b.sent && len(in.Errors) == 0 {
		return b.each(w, picked, list)
	}
	return b.ask(w, picked, list)
}

// colleagues are who may be given the records: the reader, and those who work in the reader's own teams.
func (b *bulk) colleagues() error {
	who := desk.Who(b.r)
	b.people, b.teams = []option{{who.Account, who.Name + " (you)"}}, map[string][]string{}
	for _, team := range who.Teams() {
		holders, err := b.s.desk.Accounts.Team(b.r.Context(), team)
		if err != nil {
			return err
		}
		for _, h := range holders {
			if h.Account != who.Account && b.teams[h.Account] == nil {
				b.people = append(b.people, option{h.Account, h.Name})
			}
			b.teams[h.Account] = append(b.teams[h.Account], team)
		}
	}
	return nil
}

// check reads what the deed needs.
func (b *bulk) check() {
	if b.deed.ID == "due" || b.deed.ID == "action" {
		if b.due = b.in.Date("due", "The day"); b.due.IsZero() && len(b.in.Errors) == 0 {
			b.in.Errors.Add("due-day", "Enter the day")
		}
	}
	if b.deed.ID == "action" {
		b.in.Needed("what", 1000, "Enter what is to be done")
	}
	if person := b.in.Text("person", 100); (b.deed.ID == "assign" || b.deed.ID == "action") && !slices.ContainsFunc(b.people, func(o option) bool { return o.ID == person }) {
		b.in.Errors.Add("person", "Select yourself or somebody of your teams")
	}
	if strings.HasPrefix(b.deed.ID, moving) && b.reasoned() {
		b.in.Needed("reason", 2000, "Enter why")
	}
}

// reasoned says that a way to the state needs a reason.
func (b *bulk) reasoned() bool {
	return slices.ContainsFunc(b.kind.Transitions, func(t pack.Transition) bool { return moving+t.To == b.deed.ID && t.Reason })
}

// ask is the one page that says how many of what are changed, and asks what the deed needs.
func (b *bulk) ask(w http.ResponseWriter, picked []string, list string) error {
	many := page.Count(len(picked), words.Lower(b.kind.Name), words.Lower(b.kind.Plural))
	title := b.deed.Name + ": " + many
	screen := &bulkPage{Page: page.Page{Title: title, Back: list, Exit: b.kind.Sensitive, Errors: b.in.Errors}, Asked: true, Do: b.deed.ID, List: list, Picked: picked,
		Says: "Each is changed by itself. One that somebody has changed since you opened the list is left as it is.", Button: "Change " + many}
	for _, p := range picked {
		ref, _, _ := strings.Cut(p, "|")
		screen.Refs = append(screen.Refs, ref)
	}
	screen.Parts = b.parts()
	return b.s.pages.Write(w, b.r, "bulk.html", screen)
}

func (b *bulk) parts() []template.HTML {
	sheet := ask.NewSheet(b.in, b.sent)
	sheet.Initial["person"] = []string{desk.Who(b.r).Account}
	text := func(name, label string) template.HTML {
		return sheet.Draw(ask.Control{Name: name, Label: label, Field: pack.Field{Type: pack.Text, Max: reasonMost}})
	}
	person := func(label string) template.HTML {
		f := pack.Field{Type: pack.Choice, Hint: "You, or somebody of your teams"}
		for _, p := range b.people {
			f.Options = append(f.Options, pack.Option{ID: p.ID, Name: p.Name})
		}
		return sheet.Draw(ask.Control{Name: "person", Label: label, None: "Choose", Field: f})
	}
	switch {
	case b.deed.ID == act.Assign:
		return []template.HTML{person("Person"), text("reason", "Why (optional)")}
	case b.deed.ID == act.SetDue:
		return []template.HTML{sheet.Date("due", "Due", ""), text("reason", "Why (optional)")}
	case b.deed.ID == act.AddAction:
		return []template.HTML{text("what", "What is to be done"), person("Who does it"), sheet.Date("due", "By when", "")}
	case b.reasoned():
		return []template.HTML{text("reason", "Why")}
	}
	return nil
}

// reasonMost bounds a reason, in characters.
const reasonMost = 2000

// each does the deed with one record after the other and tells every outcome.
func (b *bulk) each(w http.ResponseWriter, picked []string, list string) error {
	screen := &bulkPage{Page: page.Page{Title: "What was done", Exit: b.kind.Sensitive}, List: list}
	screen.Table = govuk.Table{FirstCellIsHeader: true, Head: []govuk.Cell{{Text: "Record"}, {Text: "Outcome"}}}
	for _, p := range picked {
		ref, seen, _ := strings.Cut(p, "|")
		version, err := strconv.ParseInt(seen, 10, 64)
		if err != nil || version < 1 {
			return page.Fail(page.BadRequest, "The list was not sent whole. Open it again.")
		}
		err = b.do(ref, version)
		text, done, err := desk.Outcome(err, "Done", "record")
		if err != nil {
			return err
		}
		if done {
			screen.Done++
		} else {
			screen.Not++
		}
		screen.Table.Rows = append(screen.Table.Rows, []govuk.Cell{{HTML: words.Link("/record/"+ref, ref)}, {Text: text}})
	}
	return b.s.pages.Write(w, b.r, "bulk.html", screen)
}

// do does the deed with one record.
func (b *bulk) do(ref string, version int64) error {
	var rec *record.Record
	err := b.s.read(b.r, func(v *gate.View) (err error) {
		rec, err = v.Glance(ref)
		return err
	})
	if err != nil {
		return err
	}
	if rec.Kind != b.kind.ID {
		return fmt.Errorf("%s is of another kind: %w", rec.Reference, fault.ErrNotFound)
	}
	c := act.Call{Record: rec.ID, Version: version, Act: b.deed.ID, Answers: act.Answers{}}
	if to, moves := strings.CutPrefix(b.deed.ID, moving); moves {
		c.Act, c.Part = act.NewState, to
	} else if !rec.Open {
		return fault.Invalid{"": "it is closed"}
	}
	person := b.in.Text("person", 100)
	if b.deed.ID == act.Assign && person != desk.Who(b.r).Account && !slices.Contains(b.teams[person], rec.Team) {
		return fault.Invalid{"": "that person does not work in the team that has it"}
	}
	b.answer(c.Answers, rec, person)
	_, err = b.s.desk.Acts.Run(b.r.Context(), desk.Who(b.r), c)
	return err
}

// answer says to the act what was said once for all.
func (b *bulk) answer(to act.Answers, rec *record.Record, person string) {
	set := func(id, text string) {
		if text != "" {
			to[id] = text
		}
	}
	switch b.deed.ID {
	case act.Assign:
		set("assignee", person)
		if rec.Kind != b.s.desk.Pack().Partnership.Report { // whose team stays: triage sends it on
			set("team", rec.Team)
		}
	case act.SetDue:
		set("due", b.due.String())
	case act.AddAction:
		set("what", b.in.Text("what", 1000))
		set("owner", person)
		set("body", rec.OwnerBody)
		set("due", b.due.String())
		return
	}
	set("reason", b.in.Text("reason", reasonMost))
}
