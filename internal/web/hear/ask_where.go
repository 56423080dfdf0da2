package hear

import (
	"slices"
	"strings"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/mapview"
)

// askWhere asks for the place in words: most people cannot give a point, and nobody has to use a map.
func (s *screens) askWhere(a *answer) error {
	along := []string{}
	if a.f.Along {
		along = []string{"yes"}
	}
	if a.posted {
		along = a.form.All("along")
	}
	a.add(govuk.HTML(govuk.Input{Name: "place", Value: a.value("place", a.f.PlaceWords), Label: a.label("Where is it?"), ErrorMessage: a.form.Errors.For("place"),
		Hint: govuk.Hint{Text: "A street, estate, park, school, station, building, area, postcode or grid reference, such as Brick Lane, or E1 6QL"}}),
		govuk.HTML(govuk.Checkboxes{Name: "along", Values: along, Items: []govuk.Choice{{Value: "yes", Text: "It happens along this whole road, not at one spot"}}}))
	a.screen.After = append(a.screen.After, locateForm(), link("/report/map", "Point to it on a map instead"))
	return nil
}

func takeWhere(a *answer) {
	words, along := a.form.Needed("place", placeMost, "Enter where it is, in any words"), a.form.Yes("along")
	if words != a.f.PlaceWords || along != a.f.Along || a.f.Pinned {
		forgetPlace(a.f)
	}
	a.f.PlaceWords, a.f.Along = words, along
}

// forgetPlace takes away what was worked out from another place.
func forgetPlace(f *report.Filled) {
	f.Place, f.PlaceName, f.Area, f.Point, f.Wards, f.Outside, f.Pinned = "", "", "", nil, nil, false, false
	f.Ask("place", "ward", "same")
}

// candidatesMost are the places that a person is asked to choose among.
const candidatesMost = 8

func (s *screens) candidates(words string, along bool) place.Found {
	today := s.desk.Gate.Now().Date()
	found := s.desk.Atlas().Search(words, today, candidatesMost)
	if !along {
		return found
	}
	streets := s.desk.Atlas().Along(words, today, candidatesMost)
	rest := slices.DeleteFunc(found.Matches, func(m place.Match) bool { return m.Kind == place.KindStreet })
	found.Matches = append(streets, rest...)
	found.Matches = found.Matches[:min(len(found.Matches), candidatesMost)]
	return found
}

func matchValue(m place.Match) string { return m.Kind + " " + m.ID }

// matchWords say what a match is and where it lies.
func matchWords(m place.Match) (name, hint string) {
	var wards []string
	for _, w := range m.Areas {
		wards = append(wards, w.Name)
	}
	name = m.Name
	switch {
	case m.Kind == place.KindPostcode:
		return postcodeWords(m, wards)
	case m.Kind == place.KindPoint:
		return strings.ToUpper(m.Name[:1]) + m.Name[1:], strings.Join(wards, ", ")
	case len(m.Areas) == 1 && m.ID == m.Areas[0].Code:
		return name, "The whole " + m.Kind
	}
	return name, strings.Join(wards[:min(len(wards), 4)], ", ")
}

// postcodeWords say how much is known of a postcode: it is never said to be a street or a door.
func postcodeWords(m place.Match, wards []string) (name, hint string) {
	switch {
	case m.Premises > 0 && len(wards) == 1:
		return "Postcode " + m.Name, "In " + wards[0] + ". We know only about where this postcode is"
	case m.Premises > 0:
		return "Postcode " + m.Name, "In " + strings.Join(wards, " or ") + ". Next we ask which"
	case len(wards) == 1:
		return "Somewhere in " + m.Name, "In " + wards[0] + ". We do not know the rest of this postcode"
	}
	return "Somewhere in " + m.Name, "We do not know the rest of this postcode. Next we ask which ward"
}

// matchAmong is matchWords with what kind of place it is, where another of the same name could be meant.
func (s *screens) matchAmong(all []place.Match, m place.Match) (name, hint string) {
	name, hint = matchWords(m)
	if k, ok := s.pack().PlaceKind(m.Kind); ok && namesakes(all, m.Name) {
		hint = strings.TrimSuffix(k.Name+", "+hint, ", ")
	}
	return name, hint
}

// namesakes says that a name stands for more than one of the places, which the reader must be able to tell apart.
func namesakes(all []place.Match, name string) bool {
	n := 0
	for _, m := range all {
		if strings.EqualFold(m.Name, name) {
			n++
		}
	}
	return n > 1
}

func (s *screens) askPlace(a *answer) error {
	found := s.candidates(a.f.PlaceWords, a.f.Along)
	title := "Is it one of these?"
	switch {
	case found.Outside && len(found.Matches) > 0:
		title = "That is outside the borough"
		a.add(paragraph("The point that you gave lies in none of our wards. You can go on: we take your report and pass it to the right place."))
	case found.Outside:
		title = "That may be outside the borough"
		a.add(paragraph(found.Postcode.String() + " is not a postcode of this borough, as far as we know. You can go on: we take your report and pass it to the right place."))
	case len(found.Matches) == 0:
		title = "We do not know that place"
		a.add(paragraph("We found no place under “" + a.f.PlaceWords + "”. You can go on: we keep your own words."))
	}
	items := make([]govuk.Choice, 0, len(found.Matches)+3)
	for _, m := range found.Matches {
		name, hint := s.matchAmong(found.Matches, m)
		items = append(items, govuk.Choice{Value: matchValue(m), Text: name, Hint: govuk.Hint{Text: hint}})
	}
	if len(items) > 0 {
		items = append(items, govuk.Choice{Divider: "or"})
	}
	items = append(items, govuk.Choice{Value: "none", Text: "None of these. Use my own words: " + shorten(a.f.PlaceWords, 60)},
		govuk.Choice{Value: "outside", Text: "It is outside the borough"})
	if len(found.Matches) == 0 {
		items[0].Text = "Use my own words: " + shorten(a.f.PlaceWords, 60)
	}
	saved := ""
	switch {
	case a.f.Outside:
		saved = "outside"
	case a.f.Place != "":
		saved = a.f.Place
	case a.f.Has(a.q.id):
		saved = "none"
	}
	a.add(govuk.HTML(govuk.Radios{Name: "match", Value: a.value("match", saved), ErrorMessage: a.form.Errors.For("match"), Fieldset: a.legend(title), Items: items}))
	a.screen.After = append(a.screen.After, link("/report/where", "Search for another place"))
	return nil
}

func shorten(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

func (s *screens) takePlace(a *answer) {
	f, chosen := a.f, a.form.Text("match", 300)
	words, along := f.PlaceWords, f.Along
	forgetPlace(f)
	f.PlaceWords, f.Along = words, along
	if chosen == "outside" {
		f.Outside = true
		return
	}
	if chosen == "none" {
		for _, w := range s.pack().Wards() {
			f.Wards = append(f.Wards, w.Code)
		}
		return
	}
	found := s.candidates(words, along)
	i := slices.IndexFunc(found.Matches, func(m place.Match) bool { return matchValue(m) == chosen })
	if i < 0 {
		a.form.Errors.Add("match", "Select the place, or say that it is none of these")
		return
	}
	s.takeMatch(f, found.Matches[i])
}

// takeMatch puts a place into the form, and of coordinates the words that say where they are. A street is no point, and neither is a
// ward, a postcode or a wide square of the grid.
func (s *screens) takeMatch(f *report.Filled, m place.Match) {
	f.Place = matchValue(m)
	switch m.Kind {
	case place.KindPostcode: // it stays what the person typed: it may be their home
	case place.KindPoint:
		f.PlaceName, f.Outside = s.desk.Atlas().Describe(m.Centre, s.desk.Gate.Now().Date()), len(m.Areas) == 0
	default:
		f.PlaceName = m.Name
	}
	if len(m.Areas) == 1 {
		f.Area = m.Areas[0].Code
	}
	for _, w := range m.Areas {
		if len(m.Areas) > 1 {
			f.Wards = append(f.Wards, w.Code)
		}
	}
	if !m.Approximate && m.Kind != place.KindStreet && !f.Along {
		f.Point = &record.Point{Lon: m.Centre.Lon, Lat: m.Centre.Lat}
	}
}

func (s *screens) askWard(a *answer) error {
	items := make([]govuk.Choice, 0, len(a.f.Wards)+1)
	for _, code := range a.f.Wards {
		if w, ok := s.pack().Area(code); ok {
			items = append(items, govuk.Choice{Value: w.Code, Text: w.Name})
		}
	}
	items = append(items, govuk.Choice{Divider: "or"}, govuk.Choice{Value: "unknown", Text: "I do not know"})
	saved := a.f.Area
	if saved == "" && a.f.Has(a.q.id) {
		saved = "unknown"
	}
	a.add(govuk.HTML(govuk.Radios{Name: "ward", Value: a.value("ward", saved), ErrorMessage: a.form.Errors.For("ward"), Fieldset: a.legend("Which part of the borough is it in?"),
		Hint: govuk.Hint{Text: "The team that answers you depends on the ward"}, Items: items}))
	return nil
}

func (s *screens) takeWard(a *answer) {
	ward := a.form.Choice("ward", append([]string{"unknown"}, a.f.Wards...), "Select the ward, or say that you do not know")
	if a.f.Ask("same"); ward == "unknown" {
		ward = ""
	}
	a.f.Area = ward
}

func (s *screens) askKind(a *answer) error {
	var items []govuk.Choice
	for _, k := range s.pack().PlaceKinds {
		items = append(items, govuk.Choice{Value: k.ID, Text: k.Name})
	}
	a.add(govuk.HTML(govuk.Radios{Name: "kind", Value: a.value("kind", a.f.PlaceKind), ErrorMessage: a.form.Errors.For("kind"), Fieldset: a.legend("What kind of place is it?"), Items: items}))
	return nil
}

func (s *screens) takeKind(a *answer) {
	var offered []string
	for _, k := range s.pack().PlaceKinds {
		offered = append(offered, k.ID)
	}
	a.f.PlaceKind = a.form.Choice("kind", offered, "Select what kind of place it is")
}

// askMap is the same question for those who would rather point. Nobody is asked for longitude and latitude: the map fills them in, and
// who has no scripts says the place in words.
func (s *screens) askMap(a *answer) error {
	a.screen.Heading, a.screen.Title, a.screen.Map, a.screen.Back = "Point to the place on a map", "Point to the place on a map", true, "/report/where"
	lon, lat := "", ""
	if a.f.Pinned && a.f.Point != nil {
		lon, lat = coordinate(a.f.Point.Lon), coordinate(a.f.Point.Lat)
	}
	m := mapview.Map{ID: "pin", Title: "The borough and its wards", Description: "Press on the place, or move the map with the arrow keys until the place is under the cross.",
		Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: "Ward", URL: "/report/wards.geojson"}}, Pick: &mapview.Pick{LonID: "pin-lon", LatID: "pin-lat"}}
	drawn, err := m.HTML()
	if err != nil {
		return err
	}
	a.add(drawn, pinned(a, lon, lat), locateOnMap())
	a.screen.After = append(a.screen.After, link("/report/where", "Say it in words instead"))
	return nil
}

func (s *screens) takeMap(a *answer) {
	lon, hasLon := a.form.Float("lon", -180, 180)
	lat, hasLat := a.form.Float("lat", -90, 90)
	if !hasLon || !hasLat {
		a.form.Errors.Add("lon", "Choose the place on the map")
		return
	}
	p := place.Point{Lon: lon, Lat: lat}
	if err := p.Check(); err != nil {
		a.form.Errors.Add("lon", "%s", strings.ToUpper(err.Error()[:1])+err.Error()[1:])
		return
	}
	forgetPlace(a.f)
	a.f.Along, a.f.Pinned = false, true
	s.pin(a.f, p, s.desk.Gate.Now().Date())
	a.f.Answered("where")
}

// pin puts a point into the form, with the ward that holds it and words that say where it is.
func (s *screens) pin(f *report.Filled, p place.Point, today when.Date) {
	atlas := s.desk.Atlas()
	fix := atlas.Fix(s.pack().Partnership.Wards, p, today)
	f.Point, f.PlaceWords, f.Outside = &record.Point{Lon: p.Lon, Lat: p.Lat}, atlas.Describe(p, today), fix.Outside()
	if fix.Area != nil {
		f.Area = fix.Area.Code
	}
}
