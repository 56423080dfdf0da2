package nearrepeat_test

import (
	"bufio"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
)

// calculated is one cell of the Near Repeat Calculator's verbose output.
type calculated struct {
	observed, mean, p, ratio float64
	permuted                 []float64
}

// readCalculator reads the cells of its verbose output by row and column, from 1.
func readCalculator(t *testing.T, path string) map[[2]int]*calculated {
	t.Helper()
	cells := map[[2]int]*calculated{}
	var cell *calculated
	for lines := bufio.NewScanner(fixture.Open(t, path)); lines.Scan(); {
		var row, column int
		if n, _ := fmt.Sscanf(lines.Text(), "Row %d Column %d", &row, &column); n == 2 {
			cell = &calculated{}
			cells[[2]int{row, column}] = cell
			continue
		}
		name, rest, found := strings.Cut(lines.Text(), ",")
		if cell == nil || !found {
			continue
		}
		switch name {
		case "Expected":
			for _, field := range strings.Split(strings.TrimSuffix(rest, ","), ",") {
				cell.permuted = append(cell.permuted, fixture.Number(t, field))
			}
		case "Observed":
			cell.observed = fixture.Number(t, rest)
		case "Mean":
			cell.mean = fixture.Number(t, rest)
		case "P value":
			cell.p = fixture.Number(t, rest)
		case "Obs over Mean Exp":
			cell.ratio = fixture.Number(t, rest)
		}
	}
	return cells
}

// The Near Repeat Calculator 1.3's own output for a month of burglary in Chicago: every observed count, and its expected
// counts, means of 19 permutations, and p-values within their Monte-Carlo error. The data is the City of Chicago's and read
// from beside the repository; where it is not there, the same bands and the same distance are held to a count of all pairs.
func TestChicagoAgreesWithTheCalculator(t *testing.T) {
	space, delay, err := nearrepeat.Calculator(100, 3, 7, 3)
	fixture.Must(t, err)
	countsEveryPair(t, space, delay)
	folder := fixture.Beside(t, "fixtures/spatial/knox")
	if folder == "" {
		return
	}
	e := events(t, filepath.Join(folder, "chicago_be_month1.csv"), 0, 1, 3)
	got, err := nearrepeat.Table(t.Context(), e, space, delay, nearrepeat.Options{Metric: nearrepeat.Manhattan, Permutations: 999, Seed: 2})
	fixture.Must(t, err)
	cells := readCalculator(t, filepath.Join(folder, "chicago_be_month1_NRC13_verbose.csv"))
	if len(cells) != 20 || len(got.Cells) != 5 {
		t.Fatalf("the calculator prints %d cells, here there are %d rows", len(cells), len(got.Cells))
	}
	for a, row := range got.Cells {
		for d, c := range row {
			theirs, what := cells[[2]int{a + 1, d + 1}], space.Label(a)+" m, "+delay.Label(d)+" days"
			if float64(c.Observed) != theirs.observed {
				t.Errorf("%s: observed %d, the calculator says %g", what, c.Observed, theirs.observed)
			}
			n := float64(len(theirs.permuted))
			if slack := 4.5 * math.Sqrt(c.Variance/n); math.Abs(theirs.mean-c.Expected) > slack {
				t.Errorf("%s: expected %g, the calculator says %g", what, c.Expected, theirs.mean)
			}
			if low := theirs.observed / (c.Expected + 4.5*math.Sqrt(c.Variance/n)); theirs.ratio < low {
				t.Errorf("%s: ratio %g, the calculator says %g", what, c.Ratio(), theirs.ratio)
			}
			fixture.SameChance(t, what, c.Upper, theirs.p, 999, 19)
		}
	}
}

// countsEveryPair holds a table of the calculator's bands to its rules pair by pair: the same place, then less than 100, 200
// and 300 metres by streets, and less than 7, 14 and 21 days whatever its labels say, and what is beyond.
func countsEveryPair(t *testing.T, space, delay nearrepeat.Bands) {
	t.Helper()
	e := events(t, londonEvents, 1, 2, 3)
	got, err := nearrepeat.Table(t.Context(), e, space, delay, nearrepeat.Options{Metric: nearrepeat.Manhattan})
	fixture.Must(t, err)
	want := make([][4]int64, 5)
	for i := range e.Days {
		for j := range i {
			metres := math.Abs(e.Points.X[i]-e.Points.X[j]) + math.Abs(e.Points.Y[i]-e.Points.Y[j])
			days := math.Abs(e.Days[i] - e.Days[j])
			a, d := 0, 0
			for _, limit := range []float64{0.1, 100, 200, 300} {
				if metres >= limit {
					a++
				}
			}
			for _, limit := range []float64{7, 14, 21} {
				if days >= limit {
					d++
				}
			}
			want[a][d]++
		}
	}
	for a, row := range got.Cells {
		for d, c := range row {
			if c.Observed != want[a][d] {
				t.Errorf("%s m, %s days: %d pairs, counted %d", space.Label(a), delay.Label(d), c.Observed, want[a][d])
			}
		}
	}
}
