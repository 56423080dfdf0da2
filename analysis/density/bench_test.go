package density

import (
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
)

func benchmarkSurface(b *testing.B, n int, o Options) {
	p, _ := fixture.BenchEvents(b, n)
	g := plane.Grid{MinX: 503000, MinY: 155000, Cell: 50, Cols: 1180, Rows: 920}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Estimate(b.Context(), p, g, o); err != nil {
			b.Fatal(err)
		}
	}
}

// The row "quartic density" of docs/BENCHMARKS.md: 1,000,000 points, 50 m cells, 920 by 1,180, radius 300 m.
func BenchmarkQuarticDensity1000000(b *testing.B) {
	benchmarkSurface(b, 1_000_000, Options{Kernel: Quartic, Bandwidth: 300})
}

func BenchmarkQuarticDensity10000(b *testing.B) {
	benchmarkSurface(b, 10_000, Options{Kernel: Quartic, Bandwidth: 300})
}

func BenchmarkQuarticDensity100000(b *testing.B) {
	benchmarkSurface(b, 100_000, Options{Kernel: Quartic, Bandwidth: 300})
}

func BenchmarkQuarticDensity10000000(b *testing.B) {
	benchmarkSurface(b, 10_000_000, Options{Kernel: Quartic, Bandwidth: 300})
}

// The same with the Epanechnikov kernel, which SLAM was measured with.
func BenchmarkEpanechnikovDensity1000000(b *testing.B) {
	benchmarkSurface(b, 1_000_000, Options{Kernel: Epanechnikov, Bandwidth: 300})
}

func BenchmarkGaussianDensity1000000(b *testing.B) {
	benchmarkSurface(b, 1_000_000, Options{Kernel: Gaussian, Bandwidth: 150})
}
