package density

import (
	"bufio"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
)

// benchPoints are n events in metres of London: the file that WARDMOTE_BENCH_POINTS names (of tools/bench, with columns
// id,x,y,…) or, without it, a mixture of towns, so that the benchmark runs anywhere.
func benchPoints(b *testing.B, n int) plane.Points {
	b.Helper()
	if name := os.Getenv("WARDMOTE_BENCH_POINTS"); name != "" {
		return readPoints(b, name, n)
	}
	r := rand.New(rand.NewPCG(1, 2))
	p := plane.Points{X: make([]float64, n), Y: make([]float64, n)}
	for i := range n {
		town := rand.New(rand.NewPCG(3, uint64(r.IntN(600))))
		p.X[i] = float64(int(510000 + town.Float64()*45000 + r.NormFloat64()*600))
		p.Y[i] = float64(int(160000 + town.Float64()*38000 + r.NormFloat64()*600))
	}
	return p
}

func readPoints(b *testing.B, name string, n int) (p plane.Points) {
	b.Helper()
	file, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	for scan := bufio.NewScanner(file); scan.Scan() && p.Len() < n; {
		field := strings.Split(scan.Text(), ",")
		x, errX := strconv.ParseFloat(field[1], 64)
		y, errY := strconv.ParseFloat(field[2], 64)
		if errX == nil && errY == nil {
			p.X, p.Y = append(p.X, x), append(p.Y, y)
		}
	}
	if p.Len() < n {
		b.Fatalf("%s holds %d points, fewer than %d", name, p.Len(), n)
	}
	return p
}

func benchmarkSurface(b *testing.B, n int, o Options) {
	p := benchPoints(b, n)
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
