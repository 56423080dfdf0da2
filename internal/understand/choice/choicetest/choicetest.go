// Package choicetest makes small facts by hand for the tests of the engines that read them.
package choicetest

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/understand/choice"
	"github.com/wardmote/wardmote/internal/understand/incident"
	"github.com/wardmote/wardmote/internal/understand/studyarea"
)

// The wards of the invented facts.
var (
	North = ward("E05000001")
	South = ward("E05000002")
)

func ward(code string) incident.Code {
	c, _ := incident.ParseCode(code)
	return c
}

// Facts are invented facts that grow event by event.
type Facts struct {
	incident.Facts
	places map[[3]float64]uint32
}

// New is facts without an event.
func New() *Facts {
	return &Facts{Facts: incident.Facts{Version: "invented", Wards: []incident.Code{0, North, South}, LSOAs: []incident.Code{0}, Streets: []string{"", "On or near High Street"}}, places: map[[3]float64]uint32{}}
}

// place is the number of a point of the National Grid, metres; NaN is no point.
func (f *Facts) place(x, y float64, in incident.Code) (uint32, uint16) {
	w := uint16(0)
	for i, code := range f.Wards {
		if code == in {
			w = uint16(i)
		}
	}
	key := [3]float64{x, y, float64(w)}
	if math.IsNaN(x) {
		key = [3]float64{math.MaxFloat64, 0, float64(w)} // NaN is never found again in a map
	}
	if n, ok := f.places[key]; ok {
		return n, w
	}
	lon, lat := math.NaN(), math.NaN()
	if !math.IsNaN(x) {
		lon, lat = bng.ToWGS84(x, y)
	}
	p := &f.Places
	p.Lon, p.Lat, p.Easting, p.Northing = append(p.Lon, lon), append(p.Lat, lat), append(p.Easting, x), append(p.Northing, y)
	p.Ward, p.LSOA, p.Street = append(p.Ward, w), append(p.LSOA, 0), append(p.Street, 1)
	f.places[key] = uint32(len(p.Lon) - 1)
	return f.places[key], w
}

// Crime adds n crimes of a type in a month at a place.
func (f *Facts) Crime(n int, month string, typ uint8, x, y float64, in incident.Code) {
	m, err := incident.ParseMonth(month)
	if err != nil {
		panic(err) // a test wrote no month
	}
	at, w := f.place(x, y, in)
	for range n {
		e := &f.Crimes
		e.Month, e.Place, e.Ward, e.Type = append(e.Month, m), append(e.Place, at), append(e.Ward, w), append(e.Type, typ)
	}
}

// Stop adds n stops at a minute of Events.Minute, with texts by the names of incident.StopTexts.
func (f *Facts) Stop(n int, month string, minute int32, texts map[string]string) {
	m, err := incident.ParseMonth(month)
	if err != nil {
		panic(err) // a test wrote no month
	}
	at, w := f.place(535000, 181000, North)
	e := &f.Stops
	names := incident.StopTexts()
	if e.Text == nil {
		e.Text, e.Words = make([][]uint16, len(names)), make([][]string, len(names))
		for c := range names {
			e.Words[c] = []string{""}
		}
	}
	for range n {
		e.Month, e.Place, e.Ward, e.Type, e.Minute = append(e.Month, m), append(e.Place, at), append(e.Ward, w), append(e.Type, 0), append(e.Minute, minute)
		for c, name := range names {
			e.Text[c] = append(e.Text[c], f.word(c, texts[name]))
		}
	}
}

func (f *Facts) word(c int, text string) uint16 {
	for i, w := range f.Stops.Words[c] {
		if w == text {
			return uint16(i)
		}
	}
	f.Stops.Words[c] = append(f.Stops.Words[c], text)
	return uint16(len(f.Stops.Words[c]) - 1)
}

// Both is the area of both wards.
func Both() studyarea.Area {
	return studyarea.Area{Code: "both", Name: "Both", Wards: []incident.Code{North, South}, Whole: true}
}

// Of is one ward as an area.
func Of(w incident.Code, name string) studyarea.Area {
	return studyarea.Area{Code: w.String(), Name: name, Wards: []incident.Code{w}}
}

// Choice is all of the facts in both wards from one month to another.
func (f *Facts) Choice(t testing.TB, from, to string) choice.Choice {
	t.Helper()
	c := choice.Choice{Facts: &f.Facts, Area: Both(), NameWard: func(c incident.Code) string {
		return map[incident.Code]string{North: "North", South: "South"}[c]
	}}
	var err error
	if c.From, err = incident.ParseMonth(from); err != nil {
		t.Fatal(err)
	}
	if c.To, err = incident.ParseMonth(to); err != nil {
		t.Fatal(err)
	}
	return c
}
