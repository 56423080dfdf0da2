package cluster

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/wardmote/wardmote/analysis/chance"
)

// findCores marks, by order, the events with at least so many neighbours. In a cell with that many events all are core;
// elsewhere counting stops as soon as it is enough.
func (s *space) findCores(ctx context.Context, enough int32, workers int) ([]bool, error) {
	core := make([]bool, len(s.x))
	every := func(int32) bool { return true }
	err := s.each(ctx, workers, every, func(c int32, near []stretch) {
		here := s.count(c)
		start, end := s.cells[c].start, s.cells[c+1].start
		if here < enough {
			around := int32(0)
			for _, n := range near {
				around += s.cells[n.last].start - s.cells[n.first].start
			}
			if around < enough {
				return
			}
		}
		for i := start; i < end; i++ {
			core[i] = here >= enough || s.reaches(i, c, enough-here, near)
		}
	})
	return core, err
}

// reaches reports whether event i of cell c has so many more neighbours outside its cell.
func (s *space) reaches(i, c, more int32, near []stretch) bool {
	const atOnce = 64
	start, end := s.cells[c].start, s.cells[c+1].start
	for _, n := range near {
		from, to := s.cells[n.first].start, s.cells[n.last].start
		for from < to {
			if from == start {
				from = end
				continue
			}
			upTo := min(from+atOnce, to)
			if from < start {
				upTo = min(upTo, start)
			}
			if more -= s.within(i, from, upTo); more <= 0 {
				return true
			}
			from = upTo
		}
	}
	return false
}

// within counts the neighbours of event i among those from first to last-1. Whether one is near is as good as random to
// the processor, so there is no branch: the sign of d² less the next number above ε² is what is added up.
func (s *space) within(i, first, last int32) int32 {
	x, y, limit := s.x[i], s.y[i], math.Nextafter(s.epsSquared, math.Inf(1))
	xs, count := s.x[first:last], uint64(0)
	ys := s.y[first:last][:len(xs)]
	if s.t == nil {
		for k := range xs {
			dx, dy := xs[k]-x, ys[k]-y
			count += math.Float64bits(dx*dx+dy*dy-limit) >> 63
		}
		return int32(count)
	}
	t, late := s.t[i], math.Nextafter(s.days, math.Inf(1))
	ts := s.t[first:last][:len(xs)]
	for k := range xs {
		dx, dy := xs[k]-x, ys[k]-y
		count += (math.Float64bits(dx*dx+dy*dy-limit) & math.Float64bits(math.Abs(ts[k]-t)-late)) >> 63
	}
	return int32(count)
}

// sortCores puts the core events of each cell first. In crowded cells they are also put in order of place, so that join
// can pass over repeats.
func (s *space) sortCores(ctx context.Context, core []bool, workers int) error {
	const cellsAtOnce = 1 << 12
	total := len(s.cells) - 1
	return chance.Each(ctx, workers, (total+cellsAtOnce-1)/cellsAtOnce, func(_, task int) {
		for c := task * cellsAtOnce; c < min((task+1)*cellsAtOnce, total); c++ {
			to := s.cells[c].start
			for i := to; i < s.cells[c+1].start; i++ {
				if core[i] {
					s.swap(i, to)
					core[i], core[to] = core[to], true
					to++
				}
			}
			s.cells[c].cores = to
			if to-s.cells[c].start > crowded {
				s.sortPlaces(s.cells[c].start, to)
			}
		}
	})
}

const crowded = 32

func (s *space) swap(i, j int32) {
	s.x[i], s.x[j] = s.x[j], s.x[i]
	s.y[i], s.y[j] = s.y[j], s.y[i]
	s.index[i], s.index[j] = s.index[j], s.index[i]
	if s.t != nil {
		s.t[i], s.t[j] = s.t[j], s.t[i]
	}
}

func (s *space) sortPlaces(from, to int32) {
	type event struct {
		x, y, t float64
		index   int32
	}
	events := make([]event, to-from)
	for k := range events {
		i := from + int32(k)
		events[k] = event{s.x[i], s.y[i], 0, s.index[i]}
		if s.t != nil {
			events[k].t = s.t[i]
		}
	}
	slices.SortFunc(events, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.y, b.y), cmp.Compare(a.t, b.t), cmp.Compare(a.index, b.index))
	})
	for k, e := range events {
		i := from + int32(k)
		s.x[i], s.y[i], s.index[i] = e.x, e.y, e.index
		if s.t != nil {
			s.t[i] = e.t
		}
	}
}

// join unites the cells whose core events are neighbours. Each pair of cells is looked at once, from the later one.
func (s *space) join(ctx context.Context, sets forest, workers int) error {
	hasCores := func(c int32) bool { return s.cells[c].cores > s.cells[c].start }
	return s.each(ctx, workers, hasCores, func(c int32, near []stretch) {
		for _, n := range near {
			for b := n.first; b < min(n.last, c); b++ {
				if hasCores(b) && sets.root(b) != sets.root(c) && s.touch(b, c) {
					sets.join(b, c)
				}
			}
		}
	})
}

// touch reports whether a core event of one cell is the neighbour of one of the other.
func (s *space) touch(a, b int32) bool {
	for i := s.cells[a].start; i < s.cells[a].cores; i++ {
		if i > s.cells[a].start && s.same(i, i-1) {
			continue
		}
		if s.touches(i, b) {
			return true
		}
	}
	return false
}

// touches reports whether event i is the neighbour of a core event of cell c.
func (s *space) touches(i, c int32) bool {
	first := s.cells[c].start
	for j := first; j < s.cells[c].cores; j++ {
		if s.neighbours(i, j) {
			return true
		}
	}
	return false
}

func (s *space) same(i, j int32) bool {
	return s.x[i] == s.x[j] && s.y[i] == s.y[j] && (s.t == nil || s.t[i] == s.t[j])
}

// number gives each set its cluster number, in the order of the first core event in the input, and labels core events.
// It returns the number by cell.
func (s *space) number(sets forest, r *Result) []int32 {
	label := make([]int32, len(s.cells))
	cellOf := make([]int32, len(s.x))
	for c := range len(s.cells) - 1 {
		label[c] = Noise
		for i := s.cells[c].start; i < s.cells[c].cores; i++ {
			cellOf[s.index[i]] = int32(c) + 1 // 0 is not core
		}
	}
	for i, c := range cellOf {
		r.Label[i] = Noise
		if c == 0 {
			continue
		}
		root := sets.root(c - 1)
		if label[root] == Noise {
			label[root] = int32(r.Clusters)
			r.Clusters++
		}
		label[c-1] = label[root]
		r.Label[i], r.Core[i] = int(label[root]), true
	}
	return label
}

// settleBorders gives each event that is not core but the neighbour of one the lowest number among those clusters.
func (s *space) settleBorders(ctx context.Context, label []int32, r *Result, workers int) error {
	hasOthers := func(c int32) bool { return s.cells[c].cores < s.cells[c+1].start }
	return s.each(ctx, workers, hasOthers, func(c int32, near []stretch) {
		for i := s.cells[c].cores; i < s.cells[c+1].start; i++ {
			best := int32(Noise)
			for _, n := range near {
				for b := n.first; b < n.last; b++ {
					if label[b] != Noise && (best == Noise || label[b] < best) && s.touches(i, b) {
						best = label[b]
					}
				}
			}
			r.Label[s.index[i]] = int(best)
		}
	})
}
