package choice

import (
	"math"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Streets names the places of facts as people who go there know them: by a street. The publisher writes a kind of place, such
// as "Supermarket", where the nearest thing on its map is no street, and nothing at all in many files; such a place takes the
// street of the nearest point that has one, of the facts or of the pack's ground. It remembers what it was asked and is for one
// goroutine.
type Streets struct {
	facts *incident.Facts
	names []string           // of Facts.Streets that are streets; empty for the others
	in    map[square][]named // points on a street, by squares of the ground
	of    map[uint32]string  // answers of Of for places that are on none
}

// named is a point on a street.
type named struct {
	x, y float64
	name string
}

type square struct{ x, y int }

const (
	streetSquare = 150.0 // metres
	streetReach  = 7     // squares about the point's own that are looked through: a kilometre
)

// Streets names the places of the choice.
func (c Choice) Streets() *Streets { return NewStreets(c.Facts, c.Ground) }

// NewStreets learns the streets of the facts and of the ground, which names the places of files without streets.
func NewStreets(f *incident.Facts, ground []place.Named) *Streets {
	s := &Streets{facts: f, names: make([]string, len(f.Streets)), in: map[square][]named{}, of: map[uint32]string{}}
	for i, written := range f.Streets {
		if name, ok := place.StreetName(written); ok {
			s.names[i] = name
		}
	}
	for i, x := range f.Places.Easting {
		if name := s.names[f.Places.Street[i]]; name != "" {
			s.learn(x, f.Places.Northing[i], name)
		}
	}
	for _, g := range ground {
		x, y := g.At.Grid()
		s.learn(x, y, g.Name)
	}
	return s
}

func (s *Streets) learn(x, y float64, name string) {
	if !math.IsNaN(x) {
		at := squareOf(x, y)
		s.in[at] = append(s.in[at], named{x, y, name})
	}
}

func squareOf(x, y float64) square {
	return square{int(math.Floor(x / streetSquare)), int(math.Floor(y / streetSquare))}
}

// Of is the street of a place of the facts, by its number: its own, else the nearest.
func (s *Streets) Of(n uint32) string {
	if own := s.names[s.facts.Places.Street[n]]; own != "" {
		return own
	}
	name, ok := s.of[n]
	if !ok {
		name = s.Near(s.facts.Places.Easting[n], s.facts.Places.Northing[n])
		s.of[n] = name
	}
	return name
}

// Near is the street of the nearest point that stands on one, within a kilometre; empty where there is none.
func (s *Streets) Near(x, y float64) string {
	if math.IsNaN(x) {
		return ""
	}
	middle, name, best := squareOf(x, y), "", math.Inf(1)
	for reach := 0; reach <= streetReach; reach++ {
		// What lies in a ring further out is at least so far away.
		if name != "" && best <= math.Pow(float64(reach-1)*streetSquare, 2) {
			break
		}
		for dx := -reach; dx <= reach; dx++ {
			for dy := -reach; dy <= reach; dy++ {
				if max(dx, -dx, dy, -dy) != reach {
					continue
				}
				for _, p := range s.in[square{middle.x + dx, middle.y + dy}] {
					if d := (p.x-x)*(p.x-x) + (p.y-y)*(p.y-y); d < best || d == best && p.name < name {
						name, best = p.name, d
					}
				}
			}
		}
	}
	return name
}

// Around says where something is: around a street, in a ward.
func Around(street, ward string) string {
	switch {
	case street != "" && ward != "":
		return "around " + street + " in " + ward
	case street != "":
		return "around " + street
	case ward != "":
		return "in " + ward
	}
	return "at a place without a name"
}

// Commonest is the street with most of something, the first by the alphabet of several; empty where none has a name.
func Commonest[N int | float64](weight map[string]N) (best string) {
	for name, w := range weight {
		if name != "" && (best == "" || w > weight[best] || w == weight[best] && name < best) {
			best = name
		}
	}
	return best
}
