package chance

import (
	"context"
	"math"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"
)

func TestFalseDiscoveryControlAgreesWithTheDefinition(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		p := rapid.SliceOfN(rapid.Float64Range(0, 1), 1, 30).Draw(rt, "p")
		bh, err := BenjaminiHochberg(p)
		if err != nil {
			rt.Fatal(err)
		}
		by, err := BenjaminiYekutieli(p)
		if err != nil {
			rt.Fatal(err)
		}
		level := rapid.Float64Range(0.01, 0.99).Draw(rt, "level")
		threshold := 0.0 // the largest p(r) <= level*r/n, found by its definition
		for _, v := range p {
			rank := 0
			for _, u := range p {
				if u <= v {
					rank++
				}
			}
			if v <= level*float64(rank)/float64(len(p)) {
				threshold = max(threshold, v)
			}
		}
		for i, v := range p {
			if math.Abs(bh[i]-level) > 1e-12 && (bh[i] <= level) != (v <= threshold) {
				rt.Fatalf("p %v level %g: adjusted %g against threshold %g", p, level, bh[i], threshold)
			}
			if by[i] < bh[i] {
				rt.Fatalf("control under any dependence found more: %g < %g", by[i], bh[i])
			}
		}
	})
	if _, err := BenjaminiHochberg([]float64{0.1, math.NaN()}); err == nil {
		t.Error("a p-value that is not a number was accepted")
	}
}

func TestOrderOfManyPValuesIsThatOfASort(t *testing.T) {
	r := Stream(3, 0)
	for _, n := range []int{0, 1, 50, 4095, 4096, 60_000} {
		p := make([]float64, n)
		for i := range p {
			switch i % 4 {
			case 0:
				p[i] = r.Float64()
			case 1:
				p[i] = math.Pow(10, -300*r.Float64())
			case 2:
				p[i] = 0.25 + float64(r.IntN(5))*1e-15 // equal in their upper bits
			default:
				p[i] = float64(r.IntN(3)) / 2
			}
		}
		order, seen := ascending(p), make([]bool, n)
		for k, i := range order {
			if seen[i] || k > 0 && p[order[k-1]] > p[i] {
				t.Fatalf("%d values: place %d holds %g after %g, or twice", n, k, p[i], p[order[k-1]])
			}
			seen[i] = true
		}
	}
}

func TestStreamsDependOnSeedAndReplicateOnly(t *testing.T) {
	if Stream(7, 3).Uint64() != Stream(7, 3).Uint64() {
		t.Error("the same seed and replicate drew different numbers")
	}
	if Stream(7, 3).Uint64() == Stream(7, 4).Uint64() || Stream(7, 3).Uint64() == Stream(8, 3).Uint64() {
		t.Error("another seed or replicate drew the same number")
	}
}

func TestEveryTaskIsDoneOnceOnAnyNumberOfWorkers(t *testing.T) {
	for workers := range 5 {
		done := make([]atomic.Int32, 37)
		err := Each(context.Background(), workers, len(done), func(_, task int) { done[task].Add(1) })
		for task := range done {
			if n := done[task].Load(); n != 1 || err != nil {
				t.Errorf("%d workers: task %d was done %d times (%v)", workers, task, n, err)
			}
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Each(cancelled, 2, 5, func(int, int) {}); err == nil {
		t.Error("a cancelled run reported no error")
	}
}

func FuzzBenjaminiHochberg(f *testing.F) {
	f.Add(0.5, 0.01, 1.0)
	f.Add(math.NaN(), -1.0, math.Inf(1))
	f.Fuzz(func(t *testing.T, a, b, c float64) {
		p := []float64{a, b, c}
		for _, procedure := range []func([]float64) ([]float64, error){BenjaminiHochberg, BenjaminiYekutieli} {
			adjusted, err := procedure(p)
			if err != nil {
				continue
			}
			for i, q := range adjusted {
				if !(q >= p[i] && q <= 1) {
					t.Errorf("%g is adjusted to %g", p[i], q)
				}
			}
		}
	})
}

func FuzzStreamsAndWork(f *testing.F) {
	f.Add(uint64(0), uint64(0), 0, 0)
	f.Add(uint64(math.MaxUint64), uint64(1), -5, -3)
	f.Add(uint64(7), uint64(math.MaxUint64), 1<<40, 9)
	f.Fuzz(func(t *testing.T, seed, replicate uint64, workers, tasks int) {
		if a, b := Stream(seed, replicate).Float64(), Stream(seed, replicate).Float64(); a != b || !(a >= 0 && a < 1) {
			t.Errorf("stream %d of %d gives %g and %g", replicate, seed, a, b)
		}
		tasks %= 100
		if w := Workers(workers, tasks); w < 1 || w > max(1, tasks) {
			t.Errorf("%d workers for %d tasks", w, tasks)
		}
		done := make([]int32, max(tasks, 0))
		if err := Each(context.Background(), workers%9, tasks, func(_, task int) { done[task]++ }); err != nil {
			t.Error(err)
		}
		for task, n := range done {
			if n != 1 {
				t.Errorf("task %d was done %d times", task, n)
			}
		}
	})
}
