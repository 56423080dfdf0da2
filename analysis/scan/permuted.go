package scan

import (
	"context"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// permuted is one worker's scratch memory for replicates of the permutation scan.
type permuted struct {
	*deal
	record record

	// Prospective: the places as dealt, parallel to ago; the cases of each place as a list, from its last, plus one, to the
	// one before, or, where there is but one, -1 less how many periods ago it was; a bit for each member of a circle that
	// has a case; and one centre's cases so far by periods ago.
	places  []int32
	swapped []int32
	last    []int32
	before  []int32
	told    []uint64
	history []int32

	// Retrospective: the periods as dealt, place by place; and those of one centre's cases so far, in order.
	periods []int32
	days    []int32
}

// largest deals the periods at random and returns the largest statistic.
func (r *permuted) largest(ctx context.Context, stream *rand.Rand) float64 {
	r.record.reset(r.n)
	r.shuffle(stream)
	r.tell()
	for centre := range r.atPlace {
		if centre%1024 == 0 && ctx.Err() != nil {
			break
		}
		r.search(centre)
	}
	r.restore()
	return r.record.best
}

// shuffle deals. In a prospective scan only the cases that an interval can hold are drawn, by the first steps of a shuffle
// that restore undoes, so that every replicate starts from the same order.
func (r *permuted) shuffle(stream *rand.Rand) {
	if !r.o.Prospective {
		copy(r.periods, r.byPlace)
		stream.Shuffle(len(r.periods), func(i, j int) { r.periods[i], r.periods[j] = r.periods[j], r.periods[i] })
		return
	}
	r.swapped = r.swapped[:0]
	for k := range r.ago {
		j := k + int(stream.Uint64N(uint64(len(r.places)-k)))
		r.places[k], r.places[j] = r.places[j], r.places[k]
		r.swapped = append(r.swapped, int32(j))
	}
}

func (r *permuted) restore() {
	for k := len(r.swapped) - 1; k >= 0; k-- {
		j := r.swapped[k]
		r.places[k], r.places[j] = r.places[j], r.places[k]
	}
}

// tell lists the drawn cases by place, the latest of a place last in the list and so first to be read, and sets the bits of
// their places.
func (r *permuted) tell() {
	if !r.o.Prospective {
		return
	}
	clear(r.last)
	clear(r.told)
	for k := len(r.ago) - 1; k >= 0; k-- {
		p := r.places[k]
		r.before[k] = r.last[p]
		r.last[p] = int32(k + 1)
		if r.before[k] > 0 {
			continue
		}
		for _, bit := range r.seats[r.start[p]:r.start[p+1]] {
			r.told[bit>>6] |= 1 << (bit & 63)
		}
	}
	for k, ago := range r.ago {
		if p := r.places[k]; r.before[k] == 0 && r.last[p] == int32(k+1) {
			r.last[p] = -ago - 1
		}
	}
}

// expect is the expected number of cases of a circle that holds so many in all, from the first to the last period.
func (r *permuted) expect(held, first, last int) float64 {
	return float64(held*(r.upTo[last+1]-r.upTo[first])) * r.perCase
}

// search offers every cylinder of one centre that could be its best to the record.
func (r *permuted) search(centre int) {
	if r.o.Prospective {
		r.searchAlive(centre)
	} else {
		r.searchAll(centre)
	}
}

// searchAlive takes the circles from the smallest. A circle matters where its last place has a case, and then only the
// intervals that reach back at least to that case: a shorter one holds the same cases in a smaller circle.
func (r *permuted) searchAlive(centre int) {
	total, from := 0, r.circles.start[centre]
	for _, word := range r.told[r.words[centre]:r.words[centre+1]] {
		for ; word != 0; word &= word - 1 {
			m := r.pairs[from+bits.TrailingZeros64(word)]
			if total == 0 {
				clear(r.history)
			}
			at := r.last[m.place]
			latest := -at - 1
			if at < 0 {
				r.history[latest]++
				total++
			} else {
				latest = r.ago[at-1]
				for ; at > 0; at = r.before[at-1] {
					r.history[r.ago[at-1]]++
					total++
				}
			}
			if mu := float64(m.held) * r.share[latest]; mu < r.record.limit(total) && total >= r.o.MinCases && !r.record.hopeless(total, mu) {
				r.sweep(m.held, total, int(latest))
			}
		}
		from += 64
	}
}

// sweep offers the intervals from one that begins at latest back to the longest, until even all of the circle's cases
// would be too few for what is expected. An interval that begins in a period without cases is not passed over: it loses
// to the one before by its expectation, and asking would cost more.
func (r *permuted) sweep(held int32, total, latest int) {
	c := 0
	for _, more := range r.history[:latest] {
		c += int(more)
	}
	limit := r.record.limit(total)
	for ago := latest; ago < len(r.history) && c < total; ago++ {
		c += int(r.history[ago])
		mu := float64(held) * r.share[ago]
		if mu >= limit {
			return
		}
		if mu >= r.record.limit(c) || c < r.o.MinCases {
			continue
		}
		if r.record.offer(c, mu) {
			now := len(r.upTo) - 2
			r.record.inCircle, r.record.first, r.record.last = int(held), now-ago, now
		}
	}
}

// searchAll is the same for every interval: one that matters holds the period of a case at the circle's last place, and
// begins and ends with a case.
func (r *permuted) searchAll(centre int) {
	r.days = r.days[:0]
	from := r.circles.start[centre]
	for k, p := range r.circles.of(centre) {
		added := r.periods[r.begin[p]:r.begin[p+1]]
		for _, t := range added {
			at, _ := slices.BinarySearch(r.days, t)
			r.days = slices.Insert(r.days, at, t)
		}
		for _, t := range added {
			r.searchRound(int(r.held[from+k]), t)
		}
	}
}

// searchRound offers the intervals that hold the period t, in a circle that holds so many cases in all.
func (r *permuted) searchRound(held int, t int32) {
	longest := int32(r.o.MaxLength)
	low, _ := slices.BinarySearch(r.days, t)
	end := low // beyond the last case that an interval from days[a] can hold
	for end < len(r.days) && r.days[end]-t < longest {
		end++
	}
	for a := low; a >= 0 && t-r.days[a] < longest; a-- {
		first := r.days[a]
		if a > 0 && r.days[a-1] == first {
			continue
		}
		for end > a && r.days[end-1]-first >= longest {
			end--
		}
		if end-a < r.o.MinCases || r.record.hopeless(end-a, r.expect(held, int(first), int(t))) {
			continue
		}
		r.searchFrom(held, a, low, end)
	}
}

// searchFrom offers the intervals from the period of case a to that of one of the cases low to end. What is expected
// rises with each: where c cases are too few for it, the next interval worth a look is the one with as many as would do.
func (r *permuted) searchFrom(held, a, low, end int) {
	first := r.days[a]
	for b := max(low, a+r.o.MinCases-1); b < end; {
		for b+1 < end && r.days[b+1] == r.days[b] {
			b++
		}
		c, last := b-a+1, r.days[b]
		mu := r.expect(held, int(first), int(last))
		if mu >= r.record.limit(end-a) {
			return
		}
		if r.record.offer(c, mu) {
			r.record.inCircle, r.record.first, r.record.last = held, int(first), int(last)
		}
		for c++; c < end-a && mu >= r.record.limit(c); c++ {
		}
		b = a + c - 1
	}
}
