package association

import (
	"context"
	"encoding/binary"
	"math"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

func sound(t *testing.T, what string, values []float64, low, high float64) {
	t.Helper()
	for i, v := range values {
		if !(v >= low && v <= high) {
			t.Fatalf("%s of place %d is %g", what, i, v)
		}
	}
}

func FuzzValues(f *testing.F) {
	f.Add([]byte("0123456789abcdef0123456789abcdef"), 2, 1, uint8(0))
	f.Add(make([]byte, 128), 4, 4, uint8(5))
	f.Fuzz(func(t *testing.T, data []byte, cols, rows int, choice uint8) {
		l := weight.Lattice{Cols: 1 + (cols%6+6)%6, Rows: 1 + (rows%6+6)%6, Kind: weight.Kind(choice % 3), Standardised: choice&8 > 0}
		x := make([]float64, l.Len())
		for i := range x {
			if len(data) >= 8 {
				x[i], data = math.Float64frombits(binary.LittleEndian.Uint64(data)), data[8:]
			}
			if choice&16 > 0 {
				x[i] = math.Mod(x[i], 8)
			}
		}
		var w weight.Neighbours = l
		if choice&32 > 0 {
			m := weight.Materialise(l)
			w = &weight.Matrix{Start: m.Start, J: m.J, W: append([]float64(nil), x[:0]...)}
			for k := range m.J {
				w.(*weight.Matrix).W = append(w.(*weight.Matrix).W, float64(k%5))
			}
		}
		for _, g := range []func(weight.Neighbours, []float64) (Global, error){Moran, Geary, GeneralG} {
			if g, err := g(w, x); err == nil {
				sound(t, "a tail", []float64{g.Randomisation.Upper, g.Randomisation.Lower, g.Normality.Upper, g.Normality.Lower}, 0, 1)
				sound(t, "a global statistic", []float64{g.Statistic, g.Randomisation.Z, g.Normality.Z}, -math.MaxFloat64, math.MaxFloat64)
			}
		}
		for _, null := range []Null{Conditional, Total} {
			if m, err := LocalMoran(w, x, null); err == nil {
				checkLocalIsSound(t, m)
			}
		}
		for _, star := range []bool{false, true} {
			if g, err := LocalG(w, x, star); err == nil {
				checkLocalIsSound(t, g)
			}
		}
		if c, err := LocalGeary(w, x); err == nil {
			sound(t, "local Geary", c, 0, math.MaxFloat64)
		}
		o := PermuteOptions{Draws: 9, Seed: uint64(choice)}
		if p, err := Permute(context.Background(), w, x, o); err == nil {
			sound(t, "a sampled tail", append(p.Upper, p.Lower...), 0.1, 1)
		}
		if both, err := MoranAndStar(context.Background(), w, x, o); err == nil {
			sound(t, "a sampled tail", append(both.Upper, both.Lower...), 0.1, 1)
			sound(t, "a local statistic", append(both.Moran, both.Star...), -math.MaxFloat64, math.MaxFloat64)
		}
		for _, permute := range []func(context.Context, weight.Neighbours, []float64, PermuteOptions) (Permuted, error){MoranPermutation, GearyPermutation, GeneralGPermutation} {
			if p, err := permute(context.Background(), w, x, o); err == nil {
				sound(t, "a sampled tail", []float64{p.Upper, p.Lower}, 0.1, 1)
				sound(t, "a permutation's moment", []float64{p.Mean, p.Variance, p.Z}, -math.MaxFloat64, math.MaxFloat64)
			}
		}
		lag, err := weight.Lag(w, x)
		if err != nil {
			t.Fatal(err)
		}
		if labels, err := Quadrants(x, lag); err == nil && len(labels) != len(x) {
			t.Fatalf("%d labels of %d places", len(labels), len(x))
		}
		if p, err := PermuteSums(context.Background(), x, lag, weight.Degrees(l), o); err == nil {
			sound(t, "a sampled tail", append(p.Upper, p.Lower...), 0.1, 1)
		}
	})
}

func checkLocalIsSound(t *testing.T, l Local) {
	t.Helper()
	for _, list := range [][]float64{l.Statistic, l.Expected, l.Variance, l.Z} {
		sound(t, "a local statistic", list, -math.MaxFloat64, math.MaxFloat64)
	}
	tails := l.Tails()
	sound(t, "a tail", append(tails.Upper, tails.Lower...), 0, 1)
}

func FuzzCounts(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6}, 3, 2, uint8(0), 1)
	f.Add([]byte{0, 0, 0, 255}, 2, 2, uint8(77), 1000)
	f.Fuzz(func(t *testing.T, data []byte, cols, rows int, choice uint8, factor int) {
		g := plane.Grid{Cell: 1, Cols: 1 + (cols%7+7)%7, Rows: 1 + (rows%7+7)%7}
		counts, inside, expected := make([]int, g.Len()), make([]bool, g.Len()), make([]float64, g.Len())
		for i := range counts {
			if i < len(data) {
				counts[i] = int(data[i]) * (factor % 1000)
				inside[i], expected[i] = data[i]%3 > 0, float64(data[i]%7)
			}
		}
		o := CountOptions{Kind: weight.Kind(choice % 3), Null: Null(choice / 3 % 2), Inference: Inference(choice / 6 % 3), Side: Side(choice / 18 % 4), Draws: 9}
		if choice&64 > 0 {
			o.Inside = inside
		}
		if choice&128 > 0 {
			o.Expected = &Expectation{Counts: expected, Absolute: choice&1 > 0}
		}
		l := weight.Lattice{Cols: g.Cols, Rows: g.Rows, Kind: o.Kind}
		sums, degrees := make([]int, len(counts)), weight.Degrees(l)
		for i := range sums {
			sums[i] = counts[len(counts)-1-i] * int(choice%5)
		}
		ctx := context.Background()
		for _, test := range []func() (Tails, error){
			func() (Tails, error) { return ExactSums(ctx, counts, sums, degrees) },
			func() (Tails, error) { return ExactTotalTails(ctx, l, counts) },
			func() (Tails, error) {
				return ExpectedTails(ctx, l, counts, Expectation{Counts: expected, Absolute: choice&1 > 0}, o.Null)
			},
		} {
			if tails, err := test(); err == nil {
				sound(t, "an exact tail", append(tails.Upper, tails.Lower...), 0, 1)
				sound(t, "a side of it", []float64{o.Side.Of(tails.Upper[0], tails.Lower[0])}, 0, 1)
			}
		}
		for _, test := range []func(context.Context, plane.Grid, []int, CountOptions) (*CountResult, error){GiStarCounts, LocalMoranCounts} {
			r, err := test(context.Background(), g, counts, o)
			if err != nil {
				continue
			}
			sound(t, "p", append(append(r.P, r.Upper...), r.Lower...), 0, 1)
			sound(t, "q", r.Q, 0, 1)
			if kept := r.Significant(float64(factor) / 100); len(kept) != len(counts) {
				t.Fatalf("%d labels of %d cells", len(kept), len(counts))
			}
			sound(t, "z", append(append(r.Z, r.Mean...), r.Statistic...), -math.MaxFloat64, math.MaxFloat64)
			for i := range r.P {
				if r.Q[i] < r.P[i] || r.Upper[i]+r.Lower[i] < 1-1e-9 {
					t.Fatalf("cell %d: p %g, q %g, tails %g and %g", i, r.P[i], r.Q[i], r.Upper[i], r.Lower[i])
				}
			}
		}
	})
}
