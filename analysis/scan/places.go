package scan

import (
	"context"
	"fmt"
	"math"
	"sort"
	"sync/atomic"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Places are where cases can be: X and Y in metres or, where Geographic, longitude and latitude in degrees, whose
// distances are great circles in kilometres on the sphere of radius 6,367 km that SaTScan uses.
type Places struct {
	X, Y       []float64
	Geographic bool
}

const earthRadius = 6367 // kilometres

// Len is the number of places.
func (p Places) Len() int { return len(p.X) }

// Validate reports the first row that is not a place.
func (p Places) Validate() error {
	if err := (plane.Points{X: p.X, Y: p.Y}).Validate(); err != nil {
		return err
	}
	for i := range p.X {
		if p.Geographic && (math.Abs(p.X[i]) > 360 || math.Abs(p.Y[i]) > 90) {
			return fmt.Errorf("places: row %d (%g, %g) is not a longitude and a latitude", i, p.X[i], p.Y[i])
		}
	}
	return nil
}

// Distance of places i and j: metres, or kilometres where geographic.
func (p Places) Distance(i, j int) float64 {
	if !p.Geographic {
		dx, dy := p.X[i]-p.X[j], p.Y[i]-p.Y[j]
		return math.Sqrt(dx*dx + dy*dy)
	}
	const degree = math.Pi / 180
	a, b := p.Y[i]*degree, p.Y[j]*degree
	sinLat, sinLon := math.Sin((a-b)/2), math.Sin((p.X[i]-p.X[j])*degree/2)
	h := sinLat*sinLat + math.Cos(a)*math.Cos(b)*sinLon*sinLon
	return 2 * earthRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Cells makes places of points: the middles of the cells of a grid, aligned to multiples of its side, that hold at least
// one point, from the south-west; and for every point the row of its place.
func Cells(points plane.Points, side float64) (places Places, place []int, err error) {
	if err := points.Validate(); err != nil {
		return places, nil, err
	}
	if !(side > 0) || side > plane.MaxCoordinate || plane.MaxCoordinate/side > 1e9 {
		return places, nil, fmt.Errorf("cells: %g is not the side of a cell in metres", side)
	}
	type cell struct{ row, column int64 }
	at := make([]cell, points.Len())
	order := make([]int, points.Len())
	for i := range at {
		at[i] = cell{int64(math.Floor(points.Y[i] / side)), int64(math.Floor(points.X[i] / side))}
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool {
		i, j := at[order[a]], at[order[b]]
		return i.row < j.row || i.row == j.row && i.column < j.column
	})
	place = make([]int, points.Len())
	for k, i := range order {
		if k == 0 || at[i] != at[order[k-1]] {
			places.X = append(places.X, (float64(at[i].column)+0.5)*side)
			places.Y = append(places.Y, (float64(at[i].row)+0.5)*side)
		}
		place[i] = places.Len() - 1
	}
	return places, place, nil
}

// circles are, for every centre, its places nearest first: a circle is the first so many of them.
type circles struct {
	start []int   // centre -> into members; one more than there are centres
	place []int32 // members
}

func (c *circles) of(centre int) []int32 { return c.place[c.start[centre]:c.start[centre+1]] }

// maxMembers bounds the memory of the circles, 4 bytes a member.
const maxMembers = 150_000_000

// newCircles sorts the places round each centre by distance, then x, then y, as far as the largest radius and as long
// as their weight stays within the largest share of the whole.
func newCircles(ctx context.Context, p Places, weight []float64, o Options) (*circles, error) {
	whole := 0.0
	for _, w := range weight {
		whole += w
	}
	limit := whole * o.MaxShare * (1 + 1e-12) // rounding of the sum must not shut out an exact half
	find := newNeighbours(p, o.MaxRadius)
	around := make([][]int32, p.Len())
	scratch := make([]ring, chance.Workers(o.Workers, p.Len()))
	var total atomic.Int64
	err := chance.Each(ctx, o.Workers, p.Len(), func(worker, centre int) {
		r := &scratch[worker]
		find.near(centre, r)
		sort.Sort(r)
		held := 0.0
		for k, j := range r.place {
			if held += weight[j]; held > limit {
				r.place = r.place[:k]
				break
			}
		}
		if total.Add(int64(len(r.place))) <= maxMembers {
			around[centre] = append([]int32(nil), r.place...)
		}
	})
	if err != nil {
		return nil, err
	}
	if total.Load() > maxMembers {
		return nil, fmt.Errorf("scan: the circles hold %d places in all, more than %d; set a smaller radius", total.Load(), maxMembers)
	}
	c := &circles{start: make([]int, 1, p.Len()+1), place: make([]int32, 0, total.Load())}
	for _, members := range around {
		c.start = append(c.start, c.start[len(c.start)-1]+len(members))
		c.place = append(c.place, members...)
	}
	return c, nil
}

// ring is the places near one centre while they are sorted.
type ring struct {
	p        Places
	place    []int32
	distance []float64
}

func (r *ring) Len() int { return len(r.place) }

func (r *ring) Less(a, b int) bool {
	if r.distance[a] != r.distance[b] {
		return r.distance[a] < r.distance[b]
	}
	i, j := r.place[a], r.place[b]
	if r.p.X[i] != r.p.X[j] {
		return r.p.X[i] < r.p.X[j]
	}
	if r.p.Y[i] != r.p.Y[j] {
		return r.p.Y[i] < r.p.Y[j]
	}
	return i < j
}

func (r *ring) Swap(a, b int) {
	r.place[a], r.place[b] = r.place[b], r.place[a]
	r.distance[a], r.distance[b] = r.distance[b], r.distance[a]
}

// neighbours finds the places within a radius: by rows as high as the radius, each sorted by x.
type neighbours struct {
	p        Places
	radius   float64
	rows     map[int64][]int32
	height   float64
	everyone bool
}

func newNeighbours(p Places, radius float64) *neighbours {
	n := &neighbours{p: p, radius: radius, everyone: p.Geographic || math.IsInf(radius, 1)}
	if n.everyone {
		return n
	}
	n.height = math.Max(radius*(1+1e-6), 1e-3) // at most 1e12 rows either way, and no pair beyond the next row
	n.rows = make(map[int64][]int32)
	for i := range p.X {
		n.rows[n.row(i)] = append(n.rows[n.row(i)], int32(i))
	}
	for _, row := range n.rows {
		sort.Slice(row, func(a, b int) bool { return p.X[row[a]] < p.X[row[b]] })
	}
	return n
}

func (n *neighbours) row(i int) int64 { return int64(math.Floor(n.p.Y[i] / n.height)) }

func (n *neighbours) near(centre int, r *ring) {
	r.p, r.place, r.distance = n.p, r.place[:0], r.distance[:0]
	add := func(j int) {
		if d := n.p.Distance(centre, j); d <= n.radius {
			r.place, r.distance = append(r.place, int32(j)), append(r.distance, d)
		}
	}
	if n.everyone {
		for j := range n.p.X {
			add(j)
		}
		return
	}
	for at := n.row(centre) - 1; at <= n.row(centre)+1; at++ {
		row := n.rows[at]
		west := n.p.X[centre] - n.radius
		from := sort.Search(len(row), func(k int) bool { return n.p.X[row[k]] >= west })
		for _, j := range row[from:] {
			if n.p.X[j]-n.p.X[centre] > n.radius {
				break
			}
			add(int(j))
		}
	}
}
