package series_test

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// near fails unless got is want within the relative tolerance, or 1e-15 of it.
func near(t testing.TB, name string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Abs(want) || math.Abs(got-want) <= 1e-15) {
		t.Errorf("%s: got %.17g, reference %.17g", name, got, want)
	}
}

func number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	must(t, err)
	return v
}

func readCSV(t testing.TB, path string) []map[string]string {
	t.Helper()
	rows := readRows(t, path)
	var out []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, v := range row {
			record[rows[0][i]] = v
		}
		out = append(out, record)
	}
	return out
}

func readRows(t testing.TB, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	must(t, err)
	return rows
}

func kendallSeries(t testing.TB) (out [][]float64) {
	t.Helper()
	for _, row := range readRows(t, "testdata/kendall_series.csv")[1:] {
		var v []float64
		for _, cell := range row[1:] {
			v = append(v, number(t, cell))
		}
		out = append(out, v)
	}
	return out
}
