package incident

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Filter chooses events. An empty list chooses all; From and To are inclusive, and a zero To has no end.
type Filter struct {
	Kind     Kind    // Crime where empty
	Types    []uint8 // codes of crime types
	From, To Month
	Wards    []Code
	LSOAs    []Code
}

// View is the events that a filter chose, by their rows.
type View struct {
	Facts  *Facts
	Events *Events
	Rows   []uint32
}

// matcher is a filter made ready for arrays.
type matcher struct {
	events   *Events
	from, to Month
	typ      [256]bool
	place    []bool // nil chooses all
}

func (f *Facts) matcher(w Filter) (*matcher, error) {
	m := &matcher{from: w.From, to: w.To}
	switch w.Kind {
	case Crime, "":
		m.events = &f.Crimes
	case Stop:
		m.events = &f.Stops
	default:
		return nil, fmt.Errorf("facts of kind %q are not events", w.Kind)
	}
	if m.to == 0 {
		m.to = lastMonth
	}
	for i := range m.typ {
		m.typ[i] = len(w.Types) == 0
	}
	for _, t := range w.Types {
		m.typ[t] = true
	}
	if len(w.Wards) > 0 || len(w.LSOAs) > 0 {
		m.place = f.placesIn(w)
	}
	return m, nil
}

// placesIn marks the places within the chosen wards or LSOAs.
func (f *Facts) placesIn(w Filter) []bool {
	ward, lsoa := marked(f.Wards, w.Wards), marked(f.LSOAs, w.LSOAs)
	out := make([]bool, len(f.Places.Ward))
	for i := range out {
		out[i] = (len(w.Wards) == 0 || ward[f.Places.Ward[i]]) && (len(w.LSOAs) == 0 || lsoa[f.Places.LSOA[i]])
	}
	return out
}

func marked(all, chosen []Code) []bool {
	want := make(map[Code]bool, len(chosen))
	for _, c := range chosen {
		want[c] = true
	}
	out := make([]bool, len(all))
	for i, c := range all {
		out[i] = c != 0 && want[c]
	}
	return out
}

func (m *matcher) row(i int) bool {
	e := m.events
	month := e.Month[i]
	return month >= m.from && month <= m.to && m.typ[e.Type[i]] && (m.place == nil || m.place[e.Place[i]])
}

// Select gives the events that the filter chooses.
func (f *Facts) Select(w Filter) (View, error) {
	m, err := f.matcher(w)
	if err != nil {
		return View{}, err
	}
	v := View{Facts: f, Events: m.events}
	for i := range m.events.Month {
		if m.row(i) {
			v.Rows = append(v.Rows, uint32(i))
		}
	}
	return v, nil
}

// Len is the number of events.
func (v View) Len() int { return len(v.Rows) }

// Points gives the National Grid points of the events that have one, and how many have none.
func (v View) Points() (p plane.Points, unplaced int) {
	p = plane.Points{X: make([]float64, 0, len(v.Rows)), Y: make([]float64, 0, len(v.Rows))}
	places := &v.Facts.Places
	for _, row := range v.Rows {
		at := v.Events.Place[row]
		if math.IsNaN(places.Easting[at]) {
			unplaced++
			continue
		}
		p.X, p.Y = append(p.X, places.Easting[at]), append(p.Y, places.Northing[at])
	}
	return p, unplaced
}

// Cube counts events by ward, month and type.
type Cube struct {
	Wards  []Code // 0 first: events in no known ward
	First  Month
	Months int
	Types  int
	N      []uint32
}

// At is the count of one ward (by position in Wards), month and type.
func (c *Cube) At(ward int, month Month, typ uint8) uint32 {
	if month < c.First || int(month-c.First) >= c.Months {
		return 0
	}
	return c.N[(ward*c.Months+int(month-c.First))*c.Types+int(typ)]
}

// CountByWardMonthType counts the chosen events in one pass over the arrays.
func (f *Facts) CountByWardMonthType(w Filter) (*Cube, error) {
	m, err := f.matcher(w)
	if err != nil {
		return nil, err
	}
	e := m.events
	c := &Cube{Wards: f.Wards, Types: len(types), First: lastMonth}
	last := Month(0)
	for _, month := range e.Month {
		c.First, last = min(c.First, month), max(last, month)
	}
	c.First, last = max(c.First, m.from), min(last, m.to)
	if len(e.Month) == 0 || last < c.First {
		c.First = m.from
		return c, nil
	}
	c.Months = int(last-c.First) + 1
	c.N = make([]uint32, len(c.Wards)*c.Months*c.Types)
	m.from, m.to = c.First, last
	for i, ward := range e.Ward {
		if m.row(i) {
			c.N[(int(ward)*c.Months+int(e.Month[i]-c.First))*c.Types+int(e.Type[i])]++
		}
	}
	return c, nil
}
