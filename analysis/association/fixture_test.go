package association

import (
	"bufio"
	"encoding/binary"
	"math"
	"strconv"
	"testing"

	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
	"github.com/wardmote/wardmote/analysis/weight"
)

// table reads a fixture's numeric columns; cells that are no number are left out of their row.
func table(t testing.TB, name string) []map[string]float64 {
	t.Helper()
	return numeric(t, "testdata/"+name)
}

func numeric(t testing.TB, path string) (rows []map[string]float64) {
	t.Helper()
	for _, record := range fixture.Records(t, path) {
		row := map[string]float64{}
		for name, field := range record {
			if v, err := strconv.ParseFloat(field, 64); err == nil {
				row[name] = v
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// column is one column of a fixture, which every row must have.
func column(t testing.TB, rows []map[string]float64, name string) []float64 {
	t.Helper()
	var x []float64
	for i, r := range rows {
		v, ok := r[name]
		if !ok {
			t.Fatalf("row %d has no %s", i, name)
		}
		x = append(x, v)
	}
	return x
}

// pairs reads a fixture's neighbour pairs, numbered from 1.
func pairs(t testing.TB, name string, n int) *weight.Matrix {
	t.Helper()
	var links []weight.Link
	for _, r := range table(t, name) {
		links = append(links, weight.Link{From: int(r["i"]) - 1, To: int(r["j"]) - 1, Weight: 1})
	}
	m, err := weight.FromLinks(n, links)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sids is North Carolina's sudden infant deaths 1974-78 by county, queen contiguity.
func sids(t testing.TB) (*weight.Matrix, []int) {
	t.Helper()
	var counts []int
	for _, v := range column(t, table(t, "ncsids_SID74count_local.csv"), "x") {
		counts = append(counts, int(v))
	}
	return pairs(t, "ncsids_SID74count_queen_pairs.csv", len(counts)), counts
}

// within fails where got is not want to a relative error; a want of nought is compared absolutely.
func within(t testing.TB, place int, what string, got, want, relative float64) {
	t.Helper()
	if !(math.Abs(got-want) <= relative*math.Max(math.Abs(want), 1e-3)) {
		t.Errorf("place %d: %s is %.17g, want %.17g", place+1, what, got, want)
	}
}

// close9 is the agreement that analytic values promise.
func close9(t testing.TB, place int, what string, got, want float64) {
	t.Helper()
	within(t, place, what, got, want, 1e-9)
}

func queen(t testing.TB, g plane.Grid) weight.Lattice {
	t.Helper()
	l, err := weight.OnGrid(g, weight.Queen)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// named reads a fixture of two columns, a name and its value.
func named(t testing.TB, name string) map[string]float64 {
	t.Helper()
	values := map[string]float64{}
	for _, r := range fixture.Rows(t, "testdata/"+name)[1:] {
		values[r[0]] = fixture.Number(t, r[1])
	}
	return values
}

// beside reads a fixture that lies beside the repository, and is nil where it does not.
func beside(t testing.TB, name string) []map[string]float64 {
	t.Helper()
	if path := fixture.Beside(t, name); path != "" {
		return numeric(t, path)
	}
	return nil
}

// london is the benchmark's million points, counted in 271,400 cells of 100 m: gzipped unsigned varints.
func london(t testing.TB) (plane.Grid, []int) {
	t.Helper()
	g := plane.Grid{MinX: 503000, MinY: 155000, Cell: 100, Cols: 590, Rows: 460}
	counts, r := make([]int, g.Len()), bufio.NewReader(fixture.Open(t, "testdata/london1m_100m_counts.gz"))
	for c := range counts {
		v, err := binary.ReadUvarint(r)
		if err != nil {
			t.Fatal(err)
		}
		counts[c] = int(v)
	}
	return g, counts
}
