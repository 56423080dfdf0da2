package work

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/wardmote/wardmote/internal/act/work"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/words"
)

// row is one thing that waits.
type row struct {
	Ref      string // of its record
	Anchor   string
	Pick     string // as its box is ticked: the record at the version that the reader sees; empty for an action
	Href     string
	Title    string
	Look     string // the address with its preview
	Current  bool
	Tags     template.HTML
	Affected string
	Next     string
	When     template.HTML
	Word     string // who spoke last, and when
	Age      string
}

// urgencies are the words of why something waits, where its day does not say it.
var urgencies = map[work.Urgency]string{work.Danger: "Danger", work.Broken: "Promise missed", work.Spoken: "They spoke last", work.New: "To accept", work.Agree: "To agree"}

func (x *view) row(i *work.Item, rec *record.Record, beside *gate.Beside) row {
	w := x.s.words
	out := row{Ref: rec.Reference, Anchor: strings.ReplaceAll(i.Ref(), "/", "-"), Href: x.s.recordHref(rec.Kind, rec.Reference), Title: x.heading(rec), Current: rec.Reference == x.asked.at,
		Look: x.href(map[string]string{"at": rec.Reference}) + "#look", Age: words.Age(rec.Opened.Date(), x.today), Word: lastWord(rec)}
	if rec.Risk != "" || rec.RiskStale(x.today) {
		out.Tags = w.RiskOf(rec, x.today) + " "
	}
	if i.Action != nil {
		out.Tags += tag("Action", "grey")
		out.Next = i.Action.What
	} else {
		out.Pick = fmt.Sprintf("%s|%d", rec.Reference, rec.Version)
		if text := urgencies[i.Why]; text != "" {
			out.Tags += tag(text, map[bool]string{true: "red", false: "blue"}[i.Why <= work.Broken])
		}
		out.Next = x.next(i, beside)
	}
	if beside != nil {
		out.Affected = strings.Join(beside.Affected, ", ")
	}
	if care := record.ReadSafeContact(rec.Fields).Short(); care != "" {
		out.Affected = strings.TrimPrefix(out.Affected+" · "+care, " · ")
	}
	out.When = words.DueDay(x.s.desk.Gate.Calendar(), i.Day, x.today)
	if i.Day.IsZero() {
		out.When = "No day"
	}
	return out
}

// heading says what it is and where, so that ten of one sort can be told from each other: titles that were made from the category and the ward
// alone are filled in with the place.
func (x *view) heading(rec *record.Record) string {
	category := x.s.words.Category(rec.Category)
	if where := x.s.words.Where(rec); category != "" && where != "" && strings.HasPrefix(rec.Title, category) {
		return category + ", " + where
	}
	return rec.Title
}

// next is what is to be done next with a record.
func (x *view) next(i *work.Item, beside *gate.Beside) string {
	switch {
	case i.Why == work.Broken:
		return "speak with them: it was promised"
	case i.Why == work.Agree:
		return "agree that it is closed, or return it"
	case i.Why == work.New || i.Why == work.Danger:
		return "accept it, or send it on"
	case i.Why == work.Spoken:
		return "answer them"
	case beside != nil && beside.Next != nil:
		return beside.Next.What + ", by " + beside.Next.Due.Start().London().Format("2 Jan")
	}
	return "set what is next"
}

// lastWord says who spoke last, and when.
func lastWord(rec *record.Record) string {
	switch {
	case rec.LastWordAt.IsZero():
		return ""
	case rec.LastWord == "reporter":
		return "they wrote " + day(rec.LastWordAt)
	}
	return "we spoke " + day(rec.LastWordAt)
}

// day is a day as short as it can be told from others of the year.
func day(at when.Instant) string { return at.London().Format("2 Jan") }

func tag(text, colour string) template.HTML {
	return template.HTML(`<strong class="govuk-tag govuk-tag--` + colour + `">` + template.HTMLEscapeString(text) + `</strong>`) //nolint:gosec // escaped
}

// recordHref is the page of a record.
func (s *screens) recordHref(kind, ref string) string {
	switch kind {
	case s.desk.Pack().Partnership.Report:
		return "/triage/" + ref
	case "tasking":
		return "/tasking/" + ref
	}
	return "/record/" + ref
}
