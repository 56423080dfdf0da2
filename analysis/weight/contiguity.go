package weight

import (
	"fmt"
	"math"

	"github.com/wardmote/wardmote/analysis/plane"
)

// Polygon is an area as its rings, outer boundaries and holes alike, each a list of corners [x, y]. It is the shape of
// GeoJSON's coordinates, of which a multipolygon's parts are simply joined. A ring may repeat its first corner at its end.
type Polygon [][][2]float64

// Contiguity links areas whose boundaries touch: at one corner for Queen, along an edge (two corners in sequence) for
// Rook. Corners at most snap units apart are the same corner; 0 asks for equal coordinates. It compares corners only, as
// R's spdep and PySAL do: where one area's corner lies in the middle of another's edge, the two do not touch.
func Contiguity(areas []Polygon, kind Kind, snap float64) (*Matrix, error) {
	if kind != Queen && kind != Rook {
		return nil, fmt.Errorf("%w: areas touch as Queen or Rook, not as kind %d", errBuild, kind)
	}
	if !(snap >= 0) || math.IsInf(snap, 1) {
		return nil, fmt.Errorf("%w: the snap distance must be 0 or more, not %g", errBuild, snap)
	}
	b, err := newBoundaries(areas, snap)
	if err != nil {
		return nil, err
	}
	return b.link(len(areas), kind)
}

type corner struct {
	area       int
	x, y       float64
	next, prev int // corners along the ring
}

type bucket struct{ x, y float64 }

// boundaries are all corners of all areas, hashed by place so that those within snap lie in adjoining buckets.
type boundaries struct {
	snap    float64
	corners []corner
	at      map[bucket][]int
}

func newBoundaries(areas []Polygon, snap float64) (*boundaries, error) {
	b := &boundaries{snap: snap, at: map[bucket][]int{}}
	for a, rings := range areas {
		for r, ring := range rings {
			if n := len(ring); n > 1 && ring[0] == ring[n-1] {
				ring = ring[:n-1]
			}
			first := len(b.corners)
			for k, v := range ring {
				if !(math.Abs(v[0]) <= plane.MaxCoordinate) || !(math.Abs(v[1]) <= plane.MaxCoordinate) {
					return nil, fmt.Errorf("%w: area %d, ring %d, corner %d (%g, %g) is not a place", errBuild, a, r, k, v[0], v[1])
				}
				n := len(ring)
				b.corners = append(b.corners, corner{a, v[0], v[1], first + (k+1)%n, first + (k+n-1)%n})
			}
		}
	}
	for c := range b.corners {
		key := b.key(b.corners[c])
		b.at[key] = append(b.at[key], c)
	}
	return b, nil
}

func (b *boundaries) key(c corner) bucket {
	if b.snap == 0 {
		return bucket{c.x + 0, c.y + 0} // +0 makes a negative nought equal to nought as a map key
	}
	return bucket{math.Floor(c.x / b.snap), math.Floor(c.y / b.snap)}
}

func (b *boundaries) same(c, d corner) bool {
	return math.Hypot(c.x-d.x, c.y-d.y) <= b.snap
}

func (b *boundaries) link(n int, kind Kind) (*Matrix, error) {
	type pair struct{ i, j int }
	found := map[pair]bool{}
	reach := 1.0
	if b.snap == 0 {
		reach = 0
	}
	for _, c := range b.corners {
		key := b.key(c)
		for dx := -reach; dx <= reach; dx++ {
			for dy := -reach; dy <= reach; dy++ {
				for _, o := range b.at[bucket{key.x + dx, key.y + dy}] {
					d := b.corners[o]
					if d.area > c.area && !found[pair{c.area, d.area}] && b.same(c, d) && (kind == Queen || b.edge(c, d)) {
						found[pair{c.area, d.area}] = true
					}
				}
			}
		}
	}
	links := make([]Link, 0, 2*len(found))
	for p := range found {
		links = append(links, Link{p.i, p.j, 1}, Link{p.j, p.i, 1})
	}
	return FromLinks(n, links)
}

// edge reports whether the ring goes on from c as it does, either way, from d.
func (b *boundaries) edge(c, d corner) bool {
	for _, e := range [2]int{c.next, c.prev} {
		for _, f := range [2]int{d.next, d.prev} {
			if b.same(b.corners[e], b.corners[f]) {
				return true
			}
		}
	}
	return false
}
