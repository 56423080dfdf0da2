package density

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// ErrNoSpread says that the events are too few, or too much at one place, for a rule to choose a bandwidth.
var ErrNoSpread = errors.New("the events are too few, or too much at one place, to choose a bandwidth from")

// Scott is the rule of thumb sd n^(-1/6) for each axis: the standard deviation, in metres, of a Gaussian kernel (Scott
// 1992, Multivariate Density Estimation, p. 152; R's bw.scott). One bandwidth for both is their geometric mean.
func Scott(p plane.Points) (x, y float64, err error) {
	if err := p.Validate(); err != nil {
		return 0, 0, fmt.Errorf("bandwidth: %w", err)
	}
	shrink := math.Pow(float64(p.Len()), -1.0/6)
	x, y = deviation(p.X)*shrink, deviation(p.Y)*shrink
	if p.Len() < 2 || !(x > 0 && y > 0) {
		return 0, 0, fmt.Errorf("bandwidth: %w", ErrNoSpread)
	}
	return x, y, nil
}

func deviation(v []float64) float64 {
	mean, squares := 0.0, 0.0
	for i, a := range v { // Welford 1962
		step := a - mean
		mean += step / float64(i+1)
		squares += step * (a - mean)
	}
	return math.Sqrt(squares / float64(len(v)-1))
}

// Score is how well a bandwidth did.
type Score struct{ Bandwidth, Value float64 }

// Likelihood chooses among candidates, in metres of o.Kernel, the bandwidth with the greatest cross-validated likelihood
// of a Poisson process (Loader 1999, section 5.3; R's bw.ppl)
//
//	Σ w_i log λ₋ᵢ(x_i) - ∫ λ(u) du
//
// with λ₋ᵢ the density without event i. Where o.Window is given both are corrected uniformly and the integral runs over
// it, by cells of at most half a bandwidth (at least a 256th of its longer side); otherwise it is the sum of the weights. A
// candidate that leaves an event alone scores minus infinity; where all do, the error wraps ErrNoSpread. The work is that
// of all pairs within the kernels' reach.
func Likelihood(ctx context.Context, p plane.Points, candidates []float64, o Options) (best float64, scores []Score, err error) {
	if len(candidates) == 0 {
		return 0, nil, errors.New("bandwidth: no candidates to choose from")
	}
	o.Bandwidths = nil
	top := math.Inf(-1)
	for _, h := range candidates {
		o.Bandwidth = h
		if err := errors.Join(p.Validate(), o.validate(p.Len())); err != nil {
			return 0, nil, fmt.Errorf("bandwidth: %w", err)
		}
		score, err := o.likelihood(ctx, p)
		if err != nil {
			return 0, nil, err
		}
		scores = append(scores, Score{h, score})
		if score > top && p.Len() > 1 {
			best, top = h, score
		}
	}
	if best == 0 {
		return 0, scores, fmt.Errorf("bandwidth: %w", ErrNoSpread)
	}
	return best, scores, nil
}

func (o Options) likelihood(ctx context.Context, p plane.Points) (float64, error) {
	density, err := o.atEvents(ctx, p, false)
	if err != nil {
		return 0, err
	}
	score := 0.0
	for i, v := range density {
		if w := o.weight(i); w > 0 {
			score += w * math.Log(v)
		}
	}
	whole, err := o.integral(ctx, p)
	return score - whole, err
}

func (o Options) weight(i int) float64 {
	if o.Weights == nil {
		return 1
	}
	return o.Weights[i]
}

// integral is that of the density over the window.
func (o Options) integral(ctx context.Context, p plane.Points) (float64, error) {
	sum := 0.0
	w := o.Window
	if w == nil {
		for i := range p.X {
			sum += o.weight(i)
		}
		return sum, nil
	}
	side := max(w.maxX-w.minX, w.maxY-w.minY)
	cell := min(max(o.Bandwidth/2, side/256), side/64)
	o.Edge, o.Unit = UniformEdge, PerSquareMetre
	s, err := Estimate(ctx, p, plane.Grid{
		MinX: w.minX, MinY: w.minY, Cell: cell,
		Cols: int(math.Ceil((w.maxX - w.minX) / cell)), Rows: int(math.Ceil((w.maxY - w.minY) / cell)),
	}, o)
	if err != nil {
		return 0, err
	}
	for _, v := range s.Values {
		sum += v * cell * cell
	}
	return sum, nil
}

// Candidates are count bandwidths from least to most metres, each the same multiple of the one before.
func Candidates(least, most float64, count int) ([]float64, error) {
	if !rightBandwidth(least) || !rightBandwidth(most) || least > most || count < 1 || count > 1<<16 {
		return nil, fmt.Errorf("bandwidth: cannot make %d candidates from %g to %g metres", count, least, most)
	}
	out := make([]float64, count)
	for i := range out {
		share := float64(i) / float64(max(count-1, 1))
		out[i] = least * math.Exp(share*math.Log(most/least))
	}
	return out, nil
}

// Abramson gives each event its own bandwidth by the square-root law: h_i = h √(g / λ(x_i)), with h the pilot bandwidth
// o.Bandwidth, λ the pilot density at the events by o.Kernel and o.Window, and g the geometric mean of λ (Silverman 1986,
// section 5.3). No bandwidth is more than ceiling times the pilot (spatstat trims at 5); 0 means no ceiling.
func Abramson(ctx context.Context, p plane.Points, o Options, ceiling float64) ([]float64, error) {
	o.Bandwidths = nil
	if err := errors.Join(p.Validate(), o.validate(p.Len())); err != nil {
		return nil, fmt.Errorf("bandwidth: %w", err)
	}
	if !(ceiling == 0 || ceiling >= 1) {
		return nil, fmt.Errorf("bandwidth: the ceiling must be at least 1 times the pilot, not %g", ceiling)
	}
	density, err := o.atEvents(ctx, p, true)
	if err != nil {
		return nil, err
	}
	sum, events := 0.0, 0
	for _, v := range density {
		if v > 0 { // an event of weight 0 with no other near
			sum += math.Log(v)
			events++
		}
	}
	mean := sum / float64(max(events, 1))
	out := make([]float64, p.Len())
	for i, v := range density {
		times := math.Exp((mean - math.Log(v)) / 2)
		if ceiling > 0 {
			times = min(times, ceiling)
		}
		out[i] = min(max(o.Bandwidth*times, MinBandwidth), MaxBandwidth)
	}
	return out, nil
}
