package suppress

import "container/heap"

// swap gives a count of a row a round in two parts, through cells that differ: in the one part some of a row goes to another row,
// in the other part as much comes back by other columns. The totals of both rows stay what they are in the whole; only the cells
// that move are hidden there. It is what keeps the whole of a row where few of its cells are hidden in more than one part.
//
// The round begins at a row and, where a cell is asked for, takes that cell first.
func (c *closing) swap(part, id int) (best candidate, ok bool) {
	row, first := id/max(1, c.whole.columns), id
	if id >= c.whole.rows*c.whole.columns {
		if row, first = c.rowOf(id), -1; row < 0 {
			return best, false
		}
	}
	for other := range c.parts {
		if other == part {
			continue
		}
		for _, more := range []bool{true, false} {
			if found, may := c.exchange(exchange{part, other, row, first, more}); may && (!ok || found.cost < best.cost) {
				best, ok = found, true
			}
		}
	}
	return best, ok
}

// rowOf is the row of a total; −1 where it is another total.
func (c *closing) rowOf(id int) int {
	for i, arc := range c.whole.rowArc {
		if arc == id {
			return i
		}
	}
	return -1
}

// exchange is what moves between two parts: more of a row in the one and less in the other, or the other way.
type exchange struct {
	part, other, row int
	first            int // the cell that moves with the row; −1 where any may
	more             bool
}

// exchange finds the other row for which the least must be hidden.
func (c *closing) exchange(x exchange) (best candidate, ok bool) {
	here := c.reach(x.part, x.row, x.first, x.more)
	there := c.reach(x.other, x.row, -1, !x.more)
	margin := func(row int, more bool) (int, bool) {
		price := c.between(x.part, x.other).price
		return price(c.whole.rowArc[row], more)
	}
	own, may := margin(x.row, x.more)
	if !may {
		return best, false
	}
	for row := range c.whole.rows {
		if row == x.row || here.cost[row] < 0 || there.cost[row] < 0 {
			continue
		}
		given, may := margin(row, !x.more)
		if cost := own + given + here.cost[row] + there.cost[row]; may && (!ok || cost < best.cost) {
			best, ok = candidate{cost, func() {
				for _, step := range here.way(row) {
					c.within(x.part).hide(step)
				}
				for _, step := range there.way(row) {
					c.within(x.other).hide(step)
				}
				for _, r := range []int{x.row, row} {
					c.between(x.part, x.other).hide(c.whole.rowArc[r])
				}
			}}, true
		}
	}
	return best, ok
}

// reached are the nodes that a row reaches through cells alone, and by which.
type reached struct {
	n     *network
	start int
	first int
	cost  []int
	by    []int
}

// reach finds the cheapest ways from a row to the others through cells of a part that the whole hides, out of the row or into it.
func (c *closing) reach(part, row, first int, out bool) reached {
	n, price := c.parts[part], c.within(part).price
	r := reached{n, row, first, make([]int, len(n.at)), make([]int, len(n.at))}
	for i := range r.cost {
		r.cost[i], r.by[i] = -1, -1
	}
	queue := &nodes{}
	if r.cost[row] = 0; first < 0 {
		heap.Push(queue, nodeAt(row, 0))
	} else if cost, ok := price(first, out); ok {
		column := n.arcs[first].to
		r.cost[column], r.by[column] = cost, first
		heap.Push(queue, nodeAt(column, cost))
	}
	for queue.Len() > 0 {
		at := heap.Pop(queue).(node)
		if at.cost > r.cost[at.id] {
			continue
		}
		for _, step := range n.at[at.id] {
			if step >= n.rows*n.columns || step == first {
				continue
			}
			to, from := n.arcs[step].to, n.arcs[step].from
			if to == at.id {
				to, from = from, to
			}
			cost, ok := price(step, (n.arcs[step].from == from) == out)
			if d := at.cost + cost; ok && (r.cost[to] < 0 || d < r.cost[to]) {
				r.cost[to], r.by[to] = d, step
				heap.Push(queue, nodeAt(to, d))
			}
		}
	}
	return r
}

// way are the cells by which a row was reached.
func (r reached) way(to int) (cells []int) {
	for at := to; at != r.start; {
		step := r.by[at]
		cells = append(cells, step)
		if at = r.n.arcs[step].from + r.n.arcs[step].to - at; step == r.first {
			break
		}
	}
	return cells
}
