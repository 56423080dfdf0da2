package emerging

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/series"
)

func records(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

func number(t testing.TB, field string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(field, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// sfdepCube is the fixture's 144 cells in 18 months.
func sfdepCube(t testing.TB) (plane.Grid, [][]int) {
	t.Helper()
	counts := make([][]int, 18)
	for k, r := range records(t, "input_12x12x18.csv") {
		month := int(number(t, r[1])) - 1
		if int(number(t, r[0])) != k%144+1 {
			t.Fatalf("row %d is not in the order of cells", k)
		}
		counts[month] = append(counts[month], int(number(t, r[2])))
	}
	return plane.Grid{Cell: 1, Cols: 12, Rows: 12}, counts
}

func TestGiStarOfTheCubeReproducesSfdep(t *testing.T) {
	g, counts := sfdepCube(t)
	r, err := Analyse(context.Background(), g, counts, Options{Lag: 1, Window: Period, Inference: association.Sampled, Side: association.Directed, Draws: 9999})
	if err != nil {
		t.Fatal(err)
	}
	exact, err := Analyse(context.Background(), g, counts, Options{Lag: 1, Window: Period, Side: association.Directed})
	if err != nil {
		t.Fatal(err)
	}
	far := 0
	for b, row := range records(t, "sfdep_gistar.csv") {
		if want := number(t, row[0]); math.Abs(r.Z[b]-want) > 1e-9*math.Max(1, math.Abs(want)) {
			t.Fatalf("bin %d: Gi* is %.15g, in sfdep %.15g", b, r.Z[b], want)
		}
		if e := math.Abs(r.P[b] - exact.P[b]); e > 5*math.Sqrt(exact.P[b]/9999)+2e-4 {
			t.Errorf("bin %d: p is %g by 9,999 draws, exactly %g", b, r.P[b], exact.P[b])
		}
		// sfdep draws 199 times, and lets the place itself be drawn as its own neighbour.
		if math.Abs(number(t, row[1])-exact.P[b]) > 5*math.Sqrt(math.Max(exact.P[b], 0.005)/199) {
			far++
		}
	}
	if far > len(r.P)/100 {
		t.Errorf("sfdep's p differs from the exact one by more than five standard errors in %d of %d bins", far, len(r.P))
	}
}

func TestClassesFollowSfdepWhereItsRulesAreAskedFor(t *testing.T) {
	const places, periods, level = 144, 18, 0.05
	gi := records(t, "sfdep_gistar.csv")
	name := strings.NewReplacer("oscilating", "oscillating", "hotspot", "hot spot", "coldspot", "cold spot", " detected", "")
	for i, row := range records(t, "sfdep_classification.csv") {
		z, heat := make([]float64, periods), make([]Heat, periods)
		for m := range periods {
			z[m] = number(t, gi[m*places+i][0])
			switch {
			case number(t, gi[m*places+i][1]) > level:
			case z[m] > 0:
				heat[m] = Hot
			default:
				heat[m] = Cold
			}
		}
		k, err := series.MannKendall(z)
		if err != nil {
			t.Fatal(err)
		}
		// R's Kendall computes in single precision.
		if math.Abs(k.TauB-number(t, row[1])) > 1e-6 || math.Abs(k.P-number(t, row[2])) > 1e-6 {
			t.Errorf("place %d: tau %g and p %g, in sfdep %s and %s", i+1, k.TauB, k.P, row[1], row[2])
		}
		if got := Classify(z, heat, Trend{k.TauB, k.P, level}, Sfdep); got.String() != name.Replace(row[3]) {
			t.Errorf("place %d is %v, in sfdep %s", i+1, got, row[3])
		}
	}
}
