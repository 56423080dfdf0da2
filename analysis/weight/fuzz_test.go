package weight

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/plane"
)

func FuzzReadWeights(f *testing.F) {
	f.Add("2\na 1\nb\nb 1\na\n")
	f.Add("0 2 file id\n1 2 0.5\n2 1 0.5\n")
	f.Add("9999999999\n")
	f.Fuzz(func(t *testing.T, file string) {
		if m, ids, err := ReadGAL(strings.NewReader(file)); err == nil && (m.Len() != len(ids) || Links(m) != len(m.J)) {
			t.Error("a .gal file of two sizes was accepted")
		}
		if m, ids, err := ReadKWT(strings.NewReader(file)); err == nil && m.Len() != len(ids) {
			t.Error("a .kwt file of two sizes was accepted")
		}
		if m, ids, err := ReadGWT(strings.NewReader(file)); err == nil {
			if m.Len() != len(ids) {
				t.Error("a .gwt file of two sizes was accepted")
			}
			Symmetric(m)
			Standardise(m)
			WithSelf(m, 1)
		}
	})
}

func FuzzDistanceAndContiguity(f *testing.F) {
	f.Add([]byte("0123456701234567012345670123456701234567"), 3.0, 2)
	f.Fuzz(func(t *testing.T, data []byte, size float64, k int) {
		var p plane.Points
		var areas []Polygon
		for len(data) >= 16 && len(p.X) < 50 {
			x, y := math.Float64frombits(binary.LittleEndian.Uint64(data)), math.Float64frombits(binary.LittleEndian.Uint64(data[8:]))
			if k%2 == 0 {
				x, y = math.Mod(x, 10), math.Mod(y, 10)
			}
			p.X, p.Y, data = append(p.X, x), append(p.Y, y), data[16:]
			areas = append(areas, Polygon{{{x, y}, {x + size, y}, {x, y + size}}, {}, {{y, x}}})
		}
		if m, err := Within(p, size); err == nil {
			if _, err := InverseDistance(m, p, 1); err == nil && m.Len() != p.Len() {
				t.Error("points were lost")
			}
		}
		if m, err := Nearest(p, k); err == nil && Links(m) != k*p.Len() {
			t.Error("a point has too few neighbours")
		}
		for _, kind := range []Kind{Queen, Rook} {
			if m, err := Contiguity(areas, kind, size); err == nil && m.Len() != len(areas) {
				t.Error("areas were lost")
			}
		}
	})
}

// FuzzShapesOfWeights puts every transformation to lists and lattices of any shape.
func FuzzShapesOfWeights(f *testing.F) {
	f.Add([]byte{}, 0, 0, 0)
	f.Add([]byte{1, 0}, 1, 1, 2)
	f.Add([]byte{0, 0, 255, 3, 2, 1}, -3, 5, 1)
	f.Fuzz(func(t *testing.T, data []byte, cols, rows, kind int) {
		lists := make([][]int, len(data)%9)
		for i, b := range data {
			if len(lists) > 0 {
				lists[i%len(lists)] = append(lists[i%len(lists)], int(b)%(len(lists)+1))
			}
		}
		all := []Neighbours{Lattice{Cols: cols % 9, Rows: rows % 9, Kind: Kind((kind%3 + 3) % 3)}}
		if l, err := OnGrid(plane.Grid{Cell: 1, Cols: cols % 9, Rows: rows % 9}, Kind(kind)); err == nil {
			all = append(all, l)
		}
		if m, err := FromLists(lists); err == nil {
			all = append(all, m)
		}
		for _, n := range all {
			shapes(t, n, data)
		}
	})
}

func shapes(t *testing.T, n Neighbours, data []byte) {
	t.Helper()
	links, degrees := 0, Degrees(n)
	var row Row
	for i := range n.Len() {
		j, _ := n.Row(i, &row)
		links += len(j)
		if l, ok := n.(Lattice); ok && l.Degree(i) != len(j) || int(degrees[i]) != len(j) {
			t.Fatalf("place %d has %d neighbours, its degree is %d", i, len(j), degrees[i])
		}
	}
	if links != Links(n) || Materialise(n).Len() != n.Len() || Binary(n).Len() != n.Len() || len(Islands(n)) > n.Len() {
		t.Fatalf("%d links of %d", links, Links(n))
	}
	Uniform(n)
	keep := make([]bool, len(data))
	for i := range keep {
		keep[i] = data[i]%2 == 0
	}
	if m, places := Restrict(n, keep); m.Len() != len(places) {
		t.Fatalf("%d places kept in %d rows", len(places), m.Len())
	}
	if lag, err := Lag(n, make([]float64, n.Len())); err != nil || len(lag) != n.Len() {
		t.Fatalf("lag of %d places: %v", n.Len(), err)
	}
}
