package association

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/wardmote/wardmote/analysis/weight"
)

func mustGlobal(t *testing.T, f func(weight.Neighbours, []float64) (Global, error), w weight.Neighbours, x []float64) Global {
	t.Helper()
	g, err := f(w, x)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestGlobalStatisticsReproduceSpdep(t *testing.T) {
	for _, set := range sets {
		x := column(t, table(t, set.name+"_local.csv"), "x")
		binary := pairs(t, set.pairs, len(x))
		standard := weight.Standardise(binary)
		moran, geary := mustGlobal(t, Moran, standard, x), mustGlobal(t, Geary, standard, x)
		g := mustGlobal(t, GeneralG, binary, x)
		got := map[string]float64{
			"moran_I": moran.Statistic, "moran_E": moran.Randomisation.Expected, "moran_V_rand": moran.Randomisation.Variance,
			"moran_z_rand": moran.Randomisation.Z, "moran_V_norm": moran.Normality.Variance, "moran_z_norm": moran.Normality.Z,
			"geary_C": geary.Statistic, "geary_E": geary.Randomisation.Expected, "geary_V_rand": geary.Randomisation.Variance,
			"geary_z": geary.Randomisation.Z, "globalG": g.Statistic, "globalG_E": g.Randomisation.Expected,
			"globalG_V": g.Randomisation.Variance, "globalG_z": g.Randomisation.Z,
		}
		compared := 0
		for name, want := range named(t, set.name+"_global.csv") {
			v, ok := got[name]
			if !ok {
				t.Fatalf("%s: nothing computes %s", set.name, name)
			}
			close9(t, 0, set.name+" "+name, v, want)
			compared++
		}
		if compared != 14 {
			t.Fatalf("%s: %d values of 14 compared", set.name, compared)
		}
	}
}

type rTest struct {
	Statistic json.RawMessage    `json:"statistic"`
	P         json.RawMessage    `json:"p"`
	Estimate  map[string]float64 `json:"estimate"`
}

// number reads 1.5, [1.5] or [[1.5]], which R writes for a matrix of one.
func number(t *testing.T, raw json.RawMessage) float64 {
	t.Helper()
	var v float64
	if json.Unmarshal(raw, &v) == nil {
		return v
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil || len(list) != 1 {
		t.Fatalf("%s is no number", raw)
	}
	return number(t, list[0])
}

type rArea struct {
	Label           string            `json:"label"`
	Links           int               `json:"links"`
	X               []float64         `json:"x"`
	MoranRand       rTest             `json:"moran_rand"`
	MoranNorm       rTest             `json:"moran_norm"`
	MoranBinary     rTest             `json:"moran_binary_rand"`
	GearyRand       rTest             `json:"geary_rand"`
	GlobalG         rTest             `json:"globalG_binary"`
	Ii              []float64         `json:"localmoran_Ii"`
	ETotal          []float64         `json:"localmoran_E_total"`
	VarTotal        []float64         `json:"localmoran_Var_total"`
	ZTotal          []float64         `json:"localmoran_Z_total"`
	ZConditional    []float64         `json:"localmoran_Z_conditional"`
	G               []float64         `json:"localG"`
	GStar           []float64         `json:"localGstar"`
	NeighboursFrom1 []json.RawMessage `json:"neighbours"`
	neighbourhoods  *weight.Matrix
	rowStandardised weight.Neighbours
}

func areas(t *testing.T) map[string]rArea {
	t.Helper()
	raw, err := os.ReadFile("testdata/reference_R_areas.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]rArea{}
	for _, name := range []string{"columbus_queen", "columbus_rook", "sids2_gal", "th_burglary_2019_count", "th_burglary_2019_rate"} {
		var a rArea
		if err := json.Unmarshal(all[name], &a); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var lists [][]int
		for _, raw := range a.NeighboursFrom1 {
			var list []int
			if json.Unmarshal(raw, &list) != nil { // a single neighbour is written without brackets
				list = []int{int(number(t, raw))}
			}
			for k := range list {
				list[k]--
			}
			lists = append(lists, list)
		}
		if a.neighbourhoods, err = weight.FromLists(lists); err != nil {
			t.Fatal(err)
		}
		a.rowStandardised = weight.Standardise(a.neighbourhoods)
		out[name] = a
	}
	return out
}

func TestAreaStatisticsReproduceTheRReference(t *testing.T) {
	for name, a := range areas(t) {
		if got := weight.Links(a.neighbourhoods); got != a.Links {
			t.Errorf("%s: %d links, want %d", name, got, a.Links)
		}
		check := func(what string, statistic float64, m Moment, want rTest, names [3]string) {
			t.Helper()
			close9(t, 0, name+" "+what, statistic, want.Estimate[names[0]])
			close9(t, 0, name+" "+what+" expectation", m.Expected, want.Estimate[names[1]])
			close9(t, 0, name+" "+what+" variance", m.Variance, want.Estimate[names[2]])
			close9(t, 0, name+" "+what+" z", m.Z, number(t, want.Statistic))
			// A p-value of 1e-14 amplifies the fifteenth digit of z by z squared.
			within(t, 0, name+" "+what+" p", m.Upper, number(t, want.P), 1e-9)
		}
		moran := mustGlobal(t, Moran, a.rowStandardised, a.X)
		names := [3]string{"Moran I statistic", "Expectation", "Variance"}
		check("Moran", moran.Statistic, moran.Randomisation, a.MoranRand, names)
		check("Moran", moran.Statistic, moran.Normality, a.MoranNorm, names)
		binary := mustGlobal(t, Moran, a.neighbourhoods, a.X)
		check("binary Moran", binary.Statistic, binary.Randomisation, a.MoranBinary, names)
		geary := mustGlobal(t, Geary, a.rowStandardised, a.X)
		check("Geary", geary.Statistic, geary.Randomisation, a.GearyRand, [3]string{"Geary C statistic", "Expectation", "Variance"})
		g := mustGlobal(t, GeneralG, a.neighbourhoods, a.X)
		check("general G", g.Statistic, g.Randomisation, a.GlobalG, [3]string{"Global G statistic", "Expectation", "Variance"})
		checkLocal(t, name, a)
	}
}

func checkLocal(t *testing.T, name string, a rArea) {
	t.Helper()
	conditional, err := LocalMoran(a.rowStandardised, a.X, Conditional)
	if err != nil {
		t.Fatal(err)
	}
	total, err := LocalMoran(a.rowStandardised, a.X, Total)
	if err != nil {
		t.Fatal(err)
	}
	gi, err := LocalG(a.neighbourhoods, a.X, false)
	if err != nil {
		t.Fatal(err)
	}
	star, err := LocalG(a.neighbourhoods, a.X, true)
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.X {
		for what, pair := range map[string][2]float64{
			"I": {total.Statistic[i], a.Ii[i]}, "E total": {total.Expected[i], a.ETotal[i]},
			"Var total": {total.Variance[i], a.VarTotal[i]}, "Z total": {total.Z[i], a.ZTotal[i]},
			"Z conditional": {conditional.Z[i], a.ZConditional[i]}, "Gi": {gi.Z[i], a.G[i]}, "Gi*": {star.Z[i], a.GStar[i]},
		} {
			within(t, i, fmt.Sprintf("%s %s", name, what), pair[0], pair[1], 1e-9)
		}
	}
}

// The value is that of the rates of 1974-78 (SIDR74), though it is sometimes quoted for SIDR79.
func TestMoranOfSIDSIsWhatPySALAsserts(t *testing.T) {
	f, err := os.Open("testdata/sids2.gal")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, ids, err := weight.ReadGAL(f)
	if err != nil {
		t.Fatal(err)
	}
	rate := map[string]float64{}
	for _, r := range table(t, "sids2.csv") {
		rate[fmt.Sprintf("%.0f", r["FIPSNO"])] = r["SIDR74"]
	}
	var x []float64
	for _, id := range ids {
		v, ok := rate[id]
		if !ok {
			t.Fatalf("no county %s", id)
		}
		x = append(x, v)
	}
	g := mustGlobal(t, Moran, weight.Standardise(m), x)
	within(t, 0, "Moran's I", g.Statistic, 0.24772519320480135, 1e-12)
}

func TestGlobalPermutationAgreesWithTheMomentsUnderRandomisation(t *testing.T) {
	w, counts := sids(t)
	x, standard := floats(counts), weight.Standardise(w)
	for name, f := range map[string]struct {
		analytic func(weight.Neighbours, []float64) (Global, error)
		sampled  func(context.Context, weight.Neighbours, []float64, PermuteOptions) (Permuted, error)
		weights  weight.Neighbours
		sign     float64
	}{
		"Moran": {Moran, MoranPermutation, standard, 1}, "Geary": {Geary, GearyPermutation, standard, -1},
		"General G": {GeneralG, GeneralGPermutation, w, 1},
	} {
		g := mustGlobal(t, f.analytic, f.weights, x)
		p, err := f.sampled(context.Background(), f.weights, x, PermuteOptions{Draws: 4000, Seed: 5})
		if err != nil {
			t.Fatal(err)
		}
		within(t, 0, name, p.Statistic, g.Statistic, 1e-12)
		if e := math.Abs(p.Mean-g.Randomisation.Expected) / math.Sqrt(g.Randomisation.Variance); e > 0.08 {
			t.Errorf("%s: the permutations' mean is %g standard deviations from its expectation", name, e)
		}
		within(t, 0, name+" variance", p.Variance, g.Randomisation.Variance, 0.12)
		if math.Abs(p.Z-f.sign*g.Randomisation.Z) > 0.25 {
			t.Errorf("%s: z %g by permutation, %g by moments", name, p.Z, g.Randomisation.Z)
		}
	}
}
