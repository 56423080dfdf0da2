package places

import (
	"context"
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/density"
	"github.com/wardmote/wardmote/analysis/emerging"
	"github.com/wardmote/wardmote/analysis/plane"
)

// way is one way of choosing squares: from the months before, oldest first, it gives each square of the grid a score.
type way struct {
	name, words string
	score       func(ctx context.Context, t *table, before [][]int) ([]float64, error)
}

// bandwidths are the support radii of the densities, metres.
var bandwidths = []float64{200, 300, 450, 600}

// ways are all ways, the plainest first: where two find as much the plainer one is proposed.
func ways() []way {
	out := []way{{"last-year", "Most in the last twelve months", lastYear}}
	for _, h := range bandwidths {
		out = append(out, way{fmt.Sprintf("density-%g", h), fmt.Sprintf("Density of the last twelve months, %g m", h), densityOf(h)})
	}
	return append(out, way{"gi-star", "Gi* of the last twelve months (the square with the eight next to it)", giStar},
		way{"emerging", "Emerging hot spots of the quarters before", emergingSpots})
}

// sum adds up the last twelve months.
func sum(t *table, before [][]int) []int {
	out := make([]int, t.grid.Len())
	for _, month := range before[max(0, len(before)-year):] {
		for _, c := range t.cells {
			out[c] += month[c]
		}
	}
	return out
}

func lastYear(_ context.Context, t *table, before [][]int) ([]float64, error) {
	out := make([]float64, t.grid.Len())
	for c, n := range sum(t, before) {
		out[c] = float64(n)
	}
	return out, nil
}

// densityOf spreads each square's events from its middle: the points of a square are nearer to each other than any bandwidth.
func densityOf(bandwidth float64) func(context.Context, *table, [][]int) ([]float64, error) {
	return func(ctx context.Context, t *table, before [][]int) ([]float64, error) {
		var points plane.Points
		var weights []float64
		for c, n := range sum(t, before) {
			if n > 0 {
				x, y := t.grid.Centre(c)
				points.X, points.Y, weights = append(points.X, x), append(points.Y, y), append(weights, float64(n))
			}
		}
		s, err := density.Estimate(ctx, points, t.grid, density.Options{Bandwidth: bandwidth, Weights: weights})
		if err != nil {
			return nil, err
		}
		return s.Values, nil
	}
}

// giStar ranks by z, as the list of hot spots does; the inference plays no part in the order.
func giStar(ctx context.Context, t *table, before [][]int) ([]float64, error) {
	r, err := association.GiStarCounts(ctx, t.grid, sum(t, before), association.CountOptions{Inside: t.inside, Null: association.Total, Inference: association.Normal, Side: association.High})
	if err != nil {
		return nil, err
	}
	return r.Z, nil
}

// classFirst stands above any z: a square that is hot now by the classes comes before one that is not.
const classFirst = 1e6

// emergingSpots takes the squares whose class says that they are hot in the last quarter, hottest first, then the others.
func emergingSpots(ctx context.Context, t *table, before [][]int) ([]float64, error) {
	const quarter = 3
	var quarters [][]int
	for end := len(before); end >= quarter; end -= quarter {
		q := make([]int, t.grid.Len())
		for _, month := range before[end-quarter : end] {
			for _, c := range t.cells {
				q[c] += month[c]
			}
		}
		quarters = append([][]int{q}, quarters...)
	}
	r, err := emerging.Analyse(ctx, t.grid, quarters, emerging.Options{Inside: t.inside, Lag: 1})
	if err != nil {
		return nil, err
	}
	out := append([]float64(nil), r.Z[(r.Periods-1)*r.Places:]...)
	for c, class := range r.Class {
		if class > emerging.NoPattern && class != emerging.Historical {
			out[c] += classFirst
		}
	}
	return out, nil
}

// rank gives the squares of the area, highest score first. Squares of one score stand in the order of a fixed shuffle, so that
// neither the north nor what then happened is favoured.
func (t *table) rank(score []float64) []int {
	out := append([]int(nil), t.cells...)
	key := func(c int) uint64 {
		h := (uint64(c) + 1) * 0x9e3779b97f4a7c15
		return (h ^ h>>29) * 0xbf58476d1ce4e5b9
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return score[a] > score[b] || score[a] == score[b] && key(a) < key(b)
	})
	return out
}
