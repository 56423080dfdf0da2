package scan

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Counts are cases and expected cases by place and period: place p and period t at p*Periods+t. Expected need not sum to
// the cases: it is scaled so that it does. Weight limits the circles to a share of something else than the expected cases,
// which SaTScan uses and which serve where it is nil: the population of each place, for example.
type Counts struct {
	Places   Places
	Periods  int
	Cases    []int
	Expected []float64
	Weight   []float64
}

// Validate reports tables of the wrong size and the first cell that is impossible: negative, infinite, or with a case
// where none is expected.
func (c Counts) Validate() error {
	if err := c.Places.Validate(); err != nil {
		return err
	}
	if c.Periods < 1 || c.Periods > MaxPeriods {
		return fmt.Errorf("counts: %d periods do not lie between 1 and %d", c.Periods, MaxPeriods)
	}
	if cells := c.Places.Len() * c.Periods; len(c.Cases) != cells || len(c.Expected) != cells {
		return fmt.Errorf("counts: %d and %d cells for %d places and %d periods: %w", len(c.Cases), len(c.Expected),
			c.Places.Len(), c.Periods, plane.ErrShape)
	}
	if c.Weight != nil && len(c.Weight) != c.Places.Len() {
		return fmt.Errorf("counts: %d weights for %d places: %w", len(c.Weight), c.Places.Len(), plane.ErrShape)
	}
	for p, w := range c.Weight {
		if !(w >= 0) || w > 1e15 {
			return fmt.Errorf("counts: place %d has weight %g", p, w)
		}
	}
	for i, mu := range c.Expected {
		p, t := i/c.Periods, i%c.Periods
		if !(mu >= 0) || mu > 1e15 || mu > 0 && mu < 1e-200 {
			return fmt.Errorf("counts: place %d, period %d expects %g", p, t, mu)
		}
		if c.Cases[i] < 0 || c.Cases[i] > 1<<30 || c.Cases[i] > 0 && mu == 0 {
			return fmt.Errorf("counts: place %d, period %d has %d cases where %g are expected", p, t, c.Cases[i], mu)
		}
	}
	return nil
}

// Poisson is the space-time scan of cases against expected cases, from populations for example (see [Standardise]). A
// replicate deals the same number of cases over places and periods in proportion to the expected ones. It returns no
// cluster where there are no cases. Errors: impossible counts and options, circles too many for memory, the context's.
func Poisson(ctx context.Context, c Counts, o Options) (*Result, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	o, err := o.complete(c.Periods)
	if err != nil {
		return nil, err
	}
	s := &expected{o: o, c: c, mu: make([]float64, len(c.Expected))}
	whole := 0.0
	for i := range c.Cases {
		s.n += c.Cases[i]
		whole += c.Expected[i]
	}
	if s.n > 1<<30 {
		return nil, fmt.Errorf("counts: %d cases are more than %d", s.n, 1<<30)
	}
	weight := make([]float64, c.Places.Len())
	for i, mu := range c.Expected {
		if whole > 0 {
			s.mu[i] = mu * (float64(s.n) / whole)
		}
		weight[i/c.Periods] += mu
	}
	if c.Weight != nil {
		weight = c.Weight
	}
	if s.circles, err = newCircles(ctx, c.Places, weight, o); err != nil {
		return nil, err
	}
	s.alias = newAlias(s.mu)
	bests, err := observe(ctx, o, c.Places.Len(), s.replica)
	if err != nil {
		return nil, err
	}
	out := &Result{Cases: s.n, Clusters: apart(c.Places, s.circles, bests)}
	return out, out.replicate(ctx, o, 1, s.replica)
}

// expected is what all replicates of the Poisson scan share.
type expected struct {
	o       Options
	c       Counts
	n       int
	mu      []float64 // scaled to n in all
	circles *circles
	alias   *alias
}

func (s *expected) replica() replica {
	return &drawn{expected: s, counts: make([]int, len(s.mu)), upTo: make([]int, s.c.Periods+1), muUpTo: make([]float64, s.c.Periods+1),
		circle: make([]int, s.c.Periods), muCircle: make([]float64, s.c.Periods)}
}

// drawn is one worker's scratch memory for replicates of the Poisson scan.
type drawn struct {
	*expected
	record   record
	counts   []int // by place and period
	circle   []int // by period
	muCircle []float64
	upTo     []int // before each period
	muUpTo   []float64
}

// undealt takes the cases as they are.
func (r *drawn) undealt() { copy(r.counts, r.c.Cases) }

func (r *drawn) observe(centre int) best {
	r.record.reset(float64(r.n))
	r.search(centre)
	b := &r.record
	return best{statistic: b.best, places: b.inCircle, cases: b.cases, expected: b.expected, first: b.first, last: b.last}
}

func (r *drawn) largest(ctx context.Context, streams []*rand.Rand, into []float64) {
	for lane, stream := range streams {
		clear(r.counts)
		for range r.n {
			r.counts[r.alias.draw(stream)]++
		}
		r.record.reset(float64(r.n))
		for centre := range r.c.Places.Len() {
			if ctx.Err() != nil {
				return
			}
			r.search(centre)
		}
		into[lane] = r.record.best
	}
}

// search offers the cylinders of one centre that could be its best: the circles that end at a place with a case.
func (r *drawn) search(centre int) {
	clear(r.circle)
	clear(r.muCircle)
	total := 0
	for k, p := range r.circles.of(centre) {
		first, last := r.c.Periods, -1
		row := r.counts[int(p)*r.c.Periods:][:r.c.Periods]
		for t, mu := range r.mu[int(p)*r.c.Periods:][:r.c.Periods] {
			r.muCircle[t] += mu
			if row[t] > 0 {
				r.circle[t] += row[t]
				total += row[t]
				first, last = min(first, t), t
			}
		}
		if last >= 0 && total >= r.o.MinCases {
			r.searchCircle(k+1, first, last)
		}
	}
}

// searchCircle offers the intervals of a circle that hold one of the periods from added to latest.
func (r *drawn) searchCircle(places, added, latest int) {
	for t := range r.circle {
		r.upTo[t+1] = r.upTo[t] + r.circle[t]
		r.muUpTo[t+1] = r.muUpTo[t] + r.muCircle[t]
	}
	periods := r.c.Periods
	from := max(0, added-r.o.MaxLength+1)
	if r.o.Prospective {
		from = periods - r.o.MaxLength
	}
	for first := from; first <= latest; first++ {
		last := max(first, added)
		if r.o.Prospective {
			last = periods - 1
		}
		for ; last < min(periods, first+r.o.MaxLength); last++ {
			c, mu := r.upTo[last+1]-r.upTo[first], r.muUpTo[last+1]-r.muUpTo[first]
			if c >= r.o.MinCases && mu < r.record.limit(c) && r.record.offer(c, mu) {
				r.record.inCircle, r.record.first, r.record.last = places, first, last
			}
		}
	}
}

// alias draws cells in proportion to their weights in constant time (Walker 1974; Vose 1991, IEEE Transactions on
// Software Engineering 17:972).
type alias struct {
	keep  []float64
	other []int32
}

func newAlias(weight []float64) *alias {
	a := &alias{keep: make([]float64, len(weight)), other: make([]int32, len(weight))}
	whole := 0.0
	for _, w := range weight {
		whole += w
	}
	if whole == 0 {
		return a
	}
	var small, large []int32
	for i, w := range weight {
		a.keep[i], a.other[i] = w/whole*float64(len(weight)), int32(i)
		if a.keep[i] < 1 {
			small = append(small, int32(i))
		} else {
			large = append(large, int32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a.other[s] = l
		if a.keep[l] -= 1 - a.keep[s]; a.keep[l] < 1 {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	for _, i := range append(small, large...) { // what rounding has left over
		a.keep[i] = 1
		if weight[i] == 0 {
			a.keep[i], a.other[i] = 0, heaviest(weight)
		}
	}
	return a
}

func heaviest(weight []float64) int32 {
	best := 0
	for i, w := range weight {
		if w > weight[best] {
			best = i
		}
	}
	return int32(best)
}

func (a *alias) draw(stream *rand.Rand) int {
	i := stream.IntN(len(a.keep))
	if math.Float64frombits(stream.Uint64()>>12|0x3ff<<52)-1 < a.keep[i] {
		return i
	}
	return int(a.other[i])
}
