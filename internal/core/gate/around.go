package gate

import (
	"math"

	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/core/store"
)

// Around is a named place and the box about a point: what lies at either. It chooses among the records of a page and looks
// for no others, so a list with it does no more work than without.
type Around struct {
	Place                    string // of the gazetteer; none where empty
	West, South, East, North float64
}

// Near is all around a record, so many metres in each direction and a little more.
func Near(r *record.Record, metres float64) *Around {
	a := &Around{Place: r.Place, West: 1, East: -1} // a box that holds nothing
	if p := r.Point; p != nil {
		const metresADegree = 111_000 // of latitude, and it is never less
		lat := metres / metresADegree
		lon := lat / math.Max(0.01, math.Cos(p.Lat*math.Pi/180))
		a.West, a.South, a.East, a.North = p.Lon-1.01*lon, p.Lat-1.01*lat, p.Lon+1.01*lon, p.Lat+1.01*lat
	}
	return a
}

// of are the records of a statement that lie there, in its order: newest first, as whatever is near is listed.
func (a *Around) of(page store.Clause) store.Clause {
	if a == nil {
		return page
	}
	args := append(page.Args[:len(page.Args):len(page.Args)], a.Place, a.West, a.East, a.South, a.North)
	return store.Clause{Text: "SELECT * FROM (" + page.Text + `) r WHERE r.place <> '' AND r.place = ? OR r.lon BETWEEN ? AND ? AND r.lat BETWEEN ? AND ?
 ORDER BY r.opened DESC, r.id DESC`, Args: args}
}
