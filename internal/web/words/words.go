// Package words says in plain English what records hold as ids: bodies, teams, wards, places, categories, states, risk,
// days that are due. Every screen says them the same way.
package words

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"
	"sync"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Words are those of one partnership.
type Words struct{ Pack *pack.Pack }

// Body is a body's name.
func (w Words) Body(id string) string {
	if b, ok := w.Pack.Body(id); ok {
		return b.Name
	}
	return id
}

// Kept says in which compartment a part under a seal is; nothing where everybody reads it who opens the record.
func (w Words) Kept(seal string) string {
	if c, ok := w.Pack.Compartment(seal); ok {
		return c.Name
	}
	return ""
}

// Team is a team's name.
func (w Words) Team(id string) string {
	if t, ok := w.Pack.Team(id); ok {
		return t.Name
	}
	return id
}

// Area is an area's name.
func (w Words) Area(code string) string {
	if a, ok := w.Pack.Area(code); ok {
		return a.Name
	}
	return code
}

// Category is a category's name.
func (w Words) Category(id string) string {
	if c, ok := w.Pack.Category(id); ok {
		return c.Name
	}
	return id
}

// Kind is the name of a kind of record.
func (w Words) Kind(id string) string {
	if k, ok := w.Pack.Kind(id); ok {
		return k.Name
	}
	return id
}

// Place is a place's name: of the gazetteer, of a street, a school and the like, or the words that were typed.
func (w Words) Place(id string) string {
	if p, ok := w.Pack.Place(id); ok {
		return p.Name
	}
	kind, name, ok := strings.Cut(id, ":") // as place.NameID makes it
	if _, known := w.Pack.PlaceKind(kind); !ok || !known && kind != place.KindStreet {
		return id
	}
	parts := strings.Split(name, "-")
	for i, p := range parts {
		if p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, " ")
}

// Where is a record's place and ward in one line.
func (w Words) Where(r *record.Record) string {
	place, area := w.Place(r.Place), w.Area(r.Area)
	switch {
	case place == "" || place == area:
		return area
	case area == "":
		return place
	}
	return place + ", " + area
}

// State is the tag of a state; its words say what its colour repeats.
func (w Words) State(kind, id string) template.HTML {
	name, colour := id, ""
	if k, ok := w.Pack.Kind(kind); ok {
		if s, ok := k.State(id); ok {
			name, colour = s.Name, s.Colour
		}
	}
	return tag(name, colour)
}

// Risk is the tag of a risk band.
func (w Words) Risk(id string) template.HTML {
	r, ok := w.Pack.Risk(id)
	if !ok {
		return "Not assessed"
	}
	return tag(r.Name, r.Colour)
}

// RiskOf is the tag of a record's band, and says beside it where it is to be assessed again.
func (w Words) RiskOf(r *record.Record, today when.Date) template.HTML {
	out := w.Risk(r.Risk)
	if r.RiskStale(today) {
		out += " " + tag("Out of date", "orange")
	}
	return out
}

// tags are those of states and risks that were drawn once: a pack has some dozens, and a list shows a hundred.
var tags sync.Map

func tag(text, colour string) template.HTML {
	key := [2]string{text, colour}
	if drawn, ok := tags.Load(key); ok {
		return drawn.(template.HTML)
	}
	drawn := govuk.HTML(govuk.Tag{Text: text, Classes: tagColour(colour)})
	tags.Store(key, drawn)
	return drawn
}

func tagColour(colour string) string {
	if colour == "" || colour == "blue" {
		return ""
	}
	return "govuk-tag--" + colour
}

// Due says how a day that is due stands to today, in working days.
func Due(cal *clock.Calendar, day, today when.Date) string { return due(cal, day, today, day.Words()) }

func due(cal *clock.Calendar, day, today when.Date, written string) string {
	switch {
	case day.IsZero():
		return ""
	case today.After(day):
		if n := cal.WorkingDaysBetween(day, today); n > 0 {
			return "overdue by " + page.Count(n, "working day", "working days")
		}
		return "overdue since " + written
	case today == day:
		return "due today"
	}
	return "due " + written + Expected(day)
}

// Expected says that a day was counted by bank holidays that are not proclaimed yet; empty where they are.
func Expected(day when.Date) string {
	if clock.Proclaimed(day) {
		return ""
	}
	return fmt.Sprintf(" (bank holidays of %d not yet proclaimed)", day.Year())
}

// DueDay is DueTag, shorter, under a heading that says already that the day is due.
func DueDay(cal *clock.Calendar, day, today when.Date) template.HTML {
	short, _ := page.ShortDate(day)
	return marked(day, today, strings.TrimPrefix(due(cal, day, today, short), "due "))
}

// DueTag is Due with a mark for what is late, beside its words.
func DueTag(cal *clock.Calendar, day, today when.Date) template.HTML {
	return marked(day, today, Due(cal, day, today))
}

// Asked says by which day somebody asked for a record, where its nearest target is on another day: no clock writes over it.
func Asked(rec *record.Record) template.HTML {
	if rec.Asked.IsZero() || rec.Asked == rec.Due || !rec.Open {
		return ""
	}
	return template.HTML("<br>") + Prose("asked for by "+rec.Asked.Words())
}

func marked(day, today when.Date, text string) template.HTML {
	class := ""
	switch {
	case day.IsZero():
		return "no day set"
	case today.After(day):
		class = ` class="wm-clock--late govuk-!-font-weight-bold"`
	case today == day:
		class = ` class="wm-clock--soon"`
	}
	return template.HTML("<span" + class + ">" + template.HTMLEscapeString(text) + "</span>") //nolint:gosec // escaped
}

// Age says how long ago a day was, as a person would.
func Age(day, today when.Date) string {
	n := today.Sub(day)
	switch {
	case n <= 0:
		return "today"
	case n == 1:
		return "yesterday"
	case n < 60:
		return fmt.Sprintf("%d days ago", n)
	case n < 730:
		return fmt.Sprintf("%d months ago", n/30)
	}
	return fmt.Sprintf("%d years ago", n/365)
}

// Prose is text with its line ends kept and a long word broken.
func Prose(text string) template.HTML {
	return template.HTML(`<span class="wm-break">` + strings.ReplaceAll(template.HTMLEscapeString(text), "\n", "<br>") + `</span>`) //nolint:gosec // escaped
}

// Link is a link to a page of our own.
func Link(href, text string) template.HTML {
	return template.HTML(`<a class="govuk-link" href="` + template.HTMLEscapeString(href) + `">` + template.HTMLEscapeString(text) + `</a>`) //nolint:gosec // escaped
}

// Row is a row of a summary list.
func Row(key string, value template.HTML) govuk.SummaryRow {
	return govuk.SummaryRow{Key: govuk.SummaryText{Text: key}, Value: govuk.SummaryText{HTML: value}}
}

var markings = map[string]string{"official": "Official", "official-sensitive": "Official-Sensitive", "restricted": "Restricted"}

// Marking is a protective marking in words.
func Marking(id string) string { return cmp.Or(markings[id], id) }
