package cluster

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
)

func FuzzEveryEventIsLabelledOrTheInputRefused(f *testing.F) {
	f.Add([]byte{}, 50.0, 7.0, 10)                                                     // none
	f.Add(fixture.Bytes(5, 5, 5), 50.0, 7.0, 1)                                        // one
	f.Add(fixture.Bytes(5, 5, 5, 5, 5, 5, 5, 5, 5), 1e-300, 1e-300, 2)                 // all at one place
	f.Add(fixture.Bytes(0, 0, 0, 1, 1, 1, 2, 2, 2), 1.5, 1.0, 2)                       // in line
	f.Add(fixture.Bytes(1e9, -1e9, 1e9, -1e9, 1e9, -1e9), 2.0, 3.0, 1)                 // huge
	f.Add(fixture.Bytes(math.Inf(1), 0, 0), 50.0, math.NaN(), -3)                      // infinite, negative
	f.Add(fixture.Bytes(0, 0, 0, 1e-320, 0, 0, -1e-320, 1e-320, 1e-320), 1e-9, 1.0, 2) // denormal
	f.Fuzz(func(t *testing.T, data []byte, distance, limit float64, minPoints int) {
		var p plane.Points
		var days []float64
		p.X, p.Y, days = fixture.Threes(data, 200)
		o := Options{Distance: distance, Days: limit, MinPoints: minPoints}
		if r, err := Find(t.Context(), p, o); err == nil {
			sameResult(t, r, bruteForce(p, nil, o))
		}
		if r, err := FindWithTime(t.Context(), p, days, o); err == nil {
			sameResult(t, r, bruteForce(p, days, o))
		}
	})
}
