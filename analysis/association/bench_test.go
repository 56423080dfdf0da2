package association

import (
	"context"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

// london is a grid of 460 by 590 cells of 100 m whose counts have the make-up of a city's: town centres, tight hot spots
// and addresses that repeat, in shares like those of the benchmark's points. The largest count is in the thousands.
func london(events int) (plane.Grid, []int) {
	g := plane.Grid{MinX: 503000, MinY: 155000, Cell: 100, Cols: 590, Rows: 460}
	r := chance.Stream(2026, 1)
	type spot struct{ x, y, sd float64 }
	draw := func(sdLow, sdHigh float64) spot {
		return spot{503000 + 59000*r.Float64(), 155000 + 46000*r.Float64(), sdLow + (sdHigh-sdLow)*r.Float64()}
	}
	var towns, hot, homes []spot
	for range 600 {
		towns = append(towns, draw(400, 1500))
	}
	for range 120 {
		hot = append(hot, draw(60, 110))
	}
	for range max(50, events/25) {
		homes = append(homes, draw(0, 1))
	}
	zipf := func(n int, power float64) int { // inverse of the continuous power law on [1, n+1)
		u := r.Float64()
		top := 1 - power
		v := (1 + u*(math.Pow(float64(n+1), top)-1))
		return min(n-1, int(math.Pow(v, 1/top))-1)
	}
	counts := make([]int, g.Len())
	for range events {
		var s spot
		switch u := r.Float64(); {
		case u < 0.44:
			s = towns[zipf(600, 0.7)]
		case u < 0.60:
			s = draw(0, 1)
		case u < 0.87:
			s = hot[zipf(120, 0.6)]
		default:
			s = homes[zipf(len(homes), 0.5)]
		}
		if c, ok := g.Index(s.x+s.sd*r.NormFloat64(), s.y+s.sd*r.NormFloat64()); ok {
			counts[c]++
		}
	}
	return g, counts
}

func BenchmarkExactTailsLondon271400Cells(b *testing.B) {
	g, counts := london(1_000_000)
	l := queen(b, g)
	values, _ := distinct(counts)
	b.ReportMetric(float64(len(values)), "distinct")
	b.ReportMetric(float64(values[len(values)-1]), "largest")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ExactTails(context.Background(), l, counts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPermute999London271400Cells(b *testing.B) {
	g, counts := london(1_000_000)
	l, x := queen(b, g), floats(counts)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Permute(context.Background(), l, x, PermuteOptions{Draws: 999, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

// The reference programs' work: local Moran and Gi* with 999 permutations. One set of shared draws serves both.
func BenchmarkLocalMoranAndGiStar999London271400Cells(b *testing.B) {
	g, counts := london(1_000_000)
	l, x := queen(b, g), floats(counts)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LocalMoran(weight.Standardise(l), x, Conditional); err != nil {
			b.Fatal(err)
		}
		if _, err := LocalG(l, x, true); err != nil {
			b.Fatal(err)
		}
		if _, err := Permute(context.Background(), l, x, PermuteOptions{Draws: 999, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGiStarCountsLondon271400Cells(b *testing.B) {
	g, counts := london(1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := GiStarCounts(context.Background(), g, counts, CountOptions{Side: High}); err != nil {
			b.Fatal(err)
		}
	}
}
