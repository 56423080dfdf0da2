package nearrepeat_test

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
)

// degenerate are the inputs that break careless code: nothing, one, all alike, on one line, huge, infinite, no number.
func degenerate() [][]float64 {
	return [][]float64{
		{}, {1, 2, 3}, {5, 5, 5, 5, 5, 5, 5, 5, 5}, {0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4}, {1e9, -1e9, 1e9, -1e9, 1e9, -1e9},
		{math.Inf(1), 0, 0}, {math.NaN(), 1, 1}, {1e-300, 0, 1e-300, 0, 0, 0}, {0.1, 0.2, 0.30000000000000004, 0.1, 0.2, 1e308},
	}
}

func FuzzTable(f *testing.F) {
	for _, v := range degenerate() {
		f.Add(fixture.Bytes(v...), 100.0, 7.0)
		f.Add(fixture.Bytes(v...), 1e-9, math.Inf(1))
	}
	f.Fuzz(func(t *testing.T, raw []byte, metres, days float64) {
		var e nearrepeat.Events
		e.Points.X, e.Points.Y, e.Days = fixture.Threes(raw, 64)
		o := nearrepeat.Options{Permutations: 9, Seed: 1}
		if space, delay, err := nearrepeat.Calculator(metres, len(raw), days, len(e.Days)); err == nil {
			if space.Label(0) == "" || delay.Label(delay.Len()-1) == "" || space.Label(space.Len()) != "" || delay.Label(-1) != "" {
				t.Fatalf("bands %v and %v are not labelled", space, delay)
			}
		}
		table, err := nearrepeat.Table(t.Context(), e, nearrepeat.Bands{Breaks: []float64{0, metres, math.Inf(1)}},
			nearrepeat.Bands{Breaks: []float64{0, days}, ClosedRight: true}, o)
		if err == nil {
			for _, row := range table.Cells {
				for _, c := range row {
					finite(t, c.Expected, c.Variance, c.Z, c.Simulated, c.Upper, c.Lower, c.Ratio())
				}
			}
		}
		if k, err := nearrepeat.Knox(t.Context(), e, metres, days, o); err == nil {
			finite(t, k.Expected, k.Variance, k.Z, k.Modified, k.Upper)
		}
		m, err := nearrepeat.Mantel(t.Context(), e, nearrepeat.MantelOptions{SpaceConstant: metres, SpacePower: days, Options: o})
		if err == nil {
			finite(t, m.R, m.Sum, m.Upper)
		}
	})
}

func finite(t *testing.T, values ...float64) {
	t.Helper()
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Fatalf("a result is %g", v)
		}
	}
}
