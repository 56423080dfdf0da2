package association

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
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

// maxCards bounds the values that all permutations of one test draw together, 20 bytes each.
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
	deck, err := newDeck(ctx, s.x, s.largest+1, draws, seed)
	if err != nil {
		return Tails{}, err
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
	if len(x) > 0 {
		s.largest = int(slices.Max(s.degrees))
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
		s.whole = folded(len(s.seen), func(from, to int) [3]float64 {
			largest := 0.0
			for _, v := range s.seen[from:to] {
				if v > largest {
					largest = v
				}
			}
			return [3]float64{0, 0, largest}
		})[2]
	}
}

// rounding bounds how far two sums of the same terms may differ. Whole numbers that a float holds do not differ at all.
func rounding(w weight.Neighbours, x []float64, terms int) (slack float64, whole, negative bool) {
	all := folded(len(x), func(from, to int) [3]float64 {
		parts, below, largest := 0.0, 0.0, 0.0
		for _, v := range x[from:to] {
			if v != math.Trunc(v) {
				parts++
			}
			if v < 0 {
				below++
			}
			if v = math.Abs(v); v > largest {
				largest = v
			}
		}
		return [3]float64{parts, below, largest}
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
	held         []float64 // what it holds
	sum          []float64 // sum[c*draws+r] is what the first c cards of permutation r hold together
}

func newDeck(ctx context.Context, x []float64, cards, draws int, seed uint64) (*deck, error) {
	cards = min(cards, len(x))
	d := &deck{draws: draws, cards: cards, place: make([]int32, draws*cards), held: make([]float64, draws*cards), sum: make([]float64, draws*(cards+1))}
	const atOnce = 64
	dealers := make([]dealer, chance.Workers(0, (draws+atOnce-1)/atOnce))
	err := chance.Each(ctx, len(dealers), (draws+atOnce-1)/atOnce, func(worker, task int) {
		for r := task * atOnce; r < min((task+1)*atOnce, draws) && ctx.Err() == nil; r++ {
			dealers[worker].deal(d, r, x, chance.Stream(seed, uint64(r)))
		}
	})
	return d, err
}

// dealer is one worker's pack, which every permutation starts from in the same order.
type dealer struct {
	order []int32
	swaps []int
}

func (w *dealer) deal(d *deck, r int, x []float64, stream *rand.Rand) {
	if w.order == nil {
		w.order, w.swaps = make([]int32, len(x)), make([]int, d.cards)
		for i := range w.order {
			w.order[i] = int32(i)
		}
	}
	order, swaps := w.order, w.swaps
	for c := range d.cards {
		swaps[c] = c + stream.IntN(len(order)-c)
		order[c], order[swaps[c]] = order[swaps[c]], order[c]
		v := x[order[c]]
		d.held[r*d.cards+c] = v
		d.sum[(c+1)*d.draws+r] = d.sum[c*d.draws+r] + v
	}
	copy(d.place[r*d.cards:], order[:d.cards])
	for c := d.cards - 1; c >= 0; c-- {
		order[c], order[swaps[c]] = order[swaps[c]], order[c]
	}
}

// ranked is the test for uniform rows. Where a draw held the place itself, the draw is replaced by the one that skips it.
func (s *surroundings) ranked(ctx context.Context, d *deck) (Tails, error) {
	n := len(s.x)
	t := Tails{make([]float64, n), make([]float64, n)}
	rank := make([]*ranking, s.largest+1)
	last := int32(-1)
	for _, k := range s.degrees {
		if k == last {
			continue
		}
		if last = k; rank[k] == nil {
			rank[k] = newRanking(d.sum[int(k)*d.draws:(int(k)+1)*d.draws], s)
		}
	}
	err := parallel(ctx, n, func(from, to int) {
		for i := from; i < to; i++ {
			t.Upper[i], t.Lower[i] = rank[s.degrees[i]].of(s.seen[i])
		}
	})
	if err != nil {
		return Tails{}, err
	}
	for r := range d.draws {
		for c, i := range d.place[r*d.cards : (r+1)*d.cards] {
			if k := int(s.degrees[i]); c < k {
				above, below := s.compare(d.skipping(r, c, k), int(i))
				a, b := s.compare(d.sum[k*d.draws+r], int(i))
				t.Upper[i] = moved(t.Upper[i], above-a, d.draws)
				t.Lower[i] = moved(t.Lower[i], below-b, d.draws)
			}
		}
	}
	return t, nil
}

// tail is the p-value where so many draws are at least as extreme.
func tail(count, draws int) float64 { return float64(count+1) / float64(draws+1) }

// moved is a tail with so many more draws in it.
func moved(p float64, more int32, draws int) float64 {
	return tail(int(math.Round(p*float64(draws+1)))-1+int(more), draws)
}

// skipping is the sum of the first k cards of permutation r without card c.
func (d *deck) skipping(r, c, k int) float64 {
	sum := 0.0
	for e, v := range d.held[r*d.cards : r*d.cards+k+1] {
		if e != c {
			sum += v
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

// ranking answers with the tails of a sum: from tables where all sums are small whole numbers, by binary search otherwise.
type ranking struct {
	sorted       []float64
	slack        float64
	upper, lower []float64 // by sum
}

func newRanking(draws []float64, s *surroundings) *ranking {
	r := &ranking{sorted: append([]float64(nil), draws...), slack: s.slack}
	sort.Float64s(r.sorted)
	if s.whole < 0 || s.whole > float64(4*len(s.x)+4096) {
		return r
	}
	r.upper, r.lower = make([]float64, int(s.whole)+1), make([]float64, int(s.whole)+1)
	less, notMore := 0, 0
	for sum := range r.upper {
		for less = notMore; notMore < len(r.sorted) && r.sorted[notMore] <= float64(sum); notMore++ {
		}
		r.upper[sum], r.lower[sum] = tail(len(r.sorted)-less, len(r.sorted)), tail(notMore, len(r.sorted))
	}
	return r
}

func (r *ranking) of(sum float64) (upper, lower float64) {
	if r.upper != nil {
		return r.upper[int(sum)], r.lower[int(sum)]
	}
	less := sort.SearchFloat64s(r.sorted, sum-r.slack)
	notMore := less + sort.Search(len(r.sorted)-less, func(i int) bool { return r.sorted[less+i] > sum+r.slack })
	return tail(len(r.sorted)-less, len(r.sorted)), tail(notMore, len(r.sorted))
}

// weighted is the test for any rows: every place meets every draw.
func (s *surroundings) weighted(ctx context.Context, d *deck) (Tails, error) {
	n := len(s.x)
	t := Tails{make([]float64, n), make([]float64, n)}
	err := parallel(ctx, n, func(from, to int) {
		var row weight.Row
		for i := from; i < to && ctx.Err() == nil; i++ {
			j, w := s.w.Row(i, &row)
			above, below := 0, 0
			for r := range d.draws {
				a, b := s.compare(d.weighted(r, int32(i), len(j), w), i)
				above, below = above+int(a), below+int(b)
			}
			t.Upper[i], t.Lower[i] = tail(above, d.draws), tail(below, d.draws)
		}
	})
	return t, err
}

// weighted is the weighted sum of the first k cards of permutation r, place i's own card skipped.
func (d *deck) weighted(r int, i int32, k int, w []float64) float64 {
	sum, used := 0.0, 0
	for c, j := range d.place[r*d.cards : (r+1)*d.cards] {
		if used == k {
			break
		}
		if j == i {
			continue
		}
		if w == nil {
			sum += d.held[r*d.cards+c]
		} else {
			sum += w[used] * d.held[r*d.cards+c]
		}
		used++
	}
	return sum
}
