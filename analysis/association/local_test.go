package association

import (
	"testing"

	"github.com/wardmote/wardmote/analysis/weight"
)

// sets are the three data sets of the spdep and esda fixtures, each with its queen contiguity.
var sets = []struct{ name, pairs string }{
	{"columbus_CRIME", "columbus_CRIME_queen_pairs.csv"},
	{"ncsids_SID74count", "ncsids_SID74count_queen_pairs.csv"},
	{"ncsids_SID74rate", "ncsids_SID74count_queen_pairs.csv"},
}

type localFixture struct {
	rows          []map[string]float64
	x             []float64
	binary        *weight.Matrix
	standard      weight.Neighbours
	moran, total  Local
	gB, gW, starB Local
	starW         Local
	geary         []float64
	esda          []map[string]float64
}

func load(t *testing.T, name, neighbours string) localFixture {
	t.Helper()
	f := localFixture{rows: table(t, name+"_local.csv"), esda: table(t, name+"_esda251.csv")}
	f.x = column(t, f.rows, "x")
	f.binary = pairs(t, neighbours, len(f.x))
	f.standard = weight.Standardise(f.binary)
	must := func(l Local, err error) Local {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	f.moran, f.total = must(LocalMoran(f.standard, f.x, Conditional)), must(LocalMoran(f.standard, f.x, Total))
	f.gB, f.gW = must(LocalG(f.binary, f.x, false)), must(LocalG(f.standard, f.x, false))
	f.starB, f.starW = must(LocalG(f.binary, f.x, true)), must(LocalG(f.standard, f.x, true))
	var err error
	if f.geary, err = LocalGeary(f.standard, f.x); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestLocalStatisticsReproduceSpdep(t *testing.T) {
	for _, set := range sets {
		t.Run(set.name, func(t *testing.T) {
			f := load(t, set.name, set.pairs)
			p := f.moran.Tails().P(TwoSided)
			for i, r := range f.rows {
				for name, got := range map[string]float64{
					"moran_I": f.moran.Statistic[i], "moran_E_cond": f.moran.Expected[i], "moran_V_cond": f.moran.Variance[i],
					"moran_Z_cond": f.moran.Z[i], "moran_p_two_sided": p[i],
					"moran_E_total": f.total.Expected[i], "moran_V_total": f.total.Variance[i], "moran_Z_total": f.total.Z[i],
					"G_B_z": f.gB.Z[i], "G_W_z": f.gW.Z[i], "Gstar_B_z": f.starB.Z[i], "Gstar_W_z": f.starW.Z[i],
					"Gstar_B_Gi": f.starB.Statistic[i], "Gstar_B_E": f.starB.Expected[i], "Gstar_B_V": f.starB.Variance[i],
					"G_B_Gi": f.gB.Statistic[i], "G_B_E": f.gB.Expected[i], "G_B_V": f.gB.Variance[i],
					"localC_W": f.geary[i],
				} {
					want, ok := r[name]
					if !ok {
						t.Fatalf("the fixture has no %s", name)
					}
					close9(t, i, name, got, want)
				}
			}
		})
	}
}

func TestALoneNeighbourIsAveragedLikeSeveral(t *testing.T) {
	w, err := weight.FromLists([][]int{{1}, {0, 2}, {1, 3}, {2}, {}})
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{1, 4, 2, 9, 4}
	g, err := LocalG(weight.Standardise(w), x, true)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{2.5 / 20, 7.0 / 3 / 20, 5.0 / 20, 5.5 / 20, 4.0 / 20} {
		close9(t, i, "Gi* of a mean", g.Statistic[i], want)
	}
}
