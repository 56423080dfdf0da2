package nearrepeat

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// The fast path for whole days counts sixty-four permutations in one visit of a pair. Few of them deal the pair dates that
// are near, and those are found together, a bit for each: see cells. Only their delays are looked at one by one.
const (
	lanes = 64
	octet = 8 // lanes whose cells make one word
)

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
	d      *dealer
	dates  []uint16
	finite int              // bands of delay but for a "more than" band
	band   *[1 << 16]uint16 // difference of two dates, modulo 2¹⁶ -> lanes times the finite band of delay, or times their number
	code   *[1 << 16]byte   // date -> the numbers of its two cells
	dealt  []uint16         // lane x event
	rows   [][lanes]uint16  // the same by event
	cells  []cells          // by event
	sums   [][]int64        // by worker: (spatial band x what band gives) x lane
	pairs  [][]int64        // by worker and spatial band: pairs visited
}

func newDateCounter(dates []uint16, d *dealer, workers int) *dateCounter {
	n := len(dates)
	c := &dateCounter{
		d: d, dates: dates, finite: finite(Bands{Breaks: d.edges}), band: new([1 << 16]uint16),
		dealt: make([]uint16, lanes*n), rows: make([][lanes]uint16, n), cells: make([]cells, n),
		sums: make([][]int64, workers), pairs: make([][]int64, workers),
	}
	span := 1
	for _, date := range dates {
		span = max(span, int(date)+1)
	}
	near := 1 // the first whole delay that is in no finite band
	for delay := range span {
		band := bandOf(float64(delay), d.edges)
		if band >= 0 && band < c.finite {
			near = delay + 1
		} else {
			band = c.finite
		}
		c.band[delay], c.band[uint16(-delay)] = uint16(band*lanes), uint16(band*lanes)
	}
	c.code = cellCodes(span, near)
	for w := range workers {
		c.sums[w], c.pairs[w] = make([]int64, d.ix.bands()*(c.finite+1)*lanes), make([]int64, d.ix.bands())
	}
	return c
}

func (c *dateCounter) batch() int { return lanes }

func (c *dateCounter) deal(_, lane int, r *rand.Rand) {
	own := c.dealt[lane*len(c.dates) : (lane+1)*len(c.dates)]
	copy(own, c.dates)
	shuffle(own, r)
}

// ready brings the dealt dates of some events together, and their cells. It takes a few events at a time, whose dates in all
// lanes the nearest cache holds.
func (c *dateCounter) ready(from, to int) {
	const atOnce = 128
	var words [atOnce][lanes / octet]uint64
	for ; from < to; from += atOnce {
		some := words[:min(atOnce, to-from)]
		for first := 0; first < lanes; first += octet {
			c.bring(from, first, some)
		}
		for i := range some {
			c.cells[from+i] = gathered(&some[i])
		}
	}
}

// bring takes eight lanes of the events from the given one on, and puts the numbers of their cells into words.
func (c *dateCounter) bring(from, first int, words [][lanes / octet]uint64) {
	lane := func(k int) []uint16 { return c.dealt[(first+k)*len(c.dates)+from:][:len(words)] }
	d0, d1, d2, d3, d4, d5, d6, d7 := lane(0), lane(1), lane(2), lane(3), lane(4), lane(5), lane(6), lane(7)
	rows, code, word := c.rows[from:][:len(words)], c.code, first/octet
	for i := range words {
		e0, e1, e2, e3, e4, e5, e6, e7 := d0[i], d1[i], d2[i], d3[i], d4[i], d5[i], d6[i], d7[i]
		row := (*[octet]uint16)(rows[i][first:])
		row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7] = e0, e1, e2, e3, e4, e5, e6, e7
		words[i][word] = transposed(uint64(code[e0]) | uint64(code[e1])<<8 | uint64(code[e2])<<16 | uint64(code[e3])<<24 |
			uint64(code[e4])<<32 | uint64(code[e5])<<40 | uint64(code[e6])<<48 | uint64(code[e7])<<56)
	}
}

func (c *dateCounter) count(worker int, b *near) {
	pairs, size, start := c.pairs[worker], (c.finite+1)*lanes, b.start
	for i := range b.events(len(pairs)) {
		for a := range pairs {
			partners := b.partner[start[0]:start[1]]
			start = start[1:]
			pairs[a] += int64(len(partners))
			c.countPartners(b.first+i, partners, c.sums[worker][a*size:(a+1)*size])
		}
	}
}

// countPartners counts the partners of one event in one spatial band.
func (c *dateCounter) countPartners(i int, partners []uint32, sums []int64) {
	own, dates, band := &c.cells[i], &c.rows[i], c.band
	live := uint64(math.MaxUint64) >> (lanes - c.d.dealing)
	for _, j := range partners {
		others := &c.rows[j]
		for near := own.near(&c.cells[j]) & live; near != 0; near &= near - 1 {
			lane := bits.TrailingZeros64(near) % lanes
			sums[int(band[dates[lane]-others[lane]])+lane]++
		}
	}
}

// flush gives what was counted; in a "more than" band of delay are the pairs that are in no other.
func (c *dateCounter) flush(into []int64) {
	for w, sums := range c.sums {
		for a := range c.pairs[w] {
			own, out := sums[a*(c.finite+1)*lanes:][:c.finite*lanes], into[a*c.d.times*lanes:][:c.d.times*lanes]
			for k, v := range own {
				out[k] += v
				if c.finite < c.d.times {
					out[c.finite*lanes+k%lanes] -= v
				}
			}
			for k := c.finite * lanes; k < len(out); k++ {
				out[k] += c.pairs[w][a]
			}
		}
		clear(sums)
		clear(c.pairs[w])
	}
}
