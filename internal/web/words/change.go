package words

import (
	"cmp"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/page"
)

// Change is what an event changed, field by field, in words. names are those of the accounts that it may name.
func (w Words) Change(k *pack.Kind, e record.Event, names map[string]string) (field, before, after string) {
	if f, ok := k.Field(e.Field); ok && e.Verb == "changed" {
		if f.Type == pack.Document || f.Type == pack.Person {
			return f.Name, held(e.Before), held(e.After)
		}
		return f.Name, w.Shown(f, e.Before), w.Shown(f, e.After)
	}
	switch e.Verb {
	case "party added":
		return "", "", role(k, e.Field, e.After)
	case "party ended":
		return "", role(k, e.Field, e.Before), ""
	case "unlinked":
		return "", "", "" // it names the link by its id
	case "created":
		return "State", "", stateName(k, e.After)
	case "clock moved", "clock paused", "clock goes on", "clock not started":
		return ClockName(k, e.Field), dayWords(e.Before), dayWords(e.After)
	}
	return Column(e.Field), w.column(k, e.Field, e.Before, names), w.column(k, e.Field, e.After, names)
}

// column is the value of a column that every record has, in words.
func (w Words) column(k *pack.Kind, column, id string, names map[string]string) string {
	switch column {
	case "state":
		return stateName(k, id)
	case "risk":
		if b, ok := w.Pack.Risk(id); ok {
			return b.Name
		}
	case "team":
		return w.Team(id)
	case "owner_body", "sender_body":
		return w.Body(id)
	case "assignee", "account":
		return cmp.Or(names[id], held(id))
	case "area":
		return w.Area(id)
	case "place":
		return w.Place(id)
	case "category":
		return w.Category(id)
	case "marking":
		return Marking(id)
	case "due", "risk_due":
		return dayWords(id)
	case "occurred", "occurred_to":
		var at when.Instant
		if at.UnmarshalText([]byte(id)) == nil {
			return page.DateTime(at)
		}
	}
	return id
}

// role is in which role of a record somebody is, and who where the reader may know it.
func role(k *pack.Kind, id, name string) string {
	for _, p := range k.Parties {
		if p.ID == id {
			id = p.Name
		}
	}
	if name == "" || id == "" {
		return id + name
	}
	return id + ": " + name
}

// ClockName is what a clock of a record is called.
func ClockName(k *pack.Kind, id string) string {
	for _, c := range k.Clocks {
		if c.ID == id {
			return c.Name
		}
	}
	return "Day asked for"
}

// dayWords is a day as a history keeps it, in words.
func dayWords(text string) string {
	if day, err := when.ParseDate(text); err == nil {
		return day.Words()
	}
	return text
}

func stateName(k *pack.Kind, state string) string {
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
