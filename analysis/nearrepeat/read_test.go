package nearrepeat_test

import (
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/wardmote/wardmote/analysis/nearrepeat"
	"github.com/wardmote/wardmote/analysis/plane"
)

// rows reads a CSV file without its heading.
func rows(t testing.TB, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return all[1:]
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// events reads x, y and time from the given columns.
func events(t testing.TB, path string, x, y, day int) nearrepeat.Events {
	t.Helper()
	var e nearrepeat.Events
	for _, row := range rows(t, path) {
		e.Points.X = append(e.Points.X, number(t, row[x]))
		e.Points.Y = append(e.Points.Y, number(t, row[y]))
		e.Days = append(e.Days, number(t, row[day]))
	}
	return e
}

func at(x, y, days []float64) nearrepeat.Events {
	return nearrepeat.Events{Points: plane.Points{X: x, Y: y}, Days: days}
}
