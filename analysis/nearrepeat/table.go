package nearrepeat

import (
	"context"
	"math"
)

// Cell is one band of distance by one band of delay.
type Cell struct {
	Observed int64   // pairs of events
	Expected float64 // exact mean under the null
	Variance float64 // exact variance under the null
	Z        float64 // (Observed - Expected) / √Variance; 0 where the variance is 0

	// Over the permutations; all zero where none were asked for.
	Simulated float64 // mean count
	Upper     float64 // p-value: as many pairs or more
	Lower     float64 // p-value: as few pairs or fewer
}

// Ratio is observed over expected: how many times as many pairs as chance would give. Johnson et al. (2007) and the
// calculator speak of an excess of Ratio - 1. It is 0 where nothing is expected.
func (c Cell) Ratio() float64 {
	if c.Expected == 0 {
		return 0
	}
	return float64(c.Observed) / c.Expected
}

// NearRepeatTable is the result of [Table].
type NearRepeatTable struct {
	Space, Delay Bands
	Cells        [][]Cell // band of distance, then band of delay
	Events       int
	Permutations int
}

// Table counts the pairs of events by band of distance and band of delay and compares each count with chance. It takes n
// events and returns Space.Len() by Delay.Len() cells. Fewer than two events make a table of noughts. Errors: rows that
// are not places or times, breaks that do not increase from 0, and the context's.
func Table(ctx context.Context, e Events, space, delay Bands, o Options) (*NearRepeatTable, error) {
	s, err := newStudy(ctx, e, space, delay, o)
	if err != nil {
		return nil, err
	}
	return s.table(ctx, space, delay, o)
}

func (s *study) table(ctx context.Context, space, delay Bands, o Options) (*NearRepeatTable, error) {
	out := &NearRepeatTable{Space: space, Delay: delay, Events: s.n, Permutations: o.Permutations}
	out.Cells = make([][]Cell, space.Len())
	observed := s.complete(s.near.counts)
	for a := range out.Cells {
		out.Cells[a] = make([]Cell, delay.Len())
		for t := range out.Cells[a] {
			c := &out.Cells[a][t]
			c.Observed = observed[a*delay.Len()+t]
			c.Expected, c.Variance = moments(s.n, s.space[a], s.delay[t])
			if c.Variance > 0 {
				c.Z = (float64(c.Observed) - c.Expected) / math.Sqrt(c.Variance)
			}
		}
	}
	return out, s.permute(ctx, out, o)
}

// study is what every permutation has in common: the near pairs and the margins.
type study struct {
	n            int
	ix           *index
	near         *surveyed
	days         []float64 // in the index's order
	edges        []float64 // of delay
	space, delay []graph   // by band, the "more than" bands included
}

func newStudy(ctx context.Context, e Events, space, delay Bands, o Options) (*study, error) {
	if err := e.Validate(); err != nil {
		return nil, err
	}
	if err := o.validate(); err != nil {
		return nil, err
	}
	if err := space.validate("distance"); err != nil {
		return nil, err
	}
	if err := delay.validate("delay"); err != nil {
		return nil, err
	}
	s := &study{n: len(e.Days), ix: newIndex(e, space, o.Metric), edges: delay.edges(false)}
	s.days = make([]float64, s.n)
	for place, i := range s.ix.order {
		s.days[place] = e.Days[i]
	}
	var err error
	if s.near, err = s.ix.survey(ctx, s.days, s.edges, o.Workers, o.Permutations > 0); err != nil {
		return nil, err
	}
	bands := s.ix.bands()
	s.space = graphs(s.n, bands, space.Len() > bands, func(i, k int) uint32 { return s.near.degrees[i*bands+k] })
	byDelay := delayDegrees(s.days, s.edges)
	s.delay = graphs(s.n, delay.Len(), false, func(i, k int) uint32 { return byDelay[i*delay.Len()+k] })
	return s, nil
}

// complete adds the "more than" band of distance to counts of the finite bands: what is left of each margin.
func (s *study) complete(counts []int64) []int64 {
	if len(s.space) == s.ix.bands() {
		return counts
	}
	out := append([]int64(nil), counts...)
	for t := range s.delay {
		left := s.delay[t].pairs
		for a := range s.ix.bands() {
			left -= counts[a*len(s.delay)+t]
		}
		out = append(out, left)
	}
	return out
}

// permute fills in what the permutations say.
func (s *study) permute(ctx context.Context, table *NearRepeatTable, o Options) error {
	if o.Permutations == 0 {
		return nil
	}
	times := len(s.delay)
	sum := make([]float64, len(s.space)*times)
	more, fewer := make([]int, len(sum)), make([]int, len(sum))
	d := &dealer{ix: s.ix, kept: s.near.kept, times: times, workers: o.Workers, seed: o.Seed, days: s.days, edges: s.edges}
	err := d.run(ctx, o.Permutations, func(counts []int64) {
		for k, v := range s.complete(counts) {
			observed := table.Cells[k/times][k%times].Observed
			sum[k] += float64(v)
			if v >= observed {
				more[k]++
			}
			if v <= observed {
				fewer[k]++
			}
		}
	})
	if err != nil {
		return err
	}
	for k := range sum {
		c := &table.Cells[k/times][k%times]
		c.Simulated = sum[k] / float64(o.Permutations)
		c.Upper = float64(1+more[k]) / float64(1+o.Permutations)
		c.Lower = float64(1+fewer[k]) / float64(1+o.Permutations)
	}
	return nil
}
