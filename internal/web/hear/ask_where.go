package hear

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/hear/form"
	"github.com/wardmote/wardmote/internal/hear/report"
	"github.com/wardmote/wardmote/internal/web/govuk"
	"github.com/wardmote/wardmote/internal/web/journey"
	"github.com/wardmote/wardmote/internal/web/mapview"
)

// askWhere asks for the place in words, or along which road, or leads to the map.
func (s *screens) askWhere(a *answer) error {
	along := []string{}
	if a.F.Along {
		along = []string{"yes"}
	}
	if a.Posted {
		along = a.Form.All("along")
	}
	placeWords(a, a.Say("report.where.title"), a.F.Where())
	a.Add(a.Draw(govuk.Checkboxes{Name: "along", Values: along, Items: []govuk.Choice{{Value: "yes", Text: a.Say("report.where.along")}}}))
	a.Screen.After = append(a.Screen.After, locateForm(a), journey.Link("/report/map", a.Say("report.where.map")))
	return nil
}

func takeWhere(a *answer) {
	words, along := a.Form.Needed("place", placeMost, a.Say("report.where.missing")), a.Form.Yes("along")
	p := a.F.Where()
	if p.Say(words, along) {
		placed(a.F)
	}
	a.F.SetWhere(p)
}

// placed asks anew what hangs on the place.
func placed(f *report.Filled) { f.Ask("place", "ward", "same") }

func (s *screens) askPlace(a *answer) error {
	s.askWhich(a, a.F.Where(), a.Say("report.call"))
	a.Screen.After = append(a.Screen.After, journey.Link("/report/where", a.Say("form.where.again")))
	return nil
}

func (s *screens) takePlace(a *answer) {
	p := a.F.Where()
	placed(a.F)
	s.takeWhich(a, &p)
	a.F.SetWhere(p)
}

// takeMatch puts a place into the form.
func (s *screens) takeMatch(f *report.Filled, m place.Match) {
	p := form.Place{Words: f.PlaceWords, Along: f.Along}
	p.Choose(m, s.desk.Atlas(), s.desk.Gate.Now().Date())
	f.SetWhere(p)
}

func (s *screens) askWard(a *answer) error {
	s.askWardOf(a, a.F.Where())
	return nil
}

func takeWard(a *answer) {
	p := a.F.Where()
	takeWardOf(a, &p)
	a.F.Ask("same")
	a.F.SetWhere(p)
}

func (s *screens) askKind(a *answer) error {
	var items []govuk.Choice
	for _, k := range s.pack().PlaceKinds {
		items = append(items, govuk.Choice{Value: k.ID, Text: k.Name})
	}
	a.Add(a.Draw(govuk.Radios{Name: "kind", Value: a.Value("kind", a.F.PlaceKind), ErrorMessage: a.Form.Errors.For("kind"), Fieldset: a.Legend(a.Say("report.kind.title")), Items: items}))
	return nil
}

func (s *screens) takeKind(a *answer) {
	var offered []string
	for _, k := range s.pack().PlaceKinds {
		offered = append(offered, k.ID)
	}
	a.F.PlaceKind = a.Form.Choice("kind", offered, a.Say("report.kind.missing"))
}

// askMap is the same question for those who would rather point. Nobody is asked for longitude and latitude: the map fills them in, and
// who has no scripts says the place in words.
func (s *screens) askMap(a *answer) error {
	a.Screen.Heading, a.Screen.Title, a.Screen.Map, a.Screen.Back = a.Say("report.map.title"), a.Say("report.map.title"), true, "/report/where"
	lon, lat := "", ""
	if a.F.Pinned && a.F.Point != nil {
		lon, lat = coordinate(a.F.Point.Lon), coordinate(a.F.Point.Lat)
	}
	m := mapview.Map{ID: "pin", Title: a.Say("report.map.what"), Description: a.Say("report.map.how"),
		Layers: []mapview.Layer{{ID: "wards", Kind: mapview.Boundaries, Text: a.Say("ward.ward"), URL: "/report/wards.geojson"}}, Words: a.Words(), Pick: &mapview.Pick{LonID: "pin-lon", LatID: "pin-lat"}}
	drawn, err := m.HTML()
	if err != nil {
		return err
	}
	a.Add(drawn, pinned(a, lon, lat), locateOnMap(a))
	a.Screen.After = append(a.Screen.After, journey.Link("/report/where", a.Say("report.map.words")))
	return nil
}

func (s *screens) takeMap(a *answer) {
	lon, hasLon := a.Form.Float("lon", -180, 180)
	lat, hasLat := a.Form.Float("lat", -90, 90)
	if !hasLon || !hasLat {
		a.Form.Wrong("lon", "report.map.missing")
		return
	}
	at := place.Point{Lon: lon, Lat: lat}
	if err := at.Check(); err != nil {
		a.Form.Wrong("lon", mapFault(at), "lon", fmt.Sprint(lon), "lat", fmt.Sprint(lat))
		return
	}
	var p form.Place
	p.Pin(at, s.pack().Partnership.Wards, s.desk.Atlas(), s.desk.Gate.Now().Date())
	placed(a.F)
	a.F.SetWhere(p)
	a.F.Answered("where")
}

// mapFault is what is said of a place that cannot be one of ours.
func mapFault(at place.Point) string {
	if (place.Point{Lon: at.Lat, Lat: at.Lon}).Check() == nil {
		return "report.map.swapped"
	}
	return "report.map.abroad"
}
