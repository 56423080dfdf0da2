package nearrepeat

import (
	"context"
	"math"
	"math/rand/v2"

	"github.com/wardmote/wardmote/analysis/chance"
)

// shuffle deals the values at random (Fisher and Yates; Durstenfeld 1964). SplitMix64 (Steele, Lea and Flood 2014),
// started from the stream, gives 64 bits that serve two steps; each half is turned into an index by multiplication, with
// Lemire's rejection (2019) so that no index is favoured.
func shuffle[T any](v []T, r *rand.Rand) {
	state, word, half := r.Uint64(), uint64(0), false
	for i := len(v) - 1; i > 0; {
		if half = !half; half {
			state += 0x9e3779b97f4a7c15
			word = (state ^ state>>30) * 0xbf58476d1ce4e5b9
			word = (word ^ word>>27) * 0x94d049bb133111eb
			word ^= word >> 31
		} else {
			word >>= 32
		}
		bound := uint64(i + 1)
		m := word & math.MaxUint32 * bound
		if low := m & math.MaxUint32; low < bound && low < (1<<32-bound)%bound {
			continue
		}
		j := m >> 32
		v[i], v[j] = v[j], v[i]
		i--
	}
}

// dealer shuffles times and counts near pairs by band of delay, one batch of permutations after another.
type dealer struct {
	ix      *index
	kept    []*near
	times   int // bands of delay
	workers int
	seed    uint64
	days    []float64
	edges   []float64
}

// run calls each with the counts of every permutation in turn: finite spatial band x band of delay.
func (d *dealer) run(ctx context.Context, permutations int, each func(counts []int64)) error {
	c := d.counter()
	lanes, hand := c.batch()
	workers := chance.Workers(d.workers, d.ix.blocks())
	held, sums := make([]near, workers), make([]int64, d.ix.bands()*d.times*lanes)
	for first := 0; first < permutations; first += lanes {
		inBatch := min(lanes, permutations-first)
		if err := chance.Each(ctx, d.workers, (inBatch+hand-1)/hand, func(worker, task int) {
			for lane := task * hand; lane < min((task+1)*hand, inBatch); lane++ {
				c.deal(worker, lane, chance.Stream(d.seed, uint64(first+lane)))
			}
			c.dealt(worker, task)
		}); err != nil {
			return err
		}
		if err := chance.Each(ctx, workers, d.ix.blocks(), func(worker, block int) {
			b := &held[worker]
			if d.kept != nil {
				b = d.kept[block]
			} else {
				d.ix.find(block, b)
			}
			c.count(worker, b)
		}); err != nil {
			return err
		}
		clear(sums)
		c.flush(sums)
		counts := make([]int64, len(sums)/lanes)
		for lane := range inBatch {
			for k := range counts {
				counts[k] = sums[k*lanes+lane]
			}
			each(counts)
		}
	}
	return nil
}

// counter holds the shuffled times of one batch of permutations, its lanes.
type counter interface {
	batch() (lanes, hand int)            // how many permutations are counted at once, and dealt by one task
	deal(worker, lane int, r *rand.Rand) // shuffle the times of one permutation
	dealt(worker, task int)              // the task has dealt its hand
	count(worker int, b *near)           // count a block's pairs
	flush(into []int64)                  // add what was counted, (spatial band x band of delay) x lane, and begin anew
}

func (d *dealer) counter() counter {
	workers := chance.Workers(d.workers, d.ix.blocks())
	if dates := wholeDays(d.days); dates != nil {
		return newDateCounter(dates, d, workers)
	}
	return newTimeCounter(d, workers)
}

// timeLanes is the batch where times are not whole days: eight bytes each, one cache line an event.
const timeLanes = 8

type timeCounter struct {
	d     *dealer
	rows  []float64   // event x lane
	deals [][]float64 // by worker
	sums  [][]int64   // by worker: (finite spatial band x band of delay) x lane
}

func newTimeCounter(d *dealer, workers int) *timeCounter {
	c := &timeCounter{d: d, rows: make([]float64, len(d.days)*timeLanes),
		deals: make([][]float64, chance.Workers(d.workers, timeLanes)), sums: make([][]int64, workers)}
	for w := range c.sums {
		c.sums[w] = make([]int64, d.ix.bands()*d.times*timeLanes)
	}
	return c
}

func (c *timeCounter) batch() (lanes, hand int) { return timeLanes, 1 }

func (c *timeCounter) deal(worker, lane int, r *rand.Rand) {
	c.deals[worker] = append(c.deals[worker][:0], c.d.days...)
	shuffle(c.deals[worker], r)
	for i, t := range c.deals[worker] {
		c.rows[i*timeLanes+lane] = t
	}
}

func (c *timeCounter) dealt(_, _ int) {}

func (c *timeCounter) count(worker int, b *near) {
	bands := c.d.ix.bands()
	for k := range len(b.start) - 1 {
		own := c.rows[(b.first+k/bands)*timeLanes:][:timeLanes]
		counts := c.sums[worker][k%bands*c.d.times*timeLanes:]
		for _, j := range b.partner[b.start[k]:b.start[k+1]] {
			for lane, other := range c.rows[int(j)*timeLanes:][:timeLanes] {
				if band := bandOf(math.Abs(own[lane]-other), c.d.edges); band >= 0 {
					counts[band*timeLanes+lane]++
				}
			}
		}
	}
}

func (c *timeCounter) flush(into []int64) { gather(into, c.sums) }

// gather adds up what each worker counted, and clears it.
func gather(into []int64, sums [][]int64) {
	for _, own := range sums {
		for k, v := range own {
			into[k] += v
		}
		clear(own)
	}
}
