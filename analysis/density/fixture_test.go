package density

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Direct summation by numpy over 2,000 synthetic London points on 6,400 cells, to all digits.
func TestDensityAgreesWithDirectSummationByAnotherProgram(t *testing.T) {
	points, want := fixture.Columns(t, "testdata/london2000.csv"), fixture.Columns(t, "testdata/london2000_250m_exact.csv.gz")
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
