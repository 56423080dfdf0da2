package nearrepeat

import (
	"math"
	"math/rand/v2"

	"github.com/wardmote/wardmote/analysis/chance"
)

// The fast path for whole days counts thirty-two permutations in one visit of a pair. An event's dates in all of them lie in
// one line of memory, four to a word, and are subtracted four at a time.
const (
	lanes  = 32
	hand   = 4            // permutations dealt by one task: the dates of one word
	words  = lanes / hand // of an event
	fields = 4            // bands of delay that one table counts, sixteen bits each
)

// row are the dates of an event as dealt, lane by lane from the lowest sixteen bits of the first word.
type row [words]uint64

// wholeDays are the days counted from the first, where all are whole and they span less than half of sixteen bits; nil
// otherwise.
func wholeDays(days []float64) []uint16 {
	first := math.Inf(1)
	for _, t := range days {
		first = math.Min(first, t)
	}
	out := make([]uint16, len(days))
	for i, t := range days {
		since := t - first
		if since != math.Trunc(since) || since > math.MaxInt16 || t != math.Trunc(t) {
			return nil
		}
		out[i] = uint16(since)
	}
	return out
}

type dateCounter struct {
	dates    []uint16
	rows     []row // by event
	tables   []*bandTable
	shuffled [][hand][]uint16 // by worker
	sums     [][]int64        // by worker: (spatial band x band of delay) x lane
	packed   [][]packed       // worker -> spatial band
}

func newDateCounter(dates []uint16, d *dealer, workers int) *dateCounter {
	c := &dateCounter{dates: dates, rows: make([]row, len(dates)), shuffled: make([][hand][]uint16, chance.Workers(d.workers, words)),
		sums: make([][]int64, workers), packed: make([][]packed, workers)}
	for first := 0; first < d.times; first += fields {
		c.tables = append(c.tables, newBandTable(d.edges, first))
	}
	for w := range workers {
		c.sums[w] = make([]int64, d.ix.bands()*d.times*lanes)
		c.packed[w] = make([]packed, d.ix.bands())
	}
	return c
}

func (c *dateCounter) batch() (int, int) { return lanes, hand }

func (c *dateCounter) deal(worker, lane int, r *rand.Rand) {
	own := &c.shuffled[worker][lane%hand]
	*own = append((*own)[:0], c.dates...)
	shuffle(*own, r)
}

// dealt puts a hand into the rows. What the last lanes of a short hand hold is not looked at.
func (c *dateCounter) dealt(worker, task int) {
	n := len(c.dates)
	h := &c.shuffled[worker]
	for lane := range h {
		if len(h[lane]) < n {
			h[lane] = append(h[lane], c.dates...)
		}
	}
	h0, h1, h2, h3 := h[0][:n], h[1][:n], h[2][:n], h[3][:n]
	for i := range c.rows[:n] {
		c.rows[i][task] = uint64(h0[i]) | uint64(h1[i])<<16 | uint64(h2[i])<<32 | uint64(h3[i])<<48
	}
}

func (c *dateCounter) count(worker int, b *near) {
	held, start := c.packed[worker], b.start
	for group, table := range c.tables {
		for i, last := 0, b.events(len(held)); i < last; i++ {
			own := &c.rows[b.first+i]
			for a := range held {
				partners := b.partner[start[i*len(held)+a]:start[i*len(held)+a+1]]
				for len(partners) > 0 {
					some := min(len(partners), capacity-held[a].pairs) // a counter overflows beyond so many pairs
					held[a].pairs += some
					held[a].add(table, own, c.rows, partners[:some])
					partners = partners[some:]
					if held[a].pairs == capacity {
						c.unpack(worker, a, group)
					}
				}
			}
		}
		for a := range held {
			c.unpack(worker, a, group)
		}
	}
}

// unpack empties the counters of a spatial band into the worker's sums.
func (c *dateCounter) unpack(worker, a, group int) {
	times := len(c.sums[worker]) / (len(c.packed[worker]) * lanes)
	c.packed[worker][a].flush(c.sums[worker][(a*times+group*fields)*lanes : (a+1)*times*lanes])
}

func (c *dateCounter) flush(into []int64) { gather(into, c.sums) }

// bandTable turns the difference of two dates and 2¹⁵ into 1 in the field of its band of delay. Field f holds the delays
// above beyond[f] and not above beyond[f+1].
type bandTable struct {
	one    [1 << 16]uint64
	beyond [fields + 1]int16
}

func newBandTable(edges []float64, first int) *bandTable {
	t := new(bandTable)
	for f := range t.beyond {
		t.beyond[f] = -1
	}
	for delay := range 1 << 15 {
		band := bandOf(float64(delay), edges)
		f := band - first
		if f >= 0 && f < fields {
			t.one[1<<15+delay], t.one[1<<15-delay] = 1<<(16*f), 1<<(16*f)
		}
		for e := range t.beyond {
			if band >= 0 && f < e {
				t.beyond[e] = int16(delay)
			}
		}
	}
	return t
}
