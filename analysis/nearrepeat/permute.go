package nearrepeat

import (
	"context"
	"math"
	"math/bits"
	"math/rand/v2"

	"github.com/wardmote/wardmote/analysis/chance"
)

// shuffle deals the values at random (Fisher and Yates; Durstenfeld 1964). SplitMix64 (Steele, Lea and Flood 2014), started
// from the stream, gives 64 bits that serve two steps, and four where so few values are left that their numbers have sixteen
// bits. They are turned into indexes by multiplication, each from what the one before leaves over, with one rejection for all
// so that no index is favoured (Lemire 2019; Brackett-Rozinsky and Lemire 2024).
func shuffle[T any](v []T, r *rand.Rand) {
	state := r.Uint64()
	for n := uint64(len(v)); n > 1; {
		state += 0x9e3779b97f4a7c15
		word := (state ^ state>>30) * 0xbf58476d1ce4e5b9
		word = (word ^ word>>27) * 0x94d049bb133111eb
		i, word := bits.Mul64(word^word>>31, n)
		j, word := bits.Mul64(word, n-1)
		if n > 1<<16 || n < 4 {
			if product := n * (n - 1); word >= product || word >= -product%product {
				v[n-1], v[i] = v[i], v[n-1]
				v[n-2], v[j] = v[j], v[n-2]
				n -= 2
			}
			continue
		}
		k, word := bits.Mul64(word, n-2)
		l, word := bits.Mul64(word, n-3)
		if product := n * (n - 1) * (n - 2) * (n - 3); word >= product || word >= -product%product {
			v[n-1], v[i] = v[i], v[n-1]
			v[n-2], v[j] = v[j], v[n-2]
			v[n-3], v[k] = v[k], v[n-3]
			v[n-4], v[l] = v[l], v[n-4]
			n -= 4
		}
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
	dealing int // permutations in the batch
}

// run calls each with the counts of every permutation in turn: finite spatial band x band of delay.
func (d *dealer) run(ctx context.Context, permutations int, each func(counts []int64)) error {
	c := d.counter()
	lanes := c.batch()
	sums := make([]int64, d.ix.bands()*d.times*lanes)
	for first := 0; first < permutations; first += lanes {
		d.dealing = min(lanes, permutations-first)
		if err := d.batch(ctx, c, first); err != nil {
			return err
		}
		clear(sums)
		c.flush(sums)
		counts := make([]int64, len(sums)/lanes)
		for lane := range d.dealing {
			for k := range counts {
				counts[k] = sums[k*lanes+lane]
			}
			each(counts)
		}
	}
	return nil
}

// batch deals and counts the permutations from first on.
func (d *dealer) batch(ctx context.Context, c counter, first int) error {
	if err := chance.Each(ctx, d.workers, d.dealing, func(worker, lane int) {
		c.deal(worker, lane, chance.Stream(d.seed, uint64(first+lane)))
	}); err != nil {
		return err
	}
	if err := chance.Each(ctx, d.workers, d.ix.blocks(), func(_, block int) {
		c.ready(d.ix.starts[block], d.ix.starts[block+1])
	}); err != nil {
		return err
	}
	held := make([]near, chance.Workers(d.workers, d.ix.blocks()))
	return chance.Each(ctx, d.workers, d.ix.blocks(), func(worker, block int) {
		b := &held[worker]
		if d.kept != nil {
			b = d.kept[block]
		} else {
			d.ix.find(block, b)
		}
		c.count(worker, b)
	})
}

// counter holds the shuffled times of one batch of permutations, its lanes.
type counter interface {
	batch() (lanes int)                  // how many permutations are counted at once
	deal(worker, lane int, r *rand.Rand) // shuffle the times of one permutation
	ready(from, to int)                  // all are dealt: do what is left to do for some events
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

func (c *timeCounter) batch() int { return timeLanes }

func (c *timeCounter) deal(worker, lane int, r *rand.Rand) {
	c.deals[worker] = append(c.deals[worker][:0], c.d.days...)
	shuffle(c.deals[worker], r)
	for i, t := range c.deals[worker] {
		c.rows[i*timeLanes+lane] = t
	}
}

func (c *timeCounter) ready(_, _ int) {}

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
