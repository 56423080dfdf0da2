package density

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/plane"
)

// bruteForce is the definition: every event at every cell.
func bruteForce(p plane.Points, g plane.Grid, o Options) []float64 {
	values := make([]float64, g.Len())
	for c := range values {
		x, y := g.Centre(c)
		for i := range p.X {
			h := o.bandwidth(i)
			d := math.Sqrt((x-p.X[i])*(x-p.X[i]) + (y-p.Y[i])*(y-p.Y[i]))
			v := o.Kernel.At(d, h) / o.Kernel.Peak(h) * o.height(h)
			if o.Kernel == Gaussian && d >= o.truncate()*h {
				v = 0
			}
			if o.Weights != nil {
				v *= o.Weights[i]
			}
			values[c] += v
		}
	}
	return values
}

// sameSurface allows 1e-9 of the value and, where a cell lies on the very edge of a kernel, 1e-12 of the highest value.
func sameSurface(t interface{ Fatalf(string, ...any) }, got, want []float64) {
	highest := slices.Max(want)
	for c := range want {
		if !(math.Abs(got[c]-want[c]) <= 1e-9*want[c]+1e-12*highest) {
			t.Fatalf("cell %d: %g, brute force %g (off by %g)", c, got[c], want[c], got[c]-want[c])
		}
	}
}

// Crowded rows, with many events at one place and across a wide range of eastings, on whole metres and off them.
func TestCrowdedRowsAreSummedInFull(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 13))
	g := plane.Grid{MinX: 400000, MinY: 100000, Cell: 500, Cols: 40, Rows: 4}
	p := plane.Points{X: make([]float64, 3000), Y: make([]float64, 3000)}
	o := Options{Bandwidth: 1234.5, Weights: make([]float64, 3000)}
	for i := range p.X {
		p.X[i], p.Y[i] = 400000+float64(r.IntN(20000)), 100000+float64(r.IntN(2000))
		o.Weights[i] = float64(r.IntN(1000))
		if k := r.IntN(i + 1); i%3 > 0 {
			p.X[i], p.Y[i] = p.X[k], p.Y[k]
		}
	}
	for _, aside := range []float64{0, 0.3} {
		for i := range p.X {
			p.X[i] += aside
		}
		for o.Kernel = range Kernel(5) {
			s, err := Estimate(context.Background(), p, g, o)
			if err != nil {
				t.Fatal(err)
			}
			sameSurface(t, s.Values, bruteForce(p, g, o))
		}
	}
}

// A kernel far narrower than a cell reaches at most the one centre beside it.
func TestACellFarWiderThanTheKernelIsNoTrouble(t *testing.T) {
	p := plane.Points{X: []float64{75.25, 24}, Y: []float64{75, 25.5}}
	g := plane.Grid{Cell: 50, Cols: 4, Rows: 4}
	for kernel := range Kernel(5) {
		o := Options{Kernel: kernel, Bandwidth: 1, Unit: KernelSum}
		s, err := Estimate(context.Background(), p, g, o)
		if err != nil {
			t.Fatal(err)
		}
		sameSurface(t, s.Values, bruteForce(p, g, o))
	}
}

// drawn is a random set of events, on whole metres or anywhere.
func drawn(t *rapid.T, whole bool) (plane.Points, plane.Grid, Options) {
	g := plane.Grid{
		MinX: float64(rapid.IntRange(-3, 3).Draw(t, "minx")) * 100, MinY: 530000, Cell: rapid.SampledFrom([]float64{7, 10, 33, 50}).Draw(t, "cell"),
		Cols: rapid.IntRange(1, 30).Draw(t, "cols"), Rows: rapid.IntRange(1, 30).Draw(t, "rows"),
	}
	n := rapid.IntRange(0, 60).Draw(t, "n")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	p := plane.Points{X: make([]float64, n), Y: make([]float64, n)}
	weights := make([]float64, n)
	for i := range n {
		p.X[i] = g.MinX + (r.Float64()*1.6-0.3)*g.Cell*float64(g.Cols)
		p.Y[i] = g.MinY + (r.Float64()*1.6-0.3)*g.Cell*float64(g.Rows)
		weights[i] = float64(r.IntN(5))
		if whole {
			p.X[i], p.Y[i] = math.Round(p.X[i]), math.Round(p.Y[i])
		} else {
			weights[i] *= r.Float64()
		}
		if i > 0 && r.IntN(3) == 0 { // a repeated place
			p.X[i], p.Y[i] = p.X[i-1], p.Y[i-1]
		}
	}
	o := Options{
		Kernel:    Kernel(rapid.IntRange(0, 4).Draw(t, "kernel")),
		Bandwidth: rapid.SampledFrom([]float64{0.5, 3, 20, 75.5, 100, 287.3, 2000}).Draw(t, "h"),
		Unit:      Unit(rapid.IntRange(0, 2).Draw(t, "unit")),
		Workers:   rapid.IntRange(1, 5).Draw(t, "workers"),
	}
	if rapid.Bool().Draw(t, "weighted") {
		o.Weights = weights
	}
	return p, g, o
}

func TestDensityIsTheSumOfKernelsWhereverEventsLie(t *testing.T) {
	for _, whole := range []bool{true, false} {
		t.Run(fmt.Sprint("whole metres ", whole), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				p, g, o := drawn(t, whole)
				s, err := Estimate(context.Background(), p, g, o)
				if err != nil {
					t.Fatalf("%v", err)
				}
				sameSurface(t, s.Values, bruteForce(p, g, o))
			})
		})
	}
}

func TestEachEventMayHaveItsOwnBandwidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, g, o := drawn(t, rapid.Bool().Draw(t, "whole"))
		o.Bandwidths = make([]float64, p.Len())
		for i := range o.Bandwidths {
			o.Bandwidths[i] = 5 + 40*float64(i%7)
		}
		s, err := Estimate(context.Background(), p, g, o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		sameSurface(t, s.Values, bruteForce(p, g, o))
	})
}

func TestTheSurfaceIsTheSameToTheLastBitOnAnyNumberOfCores(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	p := plane.Points{X: make([]float64, 5000), Y: make([]float64, 5000)}
	for i := range p.X {
		p.X[i], p.Y[i] = 3000*r.Float64(), 3000*r.Float64()*r.Float64()
	}
	g := plane.Grid{Cell: 60, Cols: 50, Rows: 50}
	for kernel := range Kernel(5) {
		var first *Surface
		for _, workers := range []int{1, 2, 3, 7} {
			s, err := Estimate(context.Background(), p, g, Options{Kernel: kernel, Bandwidth: 200, Workers: workers})
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = s
			}
			if !slices.Equal(first.Values, s.Values) {
				t.Errorf("%v: %d workers gave another surface", kernel, workers)
			}
		}
	}
}

func TestEveryKernelHoldsOneEventsWorth(t *testing.T) {
	g := plane.Grid{MinX: -1000, MinY: -1000, Cell: 4, Cols: 500, Rows: 500}
	p := plane.Points{X: []float64{1.25}, Y: []float64{-3.5}}
	for kernel := range Kernel(5) {
		s, err := Estimate(context.Background(), p, g, Options{Kernel: kernel, Bandwidth: 150, Unit: PerSquareMetre})
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, v := range s.Values {
			sum += v * 16
		}
		if math.Abs(sum-1) > 2e-3 {
			t.Errorf("%v: integrates to %g", kernel, sum)
		}
		if within := kernel.Within(1e9, 150); math.Abs(within-1) > 1e-15 {
			t.Errorf("%v: share within any distance is %g", kernel, within)
		}
		back, err := ParseKernel(kernel.String())
		if back != kernel || err != nil {
			t.Errorf("%v: parsed as %v, %v", kernel, back, err)
		}
	}
}

func TestImpossibleInputIsAnErrorThatSaysWhere(t *testing.T) {
	g := plane.Grid{Cell: 10, Cols: 5, Rows: 5}
	one := plane.Points{X: []float64{1}, Y: []float64{1}}
	for name, try := range map[string]struct {
		p plane.Points
		g plane.Grid
		o Options
	}{
		"no bandwidth":         {one, g, Options{}},
		"negative bandwidth":   {one, g, Options{Bandwidth: -5}},
		"bandwidth not finite": {one, g, Options{Bandwidth: math.Inf(1)}},
		"unknown kernel":       {one, g, Options{Kernel: 9, Bandwidth: 5}},
		"unknown unit":         {one, g, Options{Unit: 9, Bandwidth: 5}},
		"too few weights":      {one, g, Options{Bandwidth: 5, Weights: []float64{}}},
		"negative weight":      {one, g, Options{Bandwidth: 5, Weights: []float64{-1}}},
		"weight not a number":  {one, g, Options{Bandwidth: 5, Weights: []float64{math.NaN()}}},
		"too many bandwidths":  {one, g, Options{Bandwidths: []float64{1, 2}}},
		"own bandwidth zero":   {one, g, Options{Bandwidths: []float64{0}}},
		"cut too soon":         {one, g, Options{Kernel: Gaussian, Bandwidth: 5, Truncate: 1}},
		"place not finite":     {plane.Points{X: []float64{math.NaN()}, Y: []float64{1}}, g, Options{Bandwidth: 5}},
		"grid without cells":   {one, plane.Grid{Cell: 10}, Options{Bandwidth: 5}},
	} {
		if s, err := Estimate(context.Background(), try.p, try.g, try.o); err == nil {
			t.Errorf("%s: accepted, %v", name, s.Values)
		}
	}
}

func TestAStoppedEstimateSaysSo(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	p := plane.Points{X: []float64{1}, Y: []float64{1}}
	for kernel := range Kernel(5) {
		_, err := Estimate(ctx, p, plane.Grid{Cell: 10, Cols: 5, Rows: 5}, Options{Kernel: kernel, Bandwidth: 30})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%v: %v", kernel, err)
		}
	}
}
