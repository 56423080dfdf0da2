package series_test

import (
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/series"
	"pgregory.net/rapid"
)

// TestMannKendallAgreesWithPyMannKendall checks every figure of pymannkendall on twelve series (ties, constant runs,
// straight lines), to 1e-12.
func TestMannKendallAgreesWithPyMannKendall(t *testing.T) {
	all := kendallSeries(t)
	for i, row := range fixture.Records(t, "testdata/kendall_pymannkendall.csv") {
		k, err := series.MannKendall(all[i])
		fixture.Must(t, err)
		sen, err := series.Sen(all[i], 0.95)
		fixture.Must(t, err)
		hamed, err := series.MannKendallHamedRao(all[i], 0.05)
		fixture.Must(t, err)
		white, err := series.MannKendallTrendFree(all[i])
		fixture.Must(t, err)
		for name, got := range map[string]float64{
			"p": k.P, "z": k.Z, "tau": k.Tau, "s": float64(k.S), "var_s": k.Variance, "sen_slope": sen.Slope,
			"intercept": sen.Intercept, "hamed_rao_p": hamed.P, "hamed_rao_z": hamed.Z, "hamed_rao_var_s": hamed.Variance,
			"tfpw_p": white.P, "tfpw_z": white.Z,
		} {
			fixture.Near(t, row["series"]+" "+name, got, fixture.Number(t, row[name]), 1e-12)
		}
		trend := "no trend"
		if k.P <= 0.05 && k.S > 0 {
			trend = "increasing"
		} else if k.P <= 0.05 {
			trend = "decreasing"
		}
		if row["trend"] != trend || (row["h"] == "True") != (k.P <= 0.05) {
			t.Errorf("%s: %s with p %g, pymannkendall says %s", row["series"], trend, k.P, row["trend"])
		}
	}
}

// TestKendallOfRIsSinglePrecision is the trap behind the tolerance above: R's figures differ from the exact ones in the
// seventh digit, and its smallest p-values are rounding.
func TestKendallOfRIsSinglePrecision(t *testing.T) {
	furthest := 0.0
	all := kendallSeries(t)
	for i, row := range fixture.Records(t, "testdata/kendall_R.csv") {
		k, err := series.MannKendall(all[i])
		fixture.Must(t, err)
		if k.TauB != 0 {
			furthest = math.Max(furthest, math.Abs(fixture.Number(t, row["tau"])/k.TauB-1))
		}
	}
	if furthest < 1e-9 || furthest > 1e-6 {
		t.Errorf("R's tau differs by %g, stated as single precision", furthest)
	}
}

// TestMannKendallAgreesWithRKendall checks tau-b, S and its variance against R's Kendall, which is single precision.
func TestMannKendallAgreesWithRKendall(t *testing.T) {
	all := kendallSeries(t)
	for i, row := range fixture.Records(t, "testdata/kendall_R.csv") {
		k, err := series.MannKendall(all[i])
		fixture.Must(t, err)
		fixture.Near(t, row["series"]+" tau", k.TauB, fixture.Number(t, row["tau"]), 1e-6)
		fixture.Near(t, row["series"]+" S", float64(k.S), fixture.Number(t, row["S"]), 0)
		fixture.Near(t, row["series"]+" varS", k.Variance, fixture.Number(t, row["varS"]), 1e-6)
		fixture.Near(t, row["series"]+" S over D", k.TauB, float64(k.S)/fixture.Number(t, row["D"]), 1e-6)
		sen, err := series.Sen(all[i], 0.95)
		fixture.Must(t, err)
		fixture.Near(t, row["series"]+" slope", sen.Slope, fixture.Number(t, row["sen_slope"]), 1e-12)
		if p := fixture.Number(t, row["p_two_sided"]); p > 1e-4 { // below it a single-precision p is rounding
			fixture.Near(t, row["series"]+" p", k.P, p, 1e-4)
		}
	}
}

// TestConstantSeriesHasNoTrend is the case on which R's sfdep stops with an error.
func TestConstantSeriesHasNoTrend(t *testing.T) {
	k, err := series.MannKendall(make([]float64, 24))
	fixture.Must(t, err)
	if k.S != 0 || k.Z != 0 || k.P != 1 || k.Tau != 0 || k.TauB != 0 {
		t.Fatalf("a constant series gave %+v", k)
	}
}

// TestExactTrendEqualsEnumeration compares the generating function with all orders of the very values.
func TestExactTrendEqualsEnumeration(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := rapid.SliceOfN(rapid.SampledFrom([]float64{0, 1, 2, 3, 4, 5, 6}), 2, 7).Draw(rt, "v")
		k, err := series.MannKendallExact(v)
		if err != nil {
			rt.Fatal(err)
		}
		extreme, total := 0, 0
		permute(append([]float64(nil), v...), 0, func(w []float64) {
			total++
			if s := pairScore(w); s >= max(k.S, -k.S) || -s >= max(k.S, -k.S) {
				extreme++
			}
		})
		if want := float64(extreme) / float64(total); math.Abs(k.P-want) > 1e-12 {
			rt.Fatalf("%v: exact p %g, enumerated %g", v, k.P, want)
		}
	})
}

// TestLongSeriesCountsEveryPair compares the sorts with the definition, on both sides of the stack's limit.
func TestLongSeriesCountsEveryPair(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := rapid.SliceOfN(rapid.Map(rapid.IntRange(-20, 20), func(i int) float64 { return float64(i) }), 2, 400).Draw(rt, "v")
		k, err := series.MannKendall(v)
		if err != nil || k.S != pairScore(v) {
			rt.Fatalf("S %d, by pairs %d, error %v", k.S, pairScore(v), err)
		}
		reversed := make([]float64, len(v))
		for i := range v {
			reversed[len(v)-1-i] = v[i]
		}
		if back, _ := series.MannKendall(reversed); back.S != -k.S || back.P != k.P {
			rt.Fatalf("the reversed series gave %+v for %+v", back, k)
		}
	})
}

// TestSeasonalTrendIsTheSumOverSeasons compares with the plain test of each season, and with the plain test where the
// cycle has one value.
func TestSeasonalTrendIsTheSumOverSeasons(t *testing.T) {
	values := burglary(t)
	whole, err := series.MannKendallSeasonal(values, 12)
	fixture.Must(t, err)
	s, variance := 0, 0.0
	for month := range 12 {
		var one []float64
		for i := month; i < len(values); i += 12 {
			one = append(one, values[i])
		}
		k, err := series.MannKendall(one)
		fixture.Must(t, err)
		s, variance = s+k.S, variance+k.Variance
	}
	if whole.S != s || whole.Variance != variance {
		t.Errorf("%+v, by months S %d, variance %g", whole, s, variance)
	}
	plain, err := series.MannKendall(values)
	fixture.Must(t, err)
	single, err := series.MannKendallSeasonal(values, 1)
	fixture.Must(t, err)
	if plain != single {
		t.Errorf("%+v, as one season %+v", plain, single)
	}
}

// TestSeasonDoesNotHideATrend: a rise of one a year under a season of eighty.
func TestSeasonDoesNotHideATrend(t *testing.T) {
	values := make([]float64, 96)
	for i := range values {
		values[i] = float64(i/12) + 40*float64((i*5)%12)
	}
	plain, err := series.MannKendall(values)
	fixture.Must(t, err)
	seasonal, err := series.MannKendallSeasonal(values, 12)
	fixture.Must(t, err)
	if plain.P < 0.05 || seasonal.P > 1e-9 || seasonal.Tau != 1 {
		t.Errorf("plain p %g, seasonal p %g and tau %g", plain.P, seasonal.P, seasonal.Tau)
	}
}

func pairScore(v []float64) (s int) {
	for i := range v {
		for j := i + 1; j < len(v); j++ {
			switch {
			case v[j] > v[i]:
				s++
			case v[j] < v[i]:
				s--
			}
		}
	}
	return s
}

func permute(v []float64, at int, visit func([]float64)) {
	if at == len(v) {
		visit(v)
		return
	}
	for i := at; i < len(v); i++ {
		v[at], v[i] = v[i], v[at]
		permute(v, at+1, visit)
		v[at], v[i] = v[i], v[at]
	}
}

// BenchmarkMannKendall tests 10,856 series of 24 counts; the reference (R Kendall through sfdep) takes 0.8 s.
func BenchmarkMannKendall(b *testing.B) {
	cells := make([]float64, 10_856*24)
	state := uint64(1)
	for i := range cells {
		state = state*6364136223846793005 + 1442695040888963407
		cells[i] = float64(state >> 60)
	}
	b.ReportAllocs()
	for b.Loop() {
		for c := 0; c < len(cells); c += 24 {
			if _, err := series.MannKendall(cells[c : c+24]); err != nil {
				b.Fatal(err)
			}
		}
	}
}
