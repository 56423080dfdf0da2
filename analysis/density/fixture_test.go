package density

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
)

// columns reads a CSV with a header, gzipped or not, as numbers by column.
func columns(t *testing.T, name string) map[string][]float64 {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var from io.Reader = file
	if strings.HasSuffix(name, ".gz") {
		if from, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	records, err := csv.NewReader(from).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]float64{}
	for row, record := range records[1:] {
		for i, text := range record {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatalf("%s row %d: %v", name, row+1, err)
			}
			out[records[0][i]] = append(out[records[0][i]], v)
		}
	}
	return out
}

// Direct summation by numpy over 2,000 synthetic London points on 6,400 cells, to all digits.
func TestDensityAgreesWithDirectSummationByAnotherProgram(t *testing.T) {
	points, want := columns(t, "london2000.csv"), columns(t, "london2000_250m_exact.csv.gz")
	p := plane.Points{X: points["x"], Y: points["y"]}
	g := plane.Grid{MinX: 520000, MinY: 170000, Cell: 250, Cols: 80, Rows: 80}
	for column, o := range map[string]Options{
		"quartic_h300":      {Kernel: Quartic, Bandwidth: 300},
		"epanechnikov_h300": {Kernel: Epanechnikov, Bandwidth: 300},
		"uniform_h300":      {Kernel: Uniform, Bandwidth: 300},
		"gaussian_sd150":    {Kernel: Gaussian, Bandwidth: 150, Truncate: 8},
	} {
		o.Unit = PerSquareMetre
		s, err := Estimate(t.Context(), p, g, o)
		if err != nil {
			t.Fatal(err)
		}
		peak := o.Kernel.Peak(o.Bandwidth)
		for i, x := range want["x"] {
			c, _ := g.Index(x, want["y"][i])
			slack := 1e-9*want[column][i] + 1e-13*peak*float64(p.Len())
			if math.Abs(s.Values[c]-want[column][i]) > slack {
				t.Fatalf("%s at (%g, %g): %g, not %g", column, x, want["y"][i], s.Values[c], want[column][i])
			}
		}
	}
}
