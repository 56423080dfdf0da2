package weight

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
)

// centroids are those of the districts' outer rings.
func centroids(areas []Polygon) (p plane.Points) {
	for _, area := range areas {
		twice, x, y := 0.0, 0.0, 0.0
		ring := area[0]
		for k := range len(ring) - 1 {
			cross := ring[k][0]*ring[k+1][1] - ring[k+1][0]*ring[k][1]
			twice, x, y = twice+cross, x+(ring[k][0]+ring[k+1][0])*cross, y+(ring[k][1]+ring[k+1][1])*cross
		}
		p.X, p.Y = append(p.X, x/(3*twice)), append(p.Y, y/(3*twice))
	}
	return p
}

func neighbours(n Neighbours, i int) []int32 {
	j, _ := n.Row(i, nil)
	return slices.Sorted(slices.Values(j))
}

// What libpysal asserts in test_contiguity.py, test_distance.py, test_util.py and test_user.py on columbus.
func TestNeighboursOfColumbusAreWhatPySALAsserts(t *testing.T) {
	areas := columbus(t)
	p := centroids(areas)
	for i, want := range [][2]float64{{8.82721847, 14.36907602}, {8.33265837, 14.03162401}, {9.01226541, 13.81971908}} {
		if math.Abs(p.X[i]-want[0]) > 1e-8 || math.Abs(p.Y[i]-want[1]) > 1e-8 {
			t.Errorf("district %d has its centre at %.8f, %.8f, asserted %v", i, p.X[i], p.Y[i], want)
		}
	}
	nearest := must(t)(Nearest(p, 4))
	for what, c := range map[string]struct {
		got, want []int32
	}{
		"queen contiguity of 4": {neighbours(must(t)(Contiguity(areas, Queen, 1e-7)), 4), []int32{2, 3, 5, 7, 8, 10, 14, 15}},
		"rook contiguity of 4":  {neighbours(must(t)(Contiguity(areas, Rook, 1e-7)), 4), []int32{2, 3, 5, 7, 8, 10, 14}},
		"nearest of 7":          {neighbours(nearest, 7), []int32{3, 6, 11, 12}},
		"nearest of 0":          {neighbours(nearest, 0), []int32{1, 2, 3, 7}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, asserted %v", what, c.got, c.want)
		}
	}
	const band = 0.61886415807685413 // the least at which no district is without a neighbour
	for _, reach := range []struct {
		band    float64
		islands int
	}{{band * (1 + 1e-12), 0}, {band * (1 - 1e-9), 1}} {
		if got := len(Islands(must(t)(Within(p, reach.band)))); (got > 0) != (reach.islands > 0) {
			t.Errorf("within %.12f there are %d districts without a neighbour", reach.band, got)
		}
	}
}

// What libpysal asserts of the file of sids2: 4.62 % of its matrix, and the neighbours of county 37135.
func TestNeighboursOfNorthCarolinaAreWhatPySALAsserts(t *testing.T) {
	m, ids := read(t, "sids2.gal")
	if Links(m) != 462 || m.Len() != 100 {
		t.Errorf("%d links of %d places", Links(m), m.Len())
	}
	var names []string
	for _, j := range neighbours(m, slices.Index(ids, "37135")) {
		names = append(names, ids[j])
	}
	slices.Sort(names)
	if got := fmt.Sprint(names); got != "[37001 37033 37037 37063 37145]" {
		t.Errorf("neighbours of 37135: %s", got)
	}
}

// What libpysal asserts of the ten nearest in Baltimore: not mutual as they are, and mutual once made so.
func TestNearestOfBaltimoreAreMutualOnlyOnceMadeSo(t *testing.T) {
	p, _ := baltimore(t)
	nearest := must(t)(Nearest(p, 10))
	mutual := func(n Neighbours) bool {
		for i := range n.Len() {
			for _, j := range neighbours(n, i) {
				if !slices.Contains(neighbours(n, int(j)), int32(i)) {
					return false
				}
			}
		}
		return true
	}
	if mutual(nearest) || !mutual(Symmetric(nearest)) {
		t.Error("nearest neighbours are mutual before or not after")
	}
}
