package series_test

import (
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
)

func kendallSeries(t testing.TB) (out [][]float64) {
	t.Helper()
	for _, row := range fixture.Rows(t, "testdata/kendall_series.csv")[1:] {
		var v []float64
		for _, cell := range row[1:] {
			v = append(v, fixture.Number(t, cell))
		}
		out = append(out, v)
	}
	return out
}
