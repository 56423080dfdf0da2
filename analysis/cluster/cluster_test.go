package cluster

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/wardmote/wardmote/analysis/plane"
)

// bruteForce is the definition: every pair, clusters grown from the first core event on, borders to the lowest number.
func bruteForce(p plane.Points, days []float64, o Options) *Result {
	n := p.Len()
	near := func(i, j int) bool {
		dx, dy := p.X[i]-p.X[j], p.Y[i]-p.Y[j]
		return dx*dx+dy*dy <= o.Distance*o.Distance && (days == nil || math.Abs(days[i]-days[j]) <= o.Days)
	}
	r := &Result{Label: make([]int, n), Core: make([]bool, n)}
	for i := range n {
		r.Label[i] = Noise
		neighbours := 0
		for j := range n {
			if near(i, j) {
				neighbours++
			}
		}
		r.Core[i] = neighbours >= o.MinPoints
	}
	for i := range n {
		if !r.Core[i] || r.Label[i] != Noise {
			continue
		}
		r.Label[i] = r.Clusters
		for queue := []int{i}; len(queue) > 0; queue = queue[1:] {
			for j := range n {
				if r.Label[j] == Noise && near(queue[0], j) {
					r.Label[j] = r.Clusters
					if r.Core[j] {
						queue = append(queue, j)
					}
				}
			}
		}
		r.Clusters++
	}
	return r
}

func sameResult(t interface{ Fatalf(string, ...any) }, got, want *Result) {
	if got.Clusters != want.Clusters || !slices.Equal(got.Core, want.Core) || !slices.Equal(got.Label, want.Label) {
		t.Fatalf("got %+v\nwant %+v", got, want)
	}
}

func drawn(t *rapid.T) (plane.Points, []float64, Options) {
	n := rapid.IntRange(0, 120).Draw(t, "n")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 2))
	whole, span := rapid.Bool().Draw(t, "whole"), rapid.SampledFrom([]float64{1, 30, 200, 1e6}).Draw(t, "span")
	p, days := plane.Points{X: make([]float64, n), Y: make([]float64, n)}, make([]float64, n)
	for i := range n {
		p.X[i], p.Y[i], days[i] = 530000+span*r.Float64(), span*r.Float64(), float64(r.IntN(40))
		if whole {
			p.X[i], p.Y[i] = math.Round(p.X[i]), math.Round(p.Y[i])
		}
		if i > 0 && r.IntN(4) == 0 {
			k := r.IntN(i)
			p.X[i], p.Y[i] = p.X[k], p.Y[k]
		}
	}
	return p, days, Options{
		Distance:  rapid.SampledFrom([]float64{0.5, 5, 10, 20, 1000}).Draw(t, "distance"),
		Days:      rapid.SampledFrom([]float64{0.5, 3, 7, 100}).Draw(t, "days"),
		MinPoints: rapid.IntRange(1, 12).Draw(t, "minpoints"),
		Workers:   rapid.IntRange(1, 4).Draw(t, "workers"),
	}
}

func TestClustersAreThoseOfTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, o := drawn(t)
		got, err := Find(context.Background(), p, o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		sameResult(t, got, bruteForce(p, nil, o))
	})
}

func TestClustersInSpaceAndTimeAreThoseOfTheDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, days, o := drawn(t)
		got, err := FindWithTime(context.Background(), p, days, o)
		if err != nil {
			t.Fatalf("%v", err)
		}
		sameResult(t, got, bruteForce(p, days, o))
	})
}

func TestManyEventsAtFewPlacesAreQuick(t *testing.T) {
	const n = 200_000
	p := plane.Points{X: make([]float64, n), Y: make([]float64, n)}
	for i := range n {
		p.X[i], p.Y[i] = 60*float64(i%2), 0.5*float64(i%2) // two places, just too far apart
	}
	r, err := Find(t.Context(), p, Options{Distance: 60, MinPoints: 5})
	if err != nil {
		t.Fatal(err)
	}
	if r.Clusters != 2 || !slices.Equal(r.Sizes(), []int{n / 2, n / 2}) {
		t.Errorf("%d clusters of %v", r.Clusters, r.Sizes())
	}
}

func TestTheLimitItselfIsNear(t *testing.T) {
	p := plane.Points{X: []float64{0, 30, 60}, Y: []float64{0, 40, 80}}
	r, err := Find(t.Context(), p, Options{Distance: 50, MinPoints: 3})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(r.Core, []bool{false, true, false}) || !slices.Equal(r.Label, []int{0, 0, 0}) {
		t.Errorf("%+v", r)
	}
}

func TestImpossibleInputIsAnError(t *testing.T) {
	one := plane.Points{X: []float64{1}, Y: []float64{2}}
	good := Options{Distance: 5, Days: 1, MinPoints: 1}
	far := plane.Points{X: []float64{-1e9, 1e9}, Y: []float64{0, 0}}
	for name, try := range map[string]func() (*Result, error){
		"no distance": func() (*Result, error) { return Find(t.Context(), one, Options{MinPoints: 1}) },
		"no points":   func() (*Result, error) { return Find(t.Context(), one, Options{Distance: 1}) },
		"not finite": func() (*Result, error) {
			return Find(t.Context(), one, Options{Distance: math.NaN(), MinPoints: 1})
		},
		"no place": func() (*Result, error) {
			return Find(t.Context(), plane.Points{X: []float64{math.Inf(1)}, Y: []float64{0}}, good)
		},
		"too fine":     func() (*Result, error) { return Find(t.Context(), far, Options{Distance: 1e-3, MinPoints: 1}) },
		"no times":     func() (*Result, error) { return FindWithTime(t.Context(), one, nil, good) },
		"time unknown": func() (*Result, error) { return FindWithTime(t.Context(), one, []float64{math.NaN()}, good) },
		"no days": func() (*Result, error) {
			return FindWithTime(t.Context(), one, []float64{1}, Options{Distance: 1, MinPoints: 1})
		},
	} {
		if r, err := try(); err == nil {
			t.Errorf("%s: accepted, %+v", name, r)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Find(ctx, one, good); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
