package list

import (
	"math"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Around is a named place of an area and the box about a point: what lies at either. A list of it begins from the index of
// places and from that of the squares of the ground which the box touches, so it does no more work in a large store than in
// a small one.
type Around struct {
	Place, Area              string // of the gazetteer, however it is written; none where empty
	West, South, East, North float64
}

// atPlace is how the index of places holds a name.
const atPlace = "lower(r.place) = lower(?)"

// The squares of record_near: about 555 metres each way in London, so that a box of 500 metres touches four at most.
const (
	squaresADegreeNorth = 200
	squaresADegreeEast  = 125
	inSquare            = "floor(r.lat * 200) = ? AND floor(r.lon * 125) = ? AND r.lon IS NOT NULL" // as the index has it
)

// Near is all around a place, a point (nil where it is not known) and so many metres in each direction and a little more.
func Near(place, area string, point *record.Point, metres float64) *Around {
	a := &Around{Place: place, Area: area, West: 1, East: -1} // a box that holds nothing
	if point != nil {
		const metresADegree = 111_000 // of latitude, and it is never less
		lat := metres / metresADegree
		lon := lat / math.Max(0.01, math.Cos(point.Lat*math.Pi/180))
		a.West, a.South, a.East, a.North = point.Lon-1.01*lon, point.Lat-1.01*lat, point.Lon+1.01*lon, point.Lat+1.01*lat
	}
	return a
}

func (a *Around) named() store.Clause {
	if a.Place == "" {
		return store.SQL("1 = 0")
	}
	return store.SQL(atPlace+" AND r.area = ?", a.Place, a.Area)
}

func (a *Around) box() store.Clause {
	return store.SQL("r.lon BETWEEN ? AND ? AND r.lat BETWEEN ? AND ?", a.West, a.East, a.South, a.North)
}

// holds is the condition that a record lies there.
func (a *Around) holds() store.Clause {
	if a == nil {
		return store.Clause{}
	}
	return store.Or(a.named(), a.box())
}

// starts are where the walks for one kind begin.
func (a *Around) starts(rule store.Clause) (out []start) {
	if a.Place != "" {
		out = append(out, start{index: "record_place", key: store.SQL(atPlace, a.Place), rest: store.And(a.named(), rule)})
	}
	rest := store.And(a.box(), rule)
	north, east := math.Floor(a.North*squaresADegreeNorth), math.Floor(a.East*squaresADegreeEast)
	for lat := math.Floor(a.South * squaresADegreeNorth); lat <= north; lat++ {
		for lon := math.Floor(a.West * squaresADegreeEast); lon <= east; lon++ {
			out = append(out, start{index: "record_near", key: store.SQL(inSquare, lat, lon), rest: rest})
		}
	}
	return out
}
