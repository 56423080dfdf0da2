package records

import (
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

// timeline is the history as a story, the latest first.
func (s *screens) timeline(k *pack.Kind, events []record.Event, names map[string]string) govuk.Timeline {
	t := govuk.Timeline{HeadingLevel: 3}
	for _, e := range events {
		item := govuk.Event{Title: words.Event(e.Verb), By: e.ActorName, Timestamp: e.At.String(), When: words.Moment(e), Text: e.Reason}
		field, before, after := s.words.Change(k, e, names)
		if text := changeText(field, before, after); text != "" {
			item.Changes = []string{text}
		}
		t.Items = append(t.Items, item)
	}
	return t
}

func changeText(field, before, after string) string {
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
		rec, err := v.Glance(r.PathValue("ref"))
		if err != nil {
			return err
		}
		events, err := v.History(rec.ID, before, historyRows)
		if err != nil {
			return err
		}
		kind, _ := s.desk.Pack().Kind(rec.Kind)
		names, err := v.AccountNames(accounts(&record.Whole{Record: *rec, Events: events}))
		if err != nil {
			return err
		}
		screen.Ref = rec.Reference
		screen.Page = page.Page{Title: "History of " + rec.Reference, Wide: true, Exit: kind.Sensitive,
			Breadcrumbs: s.crumbs(r, kind, govuk.Link{Text: rec.Reference, Href: "/record/" + rec.Reference}, govuk.Link{Text: "History"})}
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
		field, before, after := s.words.Change(k, e, names)
		t.Rows = append(t.Rows, []govuk.Cell{{Text: words.Moment(e)}, {Text: e.ActorName}, {Text: words.Event(e.Verb)}, {Text: field},
			{HTML: words.Prose(before)}, {HTML: words.Prose(after)}, {HTML: words.Prose(e.Reason)}})
	}
	return t
}
