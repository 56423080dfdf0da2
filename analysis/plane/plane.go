// Package plane holds the two shapes that every spatial estimator of the analysis library takes: points and a regular
// grid, both in metres on a plane (British National Grid in Great Britain, but any equal-distance projection serves).
//
// # Points and grids
//
// [Points] are events, X to the east and Y to the north. [Grid] is cells of one size in rows from the south-west; a cell owns
// its western and southern sides, so that every place is in one cell. [Cover] makes the smallest grid that holds all points,
// on multiples of the cell, so that grids of different data lie on each other.
//
// Coordinates are kept as two parallel slices rather than a slice of structs, because every fast path reads one
// coordinate at a time and a million events then stay within the processor's caches.
//
// # When not to use it
//
// Degrees are not metres: in London one of longitude is 69 km and one of latitude 111. Carry them to a plane first (package
// bng). A plane serves a city or a country of Great Britain's size; across continents distances need the sphere, which only
// package scan offers. Coordinates beyond [MaxCoordinate], infinite or not numbers are refused by row.
package plane

import (
	"errors"
	"fmt"
	"math"
)

// MaxCoordinate is the largest absolute coordinate, in metres, that estimators accept. It is far beyond any place on
// Earth; beyond it squares of distances lose the precision that the estimators promise.
const MaxCoordinate = 1e9

// ErrShape says that parallel slices differ in length.
var ErrShape = errors.New("slices differ in length")

// Points are n events: X and Y in metres, of equal length.
type Points struct {
	X, Y []float64
}

// Len is the number of points.
func (p Points) Len() int { return len(p.X) }

// Validate reports the first point that is not a finite place within MaxCoordinate, by its row (from 0).
func (p Points) Validate() error {
	if len(p.X) != len(p.Y) {
		return fmt.Errorf("points: %d x and %d y: %w", len(p.X), len(p.Y), ErrShape)
	}
	for i := range p.X {
		if !inRange(p.X[i]) || !inRange(p.Y[i]) {
			return fmt.Errorf("points: row %d (%g, %g) is not a place in metres", i, p.X[i], p.Y[i])
		}
	}
	return nil
}

// Bounds is the smallest rectangle that holds every point; all zero where there is none.
func (p Points) Bounds() (minX, minY, maxX, maxY float64) {
	for i := range p.X {
		if i == 0 {
			minX, maxX, minY, maxY = p.X[0], p.X[0], p.Y[0], p.Y[0]
			continue
		}
		minX, maxX = math.Min(minX, p.X[i]), math.Max(maxX, p.X[i])
		minY, maxY = math.Min(minY, p.Y[i]), math.Max(maxY, p.Y[i])
	}
	return minX, minY, maxX, maxY
}

func inRange(v float64) bool { return math.Abs(v) <= MaxCoordinate } // false for NaN

// Grid is a regular grid of square cells, row-major from the south-west corner: cell c is in column c % Cols and row
// c / Cols, and covers [MinX+col*Cell, MinX+(col+1)*Cell) by the same in Y.
type Grid struct {
	MinX, MinY float64 // south-west corner, metres
	Cell       float64 // side of a cell, metres
	Cols, Rows int
}

// MaxCells bounds a grid, so that a mistyped cell size is an error and not an exhausted memory.
const MaxCells = 1 << 28

// Validate reports a grid that cannot be computed on.
func (g Grid) Validate() error {
	switch {
	case !(g.Cell > 0) || g.Cell > MaxCoordinate:
		return fmt.Errorf("grid: the cell side must be more than 0 metres, not %g", g.Cell)
	case g.Cols < 1 || g.Rows < 1:
		return fmt.Errorf("grid: needs at least one column and one row, not %d by %d", g.Cols, g.Rows)
	case g.Cols > MaxCells/g.Rows:
		return fmt.Errorf("grid: %d by %d cells is more than %d; choose larger cells", g.Cols, g.Rows, MaxCells)
	case !inRange(g.MinX) || !inRange(g.MinY):
		return fmt.Errorf("grid: corner (%g, %g) is not a place in metres", g.MinX, g.MinY)
	}
	return nil
}

// Len is the number of cells.
func (g Grid) Len() int { return g.Cols * g.Rows }

// Index is the cell that holds the point, and false where the point lies outside the grid.
func (g Grid) Index(x, y float64) (int, bool) {
	fx, fy := math.Floor((x-g.MinX)/g.Cell), math.Floor((y-g.MinY)/g.Cell)
	if !(fx >= 0 && fx < float64(g.Cols) && fy >= 0 && fy < float64(g.Rows)) {
		return 0, false
	}
	return int(fy)*g.Cols + int(fx), true
}

// Centre is the middle of cell c, in metres.
func (g Grid) Centre(c int) (x, y float64) {
	return g.MinX + (float64(c%g.Cols)+0.5)*g.Cell, g.MinY + (float64(c/g.Cols)+0.5)*g.Cell
}

// Count counts the points in each cell; outside is the number that lie on no cell.
func (g Grid) Count(p Points) (counts []int, outside int) {
	counts = make([]int, g.Len())
	for i := range p.X {
		if c, ok := g.Index(p.X[i], p.Y[i]); ok {
			counts[c]++
		} else {
			outside++
		}
	}
	return counts, outside
}

// Cover is the smallest grid of the given cell side, aligned to multiples of it, that holds every point.
func Cover(p Points, cell float64) (Grid, error) {
	if err := p.Validate(); err != nil {
		return Grid{}, err
	}
	if !(cell > 0) {
		return Grid{}, fmt.Errorf("grid: the cell side must be more than 0 metres, not %g", cell)
	}
	minX, minY, maxX, maxY := p.Bounds()
	x0, cols := span(minX, maxX, cell)
	y0, rows := span(minY, maxY, cell)
	if cols*rows > MaxCells {
		return Grid{}, fmt.Errorf("grid: %g by %g cells is more than %d; choose larger cells", cols, rows, MaxCells)
	}
	g := Grid{MinX: x0, MinY: y0, Cell: cell, Cols: int(cols), Rows: int(rows)}
	return g, g.Validate()
}

// span is the multiple of cell at or below low, and how many cells from there hold high. It reckons with the rounded
// corner, as Index does: a point a hair below an edge may count as on it.
func span(low, high, cell float64) (corner, cells float64) {
	corner = math.Floor(low/cell) * cell
	if corner > low {
		corner -= cell
	}
	return corner, math.Floor((high-corner)/cell) + 1
}
