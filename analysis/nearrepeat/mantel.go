package nearrepeat

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/chance"
)

// MantelOptions of [Mantel]. Distances and delays are transformed to (value + constant)^power before they are
// correlated; the zero value stands for no constants and power 1. Mantel's own choice, which gives close pairs the most
// weight, is constants of 1 and powers of -1.
type MantelOptions struct {
	Options
	SpaceConstant, SpacePower float64
	DelayConstant, DelayPower float64
}

// MantelResult is the correlation over all pairs of events.
type MantelResult struct {
	R     float64 // Pearson's correlation of the transformed distances and delays
	Sum   float64 // Mantel's Z, the sum of their products over pairs
	Upper float64 // p-value: as large a correlation or larger; 1 where no permutations were asked for
}

// Mantel tests whether distance and delay are correlated over all pairs of events (Mantel 1967). Time is in proportion
// to n² times the permutations. It returns zeros and p = 1 where all distances or all delays are alike. Errors as
// [Table], and where a transform of some pair is not finite, as a power of -1 with no constant is at distance 0.
func Mantel(ctx context.Context, e Events, o MantelOptions) (*MantelResult, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	if err := o.validate(); err != nil {
		return nil, err
	}
	m := mantel{e: e, o: o}
	m.space, m.delay = transform(o.SpaceConstant, o.SpacePower), transform(o.DelayConstant, o.DelayPower)
	if err := m.margins(ctx); err != nil {
		return nil, err
	}
	out := &MantelResult{Upper: 1}
	var err error
	if out.Sum, err = m.sum(ctx, e.Days); err != nil {
		return nil, err
	}
	if !(m.spreadSpace > 0) || !(m.spreadDelay > 0) {
		return out, nil
	}
	out.R = (out.Sum - m.pairs*m.meanSpace*m.meanDelay) / math.Sqrt(m.spreadSpace*m.spreadDelay)
	out.R = math.Max(-1, math.Min(1, out.R))
	return out, m.permute(ctx, out)
}

func transform(constant, power float64) func(float64) float64 {
	switch power {
	case 0, 1:
		return func(v float64) float64 { return v + constant }
	case -1:
		return func(v float64) float64 { return 1 / (v + constant) }
	}
	return func(v float64) float64 { return math.Pow(v+constant, power) }
}

type mantel struct {
	e                        Events
	o                        MantelOptions
	space, delay             func(float64) float64
	pairs                    float64
	meanSpace, meanDelay     float64
	spreadSpace, spreadDelay float64 // sums of squares about the mean
}

func (m *mantel) distance(i, j int) float64 {
	dx, dy := m.e.Points.X[i]-m.e.Points.X[j], m.e.Points.Y[i]-m.e.Points.Y[j]
	if m.o.Metric == Manhattan {
		return math.Abs(dx) + math.Abs(dy)
	}
	return math.Sqrt(dx*dx + dy*dy)
}

// margins finds the mean and the spread of both transforms by Welford's recurrence, which no permutation changes.
func (m *mantel) margins(ctx context.Context) error {
	for i := range m.e.Days {
		if err := ctx.Err(); err != nil {
			return err
		}
		for j := range i {
			d, t := m.space(m.distance(i, j)), m.delay(math.Abs(m.e.Days[i]-m.e.Days[j]))
			if math.IsInf(d, 0) || math.IsNaN(d) || math.IsInf(t, 0) || math.IsNaN(t) {
				return fmt.Errorf("mantel: rows %d and %d have no finite transform; add a constant", j, i)
			}
			m.pairs++
			offSpace, offDelay := d-m.meanSpace, t-m.meanDelay
			m.meanSpace += offSpace / m.pairs
			m.meanDelay += offDelay / m.pairs
			m.spreadSpace += offSpace * (d - m.meanSpace)
			m.spreadDelay += offDelay * (t - m.meanDelay)
		}
	}
	return nil
}

func (m *mantel) sum(ctx context.Context, days []float64) (float64, error) {
	total := 0.0
	for i := range days {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		row := 0.0 // row by row, so that the rounding stays small
		for j := range i {
			row += m.space(m.distance(i, j)) * m.delay(math.Abs(days[i]-days[j]))
		}
		total += row
	}
	return total, nil
}

func (m *mantel) permute(ctx context.Context, out *MantelResult) error {
	if m.o.Permutations == 0 {
		return nil
	}
	as := make([]bool, m.o.Permutations)
	slack := 1e-12 * math.Abs(out.Sum) // a deal equal but for the order of summing counts as equal
	err := chance.Each(ctx, m.o.Workers, m.o.Permutations, func(_, p int) {
		days := append([]float64(nil), m.e.Days...)
		shuffle(days, chance.Stream(m.o.Seed, uint64(p)))
		sum, err := m.sum(ctx, days)
		as[p] = err == nil && sum >= out.Sum-slack
	})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	count := 1
	for _, more := range as {
		if more {
			count++
		}
	}
	out.Upper = float64(count) / float64(1+m.o.Permutations)
	return nil
}
