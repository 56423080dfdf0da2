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

// add counts one event's pairs in every lane. The difference wraps modulo 2¹⁶, which is the length of the table, so that
// no index needs a check.
func (p *packed) add(t *bandTable, own *[lanes]int16, rows []int16, partners []uint32) {
	sum, one := &p.sum, &t.one
	for _, j := range partners {
		other := (*[lanes]int16)(rows[int(j)*lanes:])
		for lane := 0; lane < lanes; lane += 4 {
			sum[lane] += one[uint16(own[lane]-other[lane])]
			sum[lane+1] += one[uint16(own[lane+1]-other[lane+1])]
			sum[lane+2] += one[uint16(own[lane+2]-other[lane+2])]
			sum[lane+3] += one[uint16(own[lane+3]-other[lane+3])]
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
