// Package weight says which places are neighbours of which, and how much each counts: the spatial weights that every
// statistic of association stands on.
//
// Two forms serve one interface, [Neighbours]. [Matrix] is any graph in compressed rows (CSR): contiguity of polygons
// ([Contiguity]), distance bands ([Within]), nearest neighbours ([Nearest]), or a file of GeoDa's (.gal, .gwt) or PySAL's
// (.kwt) kind. [Lattice] is a full grid of squares or hexagons whose neighbours follow from the index, so that a map of a
// quarter of a million cells costs no memory and its neighbour sums cost two passes over the rows.
//
// Weights are binary (every neighbour counts 1, "style B" of R's spdep, "transform B" of PySAL) until they are
// row-standardised by [Standardise] (each row sums to 1, "style W" and "transform R"). A place without neighbours (an
// island) keeps an empty row.
//
// Sources: Anselin (1988) Spatial Econometrics, chapter 3; Cliff and Ord (1981) Spatial Processes, chapter 1.
//
// # When not to use it
//
// Not contiguity where borders are rivers that nobody crosses, nor nearest neighbours where places are of very
// different size; results depend on the choice, so state it and try another. Not distances in degrees.
package weight

import (
	"errors"
	"fmt"
	"math"
)

// Neighbours is a spatial weights matrix of Len rows. A place is not its own neighbour unless [WithSelf] made it so.
// Implementations are safe for concurrent reading.
type Neighbours interface {
	// Len is the number of places.
	Len() int
	// Row lists the neighbours of place i in ascending order, and their weights; weights are nil where each is 1. The
	// slices may be those of row, or the matrix's own, and are valid until row is used again. They must not be changed.
	Row(i int, row *Row) (neighbours []int32, weights []float64)
}

// Row is room that a caller lends to [Neighbours.Row], one for each goroutine. The zero value is ready.
type Row struct {
	J []int32
	W []float64
}

// MaxPlaces bounds the places of a matrix, whose indexes are 32 bits wide.
const MaxPlaces = math.MaxInt32

// Matrix is a weights matrix in compressed rows: the neighbours of place i are J[Start[i]:Start[i+1]], ascending, with
// weights W over the same range, or 1 each where W is nil.
type Matrix struct {
	Start []int
	J     []int32
	W     []float64
}

// Len is the number of places.
func (m *Matrix) Len() int { return len(m.Start) - 1 }

// Row implements [Neighbours] without copying.
func (m *Matrix) Row(i int, _ *Row) ([]int32, []float64) {
	from, to := m.Start[i], m.Start[i+1]
	if m.W == nil {
		return m.J[from:to], nil
	}
	return m.J[from:to], m.W[from:to]
}

var errBuild = errors.New("weights")

// Link is one directed entry: place From counts its neighbour To with Weight.
type Link struct {
	From, To int
	Weight   float64
}

// FromLinks builds a matrix of n places from directed links in any order. A link named twice, a place outside 0 to n-1
// or a weight that is not finite is an error that says which link (from 0). Where every weight is 1 the matrix is binary.
func FromLinks(n int, links []Link) (*Matrix, error) {
	if n < 0 || n >= MaxPlaces {
		return nil, fmt.Errorf("%w: %d places is not between 0 and %d", errBuild, n, MaxPlaces-1)
	}
	m := &Matrix{Start: make([]int, n+1), J: make([]int32, len(links)), W: make([]float64, len(links))}
	binary := true
	for k, l := range links {
		if l.From < 0 || l.From >= n || l.To < 0 || l.To >= n {
			return nil, fmt.Errorf("%w: link %d from %d to %d leaves the %d places", errBuild, k, l.From, l.To, n)
		}
		if math.IsNaN(l.Weight) || math.IsInf(l.Weight, 0) {
			return nil, fmt.Errorf("%w: link %d from %d to %d weighs %g", errBuild, k, l.From, l.To, l.Weight)
		}
		m.Start[l.From+1]++
		binary = binary && l.Weight == 1
	}
	for i := range n {
		m.Start[i+1] += m.Start[i]
	}
	place := append([]int(nil), m.Start[:n]...)
	for _, l := range links {
		m.J[place[l.From]], m.W[place[l.From]] = int32(l.To), l.Weight
		place[l.From]++
	}
	if err := m.order(); err != nil {
		return nil, err
	}
	if binary {
		m.W = nil
	}
	return m, nil
}

// FromLists builds a binary matrix from the list of neighbours of each place.
func FromLists(lists [][]int) (*Matrix, error) {
	var links []Link
	for i, list := range lists {
		for _, j := range list {
			links = append(links, Link{i, j, 1})
		}
	}
	return FromLinks(len(lists), links)
}

// order sorts every row and reports a link that stands twice.
func (m *Matrix) order() error {
	for i := range m.Len() {
		from, to := m.Start[i], m.Start[i+1]
		sortRow(m.J[from:to], m.W[from:to])
		for k := from + 1; k < to; k++ {
			if m.J[k] == m.J[k-1] {
				return fmt.Errorf("%w: place %d names neighbour %d twice", errBuild, i, m.J[k])
			}
		}
	}
	return nil
}

// Links is the number of entries of a weights matrix.
func Links(n Neighbours) int {
	switch t := n.(type) {
	case *Matrix:
		return len(t.J)
	case Lattice:
		return t.links()
	}
	var row Row
	total := 0
	for i := range n.Len() {
		j, _ := n.Row(i, &row)
		total += len(j)
	}
	return total
}

// Degrees is the number of neighbours of each place.
func Degrees(n Neighbours) []int32 {
	out := make([]int32, n.Len())
	switch t := n.(type) {
	case Lattice:
		t.degrees(out)
	case *Matrix:
		for i := range out {
			out[i] = int32(t.Start[i+1] - t.Start[i])
		}
	default:
		var row Row
		for i := range out {
			j, _ := n.Row(i, &row)
			out[i] = int32(len(j))
		}
	}
	return out
}

// Islands lists the places that have no neighbour.
func Islands(n Neighbours) []int {
	var islands []int
	for i, k := range Degrees(n) {
		if k == 0 {
			islands = append(islands, i)
		}
	}
	return islands
}

// Uniform reports whether each row of n gives all its neighbours one weight, as binary and row-standardised contiguity
// do. Permutations of such a matrix can share their draws.
func Uniform(n Neighbours) bool {
	switch t := n.(type) {
	case Lattice:
		return true
	case *Matrix:
		if t.W == nil {
			return true
		}
	}
	var row Row
	for i := range n.Len() {
		_, w := n.Row(i, &row)
		for k := 1; k < len(w); k++ {
			if w[k] != w[0] {
				return false
			}
		}
	}
	return true
}
