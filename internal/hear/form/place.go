package form

import (
	"slices"

	"github.com/wardmote/wardmote/internal/core/pack"
	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/when"
)

// Place is where something is, as far as its sender has said.
type Place struct {
	Words   string        `json:"words,omitempty"` // their own
	ID      string        `json:"id,omitempty"`    // kind and id of the gazetteer, as PlaceID writes them
	Name    string        `json:"name,omitempty"`  // its name there
	Along   bool          `json:"along,omitempty"` // along the whole road
	Area    string        `json:"area,omitempty"`  // code of the ward
	Wards   []string      `json:"wards,omitempty"` // in which it may lie, while they have not said which
	Outside bool          `json:"outside,omitempty"`
	Pinned  bool          `json:"pinned,omitempty"` // they pointed to it on a map
	Point   *record.Point `json:"point,omitempty"`
}

// PlaceID is how a match of the gazetteer is named where it is chosen.
func PlaceID(m place.Match) string { return m.Kind + " " + m.ID }

// Say takes the place in words. It is true where they are other words than before, so that what was worked out from those is gone.
func (p *Place) Say(words string, along bool) (changed bool) {
	changed = words != p.Words || along != p.Along || p.Pinned
	if changed {
		*p = Place{}
	}
	p.Words, p.Along = words, along
	return changed
}

// Unknown says that the place is none that the gazetteer has, or lies outside the borough: the words stay.
func (p *Place) Unknown(outside bool, wards []pack.Area) {
	*p = Place{Words: p.Words, Along: p.Along, Outside: outside}
	if !outside {
		for _, w := range wards {
			p.Wards = append(p.Wards, w.Code)
		}
	}
}

// Choose takes a match of the gazetteer, and of coordinates the words that say where they are. A street is no point, and neither is a
// ward, a postcode or a wide square of the grid.
func (p *Place) Choose(m place.Match, atlas *place.Atlas, today when.Date) {
	*p = Place{Words: p.Words, Along: p.Along, ID: PlaceID(m)}
	switch m.Kind {
	case place.KindPostcode: // it stays what the person typed: it may be their home
	case place.KindPoint:
		p.Name, p.Outside = atlas.Describe(m.Centre, today), len(m.Areas) == 0
	default:
		p.Name = m.Name
	}
	if len(m.Areas) == 1 {
		p.Area = m.Areas[0].Code
	}
	for _, w := range m.Areas {
		if len(m.Areas) > 1 {
			p.Wards = append(p.Wards, w.Code)
		}
	}
	if !m.Approximate && m.Kind != place.KindStreet && !p.Along {
		p.Point = &record.Point{Lon: m.Centre.Lon, Lat: m.Centre.Lat}
	}
}

// Pin takes a point of the map, with the ward that holds it and words that say where it is.
func (p *Place) Pin(at place.Point, wards string, atlas *place.Atlas, today when.Date) {
	fix := atlas.Fix(wards, at, today)
	*p = Place{Pinned: true, Point: &record.Point{Lon: at.Lon, Lat: at.Lat}, Words: atlas.Describe(at, today), Outside: fix.Outside()}
	if fix.Area != nil {
		p.Area = fix.Area.Code
	}
}

// Clone is the same place to change without changing this one.
func (p Place) Clone() Place {
	p.Wards = slices.Clone(p.Wards)
	return p
}
