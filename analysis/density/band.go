package density

import "math"

// band is some rows of the grid, first to last-1, whose sums one worker gathers together: an event is read once for all of
// its chords, and as events come from west to east, the sums that they touch stay in the nearest cache.
type band struct {
	*lattice
	first, last int
	sums        []moments // one column more than the grid in each row, for chords that end behind it
}

// bandRows is the height of a band: at most 16 rows, and fewer where they are long, as each worker holds the sums of one.
func (l *lattice) bandRows() int {
	const most, columns = 16, 1 << 15
	return max(1, min(most, l.grid.Rows, columns/(l.grid.Cols+1)))
}

func (b *band) row(j int) []moments {
	width := b.grid.Cols + 1
	return b.sums[(j-b.first)*width : (j-b.first+1)*width]
}

// rowsReached is how many rows to the north and south of its own a place may reach; one more, as its bucket is found in
// floating point.
func (l *lattice) rowsReached() int { return int(math.Ceil(l.reach/l.grid.Cell)) + 1 }

// gather adds the chords of the places of bucket r, which is row r-1 of the grid.
func (b *band) gather(places []place, r int) {
	first, last := max(b.first, r-1-b.rowsReached()), min(b.last, r+b.rowsReached())
	if first >= last || len(places) == 0 {
		return
	}
	width := b.grid.Cols + 1
	sums := b.sums[(first-b.first)*width : (last-b.first)*width]
	south := int64(first)*b.spacing + int64(len(b.chords)/2)
	for i := range places {
		b.add(&places[i], south-int64(places[i].y), sums)
	}
}

// column is the position of a place, from which half a chord leads to the first column within the chord and, on the other
// side, to the first behind it.
func (b *band) column(p *place) int64 { return int64(float64(p.x)/float64(b.spacing)*fine) + fine }

// ends is the range of columns of a chord. It is exact.
func (c *chordAt) ends(column int64, columns int) (from, to int) {
	return max(int((column-c.half)>>32), 0), min(int((column+c.half)>>32), columns)
}

// add adds the chords of a place to rows of sums; at is the number of the first row's chord, were it long enough to have one.
func (b *band) add(p *place, at int64, sums []moments) {
	spacing, columns, chords := b.spacing, b.grid.Cols, b.chords
	first, second := b.needs()
	x, w, column := int64(p.x), p.weight, b.column(p)
	wx, square := w*x, x*x
	twice := 2 * wx * x
	for row := 0; row < len(sums); row, at = row+columns+1, at+spacing {
		if uint64(at) >= uint64(len(chords)) {
			continue
		}
		chord := &chords[at]
		from, to := chord.ends(column, columns)
		if from >= to {
			continue
		}
		u := chord.rest - square
		s, e, wu := &sums[row+from], &sums[row+to], w*u
		s.n += w
		e.n -= w
		s.x += wx
		e.x -= wx
		if first {
			s.b += wu
			e.b -= wu
		}
		if second {
			s.xx += twice - wu
			e.xx -= twice - wu
			s.xb += wx * u
			e.xb -= wx * u
			s.bb += wu * u
			e.bb -= wu * u
		}
	}
}
