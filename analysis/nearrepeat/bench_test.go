package nearrepeat_test

import (
	"math"
	"os"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
)

// benchEvents are the events of WARDMOTE_BENCH_POINTS, a file of tools/bench's point generator, or as many scattered
// ones where the variable is not set.
func benchEvents(b *testing.B, n int) nearrepeat.Events {
	if os.Getenv("WARDMOTE_BENCH_POINTS") == "" {
		e := scattered(n, 9, 1)
		for i := range e.Days { // as thinly spread as the reference's points
			e.Points.X[i] *= 10
			e.Points.Y[i] *= 8
		}
		return e
	}
	points, days := fixture.BenchEvents(b, n)
	for i := range days {
		days[i] = math.Floor(days[i])
	}
	return nearrepeat.Events{Points: points, Days: days}
}

// Knox, 10,000 events, 999 permutations, one band: pointpats takes 33 s.
func BenchmarkKnox10000(b *testing.B) {
	e := benchEvents(b, 10_000)
	for b.Loop() {
		if _, err := nearrepeat.Knox(b.Context(), e, 200, 7, nearrepeat.Options{Permutations: 999, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

// The near-repeat table, 10,000 events, 5 x 4 bands, 999 permutations: R NearRepeat takes 57 s for 9.
func BenchmarkKnoxTable10000(b *testing.B) {
	e := benchEvents(b, 10_000)
	for b.Loop() {
		if _, err := nearrepeat.Table(b.Context(), e, fiveByFour[0], fiveByFour[1], nearrepeat.Options{Permutations: 999, Seed: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

// The exact mean and variance of the same table, without permutations.
func BenchmarkKnoxMoments10000(b *testing.B) {
	e := benchEvents(b, 10_000)
	for b.Loop() {
		if _, err := nearrepeat.Table(b.Context(), e, fiveByFour[0], fiveByFour[1], nearrepeat.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// One million events, exact mean and variance of every pair within 200 m and 7 days; pairs is how many were near.
func BenchmarkKnoxMoments1000000(b *testing.B) {
	e := benchEvents(b, 1_000_000)
	for b.Loop() {
		k, err := nearrepeat.Knox(b.Context(), e, 200, 7, nearrepeat.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(k.Observed+k.SpaceOnly), "pairs")
	}
}
