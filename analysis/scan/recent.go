package scan

import (
	"context"
	"math/rand/v2"
)

// recent is one worker's scratch memory for replicates of the prospective permutation scan, many at a time, its lanes. What a
// circle holds is the same in all of them, so its members are read once for every lane that has a case there; and the drawn
// cases of all lanes lie side by side place by place.
type recent struct {
	*deal
	records []record // by lane
	floor   floor    // of all lanes
	places  []int32  // of all cases, the last first, as dealt in the lane that is being drawn
	swapped []int32
	drawn   []int32          // lane x case: where the cases that an interval can hold were dealt
	start   []int32          // place -> its first entry in cases, and their number at the end
	cases   []drawnCase      // by place, then lane, the latest first
	counts  [maxLanes]stages // lane: cases of the circle so far
	history []int32          // lane x periods ago: when they were
}

type drawnCase struct{ lane, ago uint16 }

// maxLanes bounds the replicates made at a time: what they count stays in the nearest cache.
const maxLanes = 128

func newRecent(s *deal) *recent {
	return &recent{deal: s, floor: newFloor(s), places: append([]int32(nil), s.place...), start: make([]int32, len(s.atPlace)+2)}
}

// largest deals the periods at random once for each stream, and gives the largest statistics.
func (r *recent) largest(ctx context.Context, streams []*rand.Rand, into []float64) {
	r.begin(len(streams))
	for _, stream := range streams {
		r.deal1(stream)
	}
	r.byPlace()
	for lane := range r.records {
		r.records[lane].reset(r.n)
	}
	r.floor.reset(r.n)
	for centre := range r.atPlace {
		if centre%1024 == 0 && ctx.Err() != nil {
			return
		}
		if centre%16 == 0 {
			r.floor.raise(r.records)
		}
		r.search(centre)
	}
	for lane := range r.records {
		into[lane] = r.records[lane].best
	}
}

// begin makes room for so many lanes.
func (r *recent) begin(lanes int) {
	if lanes > len(r.records) {
		r.records, r.history = make([]record, lanes), make([]int32, lanes*r.o.MaxLength)
	}
	r.records, r.history, r.drawn = r.records[:lanes], r.history[:lanes*r.o.MaxLength], r.drawn[:0]
}

// deal1 draws the cases that an interval can hold, by the first steps of a shuffle that are then undone, so that every
// replicate starts from the same order.
func (r *recent) deal1(stream *rand.Rand) {
	r.swapped = r.swapped[:0]
	for k := range r.ago {
		j := k + int(stream.Uint64N(uint64(len(r.places)-k)))
		r.places[k], r.places[j] = r.places[j], r.places[k]
		r.swapped = append(r.swapped, int32(j))
	}
	r.drawn = append(r.drawn, r.places[:len(r.ago)]...)
	for k := len(r.swapped) - 1; k >= 0; k-- {
		j := r.swapped[k]
		r.places[k], r.places[j] = r.places[j], r.places[k]
	}
}

// byPlace sorts the drawn cases of all lanes by place; within one they stay in order of lane and then of period.
func (r *recent) byPlace() {
	clear(r.start)
	for _, p := range r.drawn {
		r.start[p+2]++
	}
	for p := range len(r.start) - 1 {
		r.start[p+1] += r.start[p]
	}
	if cap(r.cases) < len(r.drawn) {
		r.cases = make([]drawnCase, len(r.drawn))
	}
	r.cases = r.cases[:len(r.drawn)]
	for lane := range r.records {
		for k, p := range r.drawn[lane*len(r.ago) : (lane+1)*len(r.ago)] {
			r.cases[r.start[p+1]] = drawnCase{uint16(lane), uint16(r.ago[k])}
			r.start[p+1]++
		}
	}
}

// search offers every cylinder of one centre that could be its best to the records. It takes the circles from the smallest.
// A circle matters where its last place has a case, and then only the intervals that reach back at least to that case: a
// shorter one holds the same cases in a smaller circle. Of a place with several cases each is taken in turn, the latest first:
// what counts too few cases then, in an interval that reaches back to the next, is offered again with that one.
func (r *recent) search(centre int) {
	clear(r.history)
	clear(r.counts[:len(r.records)])
	r.floor.begin()
	from := r.circles.start[centre]
	for k, p := range r.circles.of(centre) {
		cases := r.cases[r.start[p]:r.start[p+1]]
		if len(cases) == 0 {
			continue
		}
		held := float64(r.held[from+k])
		for needed := r.floor.needed(held); len(cases) > 0; {
			counted, enough := r.count(cases, needed)
			if enough {
				last := cases[counted-1]
				r.sweep(int(last.lane), held, int(last.ago))
			}
			cases = cases[counted:]
		}
	}
}

// count adds cases to the circle, up to the first with which there are as many as needed.
func (r *recent) count(cases []drawnCase, needed stages) (counted int, enough bool) {
	history, length, steps, counts := r.history, len(r.share), r.floor.step, &r.counts
	for k, c := range cases {
		history[int(c.lane)*length+int(c.ago)]++
		added, lane := steps[c.ago], c.lane%maxLanes
		now := counts[lane].plus(added)
		counts[lane] = now
		if now.reach(needed, added) {
			return k + 1, true
		}
	}
	return len(cases), false
}

// sweep offers the intervals from one that begins at latest back to the longest, until even all of the circle's cases
// would be too few for what is expected. An interval that begins in a period without cases is not passed over: it loses
// to the one before by its expectation, and asking would cost more.
func (r *recent) sweep(lane int, held float64, latest int) {
	best, share, total, c := &r.records[lane], r.share, 0, 0
	history := r.history[lane*len(share):][:len(share)]
	for ago, more := range history {
		total += int(more)
		if ago < latest {
			c = total
		}
	}
	if best.hopeless(total, held*share[latest]) {
		return
	}
	limit := best.limit(total)
	for ago := latest; ago < len(history) && c < total; ago++ {
		c += int(history[ago])
		mu := held * share[ago]
		if mu >= limit {
			return
		}
		if mu >= best.limit(c) || c < r.o.MinCases {
			continue
		}
		if best.offer(c, mu) {
			now := len(r.upTo) - 2
			best.inCircle, best.first, best.last = int(held), now-ago, now
		}
	}
}

// undealt takes the cases as they are, in one lane.
func (r *recent) undealt() {
	r.begin(1)
	r.drawn = append(r.drawn, r.place[:len(r.ago)]...)
	r.byPlace()
	r.floor.off = true // a record of its own for every centre soon outgrows what all have in common
}

func (r *recent) observe(centre int) best {
	r.records[0].reset(r.n)
	r.search(centre)
	return r.best(centre, &r.records[0])
}
