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
