package records

import (
	"net/http"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/fault"
	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/desk"
)

// newFilter reads the query of a list. What cannot be read is named in wrong, and then nothing is listed: a list that left out a
// filter would show more than was asked for, and nobody would notice.
func (s *screens) newFilter(r *http.Request, k *pack.Kind) (*filter, error) {
	who := desk.Who(r)
	f := &filter{s: s, kind: k, query: r.URL.Query(), who: filterWho{account: who.Account}}
	for _, x := range k.Fields {
		if x.Compartment != "" && s.desk.Gate.Rules().Keeps(who, x) {
			f.who.kept += " " + x.ID
		}
	}
	people, err := s.desk.Colleagues(r)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		f.people = append(f.people, option{p.Account, p.Name})
	}
	f.read()
	return f, nil
}

// readable is the filter of a page or a file that shows no form of it: what cannot be read is an error.
func (s *screens) readable(r *http.Request, k *pack.Kind) (*filter, error) {
	f, err := s.newFilter(r, k)
	if err != nil || len(f.wrong) == 0 {
		return f, err
	}
	bad := fault.Invalid{}
	for _, w := range f.wrong {
		bad.Add("", "%s", w.Message)
	}
	return nil, bad
}

// read makes the query of the gate from what was asked.
func (f *filter) read() {
	q := gate.Query{Kinds: []string{f.kind.ID}, Words: f.get("q"), Repeat: f.one("repeat", "Repeat victim", "yes") != "", Missed: f.one("missed", "Promised contact missed", "yes") != "",
		ByDue: f.one("sort", "The order", "due") != "", After: f.get("after"), Fields: map[string]string{}}
	yes, no := true, false
	switch f.one("open", "Open or closed", "open", "closed", "all") {
	case "closed":
		q.Open = &no
	case "all":
	default:
		q.Open = &yes
	}
	for _, state := range f.query["state"] {
		if _, ok := f.kind.State(state); !ok && state != "" {
			f.cannotRead("state", "State", state)
			continue
		}
		if state != "" {
			q.States, q.Open = append(q.States, state), nil // a state says more than open or closed
		}
	}
	f.readWho(&q)
	q.Team = f.oneOf("team", "Team", pack.Field{Type: pack.Choice, From: "teams"})
	q.Risk = f.oneOf("risk", "Risk", pack.Field{Type: pack.Choice, From: "risks"})
	if f.one("stale", "Risk out of date", "yes") != "" {
		q.Stale = f.s.desk.Gate.Now().Date()
	}
	if area := f.get("area"); area != "" {
		if _, ok := f.s.desk.Pack().Area(area); !ok {
			f.cannotRead("area", "Ward", area)
		}
		q.Areas = []string{area}
	}
	if c := f.oneOf("category", "Category", pack.Field{Type: pack.Choice, From: "categories"}); c != "" {
		q.Category = []string{c}
	}
	q.LastWord = f.one("said", "Last word", "reporter")
	f.readDays(&q)
	for _, field := range f.fields() {
		if v := f.oneOf(control(field.ID), field.Name, field); v != "" {
			q.Fields[field.ID] = v
		}
	}
	f.asked = q
}

func (f *filter) readWho(q *gate.Query) {
	var ids []string
	for _, o := range f.assignees()[1:] {
		ids = append(ids, o.ID)
	}
	switch who := f.one("who", "Assigned to", ids...); who {
	case "me":
		q.Assignee = f.who.account
	case "nobody":
		q.Unowned = true
	default:
		q.Assignee = who
	}
}

// readDays bound the day on which it happened, for an activity, or on which it was recorded, and the day on which it is due.
func (f *filter) readDays(q *gate.Query) {
	if f.kind.Archetype == pack.Activity {
		q.Date = "occurred"
	}
	from, to := f.day("from", "From"), f.day("to", "To")
	if !from.IsZero() {
		q.From = from.Start()
	}
	if !to.IsZero() {
		q.Until = to.End()
	}
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		f.wrong.Add("filter-to", "To: %s is before %s", to.Words(), from.Words())
	}
	today := f.s.desk.Gate.Now().Date()
	switch f.one("due", "Due", "overdue", "week") {
	case "overdue":
		q.DueBefore = today
	case "week":
		q.DueBefore = today.AddDays(8)
	}
}

// day is a day of the query, as a browser's date field sends it.
func (f *filter) day(name, text string) when.Date {
	value := f.get(name)
	if value == "" {
		return when.Date{}
	}
	day, err := when.ParseDate(value)
	if err != nil {
		f.wrong.Add("filter-"+name, "%s: enter the day as year, month and day, such as 2026-06-10. “%s” cannot be read", text, shortened(value))
	}
	return day
}

// one is a parameter that has few values.
func (f *filter) one(name, text string, values ...string) string {
	value := f.get(name)
	if value != "" && !slices.Contains(values, value) {
		f.cannotRead(name, text, value)
		return ""
	}
	return value
}

// oneOf is a parameter that has the values of a field; a field without options is matched by its text.
func (f *filter) oneOf(name, text string, field pack.Field) string {
	value, options := f.get(name), f.options(field)
	if len(options) > 0 && value != "" && !slices.ContainsFunc(options, func(o pack.Option) bool { return o.ID == value }) {
		f.cannotRead(name, text, value)
		return ""
	}
	return value
}

func (f *filter) cannotRead(name, text, value string) {
	f.wrong.Add("filter-"+name, "%s: there is no “%s” to filter by. Choose again", text, shortened(value))
}

// shortened is a value as a message repeats it.
func shortened(value string) string {
	if runes := []rune(value); len(runes) > 40 {
		return strings.TrimSpace(string(runes[:40])) + "…"
	}
	return value
}
