package scan_test

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/scan"
)

// benchCases are the events of WARDMOTE_BENCH_POINTS, a file of the reference's point generator, in cells of 250 m by
// day; or as many scattered ones where the variable is not set.
func benchCases(b *testing.B, n int) scan.Cases {
	var points plane.Points
	c := scan.Cases{Periods: 731}
	if os.Getenv("WARDMOTE_BENCH_POINTS") != "" {
		var days []float64
		points, days = fixture.BenchEvents(b, n)
		for _, d := range days {
			c.Period = append(c.Period, int(math.Floor(d)))
		}
	} else {
		r := rand.New(rand.NewPCG(1, 1))
		for range n {
			points.X = append(points.X, 530000+8000*r.NormFloat64())
			points.Y = append(points.Y, 180000+6000*r.NormFloat64())
			c.Period = append(c.Period, r.IntN(c.Periods))
		}
	}
	var err error
	if c.Places, c.Place, err = scan.Cells(points, 250); err != nil {
		b.Fatal(err)
	}
	return c
}

// Space-time permutation scan, prospective, 100,000 events, 999 replications: SaTScan 10.3.2 takes 221 s.
func BenchmarkScanProspective100000(b *testing.B) {
	c := benchCases(b, 100_000)
	for b.Loop() {
		r, err := scan.Permutation(b.Context(), c, scan.Options{Prospective: true, MaxRadius: 1000, MaxLength: 28, Replications: 999, Seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(r.Clusters[0].Statistic, "statistic")
	}
}

// Space-time permutation scan, retrospective by day, 10,000 events, 99 replications: SaTScan takes 266 s.
func BenchmarkScanRetrospective10000(b *testing.B) {
	c := benchCases(b, 10_000)
	for b.Loop() {
		r, err := scan.Permutation(b.Context(), c, scan.Options{MaxRadius: 1000, MaxLength: 28, Replications: 99, Seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(r.Clusters[0].Statistic, "statistic")
	}
}
