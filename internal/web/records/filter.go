package records

import (
	"cmp"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/gate"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
	"github.com/wardmote/wardmote/internal/web/words"
)

// filter is how a list is narrowed: the query of its address, read and checked (filter_read.go).
type filter struct {
	s      *screens
	kind   *pack.Kind
	query  url.Values
	who    filterWho
	people []option // whose work the reader may list, beside their own
	asked  gate.Query
	wrong  page.Errors // what of the query cannot be read; nothing is listed then
}

type filterWho struct {
	account string
	kept    string // ids of the fields of compartments that the reader may know
}

// keeps says that the reader may know what a field holds.
func (f *filter) keeps(x pack.Field) bool {
	return x.Compartment == "" || slices.Contains(strings.Fields(f.who.kept), x.ID)
}

func (f *filter) get(name string) string { return page.Clean(f.query.Get(name)) }

// fields are those of the kind that its lists filter by, as far as the reader may know what they hold.
func (f *filter) fields() []pack.Field {
	return slices.DeleteFunc(slices.Clone(f.kind.Fields), func(x pack.Field) bool {
		return !x.Filter || !f.keeps(x) || x.ID == "category" && x.From == "categories" || x.ID == "repeat_victim"
	})
}

// panel is the filter as it is shown.
func (f *filter) panel(action string) govuk.Filter {
	p := govuk.Filter{ID: "filter", Heading: "Filter", Action: action, Submit: "Apply filters", Hidden: map[string]string{}, Clear: action}
	if sort := f.get("sort"); sort != "" {
		p.Hidden["sort"] = sort
	}
	p.Selected = f.selected(action)
	p.Fields = f.controls()
	return p
}

// controls are what a list is narrowed by.
func (f *filter) controls() (all template.HTML) {
	parts := []template.HTML{
		govuk.HTML(govuk.Input{ID: "q", Name: "q", Label: govuk.Label{Text: "Words", Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: "Of the title, the place or the reference"}, Value: f.get("q")}),
		f.choose("open", "Open or closed", []option{{"open", "Open"}, {"closed", "Closed"}, {"all", "All"}}, cmp.Or(f.get("open"), "open")),
	}
	parts = append(parts, f.states()...)
	if f.kind.Archetype != pack.Activity {
		parts = append(parts, f.assigned(),
			f.choose("due", "Due", []option{{"", "Any time"}, {"overdue", "Overdue"}, {"week", "Within 7 days"}}, f.get("due")))
	}
	if own, ok := f.kind.Field("team"); !ok || !own.Filter { // its own field says it already
		parts = append(parts, f.list("team", "Team", f.teams()))
	}
	if f.kind.Map {
		parts = append(parts, f.list("area", "Ward", f.options(pack.Field{Type: pack.Choice, From: "wards"})))
	}
	parts = append(parts, f.caseParts()...)
	for _, field := range f.fields() {
		parts = append(parts, f.list(control(field.ID), field.Name, f.options(field)))
	}
	day := func(name, text string) template.HTML {
		return govuk.HTML(govuk.Input{ID: "filter-" + name, Name: name, Type: "date", Label: govuk.Label{Text: text, Classes: "govuk-label--s"}, Value: f.get(name), ErrorMessage: f.wrong.For("filter-" + name), Classes: "govuk-input--width-10"})
	}
	parts = append(parts, day("from", "From (day)"), day("to", "To (day)"))
	for _, part := range parts {
		all += part
	}
	return all
}

func (f *filter) caseParts() []template.HTML {
	var parts []template.HTML
	if _, ok := f.kind.Field("category"); ok {
		parts = append(parts, f.list("category", "Category", f.options(pack.Field{Type: pack.Choice, From: "categories"})))
	}
	if f.kind.Archetype != pack.Case {
		return parts
	}
	tick := func(name, value, text string) template.HTML {
		return govuk.HTML(govuk.Checkboxes{Name: name, IDPrefix: "filter-" + name, Classes: "govuk-checkboxes--small", Values: f.query[name], Items: []govuk.Choice{{Value: value, Text: text}}})
	}
	if len(f.kind.Promises) > 0 {
		parts = append(parts, tick("missed", "yes", "Promised contact missed"))
	}
	parts = append(parts, f.list("risk", "Risk", f.options(pack.Field{Type: pack.Choice, From: "risks"})),
		tick("said", "reporter", "The reporter spoke last"), tick("repeat", "yes", "Repeat victim"))
	if f.kind.Assessed != "" {
		parts = append(parts, tick("stale", "yes", "Risk out of date"))
	}
	return parts
}

func (f *filter) states() []template.HTML {
	c := govuk.Checkboxes{Name: "state", IDPrefix: "filter-state", Fieldset: ask.Legend("State"), Classes: "govuk-checkboxes--small", Values: f.query["state"]}
	for _, st := range f.kind.States {
		c.Items = append(c.Items, govuk.Choice{Value: st.ID, Text: st.Name})
	}
	if len(c.Items) < 3 {
		return nil
	}
	return []template.HTML{govuk.HTML(c)}
}

// teams are those that may have records of the kind: all, since work is handed between bodies.
func (f *filter) teams() []pack.Option {
	return f.options(pack.Field{Type: pack.Choice, From: "teams"})
}

func (f *filter) options(field pack.Field) []pack.Option {
	if field.Type == pack.YesNo {
		return []pack.Option{{ID: "yes", Name: "Yes"}, {ID: "no", Name: "No"}}
	}
	return f.s.words.Options(field)
}

func (f *filter) choose(name, text string, options []option, value string) template.HTML {
	r := govuk.Radios{Name: name, IDPrefix: "filter-" + name, Fieldset: ask.Legend(text), Value: value, Classes: "govuk-radios--small"}
	for _, o := range options {
		c := govuk.Choice{Value: o.ID, Text: o.Name}
		if o.ID == value {
			c.Checked = govuk.On
		}
		r.Items = append(r.Items, c)
	}
	return govuk.HTML(r)
}

// assignees are whose records a list may be narrowed to; the first is anybody's.
func (f *filter) assignees() []option {
	return append([]option{{"", "Anybody"}, {"me", "Me"}, {"nobody", "Nobody"}}, f.people...)
}

// assigned is Anybody, Me or Nobody, and the colleagues where there are some.
func (f *filter) assigned() template.HTML {
	if len(f.people) == 0 {
		return f.choose("who", "Assigned to", f.assignees(), f.get("who"))
	}
	sel := govuk.Select{ID: "filter-who", Name: "who", Label: govuk.Label{Text: "Assigned to", Classes: "govuk-label--s"}, Value: f.get("who"), Classes: "wm-filter-select"}
	for _, o := range f.assignees() {
		sel.Items = append(sel.Items, govuk.Option{Value: o.ID, Text: o.Name})
	}
	return govuk.HTML(sel)
}

// list narrows by one of many; a field without options is matched by its text.
func (f *filter) list(name, text string, options []pack.Option) template.HTML {
	if len(options) == 0 {
		return govuk.HTML(govuk.Input{ID: "filter-" + name, Name: name, Label: govuk.Label{Text: text, Classes: "govuk-label--s"}, Value: f.get(name)})
	}
	sel := govuk.Select{ID: "filter-" + name, Name: name, Label: govuk.Label{Text: text, Classes: "govuk-label--s"}, Value: f.get(name), Items: []govuk.Option{{Value: "", Text: "Any"}}, Classes: "wm-filter-select"}
	for _, o := range options {
		sel.Items = append(sel.Items, govuk.Option{Value: o.ID, Text: o.Name})
	}
	return govuk.HTML(sel)
}

// with is the query with one parameter changed, from the first page.
func (f *filter) with(name, value string) string {
	q := url.Values{}
	for k, v := range f.query {
		if k != "after" && k != name && len(v) > 0 && v[0] != "" {
			q[k] = v
		}
	}
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return "?"
	}
	return "?" + q.Encode()
}

// selected are the filters in force, each with the link that takes it off.
func (f *filter) selected(action string) []govuk.FilterGroup {
	var out []govuk.FilterGroup
	add := func(name, heading, text string) {
		if text != "" {
			out = append(out, govuk.FilterGroup{Heading: heading, Items: []govuk.FilterTag{{Text: text, Href: action + f.with(name, "")}}})
		}
	}
	add("q", "Words", f.get("q"))
	add("open", "Open or closed", map[string]string{"closed": "Closed", "all": "All"}[f.get("open")])
	for _, id := range f.query["state"] {
		if st, ok := f.kind.State(id); ok {
			add("state", "State", st.Name)
		}
	}
	if i := slices.IndexFunc(f.assignees(), func(o option) bool { return o.ID == f.get("who") }); i > 0 {
		add("who", "Assigned to", f.assignees()[i].Name)
	}
	add("due", "Due", map[string]string{"overdue": "Overdue", "week": "Within 7 days"}[f.get("due")])
	add("team", "Team", f.s.words.Team(f.get("team")))
	add("area", "Ward", f.s.words.Area(f.get("area")))
	add("category", "Category", f.s.words.Category(f.get("category")))
	if risk, ok := f.s.desk.Pack().Risk(f.get("risk")); ok {
		add("risk", "Risk", risk.Name)
	}
	add("stale", "Risk out of date", map[string]string{"yes": "Yes"}[f.get("stale")])
	add("said", "Last word", map[string]string{"reporter": "The reporter"}[f.get("said")])
	add("repeat", "Repeat victim", map[string]string{"yes": "Yes"}[f.get("repeat")])
	add("missed", "Promised contact missed", map[string]string{"yes": "Yes"}[f.get("missed")])
	add("from", "From", f.get("from"))
	add("to", "To", f.get("to"))
	for _, field := range f.fields() {
		if v := f.get(control(field.ID)); v != "" {
			text := f.s.words.Shown(field, v)
			if field.Type == pack.YesNo {
				text = words.Capital(v)
			}
			add(control(field.ID), field.Name, text)
		}
	}
	return out
}

// inWords is what a list was asked for in one line: every filter in force, and that only the open ones are looked at where
// nothing says otherwise.
func (f *filter) inWords(selected []govuk.FilterGroup) string {
	var parts []string
	if open := f.asked.Open; open != nil && *open && f.get("open") == "" {
		parts = append(parts, "Open or closed: Open")
	}
	for _, group := range selected {
		for _, tag := range group.Items {
			parts = append(parts, group.Heading+": "+tag.Text)
		}
	}
	return strings.Join(parts, "; ")
}
