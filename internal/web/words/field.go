package words

import (
	"fmt"
	"strings"

	"github.com/wardmote/wardmote/internal/core/figure"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Options are what a choice or body field may be, from its own list or from another part of the pack.
func (w Words) Options(f pack.Field) []pack.Option {
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
		each(w.Pack.Categories, func(x pack.Category) { add(x.ID, x.Name) })
	case "bodies":
		each(w.Pack.Bodies, func(x pack.Body) { add(x.ID, x.Name) })
	case "teams":
		each(w.Pack.Teams, func(x pack.Team) { add(x.ID, x.Name) })
	case "wards":
		each(w.Pack.Wards(), func(x pack.Area) { add(x.Code, x.Name) })
	case "contacts":
		each(w.Pack.Contacts, func(x pack.Contact) { add(x.ID, x.Name) })
	case "risks":
		each(w.Pack.Risks, func(x pack.Risk) { add(x.ID, x.Name) })
	case "places":
		each(w.Pack.Places, func(x pack.Place) { add(x.ID, x.Name) })
	case "place_kinds":
		each(w.Pack.PlaceKinds, func(x pack.PlaceKind) { add(x.ID, x.Name) })
	case "roles":
		each(w.Pack.Roles, func(x pack.Role) { add(x.ID, x.Name) })
	}
	return out
}

func each[T any](all []T, fn func(T)) {
	for _, x := range all {
		fn(x)
	}
}

// Value is a field's value as a person reads it. Persons and documents are named by the record page, which may open them.
func (w Words) Value(f pack.Field, v any) string {
	switch f.Type {
	case pack.Choice, pack.Choices, pack.BodyRef:
		f.Options = w.Options(f)
	case pack.PlaceRef:
		return w.Place(fmt.Sprint(v))
	case pack.Money:
		if pence, ok := v.(int64); ok {
			return page.Money(pence)
		}
	case pack.Number:
		if n, ok := v.(float64); ok {
			return figure.Number(n, 6)
		}
	}
	return record.Words(f, v)
}

// Shown is a value as history and filters hold it, in words: "theos, snt-bow" becomes the names of both.
func (w Words) Shown(f pack.Field, text string) string {
	if f.Type != pack.Choice && f.Type != pack.Choices && f.Type != pack.BodyRef {
		if f.Type == pack.PlaceRef {
			return w.Place(text)
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
		for _, o := range w.Options(f) {
			if o.ID == id {
				parts[i] = o.Name
			}
		}
	}
	return strings.Join(parts, ", ")
}
