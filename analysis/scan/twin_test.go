package scan_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"sort"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/scan"
)

// bruteForce is the largest statistic of every cylinder of every centre, by the definition: expect gives the expected
// cases of one place in one period.
func bruteForce(p scan.Places, periods int, cases func(place, period int) int, expect func(place, period int) float64, o scan.Options) float64 {
	n, whole := 0, 0.0
	for i := range p.Len() {
		for t := range periods {
			n += cases(i, t)
			whole += expect(i, t)
		}
	}
	best := 0.0
	for centre := range p.Len() {
		order := make([]int, p.Len())
		for i := range order {
			order[i] = i
		}
		sort.SliceStable(order, func(a, b int) bool {
			i, j := order[a], order[b]
			di, dj := p.Distance(centre, i), p.Distance(centre, j)
			return di < dj || di == dj && (p.X[i] < p.X[j] || p.X[i] == p.X[j] && p.Y[i] < p.Y[j])
		})
		for k, last := range order {
			held := 0.0
			for _, i := range order[:k+1] {
				for t := range periods {
					held += expect(i, t)
				}
			}
			if p.Distance(centre, last) > o.MaxRadius || held > whole/2*(1+1e-9) {
				break
			}
			for from := range periods {
				for to := from; to < min(periods, from+o.MaxLength); to++ {
					if o.Prospective && to != periods-1 {
						continue
					}
					c, mu := 0, 0.0
					for _, i := range order[:k+1] {
						for t := from; t <= to; t++ {
							c += cases(i, t)
							mu += expect(i, t)
						}
					}
					if in, all := float64(c), float64(n); c >= 2 && in > mu {
						v := in * math.Log(in/mu)
						if c < n {
							v += (all - in) * math.Log((all-in)/(all-mu))
						}
						best = math.Max(best, v)
					}
				}
			}
		}
	}
	return best
}

func drawCases(t *rapid.T) (scan.Cases, scan.Options) {
	c := scan.Cases{Periods: rapid.IntRange(1, 12).Draw(t, "periods")}
	places := rapid.IntRange(1, 9).Draw(t, "places")
	for range places {
		c.Places.X = append(c.Places.X, float64(rapid.IntRange(0, 4).Draw(t, "x")))
		c.Places.Y = append(c.Places.Y, float64(rapid.IntRange(0, 4).Draw(t, "y")))
	}
	for range rapid.IntRange(0, 40).Draw(t, "cases") {
		c.Place = append(c.Place, rapid.IntRange(0, places-1).Draw(t, "place"))
		c.Period = append(c.Period, rapid.IntRange(0, c.Periods-1).Draw(t, "period"))
	}
	return c, scan.Options{Prospective: rapid.Bool().Draw(t, "prospective"), MaxRadius: float64(rapid.IntRange(1, 5).Draw(t, "radius")),
		MaxLength: rapid.IntRange(1, c.Periods).Draw(t, "length")}
}

func table(c scan.Cases) [][]int {
	out := make([][]int, c.Places.Len())
	for i := range out {
		out[i] = make([]int, c.Periods)
	}
	for k, p := range c.Place {
		out[p][c.Period[k]]++
	}
	return out
}

func statisticOf(r *scan.Result) float64 {
	if len(r.Clusters) == 0 {
		return 0
	}
	return r.Clusters[0].Statistic
}

func TestNoCylinderIsMissed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, o := drawCases(t)
		got, err := scan.Permutation(context.Background(), c, o)
		if err != nil {
			t.Fatal(err)
		}
		counts := table(c)
		byPlace, byPeriod := make([]float64, c.Places.Len()), make([]float64, c.Periods)
		for k, p := range c.Place {
			byPlace[p]++
			byPeriod[c.Period[k]]++
		}
		want := bruteForce(c.Places, c.Periods, func(p, s int) int { return counts[p][s] },
			func(p, s int) float64 { return byPlace[p] * byPeriod[s] / float64(len(c.Place)) }, o)
		if len(c.Place) > 1 && math.Abs(statisticOf(got)-want) > 1e-9*math.Max(1, want) {
			t.Fatalf("got %g, brute force %g", statisticOf(got), want)
		}
	})
}

func TestNoCylinderOfCountsIsMissed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, o := drawCases(t)
		counts := table(c)
		in := scan.Counts{Places: c.Places, Periods: c.Periods}
		whole := 0.0
		for p := range counts {
			for s := range c.Periods {
				in.Cases = append(in.Cases, counts[p][s])
				in.Expected = append(in.Expected, float64(1+(p*7+s*3)%5))
				whole += in.Expected[len(in.Expected)-1]
			}
		}
		got, err := scan.Poisson(context.Background(), in, o)
		if err != nil {
			t.Fatal(err)
		}
		want := bruteForce(c.Places, c.Periods, func(p, s int) int { return counts[p][s] },
			func(p, s int) float64 { return in.Expected[p*c.Periods+s] * float64(len(c.Place)) / whole }, o)
		if len(c.Place) > 0 && math.Abs(statisticOf(got)-want) > 1e-9*math.Max(1, want) {
			t.Fatalf("got %g, brute force %g", statisticOf(got), want)
		}
	})
}

func scattered(n int, seed uint64) scan.Cases {
	return fixture.Cases(rand.New(rand.NewPCG(seed, 2)), n)
}

func TestTheResultDoesNotDependOnTheNumberOfCores(t *testing.T) {
	c := scattered(200, 1)
	for _, prospective := range []bool{false, true} {
		var first *scan.Result
		for _, workers := range []int{1, 2, 5} {
			got, err := scan.Permutation(t.Context(), c, scan.Options{Prospective: prospective, MaxRadius: 250, MaxLength: 7,
				Replications: 150, StopAfter: 20, Seed: 9, Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = got
			}
			if !reflect.DeepEqual(got, first) {
				t.Errorf("%d goroutines give another result than one", workers)
			}
		}
	}
}

func TestImpossibleInputIsAnError(t *testing.T) {
	at := scan.Places{X: []float64{0, 1}, Y: []float64{0, 1}}
	good := scan.Cases{Places: at, Place: []int{0, 1}, Period: []int{0, 1}, Periods: 2}
	permutation := func(change func(*scan.Cases), o scan.Options) error {
		c := good
		change(&c)
		_, err := scan.Permutation(t.Context(), c, o)
		return err
	}
	poisson := func(cases []int, expected []float64) error {
		_, err := scan.Poisson(t.Context(), scan.Counts{Places: at, Periods: 1, Cases: cases, Expected: expected}, scan.Options{})
		return err
	}
	same := func(*scan.Cases) {}
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	_, _, standard := scan.Standardise(nil, []int{3}, scan.Study{Places: 1, Strata: 1, Starts: []time.Time{day, day.AddDate(0, 1, 0)}})
	_, _, cells := scan.Cells(plane.Points{X: []float64{1}, Y: []float64{1}}, 0)
	for name, err := range map[string]error{
		"unknown place":      permutation(func(c *scan.Cases) { c.Place = []int{0, 2} }, scan.Options{}),
		"unknown period":     permutation(func(c *scan.Cases) { c.Period = []int{-1, 0} }, scan.Options{}),
		"no period":          permutation(func(c *scan.Cases) { c.Periods = 0 }, scan.Options{}),
		"lengths differ":     permutation(func(c *scan.Cases) { c.Period = nil }, scan.Options{}),
		"infinite place":     permutation(func(c *scan.Cases) { c.Places = scan.Places{X: []float64{0, math.Inf(1)}, Y: []float64{0, 0}} }, scan.Options{}),
		"no latitude":        permutation(func(c *scan.Cases) { c.Places = scan.Places{X: []float64{0, 0}, Y: []float64{0, 99}, Geographic: true} }, scan.Options{}),
		"negative radius":    permutation(same, scan.Options{MaxRadius: -1}),
		"share above 1":      permutation(same, scan.Options{MaxShare: 1.5}),
		"negative deals":     permutation(same, scan.Options{Replications: -1}),
		"negative cases":     poisson([]int{1, -1}, []float64{1, 1}),
		"none expected":      poisson([]int{1, 1}, []float64{1, 0}),
		"expected no number": poisson([]int{1, 1}, []float64{1, math.NaN()}),
		"too few cells":      poisson([]int{1}, []float64{1}),
		"no people":          standard,
		"no cell":            cells,
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := scan.Permutation(ctx, scattered(100, 1), scan.Options{Replications: 99}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled scan ends with %v", err)
	}
}

func TestStandardisedExpectationsSumToTheCases(t *testing.T) {
	day := func(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	people := []scan.Population{
		{Place: 0, Stratum: 0, At: day(2020), People: 100}, {Place: 0, Stratum: 0, At: day(2022), People: 300},
		{Place: 1, Stratum: 0, At: day(2021), People: 200}, {Place: 1, Stratum: 1, At: day(2021), People: 50},
	}
	got, mean, err := scan.Standardise(people, []int{40, 10}, scan.Study{Places: 2, Strata: 2, Starts: []time.Time{day(2020), day(2021), day(2022), day(2023)}})
	if err != nil {
		t.Fatal(err)
	}
	// Days of 2020, 2021 and 2022: 366, 365 and 365. Place 0 grows from 100 by 200 in 731 days, then stays at 300.
	year := []float64{366 * (100 + 200*366.0/731/2), 0, 365 * 300}
	year[1] = 731*200 - year[0]
	all := year[0] + year[1] + year[2] + 1096*200
	want := []float64{40 * year[0] / all, 40 * year[1] / all, 40 * year[2] / all,
		40*366*200/all + 10*366/1096.0, 40*365*200/all + 10*365/1096.0, 40*365*200/all + 10*365/1096.0}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-12*want[i] {
			t.Errorf("cell %d expects %g, want %g", i, got[i], want[i])
		}
	}
	if math.Abs(mean[1]-250) > 1e-9 {
		t.Errorf("place 1 has %g people on average", mean[1])
	}
}
