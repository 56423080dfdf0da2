package emerging

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/association"
	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/weight"
)

// maxBins bounds the cube, some 100 bytes of work a bin.
const maxBins = 1 << 27

// cube is every bin's count with the sum and the size of its neighbourhood, the bin itself left out of both.
type cube struct {
	places, periods int
	counts, sums    []int
	degrees         []int32
}

func newCube(w weight.Neighbours, counts [][]int, lag int) (*cube, error) {
	places := w.Len()
	if places > 0 && len(counts) > maxBins/places {
		return nil, fmt.Errorf("emerging: %d places in %d periods are more than %d bins", places, len(counts), maxBins)
	}
	if !weight.Uniform(w) {
		return nil, fmt.Errorf("emerging: the weights differ within a row; only who is a neighbour is used")
	}
	c := &cube{places: places, periods: len(counts)}
	bins := places * len(counts)
	c.counts, c.sums, c.degrees = make([]int, bins), make([]int, bins), make([]int32, bins)
	total := 0
	for t, period := range counts {
		if len(period) != places {
			return nil, fmt.Errorf("emerging: period %d has %d counts for %d places", t, len(period), places)
		}
		for i, v := range period {
			if v < 0 || v > 1<<50 || total+v > 1<<53 {
				return nil, fmt.Errorf("emerging: place %d in period %d counts %d, which cannot be added up", i, t, v)
			}
			total += v
		}
		copy(c.counts[t*places:], period)
	}
	return c, c.surround(w, lag)
}

// surround adds, to each bin, the sums over the place and its neighbours in the bin's own period and the lag before.
func (c *cube) surround(w weight.Neighbours, lag int) error {
	plain, degrees := weight.Binary(w), weight.Degrees(w)
	x := make([]float64, c.places)
	for t := range c.periods {
		for i, v := range c.counts[t*c.places : (t+1)*c.places] {
			x[i] = float64(v)
		}
		near, err := weight.Lag(plain, x)
		if err != nil {
			return err
		}
		for later := t; later <= min(t+lag, c.periods-1); later++ {
			sums, sizes := c.sums[later*c.places:(later+1)*c.places], c.degrees[later*c.places:(later+1)*c.places]
			for i := range near {
				sums[i] += int(near[i] + x[i])
				sizes[i] += degrees[i] + 1
			}
		}
	}
	for b, own := range c.counts {
		c.sums[b] -= own
		c.degrees[b]--
	}
	return nil
}

// scores are Gi* of all bins: the neighbourhood's sum, the bin included, by its mean and variance under permutation of
// the window's counts. A window without variation, or a neighbourhood as large as the window, scores 0.
func (c *cube) scores(window Window) []float64 {
	z := make([]float64, len(c.counts))
	from, step := 0, len(c.counts)
	if window == Period {
		step = c.places
	}
	for ; step > 0 && from < len(z); from += step {
		n, sum, squares := float64(step), 0.0, 0.0
		for _, v := range c.counts[from : from+step] {
			sum += float64(v)
		}
		mean := sum / n
		for _, v := range c.counts[from : from+step] {
			squares += (float64(v) - mean) * (float64(v) - mean)
		}
		if squares == 0 || n < 2 {
			continue
		}
		for b := from; b < from+step; b++ {
			m := float64(c.degrees[b] + 1)
			if variance := squares / n * (n*m - m*m) / (n - 1); variance > 0 {
				z[b] = (float64(c.sums[b]+c.counts[b]) - m*mean) / math.Sqrt(variance)
			}
		}
	}
	return z
}

// significance sets P and Heat.
func (r *Result) significance(ctx context.Context, c *cube, o Options) error {
	tails, err := c.tails(ctx, r.Z, o)
	if err != nil {
		return err
	}
	r.P = tails.P(o.Side)
	compared := r.P
	if !o.EachBin {
		if compared, err = chance.BenjaminiHochberg(r.P); err != nil {
			return err
		}
	}
	r.Heat = make([]Heat, len(r.P))
	for b, p := range compared {
		switch {
		case p > o.Level:
		case tails.Upper[b] <= tails.Lower[b]:
			r.Heat[b] = Hot
		default:
			r.Heat[b] = Cold
		}
	}
	return nil
}

func (c *cube) tails(ctx context.Context, z []float64, o Options) (association.Tails, error) {
	switch o.Inference {
	case association.Exact:
		return association.ExactSums(ctx, c.counts, c.sums, c.degrees)
	case association.Sampled:
		return association.PermuteSums(ctx, floats(c.counts), floats(c.sums), c.degrees, association.PermuteOptions{Draws: o.Draws, Seed: o.Seed})
	}
	t := association.Tails{Upper: make([]float64, len(z)), Lower: make([]float64, len(z))}
	for b, v := range z {
		t.Upper[b], t.Lower[b] = distribution.NormalCDF(-v), distribution.NormalCDF(v)
	}
	return t, nil
}

func floats(counts []int) []float64 {
	x := make([]float64, len(counts))
	for i, v := range counts {
		x[i] = float64(v)
	}
	return x
}
