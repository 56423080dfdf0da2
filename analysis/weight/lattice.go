package weight

import (
	"context"
	"fmt"

	"github.com/wardmote/wardmote/analysis/chance"
	"github.com/wardmote/wardmote/analysis/plane"
)

// Kind is the rule of neighbourhood on a lattice.
type Kind int

const (
	Queen   Kind = iota // squares that share an edge or a corner: up to 8
	Rook                // squares that share an edge: up to 4
	Hexagon             // hexagons in rows, every odd row half a cell to the right: up to 6
)

// Lattice is the weights matrix of a full grid, row-major like [plane.Grid]. Nothing is stored.
type Lattice struct {
	Cols, Rows   int
	Kind         Kind
	Standardised bool // each row sums to 1
}

// OnGrid is the lattice of a grid's cells.
func OnGrid(g plane.Grid, kind Kind) (Lattice, error) {
	if err := g.Validate(); err != nil {
		return Lattice{}, err
	}
	if kind < Queen || kind > Hexagon {
		return Lattice{}, fmt.Errorf("%w: unknown kind of lattice %d", errBuild, kind)
	}
	return Lattice{Cols: g.Cols, Rows: g.Rows, Kind: kind}, nil
}

// Len is the number of cells.
func (l Lattice) Len() int { return max(l.Cols, 0) * max(l.Rows, 0) }

// Row implements [Neighbours].
func (l Lattice) Row(i int, row *Row) ([]int32, []float64) {
	row.J = l.neighbours(i%l.Cols, i/l.Cols, row.J[:0])
	if !l.Standardised {
		return row.J, nil
	}
	row.W = row.W[:0]
	for range row.J {
		row.W = append(row.W, 1/float64(len(row.J)))
	}
	return row.J, row.W
}

// neighbours appends, in ascending order, the cells next to (col, r).
func (l Lattice) neighbours(col, r int, out []int32) []int32 {
	for dr := -1; dr <= 1; dr++ {
		if r+dr < 0 || r+dr >= l.Rows {
			continue
		}
		from, to := l.reach(dr, r)
		for c := max(col+from, 0); c <= min(col+to, l.Cols-1); c++ {
			if dr != 0 || c != col {
				out = append(out, int32((r+dr)*l.Cols+c))
			}
		}
	}
	return out
}

// reach is the range of columns, relative to a cell in row r, that neighbours dr rows away occupy.
func (l Lattice) reach(dr, r int) (from, to int) {
	switch {
	case dr == 0 || l.Kind == Queen:
		return -1, 1
	case l.Kind == Rook:
		return 0, 0
	case r%2 == 0:
		return -1, 0
	}
	return 0, 1
}

func (l Lattice) links() int {
	if l.Len() == 0 {
		return 0
	}
	across, up := 2*(l.Cols-1)*l.Rows, 2*l.Cols*(l.Rows-1)
	diagonal := 2 * (l.Cols - 1) * (l.Rows - 1)
	switch l.Kind {
	case Rook:
		return across + up
	case Queen:
		return across + up + 2*diagonal
	}
	// Between two rows of hexagons each cell touches its own column and one beside it, except at one end.
	return across + up + diagonal
}

// lag is the neighbour sum on squares. It adds neighbours only, never the cell itself to take it off again, so that a
// cell of 1e15 beside cells of 1 costs them no digits.
func (l Lattice) lag(x []float64) []float64 {
	out := make([]float64, len(x))
	const band = 32
	err := chance.Each(context.Background(), 0, (l.Rows+band-1)/band, func(_, task int) {
		for r := task * band; r < min((task+1)*band, l.Rows); r++ {
			l.lagRow(x, out, r)
		}
	})
	if err != nil { // the context cannot be cancelled
		panic(err)
	}
	return out
}

func (l Lattice) lagRow(x, out []float64, r int) {
	here := x[r*l.Cols : (r+1)*l.Cols]
	sum := out[r*l.Cols : (r+1)*l.Cols]
	last := len(here) - 1
	if last > 0 {
		sum[0], sum[last] = here[1], here[last-1]
	}
	for c := 1; c < last; c++ {
		sum[c] = here[c-1] + here[c+1]
	}
	if r > 0 {
		l.addRow(sum, x[(r-1)*l.Cols:r*l.Cols])
	}
	if r+1 < l.Rows {
		l.addRow(sum, x[(r+1)*l.Cols:(r+2)*l.Cols])
	}
	if l.Standardised {
		l.divide(sum, r)
	}
}

// addRow adds to each cell of a row what it touches in the row above or below it.
func (l Lattice) addRow(sum, beside []float64) {
	if l.Kind == Rook || len(sum) == 1 {
		for c, v := range beside {
			sum[c] += v
		}
		return
	}
	last := len(sum) - 1
	beside = beside[:len(sum)]
	sum[0] += beside[0] + beside[1]
	sum[last] += beside[last-1] + beside[last]
	for c := 1; c < last; c++ {
		sum[c] += beside[c-1] + beside[c] + beside[c+1]
	}
}

// divide makes means of the sums of row r. A lone cell has no neighbours and keeps its nought.
func (l Lattice) divide(sum []float64, r int) {
	last := len(sum) - 1
	inner := float64(l.Degree(r*l.Cols + min(1, last)))
	for c := 1; c < last; c++ {
		sum[c] /= inner
	}
	sum[0] /= float64(max(1, l.Degree(r*l.Cols)))
	if last > 0 {
		sum[last] /= float64(max(1, l.Degree(r*l.Cols+last)))
	}
}

// Degree is the number of neighbours of cell i.
func (l Lattice) Degree(i int) int {
	col, r := i%l.Cols, i/l.Cols
	k := 0
	for dr := -1; dr <= 1; dr++ {
		if r+dr < 0 || r+dr >= l.Rows {
			continue
		}
		from, to := l.reach(dr, r)
		k += min(col+to, l.Cols-1) - max(col+from, 0) + 1
	}
	return k - 1
}

// degrees fills in the number of neighbours of every cell: within a row, all but the first and the last have the same.
func (l Lattice) degrees(out []int32) {
	if l.Len() == 0 {
		return
	}
	for r := range l.Rows {
		row := out[r*l.Cols : (r+1)*l.Cols]
		row[0] = int32(l.Degree(r * l.Cols))
		row[l.Cols-1] = int32(l.Degree(r*l.Cols + l.Cols - 1))
		if l.Cols > 2 {
			k := int32(l.Degree(r*l.Cols + 1))
			for c := 1; c < l.Cols-1; c++ {
				row[c] = k
			}
		}
	}
}
