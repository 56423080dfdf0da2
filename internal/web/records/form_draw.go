package records

import (
	"html/template"
	"net/http"
	"slices"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/act"
	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/web/ask"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
	"github.com/wardmote/wardmote/internal/web/words"
)

// drawn is the form's controls, in order, with the headings between them.
type drawn struct {
	Heading string
	Parts   []template.HTML
}

// draw gives the controls that are to be asked now. An activity begins with when and where; a case with what it is.
func (f *form) draw() []drawn {
	own := drawn{Heading: "What"}
	for _, field := range f.asked() {
		own.Parts = append(own.Parts, f.field(field), ask.Hidden("shown", field.ID))
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

// label of a field says when it may be left empty, as GOV.UK asks.
func label(field pack.Field) string {
	if field.Required {
		return field.Name
	}
	return field.Name + " (optional)"
}

// field draws one field of the kind by its type. The file that a record holds can be taken away.
func (f *form) field(field pack.Field) template.HTML {
	field.Options = f.options(field)
	name := control(field.ID)
	if field.Type == pack.Document && field.Hint == "" {
		field.Hint = accepted
	}
	out := f.Draw(ask.Control{Field: field, Name: name, Label: label(field)})
	if field.Type == pack.Document && len(f.Initial[name]) > 0 {
		out += govuk.HTML(govuk.Checkboxes{Name: name + "_remove", Items: []govuk.Choice{{Value: "yes", Text: "Take away the file that is kept as " + words.Lower(field.Name)}}, Classes: "govuk-checkboxes--small"})
	}
	return out
}

func (f *form) day() []template.HTML {
	text, time := "When it happened (optional)", "Time it began (optional)"
	if f.kind.Archetype == pack.Activity {
		text = "Day"
	}
	input := func(name, text string) template.HTML {
		return govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: text}, Classes: "govuk-input--width-5", Value: f.Text(name), ErrorMessage: f.In.Errors.For(name), Spellcheck: govuk.Off})
	}
	return []template.HTML{f.Date("c_day", text, ""), input("c_from", time), input("c_to", "Time it ended (optional)")}
}

func (f *form) where() []template.HTML {
	var out []template.HTML
	if f.placeOnly() == "" {
		out = append(out, f.Words("c_where", "Where (optional)", "A street, estate, park, ward or postcode. A street alone is enough", "Which place do you mean?"))
	}
	wards := govuk.Select{Name: "c_area", Label: govuk.Label{Text: "Ward (optional)"}, Hint: govuk.Hint{Text: "Leave it out and we take it from the place or the point"}, Value: f.Text("c_area"), ErrorMessage: f.In.Errors.For("c_area"), Items: []govuk.Option{{Value: "", Text: "From the place"}}}
	for _, a := range f.s.desk.Pack().Wards() {
		wards.Items = append(wards.Items, govuk.Option{Value: a.Code, Text: a.Name})
	}
	out = append(out, govuk.HTML(wards))
	degree := func(name, text string) template.HTML {
		return govuk.HTML(govuk.Input{Name: name, Label: govuk.Label{Text: text}, Classes: "govuk-input--width-10", Inputmode: "decimal", Value: f.Text(name), ErrorMessage: f.In.Errors.For(name), Spellcheck: govuk.Off})
	}
	point := degree("c_lon", "Longitude, such as -0.0334") + degree("c_lat", "Latitude, such as 51.5203")
	pick, err := f.s.pickMap().HTML()
	if err == nil {
		point = pick + point
	}
	open := f.Text("c_lon") != "" || f.In.Errors.Has("c_lon") || f.In.Errors.Has("c_lat")
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
			Value: f.Text("c_title"), ErrorMessage: f.In.Errors.For("c_title")}))
	}
	if f.editing {
		return out
	}
	if _, own := f.kind.Field("team"); !own && len(f.kind.Owners) == 0 {
		teams := govuk.Select{Name: "c_team", Label: govuk.Label{Text: "Team"}, Value: f.Text("c_team"), ErrorMessage: f.In.Errors.For("c_team"), Items: []govuk.Option{{Value: "", Text: act.NoTeam(f.kind)}}}
		for _, t := range f.offered {
			teams.Items = append(teams.Items, govuk.Option{Value: t.ID, Text: t.Name})
		}
		if len(teams.Items) > 1 {
			out = append(out, govuk.HTML(teams))
		}
	}
	if f.kind.Archetype == pack.Case {
		risk := govuk.Radios{Name: "c_risk", Fieldset: ask.Legend("Risk (optional)"), Hint: govuk.Hint{Text: "As it looks now. It can be assessed later"}, Value: f.Text("c_risk"), Classes: "govuk-radios--small", ErrorMessage: f.In.Errors.For("c_risk")}
		for _, b := range f.s.desk.Pack().Risks {
			risk.Items = append(risk.Items, govuk.Choice{Value: b.ID, Text: b.Name, Hint: govuk.Hint{Text: b.Means}})
		}
		out = append(out, govuk.HTML(risk))
	}
	return out
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
