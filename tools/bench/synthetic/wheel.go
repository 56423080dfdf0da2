package synthetic

import (
	"math"
	"math/rand/v2"
	"sort"
)

// wheel draws a number in proportion to weights.
type wheel struct{ upTo []float64 }

func newWheel(weights []float64) *wheel {
	w, sum := &wheel{}, 0.0
	for _, v := range weights {
		sum += v
		w.upTo = append(w.upTo, sum)
	}
	return w
}

func (w *wheel) turn(r *rand.Rand) int {
	at := r.Float64() * w.upTo[len(w.upTo)-1]
	return min(sort.SearchFloat64s(w.upTo, at), len(w.upTo)-1)
}

// nearest finds the nearest of some places by squares of a kilometre.
type nearest struct {
	places [][2]float64
	cells  map[[2]int][]int
}

const square = 1000.0

func squareOf(x, y float64) [2]int {
	return [2]int{int(math.Floor(x / square)), int(math.Floor(y / square))}
}

func newNearest(places [][2]float64) *nearest {
	n := &nearest{places, map[[2]int][]int{}}
	for i, p := range places {
		c := squareOf(p[0], p[1])
		n.cells[c] = append(n.cells[c], i)
	}
	return n
}

// of looks in rings of squares until the best lies nearer than any square that was not looked at.
func (n *nearest) of(x, y float64) (bestX, bestY float64) {
	at, best := squareOf(x, y), math.Inf(1)
	for ring := 0; best > float64(max(0, ring-1))*square; ring++ {
		for dx := -ring; dx <= ring; dx++ {
			for dy := -ring; dy <= ring; dy++ {
				if max(dx, -dx, dy, -dy) != ring {
					continue
				}
				for _, i := range n.cells[[2]int{at[0] + dx, at[1] + dy}] {
					if d := math.Hypot(n.places[i][0]-x, n.places[i][1]-y); d < best {
						best, bestX, bestY = d, n.places[i][0], n.places[i][1]
					}
				}
			}
		}
	}
	return bestX, bestY
}
