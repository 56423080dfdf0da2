package pattern

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sort"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Bands are a summary function of the data beside what simulations from the null show at each radius.
type Bands struct {
	Observed  []float64
	Mean      []float64 // of the simulations
	Low, High []float64 // the rank-th smallest and largest at each radius
	// Level is the chance, at one radius chosen beforehand, that the data fall outside Low and High under the null:
	// 2 rank / (1 + simulations). It is not the chance that they do so at some radius, which is much larger.
	Level float64
	// P allows for all radii: the rank of the data's largest departure from the mean, in standard deviations, among those
	// of the simulations: (1 + as large or larger)/(1 + simulations). Mean and deviation are those of all curves, the
	// data among them, so that under the null every curve is treated alike and the p-value is exact.
	P float64
}

// EnvelopeOptions of [Envelope].
type EnvelopeOptions struct {
	Simulations int    // 99 gives a level of 2 % at rank 1
	Rank        int    // 0 for 1
	Seed        uint64 // the same seed gives the same result on any number of cores
	Workers     int    // 0 for as many as there are cores
}

var errSimulations = errors.New("envelope: needs between 1 and 100,000 simulations, and a rank from 1 to half of them")

// Uniform draws n points under complete spatial randomness.
func (w Window) Uniform(n int) func(*rand.Rand) plane.Points {
	return func(r *rand.Rand) plane.Points {
		p := plane.Points{X: make([]float64, max(n, 0)), Y: make([]float64, max(n, 0))}
		for i := range p.X {
			p.X[i] = w.MinX + r.Float64()*(w.MaxX-w.MinX)
			p.Y[i] = w.MinY + r.Float64()*(w.MaxY-w.MinY)
		}
		return p
	}
}

// Envelope compares a summary function of points, [K] or [G] at some radii for example, with its values on points drawn
// from the null: [Window.Uniform] for complete spatial randomness. It returns the error of the summary where it fails on
// the data or on a simulation, and the context's.
func Envelope(ctx context.Context, p plane.Points, summary func(plane.Points) ([]float64, error),
	draw func(*rand.Rand) plane.Points, o EnvelopeOptions) (*Bands, error) {
	if o.Rank == 0 {
		o.Rank = 1
	}
	if o.Simulations < 1 || o.Simulations > 100_000 || o.Rank < 1 || o.Rank > max(1, o.Simulations/2) {
		return nil, fmt.Errorf("%w, not %d and %d", errSimulations, o.Simulations, o.Rank)
	}
	observed, err := summary(p)
	if err != nil {
		return nil, err
	}
	curves, failed := make([][]float64, o.Simulations), make([]error, o.Simulations)
	if err := chance.Each(ctx, o.Workers, o.Simulations, func(_, s int) {
		curves[s], failed[s] = summary(draw(chance.Stream(o.Seed, uint64(s))))
	}); err != nil {
		return nil, err
	}
	for s, err := range failed {
		if err != nil {
			return nil, fmt.Errorf("simulation %d: %w", s, err)
		}
		if len(curves[s]) != len(observed) {
			return nil, fmt.Errorf("simulation %d: %w", s, plane.ErrShape)
		}
	}
	return bands(observed, curves, o.Rank), nil
}

func bands(observed []float64, curves [][]float64, rank int) *Bands {
	b := &Bands{Observed: observed, Level: 2 * float64(rank) / float64(1+len(curves))}
	departure := make([]float64, len(curves)+1) // the data last
	at := make([]float64, len(curves)+1)
	for k := range observed {
		for s, curve := range curves {
			at[s] = curve[k]
		}
		at[len(curves)] = observed[k]
		standardise(at, departure)
		mean := 0.0
		for _, v := range at[:len(curves)] {
			mean += v / float64(len(curves))
		}
		sorted := append([]float64(nil), at[:len(curves)]...)
		sort.Float64s(sorted)
		b.Mean = append(b.Mean, mean)
		b.Low, b.High = append(b.Low, sorted[rank-1]), append(b.High, sorted[len(sorted)-rank])
	}
	larger := 0
	for _, d := range departure {
		if d >= departure[len(curves)] {
			larger++
		}
	}
	b.P = float64(larger) / float64(len(departure))
	return b
}

// standardise raises each curve's largest departure by that at one radius, in standard deviations of all the curves, the
// data among them: under the null every curve is then treated alike, which makes the rank exact.
func standardise(at, departure []float64) {
	mean, square := 0.0, 0.0
	for _, v := range at {
		mean += v / float64(len(at))
	}
	for _, v := range at {
		square += (v - mean) * (v - mean) / float64(len(at))
	}
	if !(square > 0) {
		return
	}
	for s, v := range at {
		departure[s] = math.Max(departure[s], math.Abs(v-mean)/math.Sqrt(square))
	}
}
