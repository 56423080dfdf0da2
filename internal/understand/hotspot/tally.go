package hotspot

import (
	"context"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/internal/understand/incident"
)

// tally is the chosen events by place and by month. Millions of events stand on tens of thousands of places, so all that
// follows works on places with a weight.
type tally struct {
	points  plane.Points
	weights []float64
	place   []uint32 // of each point, position in Places
	months  []int    // events of the area by month of the period
}

// tally counts the events in one pass over the arrays.
func (r *Result) tally(ctx context.Context, f *incident.Facts) (*tally, error) {
	p := r.Params
	events := &f.Crimes
	if p.Kind == incident.Stop {
		events = &f.Stops
	}
	var want [256]bool
	for i := range want {
		want[i] = len(p.Types) == 0
	}
	for _, typ := range p.Types {
		want[typ] = true
	}
	in := p.Area.placesIn(f)
	count := make([]uint32, len(in))
	t := &tally{months: make([]int, int(p.To-p.From)+1)}
	anywhere := make([]int, len(t.months))
	for i, month := range events.Month {
		if month < p.From || month > p.To || !want[events.Type[i]] {
			continue
		}
		anywhere[month-p.From]++
		place := events.Place[i]
		if in[place] {
			count[place]++
			t.months[month-p.From]++
		} else if math.IsNaN(f.Places.Easting[place]) {
			r.Unplaced++
		}
	}
	for i, n := range anywhere {
		if n == 0 {
			r.Empty = append(r.Empty, p.From+incident.Month(i))
		}
	}
	for place, n := range count {
		if n > 0 {
			r.Events += int(n)
			t.place = append(t.place, uint32(place))
			t.points.X, t.points.Y = append(t.points.X, f.Places.Easting[place]), append(t.points.Y, f.Places.Northing[place])
			t.weights = append(t.weights, float64(n))
		}
	}
	return t, ctx.Err()
}
