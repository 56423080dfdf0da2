package nearrepeat_test

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/distribution"
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

// PySAL also asserts the table of observed counts, the one expected, the Poisson p-value and, of 99 permutations, p = 0.21.
func TestBurkittsTableAgreesWithPySAL(t *testing.T) {
	e := events(t, "testdata/burkitt.csv", 0, 1, 2)
	k, err := nearrepeat.Knox(t.Context(), e, 20, 5, nearrepeat.Options{Permutations: 999, Seed: 1})
	fixture.Must(t, err)
	if got := fmt.Sprint(k.Observed, k.SpaceOnly, k.DelayOnly, k.Neither); got != "13 3416 39 14110" {
		t.Errorf("table %s", got)
	}
	pairs := float64(k.Pairs)
	space, delay := float64(k.Observed+k.SpaceOnly), float64(k.Observed+k.DelayOnly)
	for i, want := range []float64{1.01438161e+01, 3.41885618e+03, 4.1856139e+01, 1.41071438e+04} {
		got := []float64{space * delay, space * (pairs - delay), (pairs - space) * delay, (pairs - space) * (pairs - delay)}[i] / pairs
		if i == 0 {
			within(t, "expected", k.Expected, got, 1e-12)
		}
		if math.Abs(got/want-1) > 1e-5 {
			t.Errorf("expected %d is %g, PySAL asserts %g", i, got, want)
		}
	}
	// PySAL's Poisson p leaves out the count that was seen: the chance of more than 13, not of 13 or more.
	within(t, "Poisson p", distribution.PoissonTail(float64(k.Observed+1), k.Expected), 0.14624558197140414, 1e-12)
	fixture.SameChance(t, "Burkitt", k.Upper, 0.21, 999, 99)
}

// Sixteen Knox tables of R surveillance 1.20.3; its p-values, in a column named p_poisson, come from 999 permutations.
func TestBurkittAgreesWithSurveillance(t *testing.T) {
	e := events(t, "testdata/burkitt.csv", 0, 1, 2)
	tables := fixture.Records(t, "testdata/burkitt_knox_surveillance.csv")
	if len(tables) != 16 {
		t.Fatalf("%d tables", len(tables))
	}
	for _, r := range tables {
		v := func(column string) float64 { return fixture.Number(t, r[column]) }
		k, err := nearrepeat.Knox(t.Context(), e, v("eps_s"), v("eps_t"), nearrepeat.Options{Permutations: 999, Seed: 5})
		fixture.Must(t, err)
		what := r["eps_s"] + " and " + r["eps_t"]
		got := fmt.Sprint(k.Pairs, k.Observed, k.DelayOnly, k.SpaceOnly, k.Neither)
		if want := strings.Join([]string{r["pairs"], r["both"], r["time_only"], r["space_only"], r["neither"]}, " "); got != want {
			t.Errorf("%s: got %s, want %s", what, got, want)
		}
		within(t, what+" statistic", float64(k.Observed), v("statistic"), 0)
		within(t, what+" expected", k.Expected, v("expected"), 1e-12)
		fixture.SameChance(t, what, k.Upper, v("p_poisson"), 999, 999)
	}
}

// Exact moments computed in rational arithmetic by an independent program, and 4,999 permutations.
func TestMomentsAreExact(t *testing.T) {
	for _, r := range fixture.Records(t, "testdata/knox_exact_moments.csv") {
		v := func(column string) float64 { return fixture.Number(t, r[column]) }
		e := events(t, "testdata/burkitt.csv", 0, 1, 2)
		if r["data"] == "london2000" {
			e = events(t, londonEvents, 1, 2, 3)
		}
		k, err := nearrepeat.Knox(t.Context(), e, v("R"), v("tau"), nearrepeat.Options{Permutations: 999, Seed: 3})
		fixture.Must(t, err)
		for column, got := range map[string]float64{"n": float64(len(e.Days)), "N_space": float64(k.Observed + k.SpaceOnly),
			"N_time": float64(k.Observed + k.DelayOnly), "W_space": float64(k.SpacePaths), "W_time": float64(k.DelayPaths),
			"X": float64(k.Observed), "E_exact": k.Expected, "V_exact": k.Variance, "z": k.Z} {
			within(t, r["data"]+" "+column, got, v(column), 1e-12)
		}
		sd := math.Sqrt(k.Variance)
		if math.Abs(k.Simulated-k.Expected) > 5*sd/math.Sqrt(999) || math.Abs(v("mc4999_mean")-k.Expected) > 5*sd/math.Sqrt(4999) {
			t.Errorf("%s: means of permutations %g and %g are not near %g", r["data"], k.Simulated, v("mc4999_mean"), k.Expected)
		}
		within(t, r["data"]+" variance of permutations", v("mc4999_var"), k.Variance, 0.12)
		fixture.SameChance(t, r["data"], k.Upper, v("mc4999_p"), 999, 4999)
	}
}

const londonEvents = "../density/testdata/london2000.csv"

type nearRepeatCase struct {
	data, table  string
	columns      [3]int
	space, delay nearrepeat.Bands
	metric       nearrepeat.Metric
}

// The tables of the R package NearRepeat: observed counts exactly, ratios and p-values within Monte-Carlo error. Events
// of London are our own; those of Chicago are read where they lie beside the repository.
func TestTablesAgreeWithNearRepeat(t *testing.T) {
	london := nearrepeat.Bands{Breaks: []float64{0, 0.1, 100, 200, 300, 400}}
	weeks := nearrepeat.Bands{Breaks: []float64{0, 7, 14, 21, 28}}
	cases := []nearRepeatCase{{londonEvents, "testdata/london2000_nearrepeat_euclidean.csv", [3]int{1, 2, 3}, london, weeks, nearrepeat.Euclidean}}
	if folder := fixture.Beside(t, "fixtures/spatial/knox"); folder != "" {
		chicago := nearrepeat.Bands{Breaks: []float64{0, 0.1, 201, 401, 601, math.Inf(1)}}
		delay := nearrepeat.Bands{Breaks: []float64{0, 2, 3, 4, math.Inf(1)}}
		for name, metric := range map[string]nearrepeat.Metric{"euclidean": nearrepeat.Euclidean, "manhattan": nearrepeat.Manhattan} {
			cases = append(cases, nearRepeatCase{filepath.Join(folder, "chicago_be_month1.csv"),
				filepath.Join(folder, "chicago_be_month1_nearrepeat_"+name+".csv"), [3]int{0, 1, 3}, chicago, delay, metric})
		}
	}
	for _, c := range cases {
		e := events(t, c.data, c.columns[0], c.columns[1], c.columns[2])
		got, err := nearrepeat.Table(t.Context(), e, c.space, c.delay, nearrepeat.Options{Metric: c.metric, Permutations: 999, Seed: 8})
		fixture.Must(t, err)
		for i, r := range fixture.Records(t, c.table) {
			cell := got.Cells[i%c.space.Len()][i/c.space.Len()]
			what := fmt.Sprint(filepath.Base(c.table), " ", r["s_band"], " ", r["t_band"])
			within(t, what, float64(cell.Observed), fixture.Number(t, r["observed"]), 0)
			error999 := 5 * math.Sqrt(cell.Variance/999) / cell.Expected * cell.Ratio()
			within(t, what+" ratio", cell.Ratio(), fixture.Number(t, r["knox_ratio999"]), error999)
			fixture.SameChance(t, what, cell.Upper, fixture.Number(t, r["p999"]), 999, 999)
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
