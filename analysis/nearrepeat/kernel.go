//go:build !(goexperiment.simd && amd64)

package nearrepeat

import "math"

// capacity is how many pairs the packed counters hold.
const capacity = math.MaxUint16

// packed are the counters of one spatial band: four bands of delay, sixteen bits each, in one word for every lane.
type packed struct {
	sum   [lanes]uint64
	pairs int
}

// add counts one event's pairs in every lane, two partners at a time. With its top bit set a date is above any other, so that
// four subtractions in a word do not borrow from each other, and no index needs a check.
func (p *packed) add(t *bandTable, own *row, rows []row, partners []uint32) {
	const top = 0x8000_8000_8000_8000
	one, mine := &t.one, *own
	for w := range mine {
		mine[w] |= top
	}
	for len(partners) >= 2 {
		first, second := &rows[partners[0]], &rows[partners[1]]
		partners = partners[2:]
		for w, dates := range mine {
			sum, a, b := (*[hand]uint64)(p.sum[w*hand:]), dates-first[w], dates-second[w]
			sum[0] += one[uint16(a)] + one[uint16(b)]
			sum[1] += one[uint16(a>>16)] + one[uint16(b>>16)]
			sum[2] += one[uint16(a>>32)] + one[uint16(b>>32)]
			sum[3] += one[a>>48] + one[b>>48]
		}
	}
	if len(partners) == 1 {
		last := &rows[partners[0]]
		for w, dates := range mine {
			sum, a := (*[hand]uint64)(p.sum[w*hand:]), dates-last[w]
			sum[0] += one[uint16(a)]
			sum[1] += one[uint16(a>>16)]
			sum[2] += one[uint16(a>>32)]
			sum[3] += one[a>>48]
		}
	}
}

// flush empties the counters into the counts of up to four bands of delay by lane.
func (p *packed) flush(into []int64) {
	for lane, word := range p.sum {
		for f := 0; f < fields && f*lanes < len(into); f++ {
			into[f*lanes+lane] += int64(word >> (16 * f) & math.MaxUint16)
		}
	}
	*p = packed{}
}
