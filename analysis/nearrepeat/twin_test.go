package nearrepeat_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/nearrepeat"
)

// bruteForce counts every pair by the definition.
func bruteForce(e nearrepeat.Events, space, delay nearrepeat.Bands, metric nearrepeat.Metric) [][]int64 {
	out := make([][]int64, space.Len())
	for a := range out {
		out[a] = make([]int64, delay.Len())
	}
	band := func(b nearrepeat.Bands, v float64) int {
		for k := range b.Len() {
			low, high := b.Breaks[k], b.Breaks[k+1]
			if b.ClosedRight && (v > low || k == 0) && v <= high || !b.ClosedRight && v >= low && v < high {
				return k
			}
		}
		return -1
	}
	for i := range e.Days {
		for j := range i {
			dx, dy := e.Points.X[i]-e.Points.X[j], e.Points.Y[i]-e.Points.Y[j]
			d := math.Sqrt(dx*dx + dy*dy)
			if metric == nearrepeat.Manhattan {
				d = math.Abs(dx) + math.Abs(dy)
			}
			a, t := band(space, d), band(delay, math.Abs(e.Days[i]-e.Days[j]))
			if a >= 0 && t >= 0 {
				out[a][t]++
			}
		}
	}
	return out
}

func counts(table *nearrepeat.NearRepeatTable) [][]int64 {
	out := make([][]int64, len(table.Cells))
	for a, row := range table.Cells {
		for _, c := range row {
			out[a] = append(out[a], c.Observed)
		}
	}
	return out
}

func drawBands(t *rapid.T, name string) nearrepeat.Bands {
	b := nearrepeat.Bands{Breaks: []float64{0}, ClosedRight: rapid.Bool().Draw(t, name+" closed")}
	for _, step := range rapid.SliceOfN(rapid.IntRange(1, 9), 1, 6).Draw(t, name+" steps") {
		b.Breaks = append(b.Breaks, b.Breaks[len(b.Breaks)-1]+float64(step))
	}
	if rapid.Bool().Draw(t, name+" open") {
		b.Breaks = append(b.Breaks, math.Inf(1))
	}
	return b
}

func TestEveryPairIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(t, "n")
		unit := rapid.SampledFrom([]float64{1, 0.25}).Draw(t, "unit of time")
		coordinate := rapid.SliceOfN(rapid.IntRange(-20, 20), n, n)
		var e nearrepeat.Events
		for i, x := range coordinate.Draw(t, "x") {
			e.Points.X, e.Days = append(e.Points.X, float64(x)), append(e.Days, float64(i*7%31)*unit)
		}
		for _, y := range coordinate.Draw(t, "y") {
			e.Points.Y = append(e.Points.Y, float64(y))
		}
		space, delay := drawBands(t, "distance"), drawBands(t, "delay")
		metric := rapid.SampledFrom([]nearrepeat.Metric{nearrepeat.Euclidean, nearrepeat.Manhattan}).Draw(t, "metric")
		got, err := nearrepeat.Table(context.Background(), e, space, delay, nearrepeat.Options{Metric: metric})
		if err != nil {
			t.Fatal(err)
		}
		if want := bruteForce(e, space, delay, metric); !reflect.DeepEqual(counts(got), want) {
			t.Fatalf("got %v, want %v", counts(got), want)
		}
	})
}

// All 5! deals of five events: the exact moments are those of the enumeration.
func TestMomentsAreThoseOfEveryDeal(t *testing.T) {
	x, y := []float64{0, 1, 1, 5, 6}, []float64{0, 0, 1, 5, 5}
	days := []float64{1, 1, 2, 9, 30}
	space := nearrepeat.Bands{Breaks: []float64{0, 2, math.Inf(1)}}
	delay := nearrepeat.Bands{Breaks: []float64{0, 2, 10, math.Inf(1)}}
	sum, square := [2][3]float64{}, [2][3]float64{}
	deals := 0.0
	var deal func(k int)
	deal = func(k int) {
		if k == len(days) {
			deals++
			for a, row := range bruteForce(at(x, y, days), space, delay, nearrepeat.Euclidean) {
				for b, v := range row {
					sum[a][b] += float64(v)
					square[a][b] += float64(v * v)
				}
			}
			return
		}
		for i := k; i < len(days); i++ {
			days[k], days[i] = days[i], days[k]
			deal(k + 1)
			days[k], days[i] = days[i], days[k]
		}
	}
	deal(0)
	got, err := nearrepeat.Table(t.Context(), at(x, y, days), space, delay, nearrepeat.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for a, row := range got.Cells {
		for b, c := range row {
			mean := sum[a][b] / deals
			within(t, fmt.Sprint("mean ", a, b), c.Expected, mean, 1e-12)
			within(t, fmt.Sprint("variance ", a, b), c.Variance, square[a][b]/deals-mean*mean, 1e-12)
		}
	}
}

func scattered(n int, seed uint64, unit float64) nearrepeat.Events {
	r := rand.New(rand.NewPCG(seed, 1))
	var e nearrepeat.Events
	for range n {
		e.Points.X = append(e.Points.X, math.Round(r.Float64()*5000))
		e.Points.Y = append(e.Points.Y, math.Round(r.Float64()*5000))
		e.Days = append(e.Days, float64(r.IntN(365))*unit)
	}
	return e
}

var fiveByFour = []nearrepeat.Bands{{Breaks: []float64{0, 100, 200, 300, 400, 500}}, {Breaks: []float64{0, 7, 14, 21, 28}}}

// The mean and the spread of the permuted counts are the exact ones, by whole days, by parts of a day and by more bands
// than one table holds; and the result does not depend on how many goroutines shared the work.
func TestPermutationsFollowTheExactMoments(t *testing.T) {
	many := nearrepeat.Bands{Breaks: []float64{0, 3, 6, 9, 12, 15, 20, 40, 80, 200, math.Inf(1)}}
	for _, unit := range []float64{1, 0.9} {
		for _, delay := range []nearrepeat.Bands{fiveByFour[1], many} {
			e := scattered(700, 4, unit)
			o := nearrepeat.Options{Permutations: 199, Seed: 11, Workers: 1}
			one, err := nearrepeat.Table(t.Context(), e, fiveByFour[0], delay, o)
			if err != nil {
				t.Fatal(err)
			}
			o.Workers = 7
			seven, err := nearrepeat.Table(t.Context(), e, fiveByFour[0], delay, o)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(one, seven) {
				t.Error("seven goroutines give another result than one")
			}
			for a, row := range one.Cells {
				for d, c := range row {
					if math.Abs(c.Simulated-c.Expected) > 5*math.Sqrt(c.Variance/199) {
						t.Errorf("band %d, %d: permutations have mean %g, exact %g", a, d, c.Simulated, c.Expected)
					}
				}
			}
		}
	}
}

func TestImpossibleInputIsAnError(t *testing.T) {
	good, day := fiveByFour[0], fiveByFour[1]
	nan, inf := math.NaN(), math.Inf(1)
	e := at([]float64{0, 1}, []float64{0, 1}, []float64{0, 1})
	for name, err := range map[string]error{
		"no x":             tableError(at([]float64{1}, []float64{1, 2}, []float64{1, 2}), good, day),
		"no time":          tableError(at([]float64{1}, []float64{1}, nil), good, day),
		"not a number":     tableError(at([]float64{nan}, []float64{1}, []float64{1}), good, day),
		"infinite time":    tableError(at([]float64{1}, []float64{1}, []float64{inf}), good, day),
		"falling breaks":   tableError(e, nearrepeat.Bands{Breaks: []float64{0, 5, 4}}, day),
		"no break":         tableError(e, nearrepeat.Bands{}, day),
		"not from 0":       tableError(e, good, nearrepeat.Bands{Breaks: []float64{1, 2}}),
		"nan break":        tableError(e, good, nearrepeat.Bands{Breaks: []float64{0, nan}}),
		"negative metres":  second(nearrepeat.Knox(t.Context(), e, -1, 2, nearrepeat.Options{})),
		"negative deals":   second(nearrepeat.Knox(t.Context(), e, 1, 2, nearrepeat.Options{Permutations: -1})),
		"unknown metric":   second(nearrepeat.Knox(t.Context(), e, 1, 2, nearrepeat.Options{Metric: 9})),
		"infinite inverse": second(nearrepeat.Mantel(t.Context(), at([]float64{0, 0}, []float64{0, 0}, []float64{0, 1}), nearrepeat.MantelOptions{SpacePower: -1})),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func tableError(e nearrepeat.Events, space, delay nearrepeat.Bands) error {
	return second(nearrepeat.Table(context.Background(), e, space, delay, nearrepeat.Options{}))
}

func second[T any](_ T, err error) error { return err }

func TestACancelledContextStopsTheWork(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	e := scattered(2000, 1, 1)
	if _, err := nearrepeat.Table(ctx, e, fiveByFour[0], fiveByFour[1], nearrepeat.Options{Permutations: 99}); !errors.Is(err, context.Canceled) {
		t.Errorf("table: %v", err)
	}
	if _, err := nearrepeat.Mantel(ctx, e, nearrepeat.MantelOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("mantel: %v", err)
	}
}
