package association

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/weight"
)

// PermuteOptions are the choices of a sampled permutation test.
type PermuteOptions struct {
	Draws int    // permutations; 999 if 0, at most MaxDraws
	Seed  uint64 // the same seed gives the same result on any number of cores
}

// maxCards bounds the values that all permutations of one test draw together, 12 bytes each.
const maxCards = 1 << 26

// MaxDraws bounds the permutations of one test.
const MaxDraws = 1 << 20

func (o PermuteOptions) draws() (int, error) {
	switch {
	case o.Draws == 0:
		return 999, nil
	case o.Draws < 0 || o.Draws > MaxDraws:
		return 0, fmt.Errorf("association: %d draws is not between 1 and %d", o.Draws, MaxDraws)
	}
	return o.Draws, nil
}

// Permute is the conditional permutation test of every place's weighted neighbour sum, for any values and weights. A tail
// is (1 + the draws at least as extreme) / (1 + the draws).
//
// One permutation of the whole map serves every place: its first k values, the place's own skipped, are a random draw
// for a place with k neighbours. So the draws are shared (as in GeoDa's look-up table), and each place on its own has
// exactly the distribution of the conditional test; only the errors of different places go together. Where a row's weights are all equal, a place costs one search in the
// sorted draws, and a correction where a draw happened to hold it.
func Permute(ctx context.Context, w weight.Neighbours, x []float64, o PermuteOptions) (Tails, error) {
	if err := checkValues(w, x); err != nil {
		return Tails{}, err
	}
	draws, err := o.draws()
	if err != nil {
		return Tails{}, err
	}
	s, err := newSurroundings(w, x)
	if err != nil {
		return Tails{}, err
	}
	return s.permute(ctx, draws, o.Seed)
}

// PermuteSums is the same test for neighbourhoods of any shape and equal weights: for each i, how often degrees[i] values
// drawn without replacement from all but x[i] add up to at least and at most sums[i].
func PermuteSums(ctx context.Context, x, sums []float64, degrees []int32, o PermuteOptions) (Tails, error) {
	draws, err := o.draws()
	if err != nil {
		return Tails{}, err
	}
	if len(sums) != len(x) || len(degrees) != len(x) {
		return Tails{}, fmt.Errorf("association: %d values, %d sums and %d numbers of neighbours", len(x), len(sums), len(degrees))
	}
	s := &surroundings{x: x, seen: sums, degrees: degrees}
	for i, k := range degrees {
		if !(math.Abs(x[i]) <= 1e60) || !(math.Abs(sums[i]) <= 1e70) || k < 0 || int(k) >= len(x) {
			return Tails{}, fmt.Errorf("association: place %d has the value %g and %d neighbours with %g among %d places",
				i, x[i], k, sums[i], len(x))
		}
		s.largest = max(s.largest, int(k))
	}
	s.settle(nil)
	return s.permute(ctx, draws, o.Seed)
}

func (s *surroundings) permute(ctx context.Context, draws int, seed uint64) (Tails, error) {
	if s.largest > maxCards/draws {
		return Tails{}, fmt.Errorf("association: %d draws for %d neighbours are more than %d values; use fewer", draws, s.largest, maxCards)
	}
	deck := newDeck(ctx, s.x, s.largest+1, draws, seed)
	if ctx.Err() != nil {
		return Tails{}, ctx.Err()
	}
	if s.w == nil || weight.Uniform(s.w) {
		return s.ranked(ctx, deck)
	}
	return s.weighted(ctx, deck)
}

// surroundings are what every place sees: its weighted neighbour sum (a plain one, for uniform rows) and its degree.
type surroundings struct {
	w       weight.Neighbours
	x       []float64
	seen    []float64
	degrees []int32
	largest int
	slack   float64 // sums closer than this are equal: their terms were added in another order
	whole   float64 // the largest sum seen where all are whole numbers of 0 or more, else below 0
}

func newSurroundings(w weight.Neighbours, x []float64) (*surroundings, error) {
	s := &surroundings{w: w, x: x, degrees: weight.Degrees(w)}
	plain := w
	if weight.Uniform(w) {
		plain = weight.Binary(w)
	}
	for _, k := range s.degrees {
		s.largest = max(s.largest, int(k))
	}
	if m, ok := w.(*weight.Matrix); ok {
		for i := range x {
			for _, to := range m.J[m.Start[i]:m.Start[i+1]] {
				if int(to) == i {
					return nil, fmt.Errorf("association: place %d is its own neighbour, which a conditional permutation cannot hold", i)
				}
			}
		}
	}
	var err error
	if s.seen, err = weight.Lag(plain, x); err != nil {
		return nil, err
	}
	s.settle(plain)
	return s, nil
}

// settle finds how sums may be compared.
func (s *surroundings) settle(w weight.Neighbours) {
	slack, whole, negative := rounding(w, s.x, s.largest)
	s.slack, s.whole = slack, -1
	if whole && len(s.x) > 0 && !negative {
		s.whole = folded(len(s.seen), func(from, to int) [3]float64 { return [3]float64{0, 0, slices.Max(s.seen[from:to])} })[2]
	}
}

// rounding bounds how far two sums of the same terms may differ. Whole numbers that a float holds do not differ at all.
func rounding(w weight.Neighbours, x []float64, terms int) (slack float64, whole, negative bool) {
	all := folded(len(x), func(from, to int) (s [3]float64) {
		for _, v := range x[from:to] {
			if v != math.Trunc(v) {
				s[0]++
			}
			if v < 0 {
				s[1]++
			}
			s[2] = max(s[2], math.Abs(v))
		}
		return s
	})
	largest, heaviest := all[2], 1.0
	whole, negative = all[0] == 0, all[1] > 0
	if m, ok := w.(*weight.Matrix); ok {
		for _, v := range m.W {
			heaviest = max(heaviest, math.Abs(v))
			whole = whole && v == math.Trunc(v)
		}
	}
	if whole && largest*heaviest*float64(terms) < maxTotal {
		return 0, true, negative
	}
	return 4e-16 * largest * heaviest * float64(terms*terms), false, negative
}

// deck is the first cards of many permutations of the places.
type deck struct {
	draws, cards int
	place        []int32   // place[r*cards+c] is card c of permutation r
	sum          []float64 // sum[c*draws+r] is what the first c cards of permutation r hold together
}

func newDeck(ctx context.Context, x []float64, cards, draws int, seed uint64) *deck {
	cards = min(cards, len(x))
	d := &deck{draws: draws, cards: cards, place: make([]int32, draws*cards), sum: make([]float64, draws*(cards+1))}
	order := make([]int32, len(x))
	for i := range order {
		order[i] = int32(i)
	}
	swaps := make([]int, cards)
	for r := range draws {
		if ctx.Err() != nil {
			return d
		}
		stream := chance.Stream(seed, uint64(r))
		for c := range cards {
			swaps[c] = c + stream.IntN(len(order)-c)
			order[c], order[swaps[c]] = order[swaps[c]], order[c]
			d.sum[(c+1)*draws+r] = d.sum[c*draws+r] + x[order[c]]
		}
		copy(d.place[r*cards:], order[:cards])
		for c := cards - 1; c >= 0; c-- { // each permutation starts from the same order
			order[c], order[swaps[c]] = order[swaps[c]], order[c]
		}
	}
	return d
}

// ranked is the test for uniform rows.
func (s *surroundings) ranked(ctx context.Context, d *deck) (Tails, error) {
	n := len(s.x)
	above, below := make([]int32, n), make([]int32, n)
	rank := make([]*ranking, s.largest+1)
	for _, k := range s.degrees {
		if rank[k] == nil {
			rank[k] = newRanking(d.sum[int(k)*d.draws:(int(k)+1)*d.draws], s)
		}
	}
	err := parallel(ctx, n, func(from, to int) {
		for i := from; i < to; i++ {
			above[i], below[i] = rank[s.degrees[i]].of(s.seen[i])
		}
	})
	if err != nil {
		return Tails{}, err
	}
	for r := range d.draws {
		for c, i := range d.place[r*d.cards : (r+1)*d.cards] {
			if k := int(s.degrees[i]); c < k {
				a, b := s.compare(d.sum[k*d.draws+r], int(i))
				above[i], below[i] = above[i]-a, below[i]-b
				a, b = s.compare(d.skipping(r, c, k, s.x), int(i))
				above[i], below[i] = above[i]+a, below[i]+b
			}
		}
	}
	return fractions(above, below, d.draws), nil
}

// skipping is the sum of the first k cards of permutation r without card c.
func (d *deck) skipping(r, c, k int, x []float64) float64 {
	sum := 0.0
	for e, j := range d.place[r*d.cards : r*d.cards+k+1] {
		if e != c {
			sum += x[j]
		}
	}
	return sum
}

// compare is 1 for a draw at least as large as what place i sees, and 1 for a draw at most as large.
func (s *surroundings) compare(drawn float64, i int) (above, below int32) {
	if drawn >= s.seen[i]-s.slack {
		above = 1
	}
	if drawn <= s.seen[i]+s.slack {
		below = 1
	}
	return above, below
}

func fractions(above, below []int32, draws int) Tails {
	t := Tails{make([]float64, len(above)), make([]float64, len(above))}
	unit := make([]float64, draws+2)
	for c := range unit {
		unit[c] = float64(c) / float64(draws+1)
	}
	share := func(from, to int) {
		for i := from; i < to; i++ {
			t.Upper[i], t.Lower[i] = unit[above[i]+1], unit[below[i]+1]
		}
	}
	if err := parallel(context.Background(), len(above), share); err != nil { // the context cannot be cancelled
		panic(err)
	}
	return t
}

// ranking answers how many draws lie on each side of a sum: from a table where all sums are small whole numbers, by
// binary search otherwise.
type ranking struct {
	sorted []float64
	slack  float64
	table  []int32 // table[s] is how many draws are less than s
}

func newRanking(draws []float64, s *surroundings) *ranking {
	r := &ranking{sorted: append([]float64(nil), draws...), slack: s.slack}
	sort.Float64s(r.sorted)
	if s.whole < 0 || s.whole > float64(4*len(s.x)+4096) {
		return r
	}
	r.table = make([]int32, int(s.whole)+2)
	at := 0
	for v := range r.table {
		for at < len(r.sorted) && r.sorted[at] < float64(v) {
			at++
		}
		r.table[v] = int32(at)
	}
	return r
}

func (r *ranking) of(v float64) (above, below int32) {
	if r.table != nil {
		return int32(len(r.sorted)) - r.table[int(v)], r.table[int(v)+1]
	}
	less := sort.SearchFloat64s(r.sorted, v-r.slack)
	notMore := less + sort.Search(len(r.sorted)-less, func(i int) bool { return r.sorted[less+i] > v+r.slack })
	return int32(len(r.sorted) - less), int32(notMore)
}

// weighted is the test for any rows: every place meets every draw.
func (s *surroundings) weighted(ctx context.Context, d *deck) (Tails, error) {
	n := len(s.x)
	held := make([]float64, len(d.place))
	for c, i := range d.place {
		held[c] = s.x[i]
	}
	above, below := make([]int32, n), make([]int32, n)
	err := parallel(ctx, n, func(from, to int) {
		var row weight.Row
		for i := from; i < to && ctx.Err() == nil; i++ {
			j, w := s.w.Row(i, &row)
			for r := range d.draws {
				a, b := s.compare(d.weighted(r, int32(i), len(j), w, held), i)
				above[i], below[i] = above[i]+a, below[i]+b
			}
		}
	})
	return fractions(above, below, d.draws), err
}

// weighted is the weighted sum of the first k cards of permutation r, place i's own card skipped.
func (d *deck) weighted(r int, i int32, k int, w, held []float64) float64 {
	sum, used := 0.0, 0
	for c, j := range d.place[r*d.cards : (r+1)*d.cards] {
		if used == k {
			break
		}
		if j == i {
			continue
		}
		if w == nil {
			sum += held[r*d.cards+c]
		} else {
			sum += w[used] * held[r*d.cards+c]
		}
		used++
	}
	return sum
}
