//go:build goexperiment.simd && amd64

package nearrepeat

import (
	"math"
	"simd/archsimd"
)

// capacity is how many pairs the packed counters hold.
const capacity = math.MaxInt16

// packed are the counters of one spatial band: for each of four bands of delay, sixteen bits for every lane.
type packed struct {
	sum   [fields][lanes]int16
	pairs int
}

// wide tells whether the processor has the 256-bit instructions that the fast path needs.
var wide = archsimd.X86.AVX2()

// add is the twin of the plain one in kernel.go, built with GOEXPERIMENT=simd: sixteen lanes at a time, each delay compared
// with the four bands. A comparison that holds is -1.
func (p *packed) add(t *bandTable, own *[lanes]int16, rows []int16, partners []uint32) {
	if !wide {
		p.addTable(t, own, rows, partners)
		return
	}
	const half = 16
	var above, beyond [fields]archsimd.Int16x16
	for f := range fields {
		above[f], beyond[f] = archsimd.BroadcastInt16x16(t.least[f]-1), archsimd.BroadcastInt16x16(t.most[f])
	}
	for from := 0; from < lanes; from += half {
		mine := load(own[from:])
		sum0, sum1 := load(p.sum[0][from:]), load(p.sum[1][from:])
		sum2, sum3 := load(p.sum[2][from:]), load(p.sum[3][from:])
		for _, j := range partners {
			delay := mine.Sub(load(rows[int(j)*lanes+from:])).Abs()
			sum0 = sum0.Sub(delay.Greater(above[0]).ToInt16x16()).Add(delay.Greater(beyond[0]).ToInt16x16())
			sum1 = sum1.Sub(delay.Greater(above[1]).ToInt16x16()).Add(delay.Greater(beyond[1]).ToInt16x16())
			sum2 = sum2.Sub(delay.Greater(above[2]).ToInt16x16()).Add(delay.Greater(beyond[2]).ToInt16x16())
			sum3 = sum3.Sub(delay.Greater(above[3]).ToInt16x16()).Add(delay.Greater(beyond[3]).ToInt16x16())
		}
		sum0.StoreSlice(p.sum[0][from:])
		sum1.StoreSlice(p.sum[1][from:])
		sum2.StoreSlice(p.sum[2][from:])
		sum3.StoreSlice(p.sum[3][from:])
	}
}

func load(v []int16) archsimd.Int16x16 { return archsimd.LoadInt16x16((*[16]int16)(v)) }

// addTable is for processors without them.
func (p *packed) addTable(t *bandTable, own *[lanes]int16, rows []int16, partners []uint32) {
	for _, j := range partners {
		for lane, other := range rows[int(j)*lanes:][:lanes] {
			word := t.one[uint16(own[lane]-other)]
			for f := range fields {
				p.sum[f][lane] += int16(word >> (16 * f) & 1)
			}
		}
	}
}

// flush empties the counters into the counts of up to four bands of delay by lane.
func (p *packed) flush(into []int64) {
	for f := 0; f < fields && f*lanes < len(into); f++ {
		for lane, v := range p.sum[f] {
			into[f*lanes+lane] += int64(v)
		}
	}
	*p = packed{}
}
