package pattern

import (
	"context"
	"fmt"
	"math"
	"sort"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Correction is how an estimate allows for neighbours beyond the window.
type Correction int

const (
	None Correction = iota
	Border
	Translation
	Isotropic
	KaplanMeier // of G only
	Hanisch     // of G only
)

// largestWeight is where a pair's weight stops, as in spatstat: a pair that is seen from almost nowhere says little.
const largestWeight = 100

// K is Ripley's function at the radii, in square metres: points within r of a point, corrected for the edge, over the
// intensity. Fewer than two points give noughts. Errors: points outside the window, radii that do not increase or exceed
// the shorter side, with Border a radius at which no point is far enough from the border, and the context's.
func K(ctx context.Context, p plane.Points, w Window, radii []float64, c Correction) ([]float64, error) {
	if err := w.validate(p); err != nil {
		return nil, err
	}
	if err := w.radii(radii); err != nil {
		return nil, err
	}
	if c < None || c > Isotropic {
		return nil, fmt.Errorf("k: correction %d is not one of K's", c)
	}
	out := make([]float64, len(radii))
	if len(radii) == 0 || p.Len() < 2 {
		return out, nil
	}
	sums, err := pairSums(ctx, p, w, radii, c)
	if err != nil {
		return nil, err
	}
	n := float64(p.Len())
	if c != Border {
		total := 0.0
		for k, v := range sums {
			total += v
			out[k] = total * w.Area() / (n * (n - 1))
		}
		return out, nil
	}
	inside := make([]float64, p.Len())
	for i := range inside {
		inside[i] = w.border(p.X[i], p.Y[i])
	}
	sort.Float64s(inside)
	pairs := 0.0
	for k, r := range radii {
		pairs += sums[k]
		at := sort.Search(len(inside), func(i int) bool { return inside[i] > r })
		if at == len(inside) {
			return nil, fmt.Errorf("k: no point is further than %g from the border; choose smaller radii", r)
		}
		out[k] = pairs * w.Area() / (n * float64(len(inside)-at))
	}
	return out, nil
}

// L is √(K/π) in metres: r under complete spatial randomness. K comes from [K].
func L(k []float64) []float64 {
	out := make([]float64, len(k))
	for i, v := range k {
		out[i] = math.Sqrt(math.Max(0, v) / math.Pi)
	}
	return out
}

// block is how many points one task takes; sums are added block by block, so that they do not depend on the cores.
const block = 256

// pairSums adds the weights of the ordered pairs at a distance of more than the radius before and at most each radius.
// For the border method a pair counts 1 from its distance on, and -1 from the first radius that reaches the border.
func pairSums(ctx context.Context, p plane.Points, w Window, radii []float64, c Correction) ([]float64, error) {
	order := make([]int, p.Len())
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return p.X[order[a]] < p.X[order[b]] })
	reach := radii[len(radii)-1]
	blocks := (p.Len() + block - 1) / block
	parts := make([][]float64, blocks)
	err := chance.Each(ctx, 0, blocks, func(_, task int) {
		s := pairSum{w: w, c: c, radii: radii, bins: make([]float64, len(radii)+1)}
		for a := task * block; a < min(p.Len(), (task+1)*block); a++ {
			if a%16 == 0 && ctx.Err() != nil {
				return
			}
			i := order[a]
			for _, j := range order[a+1:] {
				if p.X[j]-p.X[i] > reach {
					break
				}
				s.add(p.X[i], p.Y[i], p.X[j], p.Y[j])
			}
		}
		parts[task] = s.bins[:len(radii)]
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(radii))
	for _, part := range parts {
		for k, v := range part {
			out[k] += v
		}
	}
	return out, nil
}

type pairSum struct {
	w     Window
	c     Correction
	radii []float64
	bins  []float64
}

// add puts a pair, both ways round, into the bin of its distance.
func (s *pairSum) add(x, y, u, v float64) {
	dx, dy := u-x, v-y
	d := math.Sqrt(dx*dx + dy*dy)
	at := sort.SearchFloat64s(s.radii, d)
	if at == len(s.radii) {
		return
	}
	switch s.c {
	case Border:
		for _, inside := range []float64{s.w.border(x, y), s.w.border(u, v)} {
			if until := sort.SearchFloat64s(s.radii, inside); until > at { // the first radius that is not below inside
				s.bins[at]++
				s.bins[until]--
			}
		}
	case Translation:
		width, height := s.w.MaxX-s.w.MinX, s.w.MaxY-s.w.MinY
		overlap := (width - math.Abs(dx)) * (height - math.Abs(dy)) / (width * height)
		s.bins[at] += 2 * weight(overlap)
	case Isotropic:
		s.bins[at] += weight(s.w.circle(x, y, d)) + weight(s.w.circle(u, v, d))
	default:
		s.bins[at] += 2
	}
}

func weight(share float64) float64 {
	if share*largestWeight < 1 {
		return largestWeight
	}
	return 1 / share
}

// circle is the share of a circle round a point that lies in the window. The arc beyond a side is twice the angle whose
// cosine is the side's distance over the radius, each half cut at the corner (Ripley 1977).
func (w Window) circle(x, y, r float64) float64 {
	if r == 0 {
		return 1
	}
	west, east, south, north := x-w.MinX, w.MaxX-x, y-w.MinY, w.MaxY-y
	beyond := 0.0
	for _, s := range [4][3]float64{{west, south, north}, {east, south, north}, {south, west, east}, {north, west, east}} {
		if s[0] >= r {
			continue
		}
		half := math.Acos(s[0] / r)
		beyond += math.Min(half, corner(s[1], s[0])) + math.Min(half, corner(s[2], s[0]))
	}
	return math.Max(0, 1-beyond/(2*math.Pi))
}

// corner is the angle from a side's normal to its corner; at the corner itself the two sides share the right angle.
func corner(along, away float64) float64 {
	if along == 0 && away == 0 {
		return math.Pi / 4
	}
	return math.Atan2(along, away)
}
