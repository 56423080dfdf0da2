package nearrepeat_test

import (
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
	"github.com/wardmote/wardmote/analysis/plane"
)

// events reads x, y and time from the given columns.
func events(t testing.TB, path string, x, y, day int) nearrepeat.Events {
	t.Helper()
	var e nearrepeat.Events
	for _, row := range fixture.Rows(t, path)[1:] {
		e.Points.X = append(e.Points.X, fixture.Number(t, row[x]))
		e.Points.Y = append(e.Points.Y, fixture.Number(t, row[y]))
		e.Days = append(e.Days, fixture.Number(t, row[day]))
	}
	return e
}

func at(x, y, days []float64) nearrepeat.Events {
	return nearrepeat.Events{Points: plane.Points{X: x, Y: y}, Days: days}
}
