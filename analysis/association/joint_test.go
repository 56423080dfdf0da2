package association

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

func TestMoranAndStarTogetherAreWhatEachIsByItself(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := plane.Grid{Cell: 100, Cols: rapid.IntRange(1, 9).Draw(rt, "columns"), Rows: rapid.IntRange(1, 9).Draw(rt, "rows")}
		l, err := weight.OnGrid(g, weight.Kind(rapid.IntRange(0, 2).Draw(rt, "kind")))
		if err != nil {
			rt.Fatal(err)
		}
		x := make([]float64, g.Len())
		whole, offset := rapid.Bool().Draw(rt, "whole"), rapid.SampledFrom([]float64{0, -3, 1000}).Draw(rt, "offset")
		for i := range x {
			if x[i] = rapid.Float64Range(0, 4).Draw(rt, "value") + offset; whole {
				x[i] = math.Floor(x[i])
			}
		}
		var w weight.Neighbours = l
		if rapid.Bool().Draw(rt, "matrix") { // of some of the places, so that there are islands
			keep := make([]bool, len(x))
			for i := range keep {
				keep[i] = rapid.IntRange(0, 2).Draw(rt, "keep") > 0
			}
			m, places := weight.Restrict(l, keep)
			for k, i := range places {
				x[k] = x[i]
			}
			w, x = m, x[:len(places)]
		}
		checkJoint(rt, w, x, PermuteOptions{Draws: 99, Seed: 7})
	})
}

func checkJoint(t *rapid.T, w weight.Neighbours, x []float64, o PermuteOptions) {
	ctx := context.Background()
	joint, err := MoranAndStar(ctx, w, x, o)
	if err != nil {
		t.Fatal(err)
	}
	moran, err := LocalMoran(weight.Standardise(w), x, Conditional)
	if err != nil {
		t.Fatal(err)
	}
	star, err := LocalG(w, x, true)
	if err != nil {
		t.Fatal(err)
	}
	tails, err := Permute(ctx, w, x, o)
	if err != nil {
		t.Fatal(err)
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-9*(math.Abs(a)+1) }
	for i := range x {
		if !near(moran.Statistic[i], joint.Moran[i]) || !near(star.Statistic[i], joint.Star[i]) {
			t.Fatalf("place %d: together I %g and G* %g, each by itself %g and %g", i, joint.Moran[i], joint.Star[i], moran.Statistic[i], star.Statistic[i])
		}
		if tails.Upper[i] != joint.Upper[i] || tails.Lower[i] != joint.Lower[i] {
			t.Fatalf("place %d: together the tails %g and %g, by itself %g and %g", i, joint.Upper[i], joint.Lower[i], tails.Upper[i], tails.Lower[i])
		}
	}
}

func TestMoranAndStarTogetherRefuseWeightsThatDifferWithinARow(t *testing.T) {
	m, err := weight.FromLinks(3, []weight.Link{{From: 0, To: 1, Weight: 1}, {From: 0, To: 2, Weight: 2}, {From: 1, To: 0, Weight: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := MoranAndStar(context.Background(), m, []float64{1, 2, 4}, PermuteOptions{Draws: 9}); err == nil {
		t.Error("weights that differ within a row were accepted")
	}
}
