package choice

import (
	"math"

	"github.com/wardmote/wardmote/internal/understand/incident"
)

// Streets finds the street of the named point nearest to a place, within 150 m, by squares of that side: many rows are
// published without the name that others have at the same point. It gives a position in Facts.Streets, 0 for none.
func Streets(f *incident.Facts) func(x, y float64) uint32 {
	const side = 150.0
	type square struct{ x, y int }
	in := map[square][]uint32{}
	for i, x := range f.Places.Easting {
		if !math.IsNaN(x) && f.Places.Street[i] != 0 {
			s := square{int(x / side), int(f.Places.Northing[i] / side)}
			in[s] = append(in[s], uint32(i))
		}
	}
	return func(x, y float64) (street uint32) {
		best := side * side
		at := square{int(x / side), int(y / side)}
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				for _, i := range in[square{at.x + dx, at.y + dy}] {
					ex, ny := f.Places.Easting[i]-x, f.Places.Northing[i]-y
					if d := ex*ex + ny*ny; d < best {
						best, street = d, f.Places.Street[i]
					}
				}
			}
		}
		return street
	}
}
