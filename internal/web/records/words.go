package records

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/wardmote/wardmote/internal/core/clock"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

// words says in plain English what records hold as ids.
type words struct{ pack *pack.Pack }

// options are what a choice or body field may be, from its own list or from another part of the pack.
func (w words) options(f pack.Field) []pack.Option {
	from := f.From
	if f.Type == pack.BodyRef && from == "" {
		from = "bodies"
	}
	var out []pack.Option
	add := func(id, name string) { out = append(out, pack.Option{ID: id, Name: name}) }
	switch from {
	case "":
		return f.Options
	case "categories":
		each(w.pack.Categories, func(x pack.Category) { add(x.ID, x.Name) })
	case "bodies":
		each(w.pack.Bodies, func(x pack.Body) { add(x.ID, x.Name) })
	case "teams":
		each(w.pack.Teams, func(x pack.Team) { add(x.ID, x.Name) })
	case "wards":
		each(w.pack.Wards(), func(x pack.Area) { add(x.Code, x.Name) })
	case "contacts":
		each(w.pack.Contacts, func(x pack.Contact) { add(x.ID, x.Name) })
	case "risks":
		each(w.pack.Risks, func(x pack.Risk) { add(x.ID, x.Name) })
	case "places":
		each(w.pack.Places, func(x pack.Place) { add(x.ID, x.Name) })
	case "place_kinds":
		each(w.pack.PlaceKinds, func(x pack.PlaceKind) { add(x.ID, x.Name) })
	case "roles":
		each(w.pack.Roles, func(x pack.Role) { add(x.ID, x.Name) })
	}
	return out
}

func each[T any](all []T, fn func(T)) {
	for _, x := range all {
		fn(x)
	}
}

// value is a field's value as a person reads it. Persons and documents are named by the record page, which may open them.
func (w words) value(f pack.Field, v any) string {
	switch f.Type {
	case pack.Choice, pack.Choices, pack.BodyRef:
		f.Options = w.options(f)
	case pack.PlaceRef:
		return w.place(fmt.Sprint(v))
	case pack.Money:
		if pence, ok := v.(int64); ok {
			return page.Money(pence)
		}
	case pack.Number:
		if n, ok := v.(float64); ok {
			return number(n)
		}
	}
	return record.Words(f, v)
}

func number(n float64) string {
	if n == float64(int64(n)) {
		text, _ := page.Number(n)
		return text
	}
	return fmt.Sprint(n)
}

// shown is a value as history and filters hold it, in words: "theos, snt-bow" becomes the names of both.
func (w words) shown(f pack.Field, text string) string {
	if f.Type != pack.Choice && f.Type != pack.Choices && f.Type != pack.BodyRef {
		if f.Type == pack.PlaceRef {
			return w.place(text)
		}
		if f.Type == pack.Date {
			if day, err := when.ParseDate(text); err == nil {
				return day.Words()
			}
		}
		return text
	}
	parts := strings.Split(text, ", ")
	for i, id := range parts {
		for _, o := range w.options(f) {
			if o.ID == id {
				parts[i] = o.Name
			}
		}
	}
	return strings.Join(parts, ", ")
}

func (w words) body(id string) string {
	if b, ok := w.pack.Body(id); ok {
		return b.Name
	}
	return id
}

func (w words) team(id string) string {
	if t, ok := w.pack.Team(id); ok {
		return t.Name
	}
	return id
}

func (w words) area(code string) string {
	if a, ok := w.pack.Area(code); ok {
		return a.Name
	}
	return code
}

func (w words) place(id string) string {
	if p, ok := w.pack.Place(id); ok {
		return p.Name
	}
	if name, ok := strings.CutPrefix(id, "street:"); ok {
		return titled(strings.ReplaceAll(name, "-", " "))
	}
	return id
}

func titled(s string) string {
	parts := strings.Fields(s)
	for i, p := range parts {
		parts[i] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, " ")
}

// where is a record's place and ward in one line.
func (w words) where(r *record.Record) string {
	place, area := w.place(r.Place), w.area(r.Area)
	if place == "" || area == "" || place == area {
		return place + strings.TrimPrefix(area, place)
	}
	return place + ", " + area
}

func (w words) category(id string) string {
	if c, ok := w.pack.Category(id); ok {
		return c.Name
	}
	return id
}

var markings = map[string]string{"official": "Official", "official-sensitive": "Official-Sensitive", "restricted": "Restricted"}

// state is the tag of a state; its words say what its colour repeats.
func (w words) state(k *pack.Kind, id string) template.HTML {
	s, ok := k.State(id)
	if !ok {
		s.Name = id
	}
	return govuk.HTML(govuk.Tag{Text: s.Name, Classes: tagColour(s.Colour)})
}

func (w words) risk(id string) template.HTML {
	r, ok := w.pack.Risk(id)
	if !ok {
		return "Not assessed"
	}
	return govuk.HTML(govuk.Tag{Text: r.Name, Classes: tagColour(r.Colour)})
}

func tagColour(colour string) string {
	if colour == "" || colour == "blue" {
		return ""
	}
	return "govuk-tag--" + colour
}

// due says how a day that is due stands to today, in working days.
func due(cal *clock.Calendar, day, today when.Date) string {
	switch {
	case day.IsZero():
		return ""
	case today.After(day):
		if n := cal.WorkingDaysBetween(day, today); n > 0 {
			return "overdue by " + page.Count(n, "working day", "working days")
		}
		return "overdue since " + day.Words()
	case today == day:
		return "due today"
	}
	return "due " + day.Words()
}

// dueTag is due with a mark for what is late, beside its words.
func dueTag(cal *clock.Calendar, day, today when.Date) template.HTML {
	text := due(cal, day, today)
	class := ""
	if !day.IsZero() && today.After(day) {
		class = ` class="wm-clock--late govuk-!-font-weight-bold"`
	} else if today == day {
		class = ` class="wm-clock--soon"`
	}
	return template.HTML("<span" + class + ">" + template.HTMLEscapeString(text) + "</span>") //nolint:gosec // escaped
}

func link(href, text string) template.HTML {
	return template.HTML(fmt.Sprintf(`<a class="govuk-link" href="%s">%s</a>`, template.HTMLEscapeString(string(govuk.Href(href))), template.HTMLEscapeString(text))) //nolint:gosec // escaped
}

// article is "a" or "an" before a kind's name.
func article(name string) string {
	if strings.ContainsAny(name[:min(1, len(name))], "AEIOUaeiou") {
		return "an " + lower(name)
	}
	return "a " + lower(name)
}

// lower begins a name in lower case unless it begins with an abbreviation.
func lower(name string) string {
	if len(name) > 1 && name[1] >= 'A' && name[1] <= 'Z' {
		return name
	}
	return strings.ToLower(name[:min(1, len(name))]) + name[min(1, len(name)):]
}
