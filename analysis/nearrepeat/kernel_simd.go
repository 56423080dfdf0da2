//go:build goexperiment.simd && amd64

package nearrepeat

import (
	"math"
	"simd/archsimd"
)

// capacity is how many pairs the packed counters hold.
const capacity = math.MaxInt16

// packed are the counters of one spatial band: the pairs beyond the beginning of each band of delay and beyond the last
// one's end, sixteen bits for every lane, counted downwards.
type packed struct {
	sum   [fields + 1][lanes]int16
	pairs int
}

// wide tells whether the processor has the 256-bit instructions that the fast path needs.
var wide = archsimd.X86.AVX2()

// add is the twin of the plain one in kernel.go, built with GOEXPERIMENT=simd: sixteen lanes at a time, each delay compared
// with the ends of the four bands. A comparison that holds is -1.
func (p *packed) add(t *bandTable, own *row, rows []row, partners []uint32) {
	if !wide {
		p.addLanes(t, own, rows, partners)
		return
	}
	const half = lanes / 2
	end0, end1, end2 := archsimd.BroadcastInt16x16(t.beyond[0]), archsimd.BroadcastInt16x16(t.beyond[1]), archsimd.BroadcastInt16x16(t.beyond[2])
	end3, end4 := archsimd.BroadcastInt16x16(t.beyond[3]), archsimd.BroadcastInt16x16(t.beyond[4])
	for h := range 2 {
		mine := own.load(h)
		sum0, sum1, sum2 := p.load(0, h), p.load(1, h), p.load(2, h)
		sum3, sum4 := p.load(3, h), p.load(4, h)
		for _, j := range partners {
			delay := mine.Sub(rows[j].load(h)).Abs()
			sum0 = sum0.Add(delay.Greater(end0).ToInt16x16())
			sum1 = sum1.Add(delay.Greater(end1).ToInt16x16())
			sum2 = sum2.Add(delay.Greater(end2).ToInt16x16())
			sum3 = sum3.Add(delay.Greater(end3).ToInt16x16())
			sum4 = sum4.Add(delay.Greater(end4).ToInt16x16())
		}
		for f, sum := range [fields + 1]archsimd.Int16x16{sum0, sum1, sum2, sum3, sum4} {
			sum.StoreSlice(p.sum[f][h*half:])
		}
	}
}

// load are the dates of half the lanes.
func (r *row) load(half int) archsimd.Int16x16 {
	return archsimd.LoadUint64x4((*[words / 2]uint64)(r[half*words/2:])).AsInt16x16()
}

func (p *packed) load(f, half int) archsimd.Int16x16 {
	return archsimd.LoadInt16x16((*[lanes / 2]int16)(p.sum[f][half*lanes/2:]))
}

// addLanes is for processors without them.
func (p *packed) addLanes(t *bandTable, own *row, rows []row, partners []uint32) {
	for _, j := range partners {
		for lane := range lanes {
			shift := lane % hand * 16
			delay := int16(own[lane/hand]>>shift) - int16(rows[j][lane/hand]>>shift)
			for f, end := range t.beyond {
				if max(delay, -delay) > end {
					p.sum[f][lane]--
				}
			}
		}
	}
}

// flush empties the counters into the counts of up to four bands of delay by lane.
func (p *packed) flush(into []int64) {
	for f := 0; f < fields && f*lanes < len(into); f++ {
		for lane, v := range p.sum[f] {
			into[f*lanes+lane] += int64(p.sum[f+1][lane]) - int64(v)
		}
	}
	*p = packed{}
}
