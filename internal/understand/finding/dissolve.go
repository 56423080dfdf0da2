package finding

import (
	"math"
	"sort"
)

// area is a stretch of squares of one level that share sides: its outline and its holes, in degrees, each ring closed, the
// outline counter-clockwise and the holes clockwise (RFC 7946, 3.1.6).
type area struct {
	level string
	rings [][][2]float64
}

// node is a square of the lattice by its column and row, or the corner at its lower left.
type node struct{ x, y int }

// steps are the ways along the lattice, each a quarter turn to the left of the one before.
var steps = [4]node{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}

// lattice is squares of one size by where they lie.
type lattice struct {
	side   float64
	origin [2]float64 // of the square 0, 0: its lower left corner, National Grid metres
	level  map[node]string
	order  []node // from the lower left, row by row
}

// dissolve joins squares of one level that share a side. The squares are of one size and of one lattice.
func dissolve(squares []Feature) []area {
	g := newLattice(squares)
	done := map[node]bool{}
	var out []area
	for _, at := range g.order {
		if !done[at] {
			one := area{level: g.level[at]}
			for _, ring := range g.outline(g.stretch(at, done)) {
				one.rings = append(one.rings, g.degrees(ring))
			}
			out = append(out, one)
		}
	}
	return out
}

func newLattice(squares []Feature) *lattice {
	first := squares[0].Square
	g := &lattice{side: 2 * first.Half, origin: [2]float64{first.X - first.Half, first.Y - first.Half}, level: make(map[node]string, len(squares))}
	for _, f := range squares {
		at := node{int(math.Round((f.Square.X - first.X) / g.side)), int(math.Round((f.Square.Y - first.Y) / g.side))}
		if _, ok := g.level[at]; !ok {
			g.order = append(g.order, at)
		}
		g.level[at] = f.Level
	}
	sort.Slice(g.order, func(i, j int) bool {
		a, b := g.order[i], g.order[j]
		return a.y < b.y || a.y == b.y && a.x < b.x
	})
	return g
}

// stretch is the squares that hang together with one, which it marks as done.
func (g *lattice) stretch(from node, done map[node]bool) []node {
	found, level := []node{from}, g.level[from]
	done[from] = true
	for i := 0; i < len(found); i++ {
		for _, s := range steps {
			next := node{found[i].x + s.x, found[i].y + s.y}
			if l, ok := g.level[next]; ok && l == level && !done[next] {
				done[next] = true
				found = append(found, next)
			}
		}
	}
	return found
}

// outline follows the sides of a stretch that have no square of it beyond them, keeping the stretch to the left. It begins at
// the lowest of the leftmost squares, so the first ring is the outline; what remains are holes.
func (g *lattice) outline(stretch []node) [][]node {
	level := g.level[stretch[0]]
	sides := map[node][4]bool{} // by the corner that they lead from, and their way
	for _, at := range stretch {
		corner := at
		for way, s := range steps {
			right := steps[(way+3)%4]
			if l, ok := g.level[node{at.x + right.x, at.y + right.y}]; !ok || l != level {
				from := sides[corner]
				from[way] = true
				sides[corner] = from
			}
			corner = node{corner.x + s.x, corner.y + s.y}
		}
	}
	var rings [][]node
	for _, at := range leftmost(stretch) {
		for way := range steps {
			if sides[at][way] {
				rings = append(rings, ring(at, way, sides))
			}
		}
	}
	return rings
}

// leftmost are the corners at which a ring may begin, in an order in which the outline's comes first: below the lowest square
// of the leftmost column no square of the stretch lies. Every hole has a corner at the lower left of a square as well.
func leftmost(stretch []node) []node {
	out := append([]node(nil), stretch...)
	sort.Slice(out, func(i, j int) bool { return out[i].x < out[j].x || out[i].x == out[j].x && out[i].y < out[j].y })
	return out
}

// ring follows sides from a corner until it is back, and takes them away. Where two squares of a stretch touch at a corner it
// turns left, so that it stays with its square. Only corners at which it turns are kept.
func ring(start node, way int, sides map[node][4]bool) (corners []node) {
	at, first := start, way
	for {
		from := sides[at]
		from[way] = false
		sides[at] = from
		at = node{at.x + steps[way].x, at.y + steps[way].y}
		next := -1
		for _, turn := range [3]int{1, 0, 3} { // left, ahead, right
			if sides[at][(way+turn)%4] {
				next = (way + turn) % 4
				break
			}
		}
		if next < 0 { // back where it began, whose side is gone
			if way != first {
				corners = append(corners, at)
			}
			return corners
		}
		if next != way {
			corners = append(corners, at)
		}
		way = next
	}
}

func (g *lattice) degrees(ring []node) [][2]float64 {
	corners := make([][2]float64, len(ring))
	for i, at := range ring {
		corners[i] = [2]float64{g.origin[0] + float64(at.x)*g.side, g.origin[1] + float64(at.y)*g.side}
	}
	return ringOf(corners)
}
