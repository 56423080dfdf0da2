package concentration

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/wardmote/wardmote/analysis/chance"
)

// Expectation compares observed figures with those of as many events dealt at random to as many places.
type Expectation struct {
	Gini, GiniByChance float64 // adjusted, and its mean by chance
	P                  float64 // as concentrated or more, by the adjusted Gini
	Line, LineByChance float64 // share of places that holds the share of events (see [Held]), and its mean by chance
	Victims            int
	VictimsByChance    float64 // exact mean: n(1 - (1 - 1/n)ᶜ)
	Share              float64 // of the events, as asked for
	Simulations        int
}

// MaxDealt bounds events and places of [ByChance], and the simulations.
const MaxDealt = 100_000_000

// ByChance deals the events at random, every place alike, so many times. share is of the events, for Line: 0.5 for
// Weisburd's law. p = (1 + as large or larger)/(1 + simulations). The result depends on the seed and not on the cores.
// Errors: negative counts, a share that does not lie within 0 and 1, too many events or simulations, the context's.
func ByChance(ctx context.Context, counts []int, share float64, simulations int, seed uint64) (*Expectation, error) {
	sorted, events, err := tally(counts)
	if err != nil {
		return nil, err
	}
	if !(share >= 0 && share <= 1) || simulations < 1 || simulations > 1_000_000 || events > MaxDealt || len(counts) > MaxDealt {
		return nil, fmt.Errorf("concentration: share %g, %d simulations of %d events at %d places cannot be made", share,
			simulations, events, len(counts))
	}
	out := &Expectation{Share: share, Simulations: simulations, P: 1}
	if events == 0 {
		return out, nil
	}
	for _, c := range sorted {
		if c > 0 {
			out.Victims++
		}
	}
	out.Gini, out.Line = adjusted(sorted, events), holding(sorted, events, share).Line
	out.VictimsByChance = expectedVictims(len(sorted), events)
	ginis, lines := make([]float64, simulations), make([]float64, simulations)
	if err := chance.Each(ctx, 0, simulations, func(_, s int) {
		r := chance.Stream(seed, uint64(s))
		dealt := make([]int, len(sorted))
		for range events {
			dealt[r.IntN(len(dealt))]++
		}
		slices.Sort(dealt)
		ginis[s], lines[s] = adjusted(dealt, events), holding(dealt, events, share).Line
	}); err != nil {
		return nil, err
	}
	larger := 1
	for s := range ginis {
		out.GiniByChance += ginis[s] / float64(simulations)
		out.LineByChance += lines[s] / float64(simulations)
		if ginis[s] >= out.Gini-1e-12 {
			larger++
		}
	}
	out.P = float64(larger) / float64(1+simulations)
	return out, nil
}

// expectedVictims is n(1 - (1 - 1/n)ᶜ), without the loss that the powers of numbers near 1 bring.
func expectedVictims(places, events int) float64 {
	n := float64(places)
	if places == 1 {
		return 1
	}
	return -n * math.Expm1(float64(events)*math.Log1p(-1/n))
}
