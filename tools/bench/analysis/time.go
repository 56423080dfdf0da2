package main

import (
	"context"
	"fmt"
	"time"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/emerging"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/series"
	"github.com/wardmote/wardmote/tools/bench/synthetic"
)

// monthly counts the events by calendar month, from January 2024, and cell.
func monthly(e synthetic.Events, g plane.Grid) [][]int {
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	month := make([]int, synthetic.Period+1)
	for d := range month {
		day := start.AddDate(0, 0, d)
		month[d] = (day.Year()-2024)*12 + int(day.Month()) - 1
	}
	out := make([][]int, 24)
	for m := range out {
		out[m] = make([]int, g.Len())
	}
	for i, minutes := range e.Minutes {
		m := month[int(minutes)/1440]
		if c, ok := g.Index(e.Points.X[i], e.Points.Y[i]); ok && m < len(out) {
			out[m][c]++
		}
	}
	return out
}

// emergingSmall is what R's sfdep was measured on: 144 cells by 18 periods, 199 permutations. The cells are 500 m squares in
// the middle of the region, the periods its first months.
func emergingSmall(e synthetic.Events) (work, error) {
	g := plane.Grid{MinX: 528500, MinY: 175500, Cell: 500, Cols: 12, Rows: 12}
	counts := monthly(e, g)[:18]
	o := emerging.Options{Inference: association.Sampled, Draws: 199, EachBin: true, Seed: 1}
	return func(ctx context.Context) (string, error) { return classes(emerging.Analyse(ctx, g, counts, o)) }, nil
}

// emergingLondon is the whole region by 100 m and month, with exact p-values and false-discovery control.
func emergingLondon(e synthetic.Events) (work, error) {
	g := region(100)
	counts := monthly(e, g)
	return func(ctx context.Context) (string, error) {
		return classes(emerging.Analyse(ctx, g, counts, emerging.Options{}))
	}, nil
}

func classes(r *emerging.Result, err error) (string, error) {
	if err != nil {
		return "", err
	}
	n := 0
	for _, c := range r.Class {
		if c != emerging.NoPattern {
			n++
		}
	}
	return fmt.Sprintf("%d places with a pattern", n), nil
}

// mannKendall tests 10,856 monthly series, one for each square of 500 m.
func mannKendall(e synthetic.Events) (work, error) {
	g := region(500)
	counts := monthly(e, g)
	all := make([][]float64, g.Len())
	for c := range all {
		for _, month := range counts {
			all[c] = append(all[c], float64(month[c]))
		}
	}
	return func(context.Context) (string, error) {
		rising := 0
		for _, values := range all {
			k, err := series.MannKendall(values)
			if err != nil {
				return "", err
			}
			if k.P < 0.05 && k.S > 0 {
				rising++
			}
		}
		return fmt.Sprintf("%d of %d series rise", rising, len(all)), nil
	}, nil
}
