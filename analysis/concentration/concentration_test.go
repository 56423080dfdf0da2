package concentration_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/concentration"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
)

func near(t interface {
	Helper()
	Errorf(string, ...any)
}, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.15g, want %.15g", what, got, want)
	}
}

// must is for input that is known to be possible.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var drawn = rapid.SliceOfN(rapid.IntRange(0, 9), 1, 40)

// PySAL's inequality asserts 0.35372371173452849 of the incomes of Mexico's 32 states in 1940.
func TestGiniOfMexicoIsWhatPySALAsserts(t *testing.T) {
	var incomes []int
	for _, v := range fixture.Records(t, "../association/testdata/mexico.csv") {
		incomes = append(incomes, int(fixture.Number(t, v["pcgdp1940"])))
	}
	near(t, "Gini", must(concentration.Gini(incomes)), 0.35372371173452849)
}

// Gini is the mean absolute difference of two places over twice the mean.
func TestGiniIsHalfTheRelativeMeanDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := drawn.Draw(t, "counts")
		difference, events := 0.0, 0.0
		for _, a := range counts {
			events += float64(a)
			for _, b := range counts {
				difference += math.Abs(float64(a - b))
			}
		}
		want := 0.0
		if events > 0 {
			want = difference / (2 * float64(len(counts)) * events)
		}
		near(t, "Gini", must(concentration.Gini(counts)), want)
		// and twice the area between the diagonal and the Lorenz curve
		curve, area := must(concentration.Lorenz(counts)), 0.5
		for i := 1; i < len(curve); i++ {
			area -= (curve[i].Places - curve[i-1].Places) * (curve[i].Events + curve[i-1].Events) / 2
		}
		near(t, "area", 2*area, want)
	})
}

// Bernasco and Steenbeek's equation as they print it; it is 0 where no place has two and 1 where one place has all.
func TestAdjustedGiniAllowsForFewEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := drawn.Draw(t, "counts")
		slices.Sort(counts)
		n, c, ranked := float64(len(counts)), 0.0, 0.0
		for _, v := range counts {
			c += float64(v)
		}
		if c == 0 {
			return
		}
		for i, v := range counts {
			ranked += float64(i+1) * float64(v) / c
		}
		want := math.Max(1/c, 1/n)*(2*ranked-n-1) - math.Max(n/c, 1) + 1
		near(t, "adjusted Gini", must(concentration.AdjustedGini(counts)), math.Max(0, want))
	})
	near(t, "four events at ten places", must(concentration.AdjustedGini([]int{1, 1, 1, 1, 0, 0, 0, 0, 0, 0})), 0)
	near(t, "unadjusted", must(concentration.Gini([]int{1, 1, 1, 1, 0, 0, 0, 0, 0, 0})), 0.6)
	near(t, "all at one of ten", must(concentration.AdjustedGini([]int{4, 0, 0, 0, 0, 0, 0, 0, 0, 0})), 0.75)
}

func TestEightyTwenty(t *testing.T) {
	counts := []int{40, 40, 3, 3, 3, 3, 2, 2, 2, 2}
	h := must(concentration.Holding(counts, 0.8, 0.5, 0, 1))
	if h[0].Places != 2 || h[0].OfPlaces != 0.2 || h[0].Events != 80 {
		t.Errorf("eighty per cent: %+v", h[0])
	}
	near(t, "half, dividing the second place", h[1].Line, (1+10.0/40)/10)
	if h[2].Places != 0 || h[3].Places != 10 {
		t.Errorf("nothing and everything: %+v %+v", h[2], h[3])
	}
	with := must(concentration.Holding(append(counts, make([]int, 10)...), 0.8))
	if with[0].OfPlaces != 0.1 || with[0].OfAny != 0.2 {
		t.Errorf("ten places without: %+v", with[0])
	}
}

func TestNoFewerPlacesHoldTheShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts, share := drawn.Draw(t, "counts"), rapid.Float64Range(0, 1).Draw(t, "share")
		h := must(concentration.Holding(counts, share))[0]
		slices.Sort(counts)
		all, top := 0, 0
		for i, c := range counts {
			all += c
			if i >= len(counts)-h.Places {
				top += c
			}
		}
		if top != h.Events || float64(top) < share*float64(all)*(1-1e-9) {
			t.Fatalf("%d places hold %d of %d, asked for %g", h.Places, top, all, share)
		}
		if h.Places > 0 && float64(top-counts[len(counts)-h.Places]) >= share*float64(all) {
			t.Fatalf("one place fewer would do: %+v", h)
		}
		if h.Line > h.OfPlaces+1e-12 {
			t.Fatalf("the line %g is beyond the places %g", h.Line, h.OfPlaces)
		}
	})
}

func TestRepeatVictimisation(t *testing.T) {
	v := must(concentration.Victimise([]int{0, 0, 0, 0, 0, 1, 1, 1, 2, 5}))
	if v.Victims != 5 || v.Events != 10 || v.Repeats != 5 || v.RepeatVictims != 2 {
		t.Errorf("%+v", v)
	}
	near(t, "incidence", v.Incidence, v.Prevalence*v.Concentration)
	near(t, "share of repeat victims", v.OfRepeatVictims, 0.7)
	want := concentration.Times{Times: 2, Places: 1, Events: 2, OfPlaces: 0.1, OfEvents: 0.2, OrMore: 0.2, EventsOrMore: 0.7}
	if got := v.Curve[2]; got != want {
		t.Errorf("suffered twice: %+v", got)
	}
}

func TestDecilesKeepEqualValuesTogether(t *testing.T) {
	values := make([]float64, 100)
	for i := range values {
		values[i] = float64((i * 37) % 100)
	}
	class, of, err := concentration.Classes(values, 10)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range values {
		if class[i] != int(v)/10+1 {
			t.Errorf("%g is in decile %d", v, class[i])
		}
	}
	if want := (concentration.Class{From: 90, To: 99, Places: 10}); of[9] != want {
		t.Errorf("top decile %+v", of[9])
	}
	class, of, err = concentration.Classes([]float64{0, 0, 0, 0, 0, 0, 0, 3, 3, 9}, 5)
	if err != nil || !reflect.DeepEqual(class, []int{1, 1, 1, 1, 1, 1, 1, 4, 4, 5}) || of[1].Places != 0 {
		t.Errorf("ties: %v %v %v", class, of, err)
	}
}

// Where every place runs the same risk, 5 % of 400 worlds seem concentrated at 5 %, and the mean of the victims is exact.
func TestChanceIsNotTakenForConcentration(t *testing.T) {
	const worlds = 400
	alarms, victims := 0, 0.0
	for w := range uint64(worlds) {
		r := rand.New(rand.NewPCG(w, 5))
		counts := make([]int, 60)
		for range 90 {
			counts[r.IntN(60)]++
		}
		e, err := concentration.ByChance(t.Context(), counts, 0.5, 99, w)
		if err != nil {
			t.Fatal(err)
		}
		if e.P <= 0.05 {
			alarms++
		}
		victims += float64(e.Victims) / worlds
		if w == 0 {
			near(t, "victims by chance", e.VictimsByChance, 60*(1-math.Pow(59.0/60, 90)))
		}
	}
	if math.Abs(float64(alarms)-0.05*worlds) > 4*math.Sqrt(0.05*0.95*worlds) {
		t.Errorf("%d false alarms of %d", alarms, worlds)
	}
	if want := 60 * (1 - math.Pow(59.0/60, 90)); math.Abs(victims-want) > 0.6 {
		t.Errorf("%g victims on average, %g expected", victims, want)
	}
}

func TestImpossibleInputIsAnError(t *testing.T) {
	_, gini := concentration.Gini([]int{1, -1})
	_, holding := concentration.Holding([]int{1}, 1.5)
	_, nan := concentration.Holding([]int{1}, math.NaN())
	_, _, classes := concentration.Classes([]float64{math.Inf(1)}, 10)
	_, _, none := concentration.Classes(nil, 0)
	_, simulations := concentration.ByChance(t.Context(), []int{1}, 0.5, 0, 1)
	for name, err := range map[string]error{"negative": gini, "share": holding, "no number": nan, "infinite": classes, "no class": none, "no simulation": simulations} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if !errors.Is(gini, concentration.ErrCount) {
		t.Errorf("negative count: %v", gini)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := concentration.ByChance(ctx, []int{1, 2}, 0.5, 99, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func FuzzConcentration(f *testing.F) {
	for _, raw := range [][]byte{nil, {0}, {1}, {0, 0, 0}, {255, 0, 0, 1}, {7, 7, 7}} {
		f.Add(raw, 0, 0.8)
		f.Add(raw, 1<<40, math.NaN())
		f.Add(raw, -3, 1.0)
	}
	f.Fuzz(func(t *testing.T, raw []byte, shift int, share float64) {
		counts, values := make([]int, len(raw)), make([]float64, len(raw))
		for i, b := range raw {
			counts[i] = int(b)
			values[i] = float64(b) * share
		}
		if len(counts) > 0 {
			counts[0] += shift
		}
		gini, err := concentration.Gini(counts)
		adjusted, err2 := concentration.AdjustedGini(counts)
		if err == nil && !(gini >= 0 && gini <= 1) || err2 == nil && !(adjusted >= 0 && adjusted <= 1) {
			t.Fatalf("Gini %g, adjusted %g", gini, adjusted)
		}
		if h, err := concentration.Holding(counts, share); err == nil && !(h[0].Line >= 0 && h[0].Line <= 1 && h[0].OfAny >= 0) {
			t.Fatalf("%+v", h[0])
		}
		if v, err := concentration.Victimise(counts); err == nil && math.IsNaN(v.Incidence+v.Prevalence+v.Concentration+v.OfRepeats+v.OfRepeatVictims) {
			t.Fatalf("%+v", v)
		}
		if _, err := concentration.Lorenz(counts); err != nil && err2 == nil {
			t.Fatal(err)
		}
		if class, _, err := concentration.Classes(values, shift); err == nil && len(class) != len(values) {
			t.Fatal("a value without a class")
		}
		if shift < 1000 {
			if e, err := concentration.ByChance(t.Context(), counts, share, 3, 1); err == nil && math.IsNaN(e.GiniByChance+e.LineByChance+e.VictimsByChance) {
				t.Fatalf("%+v", e)
			}
		}
	})
}

func BenchmarkByChance10000Places(b *testing.B) {
	counts := make([]int, 10_000)
	for i := range counts {
		counts[i] = i % 7
	}
	for b.Loop() {
		if _, err := concentration.ByChance(b.Context(), counts, 0.5, 99, 1); err != nil {
			b.Fatal(err)
		}
	}
}
