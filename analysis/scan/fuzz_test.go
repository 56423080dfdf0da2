package scan_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/scan"
)

// FuzzScan reads places from the first bytes and cases from the second: nothing, one place, all at one place, on one
// line, huge and infinite coordinates.
func FuzzScan(f *testing.F) {
	some := []byte{0, 0, 0, 1, 1, 2, 2, 0, 1, 1, 1, 1}
	for _, places := range [][]byte{nil, fixture.Bytes(1, 2), fixture.Bytes(5, 5, 5, 5, 5, 5), fixture.Bytes(0, 0, 1, 0, 2, 0), fixture.Bytes(1e9, -1e9, -1e9, 1e9),
		fixture.Bytes(math.Inf(1), 0), fixture.Bytes(math.NaN(), 0), fixture.Bytes(1e-300, 0, 0, 0)} {
		f.Add(places, some, 2.0, 0.5, byte(3))
		f.Add(places, some[:2], math.Inf(1), 1.0, byte(1))
		f.Add(places, []byte(nil), 1e-9, -1.0, byte(0))
	}
	f.Fuzz(func(t *testing.T, raw, cases []byte, radius, share float64, periods byte) {
		var at plane.Points
		for len(raw) >= 16 && at.Len() < 12 {
			at.X = append(at.X, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
			at.Y = append(at.Y, math.Float64frombits(binary.LittleEndian.Uint64(raw[8:])))
			raw = raw[16:]
		}
		c := scan.Cases{Places: scan.Places{X: at.X, Y: at.Y, Geographic: periods%2 == 1}, Periods: int(periods % 20)}
		for len(cases) >= 2 && len(c.Place) < 60 {
			c.Place, c.Period = append(c.Place, int(cases[0])), append(c.Period, int(cases[1]))
			cases = cases[2:]
		}
		if c.Places.Validate() == nil && c.Places.Len() > 0 {
			if d := c.Places.Distance(0, c.Places.Len()-1); !(d >= 0) || math.IsInf(d, 0) {
				t.Fatalf("a distance of %g", d)
			}
		}
		o := scan.Options{MaxRadius: radius, MaxShare: share, Prospective: periods%3 == 0, Replications: 3, MinCases: int(periods % 4)}
		r, err := scan.Permutation(t.Context(), c, o)
		check(t, r, err)
		in := scan.Counts{Places: c.Places, Periods: c.Periods}
		for i := range c.Places.Len() * c.Periods {
			n := 0
			if i < len(c.Place) {
				n = c.Place[i]
			}
			in.Cases, in.Expected = append(in.Cases, n-1), append(in.Expected, math.Abs(radius)*float64(i%3+1))
		}
		r, err = scan.Poisson(t.Context(), in, o)
		check(t, r, err)
		if _, place, err := scan.Cells(at, radius); err == nil && len(place) != at.Len() {
			t.Fatal("a point without a cell")
		}
	})
}

func check(t *testing.T, r *scan.Result, err error) {
	t.Helper()
	if err != nil {
		return
	}
	for _, c := range r.Clusters {
		for _, v := range []float64{c.Statistic, c.Expected, c.Radius, c.P, c.Ratio(), c.Recurrence()} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				t.Fatalf("cluster %+v", c)
			}
		}
		if math.IsNaN(c.RelativeRisk(r.Cases)) {
			t.Fatalf("relative risk of %+v", c)
		}
	}
}
