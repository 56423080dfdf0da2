package rate

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/weight"
)

func close9(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(math.Abs(want), 1e-9)) {
		t.Errorf("%s is %.15g, want %.15g", what, got, want)
	}
}

type estimated struct {
	Raw   []float64 `json:"raw"`
	Estmm []float64 `json:"estmm"`
	Est   []float64 `json:"est"`
	Par   struct {
		A, B float64
	} `json:"par"`
}

type reference struct {
	Global   estimated `json:"sids2_EBest"`
	Local    estimated `json:"sids2_EBlocal"`
	EBIMoran struct {
		Statistic float64 `json:"statistic"`
	} `json:"sids2_EBImoran"`
	Map struct {
		RelRisk []float64 `json:"relRisk"`
		PMap    []float64 `json:"pmap"`
	} `json:"sids2_probmap"`
	Hamlets struct {
		Households []float64 `json:"households"`
		Burglary   []float64 `json:"burglary_2019"`
	} `json:"th_lsoa"`
	HamletsGlobal estimated         `json:"th_EBest"`
	Neighbours    []json.RawMessage `json:"sids2_neighbours"`
}

func load(t *testing.T) reference {
	t.Helper()
	raw, err := os.ReadFile("testdata/reference_R_rates.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

// sids reads counts and births of North Carolina's counties for 1974 or 1979, and who borders on whom.
func sids(t *testing.T, year string) (events, births []float64, w *weight.Matrix) {
	t.Helper()
	records := fixture.Rows(t, "testdata/sids2.csv")
	order := map[string]int{}
	for i, r := range records[1:] {
		order[r[0]] = i
		for c, name := range records[0] {
			v := fixture.Number(t, r[c])
			switch name {
			case "SID" + year:
				events = append(events, v)
			case "BIR" + year:
				births = append(births, v)
			}
		}
	}
	m, ids, err := weight.ReadGAL(fixture.Open(t, "testdata/sids2.gal"))
	if err != nil {
		t.Fatal(err)
	}
	var links []weight.Link
	for i := range ids {
		j, _ := m.Row(i, nil)
		for _, to := range j {
			links = append(links, weight.Link{From: order[ids[i]], To: order[ids[to]], Weight: 1})
		}
	}
	if w, err = weight.FromLinks(len(events), links); err != nil {
		t.Fatal(err)
	}
	return events, births, w
}

func TestEmpiricalBayesReproducesSpdep(t *testing.T) {
	r := load(t)
	events, births, w := sids(t, "74")
	global, err := Global(events, births)
	if err != nil {
		t.Fatal(err)
	}
	local, err := Local(events, births, w, FromOwn)
	if err != nil {
		t.Fatal(err)
	}
	close9(t, "mean", global.Mean[0], r.Global.Par.B)
	close9(t, "spread", global.Spread[0], r.Global.Par.A)
	for i := range events {
		close9(t, fmt.Sprintf("raw rate %d", i), global.Raw[i], r.Global.Raw[i])
		close9(t, fmt.Sprintf("global estimate %d", i), global.Rate[i], r.Global.Estmm[i])
		close9(t, fmt.Sprintf("local estimate %d", i), local.Rate[i], r.Local.Est[i])
	}
	hamlets, err := Global(r.Hamlets.Burglary, r.Hamlets.Households)
	if err != nil {
		t.Fatal(err)
	}
	close9(t, "mean of Tower Hamlets", hamlets.Mean[0], r.HamletsGlobal.Par.B)
	close9(t, "spread of Tower Hamlets", hamlets.Spread[0], r.HamletsGlobal.Par.A)
	for i := range hamlets.Rate {
		close9(t, fmt.Sprintf("Tower Hamlets LSOA %d", i), hamlets.Rate[i], r.HamletsGlobal.Estmm[i])
	}
}

func TestProbabilityMapReproducesSpdep(t *testing.T) {
	r := load(t)
	events, births, _ := sids(t, "74")
	m, err := Expect(events, births)
	if err != nil {
		t.Fatal(err)
	}
	for i := range events {
		close9(t, fmt.Sprintf("relative risk %d", i), 100*m.Relative[i], r.Map.RelRisk[i])
		close9(t, fmt.Sprintf("lower tail %d", i), m.Lower[i], r.Map.PMap[i])
		if m.Upper[i]+m.Lower[i] < 1 {
			t.Errorf("area %d: tails %g and %g leave something out", i, m.Upper[i], m.Lower[i])
		}
	}
}

func TestMoranOfStandardisedRates(t *testing.T) {
	for year, want := range map[string]float64{
		"74": load(t).EBIMoran.Statistic, // spdep, EBImoran.mc
		"79": 0.16622343552567395,        // asserted in PySAL's tests of Moran_Rate
	} {
		events, births, w := sids(t, year)
		z, err := Standardise(events, births)
		if err != nil {
			t.Fatal(err)
		}
		g, err := association.Moran(weight.Standardise(w), z)
		if err != nil {
			t.Fatal(err)
		}
		close9(t, "Moran's I of 19"+year, g.Statistic, want)
	}
}

func TestSmoothedRatePoolsTheNeighbourhood(t *testing.T) {
	w, err := weight.FromLists([][]int{{1}, {0, 2}, {1}, {}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Smooth([]float64{2, 0, 6, 5}, []float64{10, 30, 20, 50}, w)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{2.0 / 40, 8.0 / 60, 6.0 / 50, 0.1} {
		close9(t, fmt.Sprintf("area %d", i), got[i], want)
	}
}

func TestLocalShrinkageOfOneNeighbourhoodIsThatOfAWholeMap(t *testing.T) {
	events, people := []float64{4, 9, 1, 30}, []float64{100, 80, 60, 300}
	w, err := weight.FromLists([][]int{{1, 2, 3}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	global, err := Global(events, people)
	if err != nil {
		t.Fatal(err)
	}
	for _, from := range []Departure{FromCentre, FromOwn} {
		local, err := Local(events, people, w, from)
		if err != nil {
			t.Fatal(err)
		}
		for i := range events {
			close9(t, fmt.Sprintf("area %d", i), local.Rate[i], global.Rate[i])
		}
	}
}

func TestIntervalsAreTheTabulatedOnes(t *testing.T) {
	// Garwood's 95 % limits as in the tables of Breslow and Day (1987) and of Ulm (1990).
	for events, want := range map[int][2]float64{0: {0, 3.689}, 1: {0.0253, 5.572}, 5: {1.623, 11.668}, 10: {4.795, 18.390}, 50: {37.11, 65.92}, 100: {81.36, 121.63}} {
		exact, err := ExactInterval(events, 1, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(exact.Low-want[0]) > 5e-3 || math.Abs(exact.High-want[1]) > 5e-3 {
			t.Errorf("%d events: %g to %g, in the table %g to %g", events, exact.Low, exact.High, want[0], want[1])
		}
		byar, err := ByarInterval(events, 1, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		if events >= 10 && (math.Abs(byar.Low/exact.Low-1) > 0.002 || math.Abs(byar.High/exact.High-1) > 0.002) {
			t.Errorf("%d events: Byar's limits %g to %g, exactly %g to %g", events, byar.Low, byar.High, exact.Low, exact.High)
		}
	}
}

func TestExactIntervalHoldsTheTruthAtLeastAsOftenAsItSays(t *testing.T) {
	r := chance.Stream(4, 0)
	for _, mean := range []float64{0.7, 3, 12} {
		held := 0
		const trials = 4000
		for range trials {
			k, product := 0, r.Float64()
			for product > math.Exp(-mean) {
				k++
				product *= r.Float64()
			}
			i, err := ExactInterval(k, 50, 0.9)
			if err != nil {
				t.Fatal(err)
			}
			if i.Low <= mean/50 && mean/50 <= i.High {
				held++
			}
		}
		if rate := float64(held) / trials; rate < 0.885 {
			t.Errorf("mean %g: the 90 %% interval holds the truth in %g of trials", mean, rate)
		}
	}
}

func TestSmallNumbersAreMarkedOrWithheld(t *testing.T) {
	for events, want := range map[int]Reliability{-1: Withheld, 0: Withheld, 2: Withheld, 3: Unreliable, 19: Unreliable, 20: Reliable} {
		if got := Vital.Trust(events); got != want {
			t.Errorf("%d events are %v, want %v", events, got, want)
		}
	}
}

func FuzzRates(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, 10.0, 20.0, 30.0, 5, 0.95)
	f.Add(0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0, 0.5)
	f.Add(math.NaN(), -1.0, math.Inf(1), 0.0, 1e300, -5.0, -1, 2.0)
	f.Fuzz(func(t *testing.T, a, b, c, x, y, z float64, events int, confidence float64) {
		e, p := []float64{a, b, c}, []float64{x, y, z}
		w, err := weight.FromLists([][]int{{1}, {0, 2}, {}})
		if err != nil {
			t.Fatal(err)
		}
		var values []float64
		if g, err := Global(e, p); err == nil {
			values = append(values, g.Rate...)
		}
		if l, err := Local(e, p, w, Departure(events&1)); err == nil {
			values = append(values, l.Rate...)
		}
		if s, err := Smooth(e, p, w); err == nil {
			values = append(values, s...)
		}
		if s, err := SmoothMedian(e, p, w, MedianOptions{Rounds: events & 3, ByPopulation: events&4 > 0}); err == nil {
			values = append(values, s...)
		}
		if s, err := Standardise(e, p); err == nil {
			for _, v := range s {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Errorf("standardised rate %g", v)
				}
			}
		}
		if trust := (SmallNumbers{Withhold: events % 7, Warn: int(confidence)}).Trust(events); trust < Reliable || trust > Withheld {
			t.Errorf("%d events are %v", events, trust)
		}
		if m, err := Expect(e, p); err == nil {
			values = append(append(values, m.Upper...), m.Lower...)
		}
		for _, interval := range []func(int, float64, float64) (Interval, error){ExactInterval, ByarInterval} {
			if i, err := interval(events, x, confidence); err == nil {
				values = append(values, i.Low, i.Rate, i.High)
			}
		}
		for i, v := range values {
			if !(v >= 0) || math.IsInf(v, 0) {
				t.Errorf("value %d is %g", i, v)
			}
		}
	})
}
