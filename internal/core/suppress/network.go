package suppress

import (
	"container/heap"

	"github.com/wardmote/wardmote/internal/core/figure"
)

// network holds the table as a flow that goes round: from the source to each row (its total), from row to column (the
// cells), from column to sink (its total), and back from sink to source (the grand total). What goes into a node comes out
// of it: that is every sum that a reader can do. A hidden count can be more if it lies on a way round whose other arcs can
// all give or take, and less likewise.
type network struct {
	arcs      []arc
	at        [][]int // node → arcs that touch it
	rows      int
	columns   int
	room      int
	source    int
	sink      int
	rowArc    []int
	columnArc []int
	grandArc  int
}

type arc struct {
	from, to int
	flow     int
	least    int  // the smallest value that a reader must allow it
	hidden   bool // a reader does not see it
	margin   bool // a total that is published: hidden only where nothing else will do
	asked    bool // published if nothing hides it; a margin that is not published was never seen
}

func newNetwork(t Table, o Options) *network {
	n := &network{rows: len(t.Counts), room: o.Room}
	if n.rows > 0 {
		n.columns = len(t.Counts[0])
	}
	n.source, n.sink = n.rows+n.columns, n.rows+n.columns+1
	n.at = make([][]int, n.sink+1)
	rowSums, columnSums, sum := make([]int, n.rows), make([]int, n.columns), 0
	for i, row := range t.Counts {
		for j, count := range row {
			n.add(arc{from: i, to: n.rows + j, flow: count, asked: true}, o)
			rowSums[i], columnSums[j], sum = rowSums[i]+count, columnSums[j]+count, sum+count
		}
	}
	for i, count := range rowSums {
		n.rowArc = append(n.rowArc, n.add(arc{from: n.source, to: i, flow: count, margin: true, asked: t.RowTotals}, o))
	}
	for j, count := range columnSums {
		n.columnArc = append(n.columnArc, n.add(arc{from: n.rows + j, to: n.sink, flow: count, margin: true, asked: t.ColumnTotals}, o))
	}
	n.grandArc = n.add(arc{from: n.sink, to: n.source, flow: sum, margin: true, asked: t.GrandTotal}, o)
	return n
}

// add puts an arc in. One that is small is hidden; one that was never to be published is hidden too, and may be nought.
func (n *network) add(a arc, o Options) int {
	a.hidden = !a.asked || o.small(a.flow)
	if a.asked {
		a.least = o.least()
	}
	id := len(n.arcs)
	n.arcs = append(n.arcs, a)
	n.at[a.from] = append(n.at[a.from], id)
	n.at[a.to] = append(n.at[a.to], id)
	return id
}

// protect hides more arcs until every hidden one that was to be published can move. The arcs on a way round move with one
// another, so a newly hidden one needs no further look; hiding more never pins another.
func (n *network) protect() {
	for id, a := range n.arcs {
		if !n.arcs[id].hidden || !a.asked || n.moves(id) {
			continue
		}
		for _, step := range n.cheapest(id) {
			n.arcs[step].hidden = true
		}
	}
}

// moves says that a hidden count can be more, or less, with only hidden counts changing.
func (n *network) moves(id int) bool {
	way, _ := n.round(id, func(step int, with bool) (int, bool) { return 0, n.arcs[step].hidden && n.pass(step, with) })
	return way != nil
}

// cheapest is the way round that hides least so that the count can be more, or less.
func (n *network) cheapest(id int) []int {
	way, _ := n.round(id, func(step int, with bool) (int, bool) { return n.arcs[step].cost(), n.pass(step, with) })
	return way
}

// costs of hiding an arc that is shown: any cell before any total, and of the cells the smallest count first. What is of a whole
// period is dearer than anything of its parts.
const (
	costCell        = 1 << 20
	costMargin      = 1 << 30
	costWholeCell   = 1 << 40
	costWholeMargin = 1 << 50
)

func (a arc) cost() int {
	switch {
	case a.hidden:
		return 0
	case a.margin:
		return costMargin + a.flow
	}
	return costCell + a.flow
}

// toll is what it costs to pass an arc with its direction, by which its count becomes more, or against it; false where it cannot
// be passed.
type toll func(step int, with bool) (cost int, ok bool)

// round is the cheaper of the two ways that close an arc to a round, for its count to be more or to be less; nil where there is
// none.
func (n *network) round(id int, price toll) ([]int, int) {
	more, costMore := n.around(id, true, price)
	less, costLess := n.around(id, false, price)
	if more == nil || (less != nil && costLess < costMore) {
		return less, costLess
	}
	return more, costMore
}

// around finds the cheapest way that closes the arc to a round: from its head back to its tail for the count to be more,
// from its tail to its head for it to be less. The arc itself is part of it, and of its cost. Nil where there is none.
func (n *network) around(id int, more bool, price toll) ([]int, int) {
	own, ok := price(id, more)
	if !ok {
		return nil, 0
	}
	start, end := n.arcs[id].to, n.arcs[id].from
	if !more {
		start, end = end, start
	}
	cost, by := make([]int, len(n.at)), make([]int, len(n.at))
	for i := range cost {
		cost[i], by[i] = -1, -1
	}
	cost[start] = own
	queue := &nodes{{start, own}}
	for queue.Len() > 0 {
		node := heap.Pop(queue).(node)
		if node.cost > cost[node.id] {
			continue
		}
		for _, step := range n.at[node.id] {
			with := n.arcs[step].from == node.id
			passing, ok := price(step, with)
			if !ok || step == id {
				continue
			}
			to := n.arcs[step].to
			if !with {
				to = n.arcs[step].from
			}
			if c := node.cost + passing; cost[to] < 0 || c < cost[to] {
				cost[to], by[to] = c, step
				heap.Push(queue, nodeAt(to, c))
			}
		}
	}
	if cost[end] < 0 {
		return nil, 0
	}
	return append(n.back(end, start, by), id), cost[end]
}

// back lists the arcs of the way that was found, from its end to its start.
func (n *network) back(end, start int, by []int) []int {
	way := []int{}
	for at := end; at != start; {
		step := n.arcs[by[at]]
		way = append(way, by[at])
		if step.from == at {
			at = step.to
		} else {
			at = step.from
		}
	}
	return way
}

// pass says whether an arc can be passed: with its direction at will, and against it only where it can give the room. A nought
// that is shown is never hidden to protect another, because a reader who knows that noughts are shown would know it for none.
func (n *network) pass(step int, with bool) bool {
	a := n.arcs[step]
	return a.flow >= a.least && (with || a.flow-a.least >= n.room)
}

func (n *network) published(t Table, o Options) Published {
	p := Published{Cells: make([][]figure.Figure, n.rows)}
	show := func(id int) figure.Figure { return o.show(n.arcs[id].flow, n.arcs[id].hidden) }
	for i := range n.rows {
		p.Cells[i] = make([]figure.Figure, n.columns)
		for j := range n.columns {
			p.Cells[i][j] = show(i*n.columns + j)
		}
		if t.RowTotals {
			p.RowTotals = append(p.RowTotals, show(n.rowArc[i]))
		}
	}
	if t.ColumnTotals {
		for j := range n.columns {
			p.ColumnTotals = append(p.ColumnTotals, show(n.columnArc[j]))
		}
	}
	if t.GrandTotal {
		grand := show(n.grandArc)
		p.GrandTotal = &grand
	}
	return p
}

// nodes is the queue of Dijkstra's search, cheapest first.
type nodes []node

type node struct{ id, cost int }

func nodeAt(id, cost int) node { return node{id, cost} }

func (q nodes) Len() int           { return len(q) }
func (q nodes) Less(i, j int) bool { return q[i].cost < q[j].cost }
func (q nodes) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }

// Push adds a node (heap.Interface).
func (q *nodes) Push(x any) { *q = append(*q, x.(node)) }

// Pop takes the last node (heap.Interface).
func (q *nodes) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}
