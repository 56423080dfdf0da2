package understand

import (
	"html/template"
	"strconv"

	"github.com/wardmote/wardmote/internal/understand/effect"
	"github.com/wardmote/wardmote/internal/understand/fairness"
	"github.com/wardmote/wardmote/internal/understand/inquiry"
	"github.com/wardmote/wardmote/internal/understand/places"
	"github.com/wardmote/wardmote/internal/web/govuk"
)

func (f *form) input(name, label, hint, value, width string) template.HTML {
	return govuk.HTML(govuk.Input{ID: name, Name: name, Label: govuk.Label{Text: label}, Hint: govuk.Hint{Text: hint}, Value: value, Classes: width, ErrorMessage: f.errors.For(name)})
}

func number(v float64) string {
	if v == 0 {
		return ""
	}
	return digits(v)
}

// place is a circle in place of an area, as a hot spot or a tasking gives it.
func (f *form) place() []template.HTML {
	inside := string(f.input("lon", "Longitude", "", number(f.ask.Lon), "govuk-input--width-10")) + string(f.input("lat", "Latitude", "", number(f.ask.Lat), "govuk-input--width-10")) +
		string(f.input("radius", "Radius, metres", "", number(f.ask.Radius), "govuk-input--width-5")) + string(f.input("ring", "Surroundings, metres", "A ring round it, to which it may have moved", number(f.ask.Ring), "govuk-input--width-5"))
	return []template.HTML{govuk.HTML(govuk.Details{SummaryText: "A place in place of an area", HTML: template.HTML(inside), Open: f.ask.Lon != 0})} //nolint:gosec // made of components
}

// chosen asks how the place was chosen. The answer that claims least is the one that stands where nobody gives another.
func (f *form) chosen() []template.HTML {
	value := f.ask.Chosen
	if value == "" {
		value = effect.High
	}
	return []template.HTML{govuk.HTML(govuk.Radios{Name: "chosen", IDPrefix: "chosen", Classes: "govuk-radios--small", Value: value, ErrorMessage: f.errors.For("chosen"),
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "How the place was chosen", Classes: "govuk-fieldset__legend--s"}},
		Items: []govuk.Choice{{Value: effect.High, Text: "Because it was high", Hint: govuk.Hint{Text: "A hot spot or a tasking. Judged by how other places as high went on"}},
			{Value: effect.Otherwise, Text: "In a way that did not look at how high it was", Hint: govuk.Hint{Text: "By lot, by rota, everywhere alike. Judged by the comparison area"}}}})}
}

func (f *form) comparison() []template.HTML {
	return []template.HTML{
		f.choose("comparison", "Comparison area", "Like it before, and left alone", f.ask.Comparison, f.areas("None")),
		f.choose("buffer", "Surroundings", "Where it may have moved to", f.ask.Buffer, f.areas("None")),
	}
}

func (f *form) change() []template.HTML {
	span := f.ask.Span
	if span == 0 {
		span = 12
	}
	items := append([]govuk.Option{{Value: "", Text: "Choose a month"}}, f.span()...)
	return []template.HTML{f.choose("change", "First month of the operation", "", f.ask.Change, items), f.input("span", "Months on either side", "", strconv.Itoa(span), "govuk-input--width-3")}
}

func (f *form) group() []template.HTML {
	value := f.ask.Group
	if value == "" {
		value = fairness.ByOfficer
	}
	return []template.HTML{govuk.HTML(govuk.Radios{Name: "group", IDPrefix: "group", Classes: "govuk-radios--small", Value: value, ErrorMessage: f.errors.For("group"),
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Ethnicity", Classes: "govuk-fieldset__legend--s"}},
		Items:    []govuk.Choice{{Value: fairness.ByOfficer, Text: "As the officer saw it"}, {Value: fairness.BySelf, Text: "As the person stated it"}}})}
}

// people are the numbers of a benchmark, for whoever has a better one than the partnership keeps.
func (f *form) people() []template.HTML {
	inside, open := "", false
	for i, name := range fairness.Groups() {
		value := ""
		if i < len(f.ask.People) {
			value = f.ask.People[i]
		}
		open = open || value != "" || f.errors.Text("people-"+strconv.Itoa(i)) != ""
		inside += string(f.input("people-"+strconv.Itoa(i), name, "", value, "govuk-input--width-10"))
	}
	inside += string(f.input("people-from", "Where these numbers come from", "With the year", f.ask.PeopleFrom, ""))
	hint := "Leave empty to use the census residents of the borough"
	if inquiry.Benchmark(f.s.desk.Pack()) == nil {
		hint = "Without numbers only shares are shown, not rates"
	}
	return []template.HTML{govuk.HTML(govuk.Details{SummaryText: "Compare with other people", HTML: template.HTML(`<p class="govuk-hint">` + hint + `</p>` + inside), Open: open})} //nolint:gosec // made of components
}

// capacity is how many squares somebody can go to.
func (f *form) capacity() []template.HTML {
	value := f.ask.Capacity
	if value == 0 {
		value = places.DefaultCapacity
	}
	return []template.HTML{f.input("capacity", "Squares that can be covered", "10 and 40 are shown beside it", strconv.Itoa(value), "govuk-input--width-3")}
}

func (f *form) bands() []template.HTML {
	metres, days := f.ask.Metres, f.ask.Days
	if metres == 0 {
		metres = 100
	}
	if days == 0 {
		days = 7
	}
	return []template.HTML{f.input("metres", "Width of a band, metres", "", digits(metres), "govuk-input--width-5"), f.input("days", "Width of a band, days", "", strconv.Itoa(days), "govuk-input--width-3")}
}
