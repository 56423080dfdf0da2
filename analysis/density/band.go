package density

// band is some rows of the grid, first to last-1, whose sums one worker gathers together: an event is read once for all of
// its chords, and as events come from west to east, the sums that they touch stay in the nearest cache.
type band struct {
	*lattice
	first, last int
	sums        []moments // in each row the grid's columns with a margin on both sides
}

// bandRows is the height of a band: at most 16 rows, and fewer where they are long, as each worker holds the sums of one.
func (l *lattice) bandRows() int {
	const most, columns = 16, 1 << 15
	return max(1, min(most, l.grid.Rows, columns/l.width))
}

func (b *band) row(j int) []moments {
	return b.sums[(j-b.first)*b.width : (j-b.first+1)*b.width]
}

// gather adds the chords of the places of bucket r, which is row r-1 of the grid.
func (b *band) gather(places []place, r int) {
	first, last := max(b.first, r-1-b.reached), min(b.last, r+b.reached)
	if first >= last || len(places) == 0 {
		return
	}
	sums := b.sums[(first-b.first)*b.width : (last-b.first)*b.width]
	south := int64(first)*b.spacing + int64(len(b.chords)/2)
	for i := range places {
		b.add(&places[i], south-int64(places[i].y), sums)
	}
}

// add adds the chords of a place to rows of sums; at is the number of the first row's chord, were it long enough to have one.
// From the middle of a chord its half leads to the first column within it and, on the other side, to the first behind it.
func (b *band) add(p *place, at int64, sums []moments) {
	spacing, width, chords := b.spacing, int64(b.width)*fine, b.chords
	first, second := b.sumsU, b.sumsU2
	x, w := int64(p.x), p.weight
	wx, square := w*x, x*x
	twice := 2 * wx * x
	middle := int64(float64(p.x)*b.perStep) + int64(b.margin+1)*fine
	for ; at < 0; at += spacing {
		middle += width
	}
	for end := int64(len(sums)) * fine; middle < end && at < int64(len(chords)); middle, at = middle+width, at+spacing {
		half, u := chords[at].half, chords[at].rest-square
		s, e, wu := &sums[(middle-half)>>32], &sums[(middle+half)>>32], w*u
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
