package cluster

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
)

// events reads coordinates from bytes: any float64 at all, in threes.
func events(data []byte) (p plane.Points, days []float64) {
	next := func() float64 {
		v := math.Float64frombits(binary.LittleEndian.Uint64(data))
		data = data[8:]
		return v
	}
	for len(data) >= 24 && p.Len() < 200 {
		p.X, p.Y, days = append(p.X, next()), append(p.Y, next()), append(days, next())
	}
	return p, days
}

func bytesOf(v ...float64) (data []byte) {
	for _, f := range v {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(f))
	}
	return data
}

func FuzzEveryEventIsLabelledOrTheInputRefused(f *testing.F) {
	f.Add([]byte{}, 50.0, 7.0, 10)                                               // none
	f.Add(bytesOf(5, 5, 5), 50.0, 7.0, 1)                                        // one
	f.Add(bytesOf(5, 5, 5, 5, 5, 5, 5, 5, 5), 1e-300, 1e-300, 2)                 // all at one place
	f.Add(bytesOf(0, 0, 0, 1, 1, 1, 2, 2, 2), 1.5, 1.0, 2)                       // in line
	f.Add(bytesOf(1e9, -1e9, 1e9, -1e9, 1e9, -1e9), 2.0, 3.0, 1)                 // huge
	f.Add(bytesOf(math.Inf(1), 0, 0), 50.0, math.NaN(), -3)                      // infinite, negative
	f.Add(bytesOf(0, 0, 0, 1e-320, 0, 0, -1e-320, 1e-320, 1e-320), 1e-9, 1.0, 2) // denormal
	f.Fuzz(func(t *testing.T, data []byte, distance, limit float64, minPoints int) {
		p, days := events(data)
		o := Options{Distance: distance, Days: limit, MinPoints: minPoints}
		if r, err := Find(t.Context(), p, o); err == nil {
			sameResult(t, r, bruteForce(p, nil, o))
		}
		if r, err := FindWithTime(t.Context(), p, days, o); err == nil {
			sameResult(t, r, bruteForce(p, days, o))
		}
	})
}
