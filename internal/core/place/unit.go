package place

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Unit is a postcode whose ground is known by some premises that bear it. Its point is their middle; it is no door, and other doors of
// the postcode may stand farther off than any that were seen.
type Unit struct {
	Code     string
	At       Point
	Premises int
	Metres   float64 // from the middle to the farthest of them
}

// unitMargin is how far beyond the premises that were seen others of the same postcode may well stand.
const unitMargin = 40

// sector is what is known of a postcode sector by its units.
type sector struct {
	centre Point
	units  []Unit
}

func (a *Atlas) addUnits(units []Unit) error {
	for _, u := range units {
		p, err := ParsePostcode(u.Code)
		if err != nil || p.String() != u.Code || len(p.Inward) != 3 {
			return fmt.Errorf("%q is not a postcode as it is written", u.Code)
		}
		if err := u.At.Check(); err != nil {
			return fmt.Errorf("postcode %s: %w", u.Code, err)
		}
		a.units[u.Code] = u
		s := a.sectors[p.Sector()]
		s.units = append(s.units, u)
		a.sectors[p.Sector()] = s
	}
	for code, s := range a.sectors {
		for _, u := range s.units {
			s.centre.Lon += u.At.Lon / float64(len(s.units))
			s.centre.Lat += u.At.Lat / float64(len(s.units))
		}
		a.sectors[code] = s
	}
	return nil
}

// districtScore puts a postcode below a street that was named as well, above a vague likeness.
const districtScore = 0.75

// postcodeMatch is the best that is known of a postcode: itself, else its sector, else its district; false where none is known.
func (a *Atlas) postcodeMatch(p Postcode, on when.Date) (Match, bool) {
	m := Match{Kind: KindPostcode, Approximate: true, Score: districtScore}
	if u, ok := a.units[p.String()]; ok {
		m.ID, m.Name, m.Exact = u.Code, u.Code, true
		m.Centre, m.Premises, m.Metres = u.At, u.Premises, u.Metres+unitMargin
		m.Areas = a.wardsWithin(u.At, m.Metres, on)
		return m, true
	}
	if s, ok := a.sectors[p.Sector()]; ok {
		m.ID, m.Name, m.Centre = p.Sector(), p.Sector(), s.centre
		for _, u := range s.units {
			for _, ward := range a.wardsWithin(u.At, u.Metres+unitMargin, on) {
				if !slices.Contains(m.Areas, ward) {
					m.Areas = append(m.Areas, ward)
				}
			}
		}
		slices.SortFunc(m.Areas, func(x, y *Area) int { return cmp.Compare(x.Name, y.Name) })
		return m, true
	}
	d, ok := a.outward[p.Outward]
	m.ID, m.Name, m.Areas = d.Code, d.Code, a.inForce(d.Areas, on)
	m.Centre = middle(m.Areas)
	return m, ok
}

// wardsWithin are the wards that hold some of the ground within a distance of a point, the one that holds the point first.
func (a *Atlas) wardsWithin(p Point, metres float64, on when.Date) []*Area {
	layer := a.layer(a.wards, on)
	if layer == nil {
		return nil
	}
	inside := layer.cells.find(p)
	var found []*Area
	if inside != nil {
		found = append(found, inside)
	}
	for _, area := range layer.areas {
		if area != inside && area.EdgeMetres(p, metres) <= metres {
			found = append(found, area)
		}
	}
	return found
}

// pointMatch is a position given in figures.
func (a *Atlas) pointMatch(c Coordinates, on when.Date) Match {
	const pin = 60 // metres: what names a larger square than this is no single spot
	m := Match{Kind: KindPoint, ID: c.Point.String(), Name: c.Form, Points: []Point{c.Point}, Centre: c.Point, Score: 1, Exact: true, Metres: c.Metres, Approximate: c.Metres > pin}
	if fix := a.Fix(a.wards, c.Point, on); !fix.Outside() {
		m.Areas = []*Area{fix.Area}
	}
	if m.Approximate && !math.IsNaN(c.Metres) {
		m.Areas = a.wardsWithin(c.Point, c.Metres, on)
	}
	return m
}
