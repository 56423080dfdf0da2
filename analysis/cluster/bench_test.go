package cluster

import (
	"bufio"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
)

// benchEvents are n events of London over 731 days: the file that WARDMOTE_BENCH_POINTS names (of tools/bench, with
// columns id,x,y,t_from_min,…) or, without it, a mixture of towns, so that the benchmark runs anywhere.
func benchEvents(b *testing.B, n int) (p plane.Points, days []float64) {
	b.Helper()
	if name := os.Getenv("WARDMOTE_BENCH_POINTS"); name != "" {
		return readEvents(b, name, n)
	}
	r := rand.New(rand.NewPCG(1, 2))
	p = plane.Points{X: make([]float64, n), Y: make([]float64, n)}
	days = make([]float64, n)
	for i := range n {
		town := rand.New(rand.NewPCG(3, uint64(r.IntN(600))))
		p.X[i] = float64(int(510000 + town.Float64()*45000 + r.NormFloat64()*600))
		p.Y[i] = float64(int(160000 + town.Float64()*38000 + r.NormFloat64()*600))
		days[i] = 731 * r.Float64()
	}
	return p, days
}

func readEvents(b *testing.B, name string, n int) (p plane.Points, days []float64) {
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
		minutes, errT := strconv.ParseFloat(field[3], 64)
		if errX == nil && errY == nil && errT == nil {
			p.X, p.Y, days = append(p.X, x), append(p.Y, y), append(days, minutes/1440)
		}
	}
	if p.Len() < n {
		b.Fatalf("%s holds %d events, fewer than %d", name, p.Len(), n)
	}
	return p, days
}

func benchmarkFind(b *testing.B, n int, o Options) {
	p, _ := benchEvents(b, n)
	b.ReportAllocs()
	for b.Loop() {
		r, err := Find(b.Context(), p, o)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Clusters), "clusters")
	}
}

// The row "DBSCAN" of docs/BENCHMARKS.md: 1,000,000 points, 50 m and 10 events.
func BenchmarkDBSCAN1000000(b *testing.B) {
	benchmarkFind(b, 1_000_000, Options{Distance: 50, MinPoints: 10})
}

func BenchmarkDBSCAN100000(b *testing.B) {
	benchmarkFind(b, 100_000, Options{Distance: 50, MinPoints: 10})
}

func BenchmarkDBSCAN10000(b *testing.B) {
	benchmarkFind(b, 10_000, Options{Distance: 50, MinPoints: 10})
}

func BenchmarkDBSCAN10000000(b *testing.B) {
	benchmarkFind(b, 10_000_000, Options{Distance: 50, MinPoints: 10})
}

// The wider of the two settings that the references were measured at.
func BenchmarkDBSCAN1000000Wide(b *testing.B) {
	benchmarkFind(b, 1_000_000, Options{Distance: 100, MinPoints: 50})
}

// The row "ST-DBSCAN": 100,000 events, 200 m, 14 days and 5 events.
func BenchmarkSTDBSCAN100000(b *testing.B) {
	p, days := benchEvents(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		r, err := FindWithTime(b.Context(), p, days, Options{Distance: 200, Days: 14, MinPoints: 5})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Clusters), "clusters")
	}
}
