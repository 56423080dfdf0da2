package emerging

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

// heatOf reads h, c and . as hot, cold and mild.
func heatOf(s string) []Heat {
	var heat []Heat
	for _, r := range s {
		heat = append(heat, map[rune]Heat{'h': Hot, 'c': Cold, '.': Mild}[r])
	}
	return heat
}

func TestPublishedDefinitions(t *testing.T) {
	rising, falling, flat := Trend{0.6, 0.001, 0.05}, Trend{-0.6, 0.001, 0.05}, Trend{0.1, 0.6, 0.05}
	for _, c := range []struct {
		heat  string
		trend Trend
		want  Class
	}{
		{"..........", flat, NoPattern},
		{"", flat, NoPattern},
		{".........h", rising, New},
		{"c........h", rising, New},
		{"h........h", flat, Sporadic},
		{"......hhhh", rising, Consecutive},
		{"h.....hhhh", rising, Sporadic},
		{"c.h...hhhh", rising, Oscillating},
		{"hhhhhhhhhh", rising, Intensifying},
		{".hhhhhhhhh", rising, Intensifying},
		{"hhhhhhhhhh", flat, Persistent},
		{"hhhhhhhhhh", falling, Diminishing},
		{"hhhhhhhhh.", falling, Historical},
		{"hhhhhhhhhc", falling, Historical},
		{"hhhhhhh...", falling, NoPattern},
		{"h", flat, New},
		{"cccccccccc", falling, -Intensifying},
		{"cccccccccc", rising, -Diminishing},
		{"ccccccccc.", flat, -Historical},
		{".........c", flat, -New},
		{"..h.c..ccc", flat, -Oscillating},
		{"....c..ccc", flat, -Sporadic},
	} {
		if got := Classify(make([]float64, len(c.heat)), heatOf(c.heat), c.trend, Published); got != c.want {
			t.Errorf("%q with tau %g is %v, want %v", c.heat, c.trend.Tau, got, c.want)
		}
	}
	if s := (-Sporadic).String(); s != "sporadic cold spot" {
		t.Errorf("a class is named %q", s)
	}
}

// town is a grid whose counts are Poisson, with a spot of 3 by 3 cells whose mean in each period is given.
func town(seed uint64, periods int, spot func(t int) float64) (plane.Grid, [][]int) {
	g := plane.Grid{Cell: 100, Cols: 20, Rows: 15}
	r := chance.Stream(seed, 0)
	counts := make([][]int, periods)
	for t := range counts {
		counts[t] = make([]int, g.Len())
		for c := range counts[t] {
			mean := 1.0
			if col, row := c%g.Cols, c/g.Cols; col >= 9 && col < 12 && row >= 6 && row < 9 {
				mean += spot(t)
			}
			counts[t][c] = poisson(r, mean)
		}
	}
	return g, counts
}

func poisson(r *rand.Rand, mean float64) int {
	k, product, limit := 0, r.Float64(), math.Exp(-mean)
	for product > limit {
		k++
		product *= r.Float64()
	}
	return k
}

func TestPlantedHistoriesAreRecognised(t *testing.T) {
	const periods, centre = 20, 7*20 + 10
	for name, c := range map[string]struct {
		spot func(t int) float64
		want Class
	}{
		"an old hot spot":        {func(int) float64 { return 6 }, Persistent},
		"a spot that grows":      {func(t int) float64 { return 9 + 0.5*float64(t) }, Intensifying},
		"a spot that shrinks":    {func(t int) float64 { return 19 - 0.5*float64(t) }, Diminishing},
		"a spot of this quarter": {func(t int) float64 { return map[bool]float64{true: 8}[t >= 17] }, Consecutive},
		"a spot of this month":   {func(t int) float64 { return map[bool]float64{true: 8}[t == 19] }, New},
		"a spot put out":         {func(t int) float64 { return map[bool]float64{true: 8}[t < 19] }, Historical},
		"a spot of school terms": {func(t int) float64 { return map[bool]float64{true: 8}[t%4 == 3] }, Sporadic},
	} {
		g, counts := town(8, periods, c.spot)
		r, err := Analyse(context.Background(), g, counts, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r.Class[centre] != c.want {
			t.Errorf("%s is %v, want %v", name, r.Class[centre], c.want)
		}
		wrong := 0
		for i, class := range r.Class {
			if col, row := i%g.Cols, i/g.Cols; class > 0 && (col < 7 || col > 13 || row < 4 || row > 10) {
				wrong++
			}
		}
		if wrong > 6 { // of 251 places away from the spot
			t.Errorf("%s: %d places elsewhere have a hot class", name, wrong)
		}
	}
}

func TestSeriesWithoutVariationHaveNoPattern(t *testing.T) {
	g := plane.Grid{Cell: 1, Cols: 4, Rows: 3}
	for name, value := range map[string]func(t, i int) int{
		"nothing anywhere":       func(int, int) int { return 0 },
		"the same everywhere":    func(int, int) int { return 5 },
		"one place, always same": func(_, i int) int { return map[bool]int{true: 3}[i == 5] },
	} {
		for _, periods := range []int{0, 1, 2, 12} {
			counts := make([][]int, periods)
			for m := range counts {
				for i := range g.Len() {
					counts[m] = append(counts[m], value(m, i))
				}
			}
			for _, o := range []Options{{}, {Lag: 2, Window: Period}, {Inference: association.Sampled, Draws: 99}, {Inference: association.Normal, EachBin: true}} {
				r, err := Analyse(context.Background(), g, counts, o)
				if err != nil {
					t.Fatalf("%s, %d periods: %v", name, periods, err)
				}
				for i, class := range r.Class {
					if name != "one place, always same" && class != NoPattern {
						t.Errorf("%s, %d periods: place %d is %v", name, periods, i, class)
					}
				}
			}
		}
	}
}

func TestChanceAloneRarelyMakesAClass(t *testing.T) {
	bins, called := 0, 0
	for seed := range uint64(12) {
		g, counts := town(100+seed, 12, func(int) float64 { return 0 })
		r, err := Analyse(context.Background(), g, counts, Options{})
		if err != nil {
			t.Fatal(err)
		}
		each, err := Analyse(context.Background(), g, counts, Options{EachBin: true})
		if err != nil {
			t.Fatal(err)
		}
		for i := range r.Class {
			if r.Class[i] != NoPattern {
				t.Errorf("map %d: place %d is %v by chance", seed, i, r.Class[i])
			}
		}
		for _, h := range each.Heat {
			bins++
			if h != Mild {
				called++
			}
		}
	}
	rate := float64(called) / float64(bins)
	t.Logf("without control of false discoveries a bin is called at a rate of %.4f, nominal 0.05", rate)
	if rate > 0.055 || rate < 0.02 {
		t.Errorf("bins are called at a rate of %g, nominal 0.05", rate)
	}
}

func TestOnlyTheStudyAreaIsAnalysed(t *testing.T) {
	g, counts := town(3, 6, func(int) float64 { return 5 })
	small := plane.Grid{Cell: 100, Cols: 15, Rows: 15}
	inside := make([]bool, g.Len())
	inner := make([][]int, len(counts))
	for i := range inside {
		if inside[i] = i%g.Cols < 15; inside[i] {
			for m := range counts {
				inner[m] = append(inner[m], counts[m][i])
			}
		}
	}
	got, err := Analyse(context.Background(), g, counts, Options{Inside: inside, Lag: 1})
	if err != nil {
		t.Fatal(err)
	}
	want, err := Analyse(context.Background(), small, inner, Options{Lag: 1})
	if err != nil {
		t.Fatal(err)
	}
	for i := range inside {
		k := i/g.Cols*15 + i%g.Cols
		if inside[i] && (got.Class[i] != want.Class[k] || got.TrendP[i] != want.TrendP[k]) || !inside[i] && got.Class[i] != NoPattern {
			t.Errorf("place %d is %v", i, got.Class[i])
		}
	}
}

func TestWrongInputIsRefused(t *testing.T) {
	g := plane.Grid{Cell: 1, Cols: 2, Rows: 2}
	for want, o := range map[string]Options{
		"lag": {Lag: -1}, "level": {Level: 2}, "study area": {Inside: []bool{true}}, "inference": {Inference: 9}, "rules": {Rules: 5},
		"window": {Window: 7}, "side": {Side: -1}, "period 1": {},
	} {
		if _, err := Analyse(context.Background(), g, [][]int{{1, 2, 3, 4}, {1, 2}}, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, which does not speak of %q", o, err, want)
		}
	}
	if _, err := Analyse(context.Background(), g, [][]int{{1, -2, 3, 4}}, Options{}); err == nil {
		t.Error("a negative count was accepted")
	}
}

func FuzzAnalyse(f *testing.F) {
	f.Add(3, 2, 1, 0, []byte{1, 2, 3, 0, 0, 255, 7, 7, 7, 9, 9, 9})
	f.Add(1, 1, 5, 7, []byte{1})
	f.Fuzz(func(t *testing.T, cols, rows, lag, choice int, data []byte) {
		cols, rows = 1+(cols%6+6)%6, 1+(rows%6+6)%6
		g := plane.Grid{Cell: 1, Cols: cols, Rows: rows}
		var counts [][]int
		for len(data) >= g.Len() && len(counts) < 8 {
			period := make([]int, g.Len())
			for i := range period {
				period[i] = int(data[i])
			}
			counts, data = append(counts, period), data[g.Len():]
		}
		choice = (choice%24 + 24) % 24
		r, err := Analyse(context.Background(), g, counts, Options{Lag: lag % 4, Window: Window(choice % 2), Rules: Rules(choice / 2 % 2),
			Inference: association.Inference(choice / 4 % 3), EachBin: choice >= 12, Draws: 19})
		if err != nil {
			return
		}
		l := weight.Lattice{Cols: g.Cols, Rows: g.Rows}
		on, err := AnalyseOn(context.Background(), l, counts, Options{Lag: lag % 4, Window: Window(choice % 2), EachBin: choice >= 12})
		if err != nil || len(on.Class) != len(r.Class) {
			t.Fatalf("on the lattice itself: %v", err)
		}
		if c := Classify(r.Z, r.Heat, Trend{r.Tau[0], r.TrendP[0], float64(choice)}, Rules(choice%3)); c.String() == "" {
			t.Fatalf("class %d has no name", c)
		}
		for i, z := range r.Z {
			if math.IsNaN(z) || math.IsInf(z, 0) || !(r.P[i] >= 0 && r.P[i] <= 1) {
				t.Fatalf("bin %d: z %g, p %g", i, z, r.P[i])
			}
		}
		for i := range r.Class {
			if math.IsNaN(r.Tau[i]) || !(r.TrendP[i] >= 0 && r.TrendP[i] <= 1) {
				t.Fatalf("place %d: tau %g, p %g", i, r.Tau[i], r.TrendP[i])
			}
		}
	})
}

func BenchmarkEmerging144CellsBy18PeriodsBy199Permutations(b *testing.B) {
	g, counts := sfdepCube(b)
	for b.Loop() {
		if _, err := Analyse(context.Background(), g, counts, Options{Lag: 1, Inference: association.Sampled, Draws: 199}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEmergingLondon271400CellsBy24PeriodsExact(b *testing.B) {
	g := plane.Grid{Cell: 100, Cols: 590, Rows: 460}
	r := chance.Stream(1, 1)
	mean := make([]float64, g.Len())
	for i := range mean {
		mean[i] = 0.15 * math.Exp(r.NormFloat64()) // about 42,000 events a month, a million in two years
		if r.IntN(20_000) == 0 {
			mean[i] += 100
		}
	}
	counts := make([][]int, 24)
	for t := range counts {
		counts[t] = make([]int, g.Len())
		for i := range mean {
			counts[t][i] = poisson(r, mean[i])
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Analyse(context.Background(), g, counts, Options{Lag: 1}); err != nil {
			b.Fatal(err)
		}
	}
}
