package nearrepeat

import (
	"context"
	"math"
	"math/rand/v2"

	"github.com/wardmote/wardmote/analysis/chance"
)

// lanes is how many permutations are counted in one visit of a pair.
const lanes = 32

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
	dates   *dates // whole days, or nil
	days    []float64
	edges   []float64
}

// run calls each with the counts of every permutation in turn: finite spatial band x band of delay.
func (d *dealer) run(ctx context.Context, permutations int, each func(counts []int64)) error {
	var c counter
	if d.dates != nil {
		c = newDateCounter(d)
	} else {
		c = newTimeCounter(d)
	}
	size := d.ix.bands() * d.times
	workers := chance.Workers(d.workers, d.ix.blocks())
	sums, held := make([][]int64, workers), make([]near, workers)
	for w := range sums {
		sums[w] = make([]int64, size*c.lanes())
	}
	for first := 0; first < permutations; first += c.lanes() {
		inBatch := min(c.lanes(), permutations-first)
		if err := chance.Each(ctx, d.workers, inBatch, func(worker, lane int) {
			c.deal(worker, lane, chance.Stream(d.seed, uint64(first+lane)))
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
			c.count(worker, b, sums[worker])
		}); err != nil {
			return err
		}
		counts := make([]int64, size)
		for lane := range inBatch {
			for k := range counts {
				counts[k] = 0
				for w := range sums {
					counts[k] += sums[w][k*c.lanes()+lane]
				}
			}
			each(counts)
		}
		for w := range sums {
			clear(sums[w])
		}
	}
	return nil
}

// counter holds the shuffled times of one batch.
type counter interface {
	lanes() int
	deal(worker, lane int, r *rand.Rand)     // shuffle the times of one permutation
	count(worker int, b *near, into []int64) // add a block's pairs: (spatial band x band of delay) x lane
}

// dates are whole days counted from the first, where they span less than half of sixteen bits.
type dates struct {
	day []int16
}

func wholeDays(days []float64) *dates {
	first := math.Inf(1)
	for _, t := range days {
		first = math.Min(first, t)
	}
	out := &dates{day: make([]int16, len(days))}
	for i, t := range days {
		since := t - first
		if since != math.Trunc(since) || since > math.MaxInt16 || t != math.Trunc(t) {
			return nil
		}
		out.day[i] = int16(since)
	}
	return out
}

// fields is how many bands of delay one table counts: four fields of sixteen bits.
const fields = 4

// bandTable turns the difference of two dates, modulo 2¹⁶, into 1 in the field of its band of delay; field f holds the
// delays from least[f] to most[f].
type bandTable struct {
	one         [1 << 16]uint64
	least, most [fields]int16
}

func newBandTable(edges []float64, first int) *bandTable {
	t := new(bandTable)
	for f := range fields {
		t.least[f], t.most[f] = 1, 0 // no delay
	}
	for delay := range 1 << 15 {
		f := bandOf(float64(delay), edges) - first
		if f < 0 || f >= fields {
			continue
		}
		if t.least[f] > t.most[f] {
			t.least[f] = int16(delay)
		}
		t.most[f] = int16(delay)
		t.one[delay], t.one[uint16(-delay)] = 1<<(16*f), 1<<(16*f)
	}
	return t
}

type dateCounter struct {
	d      *dealer
	rows   []int16 // event x lane
	tables []*bandTable
	deals  [][]int16  // by worker
	held   [][]packed // worker -> finite spatial band
}

func newDateCounter(d *dealer) *dateCounter {
	c := &dateCounter{d: d, rows: make([]int16, len(d.days)*lanes), deals: make([][]int16, chance.Workers(d.workers, lanes))}
	for first := 0; first < d.times; first += fields {
		c.tables = append(c.tables, newBandTable(d.edges, first))
	}
	c.held = make([][]packed, chance.Workers(d.workers, d.ix.blocks()))
	for w := range c.held {
		c.held[w] = make([]packed, d.ix.bands())
	}
	return c
}

func (c *dateCounter) lanes() int { return lanes }

func (c *dateCounter) deal(worker, lane int, r *rand.Rand) {
	c.deals[worker] = append(c.deals[worker][:0], c.d.dates.day...)
	shuffle(c.deals[worker], r)
	for i, t := range c.deals[worker] {
		c.rows[i*lanes+lane] = t
	}
}

func (c *dateCounter) count(worker int, b *near, into []int64) {
	bands := c.d.ix.bands()
	held := c.held[worker]
	for group, table := range c.tables {
		flush := func(a int) {
			held[a].flush(into[(a*c.d.times+group*fields)*lanes : (a+1)*c.d.times*lanes])
		}
		for k := range len(b.start) - 1 {
			if b.start[k] == b.start[k+1] {
				continue
			}
			partners := b.partner[b.start[k]:b.start[k+1]]
			a := k % bands
			own := (*[lanes]int16)(c.rows[(b.first+k/bands)*lanes:])
			for len(partners) > 0 {
				// A counter overflows beyond so many pairs.
				some := min(len(partners), capacity-held[a].pairs)
				held[a].pairs += some
				held[a].add(table, own, c.rows, partners[:some])
				partners = partners[some:]
				if held[a].pairs == capacity {
					flush(a)
				}
			}
		}
		for a := range bands {
			flush(a)
		}
	}
}

// timeLanes is the batch where times are not whole days: eight bytes each, one cache line an event.
const timeLanes = 8

type timeCounter struct {
	d     *dealer
	rows  []float64   // event x lane
	deals [][]float64 // by worker
}

func newTimeCounter(d *dealer) *timeCounter {
	return &timeCounter{d: d, rows: make([]float64, len(d.days)*timeLanes),
		deals: make([][]float64, chance.Workers(d.workers, timeLanes))}
}

func (c *timeCounter) lanes() int { return timeLanes }

func (c *timeCounter) deal(worker, lane int, r *rand.Rand) {
	c.deals[worker] = append(c.deals[worker][:0], c.d.days...)
	shuffle(c.deals[worker], r)
	for i, t := range c.deals[worker] {
		c.rows[i*timeLanes+lane] = t
	}
}

func (c *timeCounter) count(_ int, b *near, into []int64) {
	bands := c.d.ix.bands()
	for k := range len(b.start) - 1 {
		own := c.rows[(b.first+k/bands)*timeLanes:][:timeLanes]
		counts := into[k%bands*c.d.times*timeLanes:]
		for _, j := range b.partner[b.start[k]:b.start[k+1]] {
			for lane, other := range c.rows[int(j)*timeLanes:][:timeLanes] {
				if band := bandOf(math.Abs(own[lane]-other), c.d.edges); band >= 0 {
					counts[band*timeLanes+lane]++
				}
			}
		}
	}
}
