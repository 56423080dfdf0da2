package place

import (
	"cmp"
	"math"
	"slices"

	"github.com/wardmote/wardmote/internal/core/when"
)

// Near is a named place at a distance.
type Near struct {
	Entry
	Metres float64
}

// nearIndex keeps the gazetteer's points by easting, so that a search looks only at a strip.
type nearIndex struct{ points []nearPoint }

type nearPoint struct {
	e, n  float64
	entry int
}

func newNearIndex(entries []Entry) nearIndex {
	var points []nearPoint
	for i, entry := range entries {
		for _, p := range entry.Points {
			e, n := p.Grid()
			points = append(points, nearPoint{e, n, i})
		}
	}
	slices.SortStableFunc(points, func(a, b nearPoint) int { return cmp.Compare(a.e, b.e) })
	return nearIndex{points}
}

// Nearest are the named places within a distance of a point, nearest first, each once, at most limit of them. Kinds, where
// given, are the only kinds wanted.
func (a *Atlas) Nearest(p Point, within float64, limit int, kinds ...string) []Near {
	e, n := p.Grid()
	if math.IsNaN(e) || limit < 1 {
		return nil
	}
	points := a.near.points
	start, _ := slices.BinarySearchFunc(points, e-within, func(x nearPoint, at float64) int { return cmp.Compare(x.e, at) })
	best := map[int]float64{}
	for _, x := range points[start:] {
		if x.e > e+within {
			break
		}
		metres := math.Hypot(x.e-e, x.n-n)
		if metres > within || (len(kinds) > 0 && !slices.Contains(kinds, a.entries[x.entry].Kind)) {
			continue
		}
		if had, ok := best[x.entry]; !ok || metres < had {
			best[x.entry] = metres
		}
	}
	found := make([]Near, 0, len(best))
	for i, metres := range best {
		found = append(found, Near{a.entries[i], metres})
	}
	slices.SortFunc(found, func(x, y Near) int {
		return cmp.Or(cmp.Compare(x.Metres, y.Metres), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	return found[:min(limit, len(found))]
}

// OfKind are the places of a kind that have a position.
func (a *Atlas) OfKind(kind string) []Entry {
	var found []Entry
	for _, e := range a.entries {
		if e.Kind == kind && len(e.Points) > 0 {
			found = append(found, e)
		}
	}
	return found
}

// Describe says in words where a point is, by its street where one is near: "near Brick Lane, Weavers", or "outside the area" where it
// lies in no ward.
func (a *Atlas) Describe(p Point, on when.Date) string {
	const earshot = 250 // metres
	fix := a.Fix(a.wards, p, on)
	if fix.Outside() {
		return "outside the area"
	}
	near := a.Nearest(p, earshot, 1, KindStreet)
	if len(near) == 0 {
		near = a.Nearest(p, earshot, 1)
	}
	if len(near) == 1 {
		return "near " + near[0].Name + ", " + fix.Area.Name
	}
	return fix.Area.Name
}
