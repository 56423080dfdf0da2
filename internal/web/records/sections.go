package records

import (
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// needs are the fields that stand first wherever a kind has them: the person before the paperwork.
var needs = []string{"victim_needs", "needs", "support_plan", "support_offered", "safe_contact"}

// details are the kind's own fields in words: what those affected need, and the rest.
func (x *view) details() (first, rest govuk.SummaryList, err error) {
	if record.AsksSafeContact(x.kind) {
		first.Rows = append(first.Rows, words.Row("Safe contact", x.safeContact()))
	}
	for _, f := range x.kind.Fields {
		if record.AsksSafeContact(x.kind) && slices.Contains(record.SafeContactFields, f.ID) {
			continue
		}
		value := x.whole.Fields[f.ID]
		isNeed := x.kind.Archetype == pack.Case && slices.Contains(needs, f.ID)
		if value == nil && !isNeed {
			continue
		}
		html, err := x.value(f, value)
		if err != nil {
			return first, rest, err
		}
		if isNeed {
			if html == "" {
				html = "Not known yet"
			}
			first.Rows = append(first.Rows, words.Row(f.Name, html))
			continue
		}
		rest.Rows = append(rest.Rows, words.Row(f.Name, html))
	}
	if len(first.Rows) > 0 {
		first.Card = &govuk.SummaryCard{Title: govuk.SummaryText{Text: "Needs and support", HeadingLevel: 2}}
	}
	rest.Rows = append(x.whereAndWhen(), rest.Rows...)
	return first, rest, nil
}

// safeContact is how the person may be reached without harm.
func (x *view) safeContact() template.HTML {
	safe := record.ReadSafeContact(x.whole.Fields)
	switch lines := safe.Lines(); {
	case len(lines) > 0:
		return words.Prose(strings.Join(lines, "\n"))
	case safe.Rule == record.ContactAny:
		return "In any way that they gave, at any time"
	}
	return "Not known yet: ask first"
}

func (x *view) whereAndWhen() []govuk.SummaryRow {
	var rows []govuk.SummaryRow
	rec := &x.whole.Record
	if !rec.Occurred.IsZero() {
		text := happened(rec)
		rows = append(rows, words.Row("When", words.Prose(text)))
	}
	if where := x.s.words.Where(rec); where != "" {
		html := words.Prose(where)
		if _, ok := x.s.desk.Pack().Place(rec.Place); ok {
			html += " " + words.Link("/places/"+rec.Place, "What is recorded there")
		}
		rows = append(rows, words.Row("Where", html))
	}
	if rec.Point != nil {
		rows = append(rows, words.Row("Point", words.Prose(degrees(rec.Point.Lon)+", "+degrees(rec.Point.Lat))))
	}
	if rec.Category != "" && rec.Fields["category"] == nil {
		rows = append(rows, words.Row("Category", words.Prose(x.s.words.Category(rec.Category))))
	}
	return rows
}

// happened is when it was; a day without a time has none.
func happened(rec *record.Record) string {
	text := rec.Occurred.Date().Words()
	if rec.Occurred.London().Format("15:04") != "00:00" {
		text = page.DateTime(rec.Occurred)
	}
	if rec.OccurredTo.IsZero() {
		return text
	}
	if rec.OccurredTo.Date() == rec.Occurred.Date() {
		return text + " to " + page.Clock(rec.OccurredTo)
	}
	return text + " to " + page.DateTime(rec.OccurredTo)
}

// value is a field in words, with the names of the person or the file that it holds.
func (x *view) value(f pack.Field, v any) (template.HTML, error) {
	if v == nil {
		return "", nil
	}
	switch f.Type {
	case pack.Person:
		p, err := x.v.PersonIn(&x.whole.Record, f.ID)
		if errors.Is(err, fault.ErrNotFound) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		return words.Prose(p.Name), nil
	case pack.Document:
		for _, file := range x.whole.Files {
			if file.ID == v {
				return x.fileLink(file), nil
			}
		}
		return "", nil
	}
	return words.Prose(x.s.words.Value(f, v)), nil
}

// owner says who has the record.
func (x *view) owner() govuk.SummaryList {
	rec, w := &x.whole.Record, x.s.words
	list := govuk.SummaryList{Rows: []govuk.SummaryRow{words.Row("Body", words.Prose(w.Body(rec.OwnerBody)))}}
	if rec.SenderBody != "" && rec.SenderBody != rec.OwnerBody {
		list.Rows = append(list.Rows, words.Row("Sent by", words.Prose(w.Body(rec.SenderBody))))
	}
	if rec.Team != "" {
		list.Rows = append(list.Rows, words.Row("Team", words.Prose(w.Team(rec.Team))))
	}
	assignee := "Nobody"
	if name := x.names[rec.Assignee]; name != "" {
		assignee = name
	}
	list.Rows = append(list.Rows, words.Row("Assigned to", words.Prose(assignee)), words.Row("Recorded", words.Prose(page.DateTime(rec.Opened))))
	if !rec.Contacted.IsZero() {
		list.Rows = append(list.Rows, words.Row("First contact", words.Prose(page.DateTime(rec.Contacted))))
	}
	if !rec.Closed.IsZero() {
		list.Rows = append(list.Rows, words.Row("Closed", words.Prose(page.DateTime(rec.Closed))))
	}
	row := func(key, account, days, part, end string) {
		name := cmp.Or(x.names[account], "Somebody")
		r := words.Row(key, words.Prose(name+days))
		r.Actions = govuk.SummaryActions{Classes: "wm-no-print", Items: []govuk.SummaryAction{{Href: x.href(part, account), Text: end, VisuallyHiddenText: ": " + name}}}
		list.Rows = append(list.Rows, r)
	}
	if !x.v.May(pack.Assign, rec) { // who was asked to look does not read from whom else it is kept
		return list
	}
	for _, account := range rec.Excluded {
		row("Kept from", account, "", act.Excluded, "Let them see it again")
	}
	for _, i := range rec.Invited {
		if !i.Until.Before(x.s.desk.Gate.Now().Date()) {
			row("Asked to look", i.Account, ", "+i.From.Words()+" to "+i.Until.Words(), act.Invited, "End it")
		}
	}
	return list
}

func (x *view) href(parts ...string) string {
	return "/record/" + x.whole.Reference + "/" + strings.Join(parts, "/")
}

func (x *view) action(href, text, about string) govuk.SummaryActions {
	if !x.edit {
		return govuk.SummaryActions{}
	}
	return govuk.SummaryActions{Classes: "wm-no-print", Items: []govuk.SummaryAction{{Href: href, Text: text, VisuallyHiddenText: about}}}
}

// parties are the people and bodies on the record.
func (x *view) parties() govuk.SummaryList {
	var list govuk.SummaryList
	for _, p := range x.whole.Parties {
		html := words.Link("/person/"+p.Person, p.PersonName)
		name := p.PersonName
		if p.Body != "" {
			name = x.s.words.Body(p.Body)
			html = words.Prose(name)
		}
		if kept := x.s.words.Kept(p.Seal); kept != "" {
			html += template.HTML("<br>") + words.Prose(kept)
		}
		r := words.Row(x.role(p.Role), html)
		r.Actions = x.action(x.href("party", p.ID), "Take off", " "+name)
		list.Rows = append(list.Rows, r)
	}
	return list
}

func (x *view) role(id string) string {
	for _, p := range x.kind.Parties {
		if p.ID == id {
			return p.Name
		}
	}
	return id
}

// links are the records that belong together with this one, as far as the reader may see them.
func (x *view) links() govuk.SummaryList {
	var list govuk.SummaryList
	for _, l := range x.whole.Links {
		kind := l.Kind
		if k, ok := x.s.desk.Pack().Kind(l.Kind); ok {
			kind = k.Name
		}
		r := words.Row(kind, words.Link("/record/"+l.Reference, l.Reference)+" "+words.Prose(l.Title)+template.HTML("<br>")+words.Prose("Because: "+l.Reason)) //nolint:gosec // escaped by prose
		r.Actions = x.action(x.href("link", l.ID), "Unlink", " "+l.Reference)
		list.Rows = append(list.Rows, r)
	}
	return list
}

func (x *view) fileLink(f record.File) template.HTML {
	return `<span class="wm-break">` + words.Link(x.href("file", f.ID), fmt.Sprintf("%s (%s)", f.Name, size(f.Size))) + "</span>"
}

func size(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", max(1, bytes>>10))
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}

// files are what is kept with the record, each a download that the audit keeps.
func (x *view) files() govuk.SummaryList {
	var list govuk.SummaryList
	for _, f := range x.whole.Files {
		r := words.Row(page.DateTime(f.At), x.fileLink(f))
		if f.Seal == record.ForReporter {
			r.Value.HTML += template.HTML("<br>") + words.Prose("The reporter can open it")
		}
		if kept := x.s.words.Kept(f.Seal); kept != "" {
			r.Value.HTML += template.HTML("<br>") + words.Prose(kept)
		}
		list.Rows = append(list.Rows, r)
	}
	return list
}

type actionLine struct {
	What, Who, Due string
	DueHTML        template.HTML
	State, Outcome string
	Open           bool
	Kept           string // in which compartment it is
	Tag            govuk.Tag
	Href           string
	Ends           string // the words of the link that ends it
}

// actions are the plan: what is still to be done, then what was done and what was not.
func (x *view) actions() []actionLine {
	var open, ended []actionLine
	cal, today := x.s.desk.Gate.Calendar(), x.s.desk.Gate.Now().Date()
	for _, a := range x.whole.Actions {
		line := actionLine{What: a.What, Who: cmp.Or(x.names[a.Owner], x.s.words.Team(a.Team), x.s.words.Body(a.Body)), Due: a.Due.Words(), Outcome: a.Outcome, Href: x.href("action", a.ID), Kept: x.s.words.Kept(a.Seal), Ends: "Done or not done"}
		if a.File != "" {
			line.Href, line.Ends = x.href(act.Recording, a.File), "I listened to it"
		}
		if a.Owner != "" && a.Body != "" {
			line.Who += ", " + x.s.words.Body(a.Body)
		}
		switch a.State {
		case record.ActionOpen:
			line.Open, line.Tag, line.DueHTML = true, govuk.Tag{Text: "To do"}, words.DueTag(cal, a.Due, today)
			open = append(open, line)
			continue
		case record.ActionDone:
			line.Tag = govuk.Tag{Text: "Done", Classes: "govuk-tag--green"}
		default:
			line.Tag = govuk.Tag{Text: "Not done", Classes: "govuk-tag--red"}
		}
		line.DueHTML = words.Prose("Due " + line.Due + ", ended " + a.Ended.Date().Words())
		ended = append(ended, line)
	}
	return append(open, ended...)
}

type noteLine struct {
	Author, When string
	Body         template.HTML
	ForReporter  bool
	Kept         string // in which compartment it is
}

// notes are what was said, the latest first.
func (x *view) notes() []noteLine {
	var out []noteLine
	for i := len(x.whole.Notes) - 1; i >= 0; i-- {
		n := x.whole.Notes[i]
		out = append(out, noteLine{Author: n.Author, When: page.DateTime(n.At), Body: words.Prose(n.Body), ForReporter: n.Seal == record.ForReporter, Kept: x.s.words.Kept(n.Seal)})
	}
	return out
}
