package pattern_test

import (
	"math/rand/v2"
	"testing"

	"github.com/wardmote/wardmote/analysis/pattern"
)

func BenchmarkRipleyK10000(b *testing.B) {
	w := pattern.Window{MaxX: 10_000, MaxY: 10_000}
	p := w.Uniform(10_000)(rand.New(rand.NewPCG(1, 1)))
	for b.Loop() {
		if _, err := pattern.K(b.Context(), p, w, []float64{50, 100, 200, 300, 400, 500}, pattern.Isotropic); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNearestNeighbour100000(b *testing.B) {
	w := pattern.Window{MaxX: 50_000, MaxY: 50_000}
	p := w.Uniform(100_000)(rand.New(rand.NewPCG(1, 1)))
	for b.Loop() {
		if _, err := pattern.Nearest(p); err != nil {
			b.Fatal(err)
		}
	}
}
