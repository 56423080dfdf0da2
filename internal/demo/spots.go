package demo

import (
	"context"
	"math"
	"slices"
	"sort"

	"github.com/wardmote/wardmote/internal/core/place"
	"github.com/wardmote/wardmote/internal/core/record"
	"github.com/wardmote/wardmote/internal/program"
)

// spot is a publisher's anonymised point on a named street, with its ward; weight is how often things happen there. Invented
// reports happen at such points, so that they fall on streets and not on rooftops.
type spot struct {
	street, area string
	at           record.Point
	weight       int
}

// spots are the points of the imported police data, most troubled first.
func spots(ctx context.Context, p *program.Program) ([]spot, error) {
	facts, err := p.Facts.Facts(ctx)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(facts.Places.Ward))
	for _, at := range facts.Crimes.Place {
		counts[at]++
	}
	var out []spot
	for i, ward := range facts.Places.Ward {
		street, ok := place.StreetName(facts.Streets[facts.Places.Street[i]])
		if !ok || ward == 0 || math.IsNaN(facts.Places.Lon[i]) {
			continue
		}
		code := facts.Wards[ward].String()
		if _, known := p.Pack.Area(code); !known {
			continue
		}
		out = append(out, spot{street: street, area: code, weight: counts[i], at: record.Point{Lon: facts.Places.Lon[i], Lat: facts.Places.Lat[i]}})
	}
	sort.SliceStable(out, func(a, b int) bool {
		if out[a].weight != out[b].weight {
			return out[a].weight > out[b].weight
		}
		return out[a].street < out[b].street
	})
	return out, nil
}

// somewhere draws a spot: a third of what happens does so at the worst fiftieth of places.
func (s *story) somewhere() spot {
	n := len(s.spots)
	if s.chance(0.33) {
		n = max(1, n/50)
	}
	return s.spots[s.random.IntN(n)]
}

// inArea draws one of the worst spots of some wards.
func (s *story) inArea(wards ...string) spot {
	var worst []spot
	for _, w := range s.spots {
		if slices.Contains(wards, w.area) && len(worst) < 20 {
			worst = append(worst, w)
		}
	}
	return pick(s, worst)
}

// worst is the spot of a ward at which most happens.
func (s *story) worst(ward string) spot {
	i := slices.IndexFunc(s.spots, func(w spot) bool { return w.area == ward })
	return s.spots[i]
}

func expMinus(x float64) float64 { return math.Exp(-x) }
