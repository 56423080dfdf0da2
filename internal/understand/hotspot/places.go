package hotspot

import (
	"sort"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/internal/understand/choice"
)

// Place is one hot spot: a square with its neighbours, as far as they lie in the area.
type Place struct {
	Rank        int
	Cell        int    // position in the grid
	Ward        string // code of the ward with most of the block's events; empty where none is known
	WardName    string
	Street      string  // on which most of the block's events are; the nearest where none has one, empty where none is near
	Count       int     // events in the block of up to nine squares
	Own         int     // events in the middle square
	Expected    float64 // events in the block if the area's counts were dealt out at random
	Z           float64
	P, Q        float64
	Significant bool         // q is at most the level that was asked
	Lon, Lat    float64      // centre, WGS84
	Outline     [][2]float64 // the block as a closed ring of longitude and latitude, counter-clockwise
}

// blocks lists the strongest squares in turn and leaves out those whose block would overlap one that is listed.
func (r *Result) blocks(test *association.CountResult) {
	order := make([]int, 0, r.Tested)
	for c, in := range r.Inside {
		if in && test.Sum[c] > 0 && test.Z[c] > 0 {
			order = append(order, c)
		}
	}
	// By z, because exact p-values of the strongest squares underflow together; p and q judge, z only orders.
	sort.Slice(order, func(i, j int) bool {
		a, b := order[i], order[j]
		switch {
		case test.Z[a] != test.Z[b]:
			return test.Z[a] > test.Z[b]
		case r.Counts[a] != r.Counts[b]:
			return r.Counts[a] > r.Counts[b]
		default:
			return a < b
		}
	})
	taken := make(map[int]bool)
	for _, c := range order {
		if len(r.Places) == r.Params.Limit {
			break
		}
		if taken[c] {
			continue
		}
		r.Places = append(r.Places, Place{
			Rank: len(r.Places) + 1, Cell: c, Count: test.Sum[c], Own: r.Counts[c], Expected: test.Mean[c],
			Z: test.Z[c], P: test.P[c], Q: test.Q[c], Significant: test.Q[c] <= r.Params.Level,
		})
		r.each(c, 2, func(near int) { taken[near] = true })
	}
}

// each calls visit for the squares within reach of c, c among them.
func (r *Result) each(c, reach int, visit func(int)) {
	col, row := c%r.Grid.Cols, c/r.Grid.Cols
	for y := max(row-reach, 0); y <= min(row+reach, r.Grid.Rows-1); y++ {
		for x := max(col-reach, 0); x <= min(col+reach, r.Grid.Cols-1); x++ {
			visit(y*r.Grid.Cols + x)
		}
	}
}

// rank gives the places their names and outlines.
func (r *Result) rank(t *tally) {
	f, named := r.Params.Facts, r.Params.Streets()
	blocks := map[int][]int{} // by square, the places of the list that it belongs to
	for i := range r.Places {
		r.each(r.Places[i].Cell, 1, func(c int) { blocks[c] = append(blocks[c], i) })
	}
	wards, streets := make([]map[uint16]float64, len(r.Places)), make([]map[string]float64, len(r.Places))
	for i := range t.points.X {
		c, ok := r.Grid.Index(t.points.X[i], t.points.Y[i])
		if !ok {
			continue
		}
		for _, at := range blocks[c] {
			if wards[at] == nil {
				wards[at], streets[at] = map[uint16]float64{}, map[string]float64{}
			}
			wards[at][f.Places.Ward[t.place[i]]] += t.weights[i]
			streets[at][named.Of(t.place[i])] += t.weights[i]
		}
	}
	for i := range r.Places {
		p := &r.Places[i]
		if ward := f.Wards[commonest(wards[i])]; ward != 0 {
			p.Ward, p.WardName = ward.String(), r.Params.Name(ward)
		}
		x, y := r.Grid.Centre(p.Cell)
		if p.Street = choice.Commonest(streets[i]); p.Street == "" {
			p.Street = named.Near(x, y)
		}
		p.Lon, p.Lat = bng.ToWGS84(x, y)
		p.Outline = ring(x, y, 1.5*r.Grid.Cell)
	}
}

// commonest gives the key with most weight, the least key of several, leaving 0 (unknown) for want of any other.
func commonest(weight map[uint16]float64) (best uint16) {
	most := 0.0
	for k, w := range weight {
		if k != 0 && (w > most || w == most && k < best) {
			best, most = k, w
		}
	}
	return best
}

// ring is a square about a point of the National Grid, closed and counter-clockwise, in WGS84.
func ring(x, y, half float64) [][2]float64 {
	out := make([][2]float64, 0, 5)
	for _, d := range [5][2]float64{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}} {
		lon, lat := bng.ToWGS84(x+d[0]*half, y+d[1]*half)
		out = append(out, [2]float64{lon, lat})
	}
	return out
}
