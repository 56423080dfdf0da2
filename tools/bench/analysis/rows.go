package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/cluster"
	"github.com/wardmote/wardmote/analysis/density"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/scan"
	"github.com/wardmote/wardmote/analysis/weight"
	"github.com/wardmote/wardmote/tools/bench/synthetic"
)

const (
	tenThousand  = 10_000
	hundred      = 100_000
	million      = 1_000_000
	tenMillion   = 10_000_000
	permutations = 999
)

// rows are all rows, in the order of the document.
func rows() []row {
	out := []row{
		{"density-quartic", million, surface(50, density.Options{Kernel: density.Quartic, Bandwidth: 300})},
		{"density-quartic-100m", million, surface(100, density.Options{Kernel: density.Quartic, Bandwidth: 300})},
		{"density-epanechnikov", million, surface(50, density.Options{Kernel: density.Epanechnikov, Bandwidth: 300})},
		{"moran-gi-100m", million, joint(100)},
		{"moran-100m", million, sampled(100, false)},
		{"gi-100m", million, sampled(100, true)},
		{"moran-250m", million, sampled(250, false)},
		{"gi-250m", million, sampled(250, true)},
		{"exact-100m", million, exact},
		{"gi-counts-100m", million, giCounts},
		{"knox-table", tenThousand, knoxTable(permutations)},
		{"knox-one-band", tenThousand, knox(permutations)},
		{"knox-million", million, knox(0)},
		{"scan-prospective-10k", tenThousand, scanned(1, scan.Options{Prospective: true, MaxLength: 28, Replications: 999})},
		{"scan-prospective-100k-99", hundred, scanned(1, scan.Options{Prospective: true, MaxLength: 28, Replications: 99})},
		{"scan-prospective-100k", hundred, scanned(1, scan.Options{Prospective: true, MaxLength: 28, Replications: 999})},
		{"scan-prospective-1m", million, scanned(1, scan.Options{Prospective: true, MaxLength: 28, Replications: 9})},
		{"scan-retrospective-weeks", tenThousand, scanned(7, scan.Options{MaxLength: 8, Replications: 999})},
		{"scan-retrospective-days", tenThousand, scanned(1, scan.Options{MaxLength: 28, Replications: 99})},
		{"dbscan-50m", million, dbscan(cluster.Options{Distance: 50, MinPoints: 10})},
		{"dbscan-100m", million, dbscan(cluster.Options{Distance: 100, MinPoints: 50})},
		{"st-dbscan", hundred, stDBSCAN},
		{"emerging-144", million, emergingSmall},
		{"emerging-london", million, emergingLondon},
		{"mann-kendall", million, mannKendall},
	}
	for _, n := range []int{tenThousand, hundred, million, tenMillion} {
		size := "-" + strconv.Itoa(n)
		out = append(out, row{"grow-density" + size, n, surface(50, density.Options{Kernel: density.Quartic, Bandwidth: 300})},
			row{"grow-dbscan" + size, n, dbscan(cluster.Options{Distance: 50, MinPoints: 10})}, row{"grow-gi" + size, n, giCounts})
	}
	return out
}

// region is the grid of the whole region with cells of so many metres, row by row from the south-west.
func region(cell float64) plane.Grid {
	return plane.Grid{MinX: synthetic.West, MinY: synthetic.South, Cell: cell, Cols: int((synthetic.East - synthetic.West) / cell),
		Rows: int((synthetic.North - synthetic.South) / cell)}
}

func surface(cell float64, o density.Options) func(synthetic.Events) (work, error) {
	return func(e synthetic.Events) (work, error) {
		g := region(cell)
		return func(ctx context.Context) (string, error) {
			s, err := density.Estimate(ctx, e.Points, g, o)
			if err != nil {
				return "", err
			}
			peak := 0.0
			for _, v := range s.Values {
				peak = max(peak, v)
			}
			return fmt.Sprintf("highest %.6g per km²", peak), nil
		}, nil
	}
}

// onCells is the counts of the events in cells, and the queen's neighbourhood of them.
func onCells(cell float64, e synthetic.Events) ([]float64, weight.Lattice, error) {
	g := region(cell)
	counts, _ := g.Count(e.Points)
	x := make([]float64, len(counts))
	for i, c := range counts {
		x[i] = float64(c)
	}
	l, err := weight.OnGrid(g, weight.Queen)
	return x, l, err
}

// joint is local Moran (row-standardised) and Gi* (binary) of the counts with 999 permutations: what the look-up table of the
// reference gives for one of them, every place's statistic and its permuted tails. One set of draws serves both.
func joint(cell float64) func(synthetic.Events) (work, error) {
	return func(e synthetic.Events) (work, error) {
		x, l, err := onCells(cell, e)
		return func(ctx context.Context) (string, error) {
			_, err := association.MoranAndStar(ctx, l, x, association.PermuteOptions{Draws: permutations, Seed: 1})
			return "", err
		}, err
	}
}

// sampled is one of the two with its analytic moments too.
func sampled(cell float64, star bool) func(synthetic.Events) (work, error) {
	return func(e synthetic.Events) (work, error) {
		x, l, err := onCells(cell, e)
		return func(ctx context.Context) (string, error) {
			var err error
			if star {
				_, err = association.LocalG(l, x, true)
			} else {
				_, err = association.LocalMoran(weight.Standardise(l), x, association.Conditional)
			}
			if err != nil {
				return "", err
			}
			_, err = association.Permute(ctx, l, x, association.PermuteOptions{Draws: permutations, Seed: 1})
			return "", err
		}, err
	}
}

// exact is both tails of every cell's neighbourhood.
func exact(e synthetic.Events) (work, error) {
	g := region(100)
	counts, _ := g.Count(e.Points)
	l, err := weight.OnGrid(g, weight.Queen)
	return func(ctx context.Context) (string, error) {
		_, err := association.ExactTails(ctx, l, counts)
		return "", err
	}, err
}

// giCounts is what a hot spot page needs: Gi*, exact p, false-discovery control and classes.
func giCounts(e synthetic.Events) (work, error) {
	g := region(100)
	counts, _ := g.Count(e.Points)
	return func(ctx context.Context) (string, error) {
		r, err := association.GiStarCounts(ctx, g, counts, association.CountOptions{Side: association.High})
		if err != nil {
			return "", err
		}
		hot := 0
		for _, l := range r.Significant(0.05) {
			if l == association.Hot {
				hot++
			}
		}
		return fmt.Sprintf("%d hot at a false-discovery rate of 5 %%", hot), nil
	}, nil
}

func near(e synthetic.Events) nearrepeat.Events {
	return nearrepeat.Events{Points: e.Points, Days: e.WholeDays()}
}

func knox(draws int) func(synthetic.Events) (work, error) {
	return func(e synthetic.Events) (work, error) {
		events := near(e)
		return func(ctx context.Context) (string, error) {
			k, err := nearrepeat.Knox(ctx, events, 200, 7, nearrepeat.Options{Permutations: draws, Seed: 1})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("%d pairs, %d near in space", k.Observed, k.Observed+k.SpaceOnly), nil
		}, nil
	}
}

func knoxTable(draws int) func(synthetic.Events) (work, error) {
	return func(e synthetic.Events) (work, error) {
		events := near(e)
		space, delay := nearrepeat.Bands{Breaks: []float64{0, 100, 200, 300, 400, 500}}, nearrepeat.Bands{Breaks: []float64{0, 7, 14, 21, 28}}
		return func(ctx context.Context) (string, error) {
			t, err := nearrepeat.Table(ctx, events, space, delay, nearrepeat.Options{Permutations: draws, Seed: 1})
			if err != nil {
				return "", err
			}
			return fmt.Sprintf("%d pairs in the first band", t.Cells[0][0].Observed), nil
		}, nil
	}
}

// scanned is the space-time permutation scan over cells of 250 m, radius to 1 km, periods of so many days.
func scanned(days int, o scan.Options) func(synthetic.Events) (work, error) {
	o.MaxRadius, o.Seed = 1000, 1
	return func(e synthetic.Events) (work, error) {
		c := scan.Cases{Periods: (synthetic.Period + days - 1) / days, Period: make([]int, len(e.Minutes))}
		for i, m := range e.Minutes {
			c.Period[i] = int(m) / 1440 / days
		}
		var err error
		c.Places, c.Place, err = scan.Cells(e.Points, 250)
		return func(ctx context.Context) (string, error) {
			r, err := scan.Permutation(ctx, c, o)
			if err != nil || len(r.Clusters) == 0 {
				return "no cluster", err
			}
			top := r.Clusters[0]
			return fmt.Sprintf("top cluster: statistic %.6f, %d events, %.2f expected, p %.3f", top.Statistic, top.Cases, top.Expected, top.P), nil
		}, err
	}
}

func dbscan(o cluster.Options) func(synthetic.Events) (work, error) {
	return func(e synthetic.Events) (work, error) {
		return func(ctx context.Context) (string, error) { return partition(cluster.Find(ctx, e.Points, o)) }, nil
	}
}

func stDBSCAN(e synthetic.Events) (work, error) {
	days := e.Days()
	return func(ctx context.Context) (string, error) {
		return partition(cluster.FindWithTime(ctx, e.Points, days, cluster.Options{Distance: 200, Days: 14, MinPoints: 5}))
	}, nil
}

// partition says what can be compared with other programs: the clusters and the core events.
func partition(r *cluster.Result, err error) (string, error) {
	if err != nil {
		return "", err
	}
	core := 0
	for _, c := range r.Core {
		if c {
			core++
		}
	}
	return fmt.Sprintf("%d clusters, %d core events", r.Clusters, core), nil
}
