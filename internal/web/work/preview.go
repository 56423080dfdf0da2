package work

import (
	"cmp"
	"errors"
	"html/template"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/act/triage"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// preview is a record beside the list: what matters of it, and the commonest acts.
type preview struct {
	Ref, Title, Href string
	About            string
	Care             string // how those affected may be reached without harm
	Facts            govuk.SummaryList
	Acts             []govuk.Button // that ask something, on pages of their own
	Accept           bool           // it can be accepted from here
	Note             bool           // a note can be added from here
	Version          int64
	After            string // reference of the next in the list
	Previous         string // addresses of the neighbours
	Next             string
	Last             govuk.Timeline
}

// lately is how many of the last events stand in the preview.
const lately = 4

// acts are those that stand in the preview, in this order, wherever they are possible.
var acts = []string{triage.Refuse, act.Contact, triage.Reply, act.AddAction, triage.OpenCase, triage.JoinCase, act.Assign, triage.SendOn, act.Assess}

// look fills the preview with the record that the reader looks at.
func (x *view) look(screen *workPage) error {
	if x.asked.at == "" {
		return nil
	}
	whole, err := x.v.Open(x.asked.at)
	if errors.Is(err, fault.ErrNotFound) { // it went to others since the list was drawn
		return nil
	}
	if err != nil {
		return err
	}
	rec := &whole.Record
	kind, _ := x.s.desk.Pack().Kind(rec.Kind)
	names, err := x.v.AccountNames(accounts(whole))
	if err != nil {
		return err
	}
	p := &preview{Ref: rec.Reference, Title: x.heading(rec), Href: x.s.recordHref(rec.Kind, rec.Reference), Version: rec.Version, Care: record.ReadSafeContact(rec.Fields).Short()}
	p.About = strings.Join([]string{kind.Name, x.s.words.Team(rec.Team), "with " + with(names[rec.Assignee])}, " · ")
	p.Facts = x.facts(kind, whole)
	x.offer(p, whole)
	p.Last = x.last(kind, whole, names)
	if i := slices.IndexFunc(screen.Rows, func(r row) bool { return r.Ref == rec.Reference }); i >= 0 {
		if i > 0 {
			p.Previous = screen.Rows[i-1].Look
		}
		if i+1 < len(screen.Rows) {
			p.Next, p.After = screen.Rows[i+1].Look, screen.Rows[i+1].Ref
		}
	}
	screen.Preview = p
	return nil
}

func with(name string) string {
	if name == "" {
		return "nobody yet"
	}
	return name
}

func accounts(w *record.Whole) []string {
	ids := []string{w.Assignee}
	for _, e := range w.Events[:min(lately, len(w.Events))] {
		ids = append(ids, e.Accounts()...)
	}
	return ids
}

// facts are what matters first: who is affected and what they need, risk, and what is to be done by when.
func (x *view) facts(kind *pack.Kind, whole *record.Whole) govuk.SummaryList {
	list := govuk.SummaryList{Classes: "govuk-summary-list--no-border wm-work__facts"}
	add := func(key string, value template.HTML) {
		list.Rows = append(list.Rows, words.Row(key, value))
	}
	say := func(key, text string) {
		if text != "" {
			add(key, words.Prose(text))
		}
	}
	rec := &whole.Record
	add("State", x.s.words.State(rec.Kind, rec.State))
	var affected []string
	for _, p := range whole.Parties {
		if p.PersonName != "" && slices.Contains(kind.Affected(), p.Role) && !slices.Contains(affected, p.PersonName) {
			affected = append(affected, p.PersonName)
		}
	}
	say("Affected", strings.Join(affected, ", "))
	for _, id := range []string{"victim_needs", "what", "summary"} {
		if f, ok := kind.Field(id); ok {
			say(f.Name, short(whole.Fields.Text(id)))
		}
	}
	if kind.Archetype == pack.Case {
		add("Risk", x.s.words.RiskOf(rec, x.today))
	}
	say("Where", x.s.words.Where(rec))
	for _, a := range whole.Actions {
		if a.State == record.ActionOpen && len(list.Rows) < 10 {
			add("To do", words.Prose(a.What)+" "+words.DueTag(x.s.desk.Gate.Calendar(), a.Due, x.today))
		}
	}
	return list
}

// shortest is how much of a text stands in the preview.
const shortest = 220

func short(text string) string {
	runes := []rune(text)
	if len(runes) <= shortest {
		return text
	}
	return string(runes[:shortest]) + "…"
}

// offer says what can be done from here.
func (x *view) offer(p *preview, whole *record.Whole) {
	scene := x.s.desk.Acts.Scene(x.v.Who(), whole, "", x.holders)
	for _, a := range x.s.desk.Acts.Offered(scene) {
		if a.Part != act.Whole {
			continue
		}
		switch a.ID {
		case triage.Accept:
			p.Accept = true
		case act.Note:
			p.Note = true
		}
	}
	for _, id := range acts {
		a := x.s.desk.Acts.Find(whole.Kind, id, "")
		if a == nil || a.Possible(scene) != nil || id == act.Contact && !whole.Open {
			continue
		}
		p.Acts = append(p.Acts, govuk.Button{Text: cmp.Or(buttons[id], a.Button), Href: p.Href + "/" + a.ID, Classes: "govuk-button--secondary", Attributes: keyed(id)})
	}
}

// buttons are the words of acts whose own button ends a form.
var buttons = map[string]string{act.Contact: "Contact made", act.Assess: "Assess risk", act.Assign: "Assign"}

// keys are those that press a button of the preview.
var keys = map[string]string{act.Contact: "c", act.Assign: "s", act.AddAction: "d", triage.Reply: "r"}

func keyed(id string) govuk.Attributes {
	if k := keys[id]; k != "" {
		return govuk.Attributes{"data-key": k}
	}
	return nil
}

// last is what happened last.
func (x *view) last(kind *pack.Kind, whole *record.Whole, names map[string]string) govuk.Timeline {
	out := govuk.Timeline{HeadingLevel: 4}
	for _, e := range whole.Events[:min(lately, len(whole.Events))] {
		field, before, after := x.s.words.Change(kind, e, names)
		text := strings.TrimPrefix(field+": ", ": ")
		switch {
		case before != "" && after != "":
			text += before + " to " + after
		default:
			text += before + after
		}
		out.Items = append(out.Items, govuk.Event{Title: words.Event(e.Verb), By: e.ActorName, Timestamp: e.At.String(), When: page.DateTime(e.At), Text: strings.TrimSuffix(text, ": ")})
	}
	return out
}
