package cluster

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/wardmote/wardmote/analysis/bng"
	"github.com/wardmote/wardmote/analysis/internal/fixture"
	"github.com/wardmote/wardmote/analysis/plane"
)

// R's dbscan numbers clusters from 1 in the same order and gives borders to the first, so every label agrees.
func TestLabelsAreThoseOfRDbscan(t *testing.T) {
	for name, o := range map[string]Options{
		"london10k_eps100_min10.csv.gz": {Distance: 100, MinPoints: 10},
		"london10k_eps200_min15.csv.gz": {Distance: 200, MinPoints: 15},
	} {
		want := fixture.Columns(t, filepath.Join("testdata", name))
		got, err := Find(t.Context(), plane.Points{X: want["x"], Y: want["y"]}, o)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got.Label {
			if got.Core[i] != (want["core"][i] == 1) || got.Label[i] != int(want["cluster"][i])-1 {
				t.Fatalf("%s row %d: label %d core %v, R has %g and %g", name, i, got.Label[i], got.Core[i], want["cluster"][i], want["core"][i])
			}
		}
	}
}

// The published program grows clusters from the first event on as well, so here too every label agrees.
func TestSpaceTimeLabelsAreThoseOfThePublishedProgram(t *testing.T) {
	want := fixture.Columns(t, filepath.Join("testdata", "london10k_stdbscan_eps200_14d_min5.csv.gz"))
	p := plane.Points{X: want["x"], Y: want["y"]}
	got, err := FindWithTime(t.Context(), p, want["t_days"], Options{Distance: 200, Days: 14, MinPoints: 5})
	if err != nil {
		t.Fatal(err)
	}
	for i, label := range got.Label {
		if float64(label) != want["label"][i] {
			t.Fatalf("row %d: label %d, published %g", i, label, want["label"][i])
		}
	}
}

// Violence in Tower Hamlets, June 2018: clusters and their sizes by R's dbscan 1.1-11 on coordinates by PROJ.
func TestARealMonthHasTheClustersThatRFinds(t *testing.T) {
	at := fixture.Columns(t, filepath.Join("testdata", "tower-hamlets-violence_2018-06.csv.gz"))
	p, err := bng.PointsFromWGS84(at["lon"], at["lat"])
	if err != nil {
		t.Fatal(err)
	}
	r, err := Find(t.Context(), p, Options{Distance: 200, MinPoints: 10})
	if err != nil {
		t.Fatal(err)
	}
	noise, sizes := 0, r.Sizes()
	for _, label := range r.Label {
		if label == Noise {
			noise++
		}
	}
	slices.SortFunc(sizes, func(a, b int) int { return b - a })
	want := []int{303, 68, 61, 60, 44, 33, 28, 27, 27, 25, 24, 21, 20, 18, 17, 17, 15, 14, 13, 11, 11, 10, 8}
	if noise != 303 || r.Clusters != 22 || !slices.Equal(sizes, want[1:]) { // R counts noise as a size
		t.Errorf("%d clusters of %v, %d noise", r.Clusters, sizes, noise)
	}
}
