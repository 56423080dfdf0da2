package weight

import (
	"encoding/json"
	"io"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
	"pgregory.net/rapid"
)

func open(t testing.TB, name string) *os.File {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func must(t testing.TB) func(*Matrix, error) *Matrix {
	return func(m *Matrix, err error) *Matrix {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
}

func read(t testing.TB, name string) (*Matrix, []string) {
	t.Helper()
	parse := map[string]func(io.Reader) (*Matrix, []string, error){"gal": ReadGAL, "gwt": ReadGWT, "kwt": ReadKWT}[name[len(name)-3:]]
	m, ids, err := parse(open(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return m, ids
}

// equal compares two matrices entry by entry.
func equal(t testing.TB, got, want Neighbours) {
	t.Helper()
	if got.Len() != want.Len() {
		t.Fatalf("%d places, want %d", got.Len(), want.Len())
	}
	var a, b Row
	for i := range got.Len() {
		j, w := got.Row(i, &a)
		k, v := want.Row(i, &b)
		if !slices.Equal(j, k) {
			t.Fatalf("place %d has neighbours %v, want %v", i, j, k)
		}
		for c := range j {
			if math.Abs(at(w, c)-at(v, c)) > 1e-15 {
				t.Fatalf("place %d weighs neighbour %d with %g, want %g", i, j[c], at(w, c), at(v, c))
			}
		}
	}
}

func TestFilesAreReadWhole(t *testing.T) {
	for name, want := range map[string][2]int{
		"columbus.gal": {49, 236}, "sids2.gal": {100, 462}, "mexico.gal": {32, 140}, "baltim_q.gal": {211, 1190},
		"baltim_k4.gwt": {211, 844}, "baltim.tri.k12.kwt": {211, 2743},
	} {
		m, ids := read(t, name)
		if m.Len() != want[0] || len(ids) != want[0] || Links(m) != want[1] {
			t.Errorf("%s: %d places and %d links, want %v", name, m.Len(), Links(m), want)
		}
		if len(Islands(m)) != 0 {
			t.Errorf("%s: islands %v", name, Islands(m))
		}
	}
	m, ids := read(t, "mexico.gal")
	j, _ := m.Row(0, nil)
	if len(j) != 2 || ids[j[0]] != "13" && ids[j[0]] != "31" { // "31 13" in PySAL's documentation
		t.Errorf("the first state of Mexico borders on %v", j)
	}
	m, ids = read(t, "baltim.tri.k12.kwt")
	j, w := m.Row(0, nil)
	for k, to := range j {
		if ids[to] == "16" && w[k] != 0.361123 {
			t.Errorf("station 1 weighs station 16 with %g", w[k])
		}
	}
}

// baltimore are the 211 houses, and the row of each by the name of its station.
func baltimore(t testing.TB) (p plane.Points, station map[string]int) {
	t.Helper()
	station = map[string]int{}
	for i, r := range fixture.Rows(t, "testdata/baltim.csv")[1:] {
		station[r[0]] = i
		p.X, p.Y = append(p.X, fixture.Number(t, r[1])), append(p.Y, fixture.Number(t, r[2]))
	}
	return p, station
}

func TestNearestFourOfBaltimoreAreThoseOfGeoDa(t *testing.T) {
	p, station := baltimore(t)
	ours := must(t)(Nearest(p, 4))
	file, ids := read(t, "baltim_k4.gwt")
	for i := range ids {
		from := station[ids[i]]
		var want, got []float64 // distances, because ties may be broken either way
		theirs, _ := file.Row(i, nil)
		for _, to := range theirs {
			j := station[ids[to]]
			want = append(want, math.Hypot(p.X[from]-p.X[j], p.Y[from]-p.Y[j]))
		}
		mine, _ := ours.Row(from, nil)
		for _, j := range mine {
			got = append(got, math.Hypot(p.X[from]-p.X[j], p.Y[from]-p.Y[j]))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("station %s: nearest at %v, in the file %v", ids[i], got, want)
		}
	}
}

// columbus reads the 49 districts' rings.
func columbus(t testing.TB) []Polygon {
	t.Helper()
	var c struct {
		Features []struct {
			Geometry struct {
				Type        string          `json:"type"`
				Coordinates json.RawMessage `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.NewDecoder(open(t, "columbus.json")).Decode(&c); err != nil {
		t.Fatal(err)
	}
	var areas []Polygon
	for _, f := range c.Features {
		var rings Polygon
		if f.Geometry.Type == "MultiPolygon" {
			var parts []Polygon
			if err := json.Unmarshal(f.Geometry.Coordinates, &parts); err != nil {
				t.Fatal(err)
			}
			for _, part := range parts {
				rings = append(rings, part...)
			}
		} else if err := json.Unmarshal(f.Geometry.Coordinates, &rings); err != nil {
			t.Fatal(err)
		}
		areas = append(areas, rings)
	}
	return areas
}

func TestContiguityOfColumbusIsThatOfSpdep(t *testing.T) {
	raw, err := os.ReadFile("../association/testdata/reference_R_areas.json")
	if err != nil {
		t.Fatal(err)
	}
	var r map[string]struct {
		Links      int               `json:"links"`
		Neighbours []json.RawMessage `json:"neighbours"`
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Log(err) // other entries have other shapes
	}
	for name, kind := range map[string]Kind{"columbus_queen": Queen, "columbus_rook": Rook} {
		var lists [][]int
		for _, field := range r[name].Neighbours {
			var list []int
			if err := json.Unmarshal(field, &list); err != nil {
				t.Fatal(err)
			}
			for k := range list {
				list[k]--
			}
			lists = append(lists, list)
		}
		got := must(t)(Contiguity(columbus(t), kind, 1e-7))
		if Links(got) != r[name].Links {
			t.Errorf("%s: %d links, want %d", name, Links(got), r[name].Links)
		}
		equal(t, got, must(t)(FromLists(lists)))
	}
}

func TestSquaresTouchAsTheGridSaysTheyDo(t *testing.T) {
	l := Lattice{Cols: 4, Rows: 3}
	var areas []Polygon
	for c := range l.Len() {
		x, y := float64(c%4), float64(c/4)
		areas = append(areas, Polygon{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}})
	}
	for _, kind := range []Kind{Queen, Rook} {
		l.Kind = kind
		for _, snap := range []float64{0, 0.01} {
			equal(t, must(t)(Contiguity(areas, kind, snap)), l)
		}
	}
}

func TestHexagonsTouchTheirSixNearest(t *testing.T) {
	l := Lattice{Cols: 5, Rows: 4, Kind: Hexagon}
	var p plane.Points
	for c := range l.Len() {
		col, row := float64(c%5), float64(c/5)
		p.X, p.Y = append(p.X, col+0.5*float64(c/5%2)), append(p.Y, row*math.Sqrt(3)/2)
	}
	equal(t, l, must(t)(Within(p, 1.01)))
}

func TestALatticeIsTheMatrixThatItStandsFor(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := Lattice{Cols: rapid.IntRange(1, 6).Draw(rt, "cols"), Rows: rapid.IntRange(1, 5).Draw(rt, "rows"),
			Kind: Kind(rapid.IntRange(0, 2).Draw(rt, "kind")), Standardised: rapid.Bool().Draw(rt, "standardised")}
		m := Materialise(l)
		equal(t, m, l)
		if len(m.J) != Links(l) {
			rt.Fatalf("%+v: %d links counted, %d listed", l, Links(l), len(m.J))
		}
		x := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), l.Len(), l.Len()).Draw(rt, "x")
		a, err := Lag(l, x)
		if err != nil {
			rt.Fatal(err)
		}
		b, err := Lag(m, x)
		if err != nil {
			rt.Fatal(err)
		}
		degrees := Degrees(l)
		for i := range x {
			if math.Abs(a[i]-b[i]) > 1e-8 || int(degrees[i]) != m.Start[i+1]-m.Start[i] || l.Degree(i) != int(degrees[i]) {
				rt.Fatalf("%+v: place %d has lag %g by rows and %g by list, degree %d", l, i, a[i], b[i], degrees[i])
			}
		}
		equal(t, Standardise(Binary(m)), Standardise(Binary(l)))
	})
}

func TestNeighboursByDistanceAreThoseOfAllPairs(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(rt, "n")
		coordinate := rapid.Map(rapid.IntRange(0, rapid.SampledFrom([]int{0, 3, 1000}).Draw(rt, "side")), func(v int) float64 { return float64(v) })
		p := plane.Points{X: rapid.SliceOfN(coordinate, n, n).Draw(rt, "x"), Y: rapid.SliceOfN(coordinate, n, n).Draw(rt, "y")}
		band := rapid.Float64Range(0, 600).Draw(rt, "band")
		k := rapid.IntRange(1, n-1).Draw(rt, "k")
		within, nearest := must(t)(Within(p, band)), must(t)(Nearest(p, k))
		for i := range n {
			var near []int32
			var all []float64
			for j := range n {
				if j == i {
					continue
				}
				d := (p.X[i]-p.X[j])*(p.X[i]-p.X[j]) + (p.Y[i]-p.Y[j])*(p.Y[i]-p.Y[j])
				all = append(all, d)
				if d <= band*band {
					near = append(near, int32(j))
				}
			}
			got, _ := within.Row(i, nil)
			if !slices.Equal(got, near) {
				rt.Fatalf("point %d within %g: %v, want %v", i, band, got, near)
			}
			slices.Sort(all)
			var found []float64
			list, _ := nearest.Row(i, nil)
			for _, j := range list {
				found = append(found, (p.X[i]-p.X[j])*(p.X[i]-p.X[j])+(p.Y[i]-p.Y[j])*(p.Y[i]-p.Y[j]))
			}
			slices.Sort(found)
			if !slices.Equal(found, all[:k]) {
				rt.Fatalf("point %d: nearest %d at %v, want %v", i, k, found, all[:k])
			}
		}
	})
}

func TestTransforms(t *testing.T) {
	m := must(t)(FromLinks(4, []Link{{0, 1, 2}, {0, 2, 6}, {1, 0, 1}, {2, 2, 5}}))
	equal(t, Standardise(m), must(t)(FromLinks(4, []Link{{0, 1, 0.25}, {0, 2, 0.75}, {1, 0, 1}, {2, 2, 1}})))
	equal(t, WithSelf(m, 9), must(t)(FromLinks(4, []Link{{0, 0, 9}, {0, 1, 2}, {0, 2, 6}, {1, 0, 1}, {1, 1, 9}, {2, 2, 9}, {3, 3, 9}})))
	equal(t, Symmetric(m), must(t)(FromLinks(4, []Link{{0, 1, 2}, {1, 0, 2}, {0, 2, 6}, {2, 0, 6}, {2, 2, 5}})))
	sub, places := Restrict(m, []bool{true, false, true})
	equal(t, sub, must(t)(FromLinks(2, []Link{{0, 1, 6}, {1, 1, 5}})))
	if !slices.Equal(places, []int{0, 2}) || !slices.Equal(Islands(m), []int{3}) {
		t.Errorf("places %v kept, islands %v", places, Islands(m))
	}
	p := plane.Points{X: []float64{0, 3, 0, 0}, Y: []float64{0, 4, 2, 0}}
	d := must(t)(InverseDistance(must(t)(FromLinks(4, []Link{{0, 1, 1}, {0, 2, 1}})), p, 2))
	equal(t, d, must(t)(FromLinks(4, []Link{{0, 1, 0.04}, {0, 2, 0.25}})))
	if _, err := InverseDistance(must(t)(FromLinks(4, []Link{{0, 3, 1}})), p, 1); err == nil {
		t.Error("two points at one place were given the inverse of no distance")
	}
}

func TestWrongWeightsAreRefused(t *testing.T) {
	for name, links := range map[string][]Link{"outside": {{0, 5, 1}}, "twice": {{0, 1, 1}, {0, 1, 1}}, "no number": {{0, 1, math.NaN()}}} {
		if _, err := FromLinks(2, links); err == nil {
			t.Errorf("a link %s was accepted", name)
		}
	}
	for want, file := range map[string]string{
		"line 3": "2\na 1\nb c\nb 1\na\n", "empty": "", "line 1": "x\n", "stands twice": "2\na 0\na 0\n", "not a place": "2\na 1\nz\nb 0\n",
		"says 3": "3\na 0\nb 0\n", "of its 1": "1\na 1\n",
	} {
		if _, _, err := ReadGAL(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, which does not speak of %q", file, err, want)
		}
	}
	for want, file := range map[string]string{"line 2": "0 2 a b\n1 2\n", "not a weight": "2\n1 2 far\n", "file has 3": "2\n1 2 1\n1 3 1\n"} {
		if _, _, err := ReadGWT(strings.NewReader(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, which does not speak of %q", file, err, want)
		}
	}
	if _, _, err := ReadGAL(strings.NewReader("2\na 0\n\nb 0\n\n")); err != nil {
		t.Errorf("islands with empty lines: %v", err)
	}
}
