package weight

import (
	"fmt"
	"math"
	"sort"

	"github.com/wardmote/wardmote/analysis/plane"
)

// MaxLinks bounds what a distance band may hold: a band wider than the map links every pair.
const MaxLinks = 1 << 27

// Within links every two points at most band metres apart, each with weight 1. Points at one place are neighbours of one
// another. A band that would link more than [MaxLinks] pairs is an error.
func Within(p plane.Points, band float64) (*Matrix, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if !(band >= 0) || math.IsInf(band, 1) {
		return nil, fmt.Errorf("%w: the band must be 0 metres or more, not %g", errBuild, band)
	}
	t := newTree(p)
	m := &Matrix{Start: make([]int, 1, p.Len()+1)}
	for i := range p.Len() {
		from := len(m.J)
		m.J = t.within(i, band, m.J)
		row := m.J[from:]
		sort.Slice(row, func(a, b int) bool { return row[a] < row[b] })
		if len(m.J) > MaxLinks {
			return nil, fmt.Errorf("%w: a band of %g metres links more than %d pairs; choose a shorter one", errBuild, band, MaxLinks)
		}
		m.Start = append(m.Start, len(m.J))
	}
	return m, nil
}

// InverseDistance reweights links of p by distance^-power, power > 0. Two linked points at one place have no such weight:
// that is an error that names them.
func InverseDistance(n Neighbours, p plane.Points, power float64) (*Matrix, error) {
	if n.Len() != p.Len() {
		return nil, fmt.Errorf("%w: %d places and %d points", errBuild, n.Len(), p.Len())
	}
	if !(power > 0) || math.IsInf(power, 1) {
		return nil, fmt.Errorf("%w: the power must be more than 0, not %g", errBuild, power)
	}
	from := Materialise(n)
	m := &Matrix{Start: from.Start, J: from.J, W: make([]float64, len(from.J))}
	for i := range m.Len() {
		for k := m.Start[i]; k < m.Start[i+1]; k++ {
			j := m.J[k]
			d := math.Hypot(p.X[i]-p.X[j], p.Y[i]-p.Y[j])
			m.W[k] = math.Pow(d, -power)
			if math.IsInf(m.W[k], 1) || math.IsNaN(m.W[k]) {
				return nil, fmt.Errorf("%w: points %d and %d are %g metres apart, which has no inverse", errBuild, i, j, d)
			}
		}
	}
	return m, nil
}

// Nearest links each point to its k nearest others, each with weight 1. It is not symmetric. Where several points tie for
// the last place, which of them is taken is arbitrary but the same on every run. k must be from 1 to the points less 1.
func Nearest(p plane.Points, k int) (*Matrix, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	if k < 1 || k >= p.Len() {
		return nil, fmt.Errorf("%w: %d nearest of %d points is not possible", errBuild, k, p.Len())
	}
	if k > MaxLinks/p.Len() {
		return nil, fmt.Errorf("%w: %d nearest of %d points is more than %d links", errBuild, k, p.Len(), MaxLinks)
	}
	t := newTree(p)
	m := &Matrix{Start: make([]int, 1, p.Len()+1), J: make([]int32, 0, k*p.Len())}
	q := nearestQuery{tree: t, k: k}
	for i := range p.Len() {
		q.i, q.index, q.square = i, q.index[:0], q.square[:0]
		q.search(0, p.Len(), 0)
		row := append(m.J[len(m.J):], q.index...)
		sort.Slice(row, func(a, b int) bool { return row[a] < row[b] })
		m.J = append(m.J, row...)
		m.Start = append(m.Start, len(m.J))
	}
	return m, nil
}

// tree is a k-d tree (Bentley 1975) kept as a permutation of the points: the median of each range is its root, and the
// axes alternate. It halves by rank, so that points all at one place still make a balanced tree.
type tree struct {
	p     plane.Points
	order []int32
}

func newTree(p plane.Points) *tree {
	t := &tree{p: p, order: make([]int32, p.Len())}
	for i := range t.order {
		t.order[i] = int32(i)
	}
	t.split(0, len(t.order), 0)
	return t
}

func (t *tree) axis(depth int) []float64 {
	if depth%2 == 0 {
		return t.p.X
	}
	return t.p.Y
}

func (t *tree) split(from, to, depth int) {
	if to-from < 2 {
		return
	}
	v, part := t.axis(depth), t.order[from:to]
	sort.Slice(part, func(a, b int) bool {
		if v[part[a]] != v[part[b]] {
			return v[part[a]] < v[part[b]]
		}
		return part[a] < part[b]
	})
	mid := (from + to) / 2
	t.split(from, mid, depth+1)
	t.split(mid+1, to, depth+1)
}

func (t *tree) square(i, j int32) float64 {
	dx, dy := t.p.X[i]-t.p.X[j], t.p.Y[i]-t.p.Y[j]
	return dx*dx + dy*dy
}

func (t *tree) within(i int, band float64, out []int32) []int32 {
	var visit func(from, to, depth int)
	visit = func(from, to, depth int) {
		if from >= to {
			return
		}
		mid := (from + to) / 2
		j := t.order[mid]
		if int(j) != i && t.square(int32(i), j) <= band*band {
			out = append(out, j)
		}
		v := t.axis(depth)
		gap := v[i] - v[j]
		if gap <= band {
			visit(from, mid, depth+1)
		}
		if gap >= -band {
			visit(mid+1, to, depth+1)
		}
	}
	visit(0, len(t.order), 0)
	return out
}

// nearestQuery keeps the best k so far in ascending order of distance.
type nearestQuery struct {
	*tree
	i, k   int
	index  []int32
	square []float64
}

func (q *nearestQuery) search(from, to, depth int) {
	if from >= to {
		return
	}
	mid := (from + to) / 2
	j := q.order[mid]
	if int(j) != q.i {
		q.offer(j, q.tree.square(int32(q.i), j))
	}
	v := q.axis(depth)
	gap := v[q.i] - v[j]
	near, far := [2]int{from, mid}, [2]int{mid + 1, to}
	if gap > 0 {
		near, far = far, near
	}
	q.search(near[0], near[1], depth+1)
	if len(q.index) < q.k || gap*gap < q.square[q.k-1] {
		q.search(far[0], far[1], depth+1)
	}
}

func (q *nearestQuery) offer(j int32, square float64) {
	if len(q.index) == q.k {
		if square >= q.square[q.k-1] {
			return
		}
		q.index, q.square = q.index[:q.k-1], q.square[:q.k-1]
	}
	at := len(q.index)
	for at > 0 && q.square[at-1] > square {
		at--
	}
	q.index = append(q.index, 0)
	q.square = append(q.square, 0)
	copy(q.index[at+1:], q.index[at:])
	copy(q.square[at+1:], q.square[at:])
	q.index[at], q.square[at] = j, square
}
