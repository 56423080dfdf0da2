package records

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/words"
)

// few is how many options are shown at once as radios; more become a list to choose from.
const few = 7

// drawn is the form's controls, in order, with the headings between them.
type drawn struct {
	Heading string
	Parts   []template.HTML
}

// draw gives the controls that are to be asked now. An activity begins with when and where; a case with what it is.
func (f *form) draw() []drawn {
	own := drawn{Heading: "What"}
	for _, field := range f.asked() {
		own.Parts = append(own.Parts, f.field(field), hidden("shown", field.ID))
	}
	setting := drawn{Heading: "When and where"}
	if f.kind.Archetype == pack.Register {
		setting.Heading = "Where"
	} else {
		setting.Parts = append(setting.Parts, f.day()...)
	}
	if f.asksWhere() {
		setting.Parts = append(setting.Parts, f.where()...)
	}
	rest := drawn{Heading: "The record", Parts: f.record()}
	out := []drawn{own, setting, rest}
	if f.kind.Archetype == pack.Activity {
		out = []drawn{setting, own, rest}
	}
	var filled []drawn
	for _, d := range out {
		if len(d.Parts) > 0 {
			filled = append(filled, d)
		}
	}
	return filled
}

func hidden(name, value string) template.HTML {
	return template.HTML(`<input type="hidden" name="` + template.HTMLEscapeString(name) + `" value="` + template.HTMLEscapeString(value) + `">`) //nolint:gosec // escaped
}

// label of a field says when it may be left empty, as GOV.UK asks.
func label(field pack.Field) string {
	if field.Required {
		return field.Name
	}
	return field.Name + " (optional)"
}

// field draws one field of the kind by its type.
func (f *form) field(field pack.Field) template.HTML {
	name := control(field.ID)
	hint, fault := govuk.Hint{Text: field.Hint}, f.in.Errors.For(anchor(field))
	switch field.Type {
	case pack.YesNo:
		return f.radios(name, label(field), hint, fault, []pack.Option{{ID: "yes", Name: "Yes"}, {ID: "no", Name: "No"}}, true)
	case pack.Choice, pack.BodyRef:
		return f.radios(name, label(field), hint, fault, f.options(field), false)
	case pack.Choices:
		return f.boxes(field, hint, fault)
	case pack.Date:
		return f.date(name, label(field), hint)
	case pack.Document:
		return f.file(field, hint, fault)
	case pack.PlaceRef:
		return f.words(name, label(field), cmp.Or(field.Hint, "A ward, street, estate, park or postcode"), fault, "Which place is it?")
	case pack.Person:
		return f.words(name, label(field), cmp.Or(field.Hint, "The name. We look for people of that name whom you may see"), fault, "Which person is it?")
	case pack.Number, pack.Money:
		in := govuk.Input{Name: name, Label: govuk.Label{Text: label(field)}, Hint: hint, ErrorMessage: fault, Value: f.text(name), Classes: "govuk-input--width-10", Inputmode: "numeric", Spellcheck: govuk.Off}
		if field.Type == pack.Money {
			in.Prefix, in.Inputmode = govuk.Affix{Text: "£"}, "decimal"
		}
		return govuk.HTML(in)
	}
	if field.Max > 200 || field.Max == 0 {
		return govuk.HTML(govuk.CharacterCount{Name: name, Rows: rows(field.Max), MaxLength: longest(field.Max), Threshold: 75, Label: govuk.Label{Text: label(field)},
			Hint: hint, ErrorMessage: fault, Value: f.text(name)})
	}
	return govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: label(field)}, Hint: hint, ErrorMessage: fault, Value: f.text(name)})
}

func rows(longest int) int {
	if longest > 500 || longest == 0 {
		return 5
	}
	return 3
}

func longest(declared int) int {
	if declared == 0 {
		return 5000
	}
	return declared
}

func legend(text string) *govuk.Fieldset {
	return &govuk.Fieldset{Legend: govuk.Legend{Text: text, Classes: "govuk-fieldset__legend--s"}}
}

// radios ask for one of a few, and become a list where there are many.
func (f *form) radios(name, text string, hint govuk.Hint, fault govuk.ErrorMessage, options []pack.Option, inline bool) template.HTML {
	if len(options) > few {
		sel := govuk.Select{Name: name, Label: govuk.Label{Text: text, Classes: "govuk-label--s"}, Hint: hint, ErrorMessage: fault, Value: f.text(name),
			Items: []govuk.Option{{Value: "", Text: "Choose"}}}
		for _, o := range options {
			sel.Items = append(sel.Items, govuk.Option{Value: o.ID, Text: o.Name})
		}
		return govuk.HTML(sel)
	}
	r := govuk.Radios{Name: name, Fieldset: legend(text), Hint: hint, ErrorMessage: fault, Value: f.text(name), Classes: "govuk-radios--small"}
	if inline {
		r.Classes += " govuk-radios--inline"
	}
	for _, o := range options {
		r.Items = append(r.Items, govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}})
	}
	return govuk.HTML(r)
}

// boxes ask for any number; a long list is folded away until it is wanted.
func (f *form) boxes(field pack.Field, hint govuk.Hint, fault govuk.ErrorMessage) template.HTML {
	options := f.options(field)
	c := govuk.Checkboxes{Name: control(field.ID), Fieldset: legend(label(field)), Hint: hint, ErrorMessage: fault, Values: f.all(control(field.ID)), Classes: "govuk-checkboxes--small"}
	for _, o := range options {
		c.Items = append(c.Items, govuk.Choice{Value: o.ID, Text: o.Name, Hint: govuk.Hint{Text: o.Hint}})
	}
	if len(options) <= 2*few {
		return govuk.HTML(c)
	}
	return govuk.HTML(govuk.Details{SummaryText: label(field), HTML: govuk.HTML(c), Open: len(c.Values) > 0 || fault.Given()})
}

func (f *form) date(name, text string, hint govuk.Hint) template.HTML {
	fault := govuk.ErrorMessage{}
	for _, part := range []string{"-day", "-month", "-year"} {
		if fault.Text == "" {
			fault = f.in.Errors.For(name + part)
		}
	}
	if hint.Text == "" {
		hint.Text = "For example, 27 3 2026"
	}
	return govuk.HTML(govuk.DateInput{ID: name, NamePrefix: name, Values: f.dateValues(name), Hint: hint, ErrorMessage: fault, Fieldset: legend(text)})
}

func (f *form) file(field pack.Field, hint govuk.Hint, fault govuk.ErrorMessage) template.HTML {
	name := control(field.ID)
	if hint.Text == "" {
		hint.Text = accepted
	}
	out := govuk.HTML(govuk.FileUpload{Name: name, Label: govuk.Label{Text: label(field)}, Hint: hint, ErrorMessage: fault})
	if len(f.initial[name]) > 0 {
		out += govuk.HTML(govuk.Checkboxes{Name: name + "_remove", Items: []govuk.Choice{{Value: "yes", Text: "Take away the file that is kept as " + words.Lower(field.Name)}}, Classes: "govuk-checkboxes--small"})
	}
	return out
}

// words ask for a place or a person by name; where the words may mean several, the choices follow.
func (f *form) words(name, text, hint string, fault govuk.ErrorMessage, which string) template.HTML {
	typed := f.text(name)
	out := govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: text, Classes: "govuk-label--s"}, Hint: govuk.Hint{Text: hint}, ErrorMessage: fault, Value: typed})
	picks := f.picks[name]
	if len(picks) == 0 {
		if chosen := f.text(name + "_pick"); chosen != "" && f.text(name+"_for") == typed {
			out += hidden(name+"_pick", chosen) + hidden(name+"_for", typed)
		}
		return out
	}
	r := govuk.Radios{Name: name + "_pick", Fieldset: legend(which), Classes: "govuk-radios--small", ErrorMessage: f.in.Errors.For(name + "_pick")}
	for _, p := range picks {
		r.Items = append(r.Items, govuk.Choice{Value: p.Value, Text: p.Text, Hint: govuk.Hint{Text: p.Hint}})
	}
	return out + hidden(name+"_for", typed) + govuk.HTML(r)
}

func (f *form) day() []template.HTML {
	text, time := "When it happened (optional)", "Time it began (optional)"
	if f.kind.Archetype == pack.Activity {
		text = "Day"
	}
	input := func(name, text string) template.HTML {
		return govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: text}, Classes: "govuk-input--width-5", Value: f.text(name), ErrorMessage: f.in.Errors.For(name), Spellcheck: govuk.Off})
	}
	return []template.HTML{f.date("c_day", text, govuk.Hint{}), input("c_from", time), input("c_to", "Time it ended (optional)")}
}

func (f *form) where() []template.HTML {
	var out []template.HTML
	if f.placeOnly() == "" {
		out = append(out, f.words("c_where", "Where (optional)", "A street, estate, park, ward or postcode. A street alone is enough", f.in.Errors.For("c_where"), "Which place do you mean?"))
	}
	wards := govuk.Select{Name: "c_area", Label: govuk.Label{Text: "Ward (optional)"}, Hint: govuk.Hint{Text: "Leave it out and we take it from the place or the point"}, Value: f.text("c_area"), ErrorMessage: f.in.Errors.For("c_area"), Items: []govuk.Option{{Value: "", Text: "From the place"}}}
	for _, a := range f.s.desk.Pack().Wards() {
		wards.Items = append(wards.Items, govuk.Option{Value: a.Code, Text: a.Name})
	}
	out = append(out, govuk.HTML(wards))
	degree := func(name, text string) template.HTML {
		return govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: text}, Classes: "govuk-input--width-10", Inputmode: "decimal", Value: f.text(name), ErrorMessage: f.in.Errors.For(name), Spellcheck: govuk.Off})
	}
	point := degree("c_lon", "Longitude, such as -0.0334") + degree("c_lat", "Latitude, such as 51.5203")
	pick, err := f.s.pickMap().HTML()
	if err == nil {
		point = pick + point
	}
	open := f.text("c_lon") != "" || f.in.Errors.Has("c_lon") || f.in.Errors.Has("c_lat")
	return append(out, govuk.HTML(govuk.Details{SummaryText: "Give the exact point (optional)", HTML: point, Open: open}))
}

// pickMap lets a point be pressed on a map; the inputs under it are the way without.
func (s *screens) pickMap() mapview.Map {
	return mapview.Map{ID: "where-map", Title: "Point on the map", Description: "Press the map, or move it with the arrow keys under the cross and press Enter.",
		Bounds: s.bounds(), Pick: &mapview.Pick{LonID: "c_lon", LatID: "c_lat"},
		Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: "Ward", URL: "/places/wards.geojson"}}}
}

// bounds are those of the partnership's ground.
func (s *screens) bounds() [4]float64 {
	var b [4]float64
	for i, a := range s.desk.Atlas().Areas(s.desk.Pack().Partnership.Wards, when.Date{}) {
		low, high := a.Bounds()
		if i == 0 {
			b = [4]float64{low.Lon, low.Lat, high.Lon, high.Lat}
			continue
		}
		b = [4]float64{min(b[0], low.Lon), min(b[1], low.Lat), max(b[2], high.Lon), max(b[3], high.Lat)}
	}
	return b
}

// record draws what names the record and who has it.
func (f *form) record() []template.HTML {
	var out []template.HTML
	if _, own := f.kind.Field("title"); !own {
		out = append(out, govuk.HTML(govuk.Input{Name: "c_title", Label: govuk.Label{Text: "Title (optional)"}, Hint: govuk.Hint{Text: "A few words without names. We write one if you leave it empty"},
			Value: f.text("c_title"), ErrorMessage: f.in.Errors.For("c_title")}))
	}
	if f.editing {
		return out
	}
	if _, own := f.kind.Field("team"); !own && len(f.kind.Owners) == 0 {
		teams := govuk.Select{Name: "c_team", Label: govuk.Label{Text: "Team"}, Value: f.text("c_team"), ErrorMessage: f.in.Errors.For("c_team"), Items: []govuk.Option{{Value: "", Text: noTeam(f.kind)}}}
		for _, t := range f.offered {
			teams.Items = append(teams.Items, govuk.Option{Value: t.ID, Text: t.Name})
		}
		if len(teams.Items) > 1 {
			out = append(out, govuk.HTML(teams))
		}
	}
	if f.kind.Archetype == pack.Case {
		risk := govuk.Radios{Name: "c_risk", Fieldset: legend("Risk (optional)"), Hint: govuk.Hint{Text: "As it looks now. It can be assessed later"}, Value: f.text("c_risk"), Classes: "govuk-radios--small", ErrorMessage: f.in.Errors.For("c_risk")}
		for _, b := range f.s.desk.Pack().Risks {
			risk.Items = append(risk.Items, govuk.Choice{Value: b.ID, Text: b.Name, Hint: govuk.Hint{Text: b.Means}})
		}
		out = append(out, govuk.HTML(risk))
	}
	return out
}

// noTeam is what stands where no team is chosen: what has to be worked on never goes without.
func noTeam(k *pack.Kind) string {
	if k.Archetype == pack.Case {
		return "Select a team"
	}
	return "No team"
}

// teams are those for which the reader may make a record of the kind and in which somebody could work on it, their own first.
func (f *form) teams(r *http.Request) ([]pack.Team, error) {
	marking := pack.Higher(pack.Markings[0], f.kind.Marking)
	all, err := f.s.desk.Teams(r.Context(), func(t pack.Team) access.Subject {
		return access.Subject{Kind: f.kind.ID, OwnerBody: t.Body, Team: t.ID, Marking: marking, Area: f.ward(t.ID, marking)}
	})
	mine := f.who.Teams()
	var first, rest []pack.Team
	for _, t := range all {
		switch {
		case f.ward(t.ID, marking) == "" && !f.makes(t.ID, "", marking):
		case slices.Contains(mine, t.ID):
			first = append(first, t)
		default:
			rest = append(rest, t)
		}
	}
	return append(first, rest...), err
}

// makes says that the reader may make a record of the kind for a team in a ward.
func (f *form) makes(team, ward, marking string) bool {
	return slices.ContainsFunc(f.who.Posts, func(post access.Post) bool {
		return f.s.desk.Gate.Rules().May(f.who, pack.Create, access.Subject{Kind: f.kind.ID, OwnerBody: post.Body, Team: team, Area: ward, Marking: marking})
	})
}

// ward is one in which the reader may make a record of the kind for a team; empty where there is none, or where it needs none.
func (f *form) ward(team, marking string) string {
	if f.makes(team, "", marking) {
		return ""
	}
	for _, w := range f.s.desk.Pack().Wards() {
		if f.makes(team, w.Code, marking) {
			return w.Code
		}
	}
	return ""
}

// options are what a field may be. The team of a new record is one of those that it may be given to.
func (f *form) options(field pack.Field) []pack.Option {
	if f.editing || field.ID != "team" || field.From != "teams" {
		return f.s.words.Options(field)
	}
	var out []pack.Option
	for _, t := range f.offered {
		out = append(out, pack.Option{ID: t.ID, Name: t.Name})
	}
	return out
}
