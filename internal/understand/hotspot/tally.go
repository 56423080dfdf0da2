package hotspot

import (
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// tally is the chosen events by place. Millions of events stand on tens of thousands of places, so all that follows works on
// places with a weight.
type tally struct {
	points  plane.Points
	weights []float64
	place   []uint32 // of each point, position in Places
}

// tally counts the events of the area, and those of which nobody knows whether they are in it.
func (r *Result) tally() *tally {
	p, t := r.Params, &tally{}
	e, places := p.Events(), &p.Facts.Places
	count := make([]uint32, len(places.Easting))
	p.Each(func(row int) {
		r.Events++
		if at := e.Place[row]; math.IsNaN(places.Easting[at]) {
			r.Unplaced++
		} else {
			count[at]++
		}
	})
	elsewhere := p.Choice
	elsewhere.Area.Wards = []incident.Code{0}
	elsewhere.Each(func(row int) {
		if math.IsNaN(places.Easting[e.Place[row]]) {
			r.Nowhere++
		}
	})
	for at, n := range count {
		if n > 0 {
			t.place = append(t.place, uint32(at))
			t.points.X, t.points.Y = append(t.points.X, places.Easting[at]), append(t.points.Y, places.Northing[at])
			t.weights = append(t.weights, float64(n))
		}
	}
	return t
}
