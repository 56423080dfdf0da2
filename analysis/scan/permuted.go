package scan

import (
	"context"
	"math/rand/v2"
	"slices"
)

// permuted is one worker's scratch memory for replicates of the retrospective permutation scan.
type permuted struct {
	*deal
	record  record
	periods []int32 // as dealt, place by place
	days    []int32 // those of one centre's cases so far, in order
}

func newPermuted(s *deal) *permuted {
	return &permuted{deal: s, periods: append([]int32(nil), s.byPlace...)}
}

// largest deals the periods at random once for each stream, and gives the largest statistics.
func (r *permuted) largest(ctx context.Context, streams []*rand.Rand, into []float64) {
	for lane, stream := range streams {
		r.record.reset(r.n)
		copy(r.periods, r.byPlace)
		stream.Shuffle(len(r.periods), func(i, j int) { r.periods[i], r.periods[j] = r.periods[j], r.periods[i] })
		for centre := range r.atPlace {
			if centre%1024 == 0 && ctx.Err() != nil {
				return
			}
			r.search(centre)
		}
		into[lane] = r.record.best
	}
}

// undealt takes the cases as they are: periods are in that order until they are first dealt.
func (r *permuted) undealt() { copy(r.periods, r.byPlace) }

func (r *permuted) observe(centre int) best {
	r.record.reset(r.n)
	r.search(centre)
	return r.best(centre, &r.record)
}

// expect is the expected number of cases of a circle that holds so many in all, from the first to the last period.
func (r *permuted) expect(held, first, last int) float64 {
	return float64(held*(r.upTo[last+1]-r.upTo[first])) * r.perCase
}

// search offers every cylinder of one centre that could be its best to the record. It takes the circles from the smallest. An
// interval that matters holds the period of a case at the circle's last place, and begins and ends with a case.
func (r *permuted) search(centre int) {
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
