package suppress

import (
	"cmp"
	"errors"
	"slices"
)

// Part is a table that was published, of one of the periods that a longer one is made of, with the counts that it was made from.
type Part struct {
	Counts [][]int
	Published
}

// Close publishes the last part of a longer period together with the whole of it, such as the fourth quarter with its year. The
// earlier parts were published and stay as they are. Nothing small can be worked out from all of them together: where the whole
// and its other parts would give a small count away, a further count of the last part is hidden, and only where that does not
// do a count of the whole.
//
// Each small count is given a round in which it and others that are hidden move: within its own part, where the whole hides what
// moves, or in two parts in opposite ways, so that the whole stays what it is, or its totals do. That is enough for it to be another, and may hide
// more than an exact solution of all tables at once would.
func Close(past []Part, last Table, o Options) (part, whole Published, err error) {
	o = o.withDefaults()
	all := Table{RowTotals: last.RowTotals, ColumnTotals: last.ColumnTotals, GrandTotal: last.GrandTotal}
	for _, row := range last.Counts {
		all.Counts = append(all.Counts, append([]int{}, row...))
	}
	c := &closing{options: o}
	for _, p := range past {
		t := last
		t.Counts = p.Counts
		if err := errors.Join(t.check(o), all.add(p.Counts)); err != nil {
			return part, whole, err
		}
		n := newNetwork(t, o)
		if !n.hide(p.Published) {
			return part, whole, errors.New("the parts of a period are not tables of one shape")
		}
		c.parts = append(c.parts, n)
	}
	if err := last.check(o); err != nil {
		return part, whole, err
	}
	c.parts, c.whole = append(c.parts, newNetwork(last, o)), newNetwork(all, o)
	c.protect()
	return c.parts[len(past)].published(last, o), c.whole.published(all, o), nil
}

// add adds the counts of another table of the same shape.
func (t *Table) add(counts [][]int) error {
	if len(counts) != len(t.Counts) {
		return errors.New("the parts of a period are not tables of one shape")
	}
	for i, row := range counts {
		if len(row) != len(t.Counts[i]) {
			return errors.New("the parts of a period are not tables of one shape")
		}
		for j, n := range row {
			t.Counts[i][j] += n
		}
	}
	return nil
}

// hide hides what was hidden when the table was published; false where it was another table.
func (n *network) hide(p Published) bool {
	if len(p.Cells) != n.rows || len(p.RowTotals) > n.rows || len(p.ColumnTotals) > n.columns {
		return false
	}
	for i, row := range p.Cells {
		if len(row) != n.columns {
			return false
		}
		for j, c := range row {
			n.arcs[i*n.columns+j].hidden = c.Hidden()
		}
	}
	for i, c := range p.RowTotals {
		n.arcs[n.rowArc[i]].hidden = c.Hidden()
	}
	for j, c := range p.ColumnTotals {
		n.arcs[n.columnArc[j]].hidden = c.Hidden()
	}
	if p.GrandTotal != nil {
		n.arcs[n.grandArc].hidden = p.GrandTotal.Hidden()
	}
	return true
}

// closing is the parts of a period, of which the last may still hide more, and the whole.
type closing struct {
	parts   []*network
	whole   *network
	options Options
}

// protect gives each small count of the whole and of the parts its round.
func (c *closing) protect() {
	for id, a := range c.whole.arcs {
		if a.asked && c.options.small(a.flow) {
			var ways []candidate
			for i, n := range c.parts {
				if n.arcs[id].hidden {
					ways = c.round(ways, id, c.within(i))
				}
			}
			settle(ways)
		}
	}
	for i, n := range c.parts {
		for id, a := range n.arcs {
			if !a.asked || !c.options.small(a.flow) {
				continue
			}
			ways := c.round(nil, id, c.within(i))
			for j := range c.parts {
				if i != j {
					ways = c.round(ways, id, c.between(i, j))
				}
			}
			if swap, ok := c.swap(i, id); ok {
				ways = append(ways, swap)
			}
			settle(ways)
		}
	}
}

// moving is one way of letting counts move: what it costs to pass an arc, and what must be hidden for it.
type moving struct {
	price toll
	hide  func(step int)
}

// candidate is one round that would do, and what it costs.
type candidate struct {
	cost int
	hide func()
}

// round adds the cheapest round through an arc, if there is one.
func (c *closing) round(ways []candidate, id int, m moving) []candidate {
	way, cost := c.whole.round(id, m.price)
	if way == nil {
		return ways
	}
	return append(ways, candidate{cost, func() {
		for _, step := range way {
			m.hide(step)
		}
	}})
}

// settle hides what the cheapest round asks for.
func settle(ways []candidate) {
	if len(ways) > 0 {
		slices.MinFunc(ways, func(a, b candidate) int { return cmp.Compare(a.cost, b.cost) }).hide()
	}
}

// within moves counts of one part, and with them those of the whole.
func (c *closing) within(part int) moving {
	n := c.parts[part]
	return moving{func(step int, with bool) (int, bool) {
		cost, ok := c.open(part, step)
		if w := c.whole.arcs[step]; !w.hidden && w.margin {
			cost += costWholeMargin + w.flow
		} else if !w.hidden {
			cost += costWholeCell + w.flow
		}
		return cost, ok && n.pass(step, with)
	}, func(step int) { n.arcs[step].hidden, c.whole.arcs[step].hidden = true, true }}
}

// between moves counts of a part one way and those of another the other way.
func (c *closing) between(part, other int) moving {
	n, m := c.parts[part], c.parts[other]
	return moving{func(step int, with bool) (int, bool) {
		cost, ok := c.open(part, step)
		more, also := c.open(other, step)
		return cost + more, ok && also && n.pass(step, with) && m.pass(step, !with)
	}, func(step int) { n.arcs[step].hidden, m.arcs[step].hidden = true, true }}
}

// open is what it costs to have an arc of a part hidden; what was published before stays shown.
func (c *closing) open(part, step int) (int, bool) {
	a := c.parts[part].arcs[step]
	return a.cost(), a.hidden || part == len(c.parts)-1
}
