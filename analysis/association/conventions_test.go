package association

import (
	"context"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/weight"
)

func TestLocalMoranOfEsdaIsSmallerByOneOverN(t *testing.T) {
	for _, set := range sets {
		f := load(t, set.name, set.pairs)
		n := float64(len(f.x))
		for i, r := range f.esda {
			within(t, i, set.name+" local I in esda's scale", f.moran.Statistic[i]*(n-1)/n, r["esda_Is"], 1e-9)
		}
	}
}

func TestGiOfEsdaAgreesForBinaryWeightsOnly(t *testing.T) {
	for _, set := range sets {
		f := load(t, set.name, set.pairs)
		apart := 0.0
		for i, r := range f.esda {
			within(t, i, set.name+" Gi z, binary", f.gB.Z[i], r["esda_G_B_z"], 1e-9)
			within(t, i, set.name+" Gi* z, binary", f.starB.Z[i], r["esda_Gstar_B_z"], 1e-9)
			within(t, i, set.name+" Gi, binary", f.gB.Statistic[i], r["esda_G_B"], 1e-9)
			within(t, i, set.name+" Gi*, binary", f.starB.Statistic[i], r["esda_Gstar_B"], 1e-9)
			within(t, i, set.name+" Gi, standardised", f.gW.Statistic[i], r["esda_G_R"], 1e-9)
			within(t, i, set.name+" Gi*, standardised", f.starW.Statistic[i], r["esda_Gstar_R"], 1e-9)
			// Standardising a row does not change how surprising it is; esda's z under transform R says that it does.
			within(t, i, set.name+" Gi z, standardised", f.gW.Z[i], f.gB.Z[i], 1e-9)
			apart += math.Abs(r["esda_Gstar_R_z"]) / math.Abs(f.starW.Z[i])
		}
		if mean := apart / float64(len(f.esda)); mean < 0.3 || mean > 0.6 {
			t.Errorf("%s: esda's z under transform R is on average %g times ours", set.name, mean)
		}
	}
}

func TestQuadrantsAreThoseOfEsda(t *testing.T) {
	label := map[float64]Label{1: HighHigh, 2: LowHigh, 3: LowLow, 4: HighLow}
	for _, set := range sets {
		f := load(t, set.name, set.pairs)
		lag, err := weight.Lag(f.standard, f.x)
		if err != nil {
			t.Fatal(err)
		}
		quadrants, err := Quadrants(f.x, lag)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range f.esda {
			if quadrants[i] != label[r["esda_q"]] {
				t.Errorf("%s: place %d is %v, in esda %v", set.name, i+1, quadrants[i], label[r["esda_q"]])
			}
		}
	}
}

// sampling fails where two sampled p-values lie further apart than chance explains (five standard errors of both).
func sampling(t *testing.T, place int, what string, got, want float64, draws int) {
	t.Helper()
	p := math.Max((got+want)/2, 1/float64(draws))
	if math.Abs(got-want) > 5*math.Sqrt(2*p/float64(draws))+2/float64(draws) {
		t.Errorf("place %d: %s is %g, want about %g", place+1, what, got, want)
	}
}

// between allows five standard errors of 9,999 draws on either side.
func between(t *testing.T, place int, what string, p, low, high float64) {
	t.Helper()
	sampling(t, place, what, math.Min(math.Max(p, low), high), p, 9999)
}

func TestSampledPValuesAgreeWithThreePrograms(t *testing.T) {
	for _, set := range sets {
		f := load(t, set.name, set.pairs)
		tails, err := Permute(context.Background(), f.standard, f.x, PermuteOptions{Draws: 9999, Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		directed, two := tails.P(Directed), tails.P(TwoSided)
		for i, r := range f.rows {
			// Here a draw equal to what is seen is extreme in both tails. esda compares rounded sums and spdep ranks, so their
			// p-values lie anywhere between the tail without such draws and the tail with them; for counts that is far apart.
			equal := math.Max(0, tails.Upper[i]+tails.Lower[i]-1)
			between(t, i, set.name+" p (esda, directed)", f.esda[i]["esda_p_sim9999_directed"], directed[i]-equal, directed[i])
			between(t, i, set.name+" p (spdep, folded)", r["moran_perm9999_p_folded"], directed[i]-equal, directed[i])
			if two[i] < 1 && two[i] != 2*directed[i] {
				t.Errorf("place %d: two-sided %g is not twice the directed %g", i+1, two[i], directed[i])
			}
		}
		if set.name != "columbus_CRIME" {
			continue
		}
		for i, r := range table(t, "columbus_CRIME_rgeoda.csv") {
			sampling(t, i, "p (rgeoda)", directed[i], r["moran_p"], 9999)
			sampling(t, i, "p of Gi* (rgeoda)", directed[i], r["Gstar_p"], 9999)
			within(t, i, "local I (rgeoda)", f.moran.Statistic[i]*48/49, r["moran"], 1e-9)
			within(t, i, "Gi (rgeoda)", f.gW.Statistic[i], r["G"], 1e-9)
			within(t, i, "Gi* (rgeoda)", f.starW.Statistic[i], r["Gstar"], 1e-9)
		}
	}
}

// The trap: what esda prints by default is the smaller tail, half of a two-sided p-value. A level of 5 % read off it is 10 %.
func TestDefaultPOfEsdaIsDirectedWhichIsHalfOfTwoSided(t *testing.T) {
	f := load(t, "columbus_CRIME", "columbus_CRIME_queen_pairs.csv")
	tails, err := Permute(context.Background(), f.standard, f.x, PermuteOptions{Draws: 9999, Seed: 6})
	if err != nil {
		t.Fatal(err)
	}
	two := tails.P(TwoSided)
	read, meant := 0, 0
	for i, r := range f.esda {
		between(t, i, "twice esda's p", math.Min(1, 2*r["esda_p_sim9999_directed"]), two[i], two[i])
		if r["esda_p_sim9999_directed"] <= 0.05 {
			read++
		}
		if two[i] <= 0.05 {
			meant++
		}
	}
	if read <= meant {
		t.Errorf("%d places by esda's default and %d two-sided", read, meant)
	}
}

func TestAdjustedPValuesReproduceR(t *testing.T) {
	for _, set := range sets {
		rows := table(t, set.name+"_fdr.csv")
		p := column(t, rows, "p")
		bh, err := chance.BenjaminiHochberg(p)
		if err != nil {
			t.Fatal(err)
		}
		by, err := chance.BenjaminiYekutieli(p)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			close9(t, i, set.name+" BH", bh[i], r["BH"])
			close9(t, i, set.name+" BY", math.Min(by[i], 1), r["BY"])
		}
	}
}

// The cells are 118 by 92 of 500 m. Where the fixture is not beside the repository, the same grid of other events is held to
// the weights written out, which the smaller fixtures hold to spdep.
func TestGiStarOfLondonCellsReproducesSpdep(t *testing.T) {
	l := weight.Lattice{Cols: 118, Rows: 92, Kind: weight.Queen}
	g, fine := london(t)
	coarse := make([]float64, l.Len())
	for c, n := range fine {
		coarse[c/g.Cols/5*l.Cols+c%g.Cols/5] += float64(n)
	}
	byIndex, err := LocalG(l, coarse, true)
	if err != nil {
		t.Fatal(err)
	}
	written, err := LocalG(weight.Materialise(l), coarse, true)
	if err != nil {
		t.Fatal(err)
	}
	for i := range coarse {
		within(t, i, "Gi* z by index", byIndex.Z[i], written.Z[i], 1e-9)
	}
	rows := beside(t, "fixtures/spatial/lisa/london10k_500m_local.csv")
	if rows == nil {
		return
	}
	x := column(t, rows, "count")
	star, err := LocalG(l, x, true)
	if err != nil {
		t.Fatal(err)
	}
	moran, err := LocalMoran(weight.Standardise(l), x, Conditional)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range rows {
		within(t, i, "Gi* z", star.Z[i], r["Gstar_B_z"], 1e-9)
		within(t, i, "local I", moran.Statistic[i], r["moran_I"], 1e-9)
		within(t, i, "local z", moran.Z[i], r["moran_Z_cond"], 1e-9)
	}
}
