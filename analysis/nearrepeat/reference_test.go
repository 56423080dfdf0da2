package nearrepeat_test

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/nearrepeat"
)

func within(t *testing.T, what string, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.15g, want %.15g", what, got, want)
	}
}

// PySAL pointpats asserts these on its Burkitt's lymphoma data: Knox 13, modified Knox 2.810160, Mantel 0.014154 and,
// in its documentation, 0.048368 with constants of 1 and powers of -1.
func TestBurkittAgreesWithPySAL(t *testing.T) {
	e := events(t, "testdata/burkitt.csv", 0, 1, 2)
	k, err := nearrepeat.Knox(t.Context(), e, 20, 5, nearrepeat.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if k.Observed != 13 || k.Pairs != 17578 || k.Observed+k.SpaceOnly+k.DelayOnly+k.Neither != k.Pairs {
		t.Errorf("knox table: %+v", k)
	}
	within(t, "modified Knox", k.Modified, 2.810160427807487, 1e-12)
	m, err := nearrepeat.Mantel(t.Context(), e, nearrepeat.MantelOptions{})
	if err != nil {
		t.Fatal(err)
	}
	within(t, "Mantel", m.R, 0.0141543417274494, 1e-12)
	m, err = nearrepeat.Mantel(t.Context(), e, nearrepeat.MantelOptions{SpaceConstant: 1, SpacePower: -1, DelayConstant: 1,
		DelayPower: -1, Options: nearrepeat.Options{Permutations: 99, Seed: 1}})
	if err != nil {
		t.Fatal(err)
	}
	within(t, "Mantel of reciprocals", m.R, 0.04836835157966837, 1e-12)
	if m.Upper > 0.05 {
		t.Errorf("PySAL finds p = 0.01 to 0.02, got %g", m.Upper)
	}
}

// Sixteen Knox tables of R surveillance 1.20.3, whose p-values come from 999 permutations of its own.
func TestBurkittAgreesWithSurveillance(t *testing.T) {
	folder := fixture.Beside(t, "fixtures/spatial/knox")
	if folder == "" {
		return // the larger comparison runs where the reference files are
	}
	e := events(t, filepath.Join(folder, "burkitt.csv"), 0, 1, 2)
	for _, r := range rows(t, filepath.Join(folder, "burkitt_knox_surveillance.csv")) {
		k, err := nearrepeat.Knox(t.Context(), e, number(t, r[0]), number(t, r[1]), nearrepeat.Options{Permutations: 999, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(k.Pairs, k.Observed, k.DelayOnly, k.SpaceOnly, k.Neither)
		if want := strings.Join([]string{r[3], r[4], r[5], r[6], r[7]}, " "); got != want {
			t.Errorf("%s and %s: got %s, want %s", r[0], r[1], got, want)
		}
		within(t, "expected", k.Expected, number(t, r[9]), 1e-12)
		sameChance(t, r[0]+" and "+r[1], k.Upper, number(t, r[10]), 999, 999)
	}
}

// sameChance fails where two permutation p-values differ by more than five standard errors of their difference.
func sameChance(t *testing.T, what string, got, want float64, mine, theirs int) {
	t.Helper()
	p := (got + want) / 2
	se := math.Sqrt(p*(1-p)*(1/float64(mine)+1/float64(theirs))) + 1/float64(min(mine, theirs))
	if math.Abs(got-want) > 5*se {
		t.Errorf("%s: p is %g, the reference says %g", what, got, want)
	}
}

// Exact moments computed in rational arithmetic by an independent program, and 4,999 permutations.
func TestMomentsAreExact(t *testing.T) {
	folder := fixture.Beside(t, "fixtures/spatial/knox")
	if folder == "" {
		return
	}
	for _, r := range rows(t, filepath.Join(folder, "knox_exact_moments.csv")) {
		e := events(t, filepath.Join(folder, "burkitt.csv"), 0, 1, 2)
		if r[0] == "london2000" {
			e = events(t, filepath.Join(folder, "london2000.csv"), 1, 2, 3)
		}
		k, err := nearrepeat.Knox(t.Context(), e, number(t, r[2]), number(t, r[3]), nearrepeat.Options{Permutations: 999, Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range []float64{float64(k.Observed + k.SpaceOnly), float64(k.Observed + k.DelayOnly),
			float64(k.SpacePaths), float64(k.DelayPaths), float64(k.Observed), k.Expected, k.Variance, k.Z} {
			within(t, fmt.Sprint(r[0], " column ", i), got, number(t, r[4+i]), 1e-12)
		}
		se := math.Sqrt(k.Variance / 999)
		if math.Abs(k.Simulated-k.Expected) > 5*se {
			t.Errorf("%s: mean of permutations %g is not near %g", r[0], k.Simulated, k.Expected)
		}
		sameChance(t, r[0], k.Upper, number(t, r[14]), 999, 4999)
	}
}

// The tables of the R package NearRepeat: observed counts exactly, ratios and p-values within Monte-Carlo error.
func TestTablesAgreeWithNearRepeat(t *testing.T) {
	folder := fixture.Beside(t, "fixtures/spatial/knox")
	if folder == "" {
		return
	}
	chicago := nearrepeat.Bands{Breaks: []float64{0, 0.1, 201, 401, 601, math.Inf(1)}}
	delay := nearrepeat.Bands{Breaks: []float64{0, 2, 3, 4, math.Inf(1)}}
	london := nearrepeat.Bands{Breaks: []float64{0, 0.1, 100, 200, 300, 400}}
	weeks := nearrepeat.Bands{Breaks: []float64{0, 7, 14, 21, 28}}
	for _, c := range []struct {
		data, table  string
		columns      [3]int
		space, delay nearrepeat.Bands
		metric       nearrepeat.Metric
	}{
		{"chicago_be_month1.csv", "chicago_be_month1_nearrepeat_euclidean.csv", [3]int{0, 1, 3}, chicago, delay, nearrepeat.Euclidean},
		{"chicago_be_month1.csv", "chicago_be_month1_nearrepeat_manhattan.csv", [3]int{0, 1, 3}, chicago, delay, nearrepeat.Manhattan},
		{"london2000.csv", "london2000_nearrepeat_euclidean.csv", [3]int{1, 2, 3}, london, weeks, nearrepeat.Euclidean},
	} {
		e := events(t, filepath.Join(folder, c.data), c.columns[0], c.columns[1], c.columns[2])
		got, err := nearrepeat.Table(t.Context(), e, c.space, c.delay, nearrepeat.Options{Metric: c.metric, Permutations: 999, Seed: 8})
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows(t, filepath.Join(folder, c.table)) {
			cell := got.Cells[i%c.space.Len()][i/c.space.Len()]
			what := fmt.Sprint(c.table, " ", r[0], " ", r[1])
			within(t, what, float64(cell.Observed), number(t, r[2]), 0)
			error999 := 5 * math.Sqrt(cell.Variance/999) / cell.Expected * cell.Ratio()
			within(t, what+" ratio", cell.Ratio(), number(t, r[3]), error999)
			sameChance(t, what, cell.Upper, number(t, r[4]), 999, 999)
		}
	}
}

// The Near Repeat Calculator 1.3's own output for a month of burglary in Chicago: every observed count, and its expected
// counts, means of 19 permutations, within their Monte-Carlo error of the exact ones.
func TestChicagoAgreesWithTheCalculator(t *testing.T) {
	folder := fixture.Beside(t, "fixtures/spatial/knox")
	if folder == "" {
		return
	}
	e := events(t, filepath.Join(folder, "chicago_be_month1.csv"), 0, 1, 3)
	space, delay, err := nearrepeat.Calculator(100, 3, 7, 3)
	if err != nil {
		t.Fatal(err)
	}
	got, err := nearrepeat.Table(t.Context(), e, space, delay, nearrepeat.Options{Metric: nearrepeat.Manhattan})
	if err != nil {
		t.Fatal(err)
	}
	observed := [][]int64{{28, 5, 5, 2}, {44, 13, 8, 4}, {97, 56, 19, 16}, {77, 67, 45, 20}, {182194, 146149, 95237, 45879}}
	ratio := [][]float64{{1.652, .43, .629, .576}, {1.685, .6, .569, .559}, {1.318, .945, .513, .884},
		{.938, 1.028, 1.071, 1.011}, {1, 1, 1, 1}}
	for a, row := range got.Cells {
		for d, c := range row {
			if c.Observed != observed[a][d] {
				t.Errorf("%s m, %s days: observed %d, the calculator says %d", space.Label(a), delay.Label(d), c.Observed, observed[a][d])
			}
			theirs := float64(c.Observed) / ratio[a][d]
			rounding := theirs * 0.0005 / ratio[a][d]
			if math.Abs(theirs-c.Expected) > 4.5*math.Sqrt(c.Variance/19)+rounding {
				t.Errorf("%s m, %s days: expected %g, the calculator says %g", space.Label(a), delay.Label(d), c.Expected, theirs)
			}
		}
	}
}

// The calculator's "0 to 1 days" is the same day only.
func TestCalculatorsFirstDayIsTheSameDay(t *testing.T) {
	space, delay, err := nearrepeat.Calculator(100, 1, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	e := at([]float64{0, 30, 60}, []float64{0, 30, 0}, []float64{4, 4, 5})
	got, err := nearrepeat.Table(t.Context(), e, space, delay, nearrepeat.Options{Metric: nearrepeat.Manhattan})
	if err != nil {
		t.Fatal(err)
	}
	if c := got.Cells[1]; c[0].Observed != 1 || c[1].Observed != 2 {
		t.Errorf("one pair on the same day and two a day apart, got %d and %d", c[0].Observed, c[1].Observed)
	}
}
