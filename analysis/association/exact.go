package association

import (
	"context"
	"fmt"
	"sort"

	"github.com/wardmote/wardmote/analysis/weight"
)

// Tails are the chances, place by place, of a neighbour sum at least (Upper) and at most (Lower) as large as the one
// seen. Both include the sum seen, so together they exceed 1.
type Tails struct {
	Upper, Lower []float64
}

// MaxTable bounds the table of an exact test: neighbours times the largest neighbour sum. Beyond it (64 megabytes, of
// which a test holds about ten) the test says so instead of exhausting the memory; permutations serve such data.
const MaxTable = 1 << 23

// ExactTails is the conditional permutation test of every place without sampling. Under its null hypothesis the value of
// place i stays and the other n-1 values are dealt at random over the other places (Anselin 1995, section 4), so the sum
// over its k neighbours is the sum of k values drawn without replacement from all but its own. That distribution depends
// on k and on the own value only. It is computed once for the whole map as a product over distinct counts (see product),
// and the own value is divided out for each place.
//
// Weights must be uniform in each row (binary or row-standardised) and hold no place itself; counts must be 0 or more. A
// place without neighbours has both tails 1.
//
// Dividing out loses digits only where the own value is likely to be in a draw that reaches the sum. By exchange, that
// chance is no more for a value than for any larger one, and the chances add up to k: with r places at least as large it
// is at most k/r. So values with r < 2k, at either end, are instead left out of the product from the start (by halving
// the list of them, so that each is multiplied into all others once a level). What remains is accurate to about 1e-13.
func ExactTails(ctx context.Context, w weight.Neighbours, counts []int) (Tails, error) {
	sums, degrees, err := neighbourCounts(w, counts)
	if err != nil {
		return Tails{}, err
	}
	return ExactSums(ctx, counts, sums, degrees)
}

// ExactSums is the test behind [ExactTails] for neighbourhoods of any shape, in space or in time: for each i, the chance
// that degrees[i] counts, drawn without replacement from all but counts[i], add up to at least and at most sums[i].
func ExactSums(ctx context.Context, counts, sums []int, degrees []int32) (Tails, error) {
	e, err := newExact(counts, sums, degrees)
	if err != nil {
		return Tails{}, err
	}
	if e.largest == 0 {
		return e.tails, nil
	}
	return e.tails, e.run(ctx)
}

// ExactTotalTails is the same test with the own value dealt out too: the place and its k neighbours together against k+1
// values drawn without replacement from all. It asks whether the whole neighbourhood is remarkable, where [ExactTails]
// asks it of the surroundings alone.
func ExactTotalTails(ctx context.Context, w weight.Neighbours, counts []int) (Tails, error) {
	sums, degrees, err := neighbourCounts(w, counts)
	if err != nil || len(counts) == 0 {
		return Tails{}, err
	}
	largest, width := 0, 0
	for i, c := range counts {
		sums[i] += c
		degrees[i]++
		largest, width = max(largest, int(degrees[i])), max(width, sums[i]+1)
	}
	if err := checkTable(largest, width); err != nil {
		return Tails{}, err
	}
	p := newProduct(largest, width, 1/float64(len(counts)))
	values, places := distinct(counts)
	for d, v := range values {
		if ctx.Err() != nil {
			return Tails{}, ctx.Err()
		}
		p.add(v, places[d])
	}
	c, t := p.cumulate(len(counts)), Tails{make([]float64, len(counts)), make([]float64, len(counts))}
	for i, k := range degrees {
		t.Upper[i], t.Lower[i] = share(c.atLeast(int(k), sums[i]), c.all[k]), share(c.atMost(int(k), sums[i]), c.all[k])
	}
	return t, nil
}

type exact struct {
	counts, sums   []int
	degrees        []int32
	largest, width int // the most neighbours; the largest neighbour sum and one
	values, places []int
	tails          Tails
}

func newExact(counts, sums []int, degrees []int32) (*exact, error) {
	n := len(counts)
	if len(sums) != n || len(degrees) != n {
		return nil, fmt.Errorf("exact test: %d counts, %d sums and %d numbers of neighbours", n, len(sums), len(degrees))
	}
	e := &exact{counts: counts, sums: sums, degrees: degrees}
	for i, k := range degrees {
		switch {
		case counts[i] < 0 || sums[i] < 0:
			return nil, fmt.Errorf("exact test: place %d counts %d with %d round it, less than 0", i, counts[i], sums[i])
		case k < 0 || int(k) >= n:
			return nil, fmt.Errorf("exact test: place %d has %d neighbours among %d places", i, k, n)
		}
		e.largest = max(e.largest, int(k))
		e.width = max(e.width, sums[i]+1)
	}
	if err := checkTable(e.largest, e.width); err != nil {
		return nil, err
	}
	e.tails = Tails{filled(n, 1), filled(n, 1)}
	e.values, e.places = distinct(counts)
	return e, nil
}

func checkTable(largest, width int) error {
	if width > MaxTable/(largest+1) {
		return fmt.Errorf("exact test: %d neighbours and sums to %d need a table of more than %d entries; use permutations",
			largest, width-1, MaxTable)
	}
	return nil
}

// distinct lists the distinct counts in ascending order, and how many places hold each.
func distinct(counts []int) (values, places []int) {
	largest := 0
	for _, c := range counts {
		largest = max(largest, c)
	}
	if largest < 4*len(counts)+1024 {
		held := make([]int, largest+1)
		for _, c := range counts {
			held[c]++
		}
		for v, m := range held {
			if m > 0 {
				values, places = append(values, v), append(places, m)
			}
		}
		return values, places
	}
	held := map[int]int{}
	for _, c := range counts {
		held[c]++
	}
	for v := range held {
		values = append(values, v)
	}
	sort.Ints(values)
	for _, v := range values {
		places = append(places, held[v])
	}
	return values, places
}

func (e *exact) run(ctx context.Context) error {
	scale := 1 / float64(len(e.counts))
	base := newProduct(e.largest, e.width, scale)
	apart := e.apart()
	var rest []int
	for d := range e.values {
		if apart[d] {
			rest = append(rest, d)
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		base.add(e.values[d], e.places[d])
	}
	holders := e.holders(apart)
	full := base.clone()
	done := make(chan error, 1)
	go func() { done <- e.leaveOut(ctx, base, rest, holders) }()
	for _, d := range rest {
		full.add(e.values[d], e.places[d])
	}
	err := e.divideOut(ctx, full.cumulate(len(e.counts)), apart)
	if apartErr := <-done; err == nil {
		err = apartErr
	}
	return err
}

// apart marks the distinct values that too few places equal or pass, on either side, to be divided out.
func (e *exact) apart() []bool {
	apart := make([]bool, len(e.values))
	seen := 0
	for d := 0; d < len(e.values); d++ {
		seen += e.places[d]
		apart[d] = seen < 2*e.largest
	}
	seen = 0
	for d := len(e.values) - 1; d >= 0; d-- {
		seen += e.places[d]
		apart[d] = apart[d] || seen < 2*e.largest
	}
	return apart
}

// holders lists the places that hold each value set apart.
func (e *exact) holders(apart []bool) map[int][]int {
	index := map[int]int{}
	for d, v := range e.values {
		if apart[d] {
			index[v] = d
		}
	}
	holders := map[int][]int{}
	for i, c := range e.counts {
		if d, ok := index[c]; ok {
			holders[d] = append(holders[d], i)
		}
	}
	return holders
}

// leaveOut answers for the values in rest, given the product of all others. Each half of the list is multiplied into the
// other's product, until one value is left, of which one place stays out.
func (e *exact) leaveOut(ctx context.Context, others *product, rest []int, holders map[int][]int) error {
	switch {
	case len(rest) == 0:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case len(rest) == 1:
		d := rest[0]
		others.add(e.values[d], e.places[d]-1)
		n := len(e.counts) - 1
		c := others.cumulate(n)
		for _, i := range holders[d] {
			k, s := int(e.degrees[i]), e.sums[i]
			e.tails.Upper[i], e.tails.Lower[i] = share(c.atLeast(k, s), c.all[k]), share(c.atMost(k, s), c.all[k])
		}
		return nil
	}
	half := len(rest) / 2
	for _, parts := range [2][2][]int{{rest[:half], rest[half:]}, {rest[half:], rest[:half]}} {
		p := others.clone()
		for _, d := range parts[0] {
			p.add(e.values[d], e.places[d])
		}
		if err := e.leaveOut(ctx, p, parts[1], holders); err != nil {
			return err
		}
	}
	return nil
}

// divideOut answers for all other places.
func (e *exact) divideOut(ctx context.Context, c *cumulative, apart []bool) error {
	lowest, highest := -1, -1 // the values divided out are a run, because those set apart are at the ends
	for d, v := range e.values {
		if !apart[d] {
			if lowest < 0 {
				lowest = v
			}
			highest = v
		}
	}
	all := make([]float64, e.largest+1)
	for k := range all {
		all[k] = draws(len(e.counts)-1, k, c.scale)
	}
	return parallel(ctx, len(e.counts), func(from, to int) {
		for i := from; i < to; i++ {
			own, k := e.counts[i], int(e.degrees[i])
			if own < lowest || own > highest || k == 0 {
				continue
			}
			upper, lower := c.without(own, k, e.sums[i])
			e.tails.Upper[i], e.tails.Lower[i] = share(upper, all[k]), share(lower, all[k])
		}
	})
}
