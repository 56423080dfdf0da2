package records

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// change is what an event changed, field by field, in words.
func (s *screens) change(k *pack.Kind, e record.Event, names map[string]string) (field, before, after string) {
	if f, ok := k.Field(e.Field); ok && e.Verb == "changed" {
		if f.Type == pack.Document || f.Type == pack.Person {
			return f.Name, held(e.Before), held(e.After)
		}
		return f.Name, s.words.Shown(f, e.Before), s.words.Shown(f, e.After)
	}
	name := func(id string) string {
		switch e.Field {
		case "state":
			st, _ := k.State(id)
			return cmp.Or(st.Name, id)
		case "risk":
			if b, ok := s.desk.Pack().Risk(id); ok {
				return b.Name
			}
		case "team":
			return s.words.Team(id)
		case "owner_body", "sender_body":
			return s.words.Body(id)
		case "assignee":
			return cmp.Or(names[id], held(id))
		case "area":
			return s.words.Area(id)
		case "place":
			return s.words.Place(id)
		case "category":
			return s.words.Category(id)
		case "marking":
			return words.Marking(id)
		case "due":
			if day, err := when.ParseDate(id); err == nil {
				return day.Words()
			}
		case "occurred", "occurred_to":
			var at when.Instant
			if at.UnmarshalText([]byte(id)) == nil {
				return page.DateTime(at)
			}
		}
		return id
	}
	switch e.Verb {
	case "party added", "party ended", "unlinked":
		return "", "", "" // these name people and links by id; the page names them
	case "created":
		return "State", "", name2(k, e.After)
	}
	return words.Column(e.Field), name(e.Before), name(e.After)
}

func name2(k *pack.Kind, state string) string {
	st, _ := k.State(state)
	return cmp.Or(st.Name, state)
}

// held stands for a value that is only an id.
func held(id string) string {
	if id == "" {
		return ""
	}
	return "(one)"
}

// timeline is the history as a story, the latest first.
func (s *screens) timeline(k *pack.Kind, events []record.Event, names map[string]string) govuk.Timeline {
	t := govuk.Timeline{HeadingLevel: 3}
	for _, e := range events {
		item := govuk.Event{Title: words.Event(e.Verb), By: e.ActorName, Timestamp: e.At.String(), When: page.DateTime(e.At), Text: e.Reason}
		field, before, after := s.change(k, e, names)
		if text := told(field, before, after); text != "" {
			item.Changes = []string{text}
		}
		t.Items = append(t.Items, item)
	}
	return t
}

func told(field, before, after string) string {
	before, after = clipped(before), clipped(after)
	prefix := strings.TrimPrefix(field+": ", ": ")
	switch {
	case before == "" && after == "":
		return ""
	case before == "":
		return prefix + after
	case after == "":
		return prefix + before + " was taken out"
	}
	return prefix + "from " + before + " to " + after
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:159]) + "…"
	}
	return s
}

type historyPage struct {
	page.Page
	Table govuk.Table
	Older string
	Ref   string
}

const historyRows = 50

// history is every change of a record, field by field, page by page.
func (s *screens) history(w http.ResponseWriter, r *http.Request) error {
	before := s.desk.Gate.Now().Add(1)
	if asked := r.URL.Query().Get("before"); asked != "" {
		if before.UnmarshalText([]byte(asked)) != nil {
			return page.Fail(page.BadRequest, "This page of the history is no longer there. Start from the first.")
		}
	}
	screen := &historyPage{Ref: r.PathValue("ref")}
	err := s.read(r, func(v *gate.View) error {
		whole, err := v.Open(r.PathValue("ref"))
		if err != nil {
			return err
		}
		events, err := v.History(whole.ID, before, historyRows)
		if err != nil {
			return err
		}
		kind, _ := s.desk.Pack().Kind(whole.Kind)
		names, err := v.AccountNames(accounts(&record.Whole{Record: whole.Record, Events: events}))
		if err != nil {
			return err
		}
		screen.Ref = whole.Reference
		screen.Page = page.Page{Title: "History of " + whole.Reference, Wide: true, Exit: kind.Sensitive,
			Breadcrumbs: s.crumbs(r, kind, govuk.Link{Text: whole.Reference, Href: "/record/" + whole.Reference}, govuk.Link{Text: "History"})}
		shown, older := page.WholeMoments(events, historyRows, func(e record.Event) when.Instant { return e.At })
		screen.Table = s.historyTable(kind, shown, names)
		if !older.IsZero() {
			screen.Older = "?" + query("before", older.String())
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.pages.Write(w, r, "history.html", screen)
}

func (s *screens) historyTable(k *pack.Kind, events []record.Event, names map[string]string) govuk.Table {
	t := govuk.Table{Caption: "Changes, the latest first", CaptionClasses: "govuk-visually-hidden",
		Head: []govuk.Cell{{Text: "When"}, {Text: "Who"}, {Text: "What"}, {Text: "Field"}, {Text: "Before"}, {Text: "After"}, {Text: "Reason"}}}
	for _, e := range events {
		field, before, after := s.change(k, e, names)
		t.Rows = append(t.Rows, []govuk.Cell{{Text: page.DateTime(e.At)}, {Text: e.ActorName}, {Text: words.Event(e.Verb)}, {Text: field},
			{HTML: words.Prose(before)}, {HTML: words.Prose(after)}, {HTML: words.Prose(e.Reason)}})
	}
	return t
}
