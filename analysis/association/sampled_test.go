package association

import (
	"context"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/weight"
)

// R's spdep draws a place's neighbours with replacement (localmoran_perm and localG_perm, 1.2-7), and for Gi* draws the
// place itself anew as well. Its permutation variance is larger by the factor of a finite population, which its own
// analytic variance has; esda, rgeoda and this package draw without. Here both conventions are held to what they state.
func TestSpdepDrawsNeighboursWithReplacementAndEsdaWithout(t *testing.T) {
	const draws = 9999
	for _, set := range sets {
		f := load(t, set.name, set.pairs)
		degrees := weight.Degrees(f.binary)
		for i, r := range f.rows {
			k, others := float64(degrees[i]), float64(len(f.x)-1)
			sd := math.Sqrt(f.moran.Variance[i])
			if e := math.Abs(r["moran_perm9999_E"]-f.moran.Expected[i]) / sd; e > 6/math.Sqrt(draws) {
				t.Errorf("%s place %d: mean of spdep's permutations is %g standard deviations off", set.name, i+1, e)
			}
			within(t, i, set.name+" variance of spdep's permutations", r["moran_perm9999_V"], f.moran.Variance[i]*(others-1)/(others-k), 0.1)
			sampledZ(t, i, set.name+" z of spdep's Gi* permutations", r["Gstar_perm9999_z"], starWithReplacement(f, i, k))
			sampledZ(t, i, set.name+" z of esda's permutations", f.esda[i]["esda_z_sim"], f.moran.Z[i])
		}
	}
}

// starWithReplacement is the z of a neighbour sum with the place itself, were it and its k neighbours drawn from the others
// with replacement.
func starWithReplacement(f localFixture, i int, k float64) float64 {
	n, sum, square := float64(len(f.x)-1), 0.0, 0.0
	for j, v := range f.x {
		if j != i {
			sum, square = sum+v, square+v*v
		}
	}
	mean := sum / n
	seen := f.x[i]
	neighbours, _ := f.binary.Row(i, nil)
	for _, j := range neighbours {
		seen += f.x[j]
	}
	return (seen - (k+1)*mean) / math.Sqrt((square/n-mean*mean)*(k+1))
}

// sampledZ allows a z of 9,999 permutations its sampling error.
func sampledZ(t *testing.T, place int, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 0.06+0.06*math.Abs(want) {
		t.Errorf("place %d: %s is %g, here %g", place+1, what, got, want)
	}
}

// Every sampled p-value of Gi and Gi* in esda and rgeoda, with binary and with standardised weights: ranking a sum of
// neighbours and ranking their mean is the same, and with the own value held fixed so is ranking with it added.
func TestSampledPValuesOfGiAreOneTest(t *testing.T) {
	for _, set := range sets {
		f := load(t, set.name, set.pairs)
		tails, err := Permute(context.Background(), f.standard, f.x, PermuteOptions{Draws: 9999, Seed: 12})
		fixture.Must(t, err)
		directed := tails.P(Directed)
		for i, r := range f.esda {
			equal := math.Max(0, tails.Upper[i]+tails.Lower[i]-1)
			for _, column := range []string{"esda_G_B_psim", "esda_Gstar_B_psim", "esda_G_R_psim", "esda_Gstar_R_psim"} {
				between(t, i, set.name+" "+column, r[column], directed[i]-equal, directed[i])
			}
		}
		if set.name != "columbus_CRIME" {
			continue
		}
		for i, r := range table(t, "columbus_CRIME_rgeoda.csv") {
			between(t, i, "p of Gi (rgeoda)", r["G_p"], directed[i], directed[i])
		}
	}
}

// rgeoda numbers the kinds of place 0 to 4, and states the p-value below which the rate of false discoveries is 5 %.
func TestClustersAndFalseDiscoveryCutOffAreThoseOfRgeoda(t *testing.T) {
	f := load(t, "columbus_CRIME", "columbus_CRIME_queen_pairs.csv")
	rows := table(t, "columbus_CRIME_rgeoda.csv")
	lag, err := weight.Lag(f.standard, f.x)
	fixture.Must(t, err)
	quadrants, err := Quadrants(f.x, lag)
	fixture.Must(t, err)
	kind := map[Label]float64{HighHigh: 1, LowLow: 2, LowHigh: 3, HighLow: 4}
	for i, r := range rows {
		want := 0.0
		if r["moran_p"] <= 0.05 {
			want = kind[quadrants[i]]
		}
		if r["moran_cluster"] != want {
			t.Errorf("place %d is %v with p %g, in rgeoda of kind %g", i+1, quadrants[i], r["moran_p"], r["moran_cluster"])
		}
	}
	q, err := chance.BenjaminiHochberg(column(t, rows, "moran_p"))
	fixture.Must(t, err)
	found := 0.0
	for _, v := range q {
		if v <= 0.05 {
			found++
		}
	}
	fixture.Near(t, "cut-off", 0.05*found/float64(len(q)), rows[0]["fdr"], 1e-12)
}

// spdep's p.adjustSP multiplies a place's p-value by the size of its neighbourhood: it controls errors among a place and
// its neighbours only, and is not the control of the whole map that is meant here by false discoveries.
func TestAdjustmentByNeighbourhoodIsNotControlOfTheMap(t *testing.T) {
	for _, set := range sets {
		degrees := weight.Degrees(pairs(t, set.pairs, len(table(t, set.name+"_fdr.csv"))))
		for i, r := range table(t, set.name+"_fdr.csv") {
			close9(t, i, set.name, math.Min(1, r["p"]*float64(degrees[i]+1)), r["padjustSP_fdr"])
		}
	}
}

func TestTheExactFixtureSumsTheNeighboursThatAreSummedHere(t *testing.T) {
	w, counts := sids(t)
	sums, err := weight.Lag(w, floats(counts))
	fixture.Must(t, err)
	degrees := weight.Degrees(w)
	for i, r := range table(t, "ncsids_SID74count_exact_perm_p.csv") {
		if float64(counts[i]) != r["x"] || float64(degrees[i]) != r["k"] || sums[i] != r["neighbour_sum"] {
			t.Errorf("place %d: %d with %d neighbours of sum %g, in the fixture %v", i+1, counts[i], degrees[i], sums[i], r)
		}
	}
}
