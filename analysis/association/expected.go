package association

import (
	"context"
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/distribution"
	"github.com/wardmote/wardmote/analysis/weight"
)

// Expectation is what each place was expected to count: its population times the overall rate, its past, or a model's
// forecast. It is the null hypothesis of [ExpectedTails].
type Expectation struct {
	Counts []float64 // 0 or more each, and more than 0 together
	// Absolute takes the numbers as they are, each count being Poisson. Otherwise only their proportions matter: the total
	// is the one seen, and each event falls on a place in proportion (binomial).
	Absolute bool
}

// maxEvents is as far as package distribution goes.
const maxEvents = 1e9

func (e Expectation) total(n int) (float64, error) {
	if len(e.Counts) != n {
		return 0, fmt.Errorf("association: %d expected counts for %d places", len(e.Counts), n)
	}
	total := 0.0
	for i, v := range e.Counts {
		if !(v >= 0) || v > maxTotal {
			return 0, fmt.Errorf("association: place %d expects a count of %g", i, v)
		}
		total += v
	}
	if total == 0 {
		return 0, fmt.Errorf("association: no place expects any count")
	}
	return total, nil
}

// ExpectedTails are the exact tails of each place's count and its neighbours' together (null [Total]), or of the
// neighbours' alone given its own (null [Conditional]), when events fall where they are expected. Events are taken as
// independent: a repeat victim or one incident recorded as three crimes makes the tails too small.
func ExpectedTails(ctx context.Context, w weight.Neighbours, counts []int, e Expectation, null Null) (Tails, error) {
	sums, _, err := neighbourCounts(w, counts)
	if err != nil {
		return Tails{}, err
	}
	all, err := e.total(len(counts))
	if err != nil {
		return Tails{}, err
	}
	expected, err := weight.Lag(weight.Binary(w), e.Counts)
	if err != nil {
		return Tails{}, err
	}
	events := 0
	for _, c := range counts {
		events += c
	}
	if events > maxEvents || all > maxEvents {
		return Tails{}, fmt.Errorf("association: %d events, %g expected, are more than the distributions cover (%g)", events, all, float64(maxEvents))
	}
	t := Tails{make([]float64, len(counts)), make([]float64, len(counts))}
	return t, parallel(ctx, len(counts), func(from, to int) {
		for i := from; i < to; i++ {
			seen, mean, among, of := sums[i], expected[i], events-counts[i], all-e.Counts[i]
			if null == Total {
				seen, mean, among, of = seen+counts[i], mean+e.Counts[i], events, all
			}
			upper, lower := e.tails(float64(seen), float64(among), mean, of)
			t.Upper[i], t.Lower[i] = share(upper, 1), share(lower, 1)
		}
	})
}

// tails are those of a count seen where mean is expected, of events in all that were expected to be of.
func (e Expectation) tails(seen, events, mean, of float64) (upper, lower float64) {
	if e.Absolute {
		return distribution.PoissonTail(seen, mean), distribution.PoissonCDF(seen, mean)
	}
	part := 0.0
	if mean > 0 {
		part = math.Min(1, mean/of)
	}
	return distribution.BinomialTail(seen, events, part), distribution.BinomialCDF(seen, events, part)
}
