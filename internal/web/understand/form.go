package understand

import (
	"html/template"
	"math"
	"net/http"
	"net/url"
	"strconv"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/hotspot"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/places"
	"github.com/wardmote/wardmote/internal/understand/trend"
	"github.com/wardmote/wardmote/internal/web/desk"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/page"
)

func parseMonth(text string) (incident.Month, error) { return incident.ParseMonth(text) }

// readAsk reads a question from a query or a form.
func readAsk(id string, f *page.Form) inquiry.Ask {
	a := inquiry.Ask{Analysis: id, Source: f.Text("source", 60), Types: f.All("types"), From: f.Text("from", 7), To: f.Text("to", 7), Area: f.Text("area", 60),
		Comparison: f.Text("comparison", 60), Buffer: f.Text("buffer", 60), Change: f.Text("change", 7), Chosen: f.Text("chosen", 20), Null: f.Text("null", 30), Rules: f.Text("rules", 30),
		Group: f.Text("group", 30), PeopleFrom: f.Text("people-from", 300)}
	a.Cell, _ = f.Float("cell", 25, 2000)
	a.Lon, _ = f.Float("lon", -180, 180)
	a.Lat, _ = f.Float("lat", -90, 90)
	a.Radius, _ = f.Float("radius", 50, 5000)
	a.Ring, _ = f.Float("ring", 0, 5000)
	a.Metres, _ = f.Float("metres", 10, 5000)
	a.Span, _ = f.Int("span", 1, 120)
	a.Capacity, _ = f.Int("capacity", 1, places.MostCapacity)
	a.Days, _ = f.Int("days", 1, 365)
	a.Draws, _ = f.Int("draws", 99, 99999)
	if seed, ok := f.Int("seed", 0, math.MaxInt32); ok {
		a.Seed = uint64(seed)
	}
	for i := range 8 {
		if name := "people-" + strconv.Itoa(i); f.Has(name) {
			a.People = append(a.People, f.Text(name, 20))
		}
	}
	return a
}

// queryOf is the question as a query, for the addresses of its map and its files.
func queryOf(a inquiry.Ask) string {
	q := url.Values{}
	put := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	number := func(name string, v float64) {
		if v != 0 {
			q.Set(name, digits(v))
		}
	}
	put("source", a.Source)
	for _, t := range a.Types {
		q.Add("types", t)
	}
	put("from", a.From)
	put("to", a.To)
	put("area", a.Area)
	put("comparison", a.Comparison)
	put("buffer", a.Buffer)
	put("change", a.Change)
	put("chosen", a.Chosen)
	put("null", a.Null)
	put("rules", a.Rules)
	put("group", a.Group)
	put("people-from", a.PeopleFrom)
	number("cell", a.Cell)
	number("lon", a.Lon)
	number("lat", a.Lat)
	number("radius", a.Radius)
	number("ring", a.Ring)
	number("metres", a.Metres)
	number("span", float64(a.Span))
	number("capacity", float64(a.Capacity))
	number("days", float64(a.Days))
	number("draws", float64(a.Draws))
	number("seed", float64(a.Seed))
	for i, v := range a.People {
		q.Set("people-"+strconv.Itoa(i), v)
	}
	return "?" + q.Encode()
}

// form draws the fields of a question.
type form struct {
	s      *screens
	q      *inquiry.Inquiry
	ask    inquiry.Ask
	errors page.Errors
	facts  *incident.Facts
	r      *http.Request
}

func (f *form) fields() []template.HTML {
	var out []template.HTML
	add := func(field inquiry.Field, draw func() []template.HTML) {
		if f.q.Has(field) {
			out = append(out, draw()...)
		}
	}
	add(inquiry.Source, f.source)
	add(inquiry.Types, f.types)
	add(inquiry.Period, f.period)
	add(inquiry.Where, f.area)
	add(inquiry.Place, f.place)
	add(inquiry.Chosen, f.chosen)
	add(inquiry.Comparison, f.comparison)
	add(inquiry.Change, f.change)
	add(inquiry.Group, f.group)
	add(inquiry.People, f.people)
	add(inquiry.Cell, f.cell)
	add(inquiry.Capacity, f.capacity)
	add(inquiry.Null, f.null)
	add(inquiry.Rules, f.rules)
	add(inquiry.Bands, f.bands)
	return out
}

func (f *form) choose(name, label, hint, value string, items []govuk.Option) template.HTML {
	return govuk.HTML(govuk.Select{ID: name, Name: name, Label: govuk.Label{Text: label}, Hint: govuk.Hint{Text: hint}, Items: items, Value: value, Classes: "wm-full",
		ErrorMessage: f.errors.For(name)})
}

func (f *form) source() []template.HTML {
	var items []govuk.Option
	for _, source := range f.q.Sources {
		switch source {
		case inquiry.Crimes:
			items = append(items, govuk.Option{Value: source, Text: "Police-recorded crime and ASB"})
		case inquiry.Stops:
			items = append(items, govuk.Option{Value: source, Text: "Stop and search"})
		case inquiry.Records:
			for _, k := range f.s.desk.Kinds(desk.Who(f.r), pack.Count) {
				if k.Map && !k.Sensitive {
					items = append(items, govuk.Option{Value: k.ID, Text: "Our records: " + k.Plural})
				}
			}
		}
	}
	return []template.HTML{f.choose("source", "What to count", "", f.ask.Source, items)}
}

// types are boxes for what is held, most first.
func (f *form) types() []template.HTML {
	if f.ask.Source != "" && f.ask.Source != inquiry.Crimes {
		return nil
	}
	held := make([]int, len(incident.Types()))
	for _, t := range f.facts.Crimes.Type {
		held[t]++
	}
	var items []govuk.Choice
	for code, name := range incident.Types() {
		if held[code] > 0 {
			items = append(items, govuk.Choice{Value: inquiry.TypeSlug(uint8(code)), Text: name})
		}
	}
	return []template.HTML{govuk.HTML(govuk.Checkboxes{Name: "types", IDPrefix: "types", Classes: "govuk-checkboxes--small", Items: items, Values: f.ask.Types,
		Fieldset:     &govuk.Fieldset{Legend: govuk.Legend{Text: "Types of crime", Classes: "govuk-fieldset__legend--s"}},
		Hint:         govuk.Hint{Text: "None ticked means all types that are held throughout"},
		ErrorMessage: f.errors.For("types")})}
}

// span are the months that may be chosen.
func (f *form) span() []govuk.Option {
	first, last := incident.Month(math.MaxUint16), incident.Month(0)
	for _, kind := range []incident.Kind{incident.Crime, incident.Stop} {
		if from, to, err := f.facts.Span(kind); err == nil {
			first, last = min(first, from), max(last, to)
		}
	}
	today := f.s.desk.Gate.Now().Date()
	if now := incident.Month((today.Year()-2000)*12 + int(today.Month()) - 1); f.ask.Source != "" && f.ask.Source != inquiry.Crimes && f.ask.Source != inquiry.Stops {
		first, last = min(first, now), max(last, now)
	}
	var items []govuk.Option
	for m := first; m <= last && len(items) < 1200; m++ {
		items = append(items, govuk.Option{Value: m.String(), Text: choice.Month(m)})
	}
	return items
}

func (f *form) period() []template.HTML {
	items := f.span()
	return []template.HTML{f.choose("from", "First month", "", f.ask.From, items), f.choose("to", "Last month", "", f.ask.To, items)}
}

func (f *form) areas(none string) []govuk.Option {
	var items []govuk.Option
	if none != "" {
		items = append(items, govuk.Option{Value: "", Text: none})
	}
	for _, a := range f.s.Inquiry.Areas.Areas() {
		name := a.Name
		if a.Whole {
			name += " (all wards)"
		}
		items = append(items, govuk.Option{Value: a.Code, Text: name})
	}
	return items
}

func (f *form) area() []template.HTML {
	label := "Area"
	if f.q.Area != "" {
		label = f.q.Area
	}
	return []template.HTML{f.choose("area", label, "", f.ask.Area, f.areas(""))}
}

func (f *form) cell() []template.HTML {
	value := f.ask.Cell
	if value == 0 {
		value = hotspot.DefaultCell
	}
	var items []govuk.Option
	for _, m := range []string{"100", "150", "200", "300", "500"} {
		items = append(items, govuk.Option{Value: m, Text: m + " metres"})
	}
	return []template.HTML{f.choose("cell", "Side of a square", "Published points lie about 115 m apart", digits(value), items)}
}

func (f *form) null() []template.HTML {
	value := f.ask.Null
	if value == "" {
		value = string(hotspot.Total)
	}
	items := []govuk.Choice{
		{Value: string(hotspot.Total), Text: "Any square alike", Hint: govuk.Hint{Text: "Exact; the usual choice"}},
		{Value: string(hotspot.Conditional), Text: "Given the square itself", Hint: govuk.Hint{Text: "Exact; judges what lies round it"}}}
	if f.s.Inquiry.Areas.People() != nil {
		items = append(items, govuk.Choice{Value: string(hotspot.Residents), Text: "Where people live", Hint: govuk.Hint{Text: "A rate; busy places stand out for that alone"}})
	}
	return []template.HTML{govuk.HTML(govuk.Radios{Name: "null", IDPrefix: "null", Classes: "govuk-radios--small", Items: items, Value: value,
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "What chance would do", Classes: "govuk-fieldset__legend--s"}}, ErrorMessage: f.errors.For("null")})}
}

func (f *form) rules() []template.HTML {
	var items []govuk.Option
	for _, r := range trend.RuleSets() {
		items = append(items, govuk.Option{Value: r.ID, Text: r.Name})
	}
	return []template.HTML{f.choose("rules", "Rules for a signal", "Which rules make a month unusual", f.ask.Rules, items)}
}
