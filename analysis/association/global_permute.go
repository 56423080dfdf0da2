package association

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/weight"
)

// Permuted is a global statistic against random permutations of the values. Upper and Lower are the tails of the
// statistic itself, each (1 + draws as extreme) / (1 + draws). For Geary's C like beside like lies in the lower tail.
type Permuted struct {
	Statistic, Mean, Variance, Z float64
	Upper, Lower                 float64
	Draws                        int
}

// P is the p-value by side, where High is the upper tail of the statistic.
func (p Permuted) P(side Side) float64 { return side.Of(p.Upper, p.Lower) }

// MoranPermutation tests Moran's I by permutation.
func MoranPermutation(ctx context.Context, w weight.Neighbours, x []float64, o PermuteOptions) (Permuted, error) {
	return permuteGlobal(ctx, w, x, o, func(m moments, c constants, z []float64) float64 {
		return m.n / c.s0 * cross(w, z) / m.sum2
	})
}

// GearyPermutation tests Geary's C by permutation.
func GearyPermutation(ctx context.Context, w weight.Neighbours, x []float64, o PermuteOptions) (Permuted, error) {
	return permuteGlobal(ctx, w, x, o, func(m moments, c constants, z []float64) float64 {
		return (m.n - 1) / (2 * c.s0) * contrast(c, w, z) / m.sum2
	})
}

// GeneralGPermutation tests the general G by permutation. Values must be 0 or more.
func GeneralGPermutation(ctx context.Context, w weight.Neighbours, x []float64, o PermuteOptions) (Permuted, error) {
	for i, v := range x {
		if v < 0 {
			return Permuted{}, fmt.Errorf("general G: place %d has the value %g, which is less than 0", i, v)
		}
	}
	return permuteGlobal(ctx, w, x, o, func(m moments, _ constants, z []float64) float64 {
		pairs := m.total*m.total - m.total2
		if pairs <= 0 {
			return 0
		}
		back := make([]float64, len(z))
		for i, v := range z {
			back[i] = v + m.mean
		}
		return cross(w, back) / pairs
	})
}

// permuteGlobal gives each replicate its own stream, so that the draws do not depend on which core made them. Two
// statistics closer than rounding are equal.
func permuteGlobal(ctx context.Context, w weight.Neighbours, x []float64, o PermuteOptions,
	statistic func(moments, constants, []float64) float64) (Permuted, error) {
	m, c, defined, err := prepare(w, x)
	if err != nil {
		return Permuted{}, err
	}
	draws, err := o.draws()
	if err != nil || !defined {
		return Permuted{Upper: 1, Lower: 1, Draws: draws}, err
	}
	drawn := make([]float64, draws)
	err = parallel(ctx, draws, func(from, to int) {
		z := make([]float64, len(x))
		for r := from; r < to && ctx.Err() == nil; r++ {
			copy(z, m.z)
			stream := chance.Stream(o.Seed, uint64(r))
			stream.Shuffle(len(z), func(i, j int) { z[i], z[j] = z[j], z[i] })
			drawn[r] = statistic(m, c, z)
		}
	})
	if err != nil {
		return Permuted{}, err
	}
	return summarise(statistic(m, c, m.z), drawn), nil
}

func summarise(seen float64, drawn []float64) Permuted {
	p := Permuted{Statistic: seen, Draws: len(drawn)}
	above, below, size := 1, 1, math.Abs(seen)
	for _, v := range drawn {
		p.Mean += v / float64(len(drawn))
		size = math.Max(size, math.Abs(v))
	}
	for _, v := range drawn {
		p.Variance += (v - p.Mean) * (v - p.Mean) / float64(max(len(drawn)-1, 1))
		if v >= seen-1e-12*size {
			above++
		}
		if v <= seen+1e-12*size {
			below++
		}
	}
	if p.Variance > 0 {
		p.Z = (seen - p.Mean) / math.Sqrt(p.Variance)
	}
	p.Upper, p.Lower = float64(above)/float64(len(drawn)+1), float64(below)/float64(len(drawn)+1)
	return p
}
