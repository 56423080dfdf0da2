package cluster

import (
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
)

func benchmarkFind(b *testing.B, n int, o Options) {
	p, _ := fixture.BenchEvents(b, n)
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
	p, days := fixture.BenchEvents(b, 100_000)
	b.ReportAllocs()
	for b.Loop() {
		r, err := FindWithTime(b.Context(), p, days, Options{Distance: 200, Days: 14, MinPoints: 5})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Clusters), "clusters")
	}
}
