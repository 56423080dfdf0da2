package weight

import (
	"fmt"
	"sort"
)

// sortRow sorts neighbours ascending, carrying their weights.
func sortRow(j []int32, w []float64) {
	if sort.SliceIsSorted(j, func(a, b int) bool { return j[a] < j[b] }) {
		return
	}
	sort.Sort(rowOrder{j, w})
}

type rowOrder struct {
	j []int32
	w []float64
}

func (r rowOrder) Len() int           { return len(r.j) }
func (r rowOrder) Less(a, b int) bool { return r.j[a] < r.j[b] }
func (r rowOrder) Swap(a, b int)      { r.j[a], r.j[b] = r.j[b], r.j[a]; r.w[a], r.w[b] = r.w[b], r.w[a] }

// Materialise copies any weights into compressed rows.
func Materialise(n Neighbours) *Matrix {
	if m, ok := n.(*Matrix); ok {
		return m
	}
	links := Links(n)
	m := &Matrix{Start: make([]int, 1, n.Len()+1), J: make([]int32, 0, links)}
	var row Row
	for i := range n.Len() {
		j, w := n.Row(i, &row)
		m.J = append(m.J, j...)
		m.W = append(m.W, w...)
		m.Start = append(m.Start, len(m.J))
	}
	return m
}

// Standardise divides each row by its sum, so that a neighbour sum becomes a neighbours' mean. A row that sums to
// nothing (an island) stays empty of weight. A [Lattice] stays implicit.
func Standardise(n Neighbours) Neighbours {
	if l, ok := n.(Lattice); ok {
		l.Standardised = true
		return l
	}
	from := Materialise(n)
	m := &Matrix{Start: from.Start, J: from.J, W: make([]float64, len(from.J))}
	for i := range m.Len() {
		sum := 0.0
		_, w := from.Row(i, nil)
		for k := from.Start[i]; k < from.Start[i+1]; k++ {
			m.W[k] = 1
			if w != nil {
				m.W[k] = w[k-from.Start[i]]
			}
			sum += m.W[k]
		}
		for k := from.Start[i]; k < from.Start[i+1] && sum != 0; k++ {
			m.W[k] /= sum
		}
	}
	return m
}

// Binary gives every neighbour of n the weight 1.
func Binary(n Neighbours) Neighbours {
	if l, ok := n.(Lattice); ok {
		l.Standardised = false
		return l
	}
	m := Materialise(n)
	return &Matrix{Start: m.Start, J: m.J}
}

// WithSelf makes each place its own neighbour with the given weight, replacing what it had. Gi* counts a place among its
// neighbours: its weights are WithSelf(n, 1) for binary n.
func WithSelf(n Neighbours, weight float64) *Matrix {
	m := &Matrix{Start: make([]int, 1, n.Len()+1)}
	m.J = make([]int32, 0, Links(n)+n.Len())
	m.W = make([]float64, 0, cap(m.J))
	var row Row
	for i := range n.Len() {
		j, w := n.Row(i, &row)
		placed := false
		for k, to := range j {
			if int(to) >= i && !placed {
				m.J, m.W, placed = append(m.J, int32(i)), append(m.W, weight), true
			}
			if int(to) != i {
				m.J, m.W = append(m.J, to), append(m.W, at(w, k))
			}
		}
		if !placed {
			m.J, m.W = append(m.J, int32(i)), append(m.W, weight)
		}
		m.Start = append(m.Start, len(m.J))
	}
	return m
}

func at(w []float64, k int) float64 {
	if w == nil {
		return 1
	}
	return w[k]
}

// Symmetric links two places wherever either names the other, each way with the larger of the two weights. Nearest
// neighbours are not mutual until this is done.
func Symmetric(n Neighbours) *Matrix {
	m := Materialise(n)
	type pair struct{ i, j int32 }
	larger := make(map[pair]float64, 2*len(m.J))
	for i := range m.Len() {
		j, w := m.Row(i, nil)
		for k, to := range j {
			v := at(w, k)
			for _, p := range [2]pair{{int32(i), to}, {to, int32(i)}} {
				if old, ok := larger[p]; !ok || v > old {
					larger[p] = v
				}
			}
		}
	}
	links := make([]Link, 0, len(larger))
	for p, v := range larger {
		links = append(links, Link{int(p.i), int(p.j), v})
	}
	s, err := FromLinks(m.Len(), links)
	if err != nil { // every link came out of a valid matrix, once
		panic(fmt.Sprintf("weights: %v", err))
	}
	return s
}

// Lag is the neighbour sum (or mean, for standardised weights) of x: lag[i] = sum over j of w[i][j] x[j].
func Lag(n Neighbours, x []float64) ([]float64, error) {
	if n.Len() != len(x) {
		return nil, fmt.Errorf("%w: %d places and %d values", errBuild, n.Len(), len(x))
	}
	if l, ok := n.(Lattice); ok && l.Kind != Hexagon && len(x) > 0 {
		return l.lag(x), nil
	}
	lag := make([]float64, len(x))
	var row Row
	for i := range lag {
		j, w := n.Row(i, &row)
		sum := 0.0
		for k, to := range j {
			sum += at(w, k) * x[to]
		}
		lag[i] = sum
	}
	return lag, nil
}

// Restrict keeps the places marked, and the links among them. places lists, for each row of the result, its place in n;
// marks beyond Len are ignored.
func Restrict(n Neighbours, keep []bool) (m *Matrix, places []int) {
	index := make([]int32, n.Len())
	for i := range index {
		index[i] = -1
		if i < len(keep) && keep[i] {
			index[i] = int32(len(places))
			places = append(places, i)
		}
	}
	m = &Matrix{Start: make([]int, 1, len(places)+1)}
	var row Row
	for _, i := range places {
		j, w := n.Row(i, &row)
		for k, to := range j {
			if index[to] < 0 {
				continue
			}
			m.J = append(m.J, index[to])
			if w != nil {
				m.W = append(m.W, w[k])
			}
		}
		m.Start = append(m.Start, len(m.J))
	}
	return m, places
}
