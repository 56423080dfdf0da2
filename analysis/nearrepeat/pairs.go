package nearrepeat

import (
	"context"
	"math"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/wardmote/wardmote/analysis/chance"
)

// index holds the events sorted by rows of half the largest distance and by x within a row, so that every pair within
// that distance lies in one row or within the next two, and its candidates lie side by side in memory.
type index struct {
	x, y   []float64
	order  []int32 // sorted place -> row of the caller
	rows   []int   // first event of each occupied row, and n at the end
	rowOf  []int32 // sorted place -> occupied row
	rowID  []int64 // occupied row -> its number from the south
	reach  float64 // largest finite distance, metres
	edges  []float64
	metric Metric
	starts []int // first event of each block, the work of one task, and n at the end
}

func newIndex(e Events, space Bands, metric Metric) *index {
	n := e.Points.Len()
	ix := &index{edges: space.edges(metric == Euclidean), metric: metric}
	ix.edges = ix.edges[:finite(space)+1]
	ix.reach = space.Breaks[finite(space)]
	_, minY, _, maxY := e.Points.Bounds()
	// The slack keeps a pair at exactly the reach within two rows under rounding; the floor bounds the rows by 1e9.
	height := math.Max(ix.reach/2*(1+1e-6), (maxY-minY)*1e-9)
	if height == 0 {
		height = 1
	}
	id := make([]int64, n)
	ix.order = make([]int32, n)
	for i, y := range e.Points.Y {
		id[i], ix.order[i] = int64((y-minY)/height), int32(i)
	}
	sort.Slice(ix.order, func(a, b int) bool {
		i, j := ix.order[a], ix.order[b]
		if id[i] != id[j] {
			return id[i] < id[j]
		}
		if e.Points.X[i] != e.Points.X[j] {
			return e.Points.X[i] < e.Points.X[j]
		}
		return i < j
	})
	ix.x, ix.y, ix.rowOf = make([]float64, n), make([]float64, n), make([]int32, n)
	for place, i := range ix.order {
		ix.x[place], ix.y[place] = e.Points.X[i], e.Points.Y[i]
		if len(ix.rowID) == 0 || ix.rowID[len(ix.rowID)-1] != id[i] {
			ix.rowID, ix.rows = append(ix.rowID, id[i]), append(ix.rows, place)
		}
		ix.rowOf[place] = int32(len(ix.rowID) - 1)
	}
	ix.rows = append(ix.rows, n)
	ix.cut()
	return ix
}

// cut divides the events into blocks of at most 4,096, and of few enough candidate pairs that a block stays small even
// where every event is at one place.
func (ix *index) cut() {
	const most = 1 << 22
	n := len(ix.x)
	length, pairs := min(max(n/64, 256), 4096), 0
	for i := range n {
		candidates := 0
		ix.windows(i, func(from, to int) {
			candidates += sort.Search(to-from, func(k int) bool { return ix.x[from+k]-ix.x[i] > ix.reach })
		})
		if i == 0 || i-ix.starts[len(ix.starts)-1] == length || pairs+candidates > most {
			ix.starts, pairs = append(ix.starts, i), 0
		}
		pairs += candidates
	}
	ix.starts = append(ix.starts, n)
}

// windows gives the places, from and to, where the later partners of event i may lie, in up to three rows.
func (ix *index) windows(i int, visit func(from, to int)) {
	row := int(ix.rowOf[i])
	visit(i+1, ix.rows[row+1])
	west := ix.x[i] - ix.reach
	for next := row + 1; next < len(ix.rowID) && ix.rowID[next]-ix.rowID[row] <= 2; next++ {
		from, to := ix.rows[next], ix.rows[next+1]
		from += sort.Search(to-from, func(k int) bool { return ix.x[from+k] >= west })
		visit(from, to)
	}
}

// finite is the number of bands before a "more than" band.
func finite(b Bands) int {
	if math.IsInf(b.Breaks[b.Len()], 1) {
		return b.Len() - 1
	}
	return b.Len()
}

// bands is the number of finite spatial bands.
func (ix *index) bands() int { return len(ix.edges) - 1 }

func (ix *index) blocks() int { return len(ix.starts) - 1 }

// near are the pairs of one block of events: the partners of event first+i in band a, all later in the order, are
// partner[start[i*bands+a]:start[i*bands+a+1]].
type near struct {
	first   int
	start   []uint32
	partner []uint32
	scratch candidates
}

func (b *near) events(bands int) int { return (len(b.start) - 1) / max(1, bands) }

// find fills b with the pairs of a block.
func (ix *index) find(block int, b *near) {
	b.first = ix.starts[block]
	b.start, b.partner = append(b.start[:0], 0), b.partner[:0]
	for i := b.first; i < ix.starts[block+1]; i++ {
		b.scratch.partner, b.scratch.measure = b.scratch.partner[:0], b.scratch.measure[:0]
		ix.windows(i, func(from, to int) { ix.scan(i, from, to, &b.scratch) })
		ix.sortInto(b)
	}
}

// candidates are the partners of one event within reach, with what is compared with the edges.
type candidates struct {
	partner []uint32
	measure []float64
}

// scan collects the partners of event i among places from..to, until they lie too far east.
func (ix *index) scan(i, from, to int, c *candidates) {
	x, y, limit := ix.x[i], ix.y[i], ix.edges[len(ix.edges)-1]
	xs, ys := ix.x[from:to], ix.y[from:to]
	ys = ys[:len(xs)]
	for k, other := range xs {
		dx := other - x
		if dx > ix.reach {
			return
		}
		dy := ys[k] - y
		var m float64
		if ix.metric == Euclidean {
			m = dx*dx + dy*dy
		} else {
			m = math.Abs(dx) + math.Abs(dy)
		}
		if m < limit {
			c.partner, c.measure = append(c.partner, uint32(from+k)), append(c.measure, m)
		}
	}
}

// sortInto appends the collected partners of one event to the block, band by band.
func (ix *index) sortInto(b *near) {
	c := &b.scratch
	for a := range ix.bands() {
		low, high := ix.edges[a], ix.edges[a+1]
		for k, m := range c.measure {
			if m >= low && m < high {
				b.partner = append(b.partner, c.partner[k])
			}
		}
		b.start = append(b.start, uint32(len(b.partner)))
	}
}

// keepPairs is how many pairs are kept between batches of permutations, four bytes each; beyond it they are found anew.
const keepPairs = 25_000_000

// surveyed is what one visit of all near pairs tells: the observed counts and how many near partners each event has.
type surveyed struct {
	counts  []int64  // finite spatial band x time band
	degrees []uint32 // sorted place x finite spatial band
	kept    []*near  // by block, or nil where there are too many pairs
}

// survey visits every near pair once. days are in the sorted order.
func (ix *index) survey(ctx context.Context, days []float64, delay []float64, workers int, keep bool) (*surveyed, error) {
	bands, times := ix.bands(), len(delay)-1
	s := &surveyed{counts: make([]int64, bands*times), degrees: make([]uint32, len(ix.x)*bands), kept: make([]*near, ix.blocks())}
	if bands == 0 {
		return s, nil
	}
	var total atomic.Int64
	var lock sync.Mutex
	held := make([]near, chance.Workers(workers, ix.blocks()))
	err := chance.Each(ctx, workers, ix.blocks(), func(worker, block int) {
		b := &held[worker]
		ix.find(block, b)
		counts, degrees := b.tally(days, delay, bands)
		room := total.Add(int64(len(b.partner))) <= keepPairs
		lock.Lock()
		defer lock.Unlock()
		for c, v := range counts {
			s.counts[c] += v
		}
		for k, d := range degrees {
			s.degrees[b.first*bands+k] += d
		}
		if keep && room {
			s.kept[block] = &near{first: b.first, start: append([]uint32(nil), b.start...), partner: append([]uint32(nil), b.partner...)}
		}
	})
	if !keep || total.Load() > keepPairs {
		s.kept = nil
	}
	return s, err
}

// tally counts the pairs of a block by band, and the partners of every event from the block's first on.
func (b *near) tally(days, delay []float64, bands int) (counts []int64, degrees []uint32) {
	times := len(delay) - 1
	counts = make([]int64, bands*times)
	furthest := b.first + b.events(bands) - 1
	for _, j := range b.partner {
		furthest = max(furthest, int(j))
	}
	degrees = make([]uint32, (furthest-b.first+1)*bands)
	for k := range len(b.start) - 1 {
		i, a := k/bands, k%bands
		own := days[b.first+i]
		partners := b.partner[b.start[k]:b.start[k+1]]
		degrees[k] += uint32(len(partners))
		for _, j := range partners {
			degrees[(int(j)-b.first)*bands+a]++
			if t := bandOf(math.Abs(own-days[j]), delay); t >= 0 {
				counts[a*times+t]++
			}
		}
	}
	return counts, degrees
}

// bandOf is the band that holds v, or -1 where none does.
func bandOf(v float64, edges []float64) int {
	for t, edge := range edges {
		if v < edge {
			return t - 1
		}
	}
	if math.IsInf(edges[len(edges)-1], 1) {
		return len(edges) - 2
	}
	return -1
}
