package association

import (
	"context"
	"testing"
)

func BenchmarkExactTailsLondon271400Cells(b *testing.B) {
	g, counts := london(b)
	l := queen(b, g)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ExactTails(context.Background(), l, counts); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPermute999London271400Cells(b *testing.B) {
	g, counts := london(b)
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
	g, counts := london(b)
	l, x := queen(b, g), floats(counts)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := MoranAndStar(context.Background(), l, x, PermuteOptions{Draws: 999, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGiStarCountsLondon271400Cells(b *testing.B) {
	g, counts := london(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := GiStarCounts(context.Background(), g, counts, CountOptions{Side: High}); err != nil {
			b.Fatal(err)
		}
	}
}
